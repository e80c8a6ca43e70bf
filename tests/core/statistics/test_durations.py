"""Durations of which some still run: the classical leukaemia trial, and what cannot be said."""

from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.statistics.durations import Counted, Lasted, curve, quantile

# Freireich et al. 1963 (Blood 21:699), remission in weeks; the example of Kalbfleisch & Prentice and of most textbooks.
TREATED = [Lasted(t, True) for t in (6, 6, 6, 7, 10, 13, 16, 22, 23)] + [
    Lasted(t, False) for t in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
]
PLACEBO = [Lasted(t, True) for t in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)]
DAYS = st.lists(st.tuples(st.integers(0, 60), st.booleans()).map(lambda t: Lasted(*t)), max_size=40)


def test_curve_of_the_published_trial():
    assert [(step.days, round(step.still, 3)) for step in curve(Counted.of(TREATED))] == [
        (6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448),
    ]  # fmt: skip


def test_medians_of_the_published_trial():
    treated, placebo = quantile(Counted.of(TREATED)), quantile(Counted.of(PLACEBO))

    assert (treated.value, treated.n) == (23, 21)
    assert treated.interval is not None
    assert (treated.interval.low, treated.interval.high) == (13, inf)  # as printed by R's survival, log-log
    assert placebo.value == 8
    assert placebo.interval is not None
    assert (placebo.interval.low, placebo.interval.high) == (4, 11)


def test_without_censoring_the_median_is_that_of_the_sample():
    assert quantile(Counted.of([Lasted(t, True) for t in (1, 2, 3, 4, 100)])).value == 3


def test_median_that_is_not_reached_is_not_given():
    found = quantile(Counted.of([Lasted(1, True), *[Lasted(5, False)] * 9]))

    assert found.value is None
    assert found.too_few is not None
    assert found.too_few.key == "not_reached"


@pytest.mark.parametrize("lasted", [[], [Lasted(3, True)] * 4])
def test_too_few_to_say(lasted):
    found = quantile(Counted.of(lasted))

    assert found.value is None
    assert found.too_few is not None
    assert found.too_few.n == len(lasted)


def test_nothing_has_ended():
    assert curve(Counted.of([Lasted(3, False)] * 6)) == []
    assert quantile(Counted.of([Lasted(3, False)] * 6)).value is None


@given(DAYS)
def test_curve_falls_and_stays_within_its_interval(lasted):
    steps = curve(Counted.of(lasted))

    assert [step.days for step in steps] == sorted({one.days for one in lasted if one.ended})
    assert all(a.still >= b.still for a, b in pairwise(steps))
    assert all(step.low - 1e-9 <= step.still <= step.high + 1e-9 for step in steps)


@given(DAYS)
def test_median_lies_in_its_interval(lasted):
    found = quantile(Counted.of(lasted))

    if found.value is not None:
        assert found.interval is not None
        assert found.interval.low <= found.value <= found.interval.high
