"""What is looked at on every page that a journey passes: access for everybody, width, errors of the console."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from playwright.sync_api import ConsoleMessage, Page, Response

NARROW = 360
OPEN_ALL = """() => { const shut = [...document.querySelectorAll('details:not([open])')];
  shut.forEach(one => { one.open = true; one.dataset.shut = 'yes'; }); }"""
SHUT_AGAIN = """() => document.querySelectorAll('details[data-shut]').forEach(one => {
  one.open = false; delete one.dataset.shut; })"""
TOO_WIDE = """() => { const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  return [...document.querySelectorAll('main *, header *, footer *')].filter(one => one.getBoundingClientRect().right > most + 1)
    .slice(0, 5).map(one => one.tagName + '.' + one.className + ': ' + (one.textContent || '').trim().slice(0, 40)); }"""


@dataclass
class Looked:
    """What was found so far, and on which kinds of page; shared by the journeys of one run."""

    kinds: set[tuple[str, ...]] = field(default_factory=set)
    axe: Axe = field(default_factory=Axe)


@dataclass
class Checks:
    """The checks of one window."""

    looked: Looked
    window: str
    language: str
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note what the console and the answers of the site say, from now on."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        if (
            message.type in ("error", "warning")
            and "the server responded with a status of 4" not in message.text
        ):
            self.faults.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            self.faults.append(f"{response.status}: {response.url}")

    def look(self, page: Page) -> None:
        """Look at the page that stands open, the first time that a page of its kind is met in this window and language."""
        name, detail = _kind(page.url)
        keys = {(name, self.window, self.language)} | ({(name, detail)} if detail else set())
        if keys <= self.looked.kinds:
            return
        self.looked.kinds |= keys
        page.evaluate(OPEN_ALL)
        for violation in self.looked.axe.run(page).response["violations"]:
            self.faults += [f"axe {page.url}: {violation['id']}: {_node(one)}" for one in violation["nodes"]]
        size = page.viewport_size
        assert size is not None
        if self.window == "phone":
            page.set_viewport_size({"width": NARROW, "height": size["height"]})
        if wide := page.evaluate(TOO_WIDE):
            self.faults.append(
                f"wider than {NARROW if self.window == 'phone' else size['width']} {page.url}: {wide}"
            )
        page.set_viewport_size(size)
        page.evaluate(SHUT_AGAIN)


def _kind(address: str) -> tuple[str, str]:
    """The name of the page's address, and the act that its form is for."""
    path = urlsplit(address).path
    found = resolve(path)
    return str(found.url_name), str(found.kwargs.get("act", found.kwargs.get("form", "")))


def _node(found: dict[str, Any]) -> str:
    said = [check["message"] for check in (*found["any"], *found["all"], *found["none"])]
    return re.sub(r"\s+", " ", f"{found['html'][:160]} {'; '.join(said)}")
