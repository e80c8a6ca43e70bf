"""Makes the files of a report: PDF by typst, Word by python-docx; the same report gives the same bytes."""

import io
import json
from datetime import datetime
from importlib import resources
from typing import Any

import docx
import typst
import vl_convert
from docx.shared import Cm, Pt

from rongzhi.casework.papers.drawing import FONTS, STANDARD
from rongzhi.casework.papers.word_file import fixed
from rongzhi.casework.papers.word_foot import language
from rongzhi.casework.papers.word_lines import WIDTH, Page, line, outline
from rongzhi.casework.papers.word_tables import grey_lines, list_table
from rongzhi.oversight.charts import chart_fonts
from rongzhi.web.reports.blocks import Heading, Paragraph, Picture, Report, Table

SCALE = 3.0  # of a picture in a Word file, so that it prints well
TITLE, HEADINGS, SMALL = 20.0, {1: 15.0, 2: 12.5}, 9.5  # points


def pdf(report: Report, *, at: datetime) -> bytes:
    """The report as PDF/A; `at` is the only time in it. Raises typst.TypstError when the layout cannot take it."""
    pictures: dict[str, str] = {}
    blocks = [_told(block, pictures) for block in report.blocks]
    told = {"language": report.language, "title": report.title, "under": report.under, "blocks": blocks}
    drawn = typst.Compiler(font_paths=FONTS).compile(
        input=resources.files("rongzhi.web.reports").joinpath("report.typ").read_bytes(),
        format="pdf",
        sys_inputs={"report": json.dumps(told, ensure_ascii=False), **pictures},
        pdf_standards=STANDARD,
        timestamp=int(at.timestamp()),
    )
    return bytes(drawn)


def _told(block: Any, pictures: dict[str, str]) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": block.level}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": block.text, "note": block.note}
    if isinstance(block, Table):
        return {
            "kind": "table",
            "head": block.head,
            "rows": block.rows,
            "numbers": block.numbers(),
            "empty": block.empty,
        }
    pictures[f"picture-{len(pictures)}"] = block.svg.decode()
    return {"kind": "picture", "number": len(pictures) - 1, "alt": block.alt}


def word(report: Report, *, at: datetime) -> bytes:
    """The report as DOCX, pictures as PNG."""
    page = Page(docx.Document(), report.language)
    language(page)
    section = page.document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    grey_lines(page.document)
    outline(line(page, report.title, size=TITLE, align="centre", sans=True), 0)
    line(page, report.under, align="centre", grey=True)
    for block in report.blocks:
        _written(page, block)
    core = page.document.core_properties
    core.author, core.last_modified_by, core.comments, core.title, core.revision = "", "", "", report.title, 1
    core.created = core.modified = core.last_printed = at.replace(tzinfo=None, microsecond=0)
    raw = io.BytesIO()
    page.document.save(raw)
    return fixed(raw.getvalue())


def _written(page: Page, block: Any) -> None:
    if isinstance(block, Heading):
        made = line(page, block.text, size=HEADINGS[block.level], sans=True, goes_on=True)
        outline(made, block.level)
        made.paragraph_format.space_before = Pt(10)
    elif isinstance(block, Paragraph):
        line(page, block.text, size=SMALL if block.note else 0, grey=block.note, indent=page.chinese)
    elif isinstance(block, Table):
        numbers = block.numbers()
        list_table(
            page,
            {
                "caption": "",
                "head": list(block.head),
                "rows": [list(row) for row in block.rows],
                "narrow": numbers,
                "wide": [False] * len(numbers),
                "right": numbers,
                "empty": block.empty,
            },
        )
    elif isinstance(block, Picture):
        chart_fonts()
        line(page, block.alt, size=SMALL, align="centre", sans=True, goes_on=True)
        png = vl_convert.svg_to_png(block.svg.decode(), scale=SCALE)
        made = page.document.add_picture(io.BytesIO(png), width=Cm(WIDTH))
        made._inline.docPr.set("descr", block.alt)
