"""The desk of whoever works here: what waits, and the roster."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from rongzhi.casework.queries import worklist as read_worklist
from rongzhi.casework.rules import rules_of
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Proceeding
from rongzhi.core.procedure.rules import Rules
from rongzhi.directory.models import Body, Neutral
from rongzhi.rulebook.roles import CAPACITIES
from rongzhi.web.actors import actor_of, is_institution, is_officer
from rongzhi.web.labels import stage_of, waiting_words
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.speech import words
from rongzhi.web.unsent import unsent

MOST_PAGES = 100_000


def waits_for(actor: Actor) -> list[str]:
    """The words of stages.csv that may mean this actor."""
    found = []
    if "officer" in actor.functions:
        found.append("organisation")
    if "reviewer" in actor.functions:
        found.append("reviewer")
    if actor.neutral:
        found += ["mediator", "evaluator"]
    if is_institution(actor):
        found += ["respondent", "parties", "applicant", "obliged_party"]
    if "court" in actor.functions or actor.codes & {"COURT", "COURTF", "COURTE"}:
        found.append("court")
    if "SEC" in actor.codes:
        found.append("secretariat")
    if actor.bodies and not found:
        found.append("receiving_body")
    return found


@guarded
@staff_only
def worklist(request: HttpRequest) -> HttpResponse:
    """The actor's cases, late ones first; the filters stand in the address."""
    actor = actor_of(request)
    assert actor is not None
    mine = waits_for(actor)
    waiting = request.GET.get("waiting", mine[0] if mine and "number" not in request.GET else "all")
    status = request.GET.get("status", "open")
    number = request.GET.get("number", "").replace("\x00", "").strip()[:40]
    at = _page(request.GET.get("page", ""))
    chosen = [waiting] if waiting in CAPACITIES else []
    lines, more = read_worklist(
        actor,
        now=now(),
        waiting=chosen,
        status=status if status in ("open", "ended") else "",
        page=at,
        number=number,
    )
    rules = rules_of(actor.county)
    return page(
        request,
        "desk.html",
        lines=[(line, [_run(run, rules) for run in line.runs]) for line in lines],
        tabs=[(word, waiting_words(word), word == waiting) for word in mine],
        waiting=waiting,
        state=status,
        number=number,
        page_number=at,
        later=_address(waiting, status, number, at + 1) if more else "",
        earlier=_address(waiting, status, number, at - 1) if at > 1 else "",
        officer=is_officer(actor),
        institution=is_institution(actor),
        may_batch=is_officer(actor) or is_institution(actor),
        administrator="administrator" in actor.functions,
        unsent=unsent(actor).count() if is_officer(actor) else 0,
        today=now(),
    )


def _run(run: Proceeding, rules: Rules) -> dict[str, object]:
    stage = stage_of(rules, run.procedure, run.stage)
    return {
        "procedure": words(rules.procedures.get(run.procedure)),
        "stage": words(stage) if stage else run.stage,
        "waits": waiting_words(stage.waiting_for) if stage else "",
        "since": run.since,
    }


def _page(text: str) -> int:
    return min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _address(waiting: str, status: str, number: str, at: int) -> str:
    return "?" + urlencode({"waiting": waiting, "status": status, "number": number, "page": at})


@guarded
@staff_only
def roster(request: HttpRequest) -> HttpResponse:
    """The neutrals and bodies of the county; administrators and officers add to it."""
    actor = actor_of(request)
    assert actor is not None
    rules = rules_of(actor.county)
    founding = [
        act
        for act in rules.acts.values()
        if act.founds
        and rules.procedures[act.procedure].kind in ("neutral", "body")
        and (
            set(act.who) & ({"organisation"} if is_officer(actor) else set()) | set(act.who) & actor.functions
        )
    ]
    return page(
        request,
        "roster.html",
        neutrals=Neutral.objects.filter(county=actor.county).order_by(F("status"), "pinyin", "handle"),
        bodies=Body.objects.filter(county=actor.county).order_by("kind", "pinyin", "handle"),
        names={b.handle: words(b) for b in Body.objects.filter(county=actor.county)},
        founding=founding,
        may_open=bool(founding),
    )
