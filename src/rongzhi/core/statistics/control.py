"""Limits within which the months of a share lie by chance alone, and what moved it between two periods.

Sources: Shewhart 1931, Economic Control of Quality of Manufactured Product (p chart), with probability limits of the
binomial distribution instead of three standard errors, which mislead where a share is rare or a month small; Kitagawa 1955, JASA 50:1168 (a difference of two rates in parts: of the rates within groups, and of the mix of groups).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scipy.stats import binom

from rongzhi.core.statistics.counts import Share

TAIL = 0.00135  # on each side: what three standard errors leave outside of a normal distribution


@dataclass(frozen=True, slots=True)
class Limits:
    """Around the centre of all months what a month of this many lies between by chance; `out` when it does not."""

    low: float
    high: float
    out: bool


def limits(months: Sequence[Share]) -> tuple[float, list[Limits]]:
    """The share of all months together (0 to 1), and for each month its own limits.

    Raises ValueError where there is nothing to count. A month without a case has limits from 0 to 1.
    """
    whole = sum(month.whole for month in months)
    if not whole:
        raise ValueError("There is nothing to count.")
    centre = sum(month.part for month in months) / whole
    found = []
    for month in months:
        low, high = 0.0, 1.0
        if month.whole:
            low, high = (
                float(binom.ppf(tail, month.whole, centre)) / month.whole for tail in (TAIL, 1 - TAIL)
            )
        value = month.value
        found.append(Limits(low, high, value is not None and not low <= value <= high))
    return centre, found


@dataclass(frozen=True, slots=True)
class Part:
    """What one group adds to the difference of two shares: by its own rate, and by its weight among all."""

    group: str
    rate: float
    mix: float

    @property
    def whole(self) -> float:
        return self.rate + self.mix


def moved(before: Mapping[str, Share], after: Mapping[str, Share]) -> list[Part]:
    """The difference after − before in parts, the largest first; their sum is the difference itself.

    A group that is there once only has no rate of its own on the other side: all of it counts as mix. Raises ValueError
    where one side is empty.
    """
    n, m = (sum(share.whole for share in side.values()) for side in (before, after))
    if not n or not m:
        raise ValueError("One of the two periods is empty.")
    centre = sum(share.part for share in before.values()) / n
    found = []
    for group in {*before, *after}:
        one, two = before.get(group, Share(0, 0)), after.get(group, Share(0, 0))
        weight, later = one.whole / n, two.whole / m
        p = one.value if one.value is not None else two.value
        q = two.value if two.value is not None else one.value
        if p is None or q is None:
            continue
        # Weights are counted against the share of all, so that a group that grows counts by how far it lies from it.
        found.append(Part(group, (q - p) * (weight + later) / 2, (later - weight) * ((p + q) / 2 - centre)))
    return sorted(found, key=lambda part: (-abs(part.whole), part.group))
