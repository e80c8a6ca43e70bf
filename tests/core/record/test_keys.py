"""Keys of an installation are independent; access codes forgive what people mistake and notice the rest."""

import dataclasses
import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.record.keys import (
    CODE_LENGTH,
    SIGNS,
    CodeMistyped,
    InstallationKeys,
    code_digest,
    file_pseudonym,
    new_code,
    normalise_code,
    request_digest,
)

KEYS = InstallationKeys.derive(bytes(range(32)))
codes = st.binary(min_size=10, max_size=10).map(lambda drawn: new_code(lambda _: drawn))


def test_keys_are_independent_and_repeatable() -> None:
    derived = [getattr(KEYS, field.name) for field in dataclasses.fields(KEYS)]

    assert len({key[:8] for key in derived}) == len(derived)
    assert InstallationKeys.derive(bytes(range(32))) == KEYS
    assert InstallationKeys.derive(bytes(32)) != KEYS


def test_keys_of_a_fixed_secret_never_change() -> None:
    assert KEYS.wrapping.hex() == FIXED_WRAPPING
    assert KEYS.fingerprint() == FIXED_FINGERPRINT


def test_another_secret_has_another_fingerprint() -> None:
    assert InstallationKeys.derive(bytes(32)).fingerprint() != KEYS.fingerprint()


def test_keys_do_not_print_themselves() -> None:
    shown = repr(KEYS)

    assert shown == f"InstallationKeys({KEYS.fingerprint()})"
    assert KEYS.wrapping.hex() not in shown


def test_secret_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        InstallationKeys.derive(b"short")


def test_request_digest_and_pseudonym_depend_on_key_and_content() -> None:
    other = InstallationKeys.derive(bytes(32))

    assert request_digest(KEYS, b"a") == request_digest(KEYS, b"a")
    assert (
        len({request_digest(KEYS, b"a"), request_digest(KEYS, b"b"), request_digest(other, b"a")})
        == len({file_pseudonym(KEYS, "1"), file_pseudonym(KEYS, "2"), file_pseudonym(other, "1")})
        == 3
    )


def test_new_code_is_shown_in_groups() -> None:
    code = new_code(random.Random(1).randbytes)

    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4, 1]
    assert set(code) <= set(SIGNS + "-")


def test_new_code_uses_all_its_random_bits() -> None:
    assert new_code(lambda count: bytes(count)) == "0000-0000-0000-0000-0"
    assert new_code(lambda count: b"\xff" * count).startswith("ZZZZ-ZZZZ-ZZZZ-ZZZZ-")
    assert len({new_code(os.urandom) for _ in range(500)}) == 500


def test_random_source_that_gives_too_little_is_refused() -> None:
    with pytest.raises(ValueError, match="random source"):
        new_code(lambda count: b"x")


@given(codes, st.randoms(use_true_random=False))
def test_code_is_understood_as_people_type_it(code: str, rng: random.Random) -> None:
    looks = {"0": "0oO0", "1": "1iIlL", "V": "VvUu"}
    typed = "".join(
        rng.choice(looks.get(sign, sign + sign.lower())) + rng.choice(["", "", " ", "-", "—", "\u200b", " "])
        for sign in code.replace("-", "")
    )

    assert normalise_code(f" {typed}\n") == code.replace("-", "")
    assert code_digest(KEYS, typed) == code_digest(KEYS, code)


@given(codes, st.data())
def test_any_single_wrong_sign_is_noticed(code: str, data: st.DataObject) -> None:
    signs = list(code.replace("-", ""))
    at = data.draw(st.integers(0, CODE_LENGTH - 1))
    signs[at] = data.draw(st.sampled_from([sign for sign in SIGNS if sign != signs[at]]))

    with pytest.raises(CodeMistyped, match="wrong, or two are exchanged"):
        normalise_code("".join(signs))


@given(codes, st.data())
def test_any_two_exchanged_signs_are_noticed(code: str, data: st.DataObject) -> None:
    signs = list(code.replace("-", ""))
    one, other = data.draw(
        st.lists(st.integers(0, CODE_LENGTH - 1), min_size=2, max_size=2, unique=True).filter(
            lambda places: signs[places[0]] != signs[places[1]]
        )
    )
    signs[one], signs[other] = signs[other], signs[one]

    with pytest.raises(CodeMistyped):
        normalise_code("".join(signs))


@pytest.mark.parametrize(
    ("typed", "en"),
    [
        ("", "you typed 0"),
        ("0000", "you typed 4"),
        ("0" * 18, "you typed 18"),
        ("0" * 16 + "*", "only digits"),
        ("查" * 17, "only digits"),
    ],
)
def test_impossible_code_is_explained_in_both_languages(typed: str, en: str) -> None:
    with pytest.raises(CodeMistyped, match=en) as refusal:
        normalise_code(typed)

    assert "回执" in refusal.value.label
    assert "receipt" in refusal.value.en


def test_refusal_does_not_repeat_the_code() -> None:
    with pytest.raises(CodeMistyped) as refusal:
        normalise_code("0000-0000-0000-0000-7")

    assert "0000" not in refusal.value.label + refusal.value.en


@given(codes, codes)
def test_digest_tells_codes_and_installations_apart(code: str, other: str) -> None:
    elsewhere = InstallationKeys.derive(bytes(32))

    assert (code_digest(KEYS, code) == code_digest(KEYS, other)) == (code == other)
    assert code_digest(KEYS, code) != code_digest(elsewhere, code)


FIXED_WRAPPING = "a0c8c7d4c962d6cef6002584645e0d70b62c8139994947c385f6a170432e4371"
FIXED_FINGERPRINT = "8efa-a465-ec1a-ca6c"
