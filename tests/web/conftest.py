"""What the tests of the pages share: a county at a fixed moment, and browsers of its people."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from rongzhi.directory.models import Account
from rongzhi.web.actors import PARTY
from tests.factories import county as made

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def county(db: None, installation) -> Iterator[str]:
    """The test county, at the moment of its factory."""
    cache.clear()
    with time_machine.travel(made.NOW, tick=False):
        yield made.county()


@pytest.fixture
def staff(county: str) -> Callable[[str], Client]:
    """A browser in which that account has signed in."""

    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(username=username), backend=BACKEND)
        return client

    return signed_in


@pytest.fixture
def party(county: str) -> Callable[..., Client]:
    """A browser in which a party of the file has entered."""

    def entered(file: str, key: str = "p1") -> Client:
        client = Client()
        session = client.session
        session[PARTY] = {"file": file, "party": key, "county": county}
        session.save()
        return client

    return entered
