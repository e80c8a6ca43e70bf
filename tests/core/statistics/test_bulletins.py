"""Bulletins against themselves: the real ones agree but for the one that contradicts itself; made ones fail where they should."""

import io
from collections import Counter
from decimal import Decimal

import pytest

from rongzhi.core.statistics.bulletins import (
    AGREES,
    COLUMNS,
    CONTRADICTS,
    UNKNOWN,
    BadRow,
    Row,
    before,
    read,
    reconcile,
)

HEAD = ",".join(COLUMNS)


@pytest.fixture
def real(shared_data):
    folder = shared_data / "china_regulator_complaint_bulletins"
    with (folder / "bulletins_open.csv").open(encoding="utf-8") as lines:
        return reconcile(read(lines))


@pytest.mark.shared
def test_real_bulletins_reconcile_but_for_the_one_that_contradicts_itself(real):
    wrong = [one for one in real if one.verdict == CONTRADICTS]

    assert [(one.sector, one.quarter, one.stated) for one in wrong] == [
        ("insurance", "2021Q2", Decimal("31.43"))
    ]
    assert round(wrong[0].computed, 2) == Decimal("24.05")  # 47,005 on 37,892
    assert Counter(one.verdict for one in real)[AGREES] >= 20
    assert {(one.sector, one.quarter) for one in real} == {
        *(("bank", quarter) for quarter in ("2020Q2", "2020Q3", "2020Q4", "2021Q4")),
        *(("bank", quarter) for quarter in ("2022Q1", "2022Q2", "2022Q4")),
        *(("insurance", quarter) for quarter in ("2021Q2", "2021Q4", "2022Q1")),
    }


@pytest.mark.shared
def test_a_single_figure_that_is_wrong_is_found(shared_data):
    path = shared_data / "china_regulator_complaint_bulletins" / "bulletins_open.csv"
    rows = read(io.StringIO(path.read_text(encoding="utf-8")))
    for changed in ("23503.0", "4017.0", "3073.5"):
        at = next(n for n, row in enumerate(rows) if row.value == Decimal(changed))
        other = [*rows[:at], _more(rows[at]), *rows[at + 1 :]]
        found = [one for one in reconcile(other) if one.verdict == CONTRADICTS]
        assert any(one.quarter == rows[at].quarter for one in found), changed


def _more(row: Row) -> Row:
    return Row(row.sector, row.quarter, row.level, row.name, row.metric, row.value + 7, row.unit, row.note)


def row(
    level: str, name: str, value: str, metric: str = "complaints", quarter: str = "2022Q1", note: str = ""
):
    return Row("bank", quarter, level, name, metric, Decimal(value), "件", note)


def verdicts(*rows: Row) -> list[str]:
    return [one.verdict for one in reconcile(rows)]


def test_groups_without_the_rest_cannot_be_checked_unless_they_are_too_many():
    assert verdicts(row("total", "全部", "10"), row("group", "甲", "4")) == [UNKNOWN]
    assert verdicts(row("total", "全部", "10"), row("group", "甲", "14")) == [CONTRADICTS]
    assert verdicts(row("total", "全部", "10"), row("group", "甲", "4"), row("group", "其他", "5")) == [
        CONTRADICTS
    ]


def test_growth_is_taken_from_the_bulletin_before_where_it_is_there():
    told = row("total", "全部", "120", note="says +20.0% on the quarter")

    assert verdicts(row("total", "全部", "100", quarter="2021Q4"), told) == [AGREES]
    assert verdicts(row("total", "全部", "110", quarter="2021Q4"), told) == [CONTRADICTS]
    assert verdicts(told) == [UNKNOWN]
    assert before("2022Q1") == "2021Q4"


def test_nothing_gives_no_check():
    assert reconcile([]) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b\n", "Line 1: The heads"),
        (f"{HEAD}\nbank,2022,total,全部,complaints,1,件,\n", "Line 2: A quarter"),
        (f"{HEAD}\nbank,2022Q1,total,全部,complaints,x,件,\n", "Line 2: The value is no number"),
        (f"{HEAD}\nbank,2022Q1,total,全部,complaints,-1,件,\n", "below zero"),
        (f"{HEAD}\nbank,2022Q1,total,全部,complaints,NaN,件,\n", "without end"),
        (f"{HEAD}\nbank,2022Q1,total\n", "Line 2: It has not as many columns"),
    ],
)
def test_a_line_that_is_no_row_is_refused_by_its_number(text, says):
    with pytest.raises(BadRow, match=says):
        read(io.StringIO(text))
