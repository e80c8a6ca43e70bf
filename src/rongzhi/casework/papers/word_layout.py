"""The one layout of Word files: A4, heading of the issuer, numbered clauses, tables, signatures, page numbers."""

from collections.abc import Callable, Mapping
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from rongzhi.casework.papers.word_foot import foot, language
from rongzhi.casework.papers.word_lines import RULE_HEX, WIDTH, Page, border, line, outline, words
from rongzhi.casework.papers.word_signatures import keep_closing, signatures
from rongzhi.casework.papers.word_tables import field_table, grey_lines, list_table

RED, RED_HEX = RGBColor(0xB3, 0x26, 0x1E), "B3261E"
RECEIPT_LABELS, RECEIPT_ROW = 5.2, 0.9  # cm: the labels' column, and at least so high, to write in
BLANK = "＿"  # begins a line to write on
SOURCE = {"zh": "（{}）", "en": " ({})"}


def document_of(sheet: Mapping[str, Any]) -> Any:
    """The filled sheet as a Word document, with what the PDF of the same sheet says.

    Only the QR mark and the line of proof are not here: they stand for bytes that are kept, and anybody can change
    a Word file.
    """
    page = Page(docx.Document(), str(sheet["language"]))
    language(page)
    _paper(page)
    foot(page, sheet)
    grey_lines(page.document)
    _head(page, sheet)
    blocks = sheet["blocks"]
    following = [block["kind"] for block in blocks[1:]] + [""]
    for block, following_kind in zip(blocks, following, strict=True):
        before = _parts(page)
        _DRAWN[block["kind"]](page, block)
        if _stays(block["kind"], following_kind):
            keep_closing(page, before)
    return page.document


def _stays(kind: str, following: str) -> bool:
    """Whether a block ends on the page where the next begins: the last words with the signatures, 此致 with the court."""
    if following == "signatures":
        return kind not in ("signatures", "break")
    return (kind, following) == ("paragraph", "addressee")


def _parts(page: Page) -> int:
    return sum(1 for part in page.document.element.body if part.tag != qn("w:sectPr"))


def _paper(page: Page) -> None:
    section = page.document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(3.1)
    section.header_distance = section.footer_distance = Cm(1.2)


def _head(page: Page, sheet: Mapping[str, Any]) -> None:
    if sheet["issuer"]:
        issuer = line(page, sheet["issuer"], size=18 if page.chinese else 15, align="centre", sans=True)
        issuer.runs[0].font.color.rgb = RED
        border(issuer, "bottom", RED_HEX)
    title = line(page, sheet["title"], size=20 if page.chinese else 17, align="centre", sans=True)
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(12), Pt(6)
    outline(title, 0)
    line(page, sheet["number"], size=10, align="right").paragraph_format.space_after = Pt(8)


def _heading(page: Page, block: Mapping[str, Any]) -> None:
    heading = line(page, " ".join(block["text"]), size=page.size + 1, sans=True, goes_on=True)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(8), Pt(2)
    outline(heading, 1)


def _addressee(page: Page, block: Mapping[str, Any]) -> None:
    line(page, " ".join(block["text"])).paragraph_format.space_after = Pt(4)


def _body(page: Page, text: str, *, sans: bool = False) -> Any:
    made = line(page, text, align="both", indent=page.chinese, sans=sans)
    if not page.chinese:
        made.paragraph_format.space_after = Pt(5)
    return made


def _paragraph(page: Page, block: Mapping[str, Any]) -> None:
    """Lines to write on stay with the words that say what for."""
    for text, following in zip(block["text"], [*block["text"][1:], ""], strict=True):
        made = _body(page, text, sans=block["strong"])
        made.paragraph_format.keep_with_next = following.startswith(BLANK) or None


def _clauses(page: Page, block: Mapping[str, Any]) -> None:
    gap = "　" if page.chinese and block["style"] == "article" else " " if page.chinese else "  "
    for item in block["items"]:
        first, *others = item["text"] or [""]
        made = _body(page, item["mark"] + gap, sans=True)
        words(page, made, first)
        for text in others:
            _body(page, text)


def _receipt(page: Page, block: Mapping[str, Any]) -> None:
    """The slip that comes back: below a dashed line, on one page."""
    title = line(page, block["title"], size=page.size + 1, align="centre", sans=True, goes_on=True)
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(24), Pt(6)
    border(title, "top", RULE_HEX, style="dashed", eighths=6)
    rows = [{"label": row["label"], "value": [row["value"]]} for row in block["rows"]]
    field_table(page, {"caption": "", "rows": rows}, labels=RECEIPT_LABELS)
    for row in page.document.tables[-1].rows:
        row.height = Cm(RECEIPT_ROW)
    for paragraph in (
        p for row in page.document.tables[-1].rows[:-1] for c in row.cells for p in c.paragraphs
    ):
        paragraph.paragraph_format.keep_with_next = True


def _footnote(page: Page, block: Mapping[str, Any]) -> None:
    source = SOURCE[page.language].format(block["source"]) if block["source"] else ""
    line(page, " ".join(block["text"]) + source, size=9, grey=True).paragraph_format.space_before = Pt(8)


def _break(page: Page, block: Mapping[str, Any]) -> None:
    page.document.add_page_break()


_DRAWN: Mapping[str, Callable[[Page, Mapping[str, Any]], None]] = {
    "heading": _heading,
    "addressee": _addressee,
    "paragraph": _paragraph,
    "clauses": _clauses,
    "table": field_table,
    "answers": field_table,
    "list": list_table,
    "signatures": signatures,
    "receipt": _receipt,
    "footnote": _footnote,
    "break": _break,
}
