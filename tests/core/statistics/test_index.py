"""Indices by their plain evaluation: denominators, cut-off, groups, what still runs, and what is too few."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.statistics.counts import Share
from rongzhi.core.statistics.evaluation import evaluate
from rongzhi.core.statistics.index import Also, Index, Period, Story
from rongzhi.core.statistics.measures import Did, Happened, OfActs, OfCases, Until
from rongzhi.rulebook.indices import FAULTS, INDICES, SOURCE

DAY = date(2026, 3, 2)
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1), date(2026, 12, 31))


def index(measure) -> Index:
    return Index("T1", "试", "trial", "", "", "", "", "", "", "more", SOURCE, measure)


def story(number: int, *told: tuple[str, int] | tuple[str, int, dict], **facts: str) -> Story:
    events = tuple(
        Happened(one[0], DAY + timedelta(days=one[1]), one[2] if len(one) > 2 else {}) for one in told
    )
    return Story(f"W-{number:03}", facts, events)


def days(a: date, b: date) -> float:
    return (b - a).days


def value(measure, stories, period=YEAR, **more):
    return evaluate(index(measure), stories, period, days=days, **more)


KEPT = OfCases(Did(("effective",)), Did(("performed",)))
SIX = [story(n, ("effective", 0), *([("performed", 5)] if n < 4 else [])) for n in range(6)]


def test_share_says_part_and_whole_with_its_interval():
    (found,) = value(KEPT, SIX)

    assert (found.share.part, found.share.whole, found.figure.value) == (4, 6, 4 / 6)
    assert found.figure.interval.method == "Wilson"
    assert found.cases == tuple(f"W-{n:03}" for n in range(6))


def test_further_figures_stand_beside_that_of_all_and_of_no_group():
    silent = [story(n, ("filed", 0), *[("late", 3)] * (n < 2)) for n in range(8)]
    late = Also("到期没有答复的", "No answer by the limit", OfCases(Did(("filed",)), Did(("late",))))
    seldom = Also("没有发生过的", "Of none", OfCases(Did(("other",)), Did(("late",))))
    one = replace(index(OfCases(Did(("filed",)), Did(("filed",)))), also=(late, seldom))

    (found,) = evaluate(one, silent, YEAR, days=days)
    (group,) = evaluate(one, silent, YEAR, days=days, by="channel")

    first, none = found.beside
    assert (first.en, first.value, first.n, first.unit) == (late.en, 2 / 8, 8, "share")
    assert first.interval.method == "Wilson"
    assert (none.value, none.n, none.interval) == (None, 0, None)
    assert none.why.key == "too_few_to_say"
    assert group.beside == ()


def test_below_the_minimum_nothing_is_given_and_no_case_named():
    (found,) = value(KEPT, SIX[:4])

    assert found.figure.value is None
    assert found.figure.too_few.n == 4
    assert found.share is None
    assert found.cases == ()


def test_what_happened_after_the_cut_off_is_not_known():
    early = Period(YEAR.start, YEAR.end, DAY + timedelta(days=4))

    (found,) = value(KEPT, SIX, early)

    assert (found.share.part, found.share.whole) == (0, 6)


def test_only_the_first_time_counts_and_only_in_the_period():
    before = [story(n, ("effective", -90), ("effective", 0)) for n in range(9)]

    (found,) = value(KEPT, before)

    assert found.figure.n == 0


def test_groups_stand_apart_and_add_up():
    some = [story(n, ("effective", 0), ("performed", 1), channel="a" if n % 2 else "b") for n in range(12)]

    found = value(KEPT, some, by="channel")

    assert [(one.group, one.share.whole) for one in found] == [("a", 6), ("b", 6)]


def test_acts_are_counted_one_by_one_by_what_they_say():
    asked = OfActs(Did(("answer",)), Did(("answer",), (("fair", (4, 5)),)))
    some = [story(n, ("answer", 1, {"fair": 5}), ("answer", 2, {"fair": 2}), ("answer", 3)) for n in range(3)]

    (found,) = value(asked, some)

    assert (found.share.part, found.share.whole) == (3, 9)


@pytest.mark.parametrize(
    ("times", "none", "hits"), [(1, False, 6), (2, False, 0), (1, True, 0), (2, True, 6)]
)
def test_how_often_and_not_at_all(times, none, hits):
    some = [story(n, ("a", 0), ("b", 1)) for n in range(6)]

    (found,) = value(OfCases(Did(("a",)), Did(("b",)), times=times, none=none), some)

    assert found.share.part == hits


def test_before_looks_back():
    some = [story(n, ("disclose", 0), ("accept", 1)) for n in range(3)]
    some += [story(n, ("accept", 0), ("disclose", 1)) for n in range(3, 6)]

    (found,) = value(OfCases(Did(("accept",)), Did(("disclose",)), before=True), some)

    assert (found.share.part, found.share.whole) == (3, 6)


def test_duration_counts_those_that_still_run():
    wait = Until(Did(("sent",)), Did(("taken",)), Did(("refused",)))
    some = [story(n, ("sent", 0), ("taken", n + 1)) for n in range(5)]
    some += [story(n, ("sent", 0)) for n in range(5, 8)] + [story(8, ("sent", 0), ("refused", 2))]

    (found,) = value(wait, some)

    assert (found.figure.n, found.figure.value) == (9, 5)
    assert found.share is None


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 400)), max_size=30))
def test_share_equals_a_count_by_hand(drawn):
    some = [
        story(n, *([("effective", at)] if effective else []), *([("performed", at + 1)] if performed else []))
        for n, (effective, performed, at) in enumerate(drawn)
    ]

    (found,) = value(KEPT, some, fewest=0) if drawn else [None]

    within = [(e, p) for e, p, at in drawn if e and YEAR.start <= DAY + timedelta(days=at) < YEAR.end]
    last = [
        p
        for e, p, at in drawn
        if e and DAY + timedelta(days=at) < YEAR.end and DAY + timedelta(days=at + 1) <= YEAR.cut_off
    ]
    if drawn:
        share = found.share or Share(0, 0)
        assert share.whole == len(within)
        assert share.part == sum(last)


def test_every_indicator_of_the_reference_is_declared_once_measured_or_said_to_lack():
    assert list(INDICES) == [f"I{group}{n}" for group in "ABCDEF" for n in range(1, 9)]
    for one in INDICES.values():
        assert (one.measure is None) == (one.lacks is not None), one.key
        assert one.better in ("more", "less", "neither"), one.key
        assert all(
            (
                one.label,
                one.en,
                one.question,
                one.question_en,
                one.formula,
                one.formula_en,
                one.pitfall,
                one.pitfall_en,
            )
        ), one.key
    assert sum(len(some) for _, _, some in FAULTS.values()) == 48


def test_index_that_is_not_measured_is_refused():
    with pytest.raises(ValueError, match="T1"):
        evaluate(index(None), [], YEAR, days=days)
