"""How long things take when some of them still run: the Kaplan–Meier curve, its quantiles and their intervals.

Source: Kaplan & Meier 1958, JASA 53:457; interval of the curve on the log-log scale, of a quantile by turning it round
(Brookmeyer & Crowley 1982, Biometrics 38:29).
"""

import warnings
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from scipy.stats import CensoredData, ecdf

from rongzhi.core.statistics.counts import LEVEL, Figure, Interval, not_given
from rongzhi.core.statistics.reasons import not_reached, too_few_to_say

METHOD = "Kaplan–Meier, log-log"
FEWEST = 5  # of any figure: below, it would be chance, or name somebody (domain.md §13)


@dataclass(frozen=True, slots=True)
class Lasted:
    """One duration in days (or any unit): how long, and whether it ended; one that still runs is known to be longer."""

    days: float
    ended: bool


@dataclass(frozen=True, slots=True)
class Step:
    """From `days` on `still` of all still run, by the estimate; `low` and `high` are its interval."""

    days: float
    still: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Counted:
    """The same durations counted: for each number of days how many ended (`True`) and how many still run (`False`)."""

    ended: Mapping[float, int]
    running: Mapping[float, int]

    @classmethod
    def of(cls, lasted: Iterable[Lasted]) -> Self:
        """Count durations that are told one by one."""
        ended, running = Counter[float](), Counter[float]()
        for one in lasted:
            (ended if one.ended else running)[one.days] += 1
        return cls(ended, running)

    def __len__(self) -> int:
        return sum(self.ended.values()) + sum(self.running.values())


def curve(lasted: Counted, *, level: float = LEVEL) -> list[Step]:
    """The share that still runs after each day on which one ended; empty where none has ended."""
    if not lasted.ended:
        return []
    found = ecdf(CensoredData(uncensored=_one_by_one(lasted.ended), right=_one_by_one(lasted.running))).sf
    with warnings.catch_warnings():  # the scale has no place for a share of 0 or 1: told apart below
        warnings.simplefilter("ignore", RuntimeWarning)
        between = found.confidence_interval(confidence_level=level, method="log-log")
    steps = []
    for at, still, low, high in zip(
        found.quantiles,
        found.probabilities,
        between.low.probabilities,
        between.high.probabilities,
        strict=True,
    ):
        if at in lasted.ended:
            sure = still == 0 or np.isnan(low)
            steps.append(
                Step(
                    float(at),
                    float(still),
                    0.0 if sure else float(low),
                    float(still) if sure else float(high),
                )
            )
    return steps


def _one_by_one(counts: Mapping[float, int]) -> Any:
    days = np.array(sorted(counts), dtype=float)
    return np.repeat(days, [counts[day] for day in days])


def quantile(lasted: Counted, *, at: float = 0.5, fewest: int = FEWEST, level: float = LEVEL) -> Figure:
    """The time by which this part of all has ended, with its interval; or why it cannot be given.

    `n` is the number of durations, those that still run included. Where the upper end is not reached yet, the interval
    is open: its `high` is infinite.
    """
    if len(lasted) < fewest:
        return not_given(too_few_to_say(len(lasted), fewest))
    steps = curve(lasted, level=level)
    value = next((step.days for step in steps if step.still <= 1 - at + EXACT), None)
    if value is None:
        return not_given(not_reached(len(lasted)))
    low = next((step.days for step in steps if step.low <= 1 - at + EXACT), value)
    high = next((step.days for step in steps if step.high < 1 - at - EXACT), float("inf"))
    return Figure(value, len(lasted), Interval(low, high, METHOD, level=level))


EXACT = 1e-12  # shares are products of fractions
