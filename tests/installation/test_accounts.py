"""`rongzhi account`: logins are added, listed, given new passwords and disabled."""

import re

import pytest

from tests.installation.conftest import PASSWORD, Machine

pytestmark = pytest.mark.db

OTHER = "Slow-mountain-90417"
SIGNS_IN = """
import sys
from django.contrib.auth import authenticate
from rongzhi.directory.models import Account
account = Account.objects.get(username=sys.argv[1])
print(account.is_active and account.check_password(sys.argv[2]))
"""


def add(machine: Machine, *more: str):
    return machine.command(
        "account", "add", "clerk", "--name", "何知夏", "--password-stdin", *more, given=OTHER + "\n"
    )


def signs_in(machine: Machine, user: str, password: str) -> bool:
    return machine.program(SIGNS_IN, user, password).strip() == "True"


def test_account_is_added_and_listed(county):
    done = add(county, "--body", "PMCF", "--functions", "officer,reviewer")

    assert done.returncode == 0, done.stderr
    assert "clerk  何知夏  W/PMCF  officer,reviewer\n" in county.command("account", "list").stdout
    assert signs_in(county, "clerk", OTHER)


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (("--body", "PMCX"), "There is no body PMCX"),
        (("--neutral", "n9"), "There is no neutral n9"),
        (("--functions", "king"), "No such function: king"),
        (("--county", "Q"), "Say which county"),
    ],
)
def test_account_that_fits_nothing_is_refused(county, more, word):
    done = add(county, *more)

    assert done.returncode == 1
    assert word in done.stderr
    assert "clerk" not in county.command("account", "list").stdout


def test_account_is_added_once(county):
    add(county)

    done = add(county)

    assert done.returncode == 1
    assert "account password clerk" in done.stderr


def test_password_is_changed(county):
    county.command("account", "password", "head", "--password-stdin", given=OTHER + "\n")

    assert signs_in(county, "head", OTHER)
    assert not signs_in(county, "head", PASSWORD)


def test_disabled_account_cannot_sign_in_until_enabled(county):
    add(county)

    county.command("account", "disable", "clerk")
    disabled = signs_in(county, "clerk", OTHER)
    county.command("account", "enable", "clerk")

    assert disabled is False
    assert signs_in(county, "clerk", OTHER)


def test_last_administrator_stays(county):
    done = county.command("account", "disable", "head")

    assert done.returncode == 1
    assert "last administrator" in done.stderr
    assert signs_in(county, "head", PASSWORD)


def test_unknown_account_is_said(county):
    done = county.command("account", "disable", "nobody")

    assert done.returncode == 1
    assert "account list" in done.stderr


def test_reset_code_is_made_on_the_machine(county):
    done = county.command("account", "reset", "head")

    assert done.returncode == 0, done.stderr
    assert re.search(r"([0-9A-Z]{4}-){4}[0-9A-Z]", done.stdout)


def test_app_is_removed_and_sign_ins_are_ended_on_the_machine(county):
    removed = county.command("account", "remove-app", "head")
    ended = county.command("account", "sign-out", "head")

    assert (removed.returncode, ended.returncode) == (0, 0)
    assert "0 sign-ins of head were ended" in ended.stdout


def test_codes_are_shown_in_a_demo_alone(county):
    done = county.command("account", "code", "head")

    assert done.returncode == 1
    assert "Only a demo shows codes" in done.stderr
    assert done.stdout == ""
