"""The look: enough contrast, every class known and shown, nothing that only a browser of one kind understands."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape

from rongzhi.web.design import PARTS, SHARED, STYLES, page_own

TEMPLATES = STYLES.parents[1] / "templates"
CLASS = re.compile(r"\.(-?[a-zA-Z][\w-]*)")
HUNDREDTHS = ("ink", "soft", "link", "go", "doubt", "stop")

# (text, ground): what stands on what, in both schemes.
READ_ON = [
    *((text, ground) for text in HUNDREDTHS for ground in ("paper", "panel", "ground")),
    ("ink", "here-ground"),
    ("soft", "here-ground"),
    ("deep-ink", "deep"),
    ("deep-soft", "deep"),
    ("go-ink", "go"),
    ("stop-ink", "stop"),
    ("panel", "here"),
    ("go", "go-ground"),
    ("doubt", "doubt-ground"),
    ("stop", "stop-ground"),
    ("ink", "go-ground"),
    ("ink", "doubt-ground"),
    ("ink", "stop-ground"),
    ("soft", "stop-ground"),
    ("soft", "doubt-ground"),
    ("soft", "go-ground"),
    ("link", "go-ground"),
    ("link", "doubt-ground"),
    ("link", "stop-ground"),
]
# What must be told apart without being read: edges of inputs, marks of stages, the ring of focus.
SEEN_ON = [("edge", "paper"), ("edge", "panel"), ("here", "panel"), ("go", "panel"), ("focus", "focus-edge")]


def schemes() -> dict[str, dict[str, str]]:
    """The colours of the light and of the dark scheme, as the tokens give them."""
    light_text, _, dark_text = (STYLES / "tokens.css").read_text(encoding="utf-8").partition("@media")
    light = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6});", light_text))
    return {"light": light, "dark": light | dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6});", dark_text))}


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2), from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_every_ground_it_stands_on(scheme: str) -> None:
    colours = schemes()[scheme]

    poor = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in READ_ON}

    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_and_marks_can_be_told_from_their_ground(scheme: str) -> None:
    colours = schemes()[scheme]

    poor = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in SEEN_ON}

    assert {pair: ratio for pair, ratio in poor.items() if ratio < 3} == {}


def selectors(sheet: Path) -> str:
    """The selectors of a sheet, without comments and declarations."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"\{[^{}]*\}", " ", text)


def styled(*names: str) -> set[str]:
    """The classes that these sheets know."""
    return {found for name in names for found in CLASS.findall(selectors(STYLES / f"{name}.css"))}


def used(text: str) -> set[str]:
    """The classes in a text with markup; where a template computes one, its fixed words."""
    found: set[str] = set()
    for value in re.findall(r'class="((?:\{%.*?%\}|\{\{.*?\}\}|[^"])*)"', text):
        words = re.sub(r"\{%.*?%\}|[\w-]*\{\{.*?\}\}[\w-]*", " ", value)
        found |= {word for word in words.split() if word not in {"=", "=="}}
    return found


def test_every_shared_class_is_shown_on_the_living_page(county: str, staff) -> None:
    shown = used(staff("officer").get("/design/").text)
    own = styled(*(sheet.name.removesuffix(".css") for sheet in page_own()))

    assert sorted(styled(*SHARED) - shown - own) == []
    assert sorted(styled(*SHARED[:-1]) - shown) == []  # what is printed may belong to one page


def test_every_sheet_of_a_single_page_is_listed_on_the_living_page(county: str, client: Client) -> None:
    page = client.get("/design/").text

    for sheet in page_own():
        assert sheet.name in page
        assert escape(sheet.about) in page


def test_no_template_uses_a_class_that_no_sheet_knows() -> None:
    known = styled(*(sheet.stem for sheet in STYLES.glob("*.css")))

    unknown = {
        str(file.relative_to(TEMPLATES)): sorted(used(file.read_text(encoding="utf-8")) - known)
        for file in TEMPLATES.rglob("*.html")
    }

    assert {file: classes for file, classes in unknown.items() if classes} == {}


def test_every_sheet_is_linked_by_every_page(county: str, client: Client) -> None:
    linked = re.findall(r"/web/(\w+)\.css", client.get("/").text)

    assert sorted(linked) == sorted(sheet.stem for sheet in STYLES.glob("*.css"))
    assert (linked[0], linked[-1]) == ("tokens", "print")


def test_only_the_tokens_name_colours() -> None:
    free = {"tokens", "print", "public"}  # paper is white; drawings of procedures keep their own ink
    for sheet in STYLES.glob("*.css"):
        if sheet.stem not in free:
            text = sheet.read_text(encoding="utf-8")
            assert sorted(set(re.findall(r"#[0-9a-fA-F]{3,6}\b", text)) - {"#fff"}) == [], sheet.name


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_living_page_shows_every_part_with_its_markup_and_use(
    county: str, client: Client, language: str
) -> None:
    page = client.get("/design/", headers={"accept-language": language}).text

    for part in PARTS:
        assert f'id="{part.key}"' in page
        assert escape(part.use_en if language == "en" else part.use) in page
    assert page.count('<pre class="markup"') == len(PARTS)


def test_chinese_is_never_set_in_italics() -> None:
    for sheet in STYLES.glob("*.css"):
        assert "italic" not in sheet.read_text(encoding="utf-8").replace("no italics", "")
