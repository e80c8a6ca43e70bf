"""The empty batch file that people download: CSV, XLSX or JSON Lines, in Chinese or English."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

import xlsxwriter

from rongzhi.exchange.intake.columns import FILING_COLUMNS, Column, Option
from rongzhi.exchange.intake.sniff import BatchKind

Language = Literal["zh", "en"]
CodeLists = Mapping[str, Sequence[Option]]

FIRST_ROWS = 5_000  # rows that get drop-down lists
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone; fixed, so that equal input gives equal bytes
_SHEETS: Mapping[Language, tuple[str, str]] = {"zh": ("立案数据", "说明"), "en": ("Filings", "Explanations")}
_HEADS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("列名", "字段", "必填", "说明", "可填内容", "示例"),
    "en": ("Column", "Key", "Required", "What to write", "Answers", "Example"),
}
_CODE_HEADS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("代码表", "代码", "名称"),
    "en": ("List of codes for", "Code", "Name"),
}
_REQUIRED: Mapping[Language, str] = {"zh": "必填", "en": "yes"}
_YES_NO: Mapping[Language, tuple[str, ...]] = {"zh": ("是", "否"), "en": ("yes", "no")}


def template(kind: BatchKind, language: Language, *, codes: CodeLists | None = None) -> bytes:
    """The bytes of a template with all columns of a filing and one example row, which is never filed.

    `codes` gives the published lists (dispute classes, reasons, channels, bodies) for the XLSX's second sheet.
    The same arguments give the same bytes.
    """
    if kind == "csv":
        return _csv(language)
    if kind == "jsonl":
        return _jsonl(language)
    return _xlsx(language, codes or {})


def _label(column: Column, language: Language) -> str:
    return (column.zh if language == "zh" else column.en) + ("*" if column.required else "")


def _example(column: Column, language: Language) -> str:
    return column.example_zh if language == "zh" else column.example_en


def _csv(language: Language) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_label(column, language) for column in FILING_COLUMNS])
    writer.writerow([_example(column, language) for column in FILING_COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _jsonl(language: Language) -> bytes:
    row = {column.key: _example(column, language) for column in FILING_COLUMNS}
    return (json.dumps(row, ensure_ascii=False) + "\n").encode()


def _answers(column: Column, language: Language) -> tuple[str, ...]:
    if column.kind == "yes_no":
        return _YES_NO[language]
    return tuple(option.zh if language == "zh" else option.en for option in column.options)


def _xlsx(language: Language, codes: CodeLists) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": _MADE})
        filings, explanations = (book.add_worksheet(name) for name in _SHEETS[language])
        _write_filings(book, filings, language)
        _write_explanations(book, explanations, language, codes)
    return out.getvalue()


def _write_filings(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, language: Language
) -> None:
    text = book.add_format({"num_format": "@", "valign": "top"})
    head = book.add_format({"bold": True, "text_wrap": True, "num_format": "@", "bottom": 1})
    needed = book.add_format(
        {"bold": True, "text_wrap": True, "num_format": "@", "bottom": 1, "bg_color": "#FFF2CC"}
    )
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(FILING_COLUMNS):
        sheet.set_column(at, at, 60 if column.key == "what_happened" else 18, text)
        sheet.write_string(0, at, _label(column, language), needed if column.required else head)
        if example := _example(column, language):
            sheet.write_string(1, at, example, text)
        if answers := _answers(column, language):
            sheet.data_validation(
                1, at, FIRST_ROWS, at, {"validate": "list", "source": list(answers), "error_type": "warning"}
            )


def _write_explanations(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, language: Language, codes: CodeLists
) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for at, width in enumerate((26, 24, 8, 56, 40, 36)):
        sheet.set_column(at, at, width, wrapped)
    rows: list[tuple[str, ...]] = []
    for column in FILING_COLUMNS:
        hint = column.hint_zh if language == "zh" else column.hint_en
        required = _REQUIRED[language] if column.required else ""
        answers = ("、" if language == "zh" else ", ").join(_answers(column, language))
        rows.append(
            (_label(column, language), column.key, required, hint, answers, _example(column, language))
        )
    at = _write_table(sheet, 0, _HEADS[language], rows, bold)
    for column in FILING_COLUMNS:
        if options := codes.get(column.key):
            label = column.zh if language == "zh" else column.en
            names = [
                (label, option.code, "", option.zh if language == "zh" else option.en) for option in options
            ]
            heads = _CODE_HEADS[language]
            at = _write_table(sheet, at + 1, (heads[0], heads[1], "", heads[2]), names, bold)


def _write_table(
    sheet: xlsxwriter.worksheet.Worksheet,
    top: int,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    bold: xlsxwriter.format.Format,
) -> int:
    """Write heads and rows from `top` on; returns the row after the last."""
    for at, text in enumerate(heads):
        sheet.write_string(top, at, text, bold)
    for down, row in enumerate(rows, top + 1):
        for at, text in enumerate(row):
            if text:
                sheet.write_string(down, at, text)
    return top + 1 + len(rows)
