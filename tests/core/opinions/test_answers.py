"""A round refuses, in words, what cannot be counted."""

from decimal import Decimal

import pytest

from rongzhi.core.opinions import Answer, Kind, OpinionFault, Question, Round

YES_NO, AMOUNT = Question("q", Kind.YES_NO), Question("q", Kind.AMOUNT)
RANK, CHOICE = Question("q", Kind.RANK, ("a", "b")), Question("q", Kind.CHOICE, ("a", "b"))


def one(question, **answer):
    return Round((question,), ("m1",), (Answer("m1", "q", **answer),))


@pytest.mark.parametrize(
    ("question", "value"),
    [(YES_NO, True), (AMOUNT, Decimal(0)), (RANK, ("b", "a")), (CHOICE, "b")],
)
def test_answer_of_its_kind_is_taken(question, value):
    assert one(question, value=value, confidence=100).values("q") == (value,)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (YES_NO, "yes"),
        (YES_NO, Decimal(1)),
        (AMOUNT, True),
        (AMOUNT, Decimal(-1)),
        (AMOUNT, Decimal("NaN")),
        (AMOUNT, Decimal("Infinity")),
        (RANK, ("a",)),
        (RANK, ("a", "a")),
        (RANK, "ab"),
        (CHOICE, "c"),
        (CHOICE, ("a",)),
    ],
)
def test_answer_of_another_kind_is_refused(question, value):
    with pytest.raises(OpinionFault, match="题型"):
        one(question, value=value)


@pytest.mark.parametrize(
    "more",
    [
        {"lower": Decimal(2)},
        {"upper": Decimal(0)},
        {"lower": Decimal(3), "upper": Decimal(2)},
        {"lower": Decimal("NaN")},
    ],
)
def test_range_that_does_not_hold_the_amount_is_refused(more):
    with pytest.raises(OpinionFault, match="range"):
        one(AMOUNT, value=Decimal(1), **more)


def test_range_holds_the_amount_and_belongs_to_amounts():
    ends = {"lower": Decimal(1), "upper": Decimal(1)}

    assert one(AMOUNT, value=Decimal(1), **ends).to("q")["m1"].upper == 1
    with pytest.raises(OpinionFault, match="amounts only"):
        one(YES_NO, value=True, **ends)


@pytest.mark.parametrize("confidence", [-1, 101])
def test_confidence_is_in_percent(confidence):
    with pytest.raises(OpinionFault, match="把握"):
        one(YES_NO, value=True, confidence=confidence)


def test_second_answer_of_a_member_is_refused():
    twice = (Answer("m1", "q", True), Answer("m1", "q", False))

    with pytest.raises(OpinionFault, match="twice"):
        Round((YES_NO,), ("m1",), twice)


@pytest.mark.parametrize("stray", [Answer("m2", "q", True), Answer("m1", "x", True)])
def test_answer_nobody_asked_for_is_refused(stray):
    with pytest.raises(OpinionFault, match="nobody asked"):
        Round((YES_NO,), ("m1",), (stray,))


@pytest.mark.parametrize(("questions", "due"), [((YES_NO, AMOUNT), ("m1",)), ((YES_NO,), ("m1", "m1"))])
def test_question_or_member_standing_twice_is_refused(questions, due):
    with pytest.raises(OpinionFault, match="stands twice"):
        Round(questions, due, ())


@pytest.mark.parametrize(
    ("kind", "options"),
    [(Kind.CHOICE, ()), (Kind.RANK, ("a", "a")), (Kind.YES_NO, ("a",)), (Kind.AMOUNT, ("a",))],
)
def test_options_belong_to_choices_and_ranks(kind, options):
    with pytest.raises(OpinionFault, match="选项"):
        Question("q", kind, options)


def test_unknown_question_is_a_key_error():
    with pytest.raises(KeyError):
        one(YES_NO, value=True).question("x")
