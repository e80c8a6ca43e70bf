"""The page of a consultation: the whole on one page, for who sits at the table, serves it, or asked for it."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse

from rongzhi.casework.access_log import record_parts
from rongzhi.casework.assessed import Assessable, assessable, is_assessor, named_opinions, seats_read
from rongzhi.casework.consultation_figures import figures
from rongzhi.casework.consulting import SPEAK, Table, consultations_of, table
from rongzhi.casework.queries import possible
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import Piece, Sight
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture, Proceeding
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.access import DataClass
from rongzhi.rulebook.guards.tasks import tasks_of
from rongzhi.web.actors import actor_of
from rongzhi.web.bearings import Possible
from rongzhi.web.consulting.answers import agreement_words, asked, name_at
from rongzhi.web.consulting.overview import bodies, going, lines, shares
from rongzhi.web.consulting.seats import drawing, places
from rongzhi.web.labels import code_words, stage_of, status_words
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, known_only, page, staff_only
from rongzhi.web.seeing import note_opening, open_file
from rongzhi.web.speech import say, words
from rongzhi.web.standing import Deadline, deadline
from rongzhi.web.views.desks import desk_of

PACK = (
    ("facts_agreed", "没有争议的事实", "Facts agreed"),
    ("facts_disputed", "有争议的事实", "Facts in dispute"),
    ("law_found", "查到的法律规定", "Law found"),
    ("ways", "可能的方案", "Options"),
    ("left_out", "没有提供的材料", "What was left out"),
)

CLOCKS = {
    "admission": ("决定是否召集", "decide whether it is held"),
    "convene": ("召集并发出材料", "convene and send the pack"),
    "first_opinion": ("提交首轮意见", "first opinions"),
    "feedback": ("反馈分布或者转入纪要", "feed back, or go to the minutes"),
    "discussion": ("讨论", "discussion"),
    "second_opinion": ("再次提交意见", "next opinions"),
    "minutes": ("形成纪要", "minutes"),
    "advice": ("告知当事人", "tell the parties"),
}
# The step that the stage waits for comes first; ways out of it come last.
FIRST = frozenset({"consultation.advise", "consultation.take_up"})
ASIDE = frozenset(
    {
        "consultation.recuse",
        "consultation.add_member",
        "consultation.release_member",
        "consultation.withdraw",
        "consultation.not_admit",
    }
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A task that came of the consultation: who leads, who helps, until when, and where it stands."""

    lead: str
    helpers: tuple[str, ...]
    due: date | None
    status: str
    stage: str
    done: bool
    late: bool
    proceeding: str


@guarded
@known_only
def consultation(request: HttpRequest, number: str) -> HttpResponse:
    """The latest consultation of a case, or the one named in `?run=`; `?screen=` for one screen in a room."""
    seen = open_file(request, number)
    rules = rules_of(seen.picture.county)
    run = _run(seen.picture, request.GET.get("run", ""))
    found = table(seen, run) if run is not None else None
    if run is None or found is None:
        raise Http404
    _log(request, seen, found)
    at = now()
    around = places(found.seats, rules)
    acts = _acts(seen, run, at)
    stage = stage_of(rules, run.procedure, run.stage)
    return page(
        request,
        "consultation_screen.html" if request.GET.get("screen") else "consultation.html",
        number=number,
        run=run,
        stage=words(stage) if stage else run.stage,
        table=found,
        places=around,
        drawing=drawing(around),
        questions=asked(found, rules),
        agreement=agreement_words(found),
        pack=[(say(zh, en), found.pack[key]) for key, zh, en in PACK if found.pack.get(key)],
        clocks=_clocks(seen, run, rules) if run.open else [],
        acts=[one for one in acts if one.act.key != SPEAK],
        steps=any(one.act.key not in ASIDE | {SPEAK} for one in acts),
        speaks=any(one.act.key == SPEAK for one in acts),
        promises=promises(seen.picture, run, rules, at.date()),
        opinions=_names(found, rules),
        several=[each for each in consultations_of(seen.picture) if each.key != run.key],
    )


@desk_of("desk_consultations")
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All consultations of the county: what is open, and the figures; for the secretariat, the leading group, assessors."""
    rules = rules_of(actor.county)
    made = figures(actor.county, now=now())
    return page(
        request,
        "desk_consultations.html",
        made=made,
        going=going(actor.county, rules),
        links="SEC" in actor.codes,
        assessable=_assessable(actor, rules),
        lines=lines(made),
        shares=shares(made),
        bodies=bodies(made, rules),
    )


@guarded
@staff_only
def names(request: HttpRequest, number: str, run: str) -> HttpResponse:
    """Whose opinion is whose in an opened consultation, for assessors alone; the reading is logged first."""
    by = actor_of(request)
    found = named_opinions(by, number, run) if by is not None and is_assessor(by) else None
    if by is None or found is None:
        raise Http404
    record_parts(by, number, seats_read(found), now=now())
    rules = rules_of(found.picture.county)
    stage = stage_of(rules, "consultation", found.table.run.stage)
    return page(
        request,
        "consultation_names.html",
        number=number,
        stage=words(stage) if stage else "",
        places=places(found.table.seats, rules),
        questions=asked(found.table, rules),
    )


def _run(picture: Picture, key: str) -> Proceeding | None:
    runs = consultations_of(picture)
    return next((run for run in runs if run.key == key), None) if key else (runs[-1] if runs else None)


def _log(request: HttpRequest, seen: Sight, found: Table) -> None:
    """What the table opened goes into the access log before it is shown."""
    parts = {voice.seat for each in found.rounds for voice in each.voices} | (
        {found.mine} if found.own else set()
    )
    pieces = [Piece(0, f"opinion:{seat}", "", "", "", "", DataClass.DC8) for seat in sorted(parts)]
    if found.questions or found.minutes:
        pieces.append(Piece(0, "file", "", "", "", "", DataClass.DC8))
    if pieces:
        note_opening(request, seen, tuple(pieces))


def _acts(seen: Sight, run: Proceeding, at: object) -> list[Possible]:
    """What this reader can do for the consultation now, the step itself before what is besides."""
    offered = [
        Possible(act, words(act), found.key if found else "", reasons)
        for act, found, reasons in possible(seen, now=at)
        if (act.procedure == "consultation" and found is not None and found.key == run.key)
        or (act.key == "task.give" and run.stage == "tasks")
    ]
    open_now = [one for one in offered if not one.reasons]
    return sorted(
        open_now, key=lambda one: (one.act.key in ASIDE, one.act.key not in FIRST, one.act.to is None)
    )


def _clocks(seen: Sight, run: Proceeding, rules: Rules) -> list[tuple[str, Deadline]]:
    return [
        (say(*CLOCKS[clock.name]), deadline(clock, rules, now(), inside=True))
        for clock in seen.picture.running_clocks
        if clock.proceeding == run.key
    ]


def promises(picture: Picture, run: Proceeding, rules: Rules, today: date) -> list[Promise]:
    """The tasks that came of a consultation, in the order in which they were given."""
    found = []
    for line in tasks_of(picture, run.key):
        task = picture.proceedings[line.proceeding]
        stage = stage_of(rules, task.procedure, task.stage)
        helpers = picture.list("task_helper", proceeding=task.key)
        clocks = [c.due for c in picture.running_clocks if c.proceeding == task.key and c.due]
        due = min(clocks, default=None)
        found.append(
            Promise(
                code_words(rules, "body_handles", line.code),
                tuple(code_words(rules, "body_handles", h.code) for h in helpers),
                due,
                status_words(line.status),
                words(stage) if stage else task.stage,
                not task.open,
                bool(due and due < today),
                task.key,
            )
        )
    return found


def _assessable(by: Actor, rules: Rules) -> list[tuple[Assessable, str]]:
    found = []
    for one in assessable(by):
        stage = stage_of(rules, "consultation", one.stage)
        found.append((one, words(stage) if stage else one.stage))
    return found


def _names(found: Table, rules: Rules) -> list[tuple[int, str]]:
    """For who may know names: which body stands behind which voice is told under the voices themselves."""
    if not found.named:
        return []
    return [(n, name_at(seat.key, found, rules)) for n, seat in enumerate(found.seats)]
