"""What DuckDB counts is what the plain evaluation says: over made stories, and over a county that was played."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongzhi.casework.actions import perform
from rongzhi.casework.rules import rules_of
from rongzhi.core.statistics.evaluation import evaluate
from rongzhi.core.statistics.index import MONTH, Index, Period, Story
from rongzhi.core.statistics.measures import (
    SIDE,
    AtDay,
    Covered,
    Did,
    Gap,
    Grouped,
    Happened,
    Louder,
    Mean,
    OfActs,
    OfCases,
    Outside,
    Paired,
    Pairs,
    Per,
    RatioGap,
    Reached,
    Spread,
    Stock,
    Turnover,
    Until,
)
from rongzhi.oversight.export import export
from rongzhi.oversight.figures import Counting, counting, figures
from rongzhi.oversight.stories import GROUPINGS, stories
from rongzhi.rulebook.indices import INDICES, SOURCE
from tests.factories import county as there
from tests.factories import main_line
from tests.factories.county import CODE, NOW, act, key, officer
from tests.web.secret_files import people, rich

DAY = date(2026, 3, 2)
ACTS = st.sampled_from("abcd")
SAID = st.fixed_dictionaries(
    {},
    optional={
        "x": st.sampled_from([True, False, 3]),
        "why": st.sampled_from(["甲'乙", "3", ""]),
        "score": st.integers(1, 5),
        "sum": st.sampled_from(["12.50", "0", "3"]),
        "covers": st.lists(st.sampled_from(["n", "n1", "m"]), max_size=2),
        SIDE: st.sampled_from(["applicant", "respondent", ""]),
    },
)
EVENTS = st.lists(st.tuples(ACTS, st.integers(-30, 60), SAID), min_size=1, max_size=8)
COUNTIES = st.lists(st.tuples(EVENTS, st.sampled_from(["", "n1", "n2"])), max_size=12)
DIDS = st.builds(
    Did,
    st.lists(ACTS, min_size=1, max_size=2).map(tuple),
    st.sampled_from([(), (("x", (True,)),), (("why", ("甲'乙", "3")),)]),
)
MEASURES = st.one_of(
    st.builds(OfCases, DIDS, DIDS, st.booleans(), st.integers(1, 2), st.booleans(), st.none() | DIDS),
    st.builds(OfActs, DIDS, DIDS),
    st.builds(Covered, DIDS, st.just("covers"), st.just("body")),
    st.builds(Until, DIDS, DIDS, st.none() | DIDS),
)
STOCKS = st.builds(Stock, DIDS, DIDS)
WHOLE = st.one_of(
    st.builds(AtDay, DIDS, DIDS, st.integers(1, 40), st.none() | DIDS),
    st.builds(Spread, st.sampled_from(["top_tenth", "evenness"]), DIDS, st.just("why"), st.integers(2, 5)),
    st.builds(Pairs, DIDS, st.just("why"), st.just("body"), st.integers(1, 4)),
    st.builds(Gap, st.builds(OfCases, DIDS, DIDS), st.just("body"), st.integers(1, 2)),
    st.builds(Per, STOCKS, STOCKS),
    st.builds(Paired, DIDS, st.just("score"), st.just("applicant"), st.just("respondent")),
    st.builds(
        Paired, DIDS, st.just("score"), st.just("applicant"), st.just("respondent"), DIDS, st.booleans()
    ),
    st.builds(Turnover, STOCKS, st.integers(1, 40)),
    st.builds(Mean, DIDS, st.just("score"), st.booleans()),
    st.builds(Louder, DIDS, st.just("applicant"), st.just("respondent")),
    st.builds(
        RatioGap,
        DIDS,
        st.just("score"),
        st.just("sum"),
        st.just("why"),
        st.just(("甲'乙",)),
        st.just(1),
        st.sampled_from([(), (("body", 0),), (("body", 1), ("channel", 0))]),
    ),
    st.builds(Outside, st.builds(OfCases, DIDS, DIDS), st.just("why")),
    st.builds(Reached, DIDS, DIDS, DIDS, st.just("why")),
)
PERIODS = st.tuples(st.integers(-20, 20), st.integers(1, 40), st.integers(0, 70)).map(
    lambda n: Period(
        DAY + timedelta(days=n[0]), DAY + timedelta(days=n[0] + n[1]), DAY + timedelta(days=n[0] + n[2])
    )
)


def index(measure) -> Index:
    return Index("T1", "试", "trial", "", "", "", "", "", "", "more", SOURCE, measure)


def made(county) -> list[Story]:
    return [
        Story(
            f"W-{n:03}",
            {"body": body},
            tuple(Happened(act, DAY + timedelta(days=day), data) for act, day, data in events),
        )
        for n, (events, body) in enumerate(county)
    ]


def calendar_days(a: date, b: date) -> float:
    return (b - a).days


@settings(max_examples=150, deadline=None)
@given(COUNTIES, MEASURES, PERIODS, st.sampled_from(["", "body", MONTH]))
def test_compiled_counts_equal_the_plain_evaluation(county, measure, period, by):
    told = made(county)

    with Counting.of(told, days=calendar_days) as open_count:
        found = open_count.given(index(measure), period, by=by, fewest=1)
        behind = open_count.cases(index(measure), period, by=by)

    plain = evaluate(index(measure), told, period, days=calendar_days, by=by, fewest=1)
    assert [(one.group, one.figure, one.share) for one in found] == [
        (one.group, one.figure, one.share) for one in plain
    ]
    assert behind == {one.group: one.cases for one in plain if one.cases}


@settings(max_examples=150, deadline=None)
@given(COUNTIES, WHOLE, PERIODS)
def test_what_is_told_of_the_whole_alone_is_the_same_both_ways(county, measure, period):
    told = made(county)

    with Counting.of(told, days=calendar_days) as open_count:
        (found,) = open_count.given(index(measure), period, fewest=1)

    (plain,) = evaluate(index(measure), told, period, days=calendar_days, fewest=1)
    assert (found.figure, found.share) == (plain.figure, plain.share)


@settings(max_examples=100, deadline=None)
@given(COUNTIES, DIDS, st.lists(DIDS, min_size=1, max_size=3), PERIODS)
def test_way_counts_who_came_to_a_step_and_to_all_before_it(county, start, steps, period):
    told = made(county)

    with Counting.of(told, days=calendar_days) as open_count:
        found = open_count.way(start, steps, period, "body")

    plain: dict[str, list[int]] = {}
    for story in told:
        known = [event for event in story.events if event.on <= period.cut_off]
        first = next((event for event in known if start.holds(event)), None)
        if first is None or not period.start <= first.on < period.end:
            continue
        reached = plain.setdefault(story.facts["body"], [0] * (len(steps) + 1))
        reached[0] += 1
        for n, step in enumerate(steps, 1):
            if not any(map(step.holds, known)):
                break
            reached[n] += 1
    assert found == plain


@pytest.fixture
def played(db: None) -> str:
    there.county()
    people()
    rich()
    return CODE


YEAR = Period(
    NOW.date() - timedelta(days=200), NOW.date() + timedelta(days=200), NOW.date() + timedelta(days=90)
)


def agreed(by: str) -> None:
    days = rules_of(CODE).calendar.workdays_between
    told = list(stories(CODE))
    with counting(CODE) as open_count:
        for one in INDICES.values():
            if one.measure is None or (by and not isinstance(one.measure, Grouped)):
                continue
            found = open_count.given(one, YEAR, by=by, fewest=1)
            plain = evaluate(one, told, YEAR, days=days, by=by, fewest=1)
            assert [(o.group, o.figure, o.share, o.beside) for o in found] == [
                (o.group, o.figure, o.share, o.beside) for o in plain
            ], one.key


@pytest.mark.parametrize("by", ["", MONTH, *GROUPINGS])
def test_played_county_gives_the_same_both_ways(played, by):
    agreed(by)


def test_new_events_come_as_a_part_of_their_own_and_facts_are_the_latest(played):
    first = export(CODE)
    assert export(CODE) == first  # nothing new, nothing written

    main_line.mediating()
    second = export(CODE)

    assert (len(first.events), len(second.events)) == (1, 2)
    assert second.events[0] == first.events[0]
    agreed("channel")


@pytest.mark.parametrize("harm", ["cut", "gone", "list", "late"])
def test_export_that_is_not_as_it_was_written_is_written_anew(played, harm):
    before = export(CODE)
    if harm == "cut":
        before.events[0].write_bytes(before.events[0].read_bytes()[:100])
    elif harm == "gone":
        before.facts[0].unlink()
    elif harm == "list":
        (before.facts[0].parent / "manifest.json").write_text("{")
    else:  # an event with a smaller key came late: one more than were counted
        manifest = before.facts[0].parent / "manifest.json"
        told = json.loads(manifest.read_text())
        told["parts"][-1]["tail"] -= 1
        manifest.write_text(json.dumps(told))

    agreed("")
    assert export(CODE).events != before.events


def test_county_without_cases_says_that_it_cannot_say(db):
    there.county()

    found = figures(CODE, INDICES.values(), YEAR)

    keys = {one.figure.too_few.key for some in found.values() for one in some}
    assert keys == {"too_few_to_say", "no_group_large_enough", "nothing_booked"}
    assert figures(CODE, [INDICES["IE4"]], YEAR, by="body")["IE4"] == []


def booked() -> str:
    """A ledger with income of two payers, costs, a promise, a budget, and a line that was taken back."""
    by, told = officer(), {"on_day": "2026-02-10", "paper": "票据1号"}
    opened = {"name": "台账", "on_day": "2025-09-01"}
    file = perform(
        None, "ledger.open", by=by, data=opened, now=NOW, request=key(), county=CODE, owner=min(by.bodies)
    ).file
    for source, payer, amount in (("government", "SEC", "9000.00"), ("institution", "BANK1", "3000.00")):
        line = {"source": source, "payer": payer, "amount": amount, "restricted": "no", **told}
        act(file, "ledger.income", by=by, **line)
    act(file, "ledger.cost", by=by, purpose="mediators", amount="1200.50", restricted="no", **told)
    act(file, "ledger.cost", by=by, purpose="staff", amount="77.00", restricted="no", **told)
    act(file, "ledger.cost_back", by=by, line="money_out-2", reasons="重复")
    due = {**told, "on_day": "2026-12-01"}
    act(file, "ledger.promised", by=by, source="government", payer="SEC", amount="5000.00", **due)
    act(file, "ledger.budget", by=by, amount="20000.00", **{**told, "on_day": "2026-04-01"})
    return file


def test_ledger_is_counted_the_same_both_ways_and_taken_back_lines_not_at_all(played):
    booked()

    agreed("")

    found = {key: one[0].figure for key, one in figures(CODE, INDICES.values(), YEAR).items()}
    assert found["IA1"].value == pytest.approx(0.75**2 + 0.25**2)
    assert found["IF1"].value == pytest.approx((12000 - 1200.5) / (1200.5 / 6))
    assert found["IF8"].value == 2


def test_line_taken_back_on_another_day_comes_in_a_part_of_its_own(played):
    file = booked()
    export(CODE)

    act(file, "ledger.income_back", by=officer(), line="money_in-1", reasons="误记")

    agreed("")
    assert figures(CODE, [INDICES["IF8"]], YEAR)["IF8"][0].figure.value == 1


def test_what_was_counted_is_not_asked_again_until_something_happens(played):
    filed = INDICES["IE4"]
    with counting(CODE) as count:
        first = count.given(filed, YEAR, fewest=1)
    with counting(CODE) as count:
        count.database.execute("DROP VIEW events")
        assert count.given(filed, YEAR, fewest=1) == first

    main_line.mediating()
    with counting(CODE) as count:
        (now,) = count.given(filed, YEAR, fewest=1)
    assert now.figure.n == first[0].figure.n + 1
