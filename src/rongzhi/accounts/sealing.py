"""Secrets of accounts at rest: sealed, or kept as keyed digests, under a key of their own from the installation key."""

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rongzhi.casework.keys import installation_keys
from rongzhi.casework.sealing import SealBroken

NONCE_BYTES = 12


def seal(text: str, *, about: str) -> tuple[bytes, bytes]:
    """Nonce and ciphertext of a text; `about` binds it to its place. Raises KeyFault without the installation key."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce, AESGCM(installation_keys().accounts).encrypt(nonce, text.encode(), about.encode())


def opened(nonce: bytes, sealed: bytes, *, about: str) -> str:
    """The text again. Raises KeyFault without the installation key, SealBroken when it was changed or moved."""
    try:
        text = AESGCM(installation_keys().accounts).decrypt(bytes(nonce), bytes(sealed), about.encode())
    except InvalidTag:
        raise SealBroken from None
    return text.decode()


def digest(text: str, *, about: str) -> bytes:
    """What is stored instead of a code that is only ever compared."""
    return hmac.digest(installation_keys().accounts, f"{about}\0{text}".encode(), "sha256")
