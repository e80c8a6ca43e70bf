"""Medians over cases with their intervals, how far two sides lie apart, and means with the agreement of two answers.

Each takes how many cases have a value, so that it does not matter how they were counted. Sources stand at the functions.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
from scipy.stats import binom

from rongzhi.core.statistics.counts import LEVEL, Figure, Interval, not_given
from rongzhi.core.statistics.durations import FEWEST
from rongzhi.core.statistics.given import SEED, Beside, Given
from rongzhi.core.statistics.measures import RatioGap
from rongzhi.core.statistics.reasons import too_few_to_say
from rongzhi.core.statistics.resampling import RESAMPLES, percentile

Floats = npt.NDArray[np.float64]
PAIRS = 2  # answers in a case that an agreement is told of


def given_median(values: Mapping[float, int], *, fewest: int = FEWEST) -> Given:
    """The median of what this many cases have each, between order statistics whose ranks the binomial distribution gives.

    Between the two ranks that lie around the level the limits are interpolated: Hettmansperger & Sheather 1986, Statistics &
    Probability Letters 4:75. Of fewer than six values they are the least and the greatest, which is less than the level says.
    """
    n = sum(values.values())
    if n < fewest or not n:
        return Given("", not_given(too_few_to_say(n, fewest)), None, ())
    ordered = np.repeat(sorted(values), [values[value] for value in sorted(values)])
    low, high = _between_ranks(ordered)
    return Given("", Figure(float(np.median(ordered)), n, Interval(low, high, "order statistics")), None, ())


def _between_ranks(ordered: Floats) -> tuple[float, float]:
    """The limits of the median of values in their order."""
    n = len(ordered)
    rank = int(binom.ppf((1 - LEVEL) / 2, n, 0.5))  # the greatest that still holds the level, from 1
    if rank < 1:
        return float(ordered[0]), float(ordered[-1])
    wide, narrow = (1 - 2 * float(binom.cdf(r - 1, n, 0.5)) for r in (rank, rank + 1))
    part = (wide - LEVEL) / (wide - narrow)
    inwards = (n - rank) * part / (rank + (n - 2 * rank) * part)
    low, high = ordered[rank - 1], ordered[n - rank]
    return float(low + inwards * (ordered[rank] - low)), float(
        high - inwards * (high - ordered[n - rank - 1])
    )


Sides = Mapping[str, Mapping[bool, Mapping[float, int]]]  # kind of case -> one of the ones? -> ratio -> cases


def given_ratio_gap(measure: RatioGap, kinds: Sides, *, fewest: int = FEWEST) -> Given:
    """How far the ones lie from all others of the same kind: the median of the differences of all pairs of one kind, within
    Moses's interval. Of kinds that have both, neither side may have fewer than the measure asks for.

    Sources: Hodges & Lehmann 1963, Annals of Mathematical Statistics 34:598 (the estimate); Lehmann 1975, Nonparametrics,
    2.4 and 3.3 (the interval, and kinds kept apart as blocks). All kinds together stand beside.
    """
    both = [sides for _, sides in sorted(kinds.items()) if sides.get(True) and sides.get(False)]
    least = max(fewest, measure.least)
    n, m = (sum(sum(sides[side].values()) for sides in both) for side in (True, False))
    if min(n, m) < least:
        return Given("", not_given(too_few_to_say(min(n, m), least)), None, ())
    value, between = _apart([(sides[True], sides[False]) for sides in both])
    together: dict[bool, Counter[float]] = {True: Counter(), False: Counter()}
    for sides in kinds.values():
        for side, ratios in sides.items():
            together[side].update(ratios)
    crude, _ = _apart([(together[True], together[False])])
    every = sum(together[True].values()) + sum(together[False].values())
    beside = Beside("各类各金额段合在一起", "All classes and amounts together", crude, every, "points")
    return Given("", Figure(value, n + m, between), None, (), (beside,) if measure.alike else ())


MOST_KINDS = 2_000  # ratios of a side that are told apart; of more, those alike to a thousandth count as one


def _apart(blocks: Sequence[tuple[Mapping[float, int], Mapping[float, int]]]) -> tuple[float, Interval]:
    """The median of all differences within blocks, and its interval by the ranks of the Wilcoxon test."""
    differences, pairs = [], []
    mean = variance = 0.0
    for ones, others in blocks:
        (x, n), (y, m) = _rounded(ones), _rounded(others)
        differences.append(np.subtract.outer(x, y).ravel())
        pairs.append(np.multiply.outer(n, m).ravel())
        mean += n.sum() * m.sum() / 2
        variance += n.sum() * m.sum() * (n.sum() + m.sum() + 1) / 12
    apart = np.concatenate(differences)
    order = np.argsort(apart, kind="stable")
    ordered, upto = apart[order], np.cumsum(np.concatenate(pairs)[order])

    def at(rank: float) -> float:
        """The difference of that rank, from 1."""
        place = np.searchsorted(upto, min(max(rank, 1.0), float(upto[-1])), side="left")
        return float(ordered[place])

    whole = float(upto[-1])
    middle = (at(np.floor((whole + 1) / 2)) + at(np.ceil((whole + 1) / 2))) / 2
    low = np.floor(mean + 0.5 - NormalDist().inv_cdf((1 + LEVEL) / 2) * np.sqrt(variance))
    return middle, Interval(at(low), at(whole + 1 - low), "Hodges–Lehmann")


def _rounded(values: Mapping[float, int]) -> tuple[Floats, Floats]:
    """The values in order, and how many cases have each."""
    told = Counter[float]()
    for value, cases in values.items():
        told[round(value, 3) if len(values) > MOST_KINDS else value] += cases
    kinds = sorted(told)
    return np.array(kinds, dtype=np.float64), np.array([told[kind] for kind in kinds], dtype=np.float64)


def given_mean(answers: Mapping[tuple[float, ...], int], *, agreement: bool, fewest: int = FEWEST) -> Given:
    """The mean over cases of what was answered in each, with a bootstrap interval over cases (seed SEED).

    `answers`: how many cases have these answers, in any order. With `agreement` the weighted kappa of the cases that
    have two stands beside the mean.
    """
    means = Counter[float]()
    for told, cases in sorted(answers.items()):
        means[sum(told) / len(told)] += cases
    n = sum(means.values())
    if n < fewest or not n:
        return Given("", not_given(too_few_to_say(n, fewest)), None, ())
    values = np.array(sorted(means), dtype=float)
    counts = np.array([means[value] for value in sorted(means)], dtype=float)
    rows = np.random.default_rng(SEED).multinomial(n, counts / n, size=RESAMPLES)
    between, why = percentile(rows @ values / n, blocks=n, of="cases", seed=SEED)
    figure = Figure(float(counts @ values / n), n, between, no_interval=why)
    beside = (_agreement(answers, fewest),) if agreement else ()
    return Given("", figure, None, (), beside)


def _agreement(answers: Mapping[tuple[float, ...], int], fewest: int) -> Beside:
    pairs = {told: cases for told, cases in answers.items() if len(told) == PAIRS}
    n = sum(pairs.values())
    value = weighted_kappa(pairs) if n >= fewest else None
    return Beside("两人评分的一致程度（加权 κ）", "Agreement of the two reviewers (weighted kappa)", value, n)


def weighted_kappa(pairs: Mapping[tuple[float, ...], int]) -> float | None:
    """Cohen's kappa with squared differences as weights; None where all answers are the same.

    Who of the two comes first means nothing here, so each pair counts both ways round. Source: Cohen 1968, Psychological
    Bulletin 70:213; with these weights it is an intraclass correlation (Fleiss & Cohen 1973, Educational and
    Psychological Measurement 33:613).
    """
    n = sum(pairs.values())
    single = Counter[float]()
    for told, cases in pairs.items():
        for value in told:
            single[value] += cases
    seen = sum(cases * (told[0] - told[1]) ** 2 for told, cases in sorted(pairs.items())) / n
    by_chance = (
        sum(
            single[one] * single[other] * (one - other) ** 2
            for one in sorted(single)
            for other in sorted(single)
        )
        / (PAIRS * n) ** 2
    )
    return 1 - seen / by_chance if by_chance else None
