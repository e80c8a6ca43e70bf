"""Kendall's W: how far members rank options alike."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rongzhi.core.opinions.reasons import all_tied, no_opinion, one_opinion, one_option
from rongzhi.core.statistics.counts import Figure, not_given

ROUGH_UP_TO = (
    7  # options; for fewer Siegel & Castellan 1988 (table T) give exact values instead of chi-square
)


@dataclass(frozen=True, slots=True)
class Concordance:
    """Kendall's W (0: no common order, 1: one order); `figure.n` counts members.

    `p` is the chance of a W this large without any common order, by chi-square; rough where `p_is_rough`.
    """

    figure: Figure
    options: int
    chi_square: float | None = None
    p: float | None = None

    @property
    def p_is_rough(self) -> bool:
        """Chi-square is an approximation for many options; with few, p is an orientation only."""
        return self.options <= ROUGH_UP_TO


def concordance(scores: Sequence[Sequence[float]]) -> Concordance:
    """Kendall's W of `scores[member][option]`; a smaller score is better, equal scores are tied (they share a mid-rank).

    W = 12 S / (m² (k³ - k) - m ΣT): m members, k options, S the sum of squared deviations of the options' rank sums
    from their mean, T = Σ (t³ - t) over each member's groups of t tied options. χ² = m (k - 1) W with k - 1 degrees.
    Computed in fractions, so that one order gives 1 exactly. Source: Kendall & Babington Smith 1939, Annals of
    Mathematical Statistics 10:275; tie correction Siegel & Castellan 1988, ch. 9; domain.md §12.
    """
    members, options = len(scores), len(scores[0]) if scores else 0
    if len({len(row) for row in scores}) > 1:
        raise ValueError("Every member ranks the same options.")
    if members < 2:
        return Concordance(not_given(one_opinion(members) if members else no_opinion()), options)
    if options < 2:
        return Concordance(not_given(one_option(members)), options)
    ranked = [mid_ranks(row) for row in scores]
    sums = [sum(column) for column in zip(*ranked, strict=True)]
    mean = Fraction(members * (options + 1), 2)
    squares = sum((one - mean) ** 2 for one in sums)
    ties = sum(t**3 - t for row in scores for t in Counter(row).values())
    most = members**2 * (options**3 - options) - members * ties
    if not most:
        return Concordance(not_given(all_tied(members)), options)
    value = float(12 * squares / most)
    chi_square = members * (options - 1) * value
    return Concordance(Figure(value, members), options, chi_square, _beyond(chi_square, options - 1))


def mid_ranks(row: Sequence[float]) -> list[Fraction]:
    """The rank of each score, 1 for the smallest; tied scores share the mean of their ranks."""
    counted = Counter(row)
    below = 0
    middle = {}
    for score in sorted(counted):
        middle[score] = below + Fraction(counted[score] + 1, 2)
        below += counted[score]
    return [middle[score] for score in row]


def _beyond(chi_square: float, degrees: int) -> float:
    from scipy.special import chdtrc  # slow import

    return float(chdtrc(degrees, chi_square))
