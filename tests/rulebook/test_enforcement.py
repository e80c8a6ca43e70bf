"""Until when enforcement may be asked for."""

from datetime import date

import pytest

from rongzhi.rulebook.calculators.enforcement import enforcement_due
from rongzhi.rulebook.calculators.interruptions import Ground, Interruption
from rongzhi.rulebook.calendar import mainland_calendar
from rongzhi.rulebook.parameters import national

INSTALMENTS = (date(2024, 6, 3), date(2024, 3, 1))


def due(*, notarised=False, instalments=INSTALMENTS, effective_on=None, interruptions=()):
    return enforcement_due(
        instalments,
        notarised=notarised,
        parameters=national(),
        calendar=mainland_calendar(),
        effective_on=effective_on,
        interruptions=interruptions,
    )


def test_court_instrument_counts_from_the_last_instalment():
    (period,) = due()

    assert (period.key, period.due_on, period.last_day) == (
        "enforce_apply",
        date(2024, 6, 3),
        date(2026, 6, 3),
    )
    assert period.source == "民事诉讼法(2023) Art.250"


def test_notarised_instrument_counts_from_each_instalment():
    periods = due(notarised=True)

    assert [(period.due_on, period.last_day) for period in periods] == [
        (date(2024, 3, 1), date(2026, 3, 2)),
        (date(2024, 6, 3), date(2026, 6, 3)),
    ]
    assert {period.key for period in periods} == {"enforce_apply_notarised"}


def test_without_a_day_of_performance_it_counts_from_effect():
    (period,) = due(instalments=(), effective_on=date(2024, 4, 8))

    assert period.last_day == date(2026, 4, 8)


def test_asking_for_the_execution_certificate_interrupts_what_still_runs():
    asked = Interruption(date(2026, 3, 3), Ground.EXECUTION_CERTIFICATE)
    first, second = due(notarised=True, interruptions=[asked])

    assert (first.last_day, first.interrupted_on) == (date(2026, 3, 2), None)
    assert (second.last_day, second.interrupted_on) == (date(2028, 3, 3), date(2026, 3, 3))


def test_without_any_day_it_is_refused():
    with pytest.raises(ValueError, match="day of performance or of effect"):
        due(instalments=())
