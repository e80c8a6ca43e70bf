"""Draws a filled sheet as a Word file: from the house layout, or from the county's own file; the same bytes each time."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docxtpl import DocxTemplate

from rongzhi.rulebook.papers.filling import NOT_STATED, Filling

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
WORDS = {
    "zh": {"law": "依据：", "sign": "{label}（{sign}）：______________　{day}"},
    "en": {"law": "Basis: ", "sign": "{label} ({sign}): ______________  {day}"},
}


def word_file(sheet: Mapping[str, Any], *, at: datetime, template: bytes, given: Filling) -> bytes:
    """The paper as DOCX. `template` is the county's own file (or empty); it may use the same variables, with `_`
    for `.` in their names: {{ case_number }}.
    """
    if template:
        filled = DocxTemplate(io.BytesIO(template))
        filled.render(_context(sheet, given), autoescape=True)
        document = filled.docx
    else:
        document = _document(sheet)
    _fix(document.core_properties, at, str(sheet["title"]))
    raw = io.BytesIO()
    document.save(raw)
    return fixed(raw.getvalue())


def fixed(raw: bytes) -> bytes:
    """The same archive with fixed times, order and flags."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in sorted(source.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            copy.writestr(entry, source.read(name))
    return target.getvalue()


def _fix(core: Any, at: datetime, title: str) -> None:
    day = at.replace(tzinfo=None, microsecond=0)
    core.author, core.last_modified_by, core.comments = "", "", ""
    core.title, core.revision = title, 1
    core.created = core.modified = core.last_printed = day


def _context(sheet: Mapping[str, Any], given: Filling) -> dict[str, Any]:
    language = str(sheet["language"])
    missing = NOT_STATED.of(language)
    values = {name.replace(".", "_"): pair.of(language) or missing for name, pair in given.values.items()}
    lists = {
        f"list_{name}": [{column: pair.of(language) for column, pair in line.items()} for line in lines]
        for name, lines in given.lists.items()
    }
    return {**values, **lists, "title": sheet["title"], "issuer": sheet["issuer"], "number": sheet["number"]}


def _document(sheet: Mapping[str, Any]) -> Any:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.6)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "FangSong", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    style.paragraph_format.line_spacing = 1.5
    style.paragraph_format.space_after = Pt(4)
    if sheet["issuer"]:
        _line(document, sheet["issuer"], size=18, centre=True)
    _line(document, sheet["title"], size=20, centre=True)
    _line(document, sheet["number"], size=10, right=True)
    for block in sheet["blocks"]:
        _DRAWN[block["kind"]](document, block, str(sheet["language"]))
    if sheet["law"]:
        _line(document, WORDS[sheet["language"]]["law"] + sheet["law"], size=9)
    return document


def _line(
    document: Any,
    text: str,
    *,
    size: float = 12,
    centre: bool = False,
    right: bool = False,
    indent: bool = False,
) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    return paragraph


def _heading(document: Any, block: Mapping[str, Any], language: str) -> None:
    _line(document, " ".join(block["text"]), size=13).runs[0].bold = True


def _addressee(document: Any, block: Mapping[str, Any], language: str) -> None:
    _line(document, " ".join(block["text"]))


def _paragraph(document: Any, block: Mapping[str, Any], language: str) -> None:
    for text in block["text"]:
        _line(document, text, indent=language == "zh").runs[0].bold = block["strong"] or None


def _clauses(document: Any, block: Mapping[str, Any], language: str) -> None:
    for item in block["items"]:
        gap = "　" if block["style"] == "article" and language == "zh" else ("" if language == "zh" else "  ")
        first, *others = item["text"] or [""]
        _line(document, f"{item['mark']}{gap}{first}", indent=language == "zh")
        for text in others:
            _line(document, text, indent=language == "zh")


def _table(document: Any, block: Mapping[str, Any], language: str) -> None:
    if block["caption"]:
        _line(document, block["caption"]).runs[0].bold = True
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for row in block["rows"]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = row["label"], "\n".join(row["value"])
        cells[0].width, cells[1].width = Cm(4.2), Cm(11.6)
    document.add_paragraph()


def _list(document: Any, block: Mapping[str, Any], language: str) -> None:
    if block["caption"]:
        _line(document, block["caption"]).runs[0].bold = True
    if not block["rows"]:
        _line(document, block["empty"])
        return
    table = document.add_table(rows=1, cols=len(block["head"]), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, block["head"], strict=True):
        cell.text = text
    for row in block["rows"]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph()


def _signatures(document: Any, block: Mapping[str, Any], language: str) -> None:
    document.add_paragraph()
    for place in block["places"]:
        if place["signed"]:
            _line(document, f"{place['label']}（{place['sign']}）")
            for signed in place["signed"]:
                _line(document, f"　{signed['who']}　{signed['kind']}　{signed['on']}")
        else:
            words = {**place, "day": place["day"].strip("　")}
            _line(document, WORDS[language]["sign"].format(**words)).paragraph_format.space_before = Pt(14)


def _receipt(document: Any, block: Mapping[str, Any], language: str) -> None:
    _line(document, block["title"], size=13, centre=True)
    rows = [{"label": row["label"], "value": [row["value"]]} for row in block["rows"]]
    _table(document, {"caption": "", "rows": rows}, language)


def _footnote(document: Any, block: Mapping[str, Any], language: str) -> None:
    _line(document, " ".join(block["text"]) + (f"（{block['source']}）" if block["source"] else ""), size=9)


def _break(document: Any, block: Mapping[str, Any], language: str) -> None:
    document.add_page_break()


_DRAWN = {
    "heading": _heading,
    "addressee": _addressee,
    "paragraph": _paragraph,
    "clauses": _clauses,
    "table": _table,
    "answers": _table,
    "list": _list,
    "signatures": _signatures,
    "receipt": _receipt,
    "footnote": _footnote,
    "break": _break,
}
