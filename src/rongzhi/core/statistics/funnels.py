"""Many bodies against their common rate: funnel limits, over-dispersion, and shares shrunk towards the mean; never a ranking.

Source: Spiegelhalter 2005, "Funnel plots for comparing institutional performance", Statistics in Medicine 24:1185.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import binom, chi2

from rongzhi.core.statistics.counts import LEVEL, Share

LIMITS = (0.95, 0.998)
WINSORISED = 0.1  # of the bodies at each end, whose z is drawn in before the dispersion is estimated
FEWEST = 30  # of a body, below which it stands in the picture without being called unusual (domain.md §13)
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Body:
    """One body in the funnel: its share, standard score, the same with over-dispersion counted in, and its shrunk share.

    `outside`: the highest level of LIMITS, over-dispersion counted in, outside which it stands; 0 inside, or where it
    has too few to be called anything.
    """

    share: Share
    z: float
    z_adjusted: float
    shrunk: float
    outside: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """All bodies around their common rate. `phi` is the mean squared z, `phi_winsorised` without its extremes deciding,
    `tau` the standard deviation between bodies on the scale of the share; `p` that of equal rates (χ², n - 1 degrees).
    """

    rate: float
    phi: float
    phi_winsorised: float
    tau: float
    p: float
    bodies: tuple[Body, ...]


def funnel(shares: Sequence[Share], *, fewest: int = FEWEST) -> Funnel:
    """The funnel of these shares around their pooled rate. Raises ValueError for no body, or one of nothing.

    Over-dispersion is additive: a body's variance is p(1-p)/n + τ², τ² by the moments of z (DerSimonian & Laird 1986,
    Controlled Clinical Trials 7:177). With a pooled rate of 0 or 1 nobody differs from anybody.
    """
    parts, wholes = _arrays(shares)
    rate = float(parts.sum() / wholes.sum())
    variance = rate * (1 - rate) / wholes
    if not variance.any():
        same = tuple(Body(share, 0.0, 0.0, rate, 0.0) for share in shares)
        return Funnel(rate, 0.0, 0.0, 0.0, 1.0, same)
    z = (parts / wholes - rate) / np.sqrt(variance)
    tau2 = _between(z, variance)
    adjusted = (parts / wholes - rate) / np.sqrt(variance + tau2)
    shrunk = _shrunk(parts / wholes, rate, variance, tau2)
    return Funnel(
        rate,
        float(np.mean(z**2)),
        float(np.mean(_winsorised(z) ** 2)),
        sqrt(tau2),
        float(chi2.sf(float(np.sum(z**2)), len(z) - 1)) if len(z) > 1 else 1.0,
        tuple(
            Body(share, float(a), float(b), float(c), _outside(float(b)) if share.whole >= fewest else 0.0)
            for share, a, b, c in zip(shares, z, adjusted, shrunk, strict=True)
        ),
    )


def limits(
    rate: float, wholes: Sequence[int], *, level: float = LEVEL, tau: float = 0.0
) -> list[tuple[float, float]]:
    """Where a share of each whole lies with this probability when its rate is `rate`, as pairs of shares.

    Exact for the binomial, made continuous between counts (Spiegelhalter 2005, appendix A.1); with over-dispersion by
    the normal distribution, its variance p(1-p)/n + τ². Raises ValueError for a rate outside 0 to 1.
    """
    if not 0 <= rate <= 1:
        raise ValueError(f"{rate} is no rate.")
    if tau:
        z = NormalDist().inv_cdf((1 + level) / 2)
        halves = [z * sqrt(rate * (1 - rate) / whole + tau * tau) for whole in wholes]
        return [(max(0.0, rate - half), min(1.0, rate + half)) for half in halves]
    tail = (1 - level) / 2
    return [(_exact(rate, whole, tail), _exact(rate, whole, 1 - tail)) for whole in wholes]


def _exact(rate: float, whole: int, tail: float) -> float:
    """The quantile of the share, between the two counts around it."""
    if rate in (0, 1):
        return rate
    count = int(binom.ppf(tail, whole, rate))
    upto, at = float(binom.cdf(count, whole, rate)), float(binom.pmf(count, whole, rate))
    return min(1.0, max(0.0, (count - (upto - tail) / at) / whole))


def _arrays(shares: Sequence[Share]) -> tuple[Floats, Floats]:
    if not shares or any(not 0 <= share.part <= share.whole or not share.whole for share in shares):
        raise ValueError("A funnel needs bodies, each with something to count.")
    parts = np.array([share.part for share in shares], dtype=np.float64)
    return parts, np.array([share.whole for share in shares], dtype=np.float64)


def _winsorised(z: Any) -> Any:
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    return np.clip(z, low, high)


def _between(z: Any, variance: Any) -> float:
    """τ², the variance between bodies that their z leave over; 0 where they differ no more than by chance."""
    weights = 1 / variance
    if len(z) < 2:
        return 0.0
    over = float(np.sum(z**2)) - (len(z) - 1)
    return max(0.0, over / float(weights.sum() - np.sum(weights**2) / weights.sum()))


def _shrunk(shares: Any, rate: float, variance: Any, tau2: float) -> Any:
    """Empirical Bayes: each share drawn towards the rate by what of its variance is chance (Efron & Morris 1975, JASA 70:311)."""
    return rate + (shares - rate) * tau2 / (tau2 + variance)


def _outside(z: float) -> float:
    beyond = [level for level in LIMITS if abs(z) > NormalDist().inv_cdf((1 + level) / 2)]
    return max(beyond, default=0.0)
