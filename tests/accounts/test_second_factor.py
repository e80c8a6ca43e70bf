"""The second factor: sealed at rest, each code once, wrong ones pause."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from rongzhi.accounts.sealing import opened, seal
from rongzhi.accounts.second_factor import (
    Answer,
    check,
    current_code,
    enrol,
    enrolled,
    new_recovery_codes,
    recovery_codes_left,
    remove,
)
from rongzhi.casework.sealing import SealBroken
from rongzhi.core.one_time_codes import counter_at, hotp, new_secret
from rongzhi.directory.models import Account
from tests.factories.sign_in import code_of, with_app

pytestmark = pytest.mark.django_db
SECRET = new_secret(lambda count: b"1" * count)


def officer() -> Account:
    return Account.objects.get(username="officer")


def test_app_is_enrolled_with_its_code_alone(county: str):
    at = timezone.now()
    right = hotp(SECRET, counter_at(at))
    wrong = "000000" if right != "000000" else "000001"

    assert enrol(officer(), SECRET, wrong, at=at) is None
    assert not enrolled(officer())
    assert len(enrol(officer(), SECRET, right, at=at) or ()) == 10
    assert enrolled(officer())


def test_code_of_enrolment_is_not_taken_again(county: str):
    at = timezone.now()
    code = hotp(SECRET, counter_at(at))
    enrol(officer(), SECRET, code, at=at)

    assert check(officer(), code, at=at) is Answer.WRONG


def test_code_is_taken_once(county: str):
    account, at = with_app("officer"), timezone.now()
    code = code_of(account)

    assert check(account, code, at=at) is Answer.RIGHT
    assert check(account, code, at=at) is Answer.WRONG


def test_recovery_code_is_taken_once_and_by_its_owner_alone(county: str):
    account, other, at = with_app("officer"), with_app("reviewer"), timezone.now()
    code = new_recovery_codes(account)[0]

    assert check(other, code, at=at) is Answer.WRONG
    assert check(account, code.lower(), at=at) is Answer.RECOVERY
    assert check(account, code, at=at) is Answer.WRONG
    assert recovery_codes_left(account) == 9


def test_earlier_recovery_codes_end_with_new_ones(county: str):
    account = with_app("officer")
    old = new_recovery_codes(account)[0]
    new_recovery_codes(account)

    assert check(account, old, at=timezone.now()) is Answer.WRONG


def test_five_wrong_codes_pause_even_the_right_one(county: str):
    account, at = with_app("officer"), timezone.now()
    answers = [check(account, "no", at=at) for _ in range(5)]

    assert answers == [Answer.WRONG] * 4 + [Answer.PAUSED]
    assert check(account, code_of(account), at=at) is Answer.PAUSED
    later = at + timedelta(minutes=15)
    code = current_code(account, at=later)
    assert code is not None
    assert check(account, code[0], at=later) is Answer.RIGHT


def test_removed_app_takes_no_code(county: str):
    account = with_app("officer")
    code = code_of(account)
    remove(account)

    assert check(account, code, at=timezone.now()) is Answer.WRONG
    assert recovery_codes_left(account) == 0


def test_neither_secret_nor_recovery_code_stands_in_the_database(county: str):
    account, at = officer(), timezone.now()
    codes = enrol(account, SECRET, hotp(SECRET, counter_at(at)), at=at) or []
    cells = b""
    for table in ("directory_secondfactor", "directory_recoverycode", "django_session"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                cells += b"|".join(
                    bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in row
                )

    assert cells
    assert SECRET.encode() not in cells
    assert all(code.replace("-", "").encode() not in cells for code in codes)


def test_sealed_secret_opens_in_its_place_alone(county: str):
    nonce, sealed = seal("secret", about="one")

    assert opened(nonce, sealed, about="one") == "secret"
    with pytest.raises(SealBroken):
        opened(nonce, sealed, about="another")
