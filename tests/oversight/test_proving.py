"""Made counties: the same seed the same county, the truth found again in a large one, and intervals that hold."""

import json

import pytest

from rongzhi import figures_command
from rongzhi.core.simulation.chances import Chances, median_days
from rongzhi.core.simulation.county import made
from rongzhi.core.statistics.evaluation import evaluate
from rongzhi.oversight.proving import BOOKS, PERIOD, Held, calendar_days, over_made
from rongzhi.rulebook.indices import INDICES

pytestmark = pytest.mark.proof


def test_same_seed_makes_the_same_county_and_another_another():
    one, two, other = made(50, seed=3), made(50, seed=3), made(50, seed=4)

    assert list(one.stories()) == list(two.stories())
    assert list(one.stories()) != list(other.stories())


def test_each_case_is_given_a_text_and_nothing_else_changes():
    plain, told = made(50, seed=3), made(50, seed=3, texts=("one", "two", "three"))

    assert list(plain.stories()) == list(told.stories())
    assert (plain.texts, len(told.texts), set(told.texts)) == ((), 50, {"one", "two", "three"})


def test_made_county_is_counted_the_same_both_ways():
    county = made(120, seed=11)
    told = list(county.stories())
    with over_made(county) as count:
        for key in INDICES:
            index = INDICES[key]
            for period in (PERIOD, BOOKS):
                (found,) = count.given(index, period)
                (plain,) = evaluate(index, told, period, days=calendar_days)
                assert (found.figure, found.share, found.beside) == (
                    plain.figure,
                    plain.share,
                    plain.beside,
                ), key


def test_large_county_tells_the_truth():
    county = made(40_000, seed=5)
    people = ("IB6", "IC2", "IF6")  # forty on the roster, however many cases there are
    with over_made(county) as count:
        for key, truth in county.truth.items():
            (found,) = count.given(INDICES[key], BOOKS if key == "IF4" else PERIOD)
            near = 2.0 if key in ("IE2", "IA8", "IF4") else 0.2 if key in people else 0.03
            assert found.figure.value == pytest.approx(truth, abs=near), key


def test_median_of_a_wait_is_the_day_by_which_half_are_over():
    assert median_days(0.0001) == 0
    share = 1 - (1 - 1 / 61) ** (median_days(60) + 1)
    before = 1 - (1 - 1 / 61) ** median_days(60)
    assert before < 0.5 <= share


def test_intervals_hold(capsys):
    status = figures_command.run(["prove", "--quick", "--json"])
    told = json.loads(capsys.readouterr().out)

    assert status == 0
    assert told["missed"] == []
    assert len(told["intervals"]) == 35
    assert {"index", "nominal", "coverage", "error"} <= set(told["intervals"][0])


def test_interval_that_is_too_narrow_is_named():
    assert not Held("T1", "Wilson", 0.95, 0.88, 1_000).holds
    assert Held("T1", "Wilson", 0.95, 0.935, 1_000).holds
    assert not Held("T1", "", 0.95, 0.0, 0).holds


def test_chances_of_nothing_and_of_everything():
    none = made(30, seed=1, chances=Chances(refused=1.0))
    every = made(
        30,
        seed=1,
        chances=Chances(refused=0.0, declined=0.0, settled=1.0, settled_frequent=1.0, performed=1.0),
    )

    with over_made(none) as count:
        assert count.given(INDICES["IE5"], PERIOD)[0].share.part == 30
        assert count.given(INDICES["IC4"], PERIOD)[0].figure.value is None
    with over_made(every) as count:
        assert count.given(INDICES["IC4"], PERIOD)[0].figure.interval.high == 1.0
