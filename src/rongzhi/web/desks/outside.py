"""The desks of courts, departments, the secretariat and other bodies: what was handed to them and what it waits for."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet

from rongzhi.casework.models import Case, Proceeding
from rongzhi.casework.models import Entry as EntryRow
from rongzhi.casework.seen import Sight, header_open, runs_shown
from rongzhi.casework.visibility import cases_for, glimpses
from rongzhi.casework.whose_turn import mine
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.case import KEPT_HERE, handed_to, seated
from rongzhi.rulebook.charge import CHARGED
from rongzhi.rulebook.guards.tasks import LEFT
from rongzhi.web.handed import Handed, body_name, of_many
from rongzhi.web.labels import stage_of, status_words
from rongzhi.web.questions import clock_words
from rongzhi.web.speech import say, words
from rongzhi.web.standing import end_words

MOST = 100


@dataclass(frozen=True, slots=True)
class Item:
    """One case on the desk of a body outside the organisation."""

    file: str
    kind: str
    stage: str
    since: date | None
    due: date | None = None
    clock: str = ""
    late: bool = False
    mine: bool = False
    ended: bool = False


@dataclass
class Section:
    """Items under one heading, those that wait for the body first."""

    name: str
    note: str
    items: list[Item] = field(default_factory=list)
    more: bool = False

    @property
    def waiting(self) -> int:
        return sum(item.mine for item in self.items)


def court(by: Actor, rules: Rules, *, now: datetime) -> list[Section]:
    """Cases that this court commissioned or entrusted, confirmations asked of it, and the results due to it."""
    rows = Case.objects.filter(county=by.county)
    sent = rows.filter(commissioned_by__in=by.bodies)
    seen, more = _seen(by, sent.filter(status="open"))
    commissioned = Section(
        say("委派、委托调解中的案件", "Commissioned and entrusted, going on"),
        say("进展和期限", "where they stand, and until when"),
        [
            _item(one, rules, now, "mediation", "invitation", "appointment", "intake", "agreement")
            for one in seen
        ],
        more,
    )
    seen, more = _seen(by, rows.filter(court__in=by.bodies, status="open"))
    confirmations = Section(
        say("司法确认", "Confirmations"),
        say("等本院受理、审查或裁定", "to be accepted, examined or ruled on"),
        [_item(one, rules, now, "confirmation") for one in seen],
        more,
    )
    seen, more = _seen(by, sent.filter(status="ended").order_by("-ended_on", "number"))
    results = Section(
        say("已有结果，应反馈本院", "With a result to be reported to the court"),
        say("调解结束的委派、委托案件", "commissioned cases whose mediation has ended"),
        [_item(one, rules, now, "mediation", "intake") for one in seen],
        more,
    )
    referred = _referred(by, rules, now=now)
    return [
        _sorted(one)
        for one in (commissioned, confirmations, results, referred)
        if one.items or one is not referred
    ]


def received(by: Actor, rules: Rules, *, now: datetime) -> list[Section]:
    """What was handed to this body, by what it waits for; the secretariat sees what it handles besides."""
    sections = [
        _tasks(by, rules, now=now),
        _sitting(by, rules, now=now),
        _referred(by, rules, now=now),
    ]
    sections = [one for one in sections if one.items or one is sections[-1]]
    if "SEC" in by.codes:
        asked = EntryRow.objects.filter(kind="coordination", status="asked").values("file")
        waits = Q(waiting_for__contains=",secretariat,") | Q(number__in=asked)
        seen, more = _seen(by, cases_for(by).filter(waits))
        sections.insert(
            0,
            Section(
                say("等联席会议办公室处理", "For the secretariat to settle"),
                say(
                    "接收单位提出异议、提请会商、确定牵头、核对反馈",
                    "objections of receiving bodies, consultations asked, leads to name, feedback to weigh",
                ),
                [_item(one, rules, now, "referral", "consultation", "task", "lead") for one in seen],
                more,
            ),
        )
        sections.insert(1, _all_tasks(by, rules, now=now))
    return [_sorted(one) for one in sections]


def _referred(by: Actor, rules: Rules, *, now: datetime) -> Section:
    sent = EntryRow.objects.filter(kind="referral", code__in=by.bodies).exclude(status__in=KEPT_HERE)
    rows = Case.objects.filter(county=by.county, number__in=sent.values("file"))
    seen, more = _seen(by, rows)
    items = []
    for one in seen:
        keys = {line.proceeding for line in handed_to(one.picture, by.bodies)}
        items += [_of_run(one, rules, now, key) for key in sorted(keys) if key in one.picture.proceedings]
    return Section(
        say("移送本单位的事项", "Handed to this body"),
        say("签收、决定是否受理、反馈结果", "to sign for, to decide on, to report back"),
        items,
        more,
    )


def _tasks(by: Actor, rules: Rules, *, now: datetime) -> Section:
    """The tasks and lead questions in which this body leads or helps; for the leading group those escalated to it."""
    lines = EntryRow.objects.filter(kind__in=("task", "task_helper", "lead_body"), code__in=by.bodies)
    mine = Q(number__in=lines.exclude(status=LEFT).values("file"))
    if "LEAD" in by.codes:
        mine |= Q(number__in=EntryRow.objects.filter(kind="task_escalation").values("file"))
    seen, more = _seen(by, Case.objects.filter(mine, county=by.county))
    items = []
    for one in seen:
        keys = frozenset().union(*(viewer.tasks for viewer in one.viewers))
        items += [_of_run(one, rules, now, key) for key in sorted(keys) if key in one.picture.proceedings]
    return Section(
        say("交办本单位的事项", "Tasks of this body"),
        say("签收、异议、反馈；配合的事项", "to sign for, object to or report back; tasks to help with"),
        items,
        more,
    )


def _all_tasks(by: Actor, rules: Rules, *, now: datetime) -> Section:
    """Every open task and lead question of the county, with the body that answers for it."""
    rows = Proceeding.objects.filter(procedure__in=CHARGED, open=True, responsible__gt="").order_by(
        "next_due"
    )
    found = list(rows.values_list("file", "key", "responsible")[: MOST + 1])
    seen = glimpses(by, list(dict.fromkeys(file for file, _, _ in found[:MOST])))
    items = []
    for file, key, handle in found[:MOST]:
        if file in seen and seen[file].viewers and key in seen[file].picture.proceedings:
            item = _of_run(seen[file], rules, now, key)
            items.append(replace(item, kind=f"{item.kind} · {body_name(rules, handle)}"))
    return Section(
        say("全部在办的交办事项", "All open tasks"),
        say("每一项由谁负责、下一日期", "who answers for each, and the next date"),
        items,
        len(found) > MOST,
    )


def hand_offs(by: Actor, rules: Rules, *, now: datetime) -> list[Handed]:
    """Every hand-off in the files that the secretariat knows, the open and the longest first; none for other bodies."""
    if "SEC" not in by.codes:
        return []
    kinds = ("hand_off", "task", "lead_body")
    known = cases_for(by).filter(number__in=EntryRow.objects.filter(kind__in=kinds).values("file"))
    seen, _ = _seen(by, known)
    return of_many(by, seen, rules, today=now.date())[:MOST]


def _sitting(by: Actor, rules: Rules, *, now: datetime) -> Section:
    """The consultations in which this body sits."""
    held = EntryRow.objects.filter(kind="seat", status="seated", code__in=by.bodies)
    seen, more = _seen(by, Case.objects.filter(county=by.county, number__in=held.values("file")))
    items = []
    for one in seen:
        keys = {line.proceeding for line in seated(one.picture, by.bodies)}
        items += [_of_run(one, rules, now, key) for key in sorted(keys) if key in one.picture.proceedings]
    return Section(
        say("本单位参加的会商", "Consultations in which this body sits"),
        say("独立提交意见、参加讨论", "give your opinion alone, join the discussion"),
        items,
        more,
    )


def _seen(by: Actor, rows: QuerySet[Case]) -> tuple[list[Sight], bool]:
    """The cases as this reader may know them, and whether there are more than a page takes."""
    numbers = list(rows.values_list("number", flat=True)[: MOST + 1])
    seen = glimpses(by, numbers[:MOST])
    return [seen[number] for number in numbers[:MOST] if seen[number].viewers], len(numbers) > MOST


def _item(seen: Sight, rules: Rules, now: datetime, *procedures: str) -> Item:
    """The line about the proceeding of these that stands first in the file's way: an open one before a closed one."""
    whole = header_open(seen)
    theirs = {run.key for run in seen.picture.proceedings.values() if run.open and mine(seen, run)}
    runs = [run for run in runs_shown(seen, theirs) if run.procedure in procedures]
    runs.sort(
        key=lambda run: (
            run.open,
            date.min if run.open else run.since or date.min,
            -procedures.index(run.procedure),
        ),
        reverse=True,
    )
    if not runs:
        ended = seen.picture.header.get("status") == "ended"
        return Item(seen.picture.number, "", status_words("ended" if ended else "open"), None, ended=ended)
    return _of_run(seen, rules, now, runs[0].key, whole=whole)


def _of_run(seen: Sight, rules: Rules, now: datetime, key: str, *, whole: bool = True) -> Item:
    run = seen.picture.proceedings[key]
    stage = stage_of(rules, run.procedure, run.stage)
    clocks = [
        c
        for c in seen.picture.running_clocks
        if c.proceeding == key and c.due_at is not None and (whole or mine(seen, run))
    ]
    soonest = min(clocks, key=lambda c: c.due_at or now, default=None)
    return Item(
        seen.picture.number,
        words(rules.procedures.get(run.procedure)),
        end_words(run.end, rules, seen) or (words(stage) if stage else run.stage),
        run.since,
        soonest.due if soonest else None,
        clock_words(rules, soonest.parameter) if soonest else "",
        bool(soonest and soonest.due_at and soonest.due_at < now),
        run.open and mine(seen, run),
        not run.open,
    )


def _sorted(section: Section) -> Section:
    section.items.sort(
        key=lambda item: (
            not item.mine,
            not item.late,
            item.due or date.max,
            item.since or date.max,
            item.file,
        )
    )
    return section
