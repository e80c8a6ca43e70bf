"""A party without its access code: a one-time code sent to the contact on record, limited, and silent about what exists."""

import hmac
import secrets
from datetime import datetime, timedelta

from django.db.models import F

from rongzhi.accounts.sealing import digest, opened, seal
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.matching import files_of
from rongzhi.casework.models import File, Party, PartyCode
from rongzhi.core.procedure.values import check_email, check_phone
from rongzhi.exchange.connectors.message.port import Message, PortDown, Ports, Undeliverable

GOOD_FOR = timedelta(minutes=10)
NOT_BEFORE = timedelta(minutes=1)  # between two codes for one party
MOST_A_DAY = 6  # for one file
MOST_MISSES = 5
DIGITS = 8
ABOUT = "party code"
SUBJECT = "验证码 Code"


def ask(number: str, contact: str, *, at: datetime) -> None:
    """Have a code sent if this contact is on record for a party of this file; the caller learns nothing either way."""
    means, value = _read(contact)
    county = number.partition("-")[0]
    found = files_of(installation_keys(), county, _KINDS[means], value) if means else []
    party = next((part.removeprefix("person:") for file, part in found if file == number), "")
    active = Party.objects.filter(file=number, key=party, status="active").exists()
    if not active or _too_soon(number, party, at=at):
        return
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = PartyCode.objects.create(
        file=number,
        party=party,
        means=means,
        digest=_digest(number, party, code),
        made=at,
        good_until=at + GOOD_FOR,
    )
    row.nonce, row.sealed = seal(f"{code} {value}", about=f"{ABOUT} {row.pk}")
    row.save(update_fields=["nonce", "sealed"])


_KINDS = {"sms": "phone", "email": "email", "": "phone"}


def _read(contact: str) -> tuple[str, str]:
    """The means and the contact in its normal form; nothing for what is neither."""
    for means, check in (("sms", check_phone), ("email", check_email)):
        try:
            return means, check(contact)
        except ValueError:
            continue
    return "", ""


def _too_soon(number: str, party: str, *, at: datetime) -> bool:
    day = PartyCode.objects.filter(file=number, made__gt=at - timedelta(days=1))
    return day.count() >= MOST_A_DAY or day.filter(party=party, made__gt=at - NOT_BEFORE).exists()


def enter(number: str, code: str, *, at: datetime) -> dict[str, str] | None:
    """Use a code up: the file, party and county that it opens; None tells nothing about what is wrong.

    A wrong code counts as a miss of every code of the file that is still good; after five it is good no longer.
    """
    typed = "".join(sign for sign in code if sign.isascii() and sign.isdigit())
    rows = PartyCode.objects.filter(file=number, used=None, good_until__gt=at, misses__lt=MOST_MISSES)
    for row in rows:
        if hmac.compare_digest(bytes(row.digest), _digest(number, row.party, typed)):
            taken = rows.filter(pk=row.pk).update(used=at, nonce=None, sealed=None)
            county = File.objects.filter(number=number).values_list("county", flat=True).first()
            return {"file": number, "party": row.party, "county": county or ""} if taken else None
    rows.update(misses=F("misses") + 1)
    return None


def _digest(number: str, party: str, code: str) -> bytes:
    return digest(f"{number}\0{party}\0{code}", about=ABOUT)


def send_codes(ports: Ports, *, at: datetime) -> int:
    """Send the codes that were asked for; how many. A code that was sent, or can never be, is kept as a digest alone."""
    sent = 0
    for row in PartyCode.objects.exclude(sealed=None):
        if row.good_until > at and row.means in ports and row.nonce is not None and row.sealed is not None:
            code, _, address = opened(row.nonce, row.sealed, about=f"{ABOUT} {row.pk}").partition(" ")
            message = Message(
                key=f"party-code/{row.pk}", file=row.file, to=address, text=_text(code), subject=SUBJECT
            )
            try:
                ports[row.means].send(message)
                sent += 1
            except PortDown:
                continue
            except Undeliverable:
                pass  # the next way is the counter; the page says so to everybody
        PartyCode.objects.filter(pk=row.pk).update(nonce=None, sealed=None)
    return sent


def _text(code: str) -> str:
    return (
        f"验证码：{code}，10分钟内有效，只能用一次。不是您本人申请的，请不要告诉任何人。\n"
        f"Code: {code}, good once, for 10 minutes. If you did not ask for it, tell nobody."
    )
