"""What people type, at its edges: dates, answers, numbers with check characters, phones, e-mail, texts."""

import contextlib
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from rongzhi.core.procedure.values import (
    Unreadable,
    check_credit_code,
    check_email,
    check_id_number,
    check_phone,
    check_text,
    parse_date,
    parse_yes_no,
)

ID_NUMBER = "11010119900307" + "123"
CREDIT_CODE = "91110000600037341L"


def whole(start: str) -> str:
    """An identity number with its right check character."""
    return start + ric.calc_check_digit(start + "0")


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31",
        "2026-1-31",
        "2026/1/31",
        "2026.01.31",
        "2026年1月31日",
        "2026 年 1 月 31 日",
        "2026年1月31号",
        "20260131",
        " ２０２６-０１-３１ ",
        "2026-01-31 00:00:00",
        "2026-01-31T13:05:09",
    ],
)
def test_date_in_a_usual_form_is_read(text: str):
    assert parse_date(text) == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-02-30", "date_impossible"),
        ("2026-13-01", "date_impossible"),
        ("2025年2月29日", "date_impossible"),
        ("0026-01-31", "date_impossible"),
        ("0000-00-00", "date_impossible"),
        ("9999-12-31", "date_impossible"),
        ("31/01/2026", "date_form"),
        ("26-01-31", "date_form"),
        ("2026-01", "date_form"),
        ("2026-01-315", "date_form"),
        ("2026-01/31", "date_form"),
        ("46053", "date_form"),
        ("去年春天", "date_form"),
        ("", "date_form"),
        ("2026-01-31" + "9" * 100_000, "date_form"),
    ],
)
def test_date_that_is_none_is_refused(text: str, code: str):
    with pytest.raises(Unreadable) as fault:
        parse_date(text)

    assert fault.value.code == code
    assert len(fault.value.zh) < 200


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_date_written_in_any_form_comes_back(day: date):
    forms = (
        f"{day:%Y-%m-%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
    )

    assert {parse_date(form) for form in forms} == {day}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("是", True),
        ("YES", True),
        ("１", True),
        (" y ", True),
        ("True", True),
        ("否", False),
        ("no", False),
        ("0", False),
    ],
)
def test_yes_no_in_both_languages_is_read(text: str, answer: bool):
    assert parse_yes_no(text) is answer


@pytest.mark.parametrize("text", ["", "maybe", "2", "是否"])
def test_yes_no_that_is_neither_is_refused(text: str):
    with pytest.raises(Unreadable, match="neither yes nor no"):
        parse_yes_no(text)


def test_id_number_with_blanks_and_small_x_is_made_plain():
    number = next(full for n in range(100, 1000) if (full := whole(f"11010119900307{n}")).endswith("X"))

    assert check_id_number(f" {number[:6]} {number[6:14]}-{number[14:].lower()} ") == number


def test_id_number_with_an_unknown_place_is_taken():
    number = whole("99999919900307123")

    assert check_id_number(number) == number


@given(st.integers(0, 16), st.integers(1, 9))
def test_id_number_with_one_wrong_digit_is_refused_and_not_repeated(at: int, more: int):
    number = whole(ID_NUMBER)
    wrong = number[:at] + str((int(number[at]) + more) % 10) + number[at + 1 :]

    with pytest.raises(Unreadable) as fault:
        check_id_number(wrong)

    assert fault.value.code in ("id_number_check", "id_number_date")
    assert wrong not in fault.value.zh + fault.value.en


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("110101900307123", "id_number"),
        ("1101011990030712345", "id_number"),
        ("11010119900307123٣", "id_number"),
        ("E12345678", "id_number"),
        ("", "id_number"),
        (whole("11010119901307123"), "id_number_date"),
        (whole("11010100000000123"), "id_number_date"),
    ],
)
def test_id_number_of_another_form_is_refused(text: str, code: str):
    with pytest.raises(Unreadable) as fault:
        check_id_number(text)

    assert fault.value.code == code


@pytest.mark.parametrize("start", ["9111000060003734 1", "N2330109MF1234567", "Y1330109MF1234567"])
def test_credit_code_of_any_registrar_is_taken(start: str):
    code = start.replace(" ", "")
    code += uscc.calc_check_digit(code)

    assert check_credit_code(code.lower()) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("911100006000373411", "credit_code_check"),
        ("911100006000373L14", "credit_code_check"),
        ("91110000600037341", "credit_code"),
        ("9111000060003734IO", "credit_code"),
        ("", "credit_code"),
    ],
)
def test_credit_code_that_does_not_fit_is_refused(text: str, code: str):
    with pytest.raises(Unreadable) as fault:
        check_credit_code(text)

    assert fault.value.code == code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13800000000", "13800000000"),
        ("138 0000 0000", "13800000000"),
        ("+86 138-0000-0000", "13800000000"),
        ("008613800000000", "13800000000"),
        ("0571-87654321", "057187654321"),
        ("(0571) 87654321", "057187654321"),
        ("（010）12345678", "01012345678"),
        ("010-12345678", "01012345678"),
        ("+86 571 87654321", "057187654321"),
        ("0571-87654321-801", "057187654321-801"),
        ("0571-87654321转801", "057187654321-801"),
        ("87654321", "87654321"),
        ("95588", "95588"),
        ("12378", "12378"),
        ("400-888-8888", "4008888888"),
        ("+1 202 555 0100", "+12025550100"),
        ("0085221234567", "+85221234567"),
    ],
)
def test_phone_in_a_usual_form_is_read(text: str, number: str):
    assert check_phone(text) == number


@pytest.mark.parametrize(
    "text", ["", "1380000000", "138000000000", "12800000000", "无", "13800000000/13900000000", "1", "+", "99"]
)
def test_phone_of_another_form_is_refused(text: str):
    with pytest.raises(Unreadable, match="telephone"):
        check_phone(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("A.B@Example.CN", "A.B@example.cn"),
        (" x@例子.中国 ", "x@例子.中国"),
        ("a+b@x-y.co.uk", "a+b@x-y.co.uk"),
    ],
)
def test_email_in_a_usual_form_is_read(text: str, address: str):
    assert check_email(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a@b",
        "@b.cn",
        "a@.cn",
        "a@b..cn",
        "a b@c.cn",
        "a@c.cn,b@c.cn",
        "<a@c.cn>",
        ".a@c.cn",
        "a@-b.cn",
        "a\n@c.cn",
        "a@" + "b." * 200 + "cn",
    ],
)
def test_email_of_another_form_is_refused(text: str):
    with pytest.raises(Unreadable, match="e-mail"):
        check_email(text)


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\x1b", "\x7f", "\ud800", "\uffff"])
def test_text_with_a_sign_that_cannot_be_stored_is_refused(sign: str):
    with pytest.raises(Unreadable) as fault:
        check_text(f"好{sign}好", most=10)

    assert fault.value.code == "control_character"
    fault.value.zh.encode()


def test_text_up_to_its_limit_is_taken_and_no_more():
    assert check_text(" 一\n二\t三 ", most=5) == "一\n二\t三"
    with pytest.raises(Unreadable, match="6 characters"):
        check_text("一二三四五六", most=5)


@pytest.mark.parametrize(
    "check", [parse_date, parse_yes_no, check_id_number, check_credit_code, check_phone, check_email]
)
@given(text=st.text())
def test_any_text_gives_a_value_or_a_message(check: Callable[[str], object], text: str):
    with contextlib.suppress(Unreadable):
        check(text)


def test_message_says_what_is_wrong_and_what_to_do_in_both_languages():
    with pytest.raises(Unreadable) as fault:
        parse_date("昨天")

    assert fault.value.zh == "“昨天”无法识别为日期。请按 年-月-日 填写，例如 2026-01-31。"
    assert fault.value.en == "“昨天” cannot be read as a date. Write year-month-day, for example 2026-01-31."
