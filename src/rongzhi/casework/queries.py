"""Reads that pages, API and oversight share: the worklist, the history of a file, and what may be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from rongzhi.casework.models import Case, Event, Proceeding
from rongzhi.casework.projection import facts_of
from rongzhi.casework.rules import rules_of
from rongzhi.casework.visibility import Sight, act_shown, cases_for, names_for
from rongzhi.core.procedure.decide import Reason, available
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.core.procedure.picture import Proceeding as Run

PAGE = 25

# Which roles a worklist gathers for an actor, by what the actor is.
WAITING_ROLES = {
    "officer": ("organisation",),
    "reviewer": ("reviewer",),
    "court": ("court",),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a worklist."""

    case: Case
    names: tuple[str, ...]
    stages: tuple[tuple[str, str], ...]  # (procedure, stage) of open proceedings
    late: bool


def worklist(
    by: Actor,
    *,
    now: datetime,
    waiting: Sequence[str] = (),
    status: str = "open",
    page: int = 1,
    number: str = "",
) -> tuple[list[Line], bool]:
    """A page of the actor's cases, late first; `waiting` narrows to what waits for these roles. The same
    number of queries however many cases there are. Returns the lines and whether there are more.
    """
    rows = cases_for(by)
    if status:
        rows = rows.filter(status=status)
    if number:
        rows = rows.filter(number__startswith=number.strip().upper())
    for role in waiting[:1]:
        rows = rows.filter(waiting_for__contains=f",{role},")
    start = (max(page, 1) - 1) * PAGE
    found = list(rows.order_by(F("next_due").asc(nulls_last=True), "number")[start : start + PAGE + 1])
    shown, more = found[:PAGE], len(found) > PAGE
    numbers = [case.number for case in shown]
    names = names_for(by, numbers)
    stages: dict[str, list[tuple[str, str]]] = {}
    for file, procedure, stage in Proceeding.objects.filter(file__in=numbers, open=True).values_list(
        "file", "procedure", "stage"
    ):
        stages.setdefault(file, []).append((procedure, stage))
    return [
        Line(
            case,
            tuple(name for (file, _), name in sorted(names.items()) if file == case.number),
            tuple(stages.get(case.number, ())),
            case.next_due is not None and case.next_due < now,
        )
        for case in shown
    ], more


@dataclass(frozen=True, slots=True)
class Step:
    """One event in a file's history, without what the viewer may not see."""

    seq: int
    act: str
    actor: str
    at: datetime
    recorded_at: datetime


def history(seen: Sight) -> list[Step]:
    """The events of the file that this viewer may know of, oldest first."""
    rows = Event.objects.filter(file=seen.picture.number).order_by("seq")
    steps = []
    for seq, act, actor, at, recorded, header in rows.values_list(
        "seq", "act", "actor", "at", "recorded_at", "header"
    ):
        if act_shown(seen, act, actor, facts_of(header)["facts"].get("proceeding", "")):
            steps.append(Step(seq, act, actor, at, recorded))
    return steps


def possible(seen: Sight, *, now: datetime) -> list[tuple[Act, Run | None, tuple[Reason, ...]]]:
    """What this actor may do now on this file, with what still stands against it: the rule that decides."""
    rules = rules_of(seen.picture.county)
    return available(rules, seen.picture, by=seen.by, roles=seen.roles, at=now, today=now.date())
