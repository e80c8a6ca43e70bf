"""Shares of a count with the interval that belongs to them, and the form in which every figure is given."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from rongzhi.core.statistics.reasons import Reason

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value lies by `method`; `seed` and `resamples` make it again, `seed` is None where none is drawn."""

    low: float
    high: float
    method: str
    seed: int | None = None
    resamples: int = 0
    level: float = LEVEL


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its n (of what, the function says). Without a value, `too_few` says why, and never both.

    `interval` is None where none is drawn; `no_interval` then says why, if it was asked for.
    """

    value: float | None
    n: int
    interval: Interval | None = None
    too_few: Reason | None = None
    no_interval: Reason | None = None


def not_given(reason: Reason) -> Figure:
    """The figure that cannot be given."""
    return Figure(None, reason.n, too_few=reason)


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; both are shown, for percentages of small panels jump."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's score interval, 95 % (Wilson 1927, JASA 22:209); None of nothing."""
        return wilson(self) if self.whole else None


def wilson(share: Share, *, level: float = LEVEL) -> Interval:
    """Wilson's score interval of a share: (p + z²/2n ± z√(p(1-p)/n + z²/4n²)) / (1 + z²/n).

    Raises ValueError where there is nothing to count.
    """
    if not 0 <= share.part <= share.whole or not share.whole:
        raise ValueError(f"{share.part} of {share.whole} is no share.")
    n, p = share.whole, share.part / share.whole
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = p + z * z / (2 * n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    # At the ends the formula gives 0 and 1 but for rounding.
    low = 0.0 if share.part == 0 else (middle - half) / whole
    high = 1.0 if share.part == share.whole else (middle + half) / whole
    return Interval(low, high, "Wilson", level=level)
