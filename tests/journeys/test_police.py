"""A referral to the police and back: the suspicion goes to the competent organ alone, and the civil file goes on."""

import pytest

from tests.journeys.conftest import People
from tests.journeys.filings import files_at_home

SECRET = "线索暗号五五七一"


@pytest.mark.parametrize(
    ("language", "window", "other"), [("zh", "desktop", "phone"), ("en", "phone", "desktop")]
)
def test_suspicion_goes_to_the_police_and_comes_back(
    people: People, language: str, window: str, other: str
) -> None:
    party = files_at_home(people, other, language)
    number, say, county = party.number, party.say, people.county
    officer = people.staff("intake", window, language)
    officer.do("intake.accept", number, channel="people_mediation", mediation_kind="people", track="ordinary")
    officer.do("case.report_suspicion", number, kind="crime", facts=SECRET)
    officer.do(
        "referral.report_crime",
        number,
        picture="reports-crime",
        to_body="PS",
        legal_duty=say("《刑事诉讼法》第一百一十条", "Criminal Procedure Law, Art. 110"),
        facts=SECRET,
        evidence=say("收费短信。", "The message about the fee."),
        civil_file="go_on",
    )
    officer.do("referral.send_crime", number)
    police = people.staff("police", window, language, login="ps")
    police.desk("移交台", "Hand-overs")
    police.picture("desk")
    police.case(number)
    police.sees(SECRET)
    police.do("referral.lead_received", number, received_on=county.day())
    police.do("referral.lead_notice", number, picture="answers", step="not_filed", on_day=county.day())
    bank = people.staff("institution", other, language)
    bank.case(number)
    assert SECRET not in bank.page.content()
    party.case()
    for word in (SECRET, say("公安", "police"), say("线索", "lead")):
        assert word not in party.page.locator("main").inner_text().lower()
    officer.case(number)
    officer.sees(SECRET)
    officer.begin("invitation.send", number)
