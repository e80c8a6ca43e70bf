"""Groups against all others: published examples, zeros, and how many are named by chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.statistics.counts import Share
from rongzhi.core.statistics.ratios import against_others, katz

SHARES = st.tuples(st.integers(0, 15), st.integers(0, 15)).map(lambda n: Share(min(n), max(n)))


def test_ratio_as_published():
    """The Physicians' Health Study 1989, NEJM 321:129: 104 of 11,037 against 189 of 11,034: 0.55 (0.43 to 0.70)."""
    found = {
        one.group: one for one in against_others({"aspirin": Share(104, 11_037), "none": Share(189, 11_034)})
    }

    one = found["aspirin"]
    assert (round(one.value, 2), round(one.interval.low, 2), round(one.interval.high, 2)) == (0.55, 0.43, 0.7)
    assert one.stands_out


def test_exact_test_as_published():
    """Fisher 1935, the lady tasting tea, 3 of 4 against 1 of 4: p = 0.4857 (two-sided)."""
    found = against_others({"tea": Share(3, 4), "milk": Share(1, 4)})

    assert found[0].corrected == pytest.approx(0.4857, abs=1e-4)
    assert not found[0].stands_out


def test_zeros_have_an_open_end_and_no_division():
    assert katz(Share(0, 10), Share(0, 10)) is None
    assert katz(Share(0, 10), Share(5, 10)).low == 0
    assert katz(Share(5, 10), Share(0, 10)).high == float("inf")
    found = {one.group: one for one in against_others({"a": Share(5, 10), "b": Share(0, 10)})}
    assert found["a"].value is None
    assert found["b"].value == 0


def test_one_group_alone_is_set_against_nothing():
    assert against_others({"a": Share(3, 9)}) == []
    assert against_others({"a": Share(3, 9), "b": Share(0, 0)}) == []


def test_among_groups_that_are_alike_hardly_any_is_named():
    rng = np.random.default_rng(5)
    named = 0
    for _ in range(200):
        groups = {str(n): Share(int(rng.binomial(60, 0.2)), 60) for n in range(10)}
        named += any(one.stands_out for one in against_others(groups))

    assert named <= 0.08 * 200


@given(st.dictionaries(st.sampled_from("abcde"), SHARES, max_size=5))
def test_interval_holds_its_ratio(groups):
    for one in against_others(groups):
        assert 0 <= one.corrected <= 1
        if one.value and one.interval:
            assert one.interval.low <= one.value <= one.interval.high
