"""Turns the text of a row into typed data for the filing act, and says what cannot be taken and why."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from rongzhi.core.money import parse_amount
from rongzhi.core.procedure.values import (
    Unreadable,
    check_credit_code,
    check_email,
    check_id_number,
    check_phone,
    check_text,
    parse_date,
    parse_yes_no,
    plain,
    shown,
)
from rongzhi.exchange.intake.columns import BY_KEY, CONTACTS, FILING_COLUMNS, REQUIRED, Column, Option
from rongzhi.exchange.intake.problems import Problem, problem
from rongzhi.exchange.intake.reader import Row

CodeNames = Mapping[str, str]  # each way of writing an option -> its code


class _Wrong(Exception):
    """A value that cannot be taken: the code of the problem and the facts of its message."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def code_names(options: Sequence[Option]) -> CodeNames:
    """The code for each way of writing an option: code, label, other words. A label of two options names neither."""
    names: dict[str, str] = {}
    for ways in _WAYS:
        found: dict[str, set[str]] = {}
        for option in options:
            for way in ways(option):
                found.setdefault(_bare(way), set()).add(option.code)
        names = {way: only for way, many in found.items() if len(many) == 1 for only in many} | names
    return names


def read_values(
    row: Row, *, today: date, codes: Mapping[str, CodeNames] | None = None
) -> tuple[dict[str, object], list[Problem]]:
    """Typed data of a row by key, and all its problems, those found by the reader included.

    Empty cells are left out. Types: str, Decimal (amount), date, bool (yes_no); choices and codes are codes.
    `codes` gives, for columns of kind `code`, the published list as `code_names` makes it; without one any short
    code is taken as written.
    A row may be filed when the list of problems is empty.
    """
    data: dict[str, object] = {}
    problems = list(row.problems)
    unread = {found.column for found in problems}
    for key, text in row.values.items():
        column = BY_KEY[key]
        try:
            data[key] = read_value(column, text, today=today, codes=(codes or {}).get(key))
        except _Wrong as wrong:
            problems.append(problem(wrong.code, row=row.number, column=key, line=row.line, **wrong.facts))
        except Unreadable as wrong:
            problems.append(_of(wrong, row, key))
        if key in unread:
            data.pop(key, None)
    if row.values or not problems:
        problems += _absent(row, unread)
    if "privacy_notice" in data and data["privacy_notice"] is not True:
        problems.append(problem("privacy_notice", row=row.number, column="privacy_notice", line=row.line))
    return data, problems


def read_value(column: Column, text: str, *, today: date, codes: CodeNames | None = None) -> object:
    """The typed value of one cell. Raises Unreadable, or an exception of this module that `read_values` turns."""
    return _READ[column.kind](column, text, today, codes)


def _of(wrong: Unreadable, row: Row, key: str) -> Problem:
    return Problem(
        row.number, key, wrong.code, wrong.wrong_zh, wrong.wrong_en, wrong.do_zh, wrong.do_en, row.line
    )


def _absent(row: Row, unread: set[str]) -> list[Problem]:
    """Required cells that are empty; of the three contacts one is enough. What was unreadable is not named again."""
    found = [
        problem(
            "missing_value", row=row.number, column=key, line=row.line, zh=BY_KEY[key].zh, en=BY_KEY[key].en
        )
        for key in REQUIRED
        if key not in row.values and key not in unread
    ]
    if not any(key in row.values or key in unread for key in CONTACTS):
        found.append(problem("no_contact", row=row.number, column=CONTACTS[0], line=row.line))
    return found


def _text(column: Column, text: str, today: date, codes: CodeNames | None) -> str:
    text = check_text(text, most=column.most)
    if column.key != "synthetic":
        return text
    names = [name.strip() for name in text.replace("，", ",").replace(";", ",").split(",") if name.strip()]
    for name in names:
        if name not in BY_KEY:
            raise _Wrong("synthetic", found=shown(name))
    return ",".join(dict.fromkeys(names))


def _amount(column: Column, text: str, today: date, codes: CodeNames | None) -> Decimal:
    try:
        return parse_amount(text)
    except ValueError as wrong:
        zh, en = getattr(wrong, "zh", None) or str(wrong), getattr(wrong, "en", None) or str(wrong)
        raise _Wrong("amount", zh=zh, en=en) from wrong


def _date(column: Column, text: str, today: date, codes: CodeNames | None) -> date:
    day = parse_date(text)
    if column.past and day > today:
        raise _Wrong("date_future", found=day, today=today)
    return day


def _choice(column: Column, text: str, today: date, codes: CodeNames | None) -> str:
    code = _CHOICES[column.key].get(_bare(text))
    if code is None:
        zh = "、".join(option.zh for option in column.options)
        en = ", ".join(option.en for option in column.options)
        raise _Wrong("choice", found=shown(text), zh=zh, en=en)
    return code


def _code(column: Column, text: str, today: date, codes: CodeNames | None) -> str:
    text = check_text(text, most=column.most)
    if codes is None:
        return text
    code = codes.get(_bare(text))
    if code is None:
        raise _Wrong("code_unknown", found=shown(text))
    return code


def _yes_no(column: Column, text: str, today: date, codes: CodeNames | None) -> bool:
    return parse_yes_no(text)


def _checked(check: Callable[[str], str]) -> Callable[..., str]:
    def read(column: Column, text: str, today: date, codes: CodeNames | None) -> str:
        return check(text)

    return read


_READ: dict[str, Callable[..., object]] = {
    "text": _text,
    "amount": _amount,
    "date": _date,
    "choice": _choice,
    "code": _code,
    "yes_no": _yes_no,
    "phone": _checked(check_phone),
    "email": _checked(check_email),
    "id_number": _checked(check_id_number),
    "credit_code": _checked(check_credit_code),
}


def _bare(text: str) -> str:
    return " ".join(plain(text).casefold().split())


_WAYS: tuple[Callable[[Option], tuple[str, ...]], ...] = (
    lambda option: (option.code,),
    lambda option: (option.zh, option.en),
    lambda option: option.also,
)
_CHOICES = {column.key: code_names(column.options) for column in FILING_COLUMNS if column.options}
