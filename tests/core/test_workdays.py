"""Working days and spans: the rules one by one, and what must hold for every start, length and pause."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.workdays import (
    Calendar,
    DateOutOfRange,
    DayKind,
    Due,
    Unit,
    hours_due,
    months_after,
    span,
    span_hours,
)

HOLIDAY = [date(2026, 10, day) for day in range(1, 8)]
CALENDAR = Calendar.from_rows(
    [(day, DayKind.DAY_OFF) for day in HOLIDAY]
    + [(date(2026, 9, 20), DayKind.WORKDAY), (date(2026, 10, 10), DayKind.WORKDAY)],
    known_years=range(2020, 2027),
)
SHANGHAI = timezone(timedelta(hours=8))

days = st.dates(date(2019, 6, 1), date(2027, 6, 30))
lengths = st.integers(0, 120)
day_units = st.sampled_from([Unit.CALENDAR, Unit.WORKING])
units = st.sampled_from([Unit.CALENDAR, Unit.WORKING, Unit.MONTHS, Unit.YEARS])


@st.composite
def pause_lists(draw):
    begins = draw(st.lists(days, max_size=3))
    return [(begin, begin + timedelta(days=draw(st.integers(0, 40)))) for begin in begins]


def due(start, amount, unit, *, roll=False, pauses=(), extension=0):
    return span(start, amount, unit, roll=roll, calendar=CALENDAR, pauses=pauses, extension=extension)


def test_is_workday_knows_holidays_and_days_worked_in_exchange():
    assert not CALENDAR.is_workday(date(2026, 10, 1))
    assert CALENDAR.is_workday(date(2026, 9, 20))
    assert not CALENDAR.is_workday(date(2026, 9, 19))
    assert CALENDAR.is_workday(date(2026, 9, 21))


def test_from_rows_refuses_a_day_that_stands_twice():
    with pytest.raises(ValueError, match="2026-10-01 stands twice"):
        Calendar.from_rows([(date(2026, 10, 1), DayKind.DAY_OFF)] * 2, known_years=[2026])


def test_next_workday_is_always_later_and_on_or_after_may_be_the_day_itself():
    assert CALENDAR.next_workday(date(2026, 9, 30)) == date(2026, 10, 8)
    assert CALENDAR.on_or_after(date(2026, 9, 30)) == date(2026, 9, 30)
    assert CALENDAR.on_or_after(date(2026, 10, 3)) == date(2026, 10, 8)


def test_workdays_after_does_not_count_the_start_day():
    assert CALENDAR.workdays_after(date(2026, 6, 5), 1) == date(2026, 6, 8)
    assert CALENDAR.workdays_after(date(2026, 6, 5), 0) == date(2026, 6, 5)


@pytest.mark.parametrize("n", [-1, 36_526])
def test_workdays_after_refuses_impossible_numbers(n):
    with pytest.raises(ValueError, match="working days"):
        CALENDAR.workdays_after(date(2026, 6, 5), n)


@given(days, lengths)
def test_workdays_after_is_what_counting_by_hand_gives(start, n):
    day, left = start, n
    while left:
        day += timedelta(days=1)
        left -= CALENDAR.is_workday(day)

    assert CALENDAR.workdays_after(start, n) == day
    assert CALENDAR.workdays_between(start, day) == n


@given(days, days)
def test_workdays_between_is_what_counting_by_hand_gives(start, end):
    counted = sum(CALENDAR.is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    assert CALENDAR.workdays_between(start, end) == counted


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 10, 31), 2, date(2025, 12, 31)),
        (date(2025, 8, 31), 3, date(2025, 11, 30)),
    ],
)
def test_months_after_ends_on_the_matching_day_or_the_last_of_the_month(start, months, expected):
    assert months_after(start, months) == expected


def test_span_moves_a_last_day_that_is_a_day_off_only_with_roll():
    assert due(date(2026, 9, 1), 30, Unit.CALENDAR, roll=True) == Due(date(2026, 10, 8))
    assert due(date(2026, 9, 1), 30, Unit.CALENDAR) == Due(date(2026, 10, 1))


def test_span_leaves_out_the_first_paused_day_up_to_the_day_before_it_goes_on():
    paused = due(date(2026, 3, 2), 30, Unit.CALENDAR, pauses=[(date(2026, 3, 10), date(2026, 3, 20))])

    assert paused.date - date(2026, 4, 1) == timedelta(days=10)


def test_span_leaves_out_workdays_only_of_a_period_in_working_days():
    # Thursday to Tuesday: Thursday, Friday and Monday are left out
    paused = due(date(2026, 6, 1), 5, Unit.WORKING, pauses=[(date(2026, 6, 4), date(2026, 6, 9))])

    assert paused.date == date(2026, 6, 11)


def test_span_counts_overlapping_pauses_once():
    once = due(date(2026, 3, 2), 30, Unit.CALENDAR, pauses=[(date(2026, 3, 10), date(2026, 3, 20))])
    twice = due(
        date(2026, 3, 2),
        30,
        Unit.CALENDAR,
        pauses=[(date(2026, 3, 12), date(2026, 3, 20)), (date(2026, 3, 10), date(2026, 3, 15))],
    )

    assert twice == once


def test_span_counts_a_pause_that_begins_in_the_days_won_by_an_earlier_one():
    pauses = [(date(2026, 3, 5), date(2026, 3, 10)), (date(2026, 3, 14), date(2026, 3, 16))]

    assert due(date(2026, 3, 2), 10, Unit.CALENDAR, pauses=pauses).date == date(2026, 3, 19)


def test_span_does_not_roll_into_a_pause():
    # The last day is Saturday 2026-03-21; the pause begins on Sunday.
    rolled = due(
        date(2026, 3, 6), 15, Unit.CALENDAR, roll=True, pauses=[(date(2026, 3, 22), date(2026, 3, 25))]
    )

    assert rolled.date == date(2026, 3, 25)


def test_span_with_an_open_pause_gives_the_earliest_day_and_says_so():
    open_pause = due(date(2026, 3, 2), 30, Unit.CALENDAR, pauses=[(date(2026, 3, 10), None)])

    assert open_pause == Due(date(2026, 4, 1), paused=True)


def test_span_ignores_an_open_pause_after_its_end():
    assert due(date(2026, 3, 2), 30, Unit.CALENDAR, pauses=[(date(2026, 4, 2), None)]) == Due(
        date(2026, 4, 1)
    )


@pytest.mark.parametrize(
    ("start", "amount", "unit", "roll", "provisional"),
    [
        (date(2026, 12, 24), 5, Unit.WORKING, False, False),
        (date(2026, 12, 24), 6, Unit.WORKING, False, True),
        (date(2026, 12, 1), 31, Unit.CALENDAR, True, True),
        (date(2026, 12, 1), 30, Unit.CALENDAR, True, False),
        (date(2026, 12, 1), 31, Unit.CALENDAR, False, False),
        (date(2026, 6, 1), 1, Unit.YEARS, True, True),
        (date(2019, 12, 31), 3, Unit.WORKING, False, False),
        (date(2019, 12, 30), 3, Unit.WORKING, False, True),
    ],
)
def test_span_is_provisional_when_it_rests_on_a_year_not_published(start, amount, unit, roll, provisional):
    assert due(start, amount, unit, roll=roll).provisional is provisional


def test_span_adds_the_extension_in_the_same_unit():
    assert due(date(2026, 1, 15), 6, Unit.MONTHS, extension=6).date == date(2027, 1, 15)


@pytest.mark.parametrize("unit", [Unit.HOURS, Unit.YUAN, Unit.PERCENT, Unit.NUMBER])
def test_span_refuses_units_that_are_no_days(unit):
    with pytest.raises(ValueError, match="cannot be counted in days"):
        due(date(2026, 1, 1), 1, unit)


@pytest.mark.parametrize("amount", [-1, 36_526, 10**30, True])
def test_span_refuses_impossible_lengths(amount):
    with pytest.raises(ValueError, match="whole number"):
        due(date(2026, 1, 1), amount, Unit.CALENDAR)


def test_span_refuses_a_pause_that_ends_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        due(date(2026, 1, 1), 5, Unit.CALENDAR, pauses=[(date(2026, 1, 3), date(2026, 1, 2))])


@pytest.mark.parametrize("unit", [Unit.CALENDAR, Unit.WORKING, Unit.MONTHS])
def test_span_refuses_an_end_after_the_last_day_there_is(unit):
    with pytest.raises(DateOutOfRange):
        due(date(9999, 12, 1), 100, unit)


@given(days, lengths, lengths, units, st.booleans(), pause_lists())
def test_a_longer_span_never_ends_earlier(start, amount, more, unit, roll, pauses):
    if unit is Unit.YEARS:
        amount, more = amount % 20, more % 20
    short = due(start, amount, unit, roll=roll, pauses=pauses)
    long = due(start, amount, unit, roll=roll, pauses=pauses, extension=more)

    assert long.date >= short.date


@given(days, st.integers(0, 60), lengths, units, st.booleans(), pause_lists())
def test_a_later_start_never_ends_earlier(start, later, amount, unit, roll, pauses):
    if unit is Unit.YEARS:
        amount %= 20
    if unit in (Unit.MONTHS, Unit.YEARS):
        pauses = []  # months differ in length, so a pause may fall inside one and outside the other
    first = due(start, amount, unit, roll=roll, pauses=pauses)
    second = due(start + timedelta(days=later), amount, unit, roll=roll, pauses=pauses)

    assert second.date >= first.date


@given(days, lengths, units, st.booleans(), pause_lists(), pause_lists())
def test_pauses_never_shorten(start, amount, unit, roll, pauses, more):
    if unit is Unit.YEARS:
        amount %= 20
    some = due(start, amount, unit, roll=roll, pauses=pauses)
    all_of_them = due(start, amount, unit, roll=roll, pauses=[*pauses, *more])

    assert all_of_them.date >= some.date >= due(start, amount, unit, roll=roll).date


@given(days, lengths, units)
def test_a_rolled_last_day_is_a_workday(start, amount, unit):
    rolled = due(start, amount % 20, unit, roll=True)

    assert CALENDAR.is_workday(rolled.date)


@given(days, st.integers(1, 60), day_units, pause_lists())
def test_a_span_counts_exactly_the_days_not_paused(start, amount, unit, pauses):
    end = due(start, amount, unit, pauses=pauses).date
    passed = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    counted = [
        day
        for day in passed
        if not any(since <= day < until for since, until in pauses)
        and (unit is Unit.CALENDAR or CALENDAR.is_workday(day))
    ]

    assert len(counted) == amount
    assert counted[-1] == end


def test_span_hours_runs_from_the_moment_itself():
    start = datetime(2026, 4, 30, 17, 20, tzinfo=SHANGHAI)

    assert span_hours(start, 48) == datetime(2026, 5, 2, 17, 20, tzinfo=SHANGHAI)
    assert span_hours(start, 48).utcoffset() == timedelta(hours=8)


def test_span_hours_leaves_out_paused_hours_once():
    start = datetime(2026, 4, 30, 8, tzinfo=UTC)
    pauses = [
        (start + timedelta(hours=2), start + timedelta(hours=5)),
        (start + timedelta(hours=4), start + timedelta(hours=6)),
        (start + timedelta(hours=26), start + timedelta(hours=27)),
        (start + timedelta(hours=40), start + timedelta(hours=50)),
    ]

    assert span_hours(start, 24, pauses=pauses) == start + timedelta(hours=29)


def test_hours_due_says_when_the_period_stands_still():
    start = datetime(2026, 4, 30, 8, tzinfo=UTC)

    assert hours_due(start, 24, pauses=[(start + timedelta(hours=3), None)]).paused
    assert not hours_due(start, 24, pauses=[(start + timedelta(hours=25), None)]).paused


def test_span_hours_refuses_a_time_without_its_zone():
    with pytest.raises(ValueError, match="needs its zone"):
        span_hours(datetime(2026, 4, 30, 8), 24)  # noqa: DTZ001 - the fault under test


def test_span_hours_refuses_a_pause_that_ends_before_it_begins():
    start = datetime(2026, 4, 30, 8, tzinfo=UTC)
    with pytest.raises(ValueError, match="before it begins"):
        span_hours(start, 24, pauses=[(start, start - timedelta(hours=1))])
