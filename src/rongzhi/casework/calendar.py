"""Loads a year's calendar into a county's record, and computes anew the clocks that waited for it."""

import hashlib
from datetime import datetime

from rongzhi.casework.actions import Done, perform
from rongzhi.casework.models import Clock, File
from rongzhi.casework.rules import forget, rules_of
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.decide import SYSTEM, Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import County


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
    rules, done = rules_of(county), 0
    numbers = File.objects.filter(county=county).values("number")
    waiting = Clock.objects.filter(provisional=True, file__in=numbers)
    for file in list(waiting.values_list("file", flat=True).distinct()):
        picture = load(File.objects.values_list("picture", flat=True).get(number=file))
        for clock in picture.clocks.values():
            if not clock.provisional or clock.status != "running" or clock.extended is not None:
                continue
            value = rules.parameters.on(clock.parameter, clock.started)
            due = value.last_day(clock.started, calendar=rules.calendar, pauses=clock.pauses)
            if due.provisional:
                continue
            answer = perform(
                file,
                "case.recompute_clock",
                by=SYSTEM,
                data={"clock": clock.key, "due": due.date},
                now=now,
                request=f"recompute:{file}:{clock.key}:{due.date}",
            )
            done += answer.ok
    return done
