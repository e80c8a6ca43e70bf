"""Figures of a ledger, by hand: dependence, runway, what is secured, and what cannot be said."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.statistics.money import BUDGET, IN, OUT, PROMISED, Asked, Line, money

END = date(2026, 6, 30)


def line(
    kind: str, days_ago: int, amount: str, payer: str = "", what: str = "", *, restricted: bool = False
) -> Line:
    return Line(kind, END - timedelta(days=days_ago), Decimal(amount), what, payer, restricted)


def value(how: str, *lines: Line, closed: int = 10, respondents=("BANK1",)):
    return money(how, Asked(lines, END, closed, respondents, {})).figure


def test_concentration_is_one_for_one_payer_and_a_half_for_two_alike():
    assert value("concentration", line(IN, 5, "100", "a"), line(IN, 9, "50", "a")).value == 1
    assert value("concentration", line(IN, 5, "100", "a"), line(IN, 9, "100", "b")).value == 0.5


def test_income_older_than_a_year_does_not_count():
    assert value("concentration", line(IN, 365, "100", "a")).value is None
    assert value("concentration", line(IN, 364, "100", "a")).value == 1


def test_line_that_was_taken_back_counts_no_more():
    lines = (line(IN, 5, "100", "BANK1"), line(IN, 5, "-100", "BANK1"), line(IN, 5, "300", "GOV"))

    assert value("of_respondents", *lines).value == 0
    assert value("concentration", *lines).value == 1


def test_share_of_respondents_is_of_all_income():
    found = value("of_respondents", line(IN, 5, "25", "BANK1"), line(IN, 5, "75", "GOV"))

    assert (found.value, found.n) == (0.25, 2)


def test_runway_is_free_money_over_the_pace_of_six_months():
    lines = (
        line(IN, 300, "1000", "GOV"),
        line(IN, 300, "9000", "GOV", restricted=True),
        *(line(OUT, 10 + 30 * n, "60") for n in range(6)),
    )

    assert value("runway", *lines).value == pytest.approx((1000 - 360) / 60)
    assert value("runway", lines[0]).value is None


def test_secured_is_what_is_signed_over_the_latest_budget():
    lines = (
        line(PROMISED, -100, "300"),
        line(PROMISED, -400, "900"),  # later than twelve months
        line(BUDGET, 200, "500"),
        line(BUDGET, 10, "1200"),
    )

    assert value("secured", *lines).value == 0.25
    assert value("secured", lines[0]).value is None


def test_cost_of_a_case_is_exact_in_fen():
    found = value("per_case", *(line(OUT, n, "0.10") for n in range(3)), closed=3)

    assert (found.value, found.n) == (0.1, 3)
    assert value("per_case", line(OUT, 1, "5"), closed=0).value is None


def test_swing_needs_half_a_year_and_is_nothing_for_steady_income():
    steady = [
        Line(IN, date(2025, 8 + n if n < 5 else n - 4, 15) if n < 5 else date(2026, n - 4, 15), Decimal(100))
        for n in range(10)
    ]

    assert value("swing", *steady).value == pytest.approx(0)
    assert value("swing", line(IN, 40, "100")).too_few.key == "too_short"
    assert value("swing").too_few.key == "nothing_booked"


def test_sources_count_kinds_of_a_tenth_or_more():
    lines = (
        line(IN, 5, "90", "a", "government"),
        line(IN, 5, "10", "b", "donation"),
        line(IN, 5, "0.01", "c", "other"),
    )

    assert value("sources", *lines[:2]).value == 2
    assert value("sources", *lines).value == 1


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 10_000)), min_size=1, max_size=20))
def test_concentration_lies_between_one_over_k_and_one(payments):
    lines = [line(IN, 5, str(amount), payer) for payer, amount in payments]

    found = value("concentration", *lines)

    assert 1 / found.n - 1e-12 <= found.value <= 1


def paid(case: str, days_ago: int, amount: str = "200") -> Line:
    return Line(OUT, END - timedelta(days=days_ago), Decimal(amount), "mediators", case=case)


def delay(*lines: Line, ended: dict[str, int]):
    due = {case: END - timedelta(days=days) for case, days in ended.items()}
    return money("pay_delay", Asked(lines, END, len(due), (), due))


def test_pay_delay_counts_from_the_end_and_unpaid_cases_run_on():
    ended = dict.fromkeys("abcdef", 100)
    found = delay(*(paid(case, 70) for case in "abcde"), ended=ended)

    assert found.figure.value == 30
    assert [(one.value, one.n) for one in found.beside] == [(1 / 6, 6)]


def test_pay_that_was_taken_back_is_no_pay():
    ended = dict.fromkeys("abcdef", 50)
    lines = [paid(case, 40) for case in "abcdef"]
    found = delay(*lines, *(paid(case, 40, "-200") for case in "abcd"), ended=ended)

    assert found.figure.value is None  # four of six still wait
    assert delay(*lines, paid("a", 40, "-200"), paid("a", 30), ended=ended).figure.value == 10


def test_without_pay_by_case_nothing_is_said_of_its_delay():
    assert delay(line(OUT, 5, "900", what="mediators"), ended={"a": 9}).figure.too_few.key == "nothing_booked"
