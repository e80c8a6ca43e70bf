"""The templates that people download and the error files that they get back."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.exchange.intake.columns import FILING_COLUMNS, Option
from rongzhi.exchange.intake.errors import HEADS, safe_cell, write_errors
from rongzhi.exchange.intake.problems import Problem, problem
from rongzhi.exchange.intake.reader import open_batch
from rongzhi.exchange.intake.template import template
from rongzhi.exchange.intake.values import read_values

Language = Literal["zh", "en"]
KINDS = ("csv", "xlsx", "jsonl")
CODES = {"reason": (Option("R01", "因服务态度及服务质量引起", "Attitude and quality of service"),)}
KEYS = [column.key for column in FILING_COLUMNS]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_template_is_read_back_whole_and_its_example_is_not_filed(kind: str, language: Language):
    content = template(kind, language, codes=CODES)

    with open_batch(io.BytesIO(content), filename="template") as batch:
        (row,) = batch
        _, problems = read_values(row, today=date(2026, 3, 1))

    assert (batch.kind, batch.columns, batch.notes) == (kind, KEYS, [])
    assert [one.code for one in problems] == ["example_row"]


@pytest.mark.parametrize("kind", KINDS)
def test_template_made_twice_is_the_same(kind: str):
    assert template(kind, "zh", codes=CODES) == template(kind, "zh", codes=CODES)


def test_xlsx_template_explains_columns_and_lists_codes_on_its_second_sheet():
    book = openpyxl.load_workbook(io.BytesIO(template("xlsx", "en", codes=CODES)))
    filings, explanations = book.worksheets
    rows = list(explanations.values)

    assert [cell.value for cell in filings[1]][:2] == ["Applicant kind", "Applicant name*"]
    assert filings["A2"].number_format == "@"
    assert rows[0] == ("Column", "Key", "Required", "What to write", "Answers", "Example")
    assert [row[1] for row in rows[1:39]] == KEYS
    assert rows[2][:3] == ("Applicant name*", "applicant_name", "yes")
    assert rows[-1] == ("Reason", "R01", None, "Attitude and quality of service", None, None)
    assert len(filings.data_validations.dataValidation) == 10


def test_csv_template_opens_in_a_spreadsheet_as_utf8():
    assert template("csv", "zh").startswith(b"\xef\xbb\xbf")


def test_jsonl_template_has_every_key_in_one_line():
    assert list(json.loads(template("jsonl", "zh"))) == KEYS


PROBLEMS = [
    problem("foreign_column", column="=cmd()", name="=cmd()"),
    problem("formula", row=3, column="what_happened", line=5),
    problem(
        "missing_value", row=4, column="applicant_name", line=6, zh="申请人姓名或名称", en="Applicant name"
    ),
]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_error_file_names_row_column_fault_and_remedy(kind: Literal["csv", "xlsx"]):
    out = io.BytesIO()

    assert write_errors(PROBLEMS, out, kind=kind, language="zh") == 3

    if kind == "csv":
        assert out.getvalue().startswith(b"\xef\xbb\xbf")
        rows = [tuple(row) for row in csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig")))]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(out.getvalue())).worksheets[0]
        rows = [tuple("" if cell is None else str(cell) for cell in row) for row in sheet.values]
    assert rows == [
        HEADS["zh"],
        ("整个文件", "", "'=cmd()", PROBLEMS[0].message_zh, PROBLEMS[0].do_zh),
        ("3", "5", "事情经过 (what_happened)", PROBLEMS[1].message_zh, PROBLEMS[1].do_zh),
        (
            "4",
            "6",
            "申请人姓名或名称 (applicant_name)",
            "缺少必填内容“申请人姓名或名称”。",
            PROBLEMS[2].do_zh,
        ),
    ]


def test_error_file_in_english_is_english():
    out = io.BytesIO()
    write_errors(PROBLEMS[2:], out, kind="csv", language="en")

    assert out.getvalue().decode("utf-8-sig").splitlines() == [
        "Data row,Line in file,Column,What is wrong,What to do",
        "4,6,Applicant name (applicant_name),“Applicant name” is needed and is empty.,Fill it in and send the row again.",
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_error_file_of_nothing_has_only_its_head(kind: Literal["csv", "xlsx"]):
    out = io.BytesIO()

    assert write_errors([], out, kind=kind, language="en") == 0
    assert out.getvalue()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "　=", " ="])
def test_cell_that_a_spreadsheet_would_compute_gets_an_apostrophe(sign: str):
    assert safe_cell(f"{sign}1").startswith("'")


@given(st.lists(st.tuples(st.text(), st.text()), max_size=4))
def test_error_file_of_any_text_is_safe_in_both_forms(texts: list[tuple[str, str]]):
    problems = [Problem(1, name, "x", text, text, text, text) for name, text in texts]
    for kind in ("csv", "xlsx"):
        out = io.BytesIO()
        assert write_errors(problems, out, kind=kind, language="zh") == len(problems)
        if kind == "csv":
            cells = [
                cell
                for row in csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""))
                for cell in row
            ]
            assert not any(cell.strip().startswith(("=", "+", "-", "@")) for cell in cells)


def test_error_file_is_written_to_a_path_row_by_row(tmp_path: Path):
    path = tmp_path / "errors.csv"
    with path.open("wb") as out:
        count = write_errors((PROBLEMS[1] for _ in range(1000)), out, kind="csv", language="zh")

    assert count == 1000
    assert len(path.read_bytes().splitlines()) == 1001
