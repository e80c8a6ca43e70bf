"""Figures from counts: published examples, counts by hand, and what is refused."""

from math import log

import pytest

from rongzhi.core.statistics.counts import Share
from rongzhi.core.statistics.given import (
    given_gap,
    given_paired,
    given_pairs,
    given_per,
    given_spread,
    given_turnover,
    newcombe,
)
from rongzhi.core.statistics.measures import Did, Gap, OfCases, Spread

ANY = Did()
TOP = Spread("top_tenth", ANY, "who")
GAP = Gap(OfCases(ANY, ANY), "institution", most=1)


def test_difference_of_two_shares_as_published():
    """Newcombe 1998, Statistics in Medicine 17:873, example (a): 56/70 − 48/80, method 10: 0.0524 to 0.3339."""
    found = newcombe(Share(56, 70), Share(48, 80))

    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)


def test_difference_of_nothing_but_zeros_as_published():
    """The same paper, example (h): 10/10 − 0/10, method 10: 0.6075 to 1."""
    found = newcombe(Share(10, 10), Share(0, 10))

    assert (round(found.low, 4), round(found.high, 4)) == (0.6075, 1.0)


def test_gap_sets_the_largest_group_against_all_others_and_the_nameless_among_them():
    shares = {"a": Share(8, 10), "b": Share(2, 8), "": Share(1, 4)}

    found = given_gap(GAP, shares)

    assert found.figure.value == pytest.approx(8 / 10 - 3 / 12)
    assert found.figure.n == 22
    assert given_gap(GAP, {"a": Share(8, 10), "b": Share(1, 4)}).figure.value is None


def test_busiest_tenth_of_eleven_is_two():
    counts = {f"n{i:02}": 1 for i in range(10)} | {"n99": 10}

    assert given_spread(TOP, counts).figure.value == 11 / 20


def test_evenness_is_one_when_all_kinds_have_the_same_and_zero_for_one_kind():
    even = Spread("evenness", ANY, "kind", kinds=2)

    assert given_spread(even, {"a": 5, "b": 5}).figure.value == pytest.approx(1)
    assert given_spread(even, {"a": 10}).figure.value == 0
    quarter = -(0.25 * log(0.25) + 0.75 * log(0.75)) / log(2)
    assert given_spread(even, {"a": 5, "b": 15}).figure.value == pytest.approx(quarter)


def test_interval_of_a_spread_is_drawn_with_a_seed_and_comes_again():
    counts = {"a": 30, "b": 20, "c": 7}

    one, two = given_spread(TOP, counts).figure.interval, given_spread(TOP, dict(reversed(counts.items())))

    assert one == two.figure.interval
    assert one.seed == 20_260_101
    assert one.low < given_spread(TOP, counts).figure.value < one.high


def test_pairs_are_told_of_groups_that_are_large_enough_and_without_an_interval():
    counts = {("bank", "n1"): 6, ("bank", "n2"): 4, ("small", "n1"): 9}

    found = given_pairs(10, counts)

    assert (found.share.part, found.share.whole, found.figure.interval) == (6, 10, None)
    assert given_pairs(11, counts).figure.too_few.key == "no_group_large_enough"
    assert given_pairs(10, {}).figure.too_few.n == 0


def test_mean_of_differences_is_that_of_the_cases():
    found = given_paired({-1.0: 3, 0.0: 4, 2.0: 3}).figure

    assert found.value == pytest.approx(0.3)
    assert found.n == 10
    assert found.interval.low < 0.3 < found.interval.high
    assert given_paired({1.0: 4}).figure.too_few.n == 4
    assert given_paired({1.0: 6}).figure.value == 1


def test_turnover_has_the_exact_interval_of_a_count():
    """Garwood 1936: for 3 events 0.6187 to 8.7673 (the standard table of exact Poisson limits)."""
    found = given_turnover(3, 12, 8).figure

    assert found.value == 0.3
    assert (round(10 * found.interval.low, 4), round(10 * found.interval.high, 4)) == (0.6187, 8.7673)
    assert given_turnover(0, 10, 10).figure.interval.low == 0
    assert given_turnover(0, 0, 0).figure.value is None


def test_one_number_over_another_has_no_interval_and_nothing_over_nothing_no_value():
    assert (given_per(7, 2).figure.value, given_per(7, 2).figure.interval) == (3.5, None)
    assert given_per(7, 0).figure.value is None
