"""What the journeys share: one served county, one browser, and the people who sit before it."""

import fcntl
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.journeys.browser import LANGUAGES, WINDOWS, launched
from tests.journeys.checks import Checks, Looked
from tests.journeys.county import Served, built, served
from tests.journeys.person import Person
from tests.journeys.pictures import Album


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that drives a browser is a journey."""
    for item in items:
        if "people" in getattr(item, "fixturenames", ()):
            item.add_marker("journey")


@pytest.fixture(scope="session")
def served_county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A county of this process's own; the first process builds it, each serves a copy."""
    own = tmp_path_factory.mktemp("county")
    shared = tmp_path_factory.getbasetemp()
    if shared.name.startswith("popen-"):
        shared = shared.parent
    with (shared / "county.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        home = built(shared / "county-built")
    shutil.copytree(home, own, dirs_exist_ok=True)
    with served(own) as county:
        yield county


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all journeys of this process."""
    with sync_playwright() as playwright:
        opened = launched(playwright, tmp_path_factory.mktemp("browser"))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def looked() -> Looked:
    """The kinds of page that were looked at."""
    return Looked()


@pytest.fixture(scope="session")
def album() -> Album:
    """The pictures of this run."""
    return Album.of_this_run()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Any]:
    """What the browser keeps of those who have signed in, by login."""
    return {}


class People:
    """Brings people to their windows, and sees them off."""

    def __init__(
        self, browser: Browser, county: Served, looked: Looked, album: Album, signed_in: dict[str, Any]
    ) -> None:
        self.county = county
        self.faults: list[str] = []
        self._browser, self._looked, self._album, self._signed_in = browser, looked, album, signed_in
        self._open: list[BrowserContext] = []

    def staff(self, role: str, window: str, language: str, *, login: str = "") -> Person:
        """Somebody of the staff, who signs in with password and code, once a day."""
        login = login or role
        kept = self._signed_in.get(login)
        person = self._person(role, window, language, kept)
        if kept is None:
            person.open("/")
            person.link("工作人员", "Staff", among="header")
            person.fill({"username": login, "password": self.county.password})
            person.picture("signs-in") if role == "intake" else None
            person.button("登录", "Sign in")
            person.fill({"code": self.county.code(login)})
            person.button("登录", "Sign in")
            state = person.page.context.storage_state()
            state["cookies"] = [one for one in state["cookies"] if "language" not in one["name"]]
            self._signed_in[login] = state
        else:
            person.open("/desk/")
        return person

    def citizen(self, window: str, language: str, *, role: str = "party") -> Person:
        """Anybody, before the front page."""
        person = self._person(role, window, language, None)
        person.open("/")
        return person

    def _person(self, role: str, window: str, language: str, kept: Any) -> Person:
        context = self._browser.new_context(
            **WINDOWS[window], locale=LANGUAGES[language], timezone_id="Asia/Shanghai", storage_state=kept
        )
        context.set_default_timeout(6_000)
        self._open.append(context)
        page = context.new_page()
        checks = Checks(self._looked, window, language, self.faults)
        checks.watch(page)
        return Person(role, page, self.county, language, window, checks, self._album)

    def leave(self) -> None:
        """Close all windows."""
        for context in self._open:
            context.close()
        self._open.clear()


@pytest.fixture
def people(
    browser: Browser, served_county: Served, looked: Looked, album: Album, signed_in: dict[str, Any]
) -> Iterator[People]:
    """The people of one journey; at its end no page was at fault, and the record verifies."""
    made = People(browser, served_county, looked, album, signed_in)
    yield made
    made.leave()
    assert "\n".join(dict.fromkeys(made.faults)) == ""
    assert served_county.ask("verify")["faults"] in (0, [])
