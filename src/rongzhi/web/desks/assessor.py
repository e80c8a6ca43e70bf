"""The assessor's desk: the own log, opened for the assessors of the body that keeps it and for nobody else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from rongzhi.casework.keys import key_fault
from rongzhi.casework.models import Event, File, SealedPart
from rongzhi.casework.projection import facts_of
from rongzhi.casework.sealing import open_parts
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.procedures.assessment import TELL
from rongzhi.web.naming import account_names
from rongzhi.web.private_word import SOMEBODY, in_one_language
from rongzhi.web.speech import say, words
from rongzhi.web.values import written

MOST = 100
KIND = "assessment"


@dataclass(frozen=True, slots=True)
class Note:
    """One act of the log with what was written."""

    act: str
    who: str
    at: datetime
    answers: tuple[tuple[str, str], ...]


@dataclass
class Assessment:
    """One assessment: its subject, whether it is open, and its notes, oldest first."""

    number: str
    subject: str
    about: str
    open: bool
    begun: date | None
    notes: list[Note] = field(default_factory=list)


def log(by: Actor, rules: Rules) -> list[Assessment]:
    """The assessments that this actor may read, the latest first; five queries."""
    rows = File.objects.filter(county=by.county, kind=KIND, owner__in=by.bodies).order_by("-number")
    pictures = {row.number: load(row.picture) for row in rows[:MOST]}
    mine = [number for number, picture in pictures.items() if "assessor" in roles_of(by, picture)]
    sealed: dict[tuple[str, int], dict[str, Any]] = {}
    if mine and key_fault() is None:
        for part in open_parts(SealedPart.objects.filter(file__in=mine).order_by("pk")):
            sealed.setdefault((part.file, part.seq), {}).update(part.content or {})
    found: dict[str, Assessment] = {}
    for number in mine:
        head = pictures[number].header
        found[number] = Assessment(
            number,
            str(sealed.get((number, 1), {}).get("subject", "")),
            _answer(rules.acts["assessment.begin"], "about", head.get("about"), rules),
            head.get("status") == "open",
            None,
        )
    events = list(Event.objects.filter(file__in=mine).order_by("file", "seq"))
    people = account_names(event.actor for event in events)
    for event in events:
        one, act = found[event.file], rules.acts.get(event.act)
        if act is None:
            continue
        if event.seq == 1:
            one.begun = event.at.date()
        if event.act == TELL.key:
            one.subject = in_one_language(one.subject)
        given = _clear(event) | sealed.get((event.file, event.seq), {})
        answers = [
            (words(item), _answer(act, item.key, given[item.key], rules))
            for item in act.data
            if given.get(item.key) and item.key not in ("subject", "about")
        ]
        one.notes.append(Note(words(act), _who(event.actor, people), event.at, tuple(answers)))
    return list(found.values())


def _who(actor: str, people: Mapping[str, str]) -> str:
    """Who wrote it: of a private word it is said that a party did, not which account."""
    return say("当事人", "a party") if actor == SOMEBODY else people.get(actor, actor)


def _clear(event: Event) -> dict[str, Any]:
    found: dict[str, Any] = facts_of(event.header)["facts"].get("data", {})
    return dict(found)


def _answer(act: Act, key: str, value: Any, rules: Rules) -> str:
    item = act.field(key)
    return (
        written(value, item, rules, None, {}) if item is not None and value is not None else str(value or "")
    )
