"""The county looks at itself: its head reads the five questions, the secretariat takes a measure, and a party tells the assessors alone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import People
from tests.journeys.filings import files_at_home

BOTH = pytest.mark.parametrize(("language", "window"), [("zh", "desktop"), ("en", "phone")])
FAULTS = ("independence", "society", "professional", "thresholds", "lasting")


@BOTH
def test_head_of_the_county_reads_the_five_questions(people: People, language: str, window: str) -> None:
    people.county.ask("figures", "publish", f"journey-{language}")
    head = people.staff("head", window, language, login="lead")
    head.desk("五个问题", "Five questions")
    head.picture("county")
    for fault in FAULTS:
        head.press(head.page.locator(f"main a[href*='/desk/oversight/{fault}/']").first)
        head.picture(fault)
        head.desk("五个问题", "Five questions")
    head.press(head.page.locator("main a[href*='/desk/oversight/index/IC4/']").first)
    head.picture("indicator")
    pictures = head.page.locator("main img[src$='.svg'], main img[src*='.svg?']")
    assert pictures.count() > 0
    for place in range(pictures.count()):
        drawn = pictures.nth(place)
        drawn.scroll_into_view_if_needed()
        expect(drawn).to_have_js_property("complete", value=True)
        assert drawn.evaluate("one => one.naturalWidth") > 0 or not drawn.is_visible()
    head.desk("五个问题", "Five questions")
    head.press(head.page.locator(f"main a[href*='/published/journey-{language}/']").first)
    head.picture("published")
    expect(head.page.locator("main table tbody tr")).not_to_have_count(0)


@BOTH
def test_secretariat_takes_a_measure_and_says_what_came_of_it(
    people: People, language: str, window: str
) -> None:
    coordinator = people.staff("coordinator", window, language)
    what = coordinator.say("每月向各机构通报到场情况。", "Institutions are told each month who came.")
    coordinator.desk("五个问题", "Five questions")
    coordinator.press(coordinator.page.locator("main a[href*='/desk/oversight/index/IE6/']").first)
    coordinator.link("登记一项措施", "Take a measure")
    coordinator.fill({"index": "IE6", "what": what, "body": "FIN", "due": people.county.day(60)})
    coordinator.picture("takes-measure")
    coordinator.send()
    coordinator.desk("五个问题", "Five questions")
    coordinator.press(coordinator.page.locator("main a[href*='/desk/oversight/thresholds/']").first)
    coordinator.sees(what)
    coordinator.press(
        coordinator.page.locator("main li", has_text=what).locator("a[href*='county.end_measure']").first
    )
    coordinator.fill({"what_came": coordinator.say("三家机构恢复到场。", "Three institutions come again.")})
    coordinator.page.locator("main [name=result]").first.check()
    coordinator.send()
    head = people.staff("head", window, language, login="lead")
    head.open("/desk/oversight/index/IE6/")
    head.sees(what)
    expect(head.page.locator("main a[href*='county.end_measure']")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "window", "home"), [("zh", "desktop", "phone"), ("en", "phone", "desktop")]
)
def test_party_tells_the_assessors_alone(people: People, language: str, window: str, home: str) -> None:
    party = files_at_home(people, home, language)
    secret = party.say(f"业务员说不撤回就上征信（{home}）", f"The clerk threatened my credit record ({home})")
    party.link("告诉评查人员", "Tell the assessors")
    party.page.locator("main [name=pressed]").nth(1).check()
    party.fill({"note": secret})
    party.picture("tells-in-private")
    party.button("告诉评查人员", "Tell the assessors")
    party.sees(party.say("已经告诉评查人员", "The assessors have been told"))
    assessor = people.staff("assessor", window, language)
    assessor.desk("评查台", "Assessor's desk")
    assessor.sees(secret)
    assessor.picture("private-words")
    officer = people.staff("intake", window, language)
    officer.case(party.number)
    expect(officer.page.locator("body")).not_to_contain_text(secret)
