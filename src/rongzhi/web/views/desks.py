"""The desks beside the worklist, one page for each office; a desk that is not the reader's does not exist for them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from rongzhi.casework.rules import rules_of
from rongzhi.casework.visibility import glimpses
from rongzhi.casework.worklist import NOBODY, Wanted
from rongzhi.core.procedure.definition import Actor
from rongzhi.web.actors import actor_of
from rongzhi.web.desks import (
    assessor,
    auditor,
    figures,
    institution,
    intake,
    ledger,
    mediator,
    outside,
    reviews,
)
from rongzhi.web.desks.asked import address, page_of
from rongzhi.web.desks.intake_table import FILINGS, MOST_FILINGS
from rongzhi.web.desks.lines import rows_of
from rongzhi.web.desks.places import keys_of, name_of, places
from rongzhi.web.desks.taken_out import taken_out
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.seeing import note_list
from rongzhi.web.speech import say, words
from rongzhi.web.tables import workbook

MOST_EXPORTED = 5_000


def desk_of(
    key: str,
) -> Callable[[Callable[[HttpRequest, Actor], HttpResponse]], Callable[..., HttpResponse]]:
    """A page for those who have this desk; for everybody else it is not there."""

    def make(view: Callable[[HttpRequest, Actor], HttpResponse]) -> Callable[..., HttpResponse]:
        @guarded
        @staff_only
        @wraps(view)
        def inner(request: HttpRequest) -> HttpResponse:
            actor = actor_of(request)
            if actor is None or key not in keys_of(actor):
                raise Http404
            return view(request, actor)

        return inner

    return make


def _shown(request: HttpRequest, actor: Actor, template: str, **context: Any) -> HttpResponse:
    return page(request, template, places=places(actor), at=now(), **context)


@desk_of("desk_intake")
def intake_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """New filings with the screening's advice; what was opened for it is logged before it is shown."""
    rules, number = rules_of(actor.county), page_of(request.GET)
    stage = request.GET.get("stage", "")
    found, more = intake.filings(actor, rules, now=now(), page=number, stage=stage)
    note_list(request, [one.line.seen for one in found])
    rows = rows_of([one.line for one in found], rules, now=now())
    counts = intake.counts_by_stage(actor)
    procedure = rules.procedures["intake"]
    return _shown(
        request,
        actor,
        "desk_intake.html",
        filings=list(zip(found, rows, strict=True)),
        stages=[(code, procedure.stage(code), counts[code], code == stage) for code in intake.STAGES],
        stage=stage,
        page_number=number,
        later=f"?stage={stage}&page={number + 1}" if more else "",
        earlier=f"?stage={stage}&page={number - 1}" if number > 1 else "",
    )


@require_POST
@desk_of("desk_intake")
def intake_export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The filings of the stage in the address as a workbook, with what the page shows of each."""
    rules, stage = rules_of(actor.county), request.GET.get("stage", "")
    found, more = intake.filings(actor, rules, now=now(), page=1, stage=stage, size=MOST_FILINGS)
    rows = rows_of([one.line for one in found], rules, now=now())
    about = [
        words(rules.procedures["intake"].stage(stage)) if stage in intake.STAGES else "",
        say(f"前 {MOST_FILINGS} 件", f"the first {MOST_FILINGS}") if more else "",
    ]
    return workbook(
        request,
        FILINGS,
        zip(found, rows, strict=True),
        opened=[one.line.seen for one in found],
        about=say("、", ", ").join(filter(None, about)),
    )


@desk_of("desk_mediator")
def mediator_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The neutral's own cases, meetings, proposals and clocks."""
    return _shown(
        request, actor, "desk_mediator.html", desk=mediator.desk(actor, rules_of(actor.county), now=now())
    )


@desk_of("desk_figures")
def figures_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Load, deadlines and quality of the organisation."""
    late = address(Wanted(late=True))
    return _shown(
        request,
        actor,
        "desk_figures.html",
        figures=figures.figures(actor, rules_of(actor.county), now=now()),
        late_link=late,
        nobody=NOBODY,
    )


@desk_of("desk_institution")
def institution_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All disputes of the institution, and who may act for it."""
    return _shown(
        request,
        actor,
        "desk_institution.html",
        desk=institution.desk(actor, rules_of(actor.county), now=now()),
        may_name="manager" in actor.functions,
    )


@desk_of("desk_court")
def court_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Commissions, confirmations, results, and what was filed with the court."""
    sections = outside.court(actor, rules_of(actor.county), now=now())
    return _shown(
        request,
        actor,
        "desk_outside.html",
        sections=sections,
        which="court",
        title=say("法院台", "Court desk"),
    )


@desk_of("desk_received")
def received_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was handed to a department or another body; for the secretariat also what it has to settle."""
    sections = outside.received(actor, rules_of(actor.county), now=now())
    return _shown(
        request,
        actor,
        "desk_outside.html",
        sections=sections,
        which="received",
        hand_offs=outside.hand_offs(actor, rules_of(actor.county), now=now()),
        title=name_of("desk_received", actor),
    )


@desk_of("desk_assessor")
def assessor_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The assessor's own log."""
    found = assessor.log(actor, rules_of(actor.county))
    return _shown(request, actor, "desk_assessor.html", assessments=found)


@desk_of("desk_ledger")
def ledger_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the reader's organisation was given, spends and is promised."""
    return _shown(
        request,
        actor,
        "desk_ledger.html",
        ledgers=ledger.ledgers(actor, rules_of(actor.county)),
        may_open="officer" in actor.functions,
    )


@desk_of("desk_reviews")
def reviews_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The cases drawn for review among the reader's."""
    return _shown(
        request,
        actor,
        "desk_reviews.html",
        cases=reviews.drawn_cases(actor),
        may_mend="officer" in actor.functions,
    )


@desk_of("desk_auditor")
def auditor_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The access log of the county, and how the record stands."""
    asked, number = auditor.asked_of(request.GET), page_of(request.GET)
    found, more = auditor.openings(actor, asked, page=number)
    return _shown(
        request,
        actor,
        "desk_auditor.html",
        openings=found,
        asked=asked,
        here=asked.address(),
        exports=auditor.Asked(exports=True).address(),
        busiest=auditor.busiest(actor, asked),
        record=auditor.record(actor, now=now()),
        page_number=number,
        later=asked.address(number + 1) if more else "",
        earlier=asked.address(number - 1) if number > 1 else "",
    )


@require_POST
@desk_of("desk_auditor")
def auditor_export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The rows of the access log that the address asks for, as a workbook."""
    found, _ = auditor.openings(actor, auditor.asked_of(request.GET), size=MOST_EXPORTED)
    return workbook(request, auditor.TABLE, found)


@require_POST
@guarded
@staff_only
def list_export(request: HttpRequest, which: str) -> HttpResponse:
    """One list of a desk as a workbook, with the rows of its page; a list that is not the reader's does not exist."""
    actor = actor_of(request)
    wanted = taken_out(which, actor) if actor is not None else None
    if actor is None or wanted is None:
        raise Http404
    rows = list(wanted.rows(actor, rules_of(actor.county), now()))
    files = sorted({wanted.file(row) for row in rows}) if wanted.file is not None else []
    return workbook(request, wanted.table, rows, opened=list(glimpses(actor, files).values()))


@desk_of("desk_administrator")
def administrator_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where people, bodies, calendar and packs are kept."""
    return _shown(request, actor, "desk_administrator.html")
