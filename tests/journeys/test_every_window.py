"""Every role comes to its desk in both languages and both windows, and opens what stands there."""

import pytest

from tests.journeys.conftest import People
from tests.journeys.days import DAYS

LOGINS = {"head": "lead", "mediator": "mediator1", "member": "fin", "police": "ps"}
STAFF = sorted(set(DAYS) - {"party"})


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("window", ["phone", "desktop"])
def test_every_role_has_its_desk(people: People, window: str, language: str) -> None:
    for role in STAFF:
        person = people.staff(role, window, language, login=LOGINS.get(role, ""))
        person.desk()
        for place in person.page.locator("nav.desks a").evaluate_all("all => all.map(one => one.pathname)"):
            person.desk()
            person.press(person.page.locator(f"nav.desks a[href='{place}']"))
        person.desk()
        first = person.page.locator("main table.list a[href*='/cases/']")
        if first.count():
            person.press(first.first)
        people.leave()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("window", ["phone", "desktop"])
def test_anybody_reads_the_public_pages(people: People, window: str, language: str) -> None:
    person = people.citizen(window, language)
    for link in person.page.locator("footer a, main a").evaluate_all("all => all.map(one => one.pathname)"):
        person.open(link)
    person.open("/enter/one-time/")
    person.open("/sign-in/forgot/")
