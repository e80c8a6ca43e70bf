"""Cases that tell the same facts, on the list of mass disputes: proposed to who may open a group, with links and reasons."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rongzhi.casework.likeness import held
from rongzhi.casework.likeness.signing import sign
from rongzhi.casework.models import Entry, Event
from tests.factories.county import filed
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
