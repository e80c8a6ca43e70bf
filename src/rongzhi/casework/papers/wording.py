"""How values are written in both languages at once: days, amounts, codes by their names, stored answers."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from rongzhi.casework.seen import Sight
from rongzhi.core.procedure.fields import (
    Amount,
    Choice,
    Code,
    Day,
    EntryRef,
    Field,
    PartyRef,
    Schedule,
    YesNo,
)
from rongzhi.core.procedure.picture import Entry
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.papers.text import NONE, Pair
from rongzhi.rulebook.register_words import CODES, ENTRIES, SIDES, STATUSES, UNITS
from rongzhi.rulebook.registry import public_grounds

SHANGHAI = ZoneInfo("Asia/Shanghai")
PAIRS = (("label", "en"), ("zh", "en"), ("name_zh", "name_en"), ("name", "en"))
YES, NO = Pair("是", "yes"), Pair("否", "no")


def both(thing: Any) -> Pair:
    """The words of anything that carries both languages; nothing for None."""
    if thing is None or thing == "":
        return NONE
    for zh, en in PAIRS:
        if isinstance(thing, dict):
            if zh in thing:
                return Pair(str(thing[zh] or ""), str(thing.get(en) or ""))
        elif hasattr(thing, zh) and hasattr(thing, en):
            return Pair(str(getattr(thing, zh) or ""), str(getattr(thing, en) or ""))
    return same(thing)


def same(text: Any) -> Pair:
    """A value that is written alike in both languages."""
    return Pair(str(text), str(text)) if text not in (None, "") else NONE


def joined(pairs: list[Pair], zh: str = "、", en: str = ", ") -> Pair:
    """Several values in one."""
    shown = [pair for pair in pairs if pair.zh or pair.en]
    return Pair(zh.join(p.of("zh") for p in shown), en.join(p.of("en") for p in shown))


def day(on: date | datetime | None) -> Pair:
    """A day in words."""
    if on is None:
        return NONE
    if isinstance(on, datetime):
        on = on.astimezone(SHANGHAI).date()
    return Pair(f"{on.year}年{on.month}月{on.day}日", f"{on.day} {MONTHS[on.month - 1]} {on.year}")


MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def minute(at: datetime | None) -> Pair:
    """A day and minute in the county's time."""
    if at is None:
        return NONE
    local, on = at.astimezone(SHANGHAI), day(at)
    return Pair(f"{on.zh} {local:%H:%M}", f"{on.en}, {local:%H:%M}")


def yuan(amount: Any) -> Pair:
    """An amount with separators and unit."""
    if amount is None or amount == "":
        return NONE
    value = Decimal(str(amount))
    return Pair(f"{value:,.2f} 元", f"CNY {value:,.2f}")


def length(value: Any) -> Pair:
    """A dated value in words: 30日, 30 days."""
    unit = UNITS.get(str(value.unit))
    return Pair(f"{value.amount}{unit.label}", f"{value.amount} {unit.en}") if unit else same(value.amount)


def side(word: str) -> Pair:
    """On which side a party stands."""
    return both(SIDES[word]) if word in SIDES else same(word)


def status(word: str) -> Pair:
    """The state of a line."""
    return both(STATUSES[word]) if word in STATUSES else same(word)


def code(rules: Rules, table: str, value: str) -> Pair:
    """The name that a published table gives a code."""
    row = rules.tables.get(table, {}).get(value)
    if row is None and table in ("grounds", "grounds_public"):
        row = public_grounds().get(value)
    return both(row) if row is not None else same(value)


def entry_code(entry: Entry, rules: Rules, seen: Sight) -> Pair:
    """What the code of a register line stands for, found in the tables it may come from."""
    value = entry.code
    if not value or len(value) == 64:
        return same(f"{value[:12]}…") if value else NONE
    if value in seen.picture.entries:
        other = seen.picture.entries[value]
        return joined([both(ENTRIES.get(other.kind, other.kind)), day(other.on)], " ", " ")
    for table in ("channels", "neutrals", "body_handles", "grounds_public", "bodies", "forms"):
        if value in rules.tables.get(table, {}):
            return code(rules, table, value)
    return both(CODES[value]) if value in CODES else same(value)


def answer(value: Any, item: Field | None, rules: Rules, seen: Sight) -> Pair:
    """A stored answer in words."""
    if value is None or value == "":
        return NONE
    if isinstance(value, bool):
        return YES if value else NO
    if item is None:
        return same(value)
    kind = item.kind
    if isinstance(kind, Choice):
        return next((both(option) for option in kind.options if option.code == value), same(value))
    if isinstance(kind, Code):
        return code(rules, kind.table, str(value))
    if isinstance(kind, YesNo):
        return YES if yes(value) else NO
    if isinstance(kind, PartyRef):
        return same(seen.names.get(str(value), ""))
    if isinstance(kind, EntryRef):
        entry = seen.picture.entries.get(str(value))
        return joined([both(ENTRIES.get(entry.kind, entry.kind)), day(entry.on)], " ", " ") if entry else NONE
    return _plain(value, kind)


def yes(value: Any) -> bool:
    """Whether a stored yes/no answer is a yes."""
    return value is True or str(value).lower() in ("true", "yes", "1")


def _plain(value: Any, kind: Any) -> Pair:
    try:
        if isinstance(kind, Amount):
            return yuan(value)
        if isinstance(kind, Day):
            return day(value if isinstance(value, date) else date.fromisoformat(str(value)))
        if isinstance(kind, Schedule) and isinstance(value, list):
            lines = [(day(date.fromisoformat(str(on))), yuan(amount)) for on, amount in value]
            return Pair(
                "\n".join(f"{on.zh}　{amount.zh}" for on, amount in lines),
                "\n".join(f"{on.en}  {amount.en}" for on, amount in lines),
            )
    except (ValueError, InvalidOperation, TypeError):
        return same(value)
    if isinstance(value, list):
        return same("、".join(str(each) for each in value))
    return same(value)
