"""The ledger's page: what is left, what came and went in twelve months, and every line with what may be done to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rongzhi.casework.models import File
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.fields import Choice
from rongzhi.core.procedure.picture import Entry, Picture
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.procedures.ledger import PURPOSE, SOURCE
from rongzhi.web.speech import say, words

MOST = 60
BACK = {
    "money_in": "ledger.income_back",
    "money_out": "ledger.cost_back",
    "money_promised": "ledger.promise_back",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its day, what it is, from whom or for what, the sum, and the act that takes it back."""

    key: str
    on: date | None
    kind: str
    what: str
    who: str
    amount: str
    restricted: bool
    back: str
    gone: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """One ledger with what is left of free and of restricted money, and its lines, the newest first."""

    number: str
    name: str
    free: str
    bound: str
    promised: str
    lines: tuple[Line, ...]
    more: int  # lines that are not shown


def ledgers(by: Actor, rules: Rules) -> list[Ledger]:
    """The ledgers that the reader keeps; one query."""
    rows = File.objects.filter(county=by.county, kind="ledger", owner__in=by.bodies).order_by("number")
    pictures = (load(row.picture) for row in rows)
    return [_ledger(one, rules) for one in pictures if roles_of(by, one)]


def _ledger(picture: Picture, rules: Rules) -> Ledger:
    lines = [line for line in picture.entries.values() if line.kind in KINDS]
    held = {
        restricted: _sum(lines, "money_in", restricted) - _sum(lines, "money_out", restricted)
        for restricted in (True, False)
    }
    ordered = sorted(lines, key=lambda line: (line.on or date.min, line.seq), reverse=True)[:MOST]
    return Ledger(
        picture.number,
        str(picture.header.get("name") or ""),
        f"{held[False]:,.2f}",
        f"{held[True]:,.2f}",
        f"{_sum(lines, 'money_promised', None):,.2f}",
        tuple(_line(line, rules) for line in ordered),
        len(lines) - len(ordered),
    )


KINDS: Mapping[str, tuple[str, str]] = {
    "money_in": ("收入", "income"),
    "money_out": ("支出", "cost"),
    "money_promised": ("已签未到账", "signed, not received"),
    "money_budget": ("预算", "budget"),
}


def _sum(lines: list[Entry], kind: str, restricted: bool | None) -> Decimal:
    return sum(
        (
            line.amount or Decimal(0)
            for line in lines
            if line.kind == kind
            and line.status == "booked"
            and (restricted is None or bool(line.facts.get("restricted")) is restricted)
        ),
        Decimal(0),
    )


def _line(line: Entry, rules: Rules) -> Line:
    row = rules.tables.get("body_handles", {}).get(str(line.facts.get("payer") or ""))
    who = words(row) if row else str(line.facts.get("payer_name") or line.facts.get("case") or "")
    return Line(
        line.key,
        line.on,
        say(*KINDS[line.kind]),
        _option(SOURCE if line.kind != "money_out" else PURPOSE, line.code),
        who,
        f"{line.amount or Decimal(0):,.2f}",
        bool(line.facts.get("restricted")),
        BACK.get(line.kind, "") if line.status == "booked" else "",
        line.status != "booked",
    )


def _option(choice: Choice, code: str) -> str:
    return next((words(option) for option in choice.options if option.code == code), code)
