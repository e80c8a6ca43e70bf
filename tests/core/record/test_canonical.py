"""Canonical text: one value, one byte string; what is not exact is refused by place."""

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.record.canonical import MAX_DEPTH, NotCanonical, canonical, decimal_text

SHANGHAI = timezone(timedelta(hours=8))
FROM = datetime(1, 1, 2, tzinfo=UTC).replace(tzinfo=None)


class Colour(StrEnum):
    RED = "red"


leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text()
    | st.dates()
    | st.datetimes(min_value=FROM, timezones=st.just(SHANGHAI))
    | st.decimals(min_value=-(10**12), max_value=10**12, places=2)
)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5)
)


def test_canonical_of_a_header_is_sorted_utf8_without_spaces() -> None:
    header = {"seq": 3, "at": None, "act": Colour.RED, "名": ["张", True], "a": {"b": 1, "A": -2}}

    assert canonical(header).decode() == '{"a":{"A":-2,"b":1},"act":"red","at":null,"seq":3,"名":["张",true]}'


def test_canonical_orders_keys_by_code_point() -> None:
    assert canonical({"😀": 1, "\uffee": 2, "z": 3}).decode() == '{"z":3,"\uffee":2,"😀":1}'


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("3", "3.00"),
        ("3.5", "3.50"),
        ("3.10", "3.10"),
        ("3.1450", "3.145"),
        ("-0.00", "0.00"),
        ("-0.004", "-0.004"),
        ("1E+3", "1000.00"),
        ("1000000000000", "1000000000000.00"),
        ("1E-6", "0.000001"),
    ],
)
def test_decimal_keeps_two_decimals_or_more(amount: str, text: str) -> None:
    assert decimal_text(Decimal(amount)) == text
    assert canonical({"amount": Decimal(amount)}) == f'{{"amount":"{text}"}}'.encode()


def test_datetime_becomes_utc_with_microseconds() -> None:
    moment = datetime(2025, 9, 1, 8, 0, tzinfo=SHANGHAI)

    assert canonical(moment) == b'"2025-09-01T00:00:00.000000Z"'
    assert canonical([moment]) == canonical([moment.astimezone(UTC)])


def test_date_becomes_iso() -> None:
    assert canonical({"due": date(2025, 9, 1)}) == b'{"due":"2025-09-01"}'


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (1.5, "value"),
        ({"facts": {"amount": 1.0}}, "facts.amount"),
        ({"facts": [0, {"rate": float("nan")}]}, "facts.1.rate"),
        ({"a": Decimal("NaN")}, "a"),
        ({"a": Decimal("Infinity")}, "a"),
        ({"a": Decimal("1E+999999")}, "a"),
        ({"at": FROM}, "at"),
        ({"at": datetime.min.replace(tzinfo=SHANGHAI)}, "at"),
        ({"at": time(8, 0)}, "at"),
        ({"a": {1: "x"}}, "a"),
        ({"a": [{None: "x"}]}, "a.0"),
        ({"a": b"bytes"}, "a"),
        ({"a": {1, 2}}, "a"),
        ({"a": {"b": object()}}, "a.b"),
        ({"a": "half \ud83d"}, "a"),
    ],
)
def test_canonical_refuses_what_is_not_exact_and_names_the_place(value: object, place: str) -> None:
    with pytest.raises(NotCanonical) as refusal:
        canonical(value)

    assert isinstance(refusal.value, TypeError)
    assert str(refusal.value).startswith(f"{place}: ")


def test_canonical_refuses_a_structure_that_holds_itself() -> None:
    endless: list[object] = []
    endless.append(endless)

    with pytest.raises(NotCanonical, match="nested deeper"):
        canonical(endless)


def test_canonical_holds_the_deepest_allowed_structure() -> None:
    value: object = "x"
    for _ in range(MAX_DEPTH):
        value = [value]

    assert canonical(value) == b"[" * MAX_DEPTH + b'"x"' + b"]" * MAX_DEPTH
    with pytest.raises(NotCanonical):
        canonical([value])


@given(values)
def test_canonical_read_again_gives_the_same_bytes(value: object) -> None:
    text = canonical(value)

    assert canonical(json.loads(text)) == text


@given(st.dictionaries(st.text(), leaves, max_size=8))
def test_canonical_does_not_depend_on_the_order_of_keys(value: dict[str, object]) -> None:
    turned = dict(reversed(value.items()))

    assert canonical(turned) == canonical(value)


@given(values, st.floats())
def test_canonical_never_lets_a_float_pass(value: object, number: float) -> None:
    with pytest.raises(NotCanonical):
        canonical({"fine": value, "deep": [{"in": (number,)}]})
