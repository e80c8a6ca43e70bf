"""A county's own Word file is filled with the same variables and lists, and what it misspells is named."""

import io
import json
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from rongzhi.casework.papers.making import docx_of, made
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
