"""A county's own Word file is filled with the same variables and lists, and what it misspells is named."""

import io
import json
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from rongzhi.casework.papers.making import docx_of, made
from rongzhi.casework.papers.word_layout import document_of
from rongzhi.casework.visibility import sight
from rongzhi.papers_command import run
from tests.factories import county as there
from tests.factories.main_line import effective, picture

LINES = (
    "{{ title }} {{ number }}",
    "{{ applicant_name }}与{{ respondent_name }}（{{ case_number }}），{{ answer_mediation_propose_terms }}",
    "{% for line in list_instalments %}{{ line.on }}付{{ line.amount }}；{% endfor %}",
    "{{ case_external_ref }}",
)


def word(*lines: str) -> bytes:
    """A Word file with these paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def pack(folder: Path, content: bytes) -> str:
    (folder / "papers").mkdir()
    plain = Path("src/rongzhi/packs/plain/pack.toml").read_text("utf-8")
    (folder / "pack.toml").write_text(plain, "utf-8")
    (folder / "papers" / "F29.docx").write_bytes(content)
    return str(folder)


def test_a_county_word_file_is_filled_with_what_is_on_record(db: None) -> None:
    there.county()
    file = effective(payer="p2")
    found = made(sight(there.party(file), file), "F29", picture(file).seq)
    own = replace(found, text=replace(found.text, word_file=word(*LINES)))

    content = docx_of(own)

    text = [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]
    assert text[1] == f"张三与示例银行W县支行（{file}），银行退还4000元"
    assert text[2] == "2026年4月1日付2,000.00 元；2026年5月1日付2,000.00 元；"
    assert text[3] == "未填写"
    assert content == docx_of(own)


def test_a_good_county_word_file_passes_and_a_misspelt_name_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good").mkdir()
    (tmp_path / "bad").mkdir()
    assert run(["check", "--json", pack(tmp_path / "good", word(*LINES))]) == 0
    capsys.readouterr()
    assert run(["check", "--json", pack(tmp_path / "bad", word(*LINES, "{{ case_shoe_size }}"))]) == 1

    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["code"], fault["file"]) == ("unknown_variable", "papers/F29.docx")
    assert "case_shoe_size" in fault["en"]


def test_house_layout_counts_pages_and_keeps_rows_and_signatures_whole(db: None) -> None:
    sheet = {
        "language": "zh",
        "form": "F29",
        "version": "2",
        "issuer": "W县金融纠纷人民调解委员会",
        "title": "调解协议书",
        "number": "W-2026-000001-F29",
        "law": "《人民调解法》第二十九条",
        "blocks": [
            {
                "kind": "list",
                "caption": "付款期次",
                "head": ["序号", "金额"],
                "rows": [["1", "2,000.00 元"]],
                "narrow": [True, True],
                "wide": [False, False],
                "right": [False, True],
                "empty": "",
            },
            {
                "kind": "signatures",
                "places": [
                    {"label": "申请人", "sign": "签名", "seal": False, "signed": [], "day": "年　月　日"},
                    {"label": "调解员", "sign": "签名", "seal": False, "signed": [], "day": "年　月　日"},
                ],
            },
        ],
    }

    document = document_of(sheet)

    foot = document.sections[0].footer._element.xml
    assert " PAGE " in foot
    assert " NUMPAGES " in foot
    table = document.tables[0]
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert table.rows[1].cells[1].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    first, second = (one for one in document.paragraphs if "签名" in one.text)
    assert first.paragraph_format.keep_with_next
    assert not second.paragraph_format.keep_with_next
