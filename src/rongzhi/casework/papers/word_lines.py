"""Lines of a Word file: their size, face, distance, borders and tabs; what every block of the layout is made of."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from unicodedata import east_asian_width

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

WIDTH = 15.8  # cm between the margins
CM_OF_POINT = 2.54 / 72
RULE_HEX = "8A8A8A"  # thin grey rules
GREY = RGBColor(0x5F, 0x5F, 0x5F)
LATIN, BODY = "Times New Roman", "仿宋"
LATIN_SANS, SANS = "Arial", "黑体"
ALIGNED = {
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
# What Word wants after the borders of a paragraph; a file with another order counts as broken there.
_ORDER = (
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
    "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
AFTER_BORDERS = tuple(f"w:{name}" for name in _ORDER.split())


@dataclass(frozen=True)
class Page:
    """The document that is being written, and its language."""

    document: Any
    language: str

    @property
    def chinese(self) -> bool:
        """Whether the paper is in Chinese."""
        return self.language == "zh"

    @property
    def size(self) -> float:
        """Points of the body text, as in the PDF."""
        return 12 if self.chinese else 11

    @property
    def pitch(self) -> float:
        """From line to line, in sizes of the letters, as in the PDF."""
        return 1.65 if self.chinese else 1.45


def faces(run: Any, page: Page, *, sans: bool = False) -> None:
    """Name the faces of a run or style: Latin and East Asian apart, so that Word takes the Chinese one."""
    named = run.element.get_or_add_rPr().get_or_add_rFonts()
    latin = LATIN_SANS if sans else LATIN
    for script, name in (("ascii", latin), ("hAnsi", latin), ("eastAsia", SANS if sans else BODY)):
        named.set(qn(f"w:{script}"), name)
    if page.chinese:
        named.set(qn("w:hint"), "eastAsia")  # “ ” … — are as wide as a Chinese sign


def words(
    page: Page, paragraph: Any, text: str, *, size: float = 0, sans: bool = False, grey: bool = False
) -> Any:
    """One more run of a paragraph."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size or page.size)
    faces(run, page, sans=sans)
    if grey:
        run.font.color.rgb = GREY
    return run


def line(
    page: Page,
    text: str,
    *,
    size: float = 0,
    align: str = "",
    indent: bool = False,
    sans: bool = False,
    grey: bool = False,
    goes_on: bool = False,
) -> Any:
    """A paragraph; `goes_on` keeps it on the page of the next."""
    paragraph = page.document.add_paragraph()
    words(page, paragraph, text, size=size, sans=sans, grey=grey)
    if align:
        paragraph.alignment = ALIGNED[align]
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * page.size)
    pitched(paragraph, (size or page.size) * page.pitch)
    paragraph.paragraph_format.keep_with_next = goes_on or None
    return paragraph


def pitched(paragraph: Any, points: float, *, before: float = 0, after: float = 0) -> None:
    """Lines at least this far apart, whatever the face; a picture that somebody puts in later is not cut."""
    form = paragraph.paragraph_format
    form.line_spacing = Pt(points)
    form.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    form.space_before, form.space_after = Pt(before), Pt(after)


def border(paragraph: Any, side: str, colour: str, *, style: str = "single", eighths: int = 12) -> None:
    """A rule along one side of a paragraph."""
    borders, rule = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for key, value in (("val", style), ("sz", str(eighths)), ("space", "4"), ("color", colour)):
        rule.set(qn(f"w:{key}"), value)
    borders.append(rule)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)


def outline(paragraph: Any, level: int) -> None:
    """Name a paragraph as a title (0) or heading (1), for the contents and for readers that speak."""
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    after = AFTER_BORDERS[AFTER_BORDERS.index("w:outlineLvl") + 1 :]
    paragraph._p.get_or_add_pPr().insert_element_before(mark, *after)


def breadth(text: str, size: float) -> float:
    """About how many cm the longest line of a text takes."""
    return max(_ems(part) for part in text.split("\n")) * size * CM_OF_POINT


def _ems(text: str) -> float:
    """Word puts a quarter between a Chinese sign and a letter or figure."""
    wide = [east_asian_width(sign) in "WFA" for sign in text]
    joints = sum(1 for one, other in pairwise(wide) if one != other)
    return sum(1.0 if one else 0.55 for one in wide) + 0.25 * joints
