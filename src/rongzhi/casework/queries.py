"""Reads that pages, API and oversight share: the history of a file, and what may be done now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rongzhi.casework.models import Event
from rongzhi.casework.projection import facts_of
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import Sight, act_shown, header_open
from rongzhi.core.procedure.decide import Reason, available
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.picture import Proceeding as Run


@dataclass(frozen=True, slots=True)
class Step:
    """One event in a file's history, without what the viewer may not see."""

    seq: int
    act: str
    actor: str
    at: datetime
    recorded_at: datetime
    behalf: str = ""  # for whom the actor acted as deputy


def history(seen: Sight) -> list[Step]:
    """The events of the file that this viewer may know of, oldest first.

    Without the header (a proposed neutral, a court asked to confirm) these are their own acts and those of which they
    may read something.
    """
    whole, read = header_open(seen), {piece.seq for piece in seen.pieces}
    return [s for s in known_events(seen) if whole or s.actor == seen.by.id or s.seq in read]


def known_events(seen: Sight, among: Iterable[int] | None = None) -> list[Step]:
    """The events that hide nothing from this viewer, oldest first, whether or not their dates are for them.

    `among`: only these, by their numbers.
    """
    rows = Event.objects.filter(file=seen.picture.number).order_by("seq")
    if among is not None:
        rows = rows.filter(seq__in=set(among))
    return [
        Step(seq, act, actor, at, recorded, facts.get("behalf", ""))
        for seq, act, actor, at, recorded, header in rows.values_list(
            "seq", "act", "actor", "at", "recorded_at", "header"
        )
        if act_shown(seen, act, actor, facts := facts_of(header)["facts"])
    ]


def possible(seen: Sight, *, now: datetime) -> list[tuple[Act, Run | None, tuple[Reason, ...]]]:
    """What this actor may do now on this file, with what still stands against it: the rule that decides."""
    rules = rules_of(seen.picture.county)
    return available(rules, seen.picture, by=seen.by, roles=seen.roles, at=now, today=now.date())
