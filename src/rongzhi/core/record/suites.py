"""The suites that seal and hash the record: international (1) and Chinese national (2), and key wrapping."""

import hashlib
import hmac
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import hmac as cryptography_hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rongzhi.core.record.examples import EXAMPLES

NONCE_BYTES = 12
TAG_BYTES = 16
WRAPPING_KEY_BYTES = 32
WRAPPED_FORM = b"\x01"  # AES-256-GCM, random nonce; another form takes another number


class SuiteUnavailable(RuntimeError):
    """This machine cannot compute a suite, or computes it wrongly."""


class SealBroken(ValueError):
    """Sealed bytes do not open: another key, another context, or changed bytes."""

    def __init__(self) -> None:
        super().__init__("sealed content does not open: the key or its context is another, or bytes changed")


@dataclass(frozen=True)
class Suite:
    """One row of the table: an authenticated cipher and a hash of 32 bytes, under a published number."""

    number: int
    name: str
    key_bytes: int
    _seal: Callable[[bytes, bytes, bytes, bytes], bytes]
    _open: Callable[[bytes, bytes, bytes, bytes], bytes]
    digest: Callable[[bytes], bytes]
    hmac: Callable[[bytes, bytes], bytes]

    def new_key(self) -> bytes:
        """A random key from the operating system; keys are never seeded."""
        return os.urandom(self.key_bytes)

    def new_nonce(self) -> bytes:
        """A random nonce; one key may take 2**32 of them."""
        return os.urandom(NONCE_BYTES)

    def seal(self, key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
        """Ciphertext with its 16-byte tag at the end. `aad` is bound, not hidden. A nonce serves a key once."""
        self._check_lengths(key, nonce)
        return self._seal(key, nonce, plain, aad)

    def open(self, key: bytes, nonce: bytes, cipher: bytes, aad: bytes) -> bytes:
        """The plain bytes; raises SealBroken when key, nonce, ciphertext or `aad` is not what was sealed."""
        self._check_lengths(key, nonce)
        if len(cipher) < TAG_BYTES:
            raise SealBroken
        try:
            return self._open(key, nonce, cipher, aad)
        except InvalidTag:
            raise SealBroken from None

    def self_check(self) -> None:
        """Computes published examples; raises SuiteUnavailable when one is refused or comes out otherwise."""
        example = EXAMPLES[self.number]
        sealed = self.seal(example.key, example.nonce, example.plain, example.aad)
        opened = self.open(example.key, example.nonce, example.sealed, example.aad)
        if (sealed, opened, self.digest(b"abc")) != (example.sealed, example.plain, example.digest_of_abc):
            raise SuiteUnavailable(
                f"Suite {self.number} ({self.name}) does not give the published results on this machine. Nothing "
                "is sealed with it. Repair the installation of the cryptographic library, then start again."
            )

    def _check_lengths(self, key: bytes, nonce: bytes) -> None:
        if len(key) != self.key_bytes or len(nonce) != NONCE_BYTES:
            raise ValueError(
                f"suite {self.number} takes a key of {self.key_bytes} and a nonce of {NONCE_BYTES} bytes"
            )


def sha256(data: bytes) -> bytes:
    """SHA-256 of `data`."""
    return hashlib.sha256(data).digest()


def sm3(data: bytes) -> bytes:
    """SM3 (GB/T 32905) of `data`; raises SuiteUnavailable where the library lacks it."""
    try:
        state = hashes.Hash(hashes.SM3())
    except UnsupportedAlgorithm:
        raise _without_sm() from None
    state.update(data)
    return state.finalize()


def _hmac_sha256(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "sha256")


def _hmac_sm3(key: bytes, data: bytes) -> bytes:
    try:
        state = cryptography_hmac.HMAC(key, hashes.SM3())
    except UnsupportedAlgorithm:
        raise _without_sm() from None
    state.update(data)
    return state.finalize()


def _seal_aes(key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
    return AESGCM(key).encrypt(nonce, plain, aad)


def _open_aes(key: bytes, nonce: bytes, cipher: bytes, aad: bytes) -> bytes:
    return AESGCM(key).decrypt(nonce, cipher, aad)


def _seal_sm4(key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
    try:
        state = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    except UnsupportedAlgorithm:
        raise _without_sm() from None
    state.authenticate_additional_data(aad)
    return state.update(plain) + state.finalize() + state.tag


def _open_sm4(key: bytes, nonce: bytes, cipher: bytes, aad: bytes) -> bytes:
    try:
        state = Cipher(algorithms.SM4(key), modes.GCM(nonce, cipher[-TAG_BYTES:])).decryptor()
    except UnsupportedAlgorithm:
        raise _without_sm() from None
    state.authenticate_additional_data(aad)
    plain = state.update(cipher[:-TAG_BYTES])
    return plain + state.finalize()


def _without_sm() -> SuiteUnavailable:
    return SuiteUnavailable(
        "Suite 2 (SM4, SM3) is not built into the cryptographic library of this machine. Files sealed with it "
        "cannot be opened here. Install a build of OpenSSL with SM4 and SM3, or choose suite 1 for new files."
    )


AES = Suite(1, "AES-256-GCM + SHA-256", 32, _seal_aes, _open_aes, sha256, _hmac_sha256)
SM = Suite(2, "SM4-GCM + SM3", 16, _seal_sm4, _open_sm4, sm3, _hmac_sm3)
SUITES: Mapping[int, Suite] = MappingProxyType({AES.number: AES, SM.number: SM})


def suite(number: int) -> Suite:
    """The suite of that number; raises SuiteUnavailable for one that this version does not know."""
    try:
        return SUITES[number]
    except KeyError:
        known = ", ".join(map(str, SUITES))
        raise SuiteUnavailable(
            f"Suite {number} is unknown here (known: {known}). A newer version wrote it."
        ) from None


def wrap_key(installation_key: bytes, key: bytes, context: bytes) -> bytes:
    """`key` sealed under the installation's wrapping key: form, nonce, ciphertext and tag (29 bytes more).

    `context` says whose key it is (file and part); the same must be given to unwrap, so a wrapped
    key moved to another row does not open. One wrapping key may wrap 2**32 keys.
    """
    if len(installation_key) != WRAPPING_KEY_BYTES:
        raise ValueError(f"the wrapping key has {WRAPPING_KEY_BYTES} bytes")
    nonce = os.urandom(NONCE_BYTES)
    return WRAPPED_FORM + nonce + AESGCM(installation_key).encrypt(nonce, key, WRAPPED_FORM + context)


def unwrap_key(installation_key: bytes, wrapped: bytes, context: bytes) -> bytes:
    """The key that `wrap_key` wrapped; raises SealBroken for another installation key, context or bytes."""
    if len(installation_key) != WRAPPING_KEY_BYTES:
        raise ValueError(f"the wrapping key has {WRAPPING_KEY_BYTES} bytes")
    start = len(WRAPPED_FORM) + NONCE_BYTES
    if wrapped[:1] != WRAPPED_FORM or len(wrapped) < start + TAG_BYTES:
        raise SealBroken
    try:
        return AESGCM(installation_key).decrypt(wrapped[1:start], wrapped[start:], WRAPPED_FORM + context)
    except InvalidTag:
        raise SealBroken from None
