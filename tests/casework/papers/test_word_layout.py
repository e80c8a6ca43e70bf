"""Every Word file says what its PDF says, is built as Word wants it, and keeps together what belongs together."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from rongzhi.casework.papers.word_file import word_file
from rongzhi.casework.papers.word_layout import document_of
from rongzhi.casework.papers.word_lines import AFTER_BORDERS
from rongzhi.casework.papers.word_tables import widths_of
from rongzhi.papers_command import SAMPLE_DAY
from rongzhi.rulebook.pack import installed_pack, rules_for
from rongzhi.rulebook.papers.filling import Filling, sheet
from rongzhi.rulebook.papers.library import read_library
from rongzhi.rulebook.papers.samples import empty, full
from rongzhi.rulebook.papers.variables import Vocabulary

FORMS = ("F19", "F29", "F31", "F32", "F33", "F34", "F36", "F47", "F48")
EACH = [(form, "zh") for form in FORMS] + [("F29", "en")]
# The order of the marks of a run, as far as this layout uses them.
RUN = ("rFonts", "b", "color", "sz", "szCs", "lang")
PLACE: dict[str, Any] = {"sign": "签名", "seal": False, "signed": [], "day": "　　　　年　　月　　日"}


def sheet_of(form: str, language: str, *, bare: bool = False) -> tuple[dict[str, Any], Filling]:
    """The sample of a shipped text, and what it was filled with."""
    library, _ = read_library("plain")
    whole = library.whole(library.texts[form])
    words = Vocabulary(rules_for(installed_pack("plain")), library.phrases)
    given = empty() if bare else full(whole, library, words)
    return sheet(whole, given, library.phrases, language), given


def opened(form: str, language: str, *, bare: bool = False) -> Any:
    """The Word file of that sample, read back."""
    made, given = sheet_of(form, language, bare=bare)
    return docx.Document(io.BytesIO(word_file(made, at=SAMPLE_DAY, template=b"", given=given)))


def small(*blocks: dict[str, Any]) -> Any:
    """A document of these blocks."""
    head = {"form": "F36", "version": "1", "issuer": "", "title": "报告", "number": "1", "law": ""}
    return document_of({"language": "zh", **head, "blocks": blocks})


def plain(text: str) -> str:
    """The text without spaces and lines."""
    return re.sub(r"\s", "", text)


def said(document: Any) -> str:
    """All that stands in a document and its foot."""
    parts = [document.element.body, *(one._element for one in document.sections[0].footer.paragraphs)]
    return plain("".join(node.text or "" for part in parts for node in part.iter(qn("w:t"))))


def strings(value: Any) -> Iterator[str]:
    """Every text in a sheet that is drawn: no marks for the layout, no head of an empty list, no day to fill in."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        left_out = {"language", "form", "version", "date", "style"}
        left_out |= {"empty" if value.get("rows") else "head", *(["day"] if value.get("signed") else [])}
        left_out |= {"kind"} if "who" not in value else set()
        for name, each in value.items():
            if name not in left_out:
                yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


@pytest.mark.parametrize(("form", "language"), EACH)
def test_word_file_says_all_that_the_sheet_of_the_pdf_says(form: str, language: str) -> None:
    for bare in (False, True):
        made, _ = sheet_of(form, language, bare=bare)

        text = said(opened(form, language, bare=bare))

        assert [one for one in strings(made) if plain(one) not in text] == []
        assert f"{form}v{made['version']}" in text
        assert "{" not in text


@pytest.mark.parametrize(("form", "language"), EACH)
def test_word_file_is_built_in_the_order_that_word_wants(form: str, language: str) -> None:
    document = opened(form, language)
    roots = [document.element, document.styles["Normal"].element, document.sections[0].footer._element]

    order = ["w:keepNext", "w:pBdr", *AFTER_BORDERS]
    for properties in (each for root in roots for each in root.iter(qn("w:pPr"))):
        found = [
            order.index(f"w:{each.tag.split('}')[1]}") for each in properties if each.tag != qn("w:pStyle")
        ]
        assert found == sorted(found)
    for properties in (each for root in roots for each in root.iter(qn("w:rPr"))):
        found = [RUN.index(each.tag.split("}")[1]) for each in properties]
        assert found == sorted(found)
    identities = [each.get(qn("w:id")) for each in document.element.iter() if each.get(qn("w:id"))]
    assert len(identities) == len(set(identities))


@pytest.mark.parametrize(("form", "language"), EACH)
def test_word_file_is_a4_with_chinese_faces_and_language(form: str, language: str) -> None:
    document = opened(form, language)

    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21, 29.7)
    faces = [each.get(qn("w:eastAsia")) for each in document.element.body.iter(qn("w:rFonts"))]
    assert set(faces) == {"仿宋", "黑体"}
    assert [each.get(qn("w:eastAsia")) for each in document.styles.element.iter(qn("w:lang"))] == ["zh-CN"]
    settings = document.settings.element
    assert [each.get(qn("w:eastAsia")) for each in settings.iter(qn("w:themeFontLang"))] == ["zh-CN"]
    assert document.core_properties.language == ("zh-CN" if language == "zh" else "en-GB")
    for table in document.tables:
        assert abs(sum(column.width for column in table.columns) - Cm(15.8)) < Cm(0.02)


@pytest.mark.parametrize(("form", "language"), EACH)
def test_signatures_are_never_alone_on_a_page(form: str, language: str) -> None:
    made, _ = sheet_of(form, language)
    document = opened(form, language)
    kinds = [block["kind"] for block in made["blocks"]]
    label = made["blocks"][kinds.index("signatures")]["places"][0]["label"]

    first = max(n for n, one in enumerate(document.paragraphs) if one.text.startswith(label))

    assert document.paragraphs[first - 1].paragraph_format.keep_with_next
    if len(made["blocks"][kinds.index("signatures")]["places"]) > 1:
        assert document.paragraphs[first].paragraph_format.keep_with_next


def test_last_row_of_a_long_table_stays_with_the_signatures() -> None:
    rows = [{"label": f"第{n}项", "value": ["有"]} for n in range(9)]
    document = small(
        {"kind": "table", "caption": "", "rows": rows},
        {"kind": "signatures", "places": [{**PLACE, "label": "调解员"}]},
    )

    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in document.tables[0].rows]

    assert kept == [True, *[None] * 7, True]


def test_greeting_stays_with_the_court_and_the_court_with_the_signatures() -> None:
    document = small(
        {"kind": "paragraph", "text": ["上文。"], "strong": False},
        {"kind": "paragraph", "text": ["此致"], "strong": False},
        {"kind": "addressee", "text": ["W县人民法院"], "strong": False},
        {"kind": "signatures", "places": [{**PLACE, "label": "申请人"}]},
    )

    kept = {one.text: one.paragraph_format.keep_with_next for one in document.paragraphs}

    assert (kept["上文。"], kept["此致"], kept["W县人民法院"]) == (None, True, True)


def test_a_seal_has_its_room_between_the_body_and_the_day() -> None:
    document = small(
        {"kind": "signatures", "places": [{**PLACE, "label": "委员会", "sign": "盖章", "seal": True}]}
    )

    body, seal, day = document.paragraphs[-3:]

    assert (body.text, seal.text, day.text) == ("委员会", "（盖章）", "年　　月　　日")
    assert seal.paragraph_format.space_before > 0
    assert body.paragraph_format.left_indent == seal.paragraph_format.left_indent


def test_columns_of_numbers_and_amounts_take_what_they_need() -> None:
    widths = widths_of(
        {
            "head": ["序号", "金额", "状态", "说明"],
            "rows": [["1", "128,640.50 元", "已付", "说明"]],
            "narrow": [True, True, False, False],
            "wide": [False, False, False, True],
        }
    )

    assert widths[0] < 2 < widths[1] < widths[2]
    assert widths[3] == pytest.approx(2 * widths[2])
    assert sum(widths) == pytest.approx(15.8)
