"""Recognises by its form what somebody looks for: a number, a phone, an amount, a date, or words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rongzhi.casework.search.words import wanted
from rongzhi.core.money import AmountFault, parse_amount
from rongzhi.core.procedure.values import (
    Unreadable,
    check_credit_code,
    check_email,
    check_id_number,
    check_phone,
    parse_date,
    plain,
)

LONGEST = 80
MOST_RUNS = 24  # words, numbers and pairs of signs that one query may have

KINDS: dict[str, tuple[str, str]] = {
    "number": ("案号", "case number"),
    "name": ("姓名或名称", "name"),
    "phone": ("电话", "phone number"),
    "id_number": ("证件号码", "identity number"),
    "credit_code": ("统一社会信用代码", "credit code"),
    "email": ("电子邮箱", "e-mail address"),
    "amount": ("金额", "amount"),
    "date": ("日期", "date"),
    "text": ("正文", "text"),
    "words": ("姓名或正文", "names and text"),
}
"""Every way of searching with its name. `words` looks in names and in texts."""

_NUMBER = re.compile(r"[A-Z][A-Z0-9]{0,11}-\d{4}(-\d{0,8})?")
_BETWEEN = re.compile(r"\s*(?:~|～|—|–|至|到|\bto\b|-)\s*")
_LOOKS_LIKE_PHONE = re.compile(r"\+?\d[\d\s()-]{6,20}")
_MONEY = re.compile(r"[\d.,\s]+[万亿]?\s*[元圆]?|[¥￥].*")


class Unclear(ValueError):
    """What was typed cannot be looked for in this way; `label` and `en` say why and what to do."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: `kind` of KINDS, the text in its normal form, and amounts or a day where it is one."""

    kind: str
    text: str
    least: Decimal | None = None
    most: Decimal | None = None
    day: date | None = None


def read_query(typed: str, kind: str = "") -> Query:
    """What this text asks for; by its form, or in the way of `kind`. Raises Unclear when that cannot be."""
    text = plain(typed.replace("\0", "")).strip()[:LONGEST]
    if not text:
        raise Unclear("请填写要查找的内容。", "Write what you are looking for.")
    if kind in KINDS:
        return _READERS[kind](text)
    for guess in ("number", "date", "id_number", "credit_code", "email", "phone", "amount"):
        if guess in _FORMS and not _FORMS[guess](text):
            continue
        try:
            return _READERS[guess](text)
        except Unclear:
            continue
    return _words(text, "words")


def _number(text: str) -> Query:
    found = text.upper().replace(" ", "")
    if not _NUMBER.fullmatch(found):
        raise Unclear("案号应像 W-2026-000123，可以只写前一部分。", "A case number looks like W-2026-000123.")
    return Query("number", found)


def _checked(kind: str, check: Callable[[str], str]) -> Callable[[str], Query]:
    def read(text: str) -> Query:
        try:
            return Query(kind, check(text))
        except Unreadable as fault:
            raise Unclear(fault.zh, fault.en) from fault

    return read


def _date(text: str) -> Query:
    try:
        day = parse_date(text)
    except Unreadable as fault:
        raise Unclear(fault.zh, fault.en) from fault
    return Query("date", day.isoformat(), day=day)


def _amount(text: str) -> Query:
    """One amount, or a range of two: `5000-8000`, `1万至3万`."""
    ends = [end for end in _BETWEEN.split(text) if end]
    try:
        found = [parse_amount(end) for end in ends]
    except AmountFault as fault:
        raise Unclear(fault.zh, fault.en) from fault
    if len(found) not in (1, 2):
        raise Unclear("金额请写一个数，或写成 5000-8000。", "Write one amount, or a range such as 5000-8000.")
    least, most = min(found), max(found)
    text = f"{least:,}" if least == most else f"{least:,} – {most:,}"
    return Query("amount", text, least=least, most=most)


def _words(text: str, kind: str) -> Query:
    runs = wanted(text)
    if not runs:
        raise Unclear("请写文字或数字。", "Write words or numbers.")
    if len(runs) > MOST_RUNS:
        raise Unclear(
            "查找的内容太长，请写其中几个词。", "That is too long to look for; write some of the words."
        )
    return Query(kind, text)


def _looks_like_amount(text: str) -> bool:
    return all(_MONEY.fullmatch(end) for end in _BETWEEN.split(text) if end)


def _looks_like_phone(text: str) -> bool:
    """Seven or eight bare digits may be an amount as well: those are taken for one."""
    digits = re.sub(r"\D", "", text)
    if re.fullmatch(r"[1-9]\d*\s*-\s*\d+", text) and not re.match(r"[48]00\s*-", text):
        return False  # two amounts
    return bool(_LOOKS_LIKE_PHONE.fullmatch(text)) and (len(digits) >= 10 or text[:1] in "+0")


_FORMS: dict[str, Callable[[str], bool]] = {
    "phone": _looks_like_phone,
    "amount": _looks_like_amount,
    "email": lambda text: "@" in text,
    "date": lambda text: len(re.sub(r"\D", "", text)) in range(6, 9) and not text.isdigit(),
}

_READERS: dict[str, Callable[[str], Query]] = {
    "number": _number,
    "date": _date,
    "phone": _checked("phone", check_phone),
    "id_number": _checked("id_number", check_id_number),
    "credit_code": _checked("credit_code", check_credit_code),
    "email": _checked("email", check_email),
    "amount": _amount,
    "name": lambda text: _words(text, "name"),
    "text": lambda text: _words(text, "text"),
    "words": lambda text: _words(text, "words"),
}
