"""The calendar of mainland China as shipped, and broken tables of special days."""

from datetime import date, timedelta

import pytest

from rongzhi.rulebook.calendar import mainland_calendar, read_calendar
from rongzhi.rulebook.tables import BrokenTable

HEAD = "date,kind,holiday_name_zh,notice_year\n"


def test_mainland_calendar_knows_twenty_years():
    assert mainland_calendar().known_years == frozenset(range(2007, 2027))
    assert len(mainland_calendar().special) == 678


@pytest.mark.parametrize(
    ("day", "workday"),
    [
        (date(2026, 2, 14), True),
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),
        (date(2026, 9, 20), True),
        (date(2026, 10, 8), True),
        (date(2022, 12, 31), False),
        (date(2007, 1, 1), False),
    ],
)
def test_mainland_calendar_on_days_that_are_often_mistaken(day, workday):
    assert mainland_calendar().is_workday(day) is workday


def test_days_worked_in_exchange_are_weekend_days_but_for_the_monday_named_in_2020():
    calendar = mainland_calendar()
    worked = [day for day, kind in calendar.special.items() if kind == "workday"]

    assert len(worked) == 133
    assert [day for day in worked if day.weekday() < 5] == [date(2020, 2, 3)]


def test_days_after_the_last_notice_follow_the_week_and_are_provisional():
    calendar = mainland_calendar()
    first = date(2027, 1, 1)

    assert not calendar.knows(first)
    assert [calendar.is_workday(first + timedelta(days=n)) for n in range(4)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("2026-13-01,day_off,元旦,2026\n", 2),
        ("2026-01-01,day_off,元旦,2026\n2026-01-02,holiday,元旦,2026\n", 3),
        ("2026-01-01,day_off,元旦,2026\n2026-01-01,day_off,元旦,2026\n", 3),
        ("2026-01-01,day_off,元旦,\n", 2),
        ("2026-01-01,day_off,元旦\n", 2),
    ],
)
def test_read_calendar_names_file_and_line_of_a_broken_row(rows, line):
    with pytest.raises(BrokenTable) as broken:
        read_calendar((HEAD + rows).encode(), file="days.csv")

    assert (broken.value.file, broken.value.line) == ("days.csv", line)
