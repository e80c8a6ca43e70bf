"""How a package is sealed on its way: for one installation by its public key, by a one-time passphrase, or not at all."""

import io
import json
import os
from collections.abc import Callable
from typing import IO, Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rongzhi.core.package.cards import Card, opening_key
from rongzhi.core.package.faults import no_package, not_for_us, phrase_needed, wrong_phrase
from rongzhi.core.record.canonical import canonical
from rongzhi.core.record.keys import CodeMistyped, InstallationKeys, normalise_code
from rongzhi.core.record.streams import SealedReader, SealedWriter
from rongzhi.core.record.suites import AES, SealBroken

MARK = b"RZPACK1\n"
BOUND = b"rongzhi package 1"
MOST_HEAD = 4096
SCRYPT = {"n": 2**15, "r": 8, "p": 1}  # RFC 7914; the passphrase itself has 80 random bits


class SealedOut(io.RawIOBase):
    """What is written goes sealed into `file`, behind a head that says how it opens."""

    def __init__(self, file: IO[bytes], key: bytes, head: dict[str, Any]) -> None:
        text = canonical(head)
        file.write(MARK + len(text).to_bytes(4) + text)
        self._writer = SealedWriter(file, key, BOUND + text, AES)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Seal these bytes; gives their number."""
        return self._writer.write(data)

    def finish(self) -> None:
        """Seal what is left; without this the package is not whole."""
        self._writer.close()


def seal_for(file: IO[bytes], card: Card) -> SealedOut:
    """A writer for the installation of that card alone: X25519 with a key of this package, HKDF-SHA256, AES-256-GCM."""
    own = X25519PrivateKey.generate()
    public = own.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    theirs = bytes.fromhex(card.opening)
    shared = own.exchange(X25519PublicKey.from_public_bytes(theirs))
    return SealedOut(
        file,
        _derived(shared, public + theirs),
        {"how": "key", "for": card.fingerprint, "public": public.hex()},
    )


def seal_by_phrase(file: IO[bytes], phrase: str) -> SealedOut:
    """A writer under a one-time passphrase (an access code of 80 random bits), which is told apart from the package."""
    salt = os.urandom(16)
    return SealedOut(file, _by_phrase(normalise_code(phrase), salt), {"how": "phrase", "salt": salt.hex()})


def head_of(file: IO[bytes]) -> dict[str, Any] | None:
    """How this package opens; None when it is not sealed. Raises PackageRefused."""
    file.seek(0)
    if file.read(len(MARK)) != MARK:
        file.seek(0)
        return None
    length = int.from_bytes(file.read(4))
    try:
        if length > MOST_HEAD:
            raise ValueError
        head = json.loads(file.read(length))
        if not isinstance(head, dict) or head.get("how") not in ("key", "phrase"):
            raise ValueError
    except ValueError:
        raise no_package() from None
    return head


def opened(file: IO[bytes], *, keys: InstallationKeys, phrase: str = "") -> IO[bytes]:
    """The zip in a package, readable from any place with one chunk in memory. Raises PackageRefused."""
    head = head_of(file)
    if head is None:
        return file
    start = file.tell()
    try:
        key, fault = _key(head, keys, phrase)
        reader = SealedReader(_Behind(file, start), key, BOUND + canonical(head))  # type: ignore[arg-type]
    except (SealBroken, ValueError, KeyError, TypeError):
        raise no_package() from None
    try:
        reader.read(1)
        reader.seek(0)
    except SealBroken:
        raise fault() from None
    return reader  # type: ignore[return-value]


def _key(head: dict[str, Any], keys: InstallationKeys, phrase: str) -> tuple[bytes, Callable[[], Exception]]:
    """The key by which the package opens, and what is said when it does not."""
    if head["how"] == "phrase":
        if not phrase.strip():
            raise phrase_needed()
        try:
            signs = normalise_code(phrase)
        except CodeMistyped:
            raise wrong_phrase() from None
        return _by_phrase(signs, bytes.fromhex(head["salt"])), wrong_phrase
    mine = opening_key(keys)
    public = bytes.fromhex(head["public"])
    own = mine.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    shared = mine.exchange(X25519PublicKey.from_public_bytes(public))
    return _derived(shared, public + own), not_for_us


def _derived(shared: bytes, salt: bytes) -> bytes:
    return HKDF(hashes.SHA256(), AES.key_bytes, salt=salt, info=BOUND).derive(shared)


def _by_phrase(signs: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=AES.key_bytes, **SCRYPT).derive(signs.encode())


class _Behind:
    """A file without its first bytes."""

    def __init__(self, file: IO[bytes], start: int) -> None:
        self._file, self._start = file, start

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset + (self._start if whence == os.SEEK_SET else 0), whence) - self._start

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def close(self) -> None:
        """The file belongs to who opened it, and stays open."""
