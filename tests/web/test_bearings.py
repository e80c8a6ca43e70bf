"""The four answers of a file's page: which proceeding comes first, whose turn it is, until when, and what to do."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rongzhi.casework.rules import rules_of
from rongzhi.core.procedure.picture import Proceeding, RunningClock
from rongzhi.rulebook.registry import national_procedures
from rongzhi.web.bearings import Possible, bearings
from rongzhi.web.plain_words import NOW
from rongzhi.web.standing import Deadline, Standing
from rongzhi.web.way import way_of
from tests.factories import county as made
from tests.factories.main_line import mediating, signing

TODAY = date(2026, 3, 2)


def open_run(key: str, *, mine: bool = False) -> Standing:
    return Standing(Proceeding(key, key, "stage"), key, "stage", "someone", mine, "")


def until(key: str, days: int, status: str = "running") -> Deadline:
    clock = RunningClock(f"{key}{days}", "c", key, "p", TODAY, TODAY + timedelta(days=days), status=status)
    return Deadline(clock, "period", status, days < 0, "", "", False, "", days)


def act(name: str, run: str, stages: int = 1) -> Possible:
    return Possible(SimpleNamespace(key=name, from_=("s",) * stages), name, run, ())


def test_no_open_proceeding_has_no_answers() -> None:
    assert bearings([], [], []) is None


def test_own_turn_comes_before_what_ends_first() -> None:
    found = bearings(
        [open_run("a"), open_run("b", mine=True)], [until("a", 1), until("b", 9)], [act("do", "b")]
    )

    assert found is not None
    assert (found.standing.run.key, found.due.days, found.yours) == ("b", 9, True)
    assert [one.run.key for one, _ in found.beside] == ["a"]


def test_what_ends_first_comes_first_when_nobody_waits_for_the_reader() -> None:
    found = bearings([open_run("a"), open_run("b"), open_run("c")], [until("a", 8), until("b", 3)], [])

    assert [found.standing.run.key, *(one.run.key for one, _ in found.beside)] == ["b", "a", "c"]


def test_clock_that_runs_counts_before_one_that_stands_still() -> None:
    found = bearings([open_run("a")], [until("a", 1, "paused"), until("a", 5)], [])

    assert found.due.days == 5


def test_turn_without_anything_to_do_is_not_called_the_readers() -> None:
    found = bearings([open_run("a", mine=True)], [], [act("wide", "a", stages=8)])

    assert not found.yours
    assert [row.label for row in found.others] == ["wide"]


def test_late_is_marked_before_whose_turn_it_is() -> None:
    found = bearings([open_run("a", mine=True)], [until("a", -1)], [act("do", "a")])

    assert found.mark == "late"


def test_acts_of_the_stage_come_before_those_of_many_stages() -> None:
    acts = [act("wide", "a", stages=9), act("second", "a", stages=3), act("first", "a"), act("other", "b")]

    found = bearings([open_run("a", mine=True)], [], acts)

    assert [row.label for row in found.acts] == ["first", "second"]
    assert [row.label for row in found.others] == ["wide", "other"]


def run(procedure: str) -> Proceeding:
    return Proceeding(procedure, procedure, "stage")


@pytest.mark.parametrize(
    ("known", "here", "step", "passed"),
    [
        (["intake"], "intake", 1, []),
        (["intake", "invitation", "appointment", "mediation", "evaluation"], "evaluation", 4, [1, 2, 3]),
        (["intake", "agreement", "confirmation", "performance"], "confirmation", 6, [1, 5]),
        (["intake", "invitation", "withdrawal"], "withdrawal", 2, [1]),
        (["intake", "invitation"], "", 0, [1, 2]),
    ],
)
def test_way_shows_how_far_the_case_has_come(
    county: str, known: list[str], here: str, step: int, passed: list[int]
) -> None:
    way = way_of([run(key) for key in known], here, rules_of(county))

    assert len(way.spots) == 7
    assert way.step == step
    assert [n for n, spot in enumerate(way.spots, 1) if spot.passed] == passed


@pytest.mark.parametrize(("days", "soon"), [(4, False), (3, True), (0, True), (-1, False)])
def test_deadline_is_near_for_three_days(days: int, soon: bool) -> None:
    assert until("a", days).soon is soon


def test_every_open_stage_has_its_plain_sentence() -> None:
    stages = {f"{p.key}.{s.code}" for p in national_procedures() for s in p.stages if not s.final}

    assert sorted(stages - set(NOW)) == []
    assert all(text.label and text.en for text in NOW.values())


def test_party_finds_one_sentence_what_to_do_whom_to_call_and_their_rights(county: str, party) -> None:
    number = signing()

    page = party(number).get(f"/cases/{number}/").text

    assert NOW["agreement.signing"].label in page
    assert page.count('class="button turn"') == 3  # to sign, to ask for a change, not to sign: alike
    assert f"/cases/{number}/acts/agreement.sign/" in page
    assert "有问题找谁" in page
    assert "您的权利" in page
    assert page.index("您的权利") < page.index("谁看过我的案卷")


def test_party_with_nothing_to_do_is_told_so(county: str, party) -> None:
    number = made.filed()

    page = party(number).get(f"/cases/{number}/", headers={"accept-language": "en"}).text

    assert "You need not do anything now" in page
    assert 'class="button turn"' not in page


def test_page_names_the_places_that_it_has(county: str, staff) -> None:
    number = mediating()

    page = staff("officer").get(f"/cases/{number}/").text

    for place in ("story", "parties", "timeline", "clocks", "files", "papers", "record"):
        assert f'id="{place}"' in page
        assert f'href="#{place}"' in page


@pytest.mark.parametrize("who", ["officer", "p1"])
def test_case_page_asks_as_often_for_a_long_file_as_for_a_short_one(
    county: str, staff, party, who: str
) -> None:
    counts = []
    for messages in (1, 6):
        number = mediating()
        for n in range(messages):
            made.act(number, "case.send_message", by=made.party(number), message=f"留言{n}")
        client = staff(who) if who == "officer" else party(number)
        client.get(f"/cases/{number}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/cases/{number}/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
