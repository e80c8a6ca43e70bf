"""The backlog and its law, and groups that are too small to be named."""

from datetime import date, timedelta

import pytest

from rongzhi.core.statistics.index import Period, Story
from rongzhi.core.statistics.measures import Happened
from rongzhi.oversight.board import SMALL, backlog, before, kinds, last_year, months
from rongzhi.oversight.figures import Counting

START = date(2026, 1, 1)
YEAR = Period(START, date(2027, 1, 1), date(2026, 12, 31))


def days(start: date, end: date) -> float:
    return (end - start).days


def steady(stay: int) -> list[Story]:
    """One case a day, each open for so many days, from long before the year on."""
    return [
        Story(
            f"W-{n:04}",
            {"body": "n1" if n % 100 else "rare"},
            (
                Happened("intake.file", START + timedelta(days=n - 100)),
                Happened("case.end", START + timedelta(days=n - 100 + stay), {"_ended": True}),
            ),
        )
        for n in range(465)
    ]


def test_backlog_of_a_steady_county_tells_how_long_a_case_stays():
    with Counting.of(steady(20), days=days) as count:
        found = backlog(count, YEAR)

    assert found.open == 20
    assert found.a_day == 1
    assert found.days == pytest.approx(20)
    assert len(found.months) == 12


def test_county_without_cases_has_no_backlog():
    with Counting.of([], days=days) as count:
        found = backlog(count, YEAR)

    assert (found.open, found.a_day, found.days) == (0, 0.0, None)


def test_groups_below_the_minimum_stand_together():
    with Counting.of(steady(20), days=days) as count:
        found = kinds(count, YEAR, "body")

    assert found == [("n1", 361), (SMALL, 4)]


def test_periods_across_the_new_year():
    assert months(last_year(date(2026, 1, 15)))[0] == "2025-02"
    assert months(last_year(date(2026, 12, 31)))[0] == "2026-01"
    assert before(YEAR).start == date(2025, 1, 1)
    assert before(YEAR).end == START
