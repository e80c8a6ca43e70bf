"""How a stored answer is written for people: codes by their names, days and amounts in words."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from rongzhi.core.procedure.definition import Act
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
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.procedure.rules import Rules
from rongzhi.web import labels
from rongzhi.web.speech import say, words
from rongzhi.web.templatetags.rongzhi import day, yuan


def field_of(act: Act | None, key: str, side: str = "") -> Field | None:
    """The declared field of a stored answer; those about a person are stored without their prefix.

    `side` is that of the person whose part it lies in, so that one act may ask the same of several.
    """
    if act is None:
        return None
    prefix = "representative" if side == "agent" else side
    return (
        act.field(f"{prefix}_{key}")
        or act.field(key)
        or next((f for f in act.data if f.about and f.key == f"{f.about}_{key}"), None)
    )


def side_of(part: str, picture: Picture) -> str:
    """On which side the person stands whose part this is; empty for other parts."""
    kind, _, key = part.partition(":")
    return picture.parties[key].side if kind == "person" and key in picture.parties else ""


def written(value: Any, item: Field | None, rules: Rules, picture: Picture, names: Any) -> str:
    """The answer as text."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return say("是", "yes") if value else say("否", "no")
    if item is None:
        return str(value)
    kind = item.kind
    if isinstance(kind, Choice):
        return next((words(option) for option in kind.options if option.code == value), str(value))
    if isinstance(kind, Code):
        return labels.code_words(rules, kind.table, str(value))
    if isinstance(kind, YesNo):
        return say("是", "yes") if str(value).lower() in ("true", "yes", "1") else say("否", "no")
    if isinstance(kind, PartyRef):
        return names.get(str(value), str(value))
    if isinstance(kind, EntryRef):
        entry = picture.entries.get(str(value))
        return f"{labels.entry_words(entry.kind)} {entry.on or ''}" if entry else str(value)
    return _plain(value, kind)


def _plain(value: Any, kind: Any) -> str:
    try:
        if isinstance(kind, Amount):
            return yuan(Decimal(str(value)))
        if isinstance(kind, Day):
            return day(value if isinstance(value, date) else date.fromisoformat(str(value)))
        if isinstance(kind, Schedule) and isinstance(value, list):
            return "\n".join(f"{on}  {yuan(Decimal(str(amount)))}" for on, amount in value)
    except (ValueError, InvalidOperation, TypeError):
        return str(value)
    return str(value)
