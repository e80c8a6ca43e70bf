"""Writes what was wrong with a batch as a table that people can open, safe in any spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO, Literal

import xlsxwriter

from rongzhi.exchange.intake.columns import BY_KEY
from rongzhi.exchange.intake.problems import Problem

Language = Literal["zh", "en"]

HEADS: dict[Language, tuple[str, ...]] = {
    "zh": ("数据行", "文件行", "列", "问题", "怎么办"),
    "en": ("Data row", "Line in file", "Column", "What is wrong", "What to do"),
}
WIDTHS = (10, 10, 28, 60, 60)
WHOLE_FILE: dict[Language, str] = {"zh": "整个文件", "en": "whole file"}
_DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BREAKS = ("\t", "\r", "\n")
_LONGEST = 32_000  # characters that a spreadsheet cell holds


def safe_cell(text: str) -> str:
    """The text so that no spreadsheet computes it: one that begins like a formula gets an apostrophe in front."""
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")[:_LONGEST]
    return f"'{text}" if text.startswith(_BREAKS) or text.lstrip().startswith(_DANGEROUS) else text


def write_errors(
    problems: Iterable[Problem], out: IO[bytes], *, kind: Literal["csv", "xlsx"], language: Language
) -> int:
    """Write the error file to a binary file object, row by row; returns how many problems it lists."""
    return {"csv": _write_csv, "xlsx": _write_xlsx}[kind](_table(problems, language), out)


def _table(problems: Iterable[Problem], language: Language) -> Iterator[tuple[str, ...]]:
    yield HEADS[language]
    for one in problems:
        column = BY_KEY.get(one.column)
        label = f"{column.zh if language == 'zh' else column.en} ({column.key})" if column else one.column
        texts = (one.message_zh, one.do_zh) if language == "zh" else (one.message_en, one.do_en)
        row = str(one.row) if one.row else WHOLE_FILE[language]
        yield row, str(one.line or ""), safe_cell(label), safe_cell(texts[0]), safe_cell(texts[1])


def _write_csv(table: Iterator[tuple[str, ...]], out: IO[bytes]) -> int:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        rows = 0
        for row in table:
            writer.writerow(row)
            rows += 1
    finally:
        text.detach()
    return rows - 1


def _write_xlsx(table: Iterator[tuple[str, ...]], out: IO[bytes]) -> int:
    rows = 0
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        for at, width in enumerate(WIDTHS):
            sheet.set_column(at, at, width)
        for rows, row in enumerate(table):
            for at, text in enumerate(row):
                if rows and at < 2 and text.isdigit():
                    sheet.write_number(rows, at, int(text))
                else:
                    sheet.write_string(rows, at, text, wrapped if rows else bold)
    return rows
