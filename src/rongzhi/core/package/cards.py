"""The public keys of an installation, by which others know its packages, and the private ones behind them."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rongzhi.core.record.keys import InstallationKeys

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Card:
    """What an installation shows of itself: county, names, and two public keys in hexadecimal digits.

    `signing` is an Ed25519 key (RFC 8032), `opening` an X25519 key (RFC 7748).
    """

    county: str
    name_zh: str
    name_en: str
    signing: str
    opening: str

    @property
    def fingerprint(self) -> str:
        """The name of both keys, to be compared by telephone: "1f2e-…" (96 bits)."""
        digest = hashlib.sha256(bytes.fromhex(self.signing) + bytes.fromhex(self.opening)).hexdigest()[:24]
        return "-".join(digest[at : at + 4] for at in range(0, len(digest), 4))

    def as_json(self) -> dict[str, Any]:
        """The card as plain values."""
        return asdict(self)

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """The card in plain values. Raises ValueError when it is none."""
        try:
            found = {name: values[name] for name in ("county", "name_zh", "name_en", "signing", "opening")}
        except (KeyError, TypeError):
            raise ValueError("no card of an installation") from None
        if not all(isinstance(value, str) and len(value) <= 200 for value in found.values()):
            raise ValueError("no card of an installation")
        if {len(bytes.fromhex(found[key])) for key in ("signing", "opening")} != {KEY_BYTES}:
            raise ValueError("no keys on the card")
        return cls(**found)


def card_of(keys: InstallationKeys, *, county: str, name_zh: str, name_en: str) -> Card:
    """The card of the installation with these keys."""
    signing = signing_key(keys).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    opening = opening_key(keys).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Card(county, name_zh, name_en, signing.hex(), opening.hex())


def signing_key(keys: InstallationKeys) -> Ed25519PrivateKey:
    """The key with which this installation signs."""
    return Ed25519PrivateKey.from_private_bytes(keys.signing)


def opening_key(keys: InstallationKeys) -> X25519PrivateKey:
    """The key that opens what others seal for this installation."""
    return X25519PrivateKey.from_private_bytes(keys.opening)


def signed_by(card: Card, text: bytes, signature: bytes) -> bool:
    """Whether the installation of that card signed this text."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(card.signing)).verify(signature, text)
    except InvalidSignature:
        return False
    return True
