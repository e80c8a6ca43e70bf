"""From counts to figures: the one place where a figure gets its value and its interval, however it was counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil, log, sqrt

import numpy as np
from scipy.special import stdtrit

from rongzhi.core.statistics.counts import LEVEL, Figure, Interval, Share, not_given, wilson
from rongzhi.core.statistics.durations import FEWEST, Counted, quantile
from rongzhi.core.statistics.funnels import FEWEST as OFTEN
from rongzhi.core.statistics.funnels import funnel
from rongzhi.core.statistics.index import Also
from rongzhi.core.statistics.measures import Gap, Spread, unit_of
from rongzhi.core.statistics.reasons import Reason, no_group_large_enough, too_few_to_say
from rongzhi.core.statistics.resampling import RESAMPLES, percentile

SEED = 20_260_101  # of every interval that is drawn


@dataclass(frozen=True, slots=True)
class Beside:
    """A second figure that has to be read with the first: its name in both languages, its value if it has one, its n, its
    interval, and why it has no value.
    """

    zh: str
    en: str
    value: float | None
    n: int
    unit: str = "number"  # as measures.unit_of
    interval: Interval | None = None
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """An index of one group (empty: of all): the figure, its two numbers where it is a share, and the cases behind it."""

    group: str
    figure: Figure
    share: Share | None
    cases: tuple[str, ...]
    beside: tuple[Beside, ...] = ()


def with_also(first: Given, also: Iterable[tuple[Also, Given]]) -> Given:
    """A figure with its index's further figures beside it."""
    more = tuple(
        Beside(what.zh, what.en, one.value, one.n, unit_of(what.measure), one.interval, one.too_few)
        for what, one in ((what, it.figure) for what, it in also)
    )
    return replace(first, beside=(*first.beside, *more))


def given_share(group: str, share: Share, cases: Iterable[str] = (), *, fewest: int = FEWEST) -> Given:
    """A share as it is given: with Wilson's interval, or too few to say and then without the cases behind it."""
    if share.whole < fewest or not share.whole:
        return Given(group, not_given(too_few_to_say(share.whole, fewest)), None, ())
    return Given(group, Figure(share.value, share.whole, share.interval), share, tuple(sorted(cases)))


def given_time(group: str, lasted: Counted, cases: Iterable[str] = (), *, fewest: int = FEWEST) -> Given:
    """A median as it is given: Kaplan–Meier with its interval, or why it cannot be given."""
    shown = tuple(sorted(cases)) if len(lasted) >= fewest else ()
    return Given(group, quantile(lasted, fewest=fewest), None, shown)


def given_spread(measure: Spread, counts: Mapping[str, int], *, fewest: int = FEWEST) -> Given:
    """How evenly events fall on values: the busiest tenth beside what chance alone would give it, Gini, or Shannon's evenness."""
    n = sum(counts.values())
    if n < fewest or not n:
        return Given("", not_given(too_few_to_say(n, fewest)), None, ())
    ordered = np.array([counts[key] for key in sorted(counts)], dtype=float)
    if measure.how == "top_tenth":
        return _busiest(ordered, n)
    if measure.how == "gini":
        return Given("", Figure(_gini(ordered), n), None, ())
    kinds = max(2, measure.kinds)
    return Given("", Figure(_shannon(ordered) / log(kinds), n, _evenness(ordered, n, kinds)), None, ())


def _busiest(counts: np.ndarray, n: int) -> Given:
    """The share of the busiest tenth. No interval: they were sought out as the busiest, so that among equals it lies above
    the truth in every sample. What an even chance for each would give stands beside, by its mean (seed SEED).
    """
    alike = np.full(len(counts), 1 / len(counts))
    drawn = np.random.default_rng(SEED).multinomial(n, alike, size=RESAMPLES)
    by_chance = Beside(
        "人人机会相同时，仅凭偶然",
        "By chance alone, with an even chance for each",
        float(_top(drawn).mean()),
        n,
        "share",
    )
    return Given("", Figure(float(_top(counts[None, :])[0]), n), None, (), (by_chance,))


def _gini(counts: np.ndarray) -> float:
    """The mean difference of two of them over twice their mean, all pairs counted (Sen 1973, On Economic Inequality, 2.8.2)."""
    rising, k = np.sort(counts), len(counts)
    return float((2 * np.arange(1, k + 1) - k - 1) @ rising / (k * rising.sum()))


def _top(rows: np.ndarray) -> np.ndarray:
    some = max(1, ceil(rows.shape[1] / 10))
    top: np.ndarray = np.sort(rows, axis=1)[:, -some:].sum(axis=1) / rows.sum(axis=1)
    return top


def _shannon(counts: np.ndarray) -> float:
    """H in nats; nothing of nothing."""
    shares = counts[counts > 0] / counts.sum()
    return max(0.0, float(-(shares * np.log(shares)).sum()))


def _evenness(counts: np.ndarray, n: int, kinds: int) -> Interval | None:
    """Zahl's jackknife (1977, Ecology 58:907): H leaves rare kinds out and so lies too low, which leaving out one event at a
    time shows; Student's quantile with n - 1 degrees. Cut off at 0 and 1; None of a single event.
    """
    if n == 1:
        return None
    left_out = np.array([_shannon(counts - one) for one in np.eye(len(counts)) * (counts > 0)])
    mean = float(counts @ left_out / n)
    middle = n * _shannon(counts) - (n - 1) * mean
    spread = sqrt((n - 1) / n * float(counts @ (left_out - mean) ** 2))
    half = float(stdtrit(n - 1, (1 + LEVEL) / 2)) * spread
    low, high = ((middle + sign * half) / log(kinds) for sign in (-1, 1))
    return Interval(min(max(low, 0.0), 1.0), max(min(high, 1.0), 0.0), "jackknife")


def given_pairs(least: int, counts: Mapping[tuple[str, str], int]) -> Given:
    """The greatest share of one value within one group that is large enough; no interval: it was sought out as the
    greatest.
    """
    wholes: dict[str, int] = {}
    for (group, _), n in counts.items():
        wholes[group] = wholes.get(group, 0) + n
    large = [Share(n, wholes[group]) for (group, _), n in sorted(counts.items()) if wholes[group] >= least]
    if not large:
        most = max(wholes.values(), default=0)
        return Given("", not_given(no_group_large_enough(most, least)), None, ())
    greatest = max(large, key=lambda share: (share.part / share.whole, share.whole))
    return Given("", Figure(greatest.value, greatest.whole), greatest, ())


def given_gap(measure: Gap, shares: Mapping[str, Share], *, fewest: int = FEWEST) -> Given:
    """The share of the largest groups minus that of all others; the group without a name counts with the others."""
    named = sorted((key for key in shares if key), key=lambda key: (-shares[key].whole, key))
    first = _together(shares[key] for key in named[: measure.most])
    others = _together(share for key, share in shares.items() if key not in named[: measure.most])
    n = min(first.whole, others.whole)
    if n < fewest or not n:
        return Given("", not_given(too_few_to_say(n, fewest)), None, ())
    return Given(
        "",
        Figure(_value(first) - _value(others), first.whole + others.whole, newcombe(first, others)),
        None,
        (),
    )


def _together(shares: Iterable[Share]) -> Share:
    listed = list(shares)
    return Share(sum(share.part for share in listed), sum(share.whole for share in listed))


def _value(share: Share) -> float:
    return share.part / share.whole


def newcombe(one: Share, other: Share) -> Interval:
    """The interval of the difference of two shares from the two Wilson intervals (Newcombe 1998, Stat Med 17:873, method 10)."""
    p, q, first, second = _value(one), _value(other), wilson(one), wilson(other)
    low = p - q - sqrt((p - first.low) ** 2 + (second.high - q) ** 2)
    high = p - q + sqrt((first.high - p) ** 2 + (q - second.low) ** 2)
    return Interval(low, high, "Newcombe")


def given_paired(differences: Mapping[float, int], *, fewest: int = FEWEST) -> Given:
    """The mean of differences within cases (how many cases have each), with a bootstrap interval over cases (seed SEED)."""
    n = sum(differences.values())
    if n < fewest or not n:
        return Given("", not_given(too_few_to_say(n, fewest)), None, ())
    values = np.array(sorted(differences), dtype=float)
    counts = np.array([differences[value] for value in sorted(differences)], dtype=float)
    rows = np.random.default_rng(SEED).multinomial(n, counts / n, size=RESAMPLES)
    between, why = percentile(rows @ values / n, blocks=n, of="cases", seed=SEED)
    return Given("", Figure(float(counts @ values / n), n, between, no_interval=why), None, ())


def given_outside(shares: Mapping[str, Share]) -> Given:
    """How many of those that have enough cases lie outside the funnel's limits, over-dispersion counted in; how wide
    they are apart stands beside. No interval: the limits are the measure.
    """
    whole = [share for _, share in sorted(shares.items()) if share.whole >= FEWEST]
    large = sum(share.whole >= OFTEN for share in whole)
    if not large:
        most = max((share.whole for share in whole), default=0)
        return Given("", not_given(no_group_large_enough(most, OFTEN)), None, ())
    found = funnel(whole)
    outside = Share(sum(body.outside > 0 for body in found.bodies), large)
    wide = Beside("离散程度 φ（1 表示只有偶然）", "Dispersion φ (1: chance alone)", found.phi, len(whole))
    return Given("", Figure(outside.value, large), outside, (), (wide,))


def given_reached(used: int, there: int) -> Given:
    """How many places were used of those there are: all are counted, so there is no interval."""
    if not there:
        return Given("", not_given(too_few_to_say(0, 1)), None, ())
    share = Share(used, there)
    return Given("", Figure(share.value, there), share, ())


def given_per(part: int, whole: int, *, fewest: int = 1) -> Given:
    """One number over another, both counted whole: nothing is drawn, so there is no interval."""
    if whole < fewest:
        return Given("", not_given(too_few_to_say(whole, fewest)), None, ())
    return Given("", Figure(part / whole, whole), None, ())


def given_turnover(left: int, then: int, now: int, *, fewest: int = FEWEST) -> Given:
    """Who left of those that were there, over the mean number; Wilson's interval of their share, told of that mean as well.

    Who came and went in between is not counted, so that those who left are a share of those who were there.
    """
    mean = (then + now) / 2
    if mean < fewest or not then:
        return Given("", not_given(too_few_to_say(int(mean) if then else 0, fewest)), None, ())
    between, size = wilson(Share(left, then)), then / mean
    interval = Interval(between.low * size, between.high * size, between.method)
    return Given("", Figure(left / mean, max(then, now), interval), None, ())
