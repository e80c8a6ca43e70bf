"""The workdays of mainland China: holidays and make-up workdays as the State Council announces them each year."""

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
