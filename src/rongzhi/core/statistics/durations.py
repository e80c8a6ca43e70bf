"""How long things take when some of them still run: the Kaplan–Meier curve, its quantiles and their intervals.

Source: Kaplan & Meier 1958, JASA 53:457; interval of the curve on the log-log scale, of a quantile by turning it round
(Brookmeyer & Crowley 1982, Biometrics 38:29).
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

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


def curve(lasted: Sequence[Lasted], *, level: float = LEVEL) -> list[Step]:
    """The share that still runs after each day on which one ended; empty where none has ended."""
    if not any(one.ended for one in lasted):
        return []
    found = ecdf(
        CensoredData(
            uncensored=[one.days for one in lasted if one.ended],
            right=[one.days for one in lasted if not one.ended],
        )
    ).sf
    with warnings.catch_warnings():  # the scale has no place for a share of 0 or 1: told apart below
        warnings.simplefilter("ignore", RuntimeWarning)
        between = found.confidence_interval(confidence_level=level, method="log-log")
    days = sorted({one.days for one in lasted if one.ended})
    steps = []
    for at, still, low, high in zip(
        found.quantiles,
        found.probabilities,
        between.low.probabilities,
        between.high.probabilities,
        strict=True,
    ):
        if at in days:
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


def quantile(
    lasted: Sequence[Lasted], *, at: float = 0.5, fewest: int = FEWEST, level: float = LEVEL
) -> Figure:
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
