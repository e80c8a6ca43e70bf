"""How a stored answer is written for people: codes by their names, days and amounts in words."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from rongzhi.casework.answer_fields import field_of, side_of
from rongzhi.core.procedure.fields import (
    Amount,
    Attachment,
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

__all__ = ["field_of", "side_of", "written"]


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
    if isinstance(kind, Attachment) and isinstance(value, list):
        return "\n".join(str(file.get("name", "")) for file in value if isinstance(file, dict))
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
