"""Masks: what is left of a name or number when it may be recognised but not read."""

import re
from collections.abc import Iterable

STAR = "*"
LEAST_HIDDEN = 4
IDENTITY = re.compile(r"(?<![\dA-Za-z])(?:\d{17}[\dXx]|\d{15}|\d{6}[ -]\d{8}[ -]\d{3}[\dXx])(?![\dA-Za-z])")
PHONE = re.compile(
    r"(?<![\dA-Za-z])(?:1[3-9]\d{9}|1[3-9]\d[ -]\d{4}[ -]\d{4}|0\d{2,3}-\d{7,8})(?![\dA-Za-z])"
)
ACCOUNT = re.compile(r"(?<![\dA-Za-z])(?:\d{9,30}|\d{4}(?:[ -]\d{4}){3,5}(?:[ -]?\d{1,3})?)(?![\dA-Za-z])")
EMAIL = re.compile(r"[A-Za-z0-9_.+-]+@[\w-]+(?:\.[\w-]+)+")


def mask_identity(text: str) -> str:
    """An identity number with its first and last character: 3****************7."""
    return _between(_joined(text), first=1, last=1)


def mask_phone(text: str) -> str:
    """A phone number with its first three and last four digits: 138****5678."""
    return _between(_joined(text), first=3, last=4)


def mask_account(text: str) -> str:
    """An account or card number with its last four digits."""
    return _between(_joined(text), first=0, last=4)


def mask_name(text: str) -> str:
    """A name with its first character: 张**; in Latin letters that of each word: J*** S****."""
    words = text.split() if text.isascii() else ["".join(text.split())]
    return " ".join(word[0] + STAR * max(len(word) - 1, 1) for word in words if word)


def mask_text(text: str, names: Iterable[str] = ()) -> str:
    """A text with the identity numbers, phones, accounts, e-mail addresses and the given names in it masked."""
    for name in sorted({name.strip() for name in names if len(name.strip()) > 1}, key=len, reverse=True):
        text = text.replace(name, mask_name(name))
    text = EMAIL.sub(lambda found: STAR * len(found[0]), text)
    text = IDENTITY.sub(lambda found: mask_identity(found[0]), text)
    text = PHONE.sub(lambda found: mask_phone(found[0]), text)
    return ACCOUNT.sub(lambda found: mask_account(found[0]), text)


def _joined(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def _between(text: str, *, first: int, last: int) -> str:
    """Stars between the ends; where too few would be hidden, stars alone."""
    hidden = len(text) - first - last
    if hidden < LEAST_HIDDEN:
        return STAR * len(text)
    return text[:first] + STAR * hidden + text[len(text) - last :]
