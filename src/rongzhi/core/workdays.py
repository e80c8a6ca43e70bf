"""Working days and the last day of a period: what counts, what is left out, and when a weekend moves it on."""

import datetime as dt
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

LONGEST_DAYS = 36_525  # a century; a longer period is a slip of the keyboard
LONGEST_MONTHS = 1_200

Pause = tuple[dt.date, dt.date | None]


class DayKind(StrEnum):
    """Why a day is special: a holiday, or a weekend day worked in exchange for one."""

    DAY_OFF = "day_off"
    WORKDAY = "workday"


class Unit(StrEnum):
    """What an amount counts. The last three are no lengths of time."""

    CALENDAR = "calendar"
    WORKING = "working"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    YUAN = "yuan"
    PERCENT = "percent"
    NUMBER = "number"


TIMES = frozenset({Unit.CALENDAR, Unit.WORKING, Unit.MONTHS, Unit.YEARS, Unit.HOURS})


class DateOutOfRange(ValueError):
    """A period ends after the last day that a date can name (year 9999)."""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period.

    `provisional`: it rests on a year whose holidays are not published yet, so Monday to Friday were assumed.
    `paused`: the period stands still now; `date` is then the earliest last day possible, as if it went on at once.
    """

    date: dt.date
    provisional: bool = False
    paused: bool = False


@dataclass(frozen=True, slots=True)
class DueMoment:
    """The end of a period counted in hours; `paused` as for Due."""

    at: dt.datetime
    paused: bool = False


@dataclass(frozen=True, eq=False)
class Calendar:
    """The workdays of a country: Monday to Friday, except the special days; and the years that are published."""

    special: Mapping[dt.date, DayKind]
    known_years: frozenset[int]
    _years: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[dt.date, DayKind]], *, known_years: Iterable[int]) -> Self:
        """Build a calendar of (day, kind) rows. Raises ValueError when a day stands there twice."""
        special: dict[dt.date, DayKind] = {}
        for day, kind in rows:
            if day in special:
                raise ValueError(f"{day} stands twice among the special days; keep one row.")
            special[day] = kind
        return cls(special, frozenset(known_years))

    def is_workday(self, day: dt.date) -> bool:
        """True when offices work on this day."""
        kind = self.special.get(day)
        return day.weekday() < 5 if kind is None else kind is DayKind.WORKDAY

    def knows(self, first: dt.date, last: dt.date | None = None) -> bool:
        """True when the holidays of every year from `first` to `last` are published."""
        end = first if last is None else last
        return all(year in self.known_years for year in range(first.year, end.year + 1))

    def next_workday(self, day: dt.date) -> dt.date:
        """The first workday after this day."""
        return self.workdays_after(day, 1)

    def on_or_after(self, day: dt.date) -> dt.date:
        """This day when it is a workday, else the first workday after it."""
        return day if self.is_workday(day) else self.next_workday(day)

    def workdays_after(self, start: dt.date, n: int) -> dt.date:
        """The n-th workday after `start`, which itself is not counted; `start` when n is 0."""
        if n < 0 or n > LONGEST_DAYS:
            raise ValueError(f"{n} working days: expected 0 to {LONGEST_DAYS}.")
        if n == 0:
            return start
        year, days = start.year, self._workdays_of(start.year)
        place = bisect_right(days, start.toordinal()) + n - 1
        while place >= len(days):
            place -= len(days)
            year += 1
            days = self._workdays_of(year)
        return dt.date.fromordinal(days[place])

    def workdays_between(self, start: dt.date, end: dt.date) -> int:
        """How many workdays lie after `start` up to and including `end`; 0 when `end` is not later."""
        if end <= start:
            return 0
        whole = sum(len(self._workdays_of(year)) for year in range(start.year, end.year))
        before = bisect_right(self._workdays_of(start.year), start.toordinal())
        return whole + bisect_right(self._workdays_of(end.year), end.toordinal()) - before

    def _workdays_of(self, year: int) -> tuple[int, ...]:
        if year not in self._years:
            if year > dt.MAXYEAR:
                raise DateOutOfRange(f"The period ends after the year {dt.MAXYEAR}; give a shorter one.")
            first, last = dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal()
            days = range(first, last + 1)
            self._years[year] = tuple(day for day in days if self.is_workday(dt.date.fromordinal(day)))
        return self._years[year]


def months_after(start: dt.date, months: int) -> dt.date:
    """The matching day so many months later, or the last day of that month when it has none (民法典 202)."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise DateOutOfRange(f"The period ends in the year {year}; give a shorter one.")
    return dt.date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def span(
    start: dt.date,
    amount: int,
    unit: Unit,
    *,
    roll: bool,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    extension: int = 0,
) -> Due:
    """The last day of a period of `amount` + `extension` units that an event on `start` sets running.

    The start day is not counted (民法典 201); months and years end on the matching day, else on the month's last
    (202). With `roll`, a last day that is a day off moves to the next workday (203). A pause leaves out the day it
    begins up to the day before it ends; one without an end stands open (see Due.paused).
    Raises ValueError for a unit that is no number of days, an impossible length, or a pause that ends before it begins.
    """
    total = length_of(amount, unit) + length_of(extension, unit)
    if unit is Unit.WORKING:
        end = calendar.workdays_after(start, total)
    elif unit is Unit.CALENDAR:
        end = _later(start, total)
    elif unit is Unit.MONTHS or unit is Unit.YEARS:
        end = months_after(start, total * (12 if unit is Unit.YEARS else 1))
    else:
        raise ValueError(f"{unit} cannot be counted in days; hours are counted by span_hours().")
    stops = _closed(pauses)
    working = calendar if unit is Unit.WORKING else None
    end = _carried(start, end, stops, working)
    known = working is None or total == 0 or calendar.knows(start + dt.timedelta(days=1), end)
    if roll:
        counted, end = end, _rolled(end, stops, calendar)
        known = known and calendar.knows(counted, end)
    paused = any(until is None and since <= end for since, until in pauses)
    return Due(end, provisional=not known, paused=paused)


def span_hours(
    start: dt.datetime, hours: int, *, pauses: Sequence[tuple[dt.datetime, dt.datetime | None]] = ()
) -> dt.datetime:
    """The moment so many hours after `start`, paused hours left out; hours run from the moment itself (民法典 201).

    An open pause leaves nothing out yet; see hours_due(). Raises ValueError for a time without its zone.
    """
    return hours_due(start, hours, pauses=pauses).at


def hours_due(
    start: dt.datetime, hours: int, *, pauses: Sequence[tuple[dt.datetime, dt.datetime | None]] = ()
) -> DueMoment:
    """As span_hours(), and whether the period stands still now."""
    moments = [start, *(moment for pause in pauses for moment in pause if moment is not None)]
    if any(moment.utcoffset() is None for moment in moments):
        raise ValueError("A time needs its zone, otherwise the hour is not known; give an aware datetime.")
    begin = start.astimezone(dt.UTC)
    end = begin + dt.timedelta(hours=length_of(hours, Unit.HOURS))
    closed = (
        (since.astimezone(dt.UTC), until.astimezone(dt.UTC)) for since, until in pauses if until is not None
    )
    covered = begin
    for since, until in sorted(closed):
        if until < since:
            raise ValueError(f"A pause ends ({until}) before it begins ({since}); correct one of the two.")
        left_out = max(since, covered)
        if left_out < end and until > left_out:
            end += until - left_out
        covered = max(covered, until)
    paused = any(until is None and since <= end for since, until in pauses)
    return DueMoment(end.astimezone(start.tzinfo), paused)


def length_of(amount: int, unit: Unit) -> int:
    """The amount, when it is a possible length in this unit; else ValueError."""
    longest = {Unit.MONTHS: LONGEST_MONTHS, Unit.YEARS: LONGEST_MONTHS // 12}.get(unit, LONGEST_DAYS)
    if isinstance(amount, bool) or not 0 <= amount <= longest:
        raise ValueError(f"{amount} {unit}: a period has a whole number from 0 to {longest}.")
    return amount


def _later(day: dt.date, days: int) -> dt.date:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError as error:
        raise DateOutOfRange(f"The period ends after the year {dt.MAXYEAR}; give a shorter one.") from error


def _closed(pauses: Sequence[Pause]) -> list[tuple[dt.date, dt.date]]:
    """Pauses that have ended, in order and merged where they touch."""
    merged: list[tuple[dt.date, dt.date]] = []
    for since, until in sorted((since, until) for since, until in pauses if until is not None):
        if until < since:
            raise ValueError(f"A pause ends ({until}) before it begins ({since}); correct one of the two.")
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((since, until))
    return merged


def _carried(
    start: dt.date, end: dt.date, stops: Sequence[tuple[dt.date, dt.date]], working: Calendar | None
) -> dt.date:
    """Move the end on by the days left out, again for days left out on the way."""
    counted = start
    while lost := sum(_left_out(counted, end, stop, working) for stop in stops):
        counted, end = end, _later(end, lost) if working is None else working.workdays_after(end, lost)
    return end


def _left_out(counted: dt.date, end: dt.date, stop: tuple[dt.date, dt.date], working: Calendar | None) -> int:
    """Days of the stop after `counted` up to `end`: all of them, or workdays only."""
    first, last = max(stop[0], counted + dt.timedelta(days=1)), min(stop[1] - dt.timedelta(days=1), end)
    if last < first:
        return 0
    if working is None:
        return (last - first).days + 1
    return working.workdays_between(first - dt.timedelta(days=1), last)


def _rolled(end: dt.date, stops: Sequence[tuple[dt.date, dt.date]], calendar: Calendar) -> dt.date:
    """The next workday that is not paused, or the end itself when it is one."""
    day = calendar.on_or_after(end)
    for since, until in stops:
        if end < day and since <= day < until:
            day = calendar.on_or_after(until)
    return day
