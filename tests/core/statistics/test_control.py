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


def test_limits_are_three_standard_errors_around_the_centre():
    """p = 0.2, n = 100: 0.2 ± 3 · √(0.2 · 0.8 / 100) = 0.2 ± 0.12."""
    centre, found = limits([Share(20, 100), Share(35, 100), Share(5, 100)])

    assert centre == 0.2
    assert [(round(one.low, 10), round(one.high, 10), one.out) for one in found] == [
        (0.08, 0.32, False),
        (0.08, 0.32, True),
        (0.08, 0.32, True),
    ]


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
