"""Batch files as they come: three kinds, two encodings, and all that is wrong with them."""

import codecs
import csv
import io
import json
import random
import struct
import tracemalloc
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from rongzhi.exchange.intake import archive, sniff, xlsx_rows
from rongzhi.exchange.intake.columns import FILING_COLUMNS, column_key
from rongzhi.exchange.intake.problems import BatchRefused
from rongzhi.exchange.intake.reader import Batch, Row, open_batch

HEADER = ["applicant_name", "applicant_phone", "respondent_name", "what_happened", "privacy_notice"]
LABELS = ["申请人姓名", "申请人电话", "被申请人名称", "事情经过", "是否已告知个人信息处理规则"]
ROW = ["张三", "13800000000", "示例银行", "多收了费用", "是"]
MEMORY_BOUND = 20 * 1024 * 1024


def read(content: bytes, filename: str = "batch.csv") -> tuple[Batch, list[Row]]:
    with open_batch(io.BytesIO(content), filename=filename) as batch:
        return batch, list(batch)


def refusal(content: bytes, filename: str = "batch.csv") -> str:
    with pytest.raises(BatchRefused) as fault:
        read(content, filename)
    problem = fault.value.problem
    assert all((problem.message_zh, problem.message_en, problem.do_zh, problem.do_en))
    assert "{" not in problem.message_zh + problem.message_en
    return fault.value.code


def as_csv(*rows: Sequence[str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_jsonl(*rows: object) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def as_xlsx(*rows: Sequence[object], more_sheets: Sequence[str] = ()) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}
    ) as book:
        sheet = book.add_worksheet("数据")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for name in more_sheets:
            book.add_worksheet(name).write_row(0, 0, HEADER)
    return out.getvalue()


def codes(rows: list[Row]) -> list[list[tuple[str, str]]]:
    return [[(problem.code, problem.column) for problem in row.problems] for row in rows]


# --- kinds and encodings


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030")],
)
def test_csv_in_utf8_or_gbk_is_read(encoding: str, said: str):
    batch, rows = read(as_csv(LABELS, ROW, encoding=encoding))

    assert (batch.kind, batch.encoding, batch.columns, batch.rows) == ("csv", said, HEADER, 1)
    assert rows == [Row(1, dict(zip(HEADER, ROW, strict=True)), [], 2)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_delimiter_is_told_from_the_header(delimiter: str):
    _, rows = read(as_csv(LABELS, [*ROW[:3], "a,b;c\td", "是"], delimiter=delimiter))

    assert rows[0].values["what_happened"] == "a,b;c\td"


def test_csv_with_a_line_that_names_its_delimiter_is_read():
    _, rows = read(b"sep=;\r\n" + as_csv(HEADER, ROW, delimiter=";"))

    assert rows == [Row(1, dict(zip(HEADER, ROW, strict=True)), [], 3)]


def test_jsonl_is_read_and_its_numbers_keep_their_text():
    batch, rows = read(
        as_jsonl(
            {**dict(zip(HEADER, ROW, strict=True)), "privacy_notice": True, "amount": 0.1, "claim": None},
            {
                **dict(zip(LABELS, ROW, strict=True)),
                "金额": 12345678901234567890,
                "synthetic": ["amount", "claim"],
            },
        )
    )

    assert (batch.kind, batch.rows, batch.columns) == ("jsonl", 2, [*HEADER, "amount", "claim", "synthetic"])
    assert codes(rows) == [[], []]
    assert (rows[0].values["privacy_notice"], rows[0].values["amount"]) == ("yes", "0.1")
    assert "claim" not in rows[0].values
    assert (rows[1].values["amount"], rows[1].values["synthetic"]) == ("12345678901234567890", "amount,claim")


def test_xlsx_is_read_with_dates_and_whole_numbers_as_people_write_them():
    batch, rows = read(
        as_xlsx(
            [*LABELS, "发生日期", "争议金额（元）"],
            ["张三", 13800000000, "示例银行", "x", True, date(2026, 1, 31), 5000.5],
            [],
            ["李四", "13900000000", "示例银行", "y", "是", "2026年1月31日", 0.1 + 0.2],
        )
    )

    assert (batch.kind, batch.encoding, batch.rows, batch.notes) == ("xlsx", "", 2, [])
    assert [row.line for row in rows] == [2, 4]
    assert codes(rows) == [[], []]
    assert rows[0].values == {
        "applicant_name": "张三",
        "applicant_phone": "13800000000",
        "respondent_name": "示例银行",
        "what_happened": "x",
        "privacy_notice": "yes",
        "happened_on": "2026-01-31",
        "amount": "5000.5",
    }
    assert rows[1].values["amount"] == "0.3"


def test_xlsx_whose_table_begins_further_in_keeps_rows_and_columns():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(3, 2, HEADER)
        sheet.write_row(4, 2, ROW)
        sheet.write_row(5, 2, ROW[:4])
        sheet.write_formula(5, 6, "=1+1", None, "是")

    _, rows = read(out.getvalue())

    assert [row.line for row in rows] == [5, 6]
    assert codes(rows) == [[], [("formula", "privacy_notice")]]


def test_name_of_the_file_does_not_decide_its_kind(tmp_path: Path):
    path = tmp_path / "batch.pdf"
    path.write_bytes(as_csv(LABELS, ROW))

    with open_batch(path, filename=path.name) as batch:
        assert (batch.kind, len(list(batch)), batch.size) == ("csv", 1, path.stat().st_size)


def test_batch_read_twice_gives_the_same_rows_and_digest():
    content = as_csv(LABELS, ROW, ROW)
    with open_batch(io.BytesIO(content), filename="a") as batch:
        assert list(batch) == list(batch)
        next(iter(batch))
        assert len(list(batch)) == batch.rows == 2
        assert batch.digest == read(content, "b.txt")[0].digest


# --- files that are refused


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"<!DOCTYPE html><html><body><table></table></body></html>", "html"),
        (codecs.BOM_UTF8 + b"\n <table><tr><td>1</td></tr></table>", "html"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "svg"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old_excel"),
        (b"%PDF-1.7\n", "kind"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "kind"),
        (b"PK\x03\x04 but nothing more", "damaged_xlsx"),
        (as_csv(LABELS, ROW).replace("多".encode(), b"\0"), "nul_bytes"),
        (as_csv(LABELS, *[ROW] * 2000) + b"\0", "nul_bytes"),
        ("申请人姓名,".encode("utf-16"), "utf16"),
        (as_csv(LABELS, ROW).replace("收".encode(), b"\xff\xff"), "encoding"),
        (as_csv(LABELS, ROW, encoding="gb18030") + b"\xff\xff\n", "encoding"),
        (codecs.BOM_UTF8 + as_csv(HEADER) + "张三".encode("gbk"), "encoding"),
        (as_csv(LABELS), "no_rows"),
        (as_csv(LABELS, [""] * 5, ["", " ", "", "", ""]), "no_rows"),
        (as_csv(["甲", "乙"], ["1", "2"]), "no_columns"),
        (as_csv([*LABELS, "applicant_name"], [*ROW, "李四"]), "duplicate_columns"),
        (as_csv(LABELS[1:], ROW[1:]), "missing_columns"),
        (b"[" + as_jsonl({"applicant_name": "x"}) + b"]", "json_array"),
        (b'{\n "applicant_name": "x"\n}', "json_array"),
        (b"{not json}\n{neither}\n", "no_rows"),
        (as_jsonl({"applicant_name": "x"}), "missing_columns"),
        (as_xlsx(), "empty"),
        (as_xlsx(["甲"], ["乙"]), "no_columns"),
        (as_xlsx(LABELS), "no_rows"),
        (as_xlsx([*LABELS, "applicant_name"], [*ROW, "x"]), "duplicate_columns"),
        (as_xlsx(LABELS, ROW)[:-40], "damaged_xlsx"),
    ],
)
def test_file_that_cannot_be_taken_is_refused_with_its_reason(content: bytes, code: str):
    assert refusal(content) == code


def test_refusal_names_what_is_missing_in_both_languages():
    with pytest.raises(BatchRefused) as fault:
        read(as_csv(["applicant_name", "what_happened"], ["x", "y"]))

    assert "被申请人名称" in fault.value.zh
    assert "respondent_name" in fault.value.en
    assert "applicant_phone" in fault.value.en
    assert "privacy_notice" in fault.value.en


def test_encoding_refusal_names_the_line():
    lines = as_csv(LABELS, *[ROW] * 20).split(b"\n")
    lines[10] = lines[10].replace("多".encode(), b"\xb6\xe0")

    with pytest.raises(BatchRefused, match="Near line 11 "):
        read(b"\n".join(lines))


def test_file_larger_than_allowed_is_refused_before_it_is_read_whole(monkeypatch):
    monkeypatch.setattr(sniff, "MAX_FILE", 1000)

    assert refusal(as_csv(LABELS, *[ROW] * 100)) == "too_big"


def test_path_that_is_not_there_is_refused(tmp_path: Path):
    for path in (tmp_path / "none.csv", tmp_path, "\0"):
        with pytest.raises(BatchRefused, match="cannot be opened"):
            open_batch(path, filename="none.csv")


# --- archives


def repacked(content: bytes, change: dict[str, bytes | None]) -> bytes:
    """The same archive with parts replaced (or left out, where None)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if change.get(name, b"") is not None:
                new.writestr(name, change.get(name) or old.read(name))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name] or b"")
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def sheet_of(cells: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"xl/media/image1.png": bytes(30_000_000)}, "zip_bomb"),
        ({f"part{n}": b"" for n in range(archive.MAX_ENTRIES)}, "zip_bomb"),
        ({"xl/vbaProject.bin": b"x"}, "macros"),
        ({"xl/workbook.xml": None}, "not_xlsx"),
        ({SHEET: None}, "empty"),
        ({SHEET: b"no xml"}, "damaged_xlsx"),
        ({"xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "damaged_xlsx"),
        ({SHEET: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + sheet_of("")}, "damaged_xlsx"),
        ({SHEET: sheet_of('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')}, "too_many_rows"),
        ({SHEET: sheet_of('<row r="1"><c r="A1048576"><v>1</v></c></row>')}, "too_many_rows"),
        ({SHEET: sheet_of('<row r="1"><c r="XFD1"><v>1</v></c></row>')}, "too_many_columns"),
        ({SHEET: sheet_of('<row r="1"><c r="?"><v>1</v></c></row>')}, "damaged_xlsx"),
    ],
)
def test_workbook_that_is_dangerous_or_damaged_is_refused(change: dict[str, bytes | None], code: str):
    assert refusal(repacked(as_xlsx(HEADER, ROW), change)) == code


def test_workbook_declared_too_large_is_refused_before_anything_is_unpacked(monkeypatch):
    content = bytearray(as_xlsx(HEADER, ROW))
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<L", content, at + 24, archive.MAX_UNPACKED + 1)
    monkeypatch.setattr(archive.zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))

    assert refusal(bytes(content)) == "zip_bomb"


def test_workbook_that_declares_less_than_it_holds_is_refused():
    content = bytearray(as_xlsx(HEADER, ROW))
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        declared = whole.getinfo(SHEET).file_size
    at = content.rfind(SHEET.encode()) - 46
    assert struct.unpack_from("<L", content, at + 24) == (declared,)
    struct.pack_into("<L", content, at + 24, declared - 10)

    assert refusal(bytes(content)) == "zip_bomb"


def test_archive_that_is_another_document_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as document:
        document.writestr("word/document.xml", "<x/>")

    assert refusal(out.getvalue(), "batch.xlsx") == "not_xlsx"


def test_workbook_with_zip64_directory_is_read(monkeypatch):
    content = as_xlsx(HEADER, ROW)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, monkeypatch.context() as patch:
        patch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))

    assert b"PK\x06\x06" in out.getvalue()
    assert len(read(out.getvalue())[1]) == 1


def test_styled_but_empty_cells_far_away_do_no_harm():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ROW)
        sheet.write_blank(1_000_000, 16_000, None, book.add_format({"bold": True}))

    assert len(read(out.getvalue())[1]) == 1


def test_calamine_that_panics_is_a_refusal(monkeypatch):
    class Panic(BaseException):
        pass

    def panic(_: object) -> None:
        raise Panic

    monkeypatch.setattr(xlsx_rows.python_calamine, "load_workbook", panic)

    assert refusal(as_xlsx(HEADER, ROW)) == "damaged_xlsx"


# --- columns


def test_foreign_columns_are_noted_once_and_their_content_is_dropped():
    batch, rows = read(
        as_csv([*LABELS, "备注", "", "=evil()"], [*ROW, "秘密", "z", "y"], [*ROW[:4], "1", "密", "", ""])
    )

    assert [(note.code, note.column, note.row) for note in batch.notes] == [
        ("foreign_column", "备注", 0),
        ("foreign_column", "#7", 0),
        ("foreign_column", "=evil()", 0),
    ]
    assert set(rows[0].values) == set(HEADER)
    assert codes(rows) == [[], []]


def test_foreign_keys_of_jsonl_are_noted_once():
    row = dict(zip(HEADER, ROW, strict=True))
    odd = json.dumps({**row, "备注": 2, "\ud800\x1b": [{}]}).encode()
    batch, rows = read(as_jsonl({**row, "备注": 1}) + odd)

    assert [note.column for note in batch.notes] == ["备注", "??"]
    assert set(rows[1].values) == set(HEADER)


def test_other_sheets_of_a_workbook_are_noted():
    batch, _ = read(as_xlsx(HEADER, ROW, more_sheets=("二月", "说明")))

    assert [note.code for note in batch.notes] == ["other_sheets"]
    assert "二月" in batch.notes[0].message_zh
    assert "说明" not in batch.notes[0].message_zh


def test_every_label_of_a_column_leads_to_it_alone():
    for column in FILING_COLUMNS:
        for label in (
            column.key,
            column.zh,
            column.en,
            f"*{column.zh}",
            f"{column.en.upper()} *",
            f" {column.zh}（必填）",
        ):
            assert column_key(label) == column.key
    assert (
        len({column.zh for column in FILING_COLUMNS}) == len({column.en for column in FILING_COLUMNS}) == 38
    )


# --- rows


def test_csv_row_that_is_bad_does_not_end_the_file():
    good = ",".join(ROW)
    lines = [
        ",".join(LABELS),
        good,
        '张三,138,银行,他说"不还"了,是',
        '张三,138,银行,"他说"不还"了",是',
        "张三,138",
        good + ",extra",
        good + ",,,",
        "张三,138,银行," + "长" * 200_000 + ",是",
        '张三,138,银行,"' + "长" * 1_000_001 + '",是',
        "",
        good.replace("张三", "李四"),
    ]

    batch, rows = read("\r\n".join(lines).encode())

    assert codes(rows) == [
        [],
        [],
        [("quotes", "")],
        [("cell_count", "")],
        [("cell_count", "")],
        [("duplicate_row", "")],
        [("row_too_long", "")],
        [("row_too_long", "")],
        [],
    ]
    assert (batch.rows, rows[-1].number, rows[-1].line) == (9, 9, 11)
    assert rows[1].values["what_happened"] == '他说"不还"了'


@pytest.mark.parametrize(
    "broken",
    [
        '张三,138,银行,"没有结束,是\n' + ",".join(ROW) + "\n",
        '张三,138,银行,"没有结束,是\n张三,138,银行,"另一个",是\n',
        '"' + "长\n" * 150_000,
        '张三,138,银行,5""寸,是\n张三,138,银行,"没有结束,是\n',
    ],
)
def test_csv_whose_quotes_leave_rows_unclear_is_refused_before_any_row(broken: str):
    assert refusal((",".join(LABELS) + "\n" + broken).encode()) == "open_quote"


def test_csv_text_over_several_lines_keeps_them_and_the_count():
    _, rows = read(as_csv(LABELS, [*ROW[:3], "一\n二\r\n三", "是"], ROW))

    assert rows[0].values["what_happened"] == "一\n二\r\n三"
    assert [row.line for row in rows] == [2, 5]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", " =A1", "- 银行"])
def test_csv_cell_that_a_spreadsheet_computes_is_not_read(text: str):
    _, rows = read(as_csv(LABELS, [*ROW[:3], text, "是"]))

    assert codes(rows) == [[("formula", "what_happened")]]
    assert "what_happened" not in rows[0].values


@pytest.mark.parametrize("text", ["-5", "+5.50", "-1,000.00", "-1e30", "--", "-3%"])
def test_csv_cell_that_is_a_number_is_no_formula(text: str):
    _, rows = read(as_csv([*LABELS, "金额"], [*ROW, text]))

    assert codes(rows) == [[]]
    assert rows[0].values["amount"] == text


def test_csv_phone_with_country_code_is_no_formula():
    _, rows = read(as_csv(LABELS, ["张三", "+86 138-0000-0000", *ROW[2:]], ["张三", "+cmd", *ROW[2:]]))

    assert codes(rows) == [[], [("formula", "applicant_phone")]]


def test_xlsx_formulas_and_error_values_are_marked_by_row_and_column():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*HEADER, "claim", "amount"])
        for at in range(1, 6):
            sheet.write_row(at, 0, [*ROW[:3], f"事{at}", "是"])
        sheet.write_formula(1, 6, "=1+1", None, 2)
        sheet.write_array_formula(2, 5, 3, 6, "{=A1:B2}", None, "x")
        sheet.write_formula(4, 5, "=NA()", None, "#N/A")
        sheet.write_row(5, 5, ["=1+1 是文字", 5])

    _, rows = read(out.getvalue())

    assert codes(rows) == [
        [("formula", "amount")],
        [("formula", "claim"), ("formula", "amount")],
        [("formula", "claim"), ("formula", "amount")],
        [("formula", "claim")],
        [("formula", "claim")],
    ]


def test_xlsx_text_that_looks_like_a_formula_is_text():
    _, rows = read(as_xlsx(HEADER, [*ROW[:3], "=1+1", "是"]))

    assert rows[0].values["what_happened"] == "=1+1"


def test_xlsx_error_value_without_formula_is_marked():
    cells = "".join(
        f'<row r="{row}">'
        + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
        + "</row>"
        for row, texts in ((1, HEADER), (2, ROW[:4]))
    ).removesuffix("</row>")
    content = repacked(as_xlsx(HEADER, ROW), {SHEET: sheet_of(cells + '<c t="e"><v>#REF!</v></c></row>')})

    assert codes(read(content)[1]) == [[("error_cell", "privacy_notice")]]


def test_xlsx_identity_number_kept_as_a_quantity_is_marked():
    _, rows = read(as_xlsx([*HEADER, "身份证号"], [*ROW, 110101199003070000]))

    assert codes(rows) == [[("digits_lost", "applicant_id_number")]]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("not json", [("json_line", "")]),
        ("[1]", [("json_line", "")]),
        ('"text"', [("json_line", "")]),
        ('{"applicant_name": NaN}', [("json_line", "")]),
        ("[" * 100_000, [("json_line", "")]),
        ('{"amount": ' + "9" * 10_000 + "}", []),
        ('{"x": "' + "长" * 1_000_001 + '"}', [("row_too_long", "")]),
        ('{"applicant_name": {"first": "x"}}', [("json_nested", "applicant_name")]),
        ('{"applicant_name": ["x"]}', [("json_nested", "applicant_name")]),
        ('{"amount": 1, "金额": 2}', [("duplicate_key", "amount")]),
        ('{"amount": 1, "amount": 2}', [("duplicate_key", "amount")]),
        ("{}", []),
    ],
)
def test_jsonl_line_that_is_bad_is_one_bad_row(line: str, found: list[tuple[str, str]]):
    good = as_jsonl(dict(zip(HEADER, ROW, strict=True)))
    other = as_jsonl(dict(zip(HEADER, ["李四", *ROW[1:]], strict=True)))

    _, rows = read(good + b"\n" + line.encode() + b"\n" + other)

    assert codes(rows) == [[], found, []]
    assert [row.line for row in rows] == [1, 3, 4]


# --- duplicates


def test_row_that_repeats_another_names_the_first():
    _, rows = read(
        as_csv([*LABELS, "备注"], [*ROW, "a"], [*ROW[:3], "其他", "是", "b"], [" 张三 ", *ROW[1:], "c"])
    )

    assert codes(rows) == [[], [], [("duplicate_row", "")]]
    assert "data row 1 (line 2 of the file)" in rows[2].problems[0].message_en
    assert "第 1 条（文件第 2 行）" in rows[2].problems[0].message_zh


def test_rows_with_the_same_number_of_the_filer_are_duplicates_and_with_another_are_not():
    _, rows = read(
        as_csv([*LABELS, "编号"], [*ROW, "A1"], [*ROW, "A2"], ["李四", *ROW[1:], "A1"], [*ROW, ""])
    )

    assert codes(rows) == [[], [], [("duplicate_row", "external_ref")], []]


# --- anything at all


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text('申请人姓名,;"\n\r\t={}[]:ab1', max_size=300).map(
            lambda text: (",".join(LABELS) + "\n" + text).encode()
        ),
        st.text('{}[]":,\\u0ab1 \n', max_size=200).map(
            lambda text: as_jsonl(dict(zip(HEADER, ROW, strict=True))) + text.encode()
        ),
    )
)
def test_any_bytes_give_rows_or_a_refusal(content: bytes):
    try:
        batch, rows = read(content)
    except BatchRefused as fault:
        fault.zh.encode()
        fault.en.encode()
    else:
        assert [row.number for row in rows] == list(range(1, batch.rows + 1))
        assert [row.line for row in rows] == sorted({row.line for row in rows})
        assert all(key in batch.columns for row in rows for key in row.values)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.booleans())
def test_workbook_with_any_byte_changed_gives_rows_or_a_refusal(at: int, byte: int, cut: bool):
    content = bytearray(as_xlsx(HEADER, ROW, ROW))
    at %= len(content)
    if cut:
        del content[at:]
    else:
        content[at] = byte
    try:
        read(bytes(content))
    except BatchRefused as fault:
        fault.zh.encode()


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=20
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL), min_size=1, max_size=6, unique=True),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
def test_rows_written_in_any_kind_are_read_the_same(
    rows: list[tuple[str, ...]], delimiter: str, encoding: str
):
    rows = [tuple("文" + cell for cell in row) for row in rows]
    wanted = [dict(zip(HEADER, row, strict=True)) for row in rows]
    kinds = (
        as_csv(LABELS, *rows, delimiter=delimiter, encoding=encoding),
        as_jsonl(*wanted),
        as_xlsx(LABELS, *rows),
    )

    assert [[row.values for row in read(content)[1]] for content in kinds] == [wanted] * 3


def test_memory_of_reading_a_hundred_thousand_rows_stays_below_its_bound(tmp_path: Path):
    path, chance = tmp_path / "large.csv", random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*HEADER, "external_ref"])
        for number in range(100_000):
            writer.writerow(
                [
                    f"张{number}",
                    "13800000000",
                    "示例银行",
                    "经过" * chance.randint(1, 150),
                    "是",
                    f"N{number}",
                ]
            )

    tracemalloc.start()
    with open_batch(path, filename=path.name) as batch:
        counted = sum(1 for row in batch if not row.problems)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (counted, batch.rows) == (100_000, 100_000)
    assert path.stat().st_size > 2 * MEMORY_BOUND
    assert peak < MEMORY_BOUND
