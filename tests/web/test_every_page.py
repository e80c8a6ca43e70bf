"""Every page, for every kind of reader: it answers, and says nothing to those it is not for."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import county as made

PUBLIC = ("front", "file", "enter", "sign_in", "procedures", "rules", "matrix")
STAFF = ("desk", "roster")

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(client: Client) -> str:
    return made.county()


def signed_in(client: Client, username: str) -> Client:
    from rongzhi.directory.models import Account

    client.force_login(Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_answers(county: str, client: Client, name: str, language: str) -> None:
    answer = client.get(reverse(name), headers={"accept-language": language})

    assert answer.status_code == 200
    assert ("data-language" in answer.text) is False


@pytest.mark.parametrize("username", sorted(made.ACCOUNTS))
@pytest.mark.parametrize("name", STAFF)
def test_staff_page_answers(county: str, client: Client, name: str, username: str) -> None:
    made.filed()

    assert signed_in(client, username).get(reverse(name)).status_code == 200
