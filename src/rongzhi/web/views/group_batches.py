"""One act on many member cases: chosen, asked once, previewed case by case, confirmed, told case by case; and the sheet of figures."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from rongzhi.casework.groups.batches import FIGURES, MOST, Batch, Item, prepare, preview, run
from rongzhi.casework.groups.reading import Group, rows_of
from rongzhi.casework.rules import rules_of
from rongzhi.core.formula import FormulaFault, read_sheet
from rongzhi.core.procedure.decide import Reason
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.core.procedure.fields import Field
from rongzhi.core.procedure.rules import Rules
from rongzhi.exchange.intake.figure_rows import FigureRow, figure_rows
from rongzhi.exchange.intake.problems import BatchRefused
from rongzhi.web.groups.plans import Plan, again, batch_of, from_plan, to_plan
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.questions import Known, questions, raw_answers
from rongzhi.web.speech import say
from rongzhi.web.submission import new_request_key, request_key
from rongzhi.web.views.groups import NAMED, numbers_in, opened


@guarded
@staff_only
def batch(request: HttpRequest, number: str, which: str) -> HttpResponse:
    """Each step is a POST that carries the step before; only the last, with a signed plan, does anything."""
    group, seen = opened(request, number)
    kind = batch_of(which)
    if kind is None or kind is FIGURES or not group.runs_it:
        raise Http404
    rules = rules_of(seen.picture.county)
    if "plan" in request.POST:
        return _do(request, group, kind, rules)
    if request.method != "POST":
        return _ask(request, group, kind, rules, {}, (), _ticked(request, group, kind))
    act = rules.acts[kind.act]
    fields = _fields(act, kind)
    shared = raw_answers(fields, request.POST)
    chosen = _chosen(request, group, kind)
    reasons = _lacking(fields, shared)
    if not chosen:
        reasons = (*reasons, NOBODY)
    if len(chosen) > MOST:
        reasons = (*reasons, too_many(len(chosen)))
    if reasons:
        return _ask(request, group, kind, rules, shared, reasons, chosen)
    items = prepare(group, kind, chosen, shared)
    return _previewed(request, group, kind, rules, items, shared, {})


def _fields(act: Act, kind: Batch) -> tuple[Field, ...]:
    """The fields of the act that are answered once for all."""
    return tuple(item for item in act.data if item.key in kind.asks)


def _lacking(fields: tuple[Field, ...], shared: Mapping[str, Any]) -> tuple[Reason, ...]:
    return tuple(
        Reason("missing", f"请填写「{item.label}」。", f"Please give “{item.en}”.", field=item.key)
        for item in fields
        if item.required and item.key not in shared
    )


def _ticked(request: HttpRequest, group: Group, kind: Batch) -> list[str]:
    """The cases to begin with: those named when the group was opened, or the members in the fitting state."""
    if kind.new:
        known = {line.code for line in group.members if line.status not in ("uninvited", "refused")}
        named = numbers_in(request.GET.get("cases", "")) or request.session.get(NAMED, {}).get(
            group.number, []
        )
        return [case for case in named if case not in known][:MOST]
    first = group.lead
    fitting = [line.code for line in group.members if line.status in kind.takes and line is not first]
    return [code for code in fitting if code][:MOST]


def _chosen(request: HttpRequest, group: Group, kind: Batch) -> list[str]:
    if kind.new:
        return numbers_in(request.POST.get("cases", ""))
    given = set(request.POST.getlist("case"))
    return [line.code for line in group.members if line.code and line.code in given]


def _ask(
    request: HttpRequest,
    group: Group,
    kind: Batch,
    rules: Rules,
    shared: Mapping[str, Any],
    reasons: tuple[Reason, ...],
    chosen: list[str],
) -> HttpResponse:
    act = rules.acts[kind.act]
    asked = questions(_fields(act, kind), Known(rules), shared, reasons)
    fitting = [row for row in rows_of(group) if row.line.status in kind.takes or row.line.code in chosen]
    return page(
        request,
        "group_batch.html",
        group=group,
        number=group.number,
        kind=kind,
        act=act,
        asked=asked,
        errors=[q for q in asked if q.errors],
        reasons=[reason for reason in reasons if not reason.field],
        rows=[(row, row.line.code in chosen) for row in fitting[:MOST]],
        cases="\n".join(chosen),
        most=MOST,
        request_key=new_request_key(),
        status=422 if reasons else 200,
    )


def _previewed(
    request: HttpRequest,
    group: Group,
    kind: Batch,
    rules: Rules,
    items: list[Item],
    shared: Mapping[str, Any],
    own: Mapping[str, Mapping[str, Any]],
    rows: list[FigureRow] | None = None,
) -> HttpResponse:
    found = preview(group, kind, items, by=_actor(group), now=now())
    act = rules.acts[kind.act]
    ready = [item for item in found if item.ready]
    plan = to_plan(_actor(group), group, kind, request_key(request), shared=shared, own=own, items=ready)
    return page(
        request,
        "group_preview.html",
        group=group,
        number=group.number,
        kind=kind,
        act=act,
        ready=ready,
        refused=[item for item in found if not item.ready],
        unread=[row for row in rows or [] if row.zh],
        sample=ready[0] if ready else None,
        warning=say(act.warning, act.warning_en) if act.warning else "",
        plan=plan,
    )


def _actor(group: Group) -> Actor:
    return group.by


def _do(request: HttpRequest, group: Group, kind: Batch, rules: Rules) -> HttpResponse:
    """Perform each case of the plan by itself: one that fails stops no other, and a repeat does nothing twice."""
    plan: Plan | None = from_plan(_actor(group), group, kind, request.POST["plan"])
    act = rules.acts[kind.act]
    shared = {"group": group, "number": group.number, "kind": kind, "act": act}
    if plan is None:
        return page(request, "group_done.html", stale=True, status=409, **shared)
    results = run(kind, again(group, plan), by=_actor(group), now=now(), token=plan.token)
    return page(
        request,
        "group_done.html",
        failed=[one for one in results if one.done is None],
        done=sum(1 for one in results if one.done),
        again=sum(1 for one in results if one.done and one.done.again),
        opposite=batch_of(kind.opposite),
        **shared,
    )


@guarded
@staff_only
def figures(request: HttpRequest, number: str) -> HttpResponse:
    """Members' own figures from a sheet with case numbers; each row is told what is wrong with it."""
    group, seen = opened(request, number)
    if not group.runs_it:
        raise Http404
    rules = rules_of(seen.picture.county)
    if "plan" in request.POST:
        return _do(request, group, FIGURES, rules)
    try:
        columns = read_sheet(group.common.get("formula", "")).columns
    except FormulaFault:
        columns = ()
    problem: Reason | None = None
    if request.method == "POST":
        given = request.FILES.get("file")
        if given is None:
            problem = NO_FILE
        else:
            try:
                rows = figure_rows(given.file, columns)
            except BatchRefused as fault:
                problem = Reason(fault.code, fault.zh, fault.en)
            else:
                own = {row.case: {"figures": row.figures} for row in rows if not row.zh}
                items = prepare(group, FIGURES, own, {}, own)
                return _previewed(request, group, FIGURES, rules, items, {}, own, rows)
    return page(
        request,
        "group_figures.html",
        group=group,
        number=number,
        columns=columns,
        problem=problem,
        request_key=new_request_key(),
        status=422 if problem else 200,
    )


def too_many(given: int) -> Reason:
    """More cases than one batch takes."""
    return Reason(
        "too_many",
        f"一次最多 {MOST} 件，现有 {given} 件，请分批办理。",
        f"At most {MOST} cases at once; {given} were given. Do them in parts.",
    )


NOBODY = Reason("nobody", "没有选择任何案件。", "No case was chosen.")
NO_FILE = Reason("no_file", "请选择文件。", "Choose a file.")
