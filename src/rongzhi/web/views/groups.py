"""The pages of groups: the list, one page with everything, opening one from case numbers, the formula, and the workbook."""

import re
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from rongzhi.casework.actions import perform
from rongzhi.casework.groups.batches import BATCHES, Batch, bound_cases, tell_over
from rongzhi.casework.groups.reading import (
    Group,
    as_opened,
    group_of,
    groups_for,
    rows_of,
)
from rongzhi.casework.groups.sheets import own_sheet
from rongzhi.casework.queries import history, possible
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import Sight
from rongzhi.core.procedure.decide import Reason, Refusal
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.directory.models import Body
from rongzhi.exchange.receiving import ORGANISATION, receiving_body
from rongzhi.rulebook.echoes import TO_GROUP
from rongzhi.rulebook.tables import bodies as body_kinds
from rongzhi.web.actors import actor_of, is_officer
from rongzhi.web.desks.asked import page_of
from rongzhi.web.groups import words as told
from rongzhi.web.groups.lists import MEMBERS
from rongzhi.web.groups.proposed import lines as proposed_lines
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.questions import Answer, Known, Question, loose, questions, raw_answers
from rongzhi.web.questions import Group as Answers
from rongzhi.web.seeing import note_list, open_file
from rongzhi.web.speech import say, words
from rongzhi.web.submission import new_request_key, request_key
from rongzhi.web.tables import workbook

PAGE = 50
LONGEST = 60_000  # characters of a list of case numbers: some four thousand
NAMED = "group_cases"  # numbers given when the group was opened, kept for the first invitation
OPEN = "group.open"
FORMULA = "group.set_formula"
OWN_FORM = frozenset({FORMULA})  # acts with a page of their own here
NUMBER = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")


def numbers_in(text: str) -> list[str]:
    """The case numbers in a text, each once, in order; a text of more than some thousand is cut."""
    return list(dict.fromkeys(NUMBER.findall(text[:LONGEST])))


def opened(request: HttpRequest, number: str) -> tuple[Group, Sight]:
    """The group and its file as the reader may see them, logged. Raises Http404 when it is not there for them."""
    seen = open_file(request, number)
    group = group_of(seen.by, number)
    if group is None or seen.picture.kind != "group":
        raise Http404
    if not group.runs_it:
        note_list(request, [as_opened(group, seen)])
    return group, seen


def may_open(actor: Actor) -> bool:
    """Whether the actor may open groups: an organisation's officer, or the secretariat."""
    organisation = any(
        code in body_kinds() and body_kinds()[code].kind == ORGANISATION for code in actor.codes
    )
    return (is_officer(actor) and organisation) or "SEC" in actor.codes


@guarded
@staff_only
def all_groups(request: HttpRequest) -> HttpResponse:
    """The groups that exist for the reader."""
    actor = actor_of(request)
    assert actor is not None
    rules = rules_of(actor.county)
    lines = [told.line_of(group, rules) for group in groups_for(actor)]
    may, today = may_open(actor), now().date()
    least = int(rules.parameters.on("group_least_persons", today).amount)
    proposed = proposed_lines(actor, rules, least_persons=least) if may else []
    return page(request, "groups.html", lines=lines, may_open=may, proposed=proposed)


@guarded
@staff_only
def group(request: HttpRequest, number: str) -> HttpResponse:
    """One group: how far everybody has come, the lead case, the formula, the members, what can be done and what was."""
    found, seen = opened(request, number)
    rules = rules_of(seen.picture.county)
    rows, at_page = rows_of(found), page_of(request.GET)
    acts = [
        (act, run.key if run else "", reasons)
        for act, run, reasons in possible(seen, now=now())
        if not act.echo
    ]
    speaking = found.picture.list("representative", "open")
    return page(
        request,
        "group.html",
        group=found,
        line=told.line_of(found, rules),
        stage=told.declared_stage(found, rules),
        tiles=told.tiles(found),
        counts=told.all_counts(found),
        result=told.result_words(found.result.code) if found.result else "",
        example=told.worked_example(found),
        rows=rows[(at_page - 1) * PAGE : at_page * PAGE],
        hidden=len(found.members) - len(rows),
        members=len(rows),
        page_number=at_page,
        later=f"?page={at_page + 1}" if len(rows) > at_page * PAGE else "",
        earlier=f"?page={at_page - 1}" if at_page > 1 else "",
        speaking=len(speaking),
        acts=[(act, run) for act, run, reasons in acts if not reasons],
        not_yet=[(act, reasons) for act, _, reasons in acts if reasons],
        own_form=OWN_FORM,
        batches=possible_batches(found, rules),
        untold=len(bound_cases(found.picture)) if found.runs_it and found.over else 0,
        happened=told.happened(history(seen), rules),
        number=number,
    )


def possible_batches(found: Group, rules: Rules) -> list[tuple[Batch, int]]:
    """The batches that fit the stage, each with the number of members that it begins with."""
    if not found.runs_it or found.over:
        return []
    made, first = [], found.lead
    for batch in BATCHES.values():
        said = rules.acts.get(TO_GROUP.get(batch.act, ""))
        fitting = sum(
            1 for line in found.members if line.status in batch.takes and line.code and line is not first
        )
        if (said is None or found.stage in said.from_) and (batch.new or fitting):
            made.append((batch, fitting))
    return made


@require_POST
@guarded
@staff_only
def export(request: HttpRequest, number: str) -> HttpResponse:
    """The member cases that exist for the reader, as a workbook."""
    found, seen = opened(request, number)
    return workbook(request, MEMBERS, rows_of(found), opened=[seen], about=number)


@require_POST
@guarded
@staff_only
def tell(request: HttpRequest, number: str) -> HttpResponse:
    """Tell the members of a group that is over, if the machine stopped before all were told."""
    found, _ = opened(request, number)
    if not found.runs_it or not found.over:
        raise Http404
    done = tell_over(found.picture, now=now())
    messages.success(request, say(f"已告知 {len(done)} 件", f"{len(done)} case(s) told"))
    return HttpResponseRedirect(reverse("group", args=[number]))


@guarded
@staff_only
def open_group(request: HttpRequest) -> HttpResponse:
    """Open a group, with the numbers of the cases that seem to belong to it; they are asked afterwards, one by one."""
    actor = actor_of(request)
    assert actor is not None
    if not may_open(actor):
        raise Http404
    rules = rules_of(actor.county)
    act = rules.acts[OPEN]
    if request.method != "POST":
        given = {
            "respondent": request.GET.get("respondent", ""),
            "dispute_class": request.GET.get("class", ""),
        }
        return _form(request, act, given, numbers_in(request.GET.get("cases", "")), (), new_request_key())
    answers, numbers = raw_answers(act.data, request.POST), numbers_in(request.POST.get("cases", ""))
    owner, token = _owner(request, actor), request_key(request)
    if owner is None:
        return _form(request, act, answers, numbers, (NO_OWNER,), token)
    done = perform(
        None,
        OPEN,
        by=actor,
        data=answers,
        now=now(),
        request=token,
        county=actor.county,
        owner=owner.handle,
    )
    if isinstance(done, Refusal):
        return _form(request, act, answers, numbers, done.reasons, token)
    request.session[NAMED] = {**request.session.get(NAMED, {}), done.file: numbers}
    messages.success(request, say(f"已立卷：{done.file}", f"Opened: {done.file}"))
    return HttpResponseRedirect(reverse("group", args=[done.file]))


def _owner(request: HttpRequest, actor: Actor) -> Body | None:
    """The officer's own organisation, or the one that the secretariat has chosen."""
    if "SEC" in actor.codes:
        chosen = request.POST.get("owner", "")[:40]
        return receiving_body(actor.county, handle=chosen) if chosen else None
    found = receiving_body(actor.county, by=actor)
    return found if found is not None and found.handle in actor.bodies else None


def _form(
    request: HttpRequest,
    act: Act,
    answers: Mapping[str, Any],
    numbers: list[str],
    reasons: tuple[Reason, ...],
    token: str,
) -> HttpResponse:
    actor = actor_of(request)
    assert actor is not None
    rules = rules_of(actor.county)
    asked = questions(act.data, Known(rules), answers, reasons)
    for question in asked:
        if question.key == "respondent":
            _institutions_only(question, actor.county)
    return page(
        request,
        "group_open.html",
        act=act,
        asked=asked,
        errors=[q for q in asked if q.errors],
        reasons=loose(reasons, asked),
        numbers="\n".join(numbers),
        owners=_organisations(actor) if "SEC" in actor.codes else [],
        request_key=token,
        status=422 if reasons else 200,
    )


def _institutions_only(question: Question, county: str) -> None:
    kinds = {code for code, row in body_kinds().items() if row.kind == "institution"}
    rows = Body.objects.filter(county=county, status="active", kind__in=kinds).order_by("pinyin")
    question.groups = [
        Answers("", [Answer(b.handle, words(b), chosen=b.handle == question.value) for b in rows])
    ]


def _organisations(actor: Actor) -> list[tuple[str, str]]:
    kinds = {code for code, row in body_kinds().items() if row.kind == ORGANISATION}
    rows = Body.objects.filter(county=actor.county, status="active", kind__in=kinds).order_by("pinyin")
    return [(body.handle, words(body)) for body in rows]


@guarded
@staff_only
def formula(request: HttpRequest, number: str) -> HttpResponse:
    """The loss formula: tried with example figures before it is set; what does not read is told line by line."""
    found, seen = opened(request, number)
    rules = rules_of(seen.picture.county)
    act = rules.acts[FORMULA]
    if not seen.roles & set(act.who):
        raise Http404
    answers = dict(found.common) if request.method != "POST" else raw_answers(act.data, request.POST)
    answers = {item.key: answers[item.key] for item in act.data if item.key in answers}
    tried = None
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST":
        example = str(answers.get("example", ""))
        tried = own_sheet(str(answers.get("formula", "")), str(answers.get("in_words", "")), example or None)
        wrong = tried.fault if tried.fault is not None and tried.fault.key == "formula" else None
        if wrong is not None:
            reasons = (Reason("unfit", wrong.zh, wrong.en, field="formula"),)
        elif "set" in request.POST:
            done = perform(number, FORMULA, by=seen.by, data=answers, now=now(), request=request_key(request))
            if not isinstance(done, Refusal):
                messages.success(request, say("公式已确定", "The formula is set"))
                return HttpResponseRedirect(reverse("group", args=[number]))
            reasons = done.reasons
    asked = questions(act.data, Known(rules, seen.picture), answers, reasons)
    return page(
        request,
        "group_formula.html",
        number=number,
        act=act,
        asked=asked,
        errors=[q for q in asked if q.errors],
        reasons=loose(reasons, asked),
        tried=tried if tried is not None and tried.amount is not None else None,
        request_key=new_request_key() if request.method != "POST" else request_key(request),
        status=422 if reasons else 200,
    )


NO_OWNER = Reason(
    "no_owner",
    "请选择承办这一群体的调解组织。",
    "Choose the mediation organisation that runs this group.",
    field="owner",
)
