"""Signing in as staff do: password, then the code of an app that was enrolled."""

import os

from django.test import Client
from django.utils import timezone

from rongzhi.accounts.second_factor import current_code, keep_secret
from rongzhi.core.one_time_codes import new_secret
from rongzhi.directory.models import Account

PASSWORD = "a password of the tests"


def with_app(username: str) -> Account:
    """The account, with an app enrolled."""
    account = Account.objects.get(username=username)
    keep_secret(account, new_secret(os.urandom), at=timezone.now())
    return account


def code_of(account: Account) -> str:
    """The code that the app of the account shows, one that was not used yet."""
    found = current_code(account, at=timezone.now())
    assert found is not None
    return found[0]


def signed_in(username: str, client: Client | None = None, **address: str) -> Client:
    """A browser in which the account has gone through both steps."""
    account = Account.objects.get(username=username)
    if current_code(account, at=timezone.now()) is None:
        with_app(username)
    client = client or Client(**address)
    client.post("/sign-in/", {"username": username, "password": PASSWORD})
    answer = client.post("/sign-in/code/", {"code": code_of(account)})
    assert answer.status_code == 302, answer.text
    return client
