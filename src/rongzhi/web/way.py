"""The way of a case from filing to a kept promise, and how far it has come: one mark for each part of the way."""

from collections.abc import Iterable
from dataclasses import dataclass

from rongzhi.core.procedure.picture import Proceeding
from rongzhi.core.procedure.rules import Rules
from rongzhi.web.speech import words

# Each part of the way with the procedures that belong to it; the first gives its name.
WAY = (
    ("intake",),
    ("invitation",),
    ("appointment",),
    ("mediation", "fast_track", "evaluation", "silent_plan"),
    ("agreement",),
    ("confirmation",),
    ("performance",),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of the way."""

    name: str
    here: bool
    passed: bool


@dataclass(frozen=True, slots=True)
class Way:
    """The parts in order, and the number of the present one, from 1; 0 when the case is beside the way."""

    spots: tuple[Spot, ...]
    step: int

    @property
    def name(self) -> str:
        """The name of the present part."""
        return self.spots[self.step - 1].name if self.step else ""


def way_of(runs: Iterable[Proceeding], here: str, rules: Rules) -> Way:
    """How far the case has come, from the proceedings that the reader may know of; `here` is the procedure at hand."""
    known = {run.procedure for run in runs}
    reached = [n for n, keys in enumerate(WAY) if known & set(keys)]
    now = next((n for n, keys in enumerate(WAY) if here in keys), -1)
    if now < 0 and here:  # beside the way: a hand-over, a withdrawal, a call afterwards
        now = max(reached, default=-1)
    spots = tuple(
        Spot(words(rules.procedures[keys[0]]), n == now, n in reached and (now < 0 or n < now))
        for n, keys in enumerate(WAY)
        if keys[0] in rules.procedures
    )
    return Way(spots, next((n for n, spot in enumerate(spots, 1) if spot.here), 0))
