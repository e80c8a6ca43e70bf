"""What a measurement says: one ratio with its goal, and how the two things it compares took turns."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

Timed = Callable[[], float]  # does something once and gives the seconds of the part that counts


@dataclass(frozen=True)
class Figure:
    """One line of the table: `ratio` is ours over the reference, `goal` and `limit` the most that it may be.

    `low` and `high` are the smallest and the largest ratio among the repetitions; `counts` says what else was seen.
    """

    name: str
    what: str
    database: str
    ratio: float
    low: float
    high: float
    goal: float | None = None
    limit: float | None = None
    counts: Mapping[str, Any] = field(default_factory=dict)
    broken: Sequence[str] = ()  # promises beside the ratio that did not hold

    @property
    def verdict(self) -> str:
        """Whether the promises held: "met", "missed", "over the limit", or nothing where none was given."""
        if self.limit is not None and self.ratio > self.limit:
            return "missed, over the limit"
        if self.broken or (self.goal is not None and self.ratio > self.goal):
            return "missed"
        return "met" if self.goal is not None else ""

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "verdict": self.verdict}


def timed(function: Callable[[], object]) -> float:
    """The seconds that a call takes; what was made before is out of the collector's way."""
    gc.collect()
    gc.freeze()
    try:
        start = time.perf_counter()
        function()
        return time.perf_counter() - start
    finally:
        gc.unfreeze()


def side_by_side(ours: Timed, reference: Timed, repetitions: int) -> list[tuple[float, float]]:
    """(ours, reference) seconds of each repetition; the two take turns at being first."""
    pairs = []
    for turn in range(repetitions):
        if turn % 2:
            second = reference()
            pairs.append((ours(), second))
        else:
            first = ours()
            pairs.append((first, reference()))
    return pairs


def ratio_of(pairs: Sequence[tuple[float, float]]) -> dict[str, float]:
    """The median of the ratios, and their range."""
    ratios = sorted(ours / reference for ours, reference in pairs)
    return {"ratio": round(median(ratios), 2), "low": round(ratios[0], 2), "high": round(ratios[-1], 2)}


def per_second(count: int, seconds: Sequence[float]) -> int:
    """How many in a second, by the median time."""
    return round(count / median(seconds))
