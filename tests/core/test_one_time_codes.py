"""One-time codes against the tables of RFC 4226 and RFC 6238."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from rongzhi.core.one_time_codes import (
    counter_at,
    enrolment_address,
    hotp,
    matching_counter,
    new_secret,
)

SECRET = b32encode(b"12345678901234567890").decode()  # RFC 4226, appendix D
RFC_4226 = (
    "755224",
    "287082",
    "359152",
    "969429",
    "338314",
    "254676",
    "287922",
    "162583",
    "399871",
    "520489",
)
RFC_6238 = ((59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"))
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def test_codes_are_those_of_rfc_4226():
    assert tuple(hotp(SECRET, counter) for counter in range(10)) == RFC_4226


@pytest.mark.parametrize(("seconds", "code"), RFC_6238)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str):
    moment = datetime.fromtimestamp(seconds, UTC)

    assert hotp(SECRET, counter_at(moment)) == code


@pytest.mark.parametrize(("steps", "found"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_code_is_taken_half_a_minute_off_and_no_more(steps: int, found: bool):
    typed = hotp(SECRET, counter_at(NOW) + steps)

    assert (matching_counter(SECRET, typed, moment=NOW, after=0) is not None) is found


def test_code_is_not_taken_again_even_while_its_time_lasts():
    typed = hotp(SECRET, counter_at(NOW))
    used = matching_counter(SECRET, typed, moment=NOW, after=0)

    assert used == counter_at(NOW)
    assert matching_counter(SECRET, typed, moment=NOW + timedelta(seconds=30), after=used) is None


def test_earlier_code_is_not_taken_after_a_later_one():
    typed = hotp(SECRET, counter_at(NOW) - 1)

    assert matching_counter(SECRET, typed, moment=NOW, after=counter_at(NOW)) is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６"])
def test_other_than_six_digits_is_no_code(typed: str):
    assert matching_counter(SECRET, typed, moment=NOW, after=0) is None


def test_spaces_in_a_code_do_not_matter():
    typed = hotp(SECRET, counter_at(NOW))

    assert matching_counter(SECRET, f"{typed[:3]} {typed[3:]}", moment=NOW, after=0) == counter_at(NOW)


def test_address_names_account_issuer_and_secret():
    address = urlsplit(enrolment_address(SECRET, name="clerk", issuer="W县"))

    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert parse_qs(address.query)["secret"] == [SECRET]
    assert parse_qs(address.query)["issuer"] == ["W县"]


def test_secret_has_a_hundred_and_sixty_bits():
    assert new_secret(lambda count: b"\x00" * count) == "A" * 32
