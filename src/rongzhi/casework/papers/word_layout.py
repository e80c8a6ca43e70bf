"""The one layout of Word files: A4, heading of the issuer, numbered clauses, tables, signatures, page numbers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

WIDTH = 15.8  # cm between the margins
LABELS = 4.0  # cm of the first column of a table of answers
RED = RGBColor(0xB3, 0x26, 0x1E)
GREY = RGBColor(0x5F, 0x5F, 0x5F)
BODY, SANS = ("FangSong", "仿宋"), ("SimHei", "黑体")
LATIN = "Times New Roman"
WORDS = {
    "zh": {
        "law": "依据：",
        "sign": "{label}（{sign}）：______________　{day}",
        "page": ("第 ", " 页　共 ", " 页"),
    },
    "en": {
        "law": "Basis: ",
        "sign": "{label} ({sign}): ______________  {day}",
        "page": ("Page ", " of ", ""),
    },
}
NARROW, WIDE = 1.5, 2.6  # shares of a column of numbers or days and of long text; any other has USUAL
USUAL = 1.5


def document_of(sheet: Mapping[str, Any]) -> Any:
    """The filled sheet as a Word document, with what the PDF of the same sheet says."""
    document, language = docx.Document(), str(sheet["language"])
    _page(document, sheet, language)
    _style(document.styles["Normal"], language)
    if sheet["issuer"]:
        issuer = _line(document, sheet["issuer"], size=18, centre=True, sans=True)
        issuer.runs[0].font.color.rgb = RED
        _border(issuer, "bottom", "B3261E")
    title = _line(document, sheet["title"], size=20, centre=True, sans=True)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(12)
    _line(document, sheet["number"], size=10, right=True)
    for block in sheet["blocks"]:
        _DRAWN[block["kind"]](document, block, language)
    return document


def _page(document: Any, sheet: Mapping[str, Any], language: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.6)
    if sheet["law"]:
        law = section.footer.paragraphs[0]
        law.add_run(WORDS[language]["law"] + sheet["law"])
    foot = section.footer.add_paragraph() if sheet["law"] else section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, between, after = WORDS[language]["page"]
    for piece in (f"{sheet['number']}　　{before}", "PAGE", between, "NUMPAGES", after):
        _counter(foot, piece) if piece in ("PAGE", "NUMPAGES") else foot.add_run(piece)
    for paragraph in section.footer.paragraphs:
        paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_after = 1.0, Pt(2)
        for run in paragraph.runs:
            run.font.size = Pt(8.5)
            run.font.color.rgb = GREY


def _counter(paragraph: Any, name: str) -> None:
    """A field that Word counts: the page, or how many there are."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "text" else "")
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # python-docx has no fields of its own
        elif not kind:
            code = OxmlElement("w:instrText")
            code.text = f" {text} "
            run._r.append(code)


def _style(style: Any, language: str) -> None:
    _faces(style.element.get_or_add_rPr(), BODY)
    style.font.size = Pt(12)
    language_mark = OxmlElement("w:lang")
    language_mark.set(qn("w:val"), "en-GB")
    language_mark.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language_mark)
    style.paragraph_format.line_spacing = 1.4
    style.paragraph_format.space_after = Pt(4)


def _faces(properties: Any, names: tuple[str, str]) -> None:
    faces = properties.get_or_add_rFonts()
    for script, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", names[1])):
        faces.set(qn(f"w:{script}"), name)


def _border(paragraph: Any, side: str, colour: str) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", colour)):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def _line(
    place: Any,
    text: str,
    *,
    size: float = 12,
    centre: bool = False,
    right: bool = False,
    indent: bool = False,
    sans: bool = False,
    goes_on: bool = False,
) -> Any:
    """A paragraph; `goes_on` keeps it on the page of the next."""
    paragraph = place.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    if sans:
        _faces(run._r.get_or_add_rPr(), SANS)
    if centre or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    paragraph.paragraph_format.keep_with_next = goes_on or None
    return paragraph


def _heading(document: Any, block: Mapping[str, Any], language: str) -> None:
    line = _line(document, " ".join(block["text"]), size=13, sans=True, goes_on=True)
    line.paragraph_format.space_before = Pt(10)


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


def _caption(document: Any, text: str) -> None:
    if text:
        _line(document, text, sans=True, goes_on=True)


def _table(document: Any, block: Mapping[str, Any], language: str) -> None:
    _caption(document, block["caption"])
    rows = [(row["label"], "\n".join(row["value"])) for row in block["rows"]]
    _grid(document, rows, (LABELS, WIDTH - LABELS), labels=True)


def _list(document: Any, block: Mapping[str, Any], language: str) -> None:
    _caption(document, block["caption"])
    if not block["rows"]:
        _line(document, block["empty"]).runs[0].font.color.rgb = GREY
        return
    shares = [
        NARROW if narrow else WIDE if wide else USUAL
        for narrow, wide in zip(block["narrow"], block["wide"], strict=True)
    ]
    widths = [WIDTH * share / sum(shares) for share in shares]
    _grid(document, [block["head"], *block["rows"]], widths, head=True, right=block["right"])


def _grid(
    document: Any,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    head: bool = False,
    labels: bool = False,
    right: Sequence[bool] = (),
) -> None:
    """A table as wide as the page: rows stay whole, a head is repeated on each page."""
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for down, row in enumerate(rows):
        made = table.add_row()
        _row_mark(made, "w:cantSplit")
        if head and down == 0:
            _row_mark(made, "w:tblHeader")
        for across, (cell, text) in enumerate(zip(made.cells, row, strict=True)):
            named = (head and down == 0) or (labels and across == 0)
            cell.width, cell.vertical_alignment = Cm(widths[across]), WD_CELL_VERTICAL_ALIGNMENT.CENTER
            _cell(cell, text, sans=named, right=bool(right) and down > 0 and right[across])
            if down < 1 < len(rows):
                cell.paragraphs[0].paragraph_format.keep_with_next = True
    document.add_paragraph().paragraph_format.line_spacing = 0.6


def _row_mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _cell(cell: Any, text: str, *, sans: bool, right: bool) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.size = Pt(11)
    if sans:
        _faces(run._r.get_or_add_rPr(), SANS)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    form = paragraph.paragraph_format
    form.line_spacing, form.space_before, form.space_after = 1.2, Pt(3), Pt(3)


def _signatures(document: Any, block: Mapping[str, Any], language: str) -> None:
    """The places to sign stay on one page with one another, as far as a page takes them."""
    last = len(block["places"]) - 1
    for n, place in enumerate(block["places"]):
        lines = []
        if place["signed"]:
            sign = f"（{place['sign']}）" if language == "zh" else f" ({place['sign']})"
            lines = [_line(document, f"{place['label']}{sign}", goes_on=True)]
            lines += [
                _line(document, f"　{signed['who']}　{signed['kind']}　{signed['on']}", goes_on=True)
                for signed in place["signed"]
            ]
        else:
            words = {**place, "day": place["day"].strip("　")}
            lines = [_line(document, WORDS[language]["sign"].format(**words), goes_on=True)]
        lines[0].paragraph_format.space_before = Pt(18 if n == 0 else 12)
        if n == last:
            lines[-1].paragraph_format.keep_with_next = None


def _receipt(document: Any, block: Mapping[str, Any], language: str) -> None:
    _line(document, block["title"], size=13, centre=True, sans=True, goes_on=True)
    rows = [{"label": row["label"], "value": [row["value"]]} for row in block["rows"]]
    _table(document, {"caption": "", "rows": rows}, language)


def _footnote(document: Any, block: Mapping[str, Any], language: str) -> None:
    text = " ".join(block["text"]) + (f"（{block['source']}）" if block["source"] else "")
    _line(document, text, size=9).runs[0].font.color.rgb = GREY


def _break(document: Any, block: Mapping[str, Any], language: str) -> None:
    document.add_page_break()


_DRAWN: Mapping[str, Callable[[Any, Mapping[str, Any], str], None]] = {
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
