"""The intake desk: filings that wait for a decision, with what screening says of each at a glance."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import F, Q

from rongzhi.casework.keys import key_fault
from rongzhi.casework.matching import alike_many
from rongzhi.casework.models import Case, Event, Proceeding, SealedPart
from rongzhi.casework.pieces import Events, clear_facts, header_pieces, pieces_shown
from rongzhi.casework.sealing import Opened, open_parts
from rongzhi.casework.seen import Sight, part_known, sees_leads
from rongzhi.casework.visibility import cases_for
from rongzhi.casework.worklist import Line, Wanted, lines_of, rows_for
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.access import DataClass
from rongzhi.rulebook.matter import Context, Matter
from rongzhi.rulebook.routing import Route, route
from rongzhi.rulebook.screening import Advice, screen
from rongzhi.web.advice import answers_of

PAGE = 10
STAGES = ("first_contact", "received", "correction")


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing: its line, the advice, the way recommended, files that look the same, and the completion asked."""

    line: Line
    stage: str
    advice: tuple[Advice, ...]
    way: Route | None
    duplicates: tuple[str, ...]
    completion: str  # "", asked, done, not_done
    completion_by: date | None
    door: str


def filings(
    by: Actor, rules: Rules, *, now: datetime, page: int, stage: str = "", size: int = PAGE
) -> tuple[list[Filing], bool]:
    """A page of filings of the actor's bodies, the soonest deadline first; the same number of queries for any page.

    Opens what was filed: the caller notes the openings before it shows anything.
    """
    wanted = Wanted(waiting="all")
    at = Proceeding.objects.filter(
        procedure="intake", open=True, stage__in=[stage] if stage in STAGES else STAGES
    )
    rows = rows_for(by, wanted, now=now).filter(owner__in=by.bodies, number__in=at.values("file"))
    rows = rows.order_by(F("known_due").asc(nulls_last=True), "number")
    start = (max(page, 1) - 1) * size
    found: list[Case] = list(rows[start : start + size + 1])
    lines = lines_of(by, found[:size], now=now)
    opened = _opened([line.seen for line in lines])
    same = _alike(by, list(opened))
    return [
        _filing(line, opened[line.case.number], same.get(line.case.number, ()), rules, now.date())
        for line in lines
    ], len(found) > size


def _opened(seen: list[Sight]) -> dict[str, Sight]:
    """The sights with what was filed in them opened: three queries."""
    if key_fault() is not None:
        return {one.picture.number: one for one in seen}
    numbers = [one.picture.number for one in seen]
    events: dict[str, Events] = {}
    rows = Event.objects.filter(file__in=numbers, seq=1)
    for file, act, actor, header in rows.values_list("file", "act", "actor", "header"):
        events[file] = {1: (act, actor, clear_facts(header))}
    parts: dict[str, list[Opened]] = {}
    whose = {one.picture.number: one for one in seen}
    sealed = SealedPart.objects.filter(file__in=numbers, seq=1).order_by("pk")
    for part in open_parts([part for part in sealed if part_known(whose[part.file], part.name)]):
        parts.setdefault(part.file, []).append(part)
    return {
        one.picture.number: replace(
            one,
            pieces=(
                *header_pieces(one, events.get(one.picture.number, {})),
                *pieces_shown(one, events.get(one.picture.number, {}), parts.get(one.picture.number, [])),
            ),
        )
        for one in seen
    }


def _alike(by: Actor, numbers: list[str]) -> Mapping[str, tuple[str, ...]]:
    """For each file those that share its story or persons and are there for the actor: three queries."""
    found = alike_many(numbers, by.county)
    others = {other for same in found.values() for other in same}
    there = set(cases_for(by).filter(number__in=others).values_list("number", flat=True)) if others else set()
    return {file: tuple(other for other in same if other in there) for file, same in found.items()}


def _filing(line: Line, seen: Sight, same: tuple[str, ...], rules: Rules, today: date) -> Filing:
    context = Context(
        today=today,
        county=seen.picture.county,
        body_handles=rules.tables.get("body_handles", {}),
        duplicates=same,
    )
    matter = Matter(seen.picture, answers_of(seen, rules, today), context)
    leads = sees_leads(seen)
    advice = tuple(
        a
        for a in screen(matter, parameters=rules.parameters, calendar=rules.calendar)
        if a.data_class is not DataClass.DC9 or leads
    )
    way = route(matter, parameters=rules.parameters)
    completion = seen.picture.latest("completion")
    intake = seen.picture.proceeding("intake")
    return Filing(
        replace(line, seen=seen),
        intake.stage if intake else "",
        advice,
        way if way.candidates else None,
        same,
        completion.status if completion else "",
        completion.on if completion else None,
        str(seen.picture.header.get("door") or ""),
    )


def counts_by_stage(by: Actor) -> dict[str, int]:
    """How many filings of the actor's bodies stand in each stage of intake."""
    mine = Case.objects.filter(Q(owner__in=by.bodies), county=by.county, status="open")
    found = dict.fromkeys(STAGES, 0)
    rows = Proceeding.objects.filter(
        procedure="intake", open=True, stage__in=STAGES, file__in=mine.values("number")
    )
    for stage in rows.values_list("stage", flat=True):
        found[stage] += 1
    return found
