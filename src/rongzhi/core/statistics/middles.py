"""Medians over cases with their intervals, the distance between two medians, and means with the agreement of two answers.

Each takes how many cases have a value, so that it does not matter how they were counted. Sources stand at the functions.
"""

from collections import Counter
from collections.abc import Mapping

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


def given_ratio_gap(
    measure: RatioGap, ones: Mapping[float, int], others: Mapping[float, int], *, fewest: int = FEWEST
) -> Given:
    """One median minus the other, with a bootstrap interval over the cases of each side (seed SEED).

    Neither side may have fewer than the measure asks for.
    """
    least = max(fewest, measure.least)
    n = min(sum(ones.values()), sum(others.values()))
    if n < least:
        return Given("", not_given(too_few_to_say(n, least)), None, ())
    rng = np.random.default_rng(SEED)
    apart = _medians(ones, rng) - _medians(others, rng)
    between, why = percentile(apart, blocks=n, of="cases", seed=SEED)
    value = _median(ones) - _median(others)
    whole = sum(ones.values()) + sum(others.values())
    return Given("", Figure(value, whole, between, no_interval=why), None, ())


def _medians(values: Mapping[float, int], rng: np.random.Generator) -> Floats:
    """The median of each resample."""
    kinds = np.array(sorted(values), dtype=np.float64)
    counts = np.array([values[value] for value in sorted(values)], dtype=np.float64)
    n = int(counts.sum())
    drawn = np.cumsum(rng.multinomial(n, counts / n, size=RESAMPLES), axis=1)
    low = kinds[(drawn < (n + 1) // 2).sum(axis=1)]
    high = kinds[(drawn < n // 2 + 1).sum(axis=1)]
    middles: Floats = (low + high) / 2
    return middles


def _median(values: Mapping[float, int]) -> float:
    return float(np.median(np.repeat(sorted(values), [values[value] for value in sorted(values)])))


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
