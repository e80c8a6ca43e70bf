"""Each fault that a text of a paper can have is found, told with file and line, and no other."""

from pathlib import Path

import pytest

from rongzhi.rulebook.papers.checking import faults_of
from rongzhi.rulebook.papers.library import read_library
from rongzhi.rulebook.papers.required import (
    LATER,
    TO_FILL_IN,
    left_out,
    page_of_left_out,
    used_forms,
    wanted_forms,
)
from rongzhi.rulebook.registry import national_rules
from rongzhi.rulebook.tables import forms

HEAD = 'form = "F39"\nversion = "2"\nfrom = 2026-01-01\nissuer = "party"\n[title]\nzh = "送达地址确认书"\n'
WHOLE = """
[[block]]
kind = "paragraph"
zh = "{applicant.address}"
covers = ["address kinds", "effect", "change duty", "signature"]
"""


def county(tmp_path: Path, text: str, name: str = "F39") -> list[str]:
    """The codes of all faults of a county that has this one text."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / f"{name}.toml").write_text(text, "utf-8")
    library, broken = read_library(str(tmp_path))
    return [f"unreadable {fault.line}" for fault in broken] + [
        fault.code for fault in faults_of(library, national_rules())
    ]


def test_the_shipped_texts_have_no_fault() -> None:
    for pack in ("plain", "w_county"):
        library, broken = read_library(pack)

        assert broken == []
        assert [str(fault) for fault in faults_of(library, national_rules())] == []


def test_a_text_of_the_county_replaces_the_one_of_the_house(tmp_path: Path) -> None:
    assert county(tmp_path, HEAD + WHOLE) == []

    library, _ = read_library(str(tmp_path))

    assert (library.texts["F39"].version, library.texts["F39"].layer) == ("2", tmp_path.name)
    assert library.texts["F07"].layer == "plain"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (WHOLE.replace("applicant.address", "applicant.shoe"), "unknown_variable"),
        (WHOLE.replace("applicant.address", "clock.nothing.due"), "unknown_variable"),
        (WHOLE.replace("applicant.address", "answer.nothing"), "unknown_variable"),
        (WHOLE.replace("applicant.address", "answer.intake.file.nothing"), "unknown_variable"),
        (WHOLE.replace("applicant.address", "phrase.nothing"), "unknown_variable"),
        (WHOLE.replace("{applicant.address}", "{applicant.address"), "stray_brace"),
        (WHOLE.replace('zh = "{', 'when = "case.raining"\nzh = "{'), "unknown_condition"),
        (WHOLE.replace('zh = "{', 'unless = "has.case.rain"\nzh = "{'), "unknown_condition"),
        (WHOLE.replace(', "signature"', ""), "content_missing"),
        (WHOLE.replace('"signature"', '"signature", "stamp"'), "unknown_content"),
        (WHOLE + '[[block]]\nkind = "list"\nof = "shoes"\n', "unknown_list"),
        (WHOLE + '[[block]]\nkind = "list"\nof = "parties"\ncolumns = ["shoe"]\n', "unknown_column"),
        (WHOLE + '[[block]]\nkind = "include"\nform = "F99"\n', "unknown_form"),
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, text: str, code: str) -> None:
    assert county(tmp_path, HEAD + text) == [code]


def test_a_form_that_forms_csv_does_not_know_is_found(tmp_path: Path) -> None:
    assert county(tmp_path, HEAD.replace("F39", "F99") + WHOLE, "F99") == ["unknown_form"]


def test_missing_english_and_missing_word_file_are_found(tmp_path: Path) -> None:
    text = HEAD.replace("F39", "F29") + WHOLE.replace("covers =", "#")

    codes = county(tmp_path, text, "F29")

    assert codes[:2] == ["no_english", "no_word_file"]


def test_a_variable_in_one_language_alone_is_found(tmp_path: Path) -> None:
    text = HEAD + 'en = "Service address"\n' + WHOLE.replace('"\ncovers', '"\nen = "the address"\ncovers')

    assert county(tmp_path, text) == ["variable_in_one_language"]


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("2026-01-01", '"soon"') + WHOLE,
        HEAD.replace('"party"', '"nobody"') + WHOLE,
        HEAD + WHOLE.replace("paragraph", "song"),
        HEAD + WHOLE.replace('zh = "{applicant.address}"', ""),
        HEAD + WHOLE.replace("kind", "colour"),
        HEAD + 'en = "Service address"\n' + WHOLE,
        HEAD + '[[block]]\nkind = "signatures"\n[[block.place]]\nwho = "moon"\nsign = "seal"\nzh = "x"\n',
        HEAD + '[[block]]\nkind = "clauses"\nstyle = "roman"\n[[block.item]]\nzh = "x"\n',
        HEAD,
        "form = ",
    ],
)
def test_a_text_that_cannot_be_read_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    assert [code for code in county(tmp_path, text) if code.startswith("unreadable")]


def test_a_form_without_text_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    library, _ = read_library("plain")
    texts = {form: text for form, text in library.texts.items() if form != "F35"}
    object.__setattr__(library, "texts", texts)

    found = faults_of(library, national_rules())

    assert [(fault.code, fault.form) for fault in found] == [("no_text", "F35")]


def test_every_form_left_out_is_explained_and_stands_in_the_documents() -> None:
    rules = national_rules()
    out = left_out(rules)

    assert [code for code, why in out.items() if not why.zh] == []
    assert wanted_forms(rules) | set(out) == set(forms())
    assert set(LATER) == set(out)
    assert set(read_library("plain")[0].texts) & set(out) == TO_FILL_IN
    assert used_forms(rules) >= wanted_forms(rules)
    page = (Path(__file__).parents[3] / "docs" / "papers.md").read_text("utf-8")
    for line in page_of_left_out(rules):
        assert line in page
