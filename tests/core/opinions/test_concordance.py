"""Kendall's W against worked examples, and where it cannot be given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare

from rongzhi.core.opinions import concordance

RANKINGS = st.integers(2, 6).flatmap(
    lambda options: st.lists(
        st.lists(st.integers(0, 4), min_size=options, max_size=options), min_size=2, max_size=9
    )
)


def test_one_order_is_one_and_two_opposite_orders_are_nothing():
    assert concordance([(1, 2, 3)] * 4).figure.value == 1
    assert concordance([(1, 2, 3), (3, 2, 1)]).figure.value == 0


@given(RANKINGS)
@settings(deadline=None)
def test_w_lies_between_nothing_and_one_and_knows_no_members(scores):
    found = concordance(scores)

    assert found == concordance(scores[::-1])
    if found.figure.value is None:
        assert all(len(set(row)) == 1 for row in scores)
    else:
        assert 0 <= found.figure.value <= 1
        assert 0 <= found.p <= 1


@given(RANKINGS.filter(lambda scores: len(scores[0]) > 2 and all(len(set(row)) > 1 for row in scores)))
@settings(deadline=None)
def test_chi_square_is_friedmans_with_ties(scores):
    found = concordance(scores)

    expected = friedmanchisquare(*zip(*scores, strict=True))
    assert found.chi_square == pytest.approx(expected.statistic, abs=1e-9)
    assert found.p == pytest.approx(expected.pvalue, abs=1e-9)


@pytest.mark.parametrize(
    ("scores", "key", "n"),
    [
        ([], "no_opinion", 0),
        ([(1, 2)], "one_opinion", 1),
        ([(1,), (1,)], "one_option", 2),
        ([(1, 1, 1), (2, 2, 2)], "all_tied", 2),
    ],
)
def test_w_that_cannot_be_given_says_why(scores, key, n):
    found = concordance(scores)

    assert found.figure.value is None
    assert (found.figure.too_few.key, found.figure.n) == (key, n)
    assert found.p is None


def test_p_is_rough_with_few_options():
    assert concordance([tuple(range(7))] * 3).p_is_rough
    assert not concordance([tuple(range(8))] * 3).p_is_rough


def test_members_rank_the_same_options():
    with pytest.raises(ValueError, match="same options"):
        concordance([(1, 2), (1, 2, 3)])
