"""Until when enforcement may be asked for: from the last instalment, but for notarised instruments from each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rongzhi.core.parameters import Parameters
from rongzhi.core.procedure.definition import Confidence
from rongzhi.core.workdays import Calendar
from rongzhi.rulebook.calculators.interruptions import Interruption, run


@dataclass(frozen=True, slots=True)
class EnforcementPeriod:
    """The last day to ask for enforcement of what was due on `due_on`."""

    key: str
    due_on: date
    last_day: date
    provisional: bool
    interrupted_on: date | None
    source: str
    confidence: Confidence


def enforcement_due(
    instalments: Sequence[date],
    *,
    notarised: bool,
    parameters: Parameters,
    calendar: Calendar,
    effective_on: date | None = None,
    interruptions: Iterable[Interruption] = (),
) -> tuple[EnforcementPeriod, ...]:
    """The periods for asking enforcement (民事诉讼法 250; 公证债权文书执行规定 9), the earliest end first.

    `instalments` are the last days of performance that the instrument names. A court instrument has one period, from
    the last of them, or from `effective_on` when it names none; a notarised instrument has one for each.
    Raises ValueError when neither is given.
    """
    days = sorted(set(instalments)) or ([effective_on] if effective_on else [])
    if not days:
        raise ValueError("Enforcement runs from a day of performance or of effect; give at least one.")
    key = "enforce_apply_notarised" if notarised else "enforce_apply"
    given = tuple(interruptions)
    periods = []
    for day in days if notarised else days[-1:]:
        value = parameters.on(key, day)
        ran = run(value, day, given, calendar=calendar)
        periods.append(
            EnforcementPeriod(
                key,
                day,
                ran.due.date,
                ran.due.provisional,
                ran.last.on if ran.last else None,
                value.source,
                value.confidence,
            )
        )
    return tuple(sorted(periods, key=lambda period: (period.last_day, period.due_on)))
