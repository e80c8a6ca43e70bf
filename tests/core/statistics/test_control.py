"""Control limits and the parts of a difference: by hand, and that the parts sum to the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.statistics.control import limits, moved
from rongzhi.core.statistics.counts import Share

SHARES = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda n: Share(min(n), max(n)))
SIDES = st.dictionaries(st.sampled_from("abcd"), SHARES, max_size=4).filter(
    lambda side: sum(share.whole for share in side.values()) > 0
)


def test_limits_leave_out_what_three_standard_errors_leave_out():
    """p = 0.2, n = 100: P(X < 9) = 0.0009 and P(X <= 9) = 0.0023; P(X <= 32) = 0.9984 and P(X <= 33) = 0.9993."""
    centre, found = limits([Share(20, 100), Share(35, 100), Share(5, 100)])

    assert centre == 0.2
    assert [(one.low, one.high, one.out) for one in found] == [
        (0.09, 0.33, False),
        (0.09, 0.33, True),
        (0.09, 0.33, True),
    ]


def test_one_event_where_hardly_any_is_expected_is_no_signal():
    months = [Share(0, 90)] * 11 + [Share(1, 90)]

    assert not any(one.out for one in limits(months)[1])


def test_month_without_a_case_is_never_out():
    assert limits([Share(1, 10), Share(0, 0)])[1][1].out is False
    with pytest.raises(ValueError, match="nothing"):
        limits([Share(0, 0)])


def test_rates_that_stay_move_nothing_but_by_mix():
    found = moved({"a": Share(9, 10), "b": Share(1, 10)}, {"a": Share(18, 20), "b": Share(1, 10)})

    assert {part.group: round(part.rate, 12) for part in found} == {"a": 0.0, "b": 0.0}
    assert sum(part.mix for part in found) == pytest.approx(19 / 30 - 10 / 20)


@given(SIDES, SIDES)
def test_parts_sum_to_the_difference(before, after):
    whole = [
        sum(s.part for s in side.values()) / sum(s.whole for s in side.values()) for side in (before, after)
    ]

    assert sum(part.whole for part in moved(before, after)) == pytest.approx(whole[1] - whole[0], abs=1e-9)
