"""The account page: how often somebody is told of news on their desk."""

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from rongzhi.accounts.news import frequency_of
from rongzhi.accounts.resets import keep_address
from rongzhi.directory.models import Account
from tests.factories.county import NOW
from tests.factories.offices import county_with_file

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def officer(db: None, installation):
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        county_with_file()
        yield Account.objects.get(username="officer")


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def test_frequency_is_chosen_and_shown(officer: Account) -> None:
    keep_address(officer, "email", "officer@example.cn")
    client = browser(officer)

    client.post("/account/news/", {"frequency": "weekly"})

    assert frequency_of(officer) == "weekly"
    assert 'value="weekly" checked' in client.get("/account/").text
    client.post("/account/news/", {"frequency": ""})
    assert frequency_of(officer) == ""


def test_nothing_is_chosen_without_a_recorded_means(officer: Account) -> None:
    answer = browser(officer).post("/account/news/", {"frequency": "daily"})

    assert answer.status_code == 422
    assert frequency_of(officer) == ""


def test_unknown_frequency_is_no_page(officer: Account) -> None:
    assert browser(officer).post("/account/news/", {"frequency": "hourly"}).status_code == 404
