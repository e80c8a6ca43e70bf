"""Counts, shares, quartiles and ranks of one round, whoever gave which answer."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongzhi.core.opinions import Kind, Share, changed, quartiles, spread, spreads, wilson
from tests.core.opinions.rounds import round_of, yuan

AMOUNTS = st.lists(st.decimals(0, 10**9, places=2), min_size=1, max_size=9)


def test_yes_and_no_are_counted_with_how_many_were_due():
    found = spread(round_of(Kind.YES_NO, [True, True, False, True, None]), "q1")

    assert found.answering == Share(4, 5)
    assert found.counts == ((True, 3), (False, 1))
    assert found.modes == (True,)
    assert found.agreeing == Share(3, 4)
    assert found.dissenting == Share(1, 4)
    assert found.quartiles is None
    assert found.concordance is None


def test_tie_names_every_mode():
    found = spread(round_of(Kind.CHOICE, ["b", "a", "b", "a", "c"]), "q1")

    assert found.counts == (("a", 2), ("b", 2), ("c", 1))
    assert found.modes == ("a", "b")
    assert found.agreeing == Share(2, 5)


@pytest.mark.parametrize("kind", Kind)
def test_nobody_answering_gives_no_mode_and_no_share(kind):
    found = spread(round_of(kind, [None, None]), "q1")

    assert found.answering == Share(0, 2)
    assert found.modes == ()
    assert found.agreeing.value is None
    assert found.dissenting.value is None
    assert found.quartiles is None
    assert found.mean_ranks == ()


def test_quartiles_of_amounts_are_exact_and_of_type_seven():
    found = spread(round_of(Kind.AMOUNT, yuan(40, 10, 20, "30.01")), "q1")

    assert found.quartiles is not None
    assert found.quartiles.lower == Decimal("17.5")
    assert found.quartiles.median == Decimal("25.005")
    assert found.quartiles.upper == Decimal("32.5075")
    assert (found.quartiles.lowest, found.quartiles.highest) == (10, 40)
    assert found.quartiles.relative_iqr == Decimal("15.0075") / Decimal("25.005")


def test_relative_range_is_not_given_at_a_median_of_nothing():
    found = quartiles([Decimal(0), Decimal(0), Decimal(5)])

    assert found is not None
    assert found.iqr == Decimal("2.5")
    assert found.relative_iqr is None


@given(AMOUNTS)
@settings(deadline=None)
def test_quartiles_are_those_of_numpy(amounts):
    found = quartiles(amounts)

    expected = np.quantile([float(amount) for amount in amounts], [0, 0.25, 0.5, 0.75, 1])
    assert found is not None
    assert [
        float(one) for one in (found.lowest, found.lower, found.median, found.upper, found.highest)
    ] == pytest.approx(expected.tolist())


def test_mean_ranks_begin_with_the_best_and_come_with_the_concordance():
    found = spread(round_of(Kind.RANK, [("b", "a", "c"), ("b", "c", "a"), ("a", "b", "c")]), "q1")

    assert found.mean_ranks == (("b", 4 / 3), ("a", 2.0), ("c", 8 / 3))
    assert found.concordance is not None
    assert found.concordance.figure.value == pytest.approx(4 / 9)


@given(st.data())
@settings(deadline=None)
def test_order_of_the_members_changes_nothing(data):
    kind = data.draw(st.sampled_from(Kind))
    value = {
        Kind.YES_NO: st.booleans(),
        Kind.AMOUNT: st.decimals(0, 1000, places=2),
        Kind.RANK: st.permutations("abc").map(tuple),
        Kind.CHOICE: st.sampled_from("abc"),
    }[kind]
    row = data.draw(st.lists(st.none() | value, min_size=1, max_size=9))

    assert spread(round_of(kind, row), "q1") == spread(round_of(kind, data.draw(st.permutations(row))), "q1")


def test_every_question_has_its_spread():
    found = spreads(round_of(Kind.YES_NO, [True, True], [True, False]))

    assert [(one.question, one.agreeing) for one in found] == [("q1", Share(2, 2)), ("q2", Share(1, 2))]


def test_change_is_counted_among_those_who_answered_twice():
    first = round_of(Kind.YES_NO, [True, True, None, False])
    last = round_of(Kind.YES_NO, [False, True, True, None])

    assert changed(first, last, "q1") == Share(1, 2)


def test_wilson_gives_the_published_interval():
    # Newcombe 1998, Statistics in Medicine 17:857, table I: 15 of 148 and 0 of 20 by method 3.
    some, none = wilson(Share(15, 148)), wilson(Share(0, 20))

    assert (round(some.low, 4), round(some.high, 4)) == (0.0624, 0.1605)
    assert (none.low, round(none.high, 4)) == (0.0, 0.1611)


def test_share_of_nothing_has_no_interval():
    assert Share(0, 0).interval is None
    assert Share(20, 20).interval.high == 1
    with pytest.raises(ValueError, match="no share"):
        wilson(Share(3, 2))
