"""One act on several cases: chosen, asked once, previewed case by case, confirmed, and told case by case."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from rongzhi.casework.actions import Done, NotSaved, perform
from rongzhi.casework.rules import rules_of
from rongzhi.casework.visibility import cases_for, glimpses
from rongzhi.core.procedure.decide import Reason, Refusal
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.web.actors import actor_of
from rongzhi.web.desks import bulk
from rongzhi.web.desks.asked import officers_of
from rongzhi.web.desks.outlook import outlook
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.questions import Answer, Group, Known, Question, questions, raw_answers
from rongzhi.web.seeing import note_list
from rongzhi.web.speech import say
from rongzhi.web.submission import new_request_key, request_key

LONGEST_ADDRESS = 600


@require_POST
@guarded
@staff_only
def bulk_acts(request: HttpRequest) -> HttpResponse:
    """Each step is a POST that carries the step before; only the last, with a signed plan, does anything."""
    actor = actor_of(request)
    assert actor is not None
    if not bulk.may_bulk(actor):
        raise Http404
    if "plan" in request.POST:
        return _do(request, actor)
    numbers = _numbers(request, actor)
    rules = rules_of(actor.county)
    act = rules.acts.get(request.POST.get("act", ""))
    if not numbers or act is None or act.key not in bulk.ACTS:
        return _choose(request, actor, rules, numbers)
    if request.POST.get("step") == "preview":
        return _preview(request, actor, rules, act, numbers)
    if not bulk.asked_once(act, actor):
        return _preview(request, actor, rules, act, numbers)
    return _ask(request, actor, rules, act, numbers, {}, ())


def _numbers(request: HttpRequest, actor: Actor) -> list[str]:
    """The ticked cases that are there for the actor, at most so many."""
    given = sorted(set(request.POST.getlist("case")))[: bulk.MOST]
    given = [number for number in given if number.isprintable() and len(number) <= 40]
    return sorted(cases_for(actor).filter(number__in=given).values_list("number", flat=True)) if given else []


def _shared(request: HttpRequest, numbers: Sequence[str]) -> dict[str, Any]:
    back = request.POST.get("back", "")[:LONGEST_ADDRESS]
    return {"numbers": numbers, "back": back if back.startswith("?") else "", "most": bulk.MOST}


def _choose(request: HttpRequest, actor: Actor, rules: Rules, numbers: list[str]) -> HttpResponse:
    seen = glimpses(actor, numbers)
    acts = bulk.offered(actor, rules, seen.values(), now=now())
    return page(request, "desk_bulk_choose.html", acts=acts, **_shared(request, numbers))


def _ask(
    request: HttpRequest,
    actor: Actor,
    rules: Rules,
    act: Act,
    numbers: list[str],
    answers: dict[str, object],
    reasons: tuple[Reason, ...],
) -> HttpResponse:
    asked = questions(bulk.asked_once(act, actor), Known(rules), answers, reasons)
    for question in asked:
        if question.key == "officer" and act.key == "case.reassign_officer":
            _offer_officers(question, actor)
        if question.key in bulk.BY_ADVICE:
            question.hint = say("空着：各案按其审查建议", "left open: each case by its own advice")
    return page(
        request,
        "desk_bulk_ask.html",
        act=act,
        asked=asked,
        errors=[q for q in asked if q.errors],
        reasons=(),
        warning=say(act.warning, act.warning_en) if act.warning else "",
        request_key=new_request_key(),
        status=422 if reasons else 200,
        **_shared(request, numbers),
    )


def _offer_officers(question: Question, actor: Actor) -> None:
    chosen = question.value
    answers = [Answer(name, text, chosen=name == chosen) for name, text in officers_of(actor)]
    question.widget, question.groups = "select", [Group("", answers)]


def _preview(request: HttpRequest, actor: Actor, rules: Rules, act: Act, numbers: list[str]) -> HttpResponse:
    at = now()
    fields = bulk.asked_once(act, actor)
    answers = raw_answers(fields, request.POST)
    lacking = tuple(
        Reason("missing", f"请填写「{f.label}」。", f"Please give “{f.en}”.", field=f.key)
        for f in fields
        if f.required and f.key not in answers
    )
    if lacking:
        return _ask(request, actor, rules, act, numbers, answers, lacking)
    chosen = bulk.ticked(actor, act, numbers, rules, now=at)
    note_list(request, [one.seen for one in chosen if one.seen is not None])
    found = bulk.preview(actor, act.key, bulk.with_shared(act, chosen, answers), now=at)
    ready = [one for one in found if one.foreseen is not None]
    return page(
        request,
        "desk_bulk_preview.html",
        act=act,
        cases=[(one, outlook(one.foreseen, rules) if one.foreseen else ()) for one in found],
        ready=len(ready),
        refused=len(found) - len(ready),
        plan=bulk.to_plan(actor, act.key, request_key(request), [one.ticked for one in ready]),
        warning=say(act.warning, act.warning_en) if act.warning else "",
        **_shared(request, numbers),
    )


def _do(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Perform each case of the plan by itself: one that fails stops no other, and a repeat does nothing twice."""
    plan = bulk.from_plan(actor, request.POST["plan"])
    rules = rules_of(actor.county)
    act = rules.acts.get(plan[0]) if plan else None
    if plan is None or act is None:
        return page(request, "desk_bulk_done.html", stale=True, status=409, **_shared(request, []))
    results: list[tuple[str, Done | None, tuple[Reason, ...]]] = []
    for one in plan[2]:
        try:
            answer = perform(
                one.number,
                act.key,
                by=actor,
                data=one.answers or {},
                now=now(),
                request=f"{plan[1][:70]}:{one.number}",
                expected=one.expected,
                proceeding=one.proceeding,
            )
        except NotSaved as fault:
            results.append((one.number, None, (Reason("not_saved", fault.label, fault.en),)))
            continue
        refused = answer.reasons if isinstance(answer, Refusal) else ()
        results.append((one.number, answer if isinstance(answer, Done) else None, refused))
    return page(
        request,
        "desk_bulk_done.html",
        act=act,
        results=results,
        done=sum(1 for _, done, _ in results if done),
        again=sum(1 for _, done, _ in results if done and done.again),
        failed=sum(1 for _, done, _ in results if not done),
        **_shared(request, [number for number, _, _ in results]),
    )
