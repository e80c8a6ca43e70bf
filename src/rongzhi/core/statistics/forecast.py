"""How long the money may last and what the next months may cost: intervals by resampling months, tried on the past.

The pace of spending is not known but drawn: each month to come costs what one of the past months did (bootstrap of
months, Efron 1979, Annals of Statistics 7:1; months are taken as exchangeable, so a trend or a season is not foreseen, and
the trial on the past shows what that costs). Nothing is said from fewer than LEAST months.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from rongzhi.core.statistics.counts import Share
from rongzhi.core.statistics.money import IN, OUT, Line

LEAST = 6  # whole months that have to be known
LEVEL = 0.80
AHEAD = 3  # months that a trial on the past looks ahead
PATHS, FARTHEST = 4_000, 60  # drawn futures, and months at most
SEED = 20_260_102


@dataclass(frozen=True, slots=True)
class Between:
    """The middle of the drawn futures and the range in which LEVEL of them lie; `open_end`: the upper end is FARTHEST."""

    low: float
    middle: float
    high: float
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """Months that the free money lasts if none comes in, what the next AHEAD months cost, and the trial on the past.

    `trial`: of the past months from which the cost of the AHEAD months after them was foretold, those in which it came
    to lie in the range.
    """

    balance: Decimal
    months: int
    lasts: Between
    cost: Between
    trial: Share


def outlook(lines: Iterable[Line], cut_off: date) -> Outlook | None:
    """The outlook at the cut-off from the free money in these lines; None below LEAST whole months of costs."""
    free = [line for line in lines if not line.restricted and line.on <= cut_off]
    costs = monthly_costs(free, cut_off)
    if len(costs) < LEAST or not any(costs):
        return None
    came = sum((line.amount for line in free if line.kind == IN), Decimal(0))
    went = sum((line.amount for line in free if line.kind == OUT), Decimal(0))
    balance = max(came - went, Decimal(0))
    return Outlook(balance, len(costs), _lasts(float(balance), costs), _cost(costs), back_tested(costs))


def monthly_costs(lines: Iterable[Line], cut_off: date) -> list[float]:
    """What each whole month cost, from the first month with a cost to the last that is over at the cut-off."""
    sums: dict[int, Decimal] = {}
    for line in lines:
        if line.kind == OUT:
            month = line.on.year * 12 + line.on.month - 1
            sums[month] = sums.get(month, Decimal(0)) + line.amount
    now = cut_off.year * 12 + cut_off.month - 1
    return [float(sums.get(month, 0)) for month in range(min(sums), now)] if sums else []


def _futures(costs: Sequence[float], months: int) -> npt.NDArray[np.float64]:
    drawn = np.random.default_rng(SEED).choice(np.array(costs), size=(PATHS, months))
    return np.cumsum(np.maximum(drawn, 0.0), axis=1)


def _lasts(balance: float, costs: Sequence[float]) -> Between:
    """In each future the month in which the money ends, the last one in part."""
    spent = _futures(costs, FARTHEST)
    over = spent > balance
    month = np.where(over.any(axis=1), over.argmax(axis=1), FARTHEST)
    rows = np.arange(PATHS)
    before = np.where(month > 0, spent[rows, np.maximum(month, 1) - 1], 0.0)
    within = np.where(
        month < FARTHEST,
        (balance - before) / np.maximum(spent[rows, np.minimum(month, FARTHEST - 1)] - before, 1e-9),
        0.0,
    )
    low, middle, high = _range(month + np.clip(within, 0, 1))
    return Between(low, middle, high, high >= FARTHEST)


def _cost(costs: Sequence[float]) -> Between:
    return Between(*_range(_futures(costs, AHEAD)[:, -1]))


def _range(values: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    low, middle, high = np.quantile(values, [(1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2])
    return float(low), float(middle), float(high)


def back_tested(costs: Sequence[float]) -> Share:
    """From each past month with LEAST before it: did the cost of the AHEAD months after it lie in the range foretold?"""
    tried = [(_cost(costs[:at]), sum(costs[at : at + AHEAD])) for at in range(LEAST, len(costs) - AHEAD + 1)]
    return Share(sum(one.low <= came <= one.high for one, came in tried), len(tried))
