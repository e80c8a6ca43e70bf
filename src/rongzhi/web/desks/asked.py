"""How a worklist is narrowed: read from the address, written back into it, and said in words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from rongzhi.casework.whose_turn import roles_waited_for
from rongzhi.casework.worklist import NOBODY, ORDERS, Wanted
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.procedure.values import parse_date
from rongzhi.directory.models import Account
from rongzhi.web.labels import code_words
from rongzhi.web.speech import say, words

MOST_PAGES = 100_000
LONGEST = 40
DAYS = ("filed_from", "filed_to", "due_from", "due_to")
WORDS = ("procedure", "stage", "channel", "dispute_class", "officer")
ORDER_WORDS = {
    "due": ("期限先后", "soonest deadline first"),
    "new": ("最近提交在前", "newest first"),
    "old": ("最早提交在前", "oldest first"),
    "number": ("案号", "case number"),
    "amount": ("金额从大到小", "largest amount first"),
}


def wanted_of(get: QueryDict, by: Actor) -> Wanted:
    """What the address asks for; anything that cannot be read is left out."""
    mine = roles_waited_for(by)
    number = _text(get, "number")
    asked = _text(get, "waiting") or ("me" if mine and not number else "all")
    made = Wanted(
        waiting=asked if asked in ("me", "all", *mine) else "all",
        status=get.get("status", "open") if get.get("status", "open") in ("open", "ended") else "",
        number=number,
        late=get.get("late") == "1",
        order=get.get("order", "due") if get.get("order") in ORDERS else "due",
    )
    return replace(
        made,
        **{name: _text(get, name) for name in WORDS},
        **{name: _day(get, name) for name in DAYS},
    )


def _text(get: QueryDict, name: str) -> str:
    text = get.get(name, "").replace("\x00", "").strip()[:LONGEST]
    return text if text.isprintable() else ""


def _day(get: QueryDict, name: str) -> date | None:
    try:
        return parse_date(get.get(name, "")) if get.get(name) else None
    except ValueError:
        return None


def page_of(get: QueryDict) -> int:
    """The number of the page in the address."""
    text = get.get("page", "")
    return min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def address(wanted: Wanted, **changes: Any) -> str:
    """The query of an address that asks for this, without what is not asked; `page` may be among the changes."""
    page = changes.pop("page", 1)
    made = replace(wanted, **changes)
    parts: dict[str, str] = {"waiting": made.waiting, "status": made.status}
    if made.number:
        parts["number"] = made.number
    parts |= {name: value for name in WORDS if (value := getattr(made, name))}
    parts |= {name: value.isoformat() for name in DAYS if (value := getattr(made, name))}
    if made.late:
        parts["late"] = "1"
    if made.order != "due":
        parts["order"] = made.order
    if page > 1:
        parts["page"] = str(page)
    return "?" + urlencode(parts)


def choices(wanted: Wanted, by: Actor, rules: Rules) -> Mapping[str, list[tuple[str, str, bool]]]:
    """What the filters offer: (value, words, chosen); officers only to the staff of their body."""
    procedures = [p for p in rules.procedures.values() if p.kind == "case" and p.stages and not p.off]
    offered: dict[str, list[tuple[str, str]]] = {
        "procedure": [(p.key, words(p)) for p in procedures],
        "channel": [(code, words(row)) for code, row in rules.tables.get("channels", {}).items()],
        "dispute_class": [
            (code, f"{code} {words(row)}") for code, row in rules.tables.get("taxonomy", {}).items()
        ],
        "officer": officers_of(by),
    }
    chosen = next((p for p in procedures if p.key == wanted.procedure), None)
    if chosen is not None:
        offered["stage"] = [(f"{chosen.key}.{s.code}", words(s)) for s in chosen.stages if not s.final]
    offered["order"] = [(key, say(*names)) for key, names in ORDER_WORDS.items()]
    return {
        name: [(value, text, value == getattr(wanted, name)) for value, text in rows]
        for name, rows in offered.items()
    }


def officers_of(by: Actor) -> list[tuple[str, str]]:
    """The officers of the actor's bodies, for those who work there as staff; else nobody."""
    if not by.functions & {"officer", "reviewer", "manager"} or not by.bodies:
        return []
    rows = Account.objects.filter(
        county=by.county, body__in=by.bodies, is_active=True, functions__contains="officer"
    )
    return [
        (NOBODY, say("尚无承办人", "nobody yet")),
        *((row.username, words(row)) for row in rows.order_by("username")),
    ]


def in_words(wanted: Wanted, rules: Rules) -> str:
    """How the list was narrowed, for the first line of a workbook; nothing that anybody typed freely."""
    pieces = [
        say("等我办理", "waiting for me") if wanted.waiting == "me" else "",
        say("已结束", "ended") if wanted.status == "ended" else "",
        say("已超期", "late") if wanted.late else "",
        words(rules.procedures.get(wanted.procedure)),
        code_words(rules, "channels", wanted.channel) if wanted.channel else "",
        code_words(rules, "taxonomy", wanted.dispute_class) if wanted.dispute_class else "",
        f"{wanted.filed_from or ''}–{wanted.filed_to or ''}" if wanted.filed_from or wanted.filed_to else "",
        f"{wanted.due_from or ''}–{wanted.due_to or ''}" if wanted.due_from or wanted.due_to else "",
    ]
    return say("、", ", ").join(filter(None, pieces))
