"""Tables of a Word file: as wide as the page, columns as wide as their words need, rows never torn."""

from collections.abc import Mapping, Sequence
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from rongzhi.casework.papers.word_lines import ALIGNED, RULE_HEX, WIDTH, Page, breadth, line, pitched, words

LABELS = 4.0  # cm of the first column of a table of answers
CELL, HEAD = 11, 10.5  # points
BESIDE = 0.6  # cm that the edges of a cell take from its words
MOST = 0.6  # share of the page that columns of numbers, days and amounts may take
WIDE, USUAL = 2.0, 1.0  # shares of a column of long text and of any other
TOGETHER = 6  # a table of so many rows is not torn over two pages


def caption(page: Page, text: str) -> None:
    """The line above a table, never left alone at the foot of a page."""
    if text:
        line(page, text, sans=True, goes_on=True).paragraph_format.space_before = Pt(6)


def field_table(page: Page, block: Mapping[str, Any], *, labels: float = LABELS) -> None:
    """Labels and what was answered."""
    caption(page, block["caption"])
    rows = [(row["label"], "\n".join(row["value"])) for row in block["rows"]]
    _grid(page, rows, (labels, WIDTH - labels), labels=True)


def list_table(page: Page, block: Mapping[str, Any]) -> None:
    """A list with its head, or the words for an empty one."""
    caption(page, block["caption"])
    if not block["rows"]:
        line(page, block["empty"], grey=True)
        return
    _grid(page, [block["head"], *block["rows"]], widths_of(block), head=True, right=block["right"])


def widths_of(block: Mapping[str, Any]) -> list[float]:
    """cm of each column: numbers, days and amounts take what they need, long texts twice what names get."""
    narrow = block["narrow"]
    if all(narrow):
        return [WIDTH / len(narrow)] * len(narrow)
    needed = [
        max(breadth(row[n], CELL) for row in (block["head"], *block["rows"])) + BESIDE if one else 0.0
        for n, one in enumerate(narrow)
    ]
    if sum(needed) > MOST * WIDTH:
        needed = [need * MOST * WIDTH / sum(needed) for need in needed]
    shares = [
        0.0 if one else WIDE if wide else USUAL for one, wide in zip(narrow, block["wide"], strict=True)
    ]
    left = WIDTH - sum(needed)
    return [need or left * share / sum(shares) for need, share in zip(needed, shares, strict=True)]


def _grid(
    page: Page,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    head: bool = False,
    labels: bool = False,
    right: Sequence[bool] = (),
) -> None:
    """A table whose rows stay whole and whose head is repeated on each page."""
    if page.document.paragraphs and page.document.paragraphs[-1].text:
        page.document.paragraphs[-1].paragraph_format.space_after = Pt(5)
    table = page.document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _set_width(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for down, row in enumerate(rows):
        made = table.add_row()
        _row_mark(made, "w:cantSplit")
        if head and down == 0:
            _row_mark(made, "w:tblHeader")
        whole = len(rows) <= TOGETHER and down + 1 < len(rows)
        for across, (cell, text) in enumerate(zip(made.cells, row, strict=True)):
            named = (head and down == 0) or (labels and across == 0)
            cell.width, cell.vertical_alignment = Cm(widths[across]), WD_CELL_VERTICAL_ALIGNMENT.CENTER
            paragraph = cell.paragraphs[0]
            words(page, paragraph, text, size=HEAD if named else CELL, sans=named)
            pitched(paragraph, CELL * 1.45, before=2, after=2)
            paragraph.paragraph_format.keep_with_next = whole or (down == 0 and len(rows) > 1) or None
            if right and down > 0 and right[across]:
                paragraph.alignment = ALIGNED["right"]
    _gap(page)


def _set_width(table: Any) -> None:
    width = table._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(Cm(WIDTH).twips))


def _row_mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _gap(page: Page) -> None:
    """Two tables with nothing between them would become one."""
    form = page.document.add_paragraph().paragraph_format
    form.line_spacing, form.space_before, form.space_after = Pt(8), Pt(0), Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY


def grey_lines(document: Any) -> None:
    """Thin grey rules, as in the PDF."""
    for rules in document.styles["Table Grid"].element.iter(qn("w:tblBorders")):
        for rule in rules:
            rule.set(qn("w:color"), RULE_HEX)
