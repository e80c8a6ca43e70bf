"""A mass dispute of 120 consumers: one accepts on the phone, three opt out, the office puts silent ones out and closes."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.checks import Looked
from tests.journeys.conftest import People
from tests.journeys.county import Served, built, served
from tests.journeys.person import Person
from tests.journeys.pictures import Album


@pytest.fixture(scope="module")
def county_with_group(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A county of its own with few filings, in which the mass dispute was played."""
    home = built(tmp_path_factory.mktemp("group") / "county", "5", "--group")
    with served(home) as county:
        yield county


@pytest.fixture
def people(browser: Browser, county_with_group: Served, looked: Looked, album: Album) -> Iterator[People]:
    """The people of this county; at the end no page was at fault."""
    signed_in: dict[str, Any] = {}
    made = People(browser, county_with_group, looked, album, signed_in)
    yield made
    made.leave()
    assert "\n".join(dict.fromkeys(made.faults)) == ""


def comes_in(people: People, member: dict[str, str], window: str, language: str) -> Person:
    """A member of the group, in with number and code."""
    party = people.citizen(window, language)
    party.link("查看我的案件", "Come back to my case")
    party.fill({"number": member["case"], "code": member["code"]})
    party.send()
    return party


def own_words(party: Person) -> set[str]:
    """What only this member's pages may show: name, telephone and number of the case."""
    told = party.page.locator("main").inner_text()
    name = party.page.locator(".parties-line span").first.inner_text().split()[-1]
    return {name, *re.findall(r"1\d{10}", told), *re.findall(r"W-2026-\d{6}", told)}


def amount_of(party: Person) -> str:
    """The result of the own sheet, as the page of the group writes it."""
    return re.search(r"[\d,]+\.\d{2}", party.page.locator("#sheet dl.facts dd").first.inner_text())[0]  # type: ignore[index]


def opens_the_group(party: Person) -> None:
    party.link("查看群体和本人的计算表", "See the group and the own sheet")


def test_members_answer_and_the_office_closes_the_group(people: People) -> None:
    county = people.county
    member, *leaving = json.loads((county.home / "demo.json").read_text())["cases"][-4:]
    officer = people.staff("intake", "desktop", "zh")
    officer.link("群体纠纷", "Mass disputes")
    officer.link("W-G2026-0001", "W-G2026-0001")
    officer.sees("示范结果作为方案，待各当事人答复")
    officer.picture("groups-page")
    tiles = [one.inner_text().split() for one in officer.page.locator("ul.tiles .tile").all()]
    counts = {name: int(number) for number, name in tiles}
    assert counts["已邀请"] == 120
    assert counts["已退出或移出"] == 3
    assert officer.takes_out("导出 XLSX", "Export XLSX").endswith(".xlsx")

    party = comes_in(people, member, "phone", "zh")
    first = own_words(party)
    assert len(first) >= 2, first
    opens_the_group(party)
    party.sees("本人的计算表")
    first.add(amount_of(party))
    party.sees("占用费")
    party.picture("own-sheet")
    others = set(re.findall(r"W-2026-\d{6}", party.page.content())) - {member["case"]}
    assert not others, "another member's case number is on the page"
    party.link("接受本人的方案", "Accept my sheet")
    party.sees("银行在协议签署后十个工作日内")
    party.fill({"agrees": True})
    party.send()
    opens_the_group(party)
    party.sees("您已接受")

    for one, window, language in zip(leaving, ("phone", "phone", "desktop"), ("en", "zh", "zh"), strict=True):
        leaves(people, one, window, language, first)

    bank = people.staff("institution", "phone", "zh")
    bank.link("群体纠纷", "Mass disputes")
    bank.link("W-G2026-0001", "W-G2026-0001")
    bank.picture("group")
    bank.press(bank.page.get_by_role("button", name="English"))
    bank.sees("result offered to each as a proposal")
    assert bank.page.locator("a[href*='/batches/']").count() == 0

    officer.page.reload()
    tiles = [one.inner_text().split() for one in officer.page.locator("ul.tiles .tile").all()]
    assert {name: int(number) for number, name in tiles}["已退出或移出"] == 6
    officer.link("移出群体，各自办理", "Put out, to go on alone")
    officer.fill({"reasons": "没有答复，不能视为同意，各自办理。"})
    officer.button("预览（尚不办理）", "Preview (nothing is done yet)")
    officer.sees("可以办理 2 件")
    officer.picture("group-preview")
    officer.send()
    officer.sees("已办理 2 件")
    officer.link("回到群体", "Back to the group")
    officer.link("群体办结", "Close the group")
    officer.send()
    officer.sees("全部平行案件已有结果")
    party.open(f"/cases/{member['case']}/")
    party.sees("群体已结束")
    answer = county.ask("verify")
    assert answer["faults"] == 0, answer


def leaves(people: People, member: dict[str, str], window: str, language: str, of_another: set[str]) -> None:
    """A member reads the own sheet, finds nothing of another member, opts out, and goes on alone."""
    party = comes_in(people, member, window, language)
    party.sees(member["case"])
    own = own_words(party)
    pages = [party.page.content()]
    opens_the_group(party)
    party.sees(party.say("本人的计算表", "Your own sheet"))
    own.add(amount_of(party))
    pages.append(party.page.content())
    for word in of_another - own:
        assert not any(word in page for page in pages), word
    party.link("退出群体", "Leave the group")
    party.picture("opts-out")
    party.send()
    party.open(f"/cases/{member['case']}/")
    assert party.page.locator("main a[href*='/acts/membership.accept/']").count() == 0
    assert party.page.locator("main a[href*='/acts/membership.decline/']").count() == 0
