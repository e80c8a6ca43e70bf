"""Draws filled sheets as one PDF: the same bytes for the same sheets, typst and fonts."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Any

import pylopdf_fonts_zh_cn as house_fonts
import segno
import typst

FONTS = typst.Fonts(
    include_system_fonts=False,
    include_embedded_fonts=False,
    font_paths=[house_fonts.serif_path().parent],
)
STANDARD = "a-2b"
TYPST_VERSION = version("typst")
FONT_VERSION = f"pylopdf-fonts-zh-cn {version('pylopdf-fonts-zh-cn')}"
LAW = {"zh": "依据：", "en": "Basis: "}


@cache
def layout() -> bytes:
    """The layout of all papers, in the language of typst."""
    return resources.files("rongzhi.casework.papers").joinpath("layout.typ").read_bytes()


def draw(
    sheets: Sequence[dict[str, Any]],
    *,
    at: datetime,
    link: str = "",
    marks: Sequence[str] = (),
    feet: Sequence[Sequence[str]] = (),
) -> bytes:
    """One PDF of all sheets, each counting its own pages; `at` is the only time in it.

    `link` (with `marks`: the code of each paper) becomes the QR mark; `feet` are lines of small print.
    Raises typst.TypstError when the layout cannot take a sheet.
    """
    given = source(sheets, link=link, marks=marks, feet=feet)
    drawn = typst.Compiler(font_paths=FONTS).compile(
        input=layout(),
        format="pdf",
        sys_inputs={"papers": given},
        pdf_standards=STANDARD,
        timestamp=int(at.timestamp()),
    )
    return bytes(drawn)


def source(
    sheets: Sequence[dict[str, Any]],
    *,
    link: str = "",
    marks: Sequence[str] = (),
    feet: Sequence[Sequence[str]] = (),
) -> str:
    """What the layout is given to draw: the filled sheets with their marks and feet, as JSON."""
    dressed = [
        _dressed(sheet, link, marks[n] if n < len(marks) else "", feet[n] if n < len(feet) else ())
        for n, sheet in enumerate(sheets)
    ]
    return json.dumps(dressed, ensure_ascii=False, sort_keys=True)


def _dressed(sheet: dict[str, Any], link: str, mark: str, foot: Sequence[str]) -> dict[str, Any]:
    language = sheet["language"]
    text = f"{sheet['form']} v{sheet['version']}"
    return {
        **sheet,
        "words": {
            "law": LAW[language],
            "text_version": f"文本 {text}" if language == "zh" else f"Text {text}",
        },
        "mark": mark,
        "qr": qr_runs(link + mark) if link and mark else [],
        "foot": list(foot),
    }


def qr_runs(text: str) -> list[list[list[int]]]:
    """The QR symbol as runs of dark squares, row by row: [start, length]."""
    rows: list[list[list[int]]] = []
    for row in segno.make(text, micro=False, error="m").matrix:
        runs: list[list[int]] = []
        for x, dark in enumerate(row):
            if not dark:
                continue
            if runs and sum(runs[-1]) == x:
                runs[-1][1] += 1
            else:
                runs.append([x, 1])
        rows.append(runs)
    return rows
