"""`rongzhi papers` draws every text, names planted faults, and writes samples."""

import json
from pathlib import Path

import pytest

from rongzhi.papers_command import run


def test_every_shipped_paper_is_drawn_full_and_empty(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--json", "plain"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["faults"] == []
    assert told["templates"] >= 45
    assert told["rendered"] >= 2 * told["templates"]


def planted(tmp_path: Path, words: str) -> Path:
    (tmp_path / "papers").mkdir()
    plain = Path("src/rongzhi/packs/plain/pack.toml").read_text("utf-8")
    (tmp_path / "pack.toml").write_text(plain, "utf-8")
    text = Path("src/rongzhi/packs/plain/papers/F39.toml").read_text("utf-8")
    extra = f'\n[[block]]\nkind = "paragraph"\nzh = "{words}"\nen = "{words}"\n'
    (tmp_path / "papers" / "F39.toml").write_text(text + extra, "utf-8")
    return tmp_path


@pytest.mark.parametrize(("words", "code"), [("😀", "no_glyph"), ("{no.such}", "unknown_variable")])
def test_a_planted_fault_fails_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str, code: str
) -> None:
    assert run(["check", "--json", str(planted(tmp_path, words))]) == 1

    assert code in {fault["code"] for fault in json.loads(capsys.readouterr().out)["faults"]}


def test_a_county_word_file_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = planted(tmp_path, "好")
    (folder / "papers" / "F29.docx").write_bytes(b"no archive")

    assert run(["check", "--json", str(folder)]) == 1

    faults = json.loads(capsys.readouterr().out)["faults"]
    assert {(fault["code"], fault["form"]) for fault in faults} == {("not_drawn", "F29")}


def test_samples_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draw", "--out", str(tmp_path), "--form", "F29", "plain"]) == 0

    names = {path.name for path in tmp_path.iterdir()}
    assert {"F29-zh-full.pdf", "F29-en-empty.pdf", "F29-zh-full.docx"} <= names
