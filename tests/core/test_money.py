"""Amounts: what people type, the bands, and how amounts are written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.money import BANDS, AmountFault, amount_band, format_yuan, parse_amount

amounts = st.decimals(0, Decimal("999999999999.99"), places=2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", "0.00"),
        ("1234", "1234.00"),
        ("1234.5", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1,234,567", "1234567.00"),
        (" 88 ", "88.00"),
        ("１２３", "123.00"),
        ("１，２３４．５０", "1234.50"),
        ("1234.50元", "1234.50"),
        ("1234.50 元", "1234.50"),
        ("¥1,234", "1234.00"),
        ("￥ 1,234", "1234.00"),
        ("1234¥", "1234.00"),
        ("人民币1234元", "1234.00"),
        ("RMB 12", "12.00"),
        ("12 cny", "12.00"),
        ("5万元", "50000.00"),
        ("1.5万", "15000.00"),
        ("0.00005万", "0.50"),
        ("2亿元", "200000000.00"),
        ("1.500", "1.50"),
        ("999,999,999,999.99", "999999999999.99"),
        ("007", "7.00"),
    ],
)
def test_parse_amount_reads_what_people_type(text, expected):
    assert str(parse_amount(text)) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "No amount is given"),
        ("  　", "No amount is given"),
        ("-1", "cannot be negative"),
        ("－1", "cannot be negative"),
        ("¥-1", "cannot be negative"),
        ("0.001", "at most two decimals"),
        ("1.005元", "at most two decimals"),
        ("0.0000001万", "at most two decimals"),
        ("1.0000000000000000000000000000001", "at most two decimals"),
        ("1e30", "cannot be read"),
        ("1E5", "cannot be read"),
        ("NaN", "cannot be read"),
        ("inf", "cannot be read"),
        ("Infinity", "cannot be read"),
        ("+5", "cannot be read"),
        ("1,23", "cannot be read"),
        ("1234,567", "cannot be read"),
        (",123", "cannot be read"),
        ("1.", "cannot be read"),
        (".5", "cannot be read"),
        ("1 234", "cannot be read"),
        ("1.2.3", "cannot be read"),
        ("0x10", "cannot be read"),
        ("1_000", "cannot be read"),
        ("١٢٣", "cannot be read"),
        ("①", "cannot be read"),
        ("约5000", "cannot be read"),
        ("=1+1", "cannot be read"),
        ("元", "cannot be read"),
        ("5\n6", "cannot be read"),
        ("1000000000000", "above the limit"),
        ("999999999999.995", "above the limit"),
        ("10000亿", "above the limit"),
        ("9" * 41, "above the limit"),
        ("9" * 100_000, "above the limit"),
    ],
)
def test_parse_amount_refuses_with_a_reason_in_both_languages(text, told):
    with pytest.raises(AmountFault) as fault:
        parse_amount(text)

    assert told in fault.value.en
    assert fault.value.zh


@given(st.text(max_size=50))
def test_parse_amount_gives_an_amount_or_a_reason_for_any_text(text):
    try:
        amount = parse_amount(text)
    except AmountFault:
        return
    assert 0 <= amount <= Decimal("999999999999.99")
    assert amount.as_tuple().exponent == -2


@given(amounts, st.booleans())
def test_what_is_written_is_read_again(amount, english):
    written = format_yuan(amount, english=english)

    assert parse_amount(written.removesuffix(" yuan")) == amount


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("0", "under_5k"),
        ("4999.99", "under_5k"),
        ("5000", "5k_50k"),
        ("49999.99", "5k_50k"),
        ("50000", "50k_500k"),
        ("499999.99", "50k_500k"),
        ("500000", "500k_5m"),
        ("4999999.99", "500k_5m"),
        ("5000000", "5m_up"),
        ("999999999999.99", "5m_up"),
    ],
)
def test_amount_band_on_both_sides_of_each_boundary(amount, code):
    assert amount_band(Decimal(amount)).code == code


def test_bands_follow_each_other_without_a_gap():
    assert BANDS[0].lower == 0
    assert [band.below for band in BANDS[:-1]] == [band.lower for band in BANDS[1:]]
    assert BANDS[-1].below is None


@pytest.mark.parametrize("amount", ["-0.01", "NaN", "Infinity"])
def test_amount_band_refuses_what_is_no_amount(amount):
    with pytest.raises(ValueError, match="no amount of money"):
        amount_band(Decimal(amount))


def test_format_yuan_groups_thousands_and_shows_two_decimals():
    assert format_yuan(Decimal("1234.5")) == "1,234.50元"
    assert format_yuan(Decimal("1234.5"), english=True) == "1,234.50 yuan"
    assert format_yuan(Decimal("-7")) == "-7.00元"


@pytest.mark.parametrize("amount", ["0.001", "NaN", "Infinity", "1e40"])
def test_format_yuan_refuses_what_is_not_yuan_and_fen(amount):
    with pytest.raises(ValueError, match="no amount in yuan and fen"):
        format_yuan(Decimal(amount))
