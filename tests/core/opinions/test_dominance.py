"""Drift towards a lead: found where it is, called by chance no more often than promised, and never from too little."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from rongzhi.core.opinions import (
    Answer,
    Consulted,
    Kind,
    Lead,
    Question,
    Round,
    Setting,
    dominance_of,
    false_alarm_rate,
    power,
    simulated,
    wilson,
)
from tests.core.opinions.rounds import round_of, yuan

SEED = 20260817
CHOSEN = ["a", "b", "b", "c"]


def consulted(kind, first, last, reference="m1"):
    return Consulted(round_of(kind, first), round_of(kind, last), reference)


def asked(consultations, **more):
    return dominance_of(consultations, seed=SEED, permutations=200, resamples=200, **more)


def made(seed=1, **setting):
    return simulated(Setting(**setting), np.random.default_rng(seed))


@pytest.mark.parametrize(
    ("kind", "first", "followed"),
    [
        (Kind.AMOUNT, yuan(9, 1, 3, 4), yuan(9, 9, 9, 9)),
        (Kind.CHOICE, CHOSEN, ["a"] * 4),
        (Kind.YES_NO, [True, False, False, True], [True] * 4),
        (Kind.RANK, [tuple("abc"), tuple("cba"), tuple("bac"), tuple("cab")], [tuple("abc")] * 4),
    ],
)
def test_members_who_take_over_the_leads_opinion_give_it_the_whole_weight(kind, first, followed):
    found = asked([consulted(kind, first, followed)] * 20)

    assert found.weight.value == pytest.approx(1)
    assert found.weight.interval.low == pytest.approx(1)
    assert found.weight.n == found.questions == 20
    assert found.p < 0.05
    assert found.typical < 0.7


def test_movement_to_the_others_is_no_movement_to_the_lead():
    # Each goes exactly to the mean of the other two, the lead left out.
    found = asked([consulted(Kind.AMOUNT, yuan(90, 20, 40, 60), yuan(90, 50, 40, 30))] * 20)

    assert found.weight.value == pytest.approx(0, abs=1e-9)
    assert found.p > 0.05


def test_movement_away_from_the_lead_is_negative():
    found = asked([consulted(Kind.CHOICE, ["a", "a", "b", "c"], ["a", "b", "b", "b"])] * 20)

    assert found.weight.value < 0
    assert found.p > 0.5


def test_dominance_is_found_and_repeats_with_its_seed():
    found = asked(made(pull=0.3, consultations=30))

    assert found.p < 0.01
    assert found.weight.value > found.by_chance.high > found.typical
    assert found.weight.interval.low > found.typical
    assert (found.seed, found.permutations) == (SEED, 200)
    assert found == asked(made(pull=0.3, consultations=30))


def test_names_and_order_of_members_change_nothing():
    one = made(pull=0.1)

    def renamed(opinions):
        names = dict(zip(opinions.due, reversed(opinions.due), strict=True))
        answers = tuple(replace(answer, member=names[answer.member]) for answer in opinions.answers)
        return Round(opinions.questions, opinions.due, answers[::-1])

    other = [
        Consulted(renamed(each.first), renamed(each.last), each.first.due[-1 - each.first.due.index("m0")])
        for each in one
    ]

    assert asked(other).weight.value == pytest.approx(asked(one).weight.value)


def test_nineteen_consultations_are_too_few_to_say():
    found = asked(made(consultations=19, pull=0.5))

    assert found.weight.value is None
    assert found.p is None
    assert (found.weight.too_few.key, found.weight.n) == ("too_few_consultations", 19)


@pytest.mark.parametrize(
    "tells_nothing",
    [
        consulted(Kind.YES_NO, [True] * 5, [False] * 5),  # no first-round difference
        consulted(Kind.YES_NO, [None, True, False, True], [None, True, True, True]),  # the lead was silent
        consulted(Kind.YES_NO, [True, False, None], [True, True, None]),  # nobody else to move to
        consulted(Kind.YES_NO, [True, False, False], [True, None, None]),  # no second opinion of others
    ],
)
def test_consultation_that_tells_nothing_is_not_counted(tells_nothing):
    telling = made(consultations=20, pull=0.3)

    assert asked([tells_nothing] * 30).weight.n == 0
    assert asked([*telling, tells_nothing]).weight.value == pytest.approx(asked(telling).weight.value)
    assert asked([*telling, tells_nothing]).weight.n == 20


def test_nobody_changing_is_no_weight_but_a_reason():
    found = asked([consulted(Kind.CHOICE, CHOSEN, CHOSEN)] * 20)

    assert found.weight.too_few.key == "nobody_could_move"
    assert found.weight.n == 20


def test_leads_own_second_opinion_does_not_matter():
    def with_lead_at(amount):
        return asked([consulted(Kind.AMOUNT, yuan(9, 1, 3, 4), yuan(amount, 2, 5, 4))] * 20)

    assert with_lead_at(9) == with_lead_at(1) == with_lead_at(None)


def test_one_absurd_amount_does_not_decide():
    plain = made(consultations=20)
    question = Question("x", Kind.AMOUNT)
    first = [Answer(f"m{n}", "x", Decimal(value)) for n, value in enumerate((5, 6, 7, 10**12))]
    last = [*first[:3], Answer("m3", "x", Decimal(6))]
    absurd = Consulted(
        *(Round((question,), ("m0", "m1", "m2", "m3"), tuple(one)) for one in (first, last)), "m0"
    )

    assert asked([*plain, absurd]).weight.value == pytest.approx(asked(plain).weight.value, abs=0.05)


@pytest.mark.parametrize(("lead", "runs"), [(Lead.LIKE_OTHERS, 300), (Lead.STUBBORN, 150)])
def test_false_alarms_are_as_rare_as_promised(lead, runs):
    found = false_alarm_rate(lead=lead, runs=runs, seed=SEED)

    assert found.whole == runs
    assert found.value == pytest.approx(0.05, abs=3 * (0.05 * 0.95 / runs) ** 0.5)  # three standard errors


def test_pull_is_found_more_often_the_stronger_it_is_and_the_more_consultations_there_are():
    weak, strong = (power(pull=pull, runs=60, seed=SEED).value for pull in (0.05, 0.2))

    assert 0.2 < weak < 0.8
    assert strong > 0.9
    assert power(pull=0.05, consultations=60, runs=30, seed=SEED).value > weak


def test_lead_that_knows_more_is_called_too_and_the_rate_says_so():
    # The figure shows movement, not its reason; this is the price, measured and written in docs/opinions.md.
    found = false_alarm_rate(lead=Lead.INFORMED, runs=60, seed=SEED)

    assert wilson(found).low > 0.3
