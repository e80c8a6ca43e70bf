"""The worklist: an actor's cases as they may know them, narrowed, ordered, counted and paged with few queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import F, Q, QuerySet, Value, When

from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.models import Case, Proceeding
from rongzhi.casework.projection import waiting_roles
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import Piece, Sight, header_open, runs_shown
from rongzhi.casework.visibility import cases_for, glimpses, known_otherwise, names_for
from rongzhi.casework.whose_turn import closed_to, mine, to_do, waits_for
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.core.procedure.picture import Picture, RunningClock
from rongzhi.core.procedure.picture import Proceeding as Run
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.access import DataClass
from rongzhi.rulebook.charge import next_due

PAGE = 25
COUNTED = 500  # as many are counted at most: the counts cost the same in a large county
NOBODY = "*"  # asks for the cases without an officer; no account is called so
ORDERS = ("due", "new", "old", "number", "amount")
GROUPS = ("late", "today", "week", "later", "none")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a worklist is narrowed and ordered; all of it stands in the address.

    `waiting`: "me", "all", or one word of stages.csv. `stage` is procedure.stage. An empty answer narrows nothing.
    """

    waiting: str = "all"
    status: str = "open"
    number: str = ""
    procedure: str = ""
    stage: str = ""
    channel: str = ""
    dispute_class: str = ""
    officer: str = ""
    late: bool = False
    filed_from: date | None = None
    filed_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    order: str = "due"

    @property
    def asks_header(self) -> bool:
        """Whether the answer would tell a stage, a date or another header fact."""
        days = (self.filed_from, self.filed_to, self.due_from, self.due_to)
        words = (self.procedure, self.stage, self.channel, self.officer)
        return self.late or any(words) or any(days) or self.order not in ("due", "number")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a worklist."""

    case: Case
    seen: Sight
    names: tuple[str, ...]
    late: bool
    runs: tuple[Run, ...] = ()  # the open proceedings that the actor may know of
    mine: tuple[str, ...] = ()  # keys of those that wait for the actor
    acts: tuple[tuple[Act, Run], ...] = ()  # what the actor can do there
    status: str = ""
    due: datetime | None = None
    clock: RunningClock | None = None  # the deadline that is due then
    header: bool = True  # whether stages and dates are for the actor


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are late, due today, this week, later and without a date; `more`: the counting stopped at COUNTED."""

    groups: Mapping[str, int]
    more: bool


def rows_for(by: Actor, wanted: Wanted, *, now: datetime) -> QuerySet[Case]:
    """The actor's cases as they may know them, narrowed and in order; no query yet but for suspicions kept from them."""
    others = known_otherwise(by)
    rows = _as_known(cases_for(by), by, others)
    if wanted.waiting == "me":
        rows = rows.filter(waits_for(by))
    elif wanted.waiting != "all":
        rows = rows.filter(waits_for(by, wanted.waiting))
    if wanted.status in ("open", "ended"):
        rows = rows.filter(known_status=wanted.status)
    if wanted.number:
        rows = rows.filter(number__contains=wanted.number.upper())
    if wanted.dispute_class:
        rows = rows.filter(dispute_class__startswith=wanted.dispute_class)
    rows = _by_header(rows, by, wanted, others, now)
    return rows.order_by(*_order(wanted.order))


def _order(order: str) -> list[models.expressions.OrderBy]:
    last = F("number").asc()
    first = {
        "new": [F("filed_on").desc()],
        "old": [F("filed_on").asc()],
        "number": [],
        "amount": [F("amount").desc(nulls_last=True)],
    }.get(order, [F("known_due").asc(nulls_last=True)])
    return [*first, last]


def _by_header(
    rows: QuerySet[Case], by: Actor, wanted: Wanted, others: Mapping[str, Picture], now: datetime
) -> QuerySet[Case]:
    """Narrowing by what the header says; never a way to learn it of a case whose header is closed to the actor."""
    if not wanted.asks_header:
        return rows
    closed = closed_to(by)
    if closed is not None:
        rows = rows.exclude(closed)
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if wanted.officer:
        rows = rows.filter(officer="" if wanted.officer == NOBODY else wanted.officer)
    days = {"filed_on__gte": wanted.filed_from, "filed_on__lte": wanted.filed_to}
    rows = rows.filter(**{name: value for name, value in days.items() if value})
    if wanted.late:
        rows = rows.filter(known_due__lt=now)
    if wanted.due_from:
        rows = rows.filter(known_due__gte=_begins(wanted.due_from))
    if wanted.due_to:
        rows = rows.filter(known_due__lt=_begins(wanted.due_to + timedelta(days=1)))
    if wanted.procedure or wanted.stage:
        rows = rows.filter(_at_stage(wanted, others))
    return rows


def _at_stage(wanted: Wanted, others: Mapping[str, Picture]) -> Q:
    procedure, _, stage = wanted.stage.partition(".")
    procedure = procedure or wanted.procedure
    runs = Proceeding.objects.filter(procedure=procedure, open=True)
    if stage:
        runs = runs.filter(stage=stage)
    there = Q(number__in=runs.values("file"))
    if not others:
        return there
    known = [
        number
        for number, picture in others.items()
        if any(p.procedure == procedure and stage in ("", p.stage) for p in picture.open_proceedings())
    ]
    return (there & ~Q(number__in=list(others))) | Q(number__in=known)


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _as_known(rows: QuerySet[Case], by: Actor, others: Mapping[str, Picture]) -> QuerySet[Case]:
    """The rows with their state, turn and next deadline as this actor may know them: none that hides a suspicion."""
    states, turns, dues = [], [], []
    for number, picture in others.items():
        waits = ",".join(sorted(waiting_roles(picture)))
        states.append(When(number=number, then=Value(picture.header.get("status") or "open")))
        turns.append(When(number=number, then=Value(f",{waits}," if waits else "")))
        dues.append(When(number=number, then=Value(next_due(picture), output_field=models.DateTimeField())))
    if (closed := closed_to(by)) is not None:
        dues.insert(0, When(closed, then=Value(None, output_field=models.DateTimeField())))
    return rows.annotate(
        known_status=models.Case(*states, default=F("status"), output_field=models.CharField())
        if states
        else F("status"),
        known_waiting=models.Case(*turns, default=F("waiting_for"), output_field=models.CharField())
        if turns
        else F("waiting_for"),
        known_due=models.Case(*dues, default=F("next_due"), output_field=models.DateTimeField())
        if dues
        else F("next_due"),
    )


def lines(
    by: Actor, wanted: Wanted, *, now: datetime, page: int = 1, size: int = PAGE
) -> tuple[list[Line], bool]:
    """A page of the worklist, and whether there is more. The same number of queries however many cases there are."""
    start = (max(page, 1) - 1) * size
    found = list(rows_for(by, wanted, now=now)[start : start + size + 1])
    return lines_of(by, found[:size], now=now), len(found) > size


def lines_of(by: Actor, cases: Iterable[Case], *, now: datetime) -> list[Line]:
    """A line for each of these rows of `rows_for`; two queries."""
    shown = list(cases)
    seen = glimpses(by, [case.number for case in shown])
    names: dict[str, dict[str, str]] = {}
    for (file, party), name in names_for(seen).items():
        names.setdefault(file, {})[party] = name
    rules = rules_of(by.county) if shown else None
    return [_line(case, _named(seen[case.number], names.get(case.number, {})), rules, now) for case in shown]


def _named(seen: Sight, names: Mapping[str, str]) -> Sight:
    """The glimpse with the names that were opened for it, as pieces: what the access log is told of."""
    pieces = tuple(
        Piece(0, f"person:{party}", "name", "姓名", "name", name, DataClass.DC3)
        for party, name in sorted(names.items())
    )
    return Sight(
        seen.picture,
        seen.by,
        seen.roles,
        seen.viewers,
        dict(sorted(names.items())),
        {},
        pieces,
        leads=seen.leads,
    )


def _line(case: Case, seen: Sight, rules: Rules | None, now: datetime) -> Line:
    """A line with no more than the file's own page would show."""
    open_runs = [run for run in seen.picture.proceedings.values() if run.open]
    theirs = {run.key for run in open_runs if mine(seen, run)}
    runs = tuple(run for run in runs_shown(seen, theirs) if run.open)
    header = header_open(seen)
    due: datetime | None = case.known_due if header else None  # type: ignore[attr-defined]
    return Line(
        case=case,
        seen=seen,
        names=tuple(seen.names.values()),
        late=due is not None and due < now,
        runs=runs,
        mine=tuple(sorted(theirs)),
        acts=tuple(to_do(seen, rules, now=now)) if rules is not None and theirs else (),
        status=case.known_status,  # type: ignore[attr-defined]
        due=due,
        clock=next((c for c in seen.picture.running_clocks if c.due_at == due), None) if due else None,
        header=header,
    )


def overview(by: Actor, wanted: Wanted, *, now: datetime, page: int = 1) -> tuple[list[Line], bool, Counts]:
    """A page of the worklist, whether there is more, and the counts of the whole.

    In the order of deadlines the first COUNTED cases are found once for both: what an institution is a party to need
    not be gathered twice.
    """
    if wanted.order != "due" or page * PAGE > COUNTED:
        shown, more = lines(by, wanted, now=now, page=page)
        return shown, more, counts(by, wanted, now=now)
    columns = ("number", "known_due", "known_status")
    first = list(rows_for(by, wanted, now=now).values_list(*columns)[: COUNTED + 1])
    start = (max(page, 1) - 1) * PAGE
    chosen = first[start : start + PAGE]
    cases = Case.objects.in_bulk([number for number, _, _ in chosen])
    for number, due, status in chosen:
        cases[number].known_due, cases[number].known_status = due, status  # type: ignore[attr-defined]
    shown = lines_of(by, [cases[number] for number, _, _ in chosen], now=now)
    return shown, len(first) > start + PAGE, _counted([due for _, due, _ in first], now)


def counts(by: Actor, wanted: Wanted, *, now: datetime) -> Counts:
    """How the worklist falls into late, today, this week, later, no date: the first COUNTED by their deadline."""
    rows = rows_for(by, wanted, now=now).order_by(F("known_due").asc(nulls_last=True))
    return _counted(list(rows.values_list("known_due", flat=True)[: COUNTED + 1]), now)


def _counted(dues: list[datetime | None], now: datetime) -> Counts:
    groups = dict.fromkeys(GROUPS, 0)
    for due in dues[:COUNTED]:
        groups[group_of(due, now=now)] += 1
    return Counts(groups, len(dues) > COUNTED)


def group_of(due: datetime | None, *, now: datetime) -> str:
    """Into which group a deadline falls; the week ends with Sunday."""
    if due is None:
        return "none"
    if due < now:
        return "late"
    day, today = due.astimezone(SHANGHAI).date(), now.astimezone(SHANGHAI).date()
    if day == today:
        return "today"
    return "week" if day <= week_end(today) else "later"


def week_end(today: date) -> date:
    """The Sunday of the week of a day."""
    return today + timedelta(days=6 - today.weekday())


def day_after(day: date) -> date:
    """The next day."""
    return day + timedelta(days=1)
