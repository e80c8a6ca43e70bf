"""The four answers of a file's page: where are we, whose turn, until when, what next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rongzhi.core.procedure.decide import Reason
from rongzhi.core.procedure.definition import Act
from rongzhi.web.standing import Deadline, Standing

FEW = 4  # so many acts stand open under the answers
MANY = 3  # an act that fits more stages than this is not what a stage waits for


@dataclass(frozen=True, slots=True)
class Possible:
    """An act that may be done now, or what still stands against it."""

    act: Act
    label: str
    proceeding: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Bearings:
    """The proceeding that matters now to this reader, its deadline, and what they can do in it."""

    standing: Standing
    due: Deadline | None
    acts: tuple[Possible, ...]  # those of this very stage; they look alike, so that nobody is steered
    others: tuple[Possible, ...]  # what else is possible in the open proceedings
    beside: tuple[tuple[Standing, Deadline | None], ...]  # the other open proceedings

    @property
    def yours(self) -> bool:
        """Whether it waits for the reader, and there is something that they can do."""
        return self.standing.mine and bool(self.acts)

    @property
    def mark(self) -> str:
        """Which of the looks the panel has."""
        if self.due is not None and self.due.late:
            return "late"
        return "yours" if self.yours else ""


def bearings(
    standings: Sequence[Standing], deadlines: Sequence[Deadline], acts: Sequence[Possible]
) -> Bearings | None:
    """The answers; None when no proceeding is open that the reader may know of."""
    if not standings:
        return None
    due = {one.run.key: _next_due(one, deadlines) for one in standings}
    first, *rest = sorted(standings, key=lambda one: _weight(one, due[one.run.key], acts))
    shown = _of_stage(first, acts) if first.mine else ()
    return Bearings(
        first,
        due[first.run.key],
        shown,
        tuple(row for row in acts if row not in shown),
        tuple((one, due[one.run.key]) for one in rest),
    )


def _of_stage(one: Standing, acts: Sequence[Possible]) -> tuple[Possible, ...]:
    """The acts that belong to this stage rather than to many, the most particular first."""
    own = [row for row in acts if row.proceeding == one.run.key and len(row.act.from_) <= MANY]
    return tuple(sorted(own, key=lambda row: len(row.act.from_))[:FEW])


def _weight(one: Standing, due: Deadline | None, acts: Sequence[Possible]) -> tuple[bool, bool, date, str]:
    """The reader's own turn first, then what ends first."""
    ends = due.clock.due if due and due.clock.due else date.max
    return (not (one.mine and _of_stage(one, acts)), not one.mine, ends, one.run.key)


def _next_due(one: Standing, deadlines: Sequence[Deadline]) -> Deadline | None:
    """The clock of this proceeding that ends first, before those that stand still."""
    own = [d for d in deadlines if d.clock.proceeding == one.run.key and d.clock.due is not None]
    return min(own, key=lambda d: (d.clock.status != "running", d.clock.due or date.max), default=None)
