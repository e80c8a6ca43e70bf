"""Reset codes: once, for their time, for their account; sent only to the recorded means."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from rongzhi.accounts.resets import (
    address_of,
    ask_for_code,
    give_code,
    held,
    keep_address,
    send_codes,
    set_password,
)
from rongzhi.accounts.sign_ins import Place, begin, ended_because
from rongzhi.directory.models import Account, ResetCode
from rongzhi.exchange.connectors.message.demo import MemoryPort, memory_ports
from rongzhi.exchange.connectors.message.failing import FailingPort
from rongzhi.exchange.connectors.message.port import Ports

pytestmark = pytest.mark.django_db
NEW = "quiet-mountain-48213"


def officer() -> Account:
    return Account.objects.get(username="officer")


def test_code_sets_a_password_once_and_ends_every_sign_in(county: str):
    at = timezone.now()
    row = begin(officer(), Place("", ""), at=at)
    code = give_code(officer(), by="administrator", at=at)
    found = held("officer", code, at=at)

    assert found is not None
    assert set_password(found, NEW, at=at)
    assert officer().check_password(NEW)
    assert ended_because(row, officer(), at=at) == "password"
    assert held("officer", code, at=at) is None
    assert not set_password(found, "another-quiet-word", at=at)
    assert officer().check_password(NEW)


@pytest.mark.parametrize(("hours", "good"), [(23, True), (24, False)])
def test_code_of_the_counter_is_good_for_a_day(county: str, hours: int, good: bool):
    at = timezone.now()
    code = give_code(officer(), by="administrator", at=at)

    assert (held("officer", code, at=at + timedelta(hours=hours)) is not None) is good


@pytest.mark.parametrize("name", ["reviewer", "nobody", ""])
def test_code_of_somebody_else_is_no_code(county: str, name: str):
    code = give_code(officer(), by="administrator", at=timezone.now())

    assert held(name, code, at=timezone.now()) is None


def test_earlier_code_ends_with_the_next(county: str):
    at = timezone.now()
    first = give_code(officer(), by="administrator", at=at)
    give_code(officer(), by="administrator", at=at)

    assert held("officer", first, at=at) is None


def test_code_of_a_shut_account_is_no_code(county: str):
    at = timezone.now()
    code = give_code(officer(), by="administrator", at=at)
    Account.objects.filter(username="officer").update(is_active=False)

    assert held("officer", code, at=at) is None


def test_code_is_sent_to_the_recorded_means_once(county: str):
    keep_address(officer(), "sms", "13800009999")
    ports, at = memory_ports(), timezone.now()
    ask_for_code("officer", at=at)

    assert send_codes(ports, at=at) == 1
    assert send_codes(ports, at=at) == 0
    message = next(iter(ports["sms"].sent.values()))
    code = next(word for word in message.text.replace("，", "：").split("：") if word.count("-") == 4)
    assert message.to == "13800009999"
    assert held("officer", code, at=at) is not None
    assert held("officer", code, at=at + timedelta(minutes=30)) is None


def test_code_waits_for_a_port_that_is_down(county: str):
    keep_address(officer(), "sms", "13800009999")
    at = timezone.now()
    ask_for_code("officer", at=at)

    assert send_codes(Ports(FailingPort("sms")), at=at) == 0
    assert send_codes(memory_ports(), at=at) == 1


def test_code_that_is_over_is_sent_no_more_and_kept_no_longer(county: str):
    keep_address(officer(), "sms", "13800009999")
    at = timezone.now()
    ask_for_code("officer", at=at)

    assert send_codes(memory_ports(), at=at + timedelta(minutes=30)) == 0
    assert ResetCode.objects.exclude(sealed=None).count() == 0


@pytest.mark.parametrize("name", ["nobody", "reviewer"])  # no account; an account without means
def test_nothing_is_made_for_who_cannot_be_reached(county: str, name: str):
    ask_for_code(name, at=timezone.now())

    assert not ResetCode.objects.exists()


def test_asking_again_and_again_sends_one_code(county: str):
    keep_address(officer(), "email", "a@mail.example")
    port = MemoryPort("email")
    for _ in range(4):
        ask_for_code("officer", at=timezone.now())
        send_codes(Ports(port), at=timezone.now())

    assert len(port.sent) == 1


def test_address_and_code_stand_in_no_clear_column(county: str):
    keep_address(officer(), "sms", "13800009999")
    ask_for_code("officer", at=timezone.now())
    cells = b""
    for table in ("directory_account", "directory_resetcode", "directory_accountnote"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                cells += b"|".join(
                    bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in row
                )

    assert b"13800009999" not in cells
    assert address_of(officer()) == "13800009999"
