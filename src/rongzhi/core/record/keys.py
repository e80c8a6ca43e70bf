"""The keys that one installation derives from its secret, and what is made with them without a database."""

import hmac
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET_BYTES = 32
CODE_LENGTH = 17  # sixteen characters of five random bits each, and one that checks them
CODE_RANDOM_BYTES = 10
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's alphabet: no I, L, O or U, which are taken for other signs."""

_VALUES = {sign: value for value, sign in enumerate(SIGNS)} | {"O": 0, "I": 1, "L": 1, "U": 27}
_SALT = b"rongzhi installation 1"
_SILENT = frozenset({"Zs", "Pd", "Pc", "Cf", "Cc"})  # spaces, dashes, low lines, signs without a shape
_POINTS = frozenset(".·−")


@dataclass(frozen=True, repr=False)
class InstallationKeys:
    """Independent keys of one installation; none of them tells another, nor the secret."""

    wrapping: bytes
    codes: bytes
    requests: bytes
    pseudonyms: bytes
    search: bytes
    accounts: bytes
    mark: bytes
    signing: bytes  # seed of the Ed25519 key of packages
    opening: bytes  # the X25519 key that opens packages

    @classmethod
    def derive(cls, secret: bytes) -> Self:
        """The keys of a 32-byte secret, by HKDF-SHA256 (RFC 5869); raises ValueError for another length."""
        if len(secret) != SECRET_BYTES:
            raise ValueError(f"the secret of an installation has {SECRET_BYTES} bytes")
        return cls(
            wrapping=_derive(secret, b"wrapping"),
            codes=_derive(secret, b"codes"),
            requests=_derive(secret, b"requests"),
            pseudonyms=_derive(secret, b"pseudonyms"),
            search=_derive(secret, b"search"),
            accounts=_derive(secret, b"accounts"),
            mark=_derive(secret, b"fingerprint", length=8),
            signing=_derive(secret, b"package signing"),
            opening=_derive(secret, b"package opening"),
        )

    def fingerprint(self) -> str:
        """A short public name of this secret, stored with the data to notice a wrong key: "1f2e-…" (64 bits)."""
        text = self.mark.hex()
        return "-".join(text[at : at + 4] for at in range(0, len(text), 4))

    def __repr__(self) -> str:
        return f"InstallationKeys({self.fingerprint()})"


def _derive(secret: bytes, purpose: bytes, *, length: int = 32) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=_SALT, info=purpose).derive(secret)


def request_digest(keys: InstallationKeys, data: bytes) -> bytes:
    """Keyed digest of a request's canonical data: the same key with other data is noticed, nothing is disclosed."""
    return hmac.digest(keys.requests, data, "sha256")


def file_pseudonym(keys: InstallationKeys, file: str) -> bytes:
    """The name under which a file stands in the public county log."""
    return hmac.digest(keys.pseudonyms, file.encode(), "sha256")


class CodeMistyped(ValueError):
    """An access code that cannot be right as typed; says why without repeating it."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


def new_code(random_bytes: Callable[[int], bytes]) -> str:
    """A new access code of 80 random bits, as people read it: "7K2M-9QXD-40TB-HW8R-5".

    `random_bytes` is `os.urandom` in service and a seeded source in tests alone.
    """
    drawn = random_bytes(CODE_RANDOM_BYTES)
    if len(drawn) != CODE_RANDOM_BYTES:
        raise ValueError(f"the random source gave {len(drawn)} bytes instead of {CODE_RANDOM_BYTES}")
    number = int.from_bytes(drawn)
    values = [number >> shift & 31 for shift in range(75, -1, -5)]
    return show_code("".join(SIGNS[value] for value in (*values, _check_value(values))))


def show_code(code: str) -> str:
    """A normalised code in groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def normalise_code(typed: str) -> str:
    """The seventeen signs that were meant: any case and width, with or without separators, o for 0, i or l for 1.

    Raises CodeMistyped for a wrong length, a foreign sign, and, by the last sign, for any one wrong
    sign and any two exchanged ones.
    """
    text = unicodedata.normalize("NFKC", typed).upper()
    signs = [sign for sign in text if unicodedata.category(sign) not in _SILENT and sign not in _POINTS]
    if len(signs) != CODE_LENGTH:
        raise CodeMistyped(
            f"查询码应为 {CODE_LENGTH} 位,您输入了 {len(signs)} 位。请对照回执重新输入。",
            f"An access code has {CODE_LENGTH} signs, you typed {len(signs)}. Please compare it with your receipt.",
        )
    if any(sign not in _VALUES for sign in signs):
        raise CodeMistyped(
            "查询码只含数字和英文字母。请对照回执重新输入。",
            "An access code has only digits and English letters. Please compare it with your receipt.",
        )
    values = [_VALUES[sign] for sign in signs]
    if _check_value(values[:-1]) != values[-1]:
        raise CodeMistyped(
            "查询码中有一位输错或两位颠倒。请对照回执重新输入。",
            "A sign of the access code is wrong, or two are exchanged. Please compare it with your receipt.",
        )
    return "".join(SIGNS[value] for value in values)


def code_digest(keys: InstallationKeys, code: str) -> bytes:
    """What is stored instead of a code: HMAC-SHA256 over its normal form. Raises CodeMistyped as `normalise_code`."""
    return digest_of_signs(keys, normalise_code(code))


def digest_of_signs(keys: InstallationKeys, signs: str) -> bytes:
    """The same of a code that is known to be in its normal form, such as one made just now."""
    return hmac.digest(keys.codes, signs.encode(), "sha256")


def _check_value(values: list[int]) -> int:
    """A weighted sum in the field of 32 elements; every place has a weight of its own (x**5 + x**2 + 1)."""
    total = 0
    for value in values:
        total = (total ^ value) << 1
        if total & 32:
            total ^= 0b100101
    return total
