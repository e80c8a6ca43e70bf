"""A forgotten password: a code given at the counter, or sent to the recorded means, sets a new one once."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.utils import reset as forget_misses
from django.db import transaction

from rongzhi.accounts.notes import note
from rongzhi.accounts.sealing import digest, opened, seal
from rongzhi.accounts.sign_ins import end_all
from rongzhi.core.record.keys import CodeMistyped, new_code, normalise_code
from rongzhi.directory.models import Account, ResetCode
from rongzhi.exchange.connectors.message.port import Message, PortDown, Ports, Undeliverable

GOOD_AT_COUNTER = timedelta(hours=24)
GOOD_WHEN_SENT = timedelta(minutes=30)
NOT_BEFORE = timedelta(minutes=5)  # between two codes that somebody asks for themselves
MEANS = ("sms", "email")
ABOUT = "reset code"


def keep_address(account: Account, means: str, address: str) -> None:
    """Record, sealed, where a reset code may be sent; an empty address forgets it."""
    account.means, account.address_nonce, account.address = "", None, None
    if means in MEANS and address:
        account.means = means
        account.address_nonce, account.address = seal(address[:120], about=f"address of {account.pk}")
    account.save(update_fields=["means", "address_nonce", "address"])


def address_of(account: Account) -> str:
    """The recorded address; empty when there is none. Raises KeyFault without the installation key."""
    if account.address is None or account.address_nonce is None:
        return ""
    return opened(account.address_nonce, account.address, about=f"address of {account.pk}")


def give_code(account: Account, *, by: str, at: datetime) -> str:
    """A code for somebody whose identity was checked at the counter, good for 24 hours; earlier codes end."""
    code, _ = _make(account, by=by, at=at, good_for=GOOD_AT_COUNTER)
    note(account, "reset_given", by=by)
    return code


def ask_for_code(username: str, *, at: datetime) -> None:
    """Have a code sent to the recorded means, if there is such an account and means; the caller learns nothing."""
    account = Account.objects.filter(username=username, is_active=True).exclude(means="").first()
    if account is None or ResetCode.objects.filter(account=account, by="", made__gt=at - NOT_BEFORE).exists():
        return
    code, row = _make(account, by="", at=at, good_for=GOOD_WHEN_SENT)
    row.nonce, row.sealed = seal(code, about=f"{ABOUT} {row.pk}")
    row.save(update_fields=["nonce", "sealed"])
    note(account, "reset_asked", by=account.username)


def _make(account: Account, *, by: str, at: datetime, good_for: timedelta) -> tuple[str, ResetCode]:
    code = new_code(os.urandom)
    with transaction.atomic():
        ResetCode.objects.filter(account=account, used=None, good_until__gt=at).update(
            good_until=at, nonce=None, sealed=None
        )
        row = ResetCode.objects.create(
            account=account,
            digest=digest(normalise_code(code), about=ABOUT),
            by=by,
            made=at,
            good_until=at + good_for,
        )
    return code, row


@dataclass(frozen=True, slots=True)
class Held:
    """A code that is good at this moment."""

    row: int
    account: Account


def held(username: str, code: str, *, at: datetime) -> Held | None:
    """The code, if it is this account's, not used and not over; None tells nothing about which is wrong."""
    try:
        stored = digest(normalise_code(code), about=ABOUT)
    except CodeMistyped:
        return None
    row = (
        ResetCode.objects.filter(digest=stored, used=None, good_until__gt=at, account__is_active=True)
        .select_related("account")
        .first()
    )
    return Held(row.pk, row.account) if row is not None and row.account.username == username else None


def set_password(code: Held, password: str, *, at: datetime) -> bool:
    """Use the code up and set the password; every sign-in of the account ends. False when it was used meanwhile."""
    with transaction.atomic():
        if not ResetCode.objects.filter(pk=code.row, used=None, good_until__gt=at).update(
            used=at, nonce=None, sealed=None
        ):
            return False
        change_password(code.account, password, by=code.account.username, at=at, what="reset_used")
    forget_misses(username=code.account.username)
    return True


def change_password(
    account: Account, password: str, *, by: str, at: datetime, what: str = "password", but: int | None = None
) -> None:
    """Set a password that was found strong enough; all sign-ins except `but` end."""
    account.set_password(password)
    account.save(update_fields=["password"])
    end_all(account, why="password", at=at, but=but)
    note(account, what, by=by)


def send_codes(ports: Ports, *, at: datetime) -> int:
    """Send the codes that people asked for; a code that was sent, or can never be, is kept no longer."""
    sent = 0
    for row in ResetCode.objects.exclude(sealed=None).select_related("account"):
        account = row.account
        over = row.used is not None or row.good_until <= at
        if not over and account.means in ports and row.nonce is not None and row.sealed is not None:
            code = opened(row.nonce, row.sealed, about=f"{ABOUT} {row.pk}")
            message = Message(
                key=f"reset/{row.pk}",
                file="account",
                to=address_of(account),
                text=_text(code),
                subject=SUBJECT,
            )
            try:
                ports[account.means].send(message)
                sent += 1
            except PortDown:
                continue
            except Undeliverable:
                note(account, "reset_undelivered", by="system")
        ResetCode.objects.filter(pk=row.pk).update(nonce=None, sealed=None)
    return sent


SUBJECT = "重设密码 New password"


def _text(code: str) -> str:
    return (
        f"重设密码的代码：{code}，30分钟内有效，只能用一次。不是您本人申请的，请不要告诉任何人，并通知管理员。\n"
        f"Code for a new password: {code}, good once, for 30 minutes. If you did not ask for it, tell nobody and let the "
        "administrator know."
    )
