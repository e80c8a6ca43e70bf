"""A list as a workbook: declared columns, typed cells, and a first line that says who took it out, what and when."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

import xlsxwriter

from rongzhi.casework.actions import SHANGHAI
from rongzhi.exchange.intake.errors import Language, safe_cell

Row = TypeVar("Row")
Kind = Literal["text", "long", "number", "amount", "date", "moment"]
WIDTHS: dict[Kind, int] = {"text": 18, "long": 48, "number": 10, "amount": 16, "date": 12, "moment": 18}
FORMATS: dict[Kind, str] = {
    "text": "@",
    "long": "@",
    "number": "0",
    "amount": "#,##0.00",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
}
HEAD_ROWS = 2  # what stands above the rows: the line about the export, and the names of the columns
LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its name in both languages, the value of a row, and how the value is written.

    The value may be text (in the language of the reader), several texts (joined), a whole number, a Decimal amount in
    yuan, a date, a moment, or None for an empty cell.
    """

    zh: str
    en: str
    value: Callable[[Row], Any]
    kind: Kind = "text"
    width: int = 0


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A list that people may take out: its key (for the access log), its name, and its columns."""

    key: str
    zh: str
    en: str
    columns: tuple[Column[Row], ...]


def export_xlsx(
    table: Table[Row], rows: Iterable[Row], language: Language, *, by: str, at: datetime, about: str = ""
) -> bytes:
    """The rows (some thousands at most) as the bytes of a workbook; `by` and `at` say who takes it out and when.

    `about` says in words how the list was narrowed. No cell is a formula, nor becomes one in another program.
    """
    out = io.BytesIO()
    moment = at.astimezone(SHANGHAI)
    # In memory, not row by row through a temporary file: the personal data of a list never lies on a disk in clear.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": moment.replace(tzinfo=None)})
        name = (table.zh if language == "zh" else table.en).translate(_NOT_IN_SHEET_NAMES).strip()
        sheet = book.add_worksheet(name[:LONGEST_SHEET_NAME])
        sheet.freeze_panes(HEAD_ROWS, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROWS - 1)
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#EEF1F4"})
        formats = {
            kind: book.add_format({"num_format": code, "valign": "top", "text_wrap": kind == "long"})
            for kind, code in FORMATS.items()
        }
        for at_column, column in enumerate(table.columns):
            sheet.set_column(at_column, at_column, column.width or WIDTHS[column.kind])
        sheet.write_string(0, 0, first_line(table, language, by=by, at=moment, about=about))
        for at_column, column in enumerate(table.columns):
            sheet.write_string(1, at_column, column.zh if language == "zh" else column.en, head)
        for down, row in enumerate(rows, HEAD_ROWS):
            for at_column, column in enumerate(table.columns):
                _write(sheet, down, at_column, column.value(row), formats[column.kind], language)
    return out.getvalue()


def first_line(table: Table[Row], language: Language, *, by: str, at: datetime, about: str = "") -> str:
    """Who took out what and when, and that it is as much as this person may see."""
    moment = at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    if language == "zh":
        what = f"{table.zh}（{about}）" if about else table.zh
        return safe_cell(f"{what}。{by} 于 {moment} 导出，仅含其有权查看的内容；含个人信息，请妥善保管。")
    what = f"{table.en} ({about})" if about else table.en
    return safe_cell(
        f"{what}. Exported by {by} on {moment}, with no more than this person may see. "
        "It holds personal data: keep it safe."
    )


def _write(sheet: Any, down: int, at: int, value: Any, style: Any, language: Language) -> None:
    if value is None or value in ("", ()):
        sheet.write_blank(down, at, None, style)
    elif isinstance(value, datetime):
        sheet.write_datetime(down, at, value.astimezone(SHANGHAI).replace(tzinfo=None), style)
    elif isinstance(value, date):
        sheet.write_datetime(down, at, value, style)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        sheet.write_number(down, at, value, style)
    else:
        sheet.write_string(down, at, safe_cell(_words(value, language)), style)


def _words(value: Any, language: Language) -> str:
    """The text of a value; several texts are joined."""
    if isinstance(value, tuple | list):
        return ("、" if language == "zh" else ", ").join(map(str, value))
    return str(value)
