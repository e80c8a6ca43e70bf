"""The second factor of staff: an authenticator app, and recovery codes for the day on which it is not at hand."""

import os
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.db import transaction

from rongzhi.accounts.sealing import digest, opened, seal
from rongzhi.core.one_time_codes import STEP_SECONDS, counter_at, hotp, matching_counter
from rongzhi.core.record.keys import SIGNS
from rongzhi.directory.models import Account, RecoveryCode, SecondFactor

MOST_MISSES = 5
PAUSE = timedelta(minutes=15)
RECOVERY_CODES = 10
RECOVERY_SIGNS = 10  # of five bits each


class Answer(Enum):
    """What came of a code that was typed."""

    RIGHT = "right"
    RECOVERY = "recovery"  # right, and that recovery code is now used up
    WRONG = "wrong"
    PAUSED = "paused"


def required() -> bool:
    """Whether nobody acts here without a second factor."""
    return bool(settings.RONGZHI_SECOND_FACTOR == "required")


def enrolled(account: Account) -> bool:
    """Whether the account has a second factor."""
    return SecondFactor.objects.filter(account=account).exists()


def enrol(account: Account, secret: str, typed: str, *, at: datetime) -> list[str] | None:
    """Take the app whose code was typed, in place of an earlier one; gives new recovery codes, None for a wrong code."""
    counter = matching_counter(secret, typed, moment=at, after=0)
    if counter is None:
        return None
    with transaction.atomic():
        keep_secret(account, secret, at=at, counter=counter)
        return new_recovery_codes(account)


def keep_secret(account: Account, secret: str, *, at: datetime, counter: int = 0) -> None:
    """Store the secret of an account's app, sealed."""
    nonce, sealed = seal(secret, about=_about(account))
    SecondFactor.objects.update_or_create(
        account=account,
        defaults={
            "nonce": nonce,
            "sealed": sealed,
            "counter": counter,
            "misses": 0,
            "paused_until": None,
            "since": at,
        },
    )


def check(account: Account, typed: str, *, at: datetime) -> Answer:
    """Weigh a code of the app or a recovery code; each is taken once, and five wrong ones pause the account.

    Raises KeyFault without the installation key.
    """
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(account=account).first()
        if factor is None:
            return Answer.WRONG
        if factor.paused_until is not None and at < factor.paused_until:
            return Answer.PAUSED
        secret = opened(factor.nonce, factor.sealed, about=_about(account))
        counter = matching_counter(secret, typed, moment=at, after=factor.counter)
        answer = Answer.RIGHT if counter is not None else _recovery(account, typed, at)
        if answer is Answer.WRONG:
            factor.misses += 1
            if factor.misses >= MOST_MISSES:
                factor.misses, factor.paused_until = 0, at + PAUSE
                answer = Answer.PAUSED
        else:
            factor.misses, factor.paused_until = 0, None
            factor.counter = counter if counter is not None else factor.counter
        factor.save(update_fields=["misses", "paused_until", "counter"])
        return answer


def _recovery(account: Account, typed: str, at: datetime) -> Answer:
    signs = "".join(sign for sign in typed.upper() if sign in SIGNS)
    if len(signs) != RECOVERY_SIGNS:
        return Answer.WRONG
    row = RecoveryCode.objects.filter(account=account, digest=_digest(account, signs), used_at=None)
    return Answer.RECOVERY if row.update(used_at=at) == 1 else Answer.WRONG


def new_recovery_codes(account: Account) -> list[str]:
    """Ten new codes, shown once; the earlier ones end. Only their digests are kept."""
    codes = [
        "".join(SIGNS[byte % len(SIGNS)] for byte in os.urandom(RECOVERY_SIGNS))
        for _ in range(RECOVERY_CODES)
    ]
    with transaction.atomic():
        RecoveryCode.objects.filter(account=account).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(account=account, digest=_digest(account, code)) for code in codes
        )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def recovery_codes_left(account: Account) -> int:
    """How many recovery codes were not used yet."""
    return RecoveryCode.objects.filter(account=account, used_at=None).count()


def remove(account: Account) -> None:
    """Forget app and recovery codes: at the next sign-in the account enrols anew."""
    RecoveryCode.objects.filter(account=account).delete()
    SecondFactor.objects.filter(account=account).delete()


def secret_of_demo(account: Account) -> str:
    """The secret of an account's app, in clear. For the demo alone."""
    factor = SecondFactor.objects.get(account=account)
    return opened(factor.nonce, factor.sealed, about=_about(account))


def current_code(account: Account, *, at: datetime) -> tuple[str, int] | None:
    """The code of this moment and its seconds left; None without a second factor. For the demo alone."""
    factor = SecondFactor.objects.filter(account=account).first()
    if factor is None:
        return None
    secret = opened(factor.nonce, factor.sealed, about=_about(account))
    counter = max(counter_at(at), factor.counter + 1)
    return hotp(secret, counter), (counter + 1) * STEP_SECONDS - int(at.timestamp())


def _about(account: Account) -> str:
    return f"second factor of {account.pk}"


def _digest(account: Account, signs: str) -> bytes:
    return digest(signs, about=f"recovery code of {account.pk}")
