"""Stable is not agreed: when a consultation stops asking."""

from decimal import Decimal

import pytest

from rongzhi.core.opinions import Kind, Limits, Share, stability, stable
from tests.core.opinions.rounds import round_of, yuan


def why_not(kind, first, last, **more):
    found = stability(round_of(kind, first), round_of(kind, last), "q1", **more)
    assert found.stable == (not found.why_not)
    return [one.key for one in found.why_not]


def test_two_camps_that_keep_to_their_answers_are_stable():
    camps = [True, True, True, False, False, False]

    assert why_not(Kind.YES_NO, camps, camps) == []


def test_agreement_that_has_just_come_about_is_not_stable():
    assert why_not(Kind.YES_NO, [True, True, False, False], [True] * 4) == ["members_changed"]


@pytest.mark.parametrize(
    ("members", "expected"), [(5, ["members_changed"]), (6, ["members_changed"]), (7, []), (9, [])]
)
def test_one_member_may_change_from_seven_on(members, expected):
    last = [False] + [True] * (members - 1)

    assert why_not(Kind.YES_NO, [True] * members, last) == expected


def test_limit_itself_is_stable():
    limits = Limits(changed=Decimal("0.25"))

    assert why_not(Kind.CHOICE, ["a"] * 4, ["a", "a", "a", "b"], limits=limits) == []


def test_changed_order_of_rank_is_a_change():
    before, after = [("a", "b", "c")] * 3, [("a", "b", "c"), ("a", "b", "c"), ("b", "a", "c")]

    assert why_not(Kind.RANK, before, after) == ["members_changed"]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ((100, 200, 300, 400, 500), []),
        ((100, 200, 330, 400, 500), []),  # exactly a tenth
        ((100, 200, 331, 400, 500), ["members_changed", "median_moved"]),
        ((300, 300, 300, 300, 300), ["members_changed", "range_changed"]),
        ((100, 150, 300, 450, 500), ["members_changed", "range_changed"]),
    ],
)
def test_amounts_are_stable_when_members_median_and_range_are(last, expected):
    assert why_not(Kind.AMOUNT, yuan(100, 200, 300, 400, 500), yuan(*last)) == expected


def test_small_moves_of_all_in_one_direction_are_stable_until_they_reach_the_limit():
    assert why_not(Kind.AMOUNT, yuan(100, 200, 300), yuan(109, 218, 327)) == []
    assert why_not(Kind.AMOUNT, yuan(100, 200, 300), yuan(111, 222, 333)) == [
        "members_changed",
        "median_moved",
    ]


def test_amounts_around_nothing_must_stay_as_they_are():
    assert why_not(Kind.AMOUNT, yuan(0, 0, 0), yuan(0, 0, 0)) == []
    assert why_not(Kind.AMOUNT, yuan(0, 0, 0), yuan(0, 0, 1)) == ["members_changed", "range_changed"]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ([True, None], [True, None]),
        ([True, True, True, None, None], [None, None, True, True, True]),
        ([None, None], [None, None]),
    ],
)
def test_too_few_in_both_rounds_cannot_be_called_stable(first, last):
    assert why_not(Kind.YES_NO, first, last) == ["too_few_in_both"]


def test_member_who_left_in_the_middle_is_no_change_of_opinion():
    found = stability(round_of(Kind.YES_NO, [True] * 5), round_of(Kind.YES_NO, [True] * 4 + [None]), "q1")

    assert found.stable
    assert found.changed == Share(0, 4)


def test_consultation_is_stable_when_every_question_is():
    first = round_of(Kind.YES_NO, [True] * 4, [True] * 4)

    assert stable(first, first)
    assert not stable(first, round_of(Kind.YES_NO, [True] * 4, [False] * 4))
