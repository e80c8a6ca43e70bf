"""Workbooks of lists: cells have their kinds, nothing becomes a formula, the first line says who, what and when."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from rongzhi.exchange.lists import Column, Table, export_xlsx

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    number: str
    names: tuple[str, ...]
    stage: str
    amount: Decimal | None
    filed: date
    due: datetime | None
    count: int = 3


TABLE: Table[Line] = Table(
    "worklist",
    "待办:[本人]",
    "Worklist",
    (
        Column("案号", "Case", lambda line: line.number),
        Column("当事人", "Parties", lambda line: line.names, "long"),
        Column("阶段", "Stage", lambda line: line.stage),
        Column("金额", "Amount", lambda line: line.amount, "amount"),
        Column("立案日", "Filed", lambda line: line.filed, "date"),
        Column("期限", "Until", lambda line: line.due, "moment"),
        Column("次数", "Times", lambda line: line.count, "number"),
    ),
)
LINE = Line("W-2026-1", ("=1+1", "@李"), "调解中", Decimal("999999999999.99"), date(2026, 2, 1), AT)


def sheet(language, *lines):
    data = export_xlsx(TABLE, lines, language, by="王芳", at=AT, about="已超期")
    return openpyxl.load_workbook(io.BytesIO(data)).active


def test_first_line_says_who_took_out_what_and_when():
    first = sheet("zh", LINE)["A1"].value

    assert first.startswith("待办:[本人]（已超期）。王芳 于 2026-03-02 09:30 导出")
    assert sheet("en", LINE)["A1"].value.startswith("Worklist (已超期). Exported by 王芳 on 2026-03-02 09:30")


def test_cells_have_the_kind_of_their_column():
    row = [cell.value for cell in sheet("zh", LINE)[3]]

    assert row == [
        "W-2026-1",
        "'=1+1、@李",
        "调解中",
        999999999999.99,
        datetime.fromisoformat("2026-02-01"),
        datetime.fromisoformat("2026-03-02T09:30"),
        3,
    ]
    assert sheet("en", LINE)["B3"].value == "'=1+1, @李"
    assert sheet("zh", LINE)["D3"].number_format == "#,##0.00"


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@a", "＝1", "\t=1"])
def test_cell_never_becomes_a_formula(text):
    line = Line(text, (text,), text, None, date(2026, 2, 1), None)

    cells = sheet("zh", line)[3]

    assert all(cell.data_type != "f" for cell in cells)
    assert cells[0].value.startswith("'")
    assert cells[3].value is None


def test_empty_list_still_has_its_heads():
    rows = list(sheet("en").iter_rows(values_only=True))

    assert rows[1] == ("Case", "Parties", "Stage", "Amount", "Filed", "Until", "Times")
    assert len(rows) == 2
