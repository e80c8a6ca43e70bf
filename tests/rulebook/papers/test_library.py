"""Of several texts of one form, that one is used which was in force on the paper's day."""

from datetime import date
from pathlib import Path

from rongzhi.rulebook.papers.checking import faults_of
from rongzhi.rulebook.papers.library import Library, read_library
from rongzhi.rulebook.registry import national_rules
from tests.rulebook.papers.test_checking import HEAD, WHOLE


def library(folder: Path, **begins: str) -> tuple[Library, list[str]]:
    """A county with texts of F39, by version and the day from which each is used."""
    (folder / "papers").mkdir()
    for version, (name, day) in {v: text.split(" ") for v, text in begins.items()}.items():
        head = HEAD.replace('version = "2"', f'version = "{version}"').replace("2026-01-01", day)
        (folder / "papers" / name).write_text(head + WHOLE, "utf-8")
    found, faults = read_library(str(folder))
    return found, [fault.en for fault in faults]


def used(found: Library, *days: date) -> list[tuple[str, str]]:
    return [(text.layer, text.version) for text in (found.on(day).texts["F39"] for day in days)]


def test_the_newest_text_that_has_begun_is_used(tmp_path: Path) -> None:
    found, faults = library(tmp_path, a="F39.toml 2026-03-01", b="F39@2026-07-01.toml 2026-07-01")

    assert faults == []
    assert [str(fault) for fault in faults_of(found, national_rules())] == []
    assert used(found, date(2026, 2, 28), date(2026, 3, 1), date(2026, 6, 30), date(2026, 7, 1)) == [
        ("plain", "1"),
        (tmp_path.name, "a"),
        (tmp_path.name, "a"),
        (tmp_path.name, "b"),
    ]


def test_a_day_before_every_text_gets_the_oldest_of_the_house() -> None:
    found, _ = read_library("plain")

    assert found.on(date(1999, 1, 1)).texts["F39"].layer == "plain"


def test_two_texts_of_the_same_day_are_found(tmp_path: Path) -> None:
    _, faults = library(tmp_path, a="F39.toml 2026-07-01", b="F39@2026-07-01.toml 2026-07-01")

    assert len(faults) == 1
    assert "begins on 2026-07-01 too" in faults[0]


def test_the_day_in_the_name_is_the_day_in_the_text(tmp_path: Path) -> None:
    _, faults = library(tmp_path, a="F39@2026-07-01.toml 2026-08-01")

    assert any("F39@2026-08-01.toml" in fault for fault in faults)
