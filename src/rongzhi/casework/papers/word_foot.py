"""What stands behind every page of a Word file: its languages and faces, and the foot with number, page and law."""

from collections.abc import Mapping
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from rongzhi.casework.papers.word_lines import RULE_HEX, WIDTH, Page, border, faces, pitched, words

SMALL = 8.5  # points of the foot
WORDS = {
    "zh": {"law": "依据：", "text": "文本 ", "page": ("第 ", " 页　共 ", " 页")},
    "en": {"law": "Basis: ", "text": "Text ", "page": ("Page ", " of ", "")},
}


def language(page: Page) -> None:
    """Chinese for Chinese signs and British English for the others, in the style of all text and below it."""
    normal = page.document.styles["Normal"]
    faces(normal, page)
    normal.font.size = Pt(page.size)
    for defaults in page.document.styles.element.iter(qn("w:rPrDefault")):
        for named in defaults.iter(qn("w:rFonts")):
            named.attrib.clear()  # else the theme of the file names its own faces
        for mark in defaults.iter(qn("w:lang")):
            mark.set(qn("w:val"), "en-GB")
            mark.set(qn("w:eastAsia"), "zh-CN")
    _set_up(page.document.settings.element)
    page.document.core_properties.language = "zh-CN" if page.chinese else "en-GB"


def _set_up(settings: Any) -> None:
    """The blank file of python-docx is Japanese and of an older Word: Chinese, punctuation drawn together, and today's."""
    for mark in settings.iter(qn("w:themeFontLang")):
        mark.set(qn("w:val"), "en-GB")
        mark.set(qn("w:eastAsia"), "zh-CN")
    for spacing in settings.iter(qn("w:characterSpacingControl")):
        spacing.set(qn("w:val"), "compressPunctuation")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def foot(page: Page, sheet: Mapping[str, Any]) -> None:
    """Number, page and version of the text; below them the law."""
    footer, said = page.document.sections[0].footer, WORDS[page.language]
    first = footer.paragraphs[0]
    first.style = page.document.styles["Normal"]  # the style of feet has tabs of its own
    stops = first.paragraph_format.tab_stops
    stops.add_tab_stop(Cm(WIDTH / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    before, between, after = said["page"]
    version = f"{said['text']}{sheet['form']} v{sheet['version']}"
    for piece in (f"{sheet['number']}\t{before}", "PAGE", between, "NUMPAGES", f"{after}\t{version}"):
        _counter(page, first, piece) if piece in ("PAGE", "NUMPAGES") else _small(page, first, piece)
    border(first, "top", RULE_HEX, eighths=4)
    if sheet["law"]:
        law = footer.add_paragraph(style=page.document.styles["Normal"])
        _small(page, law, f"{said['law']}{sheet['law']}")
    for paragraph in footer.paragraphs:
        pitched(paragraph, SMALL * 1.3)


def _small(page: Page, paragraph: Any, text: str) -> Any:
    return words(page, paragraph, text, size=SMALL, grey=True)


def _counter(page: Page, paragraph: Any, name: str) -> None:
    """A field that Word counts: the page, or how many there are."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("text", "1"), ("end", "")):
        run = _small(page, paragraph, text if kind == "text" else "")
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # python-docx has no fields of its own
        elif not kind:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {text} "
            run._r.append(code)
