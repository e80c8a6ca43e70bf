"""Places to sign and to seal in a Word file, kept on one page with one another and with the last words before them."""

from collections.abc import Mapping
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from rongzhi.casework.papers.word_lines import WIDTH, Page, breadth, line, words
from rongzhi.casework.papers.word_tables import TOGETHER

RULE_ENDS = 10.7  # cm where the line to sign on ends; the day stands right of it
LONGEST = 7.7  # cm of a label that leaves enough of a line to sign on
SEAL_FROM = 0.38 * WIDTH  # cm left of the place for a seal


def signatures(page: Page, block: Mapping[str, Any]) -> None:
    """Each place: what is on record, or a line to sign on, or room for a seal above the day."""
    for n, place in enumerate(block["places"]):
        if place["signed"]:
            made = _signed(page, place)
        elif place["seal"]:
            made = _to_seal(page, place)
        else:
            made = _to_sign(page, place)
        made[0].paragraph_format.space_before = Pt(18 if n == 0 else 12)
        if n == len(block["places"]) - 1:
            made[-1].paragraph_format.keep_with_next = None


def keep_closing(page: Page, before: int) -> None:
    """Keep what was written since the body had `before` parts with what follows: no page holds signatures alone."""
    parts = [part for part in page.document.element.body[before:] if part.tag != qn("w:sectPr")]
    for part in reversed(parts):
        if part.tag == qn("w:tbl"):
            rows = Table(part, page.document).rows
            for row in rows if len(rows) <= TOGETHER else list(rows)[-1:]:
                for cell in row.cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
            return
        paragraph = Paragraph(part, page.document)
        paragraph.paragraph_format.keep_with_next = True
        if paragraph.text:
            return


def _named(page: Page, place: Mapping[str, Any]) -> str:
    return f"{place['label']}（{place['sign']}）" if page.chinese else f"{place['label']} ({place['sign']})"


def _signed(page: Page, place: Mapping[str, Any]) -> list[Any]:
    made = [line(page, _named(page, place), goes_on=True)]
    for signed in place["signed"]:
        one = line(page, f"　{signed['who']}　", goes_on=True)
        words(page, one, f"{signed['kind']}", grey=True)
        words(page, one, f"　{signed['on']}")
        made.append(one)
    return made


def _to_seal(page: Page, place: Mapping[str, Any]) -> list[Any]:
    sign = f"（{place['sign']}）" if page.chinese else f"({place['sign']})"
    made = [
        line(page, place["label"], align="centre", goes_on=True),
        line(page, sign, size=9, align="centre", grey=True, goes_on=True),
        line(page, place["day"].strip("　"), align="centre", goes_on=True),
    ]
    made[1].paragraph_format.space_before = made[1].paragraph_format.space_after = Pt(20)
    for one in made:
        one.paragraph_format.left_indent = Cm(SEAL_FROM)
    return made


def _to_sign(page: Page, place: Mapping[str, Any]) -> list[Any]:
    label = _named(page, place) + ("：" if page.chinese else ":")
    made = []
    if not page.chinese or breadth(label, page.size) > LONGEST:
        made, label = [line(page, label, goes_on=True)], ""
    ruled = line(page, f"{label}\t\t{place['day']}", goes_on=True)
    stops = ruled.paragraph_format.tab_stops
    stops.add_tab_stop(Cm(RULE_ENDS), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
    stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    if made:
        ruled.paragraph_format.space_before = Pt(10)
    return [*made, ruled]
