"""Makes, finds and revokes the secret address of a person's calendar; only its keyed digest is stored."""

import base64
import hmac
import os
from collections.abc import Callable
from datetime import datetime

from rongzhi.casework.actions import saved
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import CalendarKey
from rongzhi.core.procedure.definition import Actor

RANDOM_BYTES = 20  # 160 bits
LENGTH = 32


def new_calendar_key(by: Actor, *, now: datetime, random_bytes: Callable[[int], bytes] = os.urandom) -> str:
    """A new address for this reader's calendar; the one that was there no longer counts. It is shown once."""
    token = base64.b32encode(random_bytes(RANDOM_BYTES)).decode().lower()
    with saved():
        revoke_calendar_keys(by, now=now)
        CalendarKey.objects.create(
            digest=_digest(token), county=by.county, reader=by.id, file=by.file, party=by.party, made_at=now
        )
    return token


def revoke_calendar_keys(by: Actor, *, now: datetime) -> int:
    """End every calendar address of this reader; how many there were."""
    return CalendarKey.objects.filter(reader=by.id, revoked_at=None).update(revoked_at=now)


def calendar_key_of(by: Actor) -> CalendarKey | None:
    """The address that counts now, without its secret."""
    return CalendarKey.objects.filter(reader=by.id, revoked_at=None).order_by("-pk").first()


def find_calendar_key(token: str) -> CalendarKey | None:
    """Whose calendar it is; None for an address that nobody has, or that was revoked."""
    if len(token) != LENGTH or not token.isascii():
        return None
    return CalendarKey.objects.filter(digest=_digest(token), revoked_at=None).first()


def _digest(token: str) -> bytes:
    return hmac.digest(installation_keys().codes, b"calendar\x00" + token.encode(), "sha256")
