"""Cases that tell the same facts, on the list of mass disputes: proposed to who may open a group, with links and reasons."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rongzhi.casework.likeness import held
from rongzhi.casework.likeness.signing import sign
from rongzhi.casework.models import Entry, Event
from tests.factories.county import act, filed, officer
from tests.factories.stories import copies


@pytest.fixture(autouse=True)
def _fresh():
    held._HELD.clear()


def filed_alike(count: int, *, seed: int = 1, **more: str) -> list[str]:
    numbers = [filed(what_happened=text, **more) for text in copies(seed, count)]
    sign()
    return numbers


def test_officer_sees_reasons_cases_and_the_way_to_open_a_group(staff):
    numbers = filed_alike(12)
    before = Event.objects.count()

    page = staff("officer").get("/groups/").text

    assert "成批相似案件" in page
    assert "12 件案件讲述相同的事实。" in page
    assert "全部为同一机构：示例银行W县支行。" in page
    assert "达到示范调解人数" in page
    for number in numbers:
        assert f'href="/cases/{number}/"' in page
    assert f"/groups/open/?cases={'+'.join(numbers)}&amp;respondent=BANK1" in page
    assert Event.objects.count() == before, "nothing is joined by itself"


def test_way_to_open_a_group_fills_the_form_in(staff):
    numbers = filed_alike(5)
    desk = staff("officer")
    link = desk.get("/groups/").text.partition('href="/groups/open/?')[2].partition('"')[0]

    form = desk.get("/groups/open/?" + link.replace("&amp;", "&")).text

    assert "\n".join(numbers) in form
    assert "达到示范调解人数" not in desk.get("/groups/").text


def test_who_may_open_no_group_is_proposed_nothing(staff):
    filed_alike(6)

    assert "成批相似案件" not in staff("agent-BANK1").get("/groups/").text


def test_secretariat_is_told_only_of_cases_that_exist_for_it(staff):
    numbers = filed_alike(6)

    page = staff("agent-SEC").get("/groups/").text

    assert "成批相似案件" in page
    assert not any(number in page for number in numbers)


def test_case_that_a_group_has_asked_is_not_proposed_again(staff):
    numbers = filed_alike(6)
    desk = staff("officer")

    def proposed(status: str) -> bool:
        Entry.objects.filter(kind="membership").delete()
        Entry.objects.create(
            file=numbers[0],
            key="e9",
            kind="membership",
            status=status,
            proceeding="",
            party="p1",
            code="W-G2026-0001",
            seq=1,
        )
        return f'href="/cases/{numbers[0]}/"' in desk.get("/groups/").text

    assert [
        status
        for status in ("invited", "member", "refused", "left", "withdrawn", "group_over")
        if proposed(status)
    ] == [
        "withdrawn",
        "group_over",
    ]


def test_page_needs_the_same_queries_however_many_are_proposed(staff):
    desk, counts = staff("officer"), []
    for seed in (1, 2, 3):
        filed_alike(5, seed=seed)
        desk.get("/groups/")
        with CaptureQueriesContext(connection) as asked:
            page = desk.get("/groups/").text
        assert page.count("以这些案件立群体卷") == seed
        counts.append(len(asked))

    assert counts[0] == counts[2]


def test_person_says_that_they_are_not_one_matter_and_they_are_proposed_no_more(staff):
    numbers = filed_alike(6)
    desk = staff("officer")
    asked = desk.post("/desk/bulk/", {"act": "membership.keep_apart", "case": numbers}).text
    page = desk.post(
        "/desk/bulk/",
        {
            "act": "membership.keep_apart",
            "case": numbers,
            "step": "preview",
            "reasons": "同一条款，原因不同。",
        },
    ).text
    plan = page.partition('name="plan" value="')[2].partition('"')[0]
    request = page.partition('name="request_key" value="')[2].partition('"')[0]

    desk.post("/desk/bulk/", {"plan": plan, "request_key": request})

    assert "理由" in asked
    assert Entry.objects.filter(kind="kept_apart", status="open").count() == 6
    assert numbers[0] not in desk.get("/groups/").text
    act(numbers[0], "membership.may_be_joined", by=officer())
    assert Entry.objects.filter(kind="kept_apart", status="open").count() == 5


def test_later_cases_of_a_dismissed_cluster_are_proposed_by_themselves(staff):
    texts = copies(1, 10)
    early = [filed(what_happened=text) for text in texts[:5]]
    for number in early:
        act(number, "membership.keep_apart", by=officer(), reasons="不同的原因")
    late = [filed(what_happened=text) for text in texts[5:]]
    sign()

    shown = staff("officer").get("/groups/").text

    assert all(f"/cases/{number}/" in shown for number in late)
    assert not any(f"/cases/{number}/" in shown for number in early)
