"""Figures with their denominators; a share of fewer than five says nothing and is not shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rongzhi.web.speech import say

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    name: str
    part: int
    whole: int
    note: str = ""

    @property
    def text(self) -> str:
        """The share in words; below FEWEST no percentage, for it would speak of single cases."""
        if self.whole < FEWEST:
            return too_few()
        return f"{self.part} / {self.whole}（{round(100 * self.part / self.whole)}%）"


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something has lasted, in days."""

    name: str
    days: tuple[int, ...]
    late: int = 0

    @property
    def count(self) -> int:
        return len(self.days)

    @property
    def middle(self) -> str:
        """The median in days."""
        if self.count < FEWEST:
            return too_few()
        return say(f"{round(median(self.days))} 天", f"{round(median(self.days))} days")

    @property
    def longest(self) -> str:
        return say(f"{max(self.days)} 天", f"{max(self.days)} days") if self.days else "—"


def too_few() -> str:
    """What stands where there is too little to say anything."""
    return say("少于 5 件，不足以说明", "fewer than 5: too few to say")


def spread(name: str, days: Sequence[int], late: int = 0) -> Spread:
    """The spread of these days."""
    return Spread(name, tuple(days), late)
