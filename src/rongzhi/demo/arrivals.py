"""When the filings of the demo year come in: mostly on working days, in office hours, sorted."""

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rongzhi.rulebook.calendar import mainland_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
YEAR_BEGINS, YEAR_ENDS = date(2025, 9, 1), date(2026, 8, 31)

WORKING_DAY, DAY_OFF = 24, 1
"""Weights: people also file on the web on days off, but seldom."""

MORNING = (8 * 60 + 30, 12 * 60)
AFTERNOON = (14 * 60, 17 * 60 + 30)
"""Office hours in minutes of the day."""


def arrivals(seed: int, n: int, *, is_working_day: Callable[[date], bool] | None = None) -> list[datetime]:
    """Draws `n` moments of filing in the demo year 2025-09-01 to 2026-08-31, aware and sorted.

    Working days are those of the mainland calendar, unless `is_working_day` says otherwise.
    Raises ValueError when `n` is negative.
    """
    if n < 0:
        raise ValueError(f"The number of filings cannot be {n}. Ask for 0 or more.")
    is_working_day = is_working_day or mainland_calendar().is_workday
    source = random.Random(f"{seed}/arrivals")
    days = [YEAR_BEGINS + timedelta(days=step) for step in range((YEAR_ENDS - YEAR_BEGINS).days + 1)]
    weights = [WORKING_DAY if is_working_day(day) else DAY_OFF for day in days]
    return sorted(_moment(day, source) for day in source.choices(days, weights=weights, k=n))


def _moment(day: date, source: random.Random) -> datetime:
    """A minute and second of the morning (more often) or the afternoon."""
    begins, ends = MORNING if source.randrange(5) < 3 else AFTERNOON
    second = source.randrange(begins * 60, ends * 60)
    return datetime.combine(day, time(0), tzinfo=SHANGHAI) + timedelta(seconds=second)
