"""Medians, the gap of two medians, means with agreement: by hand, against what is published, and as properties."""

from collections import Counter
from dataclasses import replace
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, mannwhitneyu

from rongzhi.core.statistics.measures import Did, RatioGap
from rongzhi.core.statistics.middles import given_mean, given_median, given_ratio_gap, weighted_kappa

VALUES = st.dictionaries(st.floats(0.5, 1.0), st.integers(1, 30), min_size=1, max_size=9)
GAP = RatioGap(Did(("settled",)), "agreed", "claimed", "background", ("industry",))


@given(VALUES)
def test_median_is_that_of_all_values_and_lies_in_its_interval(values):
    found = given_median(values, fewest=1).figure

    assert found.value == median(sorted(Counter(values).elements()))
    assert found.interval.low <= found.value <= found.interval.high


@pytest.mark.parametrize("n", [5, 9, 20, 101])
def test_interval_lies_between_the_ranks_around_the_level(n):
    """Hettmansperger & Sheather 1986: the wider pair of ranks leaves no more than five in a hundred, the narrower more."""
    found = given_median({float(k): 1 for k in range(1, n + 1)}, fewest=1).figure

    low = found.interval.low
    assert low + found.interval.high == pytest.approx(n + 1)
    if n == 5:  # of so few values the whole range is all that can be said
        assert (low, found.interval.high) == (1, n)
    else:
        assert 2 * binom.cdf(int(low) - 1, n, 0.5) <= 0.05 < 2 * binom.cdf(int(low), n, 0.5)


def test_interval_of_the_median_as_published():
    """The formula of the paper by hand for n = 10: ranks 2 and 9 hold 97.85 %, 3 and 8 hold 89.06 %; 95 % lies between."""
    found = given_median({float(k): 1 for k in range(1, 11)}, fewest=1).figure.interval

    part = (0.978515625 - 0.95) / (0.978515625 - 0.890625)
    inwards = 8 * part / (2 + 6 * part)
    assert found.low == pytest.approx(2 + inwards)
    assert found.high == pytest.approx(9 - inwards)


def one_kind(ones, others):
    return {"": {True: ones, False: others}}


def test_gap_needs_thirty_on_each_side():
    many, few = {0.5: 20, 0.75: 20}, {0.25: 29}

    assert given_ratio_gap(GAP, one_kind(many, few)).figure.too_few.n == 29
    found = given_ratio_gap(GAP, one_kind({0.5: 31}, {0.25: 40})).figure
    assert (found.value, found.n) == (0.25, 71)
    assert (found.interval.low, found.interval.high) == (0.25, 0.25)


def test_gap_changes_its_sign_with_its_sides():
    one, other = {0.4: 30, 0.6: 30, 0.8: 5}, {0.5: 40, 0.9: 3}
    found, turned = (given_ratio_gap(GAP, one_kind(*sides)).figure for sides in ((one, other), (other, one)))

    assert found.value == -turned.value
    assert (found.interval.low, found.interval.high) == (-turned.interval.high, -turned.interval.low)


def test_gap_is_the_median_of_all_pairs_between_the_ranks_of_the_wilcoxon_test():
    """Without ties: as scipy's Mann–Whitney test, which rejects shifts outside the interval and no shift well inside it."""
    rng = np.random.default_rng(4)
    x, y = rng.normal(0.6, 0.2, 40), rng.normal(0.5, 0.2, 35)
    found = given_ratio_gap(GAP, one_kind(dict.fromkeys(x, 1), dict.fromkeys(y, 1))).figure

    assert found.value == pytest.approx(np.median(np.subtract.outer(x, y)))
    for shift, kept in (
        (found.interval.low - 0.01, False),
        (found.interval.low + 0.01, True),
        (found.interval.high - 0.01, True),
        (found.interval.high + 0.01, False),
    ):
        p = mannwhitneyu(x - shift, y, method="asymptotic", use_continuity=False).pvalue
        assert bool(p > 0.05) is kept


def test_only_cases_of_the_same_kind_are_compared():
    """Large claims settle low and go to one side: all together that side looks worse, kind by kind it is not."""
    measure = replace(GAP, alike=(("class", 1), ("band", 0)))
    kinds = {
        "B|large": {True: {0.2: 30}, False: {0.2: 5}},
        "B|small": {True: {0.8: 5}, False: {0.8: 30}},
        "C|small": {True: {0.9: 40}},  # nobody to compare with
    }
    found = given_ratio_gap(measure, kinds)

    assert (found.figure.value, found.figure.n) == (0.0, 70)
    assert found.beside[0].n == 110
    assert given_ratio_gap(measure, {"B|large": kinds["B|large"]}).figure.too_few.n == 5


def test_very_many_ratios_are_told_apart_to_a_thousandth():
    many = {k / 10_000: 1 for k in range(5_000)}
    found = given_ratio_gap(GAP, one_kind({k + 0.1: n for k, n in many.items()}, many)).figure

    assert found.value == pytest.approx(0.1, abs=0.001)


def test_weighted_kappa_is_the_intraclass_correlation_of_pairs():
    # By hand: pairs (1,1) (1,2) (2,2) (3,3); seen 1/4; by chance 2 var of the eight answers.
    pairs = {(1.0, 1.0): 1, (1.0, 2.0): 1, (2.0, 2.0): 1, (3.0, 3.0): 1}
    answers = [1, 1, 1, 2, 2, 2, 3, 3]
    mean = sum(answers) / 8
    variance = sum((a - mean) ** 2 for a in answers) / 8

    assert weighted_kappa(pairs) == pytest.approx(1 - (1 / 4) / (2 * variance))
    assert weighted_kappa({(2.0, 2.0): 5}) is None
    assert weighted_kappa({(1.0, 1.0): 5, (4.0, 4.0): 5}) == 1


def test_mean_is_over_cases_and_agreement_over_those_with_two():
    found = given_mean({(2.0, 4.0): 3, (5.0,): 3}, agreement=True, fewest=3)

    assert found.figure.value == 4.0
    assert [(one.n, one.value) for one in found.beside] == [(3, -1.0)]
    assert given_mean({(2.0, 4.0): 2}, agreement=True).figure.value is None
    assert given_mean({(2.0, 4.0): 9}, agreement=False).beside == ()
