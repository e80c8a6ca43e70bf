"""A loss formula is read by a closed language and reckoned exactly; everything else is refused in words."""

from datetime import date
from decimal import Decimal

import pytest

from rongzhi.core.formula import FormulaFault, read_figures, read_sheet, reckon

D = Decimal


def rate(day: date) -> Decimal:
    if day < date(2019, 8, 20):
        raise LookupError(day)
    return D("0.03")


def result(formula: str, figures: str) -> Decimal:
    return reckon(read_sheet(formula), read_figures(figures), lpr=rate).amount


@pytest.mark.parametrize(
    ("formula", "figures", "amount"),
    [
        ("应退 = 本金 * 0.05", "本金 = 10000", "500.00"),
        ("x = a + b * 2", "a = 1\nb = 0.1", "1.20"),
        ("x = (a - b) / 3", "a = 10\nb = 0", "3.33"),
        ("x = a / 8", "a = 0.20", "0.03"),  # 0.025 rounds half up
        ("x = 0.1 + 0.2 - 0.3 + a", "a = 0.004", "0.00"),
        ("x = min(a, 5, b)\ny = max(x, 2)", "a = 3\nb = 1", "2.00"),
        ("x = round(a * 1.5, 0)", "a = 3", "5.00"),
        (
            "利息 = 本金 * lpr(付款日) * days(付款日, 还款日) / 365",
            "本金 = 36500\n付款日 = 2025-01-01\n还款日 = 2025-01-11",
            "30.00",
        ),
        ("应退 ＝ 本金 × （ 1 ÷ 4 ）", "本金：１，０００．００", "250.00"),
        ("x = -a + 10", "a = 3", "7.00"),
    ],
)
def test_formula_is_reckoned_exactly(formula: str, figures: str, amount: str):
    assert result(formula, figures) == D(amount)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "本金 * 2",
        "x = ",
        "x = a ** 9 ** 9",
        "x = 1e999",
        "x = 1_000",
        "x = 0x10",
        "x = True",
        "x = 'a' * 9",
        "x = __import__('os').system('true')",
        "x = a.real",
        "x = a[0]",
        "x = (lambda: 1)()",
        "x = [a for a in b]",
        "x = a if b else c",
        "x = a and b",
        "x = a % b",
        "x = a // b",
        "x = min(*a)",
        "x = round(a, ndigits=2)",
        "x = round(a, b)",
        "x = round(a, 99)",
        "x = min(a)",
        "x = open(a)",
        "x = max",
        "min = a",
        "x = a\nx = b",
        "x = y\ny = a",
        "x = " + "(" * 400 + "a" + ")" * 400,
        "x = " + "+".join(["a"] * 400),
        "x = a := 1",
        "x = a; import os",
        "x = " + "9" * 40,
        "\n".join(f"x{n} = a" for n in range(30)),
        "x = a" * 900,
    ],
)
def test_everything_outside_the_language_is_refused_in_words(formula: str):
    with pytest.raises(FormulaFault) as fault:
        read_sheet(formula)

    assert fault.value.zh
    assert fault.value.en


@pytest.mark.parametrize(
    ("formula", "figures", "said"),
    [
        ("x = a / b", "a = 1\nb = 0", "division by zero"),
        ("x = a / (b - b)", "a = 0\nb = 1", "division by zero"),
        ("x = a * c", "a = 1", "“c” is missing"),
        ("x = a - 10", "a = 1", "below zero"),
        ("x = a * a * a * a", "a = 999999999999", "too large"),
        ("x = round(a * a * a * a * a * a, 2)", "a = 999999999999", "too large"),
        ("x = a + 1", "a = 2025-01-01", "dates are not reckoned"),
        ("x = days(a, b)", "a = 1\nb = 2025-01-01", "a date is wanted"),
        ("x = lpr(a) * 100", "a = 2015-01-01", "no LPR"),
        ("x = a", "a = 2025-01-01", "a date, not a number"),
    ],
)
def test_figures_that_do_not_fit_are_told(formula: str, figures: str, said: str):
    with pytest.raises(FormulaFault) as fault:
        result(formula, figures)

    assert said in fault.value.en


@pytest.mark.parametrize(
    "figures",
    [
        "",
        "本金",
        "本金 = 1e999",
        "本金 = nan",
        "本金 = -5",
        "本金 = 2025-02-30",
        "本金 = 1\n本金 = 2",
        "a b = 1",
        "本金 = 12,34.5",
        "本金 = 9999999999999",
    ],
)
def test_figures_that_are_no_plain_numbers_are_refused(figures: str):
    with pytest.raises(FormulaFault):
        read_figures(figures)


def test_sheet_names_its_columns_and_its_result():
    sheet = read_sheet("利息 = 本金 * 利率\n应退 = min(利息, 上限)")

    assert sheet.columns == ("本金", "利率", "上限")
    assert sheet.result == "应退"
