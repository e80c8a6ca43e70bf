"""Access codes on their way to the page that shows them: sealed while they wait, and gone after half an hour."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from rongzhi.casework.actions import Done
from rongzhi.core.procedure.definition import Act
from rongzhi.exchange.texts import CARRIES_CODE

SECONDS = 1800
HELD = "slips"
MOST = 5
BY_ITSELF = frozenset(
    {"sms", "email"}
)  # ways by which a message with its code leaves without anybody's hands


def _fernet() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"rongzhi slips" + settings.SECRET_KEY.encode()).digest()))


def goes_by_itself(act: Act, answers: Mapping[str, Any]) -> bool:
    """Whether the new code goes out inside a message, so that no officer has to see it."""
    return answers.get("way") in BY_ITSELF and any(tell.text in CARRIES_CODE for tell in act.tells)


def lock(content: bytes) -> bytes:
    """The bytes sealed for this installation's pages."""
    return _fernet().encrypt(content)


def unlock(content: bytes) -> bytes:
    """What `lock` sealed. Raises InvalidToken when it was changed, or sealed elsewhere."""
    return _fernet().decrypt(content)


def hold(request: HttpRequest, done: Done, key: str) -> None:
    """Keep what the receipt of this act will show; the same POST sent twice finds the same codes."""
    place = "slip:" + sha256(f"{settings.SECRET_KEY}{key}".encode()).hexdigest()
    text = json.dumps({"file": done.file, "seq": done.seq, "codes": dict(done.codes)})
    token = _fernet().encrypt(text.encode()).decode()
    if done.codes:
        cache.set(place, token, SECONDS)
    elif done.again:
        token = cache.get(place, token)
    held = dict(request.session.get(HELD, {}))
    held[done.file] = token
    request.session[HELD] = dict(list(held.items())[-MOST:])


def held(request: HttpRequest, number: str) -> tuple[int, Mapping[str, str]] | None:
    """The event and the codes that this browser's receipt for the file shows; None when it holds none."""
    token = request.session.get(HELD, {}).get(number)
    if token is None:
        return None
    try:
        found = json.loads(_fernet().decrypt(token.encode(), ttl=SECONDS))
    except InvalidToken:
        return None
    return (found["seq"], found["codes"]) if found["file"] == number else None
