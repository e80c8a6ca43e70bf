"""The workdays of mainland China: holidays and make-up workdays as the State Council announces them each year."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from rongzhi.core.workdays import Calendar, DayKind
from rongzhi.rulebook.tables.reading import lines

SPECIAL_DAYS = "china_special_days_2007_2026.csv"
COLUMNS = ("date", "kind", "holiday_name_zh", "notice_year")


@cache
def mainland_calendar() -> Calendar:
    """The calendar shipped with the project; a year is known when rows of its notice are there."""
    return read_calendar(resources.files(__package__).joinpath(SPECIAL_DAYS).read_bytes(), file=SPECIAL_DAYS)


def read_calendar(data: bytes, *, file: str) -> Calendar:
    """A calendar from CSV rows of special days. Raises BrokenTable with file and line for a broken row."""
    special: dict[date, DayKind] = {}
    years: set[int] = set()
    for line in lines(file, data, COLUMNS):
        try:
            day, year = date.fromisoformat(line.text("date")), int(line.text("notice_year"))
        except ValueError:
            raise line.broken(
                zh="日期应写成 2026-01-01，年份应写成 2026。",
                en="a day is written 2026-01-01 and a year 2026.",
            ) from None
        if day in special:
            raise line.broken(zh=f"{day} 重复。", en=f"{day} is given twice.")
        special[day] = line.choice("kind", DayKind)
        years.add(year)
    return Calendar(special, frozenset(years))


def read_days(text: str) -> dict[date, DayKind]:
    """Special days as they stand in the record: a day, day_off or workday, and a name, one a line.

    Raises ValueError for a line that cannot be read or a day given twice.
    """
    days: dict[date, DayKind] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        first, _, rest = line.strip().partition(" ")
        day = date.fromisoformat(first)
        if day in days:
            raise ValueError(f"{day} is given twice")
        days[day] = DayKind(rest.split()[0] if rest.split() else "")
    return days


def with_years(calendar: Calendar, loaded: Mapping[int, str]) -> Calendar:
    """The calendar with the years that a county has loaded (year -> lines of `read_days`)."""
    special = dict(calendar.special)
    for text in loaded.values():
        special |= read_days(text)
    return Calendar(special, calendar.known_years | frozenset(loaded))
