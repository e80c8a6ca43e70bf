"""The kinds of data an act may ask for, and how a raw answer becomes a typed value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rongzhi.core.money import parse_amount
from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.core.procedure.values import (
    check_credit_code,
    check_email,
    check_id_number,
    check_phone,
    parse_date,
    parse_yes_no,
)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a closed list."""

    code: str
    label: str
    en: str


@dataclass(frozen=True, slots=True)
class Text:
    max: int = 500
    long: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a published table: grounds, channels, reasons, taxonomy, forms, ends, bodies, neutrals …"""

    table: str


@dataclass(frozen=True, slots=True)
class Amount:
    pass


@dataclass(frozen=True, slots=True)
class Day:
    future: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    least: int = 0
    most: int = 1_000_000


@dataclass(frozen=True, slots=True)
class YesNo:
    must: bool = False


@dataclass(frozen=True, slots=True)
class PartyRef:
    """The key of a party of the file (p1, p2 …)."""


@dataclass(frozen=True, slots=True)
class EntryRef:
    """The key of an entry of the file, of the kind named."""

    kind: str


@dataclass(frozen=True, slots=True)
class ClockRef:
    pass


@dataclass(frozen=True, slots=True)
class Schedule:
    """Dated amounts, one a line: `2026-01-31 1000.00`."""

    most: int = 120


@dataclass(frozen=True, slots=True)
class Checked:
    """A text whose form is checked: phone, email, id_number or credit_code."""

    by: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """Files that were received before; the answer is their descriptions. `most` may come with one act."""

    most: int = 1


Kind = (
    Text
    | Choice
    | Code
    | Amount
    | Day
    | Number
    | YesNo
    | PartyRef
    | EntryRef
    | ClockRef
    | Schedule
    | Checked
    | Attachment
)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that an act asks for.

    `part` names the sealed part it goes to when the data class alone does not say it (`person`, `notes`,
    or `task`: the part of the act's proceeding);
    `about` names whose part: a prefix of the act's fields (`applicant`), a PartyRef field, or empty for the actor's.
    `form` is the code in forms.csv that publishes the demand.
    """

    key: str
    kind: Kind
    data_class: DataClass
    label: str
    en: str
    required: bool = False
    part: str = ""
    about: str = ""
    form: str = ""
    hint: str = ""
    hint_en: str = ""

    @property
    def clear(self) -> bool:
        """Whether the value stands in the clear header: DC1, DC2, and exact amounts and dates of the file."""
        if self.part or isinstance(self.kind, Attachment):
            return False
        if self.data_class in (DataClass.DC1, DataClass.DC2):
            return True
        return isinstance(self.kind, Amount | Day | Schedule) and self.data_class in (
            DataClass.DC3,
            DataClass.DC5,
            DataClass.DC6,
        )


class Unfit(ValueError):
    """An answer that does not fit its field; `zh` and `en` say what is wrong and what to do."""

    def __init__(self, zh: str, en: str):
        super().__init__(en)
        self.zh = zh
        self.en = en


CHECKS: Mapping[str, Callable[[str], str]] = {
    "phone": check_phone,
    "email": check_email,
    "id_number": check_id_number,
    "credit_code": check_credit_code,
}


def typed(field: Field, raw: object, today: date) -> object:
    """The typed value of `raw` for `field`; None for an empty answer. Raises Unfit."""
    if raw is None or raw == "" or raw == []:
        return None
    kind = field.kind
    if type(kind) is Text:
        return _text(kind, raw)
    return TYPED[type(kind)](kind, raw, today)


def _text(kind: Text, raw: object) -> str | None:
    if not isinstance(raw, str):
        raise Unfit("此处应填写文字。", "This must be text.")
    text = raw.strip()
    if len(text) > kind.max:
        raise Unfit(
            f"文字过长：共 {len(text)} 字，最多 {kind.max} 字。请删减，或者分成两次提交。",
            f"Too long: {len(text)} characters, at most {kind.max}. Please shorten it or send it in two steps.",
        )
    if "\x00" in text:
        raise Unfit(
            "文字中有无法保存的字符，请重新录入。",
            "The text has a character that cannot be stored; type it anew.",
        )
    return text or None


def _choice(kind: Choice, raw: object, today: date) -> str:
    text = str(raw).strip()
    for option in kind.options:
        if text in (option.code, option.label, option.en):
            return option.code
    known = "、".join(f"{option.label}（{option.code}）" for option in kind.options)
    raise Unfit(f"没有这个选项。可选：{known}。", f"No such choice. Choose one of: {known}.")


def _short(raw: object) -> str:
    text = str(raw).strip()
    if len(text) > 80 or not text.isprintable():
        raise Unfit("代码不正确。", "This is not a known code.")
    return text


def _amount(raw: object) -> Decimal:
    if isinstance(raw, Decimal):
        raw = str(raw)
    try:
        return parse_amount(str(raw))
    except ValueError as wrong:
        raise _people(wrong) from wrong


def _people(wrong: ValueError) -> Unfit:
    zh = getattr(wrong, "zh", None) or str(wrong)
    return Unfit(zh, getattr(wrong, "en", None) or str(wrong))


def _day(kind: Day, raw: object, today: date) -> date:
    try:
        day = raw if isinstance(raw, date) else parse_date(str(raw))
    except ValueError as wrong:
        raise _people(wrong) from wrong
    if not kind.future and day > today:
        raise Unfit("日期不能晚于今天，请核对。", "The date cannot be after today; please check it.")
    if not date(1949, 10, 1) <= day <= date(2125, 12, 31):
        raise Unfit(
            "日期超出可以办理的范围，请核对年份。", "The date is out of range; please check the year."
        )
    return day


def _number(kind: Number, raw: object, today: date) -> int:
    text = str(raw).strip()
    if (
        not text.isascii()
        or not text.isdigit()
        or not kind.least <= int(text[:12]) <= kind.most
        or len(text) > 12
    ):
        raise Unfit(
            f"请填写 {kind.least} 到 {kind.most} 之间的整数。",
            f"Give a whole number from {kind.least} to {kind.most}.",
        )
    return int(text)


def _yes_no(kind: YesNo, raw: object, today: date) -> bool:
    if isinstance(raw, bool):
        answer = raw
    else:
        try:
            answer = parse_yes_no(str(raw))
        except ValueError as wrong:
            raise _people(wrong) from wrong
    if kind.must and not answer:
        raise Unfit("需要先确认这一项。", "This has to be confirmed first.")
    return answer


def _schedule(kind: Schedule, raw: object, today: date) -> list[tuple[date, Decimal]]:
    rows: list[tuple[date, Decimal]] = []
    lines = raw if isinstance(raw, list) else [line for line in str(raw).splitlines() if line.strip()]
    if len(lines) > kind.most:
        raise Unfit(f"最多 {kind.most} 期。", f"At most {kind.most} instalments.")
    for line in lines:
        pieces = (
            list(line) if isinstance(line, list | tuple) else str(line).replace(",", " ").split(maxsplit=1)
        )
        if len(pieces) != 2:
            raise Unfit(
                f"「{line}」不是“日期 金额”。每期一行，例如：2026-01-31 1000.00",
                f"“{line}” is not “date amount”. One instalment a line, for example: 2026-01-31 1000.00",
            )
        rows.append((_day(Day(future=True), pieces[0], today), _amount(pieces[1])))
    return sorted(rows)


def _checked(kind: Checked, raw: object, today: date) -> str:
    try:
        return CHECKS[kind.by](str(raw))
    except ValueError as wrong:
        raise _people(wrong) from wrong


DESCRIBED: Mapping[str, type] = {
    "id": str, "name": str, "media": str, "size": int, "sha256": str, "pages": int,
}  # fmt: skip
"""What an attachment's description holds; it is the store's own, never the sender's word."""


def _attachment(kind: Attachment, raw: object, today: date) -> list[dict[str, object]]:
    files = raw if isinstance(raw, list) else [raw]
    if len(files) > kind.most:
        raise Unfit(
            f"这一项最多 {kind.most} 个文件，请分次提交。",
            f"At most {kind.most} files here; please send the rest in another step.",
        )
    described: list[dict[str, object]] = []
    for file in files:
        if not isinstance(file, Mapping) or any(type(file.get(k)) is not t for k, t in DESCRIBED.items()):
            raise Unfit(
                "文件没有收到，请重新选择文件后提交。",
                "The file was not received; choose it again and send it.",
            )
        described.append({key: file[key] for key in DESCRIBED})
    if len({file["id"] for file in described}) != len(described):
        raise Unfit("同一个文件选了两次。", "The same file is named twice.")
    return described


TYPED: Mapping[type, Callable[..., object]] = {
    Choice: _choice,
    Code: lambda kind, raw, today: _short(raw),
    Amount: lambda kind, raw, today: _amount(raw),
    Day: _day,
    Number: _number,
    YesNo: _yes_no,
    PartyRef: lambda kind, raw, today: _short(raw),
    EntryRef: lambda kind, raw, today: _short(raw),
    ClockRef: lambda kind, raw, today: _short(raw),
    Schedule: _schedule,
    Checked: _checked,
    Attachment: _attachment,
}
