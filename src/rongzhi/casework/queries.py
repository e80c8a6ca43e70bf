"""Reads that pages, API and oversight share: the worklist, the history of a file, and what may be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import F, QuerySet, Value, When

from rongzhi.casework.models import Case, Event
from rongzhi.casework.projection import facts_of, waiting_roles
from rongzhi.casework.rules import rules_of, stage_waits
from rongzhi.casework.visibility import (
    Sight,
    act_shown,
    cases_for,
    glimpses,
    header_open,
    known_otherwise,
    names_for,
    runs_shown,
)
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
    runs: tuple[Run, ...] = ()  # the open proceedings that the actor may know of
    status: str = ""
    due: datetime | None = None


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
    rows = _as_known(cases_for(by), by)
    if status:
        rows = rows.filter(known_status=status)
    if number:
        rows = rows.filter(number__startswith=number.strip().upper())
    for role in waiting[:1]:
        rows = rows.filter(known_waiting__contains=f",{role},")
    start = (max(page, 1) - 1) * PAGE
    found = list(rows.order_by(F("known_due").asc(nulls_last=True), "number")[start : start + PAGE + 1])
    shown, more = found[:PAGE], len(found) > PAGE
    seen = glimpses(by, [case.number for case in shown])
    names = names_for(seen)
    return [_line(case, seen[case.number], names, now) for case in shown], more


def _as_known(rows: QuerySet[Case], by: Actor) -> QuerySet[Case]:
    """The rows with their state, turn and next deadline as this actor may know them: none that hides a suspicion."""
    others = known_otherwise(by)
    if not others:
        return rows.annotate(
            known_status=F("status"), known_waiting=F("waiting_for"), known_due=F("next_due")
        )
    states, turns, dues = [], [], []
    for number, picture in others.items():
        waits = ",".join(sorted(waiting_roles(picture)))
        states.append(When(number=number, then=Value(picture.header.get("status") or "open")))
        turns.append(When(number=number, then=Value(f",{waits}," if waits else "")))
        running = [c.due_at for c in picture.running_clocks if c.due_at is not None]
        dues.append(
            When(number=number, then=Value(min(running, default=None), output_field=models.DateTimeField()))
        )
    return rows.annotate(
        known_status=models.Case(*states, default=F("status"), output_field=models.CharField()),
        known_waiting=models.Case(*turns, default=F("waiting_for"), output_field=models.CharField()),
        known_due=models.Case(*dues, default=F("next_due"), output_field=models.DateTimeField()),
    )


def _line(case: Case, seen: Sight, names: dict[tuple[str, str], str], now: datetime) -> Line:
    """A line with no more than the file's own page would show."""
    open_runs = [run for run in seen.picture.proceedings.values() if run.open]
    theirs = {r.key for r in open_runs if stage_waits(r.procedure, r.stage) & seen.roles}
    runs = tuple(run for run in runs_shown(seen, theirs) if run.open)
    due: datetime | None = case.known_due if header_open(seen) else None  # type: ignore[attr-defined]
    return Line(
        case,
        tuple(name for (file, _), name in sorted(names.items()) if file == case.number),
        tuple((run.procedure, run.stage) for run in runs),
        due is not None and due < now,
        runs,
        case.known_status,  # type: ignore[attr-defined]
        due,
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One event in a file's history, without what the viewer may not see."""

    seq: int
    act: str
    actor: str
    at: datetime
    recorded_at: datetime


def history(seen: Sight) -> list[Step]:
    """The events of the file that this viewer may know of, oldest first.

    Without the header (a proposed neutral, a court asked to confirm) these are their own acts and those of which they
    may read something.
    """
    whole, read = header_open(seen), {piece.seq for piece in seen.pieces}
    return [s for s in known_events(seen) if whole or s.actor == seen.by.id or s.seq in read]


def known_events(seen: Sight) -> list[Step]:
    """The events that hide nothing from this viewer, oldest first, whether or not their dates are for them."""
    rows = Event.objects.filter(file=seen.picture.number).order_by("seq")
    return [
        Step(seq, act, actor, at, recorded)
        for seq, act, actor, at, recorded, header in rows.values_list(
            "seq", "act", "actor", "at", "recorded_at", "header"
        )
        if act_shown(seen, act, actor, facts_of(header)["facts"])
    ]


def possible(seen: Sight, *, now: datetime) -> list[tuple[Act, Run | None, tuple[Reason, ...]]]:
    """What this actor may do now on this file, with what still stands against it: the rule that decides."""
    rules = rules_of(seen.picture.county)
    return available(rules, seen.picture, by=seen.by, roles=seen.roles, at=now, today=now.date())
