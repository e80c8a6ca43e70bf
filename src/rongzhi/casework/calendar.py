"""Loads a year's calendar into a county's record, computes anew the clocks that waited, and foretells both."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from rongzhi.casework.actions import Done, perform
from rongzhi.casework.models import Clock, File
from rongzhi.casework.rules import forget, rules_of
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.decide import SYSTEM, Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import RunningClock
from rongzhi.core.workdays import Calendar
from rongzhi.directory.models import County
from rongzhi.rulebook.calendar import with_years


def load_year(
    county: str, *, year: int, days: str, notice: str, by: Actor, now: datetime
) -> tuple[Done | Refusal, int]:
    """Record the year's special days (lines of rulebook.calendar.read_days) and recompute provisional clocks.

    Returns the answer of the act, and how many clocks are certain now that were provisional.
    """
    number = County.objects.get(code=county).number
    digest = hashlib.sha256(days.encode()).hexdigest()
    data = {"year": str(year), "digest": digest, "days": days, "notice": notice}
    answer = perform(number, "county.load_calendar", by=by, data=data, now=now, request=f"calendar:{digest}")
    if isinstance(answer, Refusal):
        return answer, 0
    forget()
    return answer, recompute(county, now=now)


def recompute(county: str, *, now: datetime) -> int:
    """Compute every provisional clock of the county anew; one event for each that is now certain."""
    done = 0
    for settled in settled_by(county, rules_of(county).calendar):
        answer = perform(
            settled.file,
            "case.recompute_clock",
            by=SYSTEM,
            data={"clock": settled.clock.key, "due": settled.due},
            now=now,
            request=f"recompute:{settled.file}:{settled.clock.key}:{settled.due}",
        )
        done += answer.ok
    return done


@dataclass(frozen=True, slots=True)
class Settled:
    """A provisional clock of a file with the last day that is certain under a calendar."""

    file: str
    clock: RunningClock
    due: date


def settled_by(county: str, calendar: Calendar) -> Iterator[Settled]:
    """The running provisional clocks of the county that this calendar makes certain, file by file."""
    parameters = rules_of(county).parameters
    numbers = File.objects.filter(county=county).values("number")
    waiting = Clock.objects.filter(provisional=True, file__in=numbers).order_by("file")
    for file in list(waiting.values_list("file", flat=True).distinct()):
        picture = load(File.objects.values_list("picture", flat=True).get(number=file))
        for clock in picture.clocks.values():
            if not clock.provisional or clock.status != "running" or clock.extended is not None:
                continue
            value = parameters.on(clock.parameter, clock.started)
            due = value.last_day(clock.started, calendar=calendar, pauses=clock.pauses)
            if not due.provisional:
                yield Settled(file, clock, due.date)


@dataclass(frozen=True, slots=True)
class Move:
    """So many clocks of one kind that would end on another day, in so many files; counts, never a case."""

    name: str
    parameter: str
    before: date | None
    after: date
    clocks: int
    files: int


@dataclass(frozen=True, slots=True)
class CalendarEffects:
    """What loading a year would do: clocks that move, and how many stay on their day and become certain."""

    moves: tuple[Move, ...]
    settled: int
    files: int
    waiting: int


def effects_of(county: str, *, year: int, days: str) -> CalendarEffects:
    """What `load_year` would do to running clocks, without doing it. Raises ValueError for days that cannot be read."""
    calendar = with_years(rules_of(county).calendar, {year: days})
    found = list(settled_by(county, calendar))
    grouped: dict[tuple[str, str, date | None, date], list[str]] = {}
    for one in found:
        if one.clock.due != one.due:
            kind = (one.clock.name, one.clock.parameter, one.clock.due, one.due)
            grouped.setdefault(kind, []).append(one.file)
    moves = tuple(
        Move(*kind, clocks=len(files), files=len(set(files)))
        for kind, files in sorted(grouped.items(), key=lambda each: (each[0][3], each[0][0], str(each[0][2])))
    )
    numbers = File.objects.filter(county=county).values("number")
    waiting = Clock.objects.filter(provisional=True, status="running", file__in=numbers).count()
    moved = sum(move.clocks for move in moves)
    return CalendarEffects(moves, len(found) - moved, len({one.file for one in found}), waiting - len(found))
