"""The outlook of the money: by hand where nothing varies, on the past where it does, and how often it holds."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from rongzhi.core.statistics.forecast import AHEAD, FARTHEST, LEAST, back_tested, monthly_costs, outlook
from rongzhi.core.statistics.money import IN, OUT, Line

END = date(2026, 6, 30)


def month(ago: int) -> date:
    n = END.year * 12 + END.month - 1 - ago
    return date(n // 12, n % 12 + 1, 5)


def lines(*costs: str, income: str = "1200") -> list[Line]:
    booked = [Line(OUT, month(len(costs) - n), Decimal(cost), "staff") for n, cost in enumerate(costs)]
    return [Line(IN, month(len(costs)), Decimal(income), "government"), *booked]


def test_steady_costs_leave_nothing_to_chance():
    found = outlook(lines(*["100"] * 8), END)

    assert found.balance == 400
    assert (found.lasts.low, found.lasts.middle, found.lasts.high) == pytest.approx((4, 4, 4))
    assert (found.cost.low, found.cost.high) == (100 * AHEAD, 100 * AHEAD)
    assert found.trial.whole == 0  # eight months leave no past from which three could be foretold


def test_restricted_money_and_months_that_run_do_not_count():
    more = [
        Line(IN, month(3), Decimal(9_000), "donation", restricted=True),
        Line(OUT, END, Decimal(100), "staff"),
    ]
    found = outlook([*lines(*["100"] * 8), *more], END)

    assert (found.balance, found.months) == (300, 8)


def test_month_without_a_cost_counts_as_one():
    told = lines("100", "0", "100")
    told = [line for line in told if line.amount]

    assert monthly_costs(told, END) == [100, 0, 100]


@pytest.mark.parametrize("costs", [[], ["100"] * (LEAST - 1), ["0"] * 9])
def test_too_little_is_not_foretold(costs):
    assert outlook(lines(*costs), END) is None


def test_money_that_outlasts_every_future_has_an_open_end():
    found = outlook(lines(*["1"] * 8, income="100000"), END)

    assert found.lasts.open_end
    assert found.lasts.low == FARTHEST


def test_no_money_lasts_no_month():
    assert outlook(lines(*["100"] * 8, income="0"), END).lasts.high == 0


def test_range_holds_about_as_often_as_it_says_where_months_are_alike():
    rng, held, tried = np.random.default_rng(5), 0, 0
    for _ in range(60):
        found = back_tested(list(rng.gamma(4, 250, size=30)))
        held, tried = held + found.part, tried + found.whole

    assert tried == 60 * (30 - AHEAD - LEAST + 1)
    assert 0.68 < held / tried < 0.86  # 80 % nominal; few months make it a little narrow


def test_trend_is_not_foreseen_and_the_trial_shows_it():
    rising = [100.0 + 40 * n for n in range(18)]

    assert back_tested(rising).part <= 1


def test_line_taken_back_counts_no_more():
    told = [*lines(*["100"] * 8), Line(OUT, month(2), Decimal(-100), "staff")]

    assert outlook(told, END).balance == 500
    assert monthly_costs(told, END - timedelta(days=0))[-2] == 0
