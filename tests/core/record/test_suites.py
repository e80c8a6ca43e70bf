"""Both suites against published examples, and what does not open."""

import dataclasses
import hashlib

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.record import suites
from rongzhi.core.record.suites import (
    AES,
    SM,
    SUITES,
    SealBroken,
    Suite,
    SuiteUnavailable,
    sm3,
    suite,
    unwrap_key,
    wrap_key,
)

both = pytest.mark.parametrize("chosen", [AES, SM], ids=["AES", "SM"])


@both
def test_suite_gives_the_published_results(chosen: Suite) -> None:
    chosen.self_check()


def test_sm3_of_the_long_published_example() -> None:
    # GB/T 32905-2016, appendix A.2
    expected = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"

    assert sm3(b"abcd" * 16).hex() == expected


def test_hmac_sha256_of_rfc_4231() -> None:
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"

    assert AES.hmac(b"Jefe", b"what do ya want for nothing?").hex() == expected


def test_hmac_sm3_follows_the_definition() -> None:
    key, data = b"k" * 32, b"data"
    block = key.ljust(64, b"\0")

    inner = sm3(bytes(byte ^ 0x36 for byte in block) + data)

    assert SM.hmac(key, data) == sm3(bytes(byte ^ 0x5C for byte in block) + inner)


def test_table_holds_its_suites_under_their_numbers() -> None:
    assert {number: found.number for number, found in SUITES.items()} == {1: 1, 2: 2}
    assert suite(2) is SM
    with pytest.raises(SuiteUnavailable, match="Suite 7 is unknown"):
        suite(7)


@both
@given(plain=st.binary(max_size=300), aad=st.binary(max_size=50))
def test_sealed_bytes_open(chosen: Suite, plain: bytes, aad: bytes) -> None:
    key, nonce = chosen.new_key(), chosen.new_nonce()

    sealed = chosen.seal(key, nonce, plain, aad)

    assert len(sealed) == len(plain) + 16
    assert chosen.open(key, nonce, sealed, aad) == plain


@both
@given(data=st.data())
def test_changed_bytes_do_not_open(chosen: Suite, data: st.DataObject) -> None:
    key, nonce = chosen.new_key(), chosen.new_nonce()
    whole = {"key": key, "nonce": nonce, "cipher": chosen.seal(key, nonce, b"plain", b"aad"), "aad": b"aad"}
    which = data.draw(st.sampled_from(sorted(whole)))
    at = data.draw(st.integers(0, len(whole[which]) - 1))
    changed = bytearray(whole[which])
    changed[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(SealBroken):
        chosen.open(**whole | {which: bytes(changed)})


@both
def test_too_short_ciphertext_does_not_open(chosen: Suite) -> None:
    with pytest.raises(SealBroken):
        chosen.open(chosen.new_key(), chosen.new_nonce(), b"short", b"")


@both
def test_wrong_lengths_are_programming_errors(chosen: Suite) -> None:
    with pytest.raises(ValueError, match="takes a key of"):
        chosen.seal(b"short", chosen.new_nonce(), b"", b"")
    with pytest.raises(ValueError, match="takes a key of"):
        chosen.open(chosen.new_key(), b"short", b"", b"")


@both
def test_new_keys_differ_and_have_their_length(chosen: Suite) -> None:
    keys = {chosen.new_key() for _ in range(50)}

    assert len(keys) == 50
    assert {len(key) for key in keys} == {chosen.key_bytes}


def test_self_check_notices_a_suite_that_computes_wrongly() -> None:
    wrong = dataclasses.replace(SM, digest=lambda data: hashlib.sha256(data).digest())

    with pytest.raises(SuiteUnavailable, match="published results"):
        wrong.self_check()


def test_missing_sm_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise UnsupportedAlgorithm("no SM here")

    monkeypatch.setattr(suites, "Cipher", refuse)
    monkeypatch.setattr(suites.hashes, "Hash", refuse)
    monkeypatch.setattr(suites.cryptography_hmac, "HMAC", refuse)
    key, nonce = bytes(16), bytes(12)

    for attempt in (
        lambda: SM.seal(key, nonce, b"", b""),
        lambda: SM.open(key, nonce, bytes(16), b""),
        lambda: SM.digest(b""),
        lambda: SM.hmac(key, b""),
        SM.self_check,
    ):
        with pytest.raises(SuiteUnavailable, match="not built into"):
            attempt()


@both
def test_wrapped_key_opens_in_its_context_alone(chosen: Suite) -> None:
    installation, key = AES.new_key(), chosen.new_key()

    wrapped = wrap_key(installation, key, b"F1/person:1")

    assert len(wrapped) == len(key) + 29
    assert unwrap_key(installation, wrapped, b"F1/person:1") == key
    with pytest.raises(SealBroken):
        unwrap_key(installation, wrapped, b"F1/person:2")
    with pytest.raises(SealBroken):
        unwrap_key(AES.new_key(), wrapped, b"F1/person:1")


def test_wrapping_twice_gives_other_bytes() -> None:
    installation, key = AES.new_key(), AES.new_key()

    assert wrap_key(installation, key, b"") != wrap_key(installation, key, b"")


@given(st.data())
def test_changed_wrapped_key_does_not_open(data: st.DataObject) -> None:
    installation = AES.new_key()
    wrapped = bytearray(wrap_key(installation, AES.new_key(), b"context"))
    at = data.draw(st.integers(0, len(wrapped) - 1))
    wrapped[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(SealBroken):
        unwrap_key(installation, bytes(wrapped), b"context")
    with pytest.raises(SealBroken):
        unwrap_key(installation, bytes(wrapped[:at]), b"context")


def test_wrapping_key_of_another_length_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        wrap_key(bytes(16), bytes(32), b"")
    with pytest.raises(ValueError, match="32 bytes"):
        unwrap_key(bytes(16), bytes(61), b"")
