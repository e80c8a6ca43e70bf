"""Somebody at a window: opens their desk, finds the case, does what is theirs to do, as a person clicks it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.journeys.checks import Checks
from tests.journeys.county import Served
from tests.journeys.pictures import Album

DONE = {"zh": "已办理", "en": "Done:"}
Answer = str | bool | Path | list[Path]


@dataclass
class Person:
    """One role in one window and one language."""

    role: str
    page: Page
    county: Served
    language: str
    window: str
    checks: Checks
    album: Album
    number: str = ""  # the case of a party

    def say(self, zh: str, en: str) -> str:
        """The text in this person's language."""
        return zh if self.language == "zh" else en

    # Moving about

    def open(self, path: str) -> None:
        """Type an address; only where a person would: the front page, a link on paper."""
        self.page.goto(self.county.address + path)
        self.arrived()

    def press(self, what: Locator) -> None:
        """Click or tap, and wait for the page that comes."""
        self.there(what)
        _unfold(what)
        with self.page.expect_navigation(wait_until="load"):
            what.tap() if self.window == "phone" else what.click()
        self.arrived()

    def there(self, what: Locator) -> None:
        """It is on the page; when not, the page is told."""
        try:
            what.wait_for(state="attached", timeout=3_000)
        except TimeoutError:
            text = self.page.locator("main").inner_text()[:1_500]
            raise AssertionError(f"{self.role}: not on {self.page.url}: {what}\n{text}") from None

    def link(self, zh: str, en: str, *, among: str = "main") -> None:
        """Follow the link with that text."""
        name = self.say(zh, en)
        self.press(self.page.locator(among).get_by_role("link", name=name).first)

    def button(self, zh: str, en: str) -> None:
        """Press the button with that text."""
        self.press(self.page.locator("main").get_by_role("button", name=self.say(zh, en), exact=True).first)

    def takes_out(self, zh: str, en: str) -> str:
        """Press a button or link that gives a file; gives the name of the file."""
        what = self.page.locator("main").get_by_text(self.say(zh, en), exact=True).first
        self.there(what)
        with self.page.expect_download() as coming:
            what.click()
        return coming.value.suggested_filename

    def nav(self, zh: str, en: str) -> None:
        """Go to one of the main pages."""
        self.press(self.page.locator("nav.nav").get_by_role("link", name=self.say(zh, en)))

    def arrived(self) -> None:
        """Look at the page that came."""
        self.checks.look(self.page)

    def picture(self, what: str) -> None:
        """Take the picture of that name for the day of this role."""
        self.album.take(self.page, self.role, what, self.window, self.language)

    def sees(self, text: str) -> None:
        """The text stands on the page."""
        expect(self.page.locator("body")).to_contain_text(text)

    # Work

    def desk(self, zh: str = "", en: str = "") -> None:
        """The worklist, or the desk of that name beside it."""
        self.press(self.page.locator("nav.nav a").first)
        if zh:
            self.link(zh, en)

    def case(self, number: str = "") -> None:
        """Open the case: a party has one, staff find it on their worklist or search for it."""
        number = number or self.number
        if f"/cases/{number}/" == self.page.url.removeprefix(self.county.address):
            self.page.reload()
            return
        self.desk()
        if self.number:
            return
        here = self.page.locator("main").get_by_role("link", name=number)
        if here.count() == 0:
            self.search(number)
        self.press(here.first)

    def at_a_glance(self) -> None:
        """Where the case stands, whose turn it is, until when, and what is next stand in the window without scrolling."""
        size = self.page.viewport_size
        assert size is not None
        told = self.page.locator("main .next")
        for piece in (*told.locator("h2, dt, dd").all(), *told.locator("a.button").all()[:1]):
            box = piece.bounding_box()
            assert box is not None, piece.inner_text()
            assert box["y"] + box["height"] <= size["height"], piece.inner_text()

    def search(self, words: str) -> None:
        """Search for it."""
        self.nav("查找", "Search")
        self.page.locator("#q").fill(words)
        self.button("查找", "Search")

    def begin(self, act: str, number: str = "") -> None:
        """Open the form of an act from the case's page."""
        self.case(number)
        self.press(self.page.locator(f"main a[href*='/acts/{act}/']").first)

    def do(self, act: str, number: str = "", /, *, picture: str = "", **answers: Answer) -> None:
        """Do an act: from the case's page, by its form, until the page says that it is done."""
        self.begin(act, number)
        self.fill(answers)
        if picture:
            self.picture(picture)
        self.send()
        self.sees(DONE[self.language])

    def fill(self, answers: Mapping[str, Answer]) -> None:
        """Fill in the form that stands open."""
        for name, answer in answers.items():
            self._answer(name, answer)

    def send(self) -> None:
        """Press the button of the form that stands open; what stood against it is told."""
        self.press(self.page.locator("main form p.actions button.button").first)
        trouble = self.page.locator("main .summary")
        if trouble.count():
            raise AssertionError(f"{self.page.url}: {trouble.first.inner_text()}")

    def _answer(self, name: str, answer: Answer) -> None:
        if isinstance(answer, Path | list):
            self.page.locator(f"main [name='{name}-new']").set_input_files(answer)
            return
        places = self.page.locator(f"main [name='{name}']")
        self.there(places.first)
        kind = places.first.evaluate("one => one.type || one.tagName")
        _unfold(places.first)
        if kind in ("radio", "checkbox"):
            value = "yes" if answer is True else answer
            self.page.locator(f"main [name='{name}'][value='{value}']").check()
        elif kind == "select-one":
            places.select_option(str(answer))
        else:
            places.fill(str(answer))


def _unfold(what: Locator) -> None:
    """Open the folded parts around it, as a person does who looks for it."""
    folds = what.locator("xpath=ancestor::details[not(@open)]")
    for place in range(folds.count()):
        folds.nth(place).locator("> summary").click()
        folds = what.locator("xpath=ancestor::details[not(@open)]")
        if folds.count() == 0:
            break


def code_on(page: Page) -> tuple[str, list[str]]:
    """The case number and the access codes that a receipt or slip shows."""
    found: list[Any] = page.locator("dd.code").all_inner_texts()
    return found[0].strip(), [re.sub(r"\s", "", one) for one in found[1:]]
