"""What an act would do to a file, weighed by the rule that decides and written nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rongzhi.casework.actions import NOT_FOUND, SHANGHAI, Asked, When, weigh
from rongzhi.casework.models import File
from rongzhi.casework.rules import rules_of
from rongzhi.casework.snapshot import load
from rongzhi.casework.visibility import known_to
from rongzhi.core.procedure.apply import apply
from rongzhi.core.procedure.decide import Outcome, Refusal, follow
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.core.procedure.picture import Picture, RunningClock
from rongzhi.rulebook.capacity import roles_of


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would follow, as the actor may know it: the picture before and after, papers, messages, automatic acts."""

    act: Act
    proceeding: str
    before: Picture
    after: Picture
    papers: tuple[str, ...]
    messages: tuple[str, ...]
    automatic: tuple[Act, ...]

    @property
    def moves(self) -> list[tuple[str, str, str]]:
        """(procedure, stage before or "", stage after) of every proceeding that would move or open."""
        found = []
        for key, run in self.after.proceedings.items():
            old = self.before.proceedings.get(key)
            if old is None or old.stage != run.stage:
                found.append((run.procedure, old.stage if old else "", run.stage))
        return found

    @property
    def clocks(self) -> list[RunningClock]:
        """The deadlines that would begin or change."""
        old = self.before.clocks
        return [
            c for key, c in self.after.clocks.items() if c.status == "running" and c.due and old.get(key) != c
        ]


def foresee(
    file: str,
    act: str,
    *,
    by: Actor,
    data: Mapping[str, Any],
    now: datetime,
    proceeding: str = "",
    expected: int | None = None,
) -> Foreseen | Refusal:
    """Weigh the act as `perform` would, and say what would follow; nothing is written, no lock is taken.

    For acts without files: an Attachment is not looked up.
    """
    at = now.astimezone(SHANGHAI)
    row = File.objects.filter(number=file).values_list("picture", flat=True).first()
    picture = load(row) if row is not None else None
    roles = roles_of(by, picture) if picture is not None else frozenset()
    if picture is None or not roles:
        return Refusal(act, (NOT_FOUND,))
    rules = rules_of(picture.county)
    asked = Asked(act, by, data, at, "", expected, proceeding)
    outcome = weigh(picture, asked, rules, roles, When(at, at))
    if isinstance(outcome, Refusal):
        return outcome
    before = known_to(by, picture)
    after = apply(before, outcome.changes, before.seq + 1)
    steps: list[Outcome] = []
    for step, moved in follow(rules, after, at=at, today=at.date()):
        steps.append(step)
        after = moved
    changes = [change for one in (outcome, *steps) for change in one.changes]
    return Foreseen(
        outcome.act,
        outcome.proceeding,
        before,
        after,
        tuple(columns["form"] for table, _, columns in changes if table == "paper"),
        tuple(columns["text"] for table, _, columns in changes if table == "message"),
        tuple(step.act for step in steps),
    )
