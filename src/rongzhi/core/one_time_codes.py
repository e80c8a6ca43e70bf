"""One-time codes of an authenticator app: HOTP (RFC 4226) counted by time (TOTP, RFC 6238), each good once."""

import hmac
from base64 import b32decode, b32encode
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote, urlencode

SECRET_BYTES = 20  # RFC 4226 §4, R6: 160 bits
DIGITS = 6
STEP_SECONDS = 30
STEPS_APART = 1  # a clock may be half a minute off, RFC 6238 §5.2


def new_secret(random_bytes: Callable[[int], bytes]) -> str:
    """A new secret in base32, as authenticator apps take it. `random_bytes` is `os.urandom` in service."""
    return b32encode(random_bytes(SECRET_BYTES)).decode()


def hotp(secret: str, counter: int) -> str:
    """The code of a counter (RFC 4226 §5.3). Raises ValueError when the secret is no base32."""
    digest = hmac.digest(b32decode(secret, casefold=True), counter.to_bytes(8), "sha1")
    place = digest[-1] & 0x0F
    number = int.from_bytes(digest[place : place + 4]) & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def counter_at(moment: datetime) -> int:
    """The counter of a moment, which must be aware."""
    return int(moment.timestamp()) // STEP_SECONDS


def matching_counter(secret: str, typed: str, *, moment: datetime, after: int) -> int | None:
    """The counter whose code was typed, near this moment and later than `after`; None when there is none.

    The caller stores what it gets: a code that was used, and every earlier one, is never taken again.
    """
    digits = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    if len(digits) != DIGITS:
        return None
    here, found = counter_at(moment), None
    for counter in range(here - STEPS_APART, here + STEPS_APART + 1):
        if hmac.compare_digest(hotp(secret, counter), digits) and counter > after:
            found = counter
    return found


def enrolment_address(secret: str, *, name: str, issuer: str) -> str:
    """The otpauth address that an authenticator app reads from a QR code."""
    asked = {"secret": secret, "issuer": issuer, "digits": DIGITS, "period": STEP_SECONDS}
    return f"otpauth://totp/{quote(f'{issuer}:{name}')}?{urlencode(asked, quote_via=quote)}"
