"""Figures from counts: published examples, counts by hand, and what is refused."""

from math import log, sqrt
from statistics import mean, stdev

import pytest
from scipy.stats import t

from rongzhi.core.statistics.counts import Share, wilson
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


def test_busiest_tenth_stands_beside_what_chance_alone_gives_it():
    alike = given_spread(TOP, {f"n{i:02}": 5 for i in range(20)})
    one = given_spread(TOP, {f"n{i:02}": 1 for i in range(19)} | {"n19": 81})

    assert (alike.figure.value, alike.figure.interval) == (0.1, None)
    assert 0.15 < alike.beside[0].value < 0.2  # two of twenty have more than a tenth by chance alone
    assert one.figure.value == 0.82
    assert one.beside[0].value == alike.beside[0].value
    assert given_spread(TOP, {"n1": 8}).beside[0].value == 1


def test_gini_of_few_by_hand():
    """The pairs of 1, 2 and 6, both ways and with themselves, differ by 20 together; over 2 · 3² times the mean of 3: 20 / 54."""
    gini = Spread("gini", ANY, "who")

    assert given_spread(gini, {"a": 6, "b": 1, "c": 2}).figure.value == pytest.approx(10 / 27)
    assert given_spread(gini, {"a": 4, "b": 4}).figure.value == 0
    assert given_spread(gini, {"a": 2, "b": 1}).figure.value is None


def test_evenness_lies_between_the_limits_of_the_jackknife_and_never_beyond_one():
    even = Spread("evenness", ANY, "kind", kinds=4)
    skew, alike = (given_spread(even, counts).figure for counts in (COUNTS, dict.fromkeys("abcd", 25)))

    assert skew.interval.low < skew.value < skew.interval.high
    assert alike.interval.high == 1.0
    assert given_spread(even, {"a": 10}).figure.interval.high == 0


COUNTS = {"a": 30, "b": 20, "c": 7}


def test_jackknife_leaves_out_one_event_at_a_time():
    """The same by brute force: Zahl 1977, pseudo-values of every single event."""
    events = [kind for kind, n in COUNTS.items() for _ in range(n)]
    n = len(events)

    def shannon(some: list[str]) -> float:
        shares = [some.count(kind) / len(some) for kind in set(some)]
        return -sum(share * log(share) for share in shares) / log(4)

    pseudo = [n * shannon(events) - (n - 1) * shannon(events[:i] + events[i + 1 :]) for i in range(n)]
    half = t.ppf(0.975, n - 1) * stdev(pseudo) / sqrt(n)

    found = given_spread(Spread("evenness", ANY, "kind", kinds=4), COUNTS).figure.interval
    assert found.low == pytest.approx(mean(pseudo) - half)
    assert found.high == pytest.approx(mean(pseudo) + half)


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


def test_turnover_has_the_interval_of_the_share_that_left():
    found = given_turnover(3, 12, 8).figure

    assert found.value == 0.3
    assert found.interval.low == pytest.approx(wilson(Share(3, 12)).low * 1.2)
    assert found.interval.high == pytest.approx(wilson(Share(3, 12)).high * 1.2)
    assert given_turnover(0, 10, 10).figure.interval.low == 0
    assert given_turnover(0, 0, 12).figure.too_few.n == 0  # all came since: nobody could leave
    assert given_turnover(0, 3, 6).figure.too_few.n == 4
    assert given_turnover(0, 0, 0).figure.value is None


def test_one_number_over_another_has_no_interval_and_nothing_over_nothing_no_value():
    assert (given_per(7, 2).figure.value, given_per(7, 2).figure.interval) == (3.5, None)
    assert given_per(7, 0).figure.value is None
