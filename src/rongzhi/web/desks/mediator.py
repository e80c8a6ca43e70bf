"""The mediator's desk: own cases by stage, meetings of the week, proposals that wait for an answer, and the clocks."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.urls import reverse

from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.models import Case, Clock, Entry
from rongzhi.casework.visibility import glimpses
from rongzhi.casework.worklist import week_end
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.register_words import CODES
from rongzhi.web.labels import stage_of
from rongzhi.web.questions import clock_words
from rongzhi.web.speech import words

MOST = 200
CLOCKS = 30


@dataclass(frozen=True, slots=True)
class Dated:
    """Something of one case that stands on a day."""

    file: str
    what: str
    on: date | None
    hour: str = ""
    late: bool = False


@dataclass
class Desk:
    """Everything of the page; `asked` are cases in which the neutral is proposed and has not accepted."""

    open: int = 0
    asked: list[str] = field(default_factory=list)
    stages: list[tuple[str, int, str]] = field(default_factory=list)  # words, number, address
    meetings: list[Dated] = field(default_factory=list)
    proposals: list[Dated] = field(default_factory=list)
    clocks: list[Dated] = field(default_factory=list)


def desk(by: Actor, rules: Rules, *, now: datetime) -> Desk:
    """The cases that this neutral has accepted, read with a fixed number of queries; no sealed part is opened."""
    own = Case.objects.filter(county=by.county, status="open", neutral=by.neutral)
    numbers = list(own.order_by("number").values_list("number", flat=True)[:MOST])
    proposed = Case.objects.filter(county=by.county, status="open", neutral_proposed=by.neutral)
    today = now.astimezone(SHANGHAI).date()
    made = Desk(
        open=len(numbers),
        asked=list(
            proposed.exclude(neutral=by.neutral).order_by("number").values_list("number", flat=True)[:MOST]
        ),
    )
    counted: Counter[tuple[str, str]] = Counter()
    for seen in glimpses(by, numbers).values():
        counted.update((run.procedure, run.stage) for run in seen.picture.open_proceedings())
    made.stages = [_stage(rules, *key, n) for key, n in sorted(counted.items())]
    sessions = Entry.objects.filter(
        file__in=numbers, kind="session", status="set", on__gte=today, on__lte=_until(today)
    )
    made.meetings = sorted(
        (_meeting(line, rules) for line in sessions), key=lambda one: (one.on or date.max, one.hour, one.file)
    )
    waiting = Entry.objects.filter(file__in=numbers, kind="proposal", status="open").order_by("on", "file")
    made.proposals = [Dated(line.file, "", line.on) for line in waiting[:MOST]]
    running = Clock.objects.filter(file__in=numbers, status="running", due_at__isnull=False).order_by(
        "due_at"
    )
    made.clocks = [
        Dated(c.file, clock_words(rules, c.parameter), c.due, late=c.due_at is not None and c.due_at < now)
        for c in _shown(by, list(running[: CLOCKS * 2]))
    ][:CLOCKS]
    return made


def _shown(by: Actor, clocks: list[Clock]) -> list[Clock]:
    """The clocks that stand in the file as this reader may know it."""
    seen = glimpses(by, sorted({clock.file for clock in clocks}))
    return [clock for clock in clocks if clock.key in seen[clock.file].picture.clocks]


def _stage(rules: Rules, procedure: str, stage: str, number: int) -> tuple[str, int, str]:
    named = stage_of(rules, procedure, stage)
    name = f"{words(rules.procedures.get(procedure))} · {words(named) if named else stage}"
    return name, number, f"{reverse('desk')}?waiting=all&procedure={procedure}&stage={procedure}.{stage}"


def _until(today: date) -> date:
    """To the end of the week; from Saturday on the next one too."""
    return week_end(today) if today.weekday() < 5 else week_end(today) + timedelta(days=7)


def _meeting(line: Entry, rules: Rules) -> Dated:
    hour = str(json.loads(line.facts or "{}").get("hour", ""))
    return Dated(line.file, words(CODES[line.code]) if line.code in CODES else line.code, line.on, hour)
