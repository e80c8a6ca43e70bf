"""Groups set against all others: ratios of shares with intervals, and tests corrected for how many there are.

Sources: Katz et al. 1978, Biometrics 34:469 (interval of a ratio on the log scale); Fisher 1935, The Design of
Experiments (exact test); Benjamini & Hochberg 1995, JRSS B 57:289 (false discoveries among many tests).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, inf, log, sqrt
from statistics import NormalDist

from scipy.stats import false_discovery_control, fisher_exact

from rongzhi.core.statistics.counts import LEVEL, Interval, Share

FALSE = 0.05  # of the groups that are named no more than this share is named by chance alone


@dataclass(frozen=True, slots=True)
class Ratio:
    """One group against all others: how often it is theirs, with the interval, and the corrected p of the exact test.

    `value` is None where all others have nothing to divide by.
    """

    group: str
    value: float | None
    interval: Interval | None
    corrected: float

    @property
    def stands_out(self) -> bool:
        """Whether it is no play of chance, with all groups looked at together."""
        return self.corrected < FALSE


def against_others(groups: Mapping[str, Share]) -> list[Ratio]:
    """Each group against all others together, the likeliest to stand out first; nothing where there is one group alone."""
    (found,) = each_against_others([groups])
    return found


def each_against_others(steps: Sequence[Mapping[str, Share]]) -> list[list[Ratio]]:
    """The same at several steps, corrected for all groups at all steps together."""
    pairs = [
        (step, name, one, other)
        for step, groups in enumerate(steps)
        for name, one in groups.items()
        if one.whole and (other := _others(groups, one)).whole
    ]
    found: list[list[Ratio]] = [[] for _ in steps]
    if not pairs:
        return found
    corrected = false_discovery_control([_exact(one, other) for _, _, one, other in pairs])
    for (step, name, one, other), p in zip(pairs, corrected, strict=True):
        found[step].append(Ratio(name, _ratio(one, other), katz(one, other), float(p)))
    return [sorted(some, key=lambda ratio: (ratio.corrected, ratio.group)) for some in found]


def _others(groups: Mapping[str, Share], one: Share) -> Share:
    part, whole = sum(s.part for s in groups.values()), sum(s.whole for s in groups.values())
    return Share(part - one.part, whole - one.whole)


def _exact(one: Share, other: Share) -> float:
    table = [[one.part, one.whole - one.part], [other.part, other.whole - other.part]]
    return float(fisher_exact(table).pvalue)


def _ratio(one: Share, other: Share) -> float | None:
    return (one.part / one.whole) / (other.part / other.whole) if other.part else None


def katz(one: Share, other: Share) -> Interval | None:
    """The interval of a ratio of two shares; from zero where the first has none, without an end where the second has none."""
    if not one.part and not other.part:
        return None
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    a, b = (
        max(one.part, 0.5),
        max(other.part, 0.5),
    )  # half a case where there is none, so that the scale has a place for it
    middle = log(a / one.whole) - log(b / other.whole)
    half = z * sqrt(max(0.0, 1 / a - 1 / one.whole + 1 / b - 1 / other.whole))
    low = exp(middle - half) if one.part else 0.0
    return Interval(low, exp(middle + half) if other.part else inf, "Katz")
