"""Any act of any procedure as a form, made from what the act declares; the decision is perform()'s alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rongzhi.casework.actions import perform
from rongzhi.casework.consulting import may_sit_at, table_of
from rongzhi.casework.groups.batches import after_act
from rongzhi.casework.papers.signing_copy import SIGNING, copy_to_sign, draw_drafted, keep_copy_to_sign
from rongzhi.casework.queries import history
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seats_left import lost_a_seat
from rongzhi.casework.seen import Sight
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.decide import Reason, Refusal
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.fields import Field
from rongzhi.core.procedure.picture import Proceeding
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.guards.speaking import COUNTER
from rongzhi.web import slips
from rongzhi.web.actors import actor_of, county_of
from rongzhi.web.arriving import arriving
from rongzhi.web.attaching import has_files, sending, waiting_for
from rongzhi.web.cautions import SEEN, cautions, mark_of
from rongzhi.web.consulting.forms import completed, fitted
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, known_only, page, staff_only
from rongzhi.web.prefill import Prefilled, prefill
from rongzhi.web.questions import Known, Question, act_fields, loose, questions, raw_answers
from rongzhi.web.seeing import open_file
from rongzhi.web.speech import say, words
from rongzhi.web.submission import (
    ON_PAPER,
    OnPaper,
    may_backdate,
    new_request_key,
    number_of,
    on_paper,
    request_key,
)
from rongzhi.web.to_read import to_read

SHOWS_CODE = frozenset({"organisation", "administrator"})
CODE_SENT = (
    "查询码随消息直接发给对方，不在这里显示。发不出的，会列在“未送达的消息”中。",
    "The access code goes to the other side inside the message and is not shown here. If the message finds no way, "
    "it is listed under “Messages not sent”.",
)
NOT_DRAWN = Reason(
    "paper_not_drawn",
    "签署以前，协议文本要先制成 PDF 并保存，签的才是看到的那一份。现已制作，请打开核对后再次提交。",
    "Before anybody signs, the agreement is drawn as a PDF and kept, so that what is signed is what was read. It is "
    "drawn now: open it, check it, and send this page once more.",
)
LEFT = (
    "这件事已由您办结，案卷不再向您开放。",
    "Your part in this case is done; its file is no longer open to you.",
)


@arriving
@guarded
@known_only
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """The form of an act on a file, and what becomes of it."""
    try:
        seen = open_file(request, number)
    except Http404:
        if request.method == "POST" and (unsent := _unsent(request, number, act)):
            return page(request, "act_unsent.html", status=422, number=number, unsent=unsent)
        raise
    rules = rules_of(seen.picture.county)
    declared = rules.acts.get(act)
    if (
        declared is None
        or declared.founds
        or declared.automatic
        or declared.timer
        or not seen.roles & set(declared.who)
    ):
        raise Http404
    proceeding = (request.POST.get("proceeding") or request.GET.get("proceeding") or "")[:24]
    run = _run(seen, declared, proceeding)
    filled = prefill(declared, seen, rules, now(), named=request.GET)
    if request.method != "POST":
        return _shown(
            request, seen, rules, declared, run, filled, filled.answers, (), new_request_key(), OnPaper()
        )
    answers, paper, token = (
        raw_answers(_asked_of(seen, declared), request.POST),
        on_paper(request.POST),
        request_key(request),
    )
    sent = sending(request, declared.data, answers, number, seen.by)
    answers = completed(declared, sent.answers)
    if paper.reasons or sent.pause:
        reasons = (*paper.reasons, *sent.reasons)
        return _shown(request, seen, rules, declared, run, filled, answers, reasons, token, paper)
    present = bool(filled.text_hash) and answers.get("text_hash") == filled.text_hash
    if act in SIGNING and present and copy_to_sign(seen) is None:
        return _shown(request, seen, rules, declared, run, filled, answers, (NOT_DRAWN,), token, paper)
    told = cautions(declared, seen, answers)
    if told and request.POST.get(SEEN) != mark_of(told):
        return _shown(request, seen, rules, declared, run, filled, answers, (), token, paper, told=told)
    done = perform(
        number,
        act,
        by=seen.by,
        data=answers,
        now=now(),
        request=token,
        expected=number_of(request.POST, "expected"),
        proceeding=proceeding,
        backdated=paper.backdated if may_backdate(declared, seen.by) else None,
    )
    if isinstance(done, Refusal):
        if any(reason.key == "request_reused" for reason in done.reasons):
            token = new_request_key()
        if any(reason.key == "text_unchanged" for reason in done.reasons):
            # The page that says so shows the present text; what is sent next is bound to that.
            answers = {**answers, "text_hash": filled.text_hash}
        return _shown(request, seen, rules, declared, run, filled, answers, done.reasons, token, paper)
    after_act(number, act, now=now())
    draw_drafted(done, now=now())
    by_itself = slips.goes_by_itself(declared, answers)
    if done.codes and seen.roles & SHOWS_CODE and not by_itself:
        slips.hold(request, done, token)
        return HttpResponseRedirect(reverse("receipt", args=[number]))
    messages.success(request, say(f"已办理：{declared.label}", f"Done: {declared.en}"))
    if by_itself:
        messages.info(request, say(*CODE_SENT))
    if sight(seen.by, number, open_sealed=False) is None:
        # Who was let in for this one act (a coordinator, a receiving body that declined) has left the file with it.
        messages.info(request, say(*LEFT))
        return HttpResponseRedirect(reverse("desk"))
    where = "consultation" if declared.procedure == "consultation" and may_sit_at(seen) else "case"
    return HttpResponseRedirect(reverse(where, args=[number]))


def _unsent(request: HttpRequest, number: str, act: str) -> list[tuple[str, str]]:
    """What somebody wrote for a consultation while their body's seat was taken back: label and text, for copying.

    Nothing for anybody else: to them the file is not there.
    """
    actor = actor_of(request)
    if actor is None or not lost_a_seat(number, actor.county, actor.bodies):
        return []
    declared = rules_of(actor.county).acts.get(act)
    answers = raw_answers(declared.data, request.POST) if declared else {}
    asked = declared.data if declared else ()
    return [(words(item), str(answers[item.key])) for item in asked if answers.get(item.key)]


def published(asked: Sequence[Question]) -> list[str]:
    """The published forms that the questions of a page belong to, each once."""
    return list(dict.fromkeys(q.form for q in asked if q.form and q.widget != "hidden"))


def _asked_of(seen: Sight, act: Act) -> tuple[Field, ...]:
    """The fields for this reader: whose word it is and how it came is asked of the counter, never of the party itself."""
    own = "party" in seen.roles and "organisation" not in seen.roles
    return tuple(item for item in act_fields(act) if not (own and item in COUNTER))


def _run(seen: Sight, act: Act, key: str) -> Proceeding | None:
    """The proceeding that the form is about."""
    if key:
        return seen.picture.proceedings.get(key)
    fitting = [
        p for p in seen.picture.proceedings.values() if p.procedure == act.procedure and p.stage in act.from_
    ]
    return fitting[-1] if fitting else None


def _shown(
    request: HttpRequest,
    seen: Sight,
    rules: Rules,
    act: Act,
    run: Proceeding | None,
    filled: Prefilled,
    answers: Mapping[str, Any],
    reasons: tuple[Reason, ...],
    token: str,
    paper: OnPaper,
    told: Sequence[str] = (),
) -> HttpResponse:
    waits = waiting_for(act.data, seen.picture.number, seen.by)
    known = Known(rules, seen.picture, seen.names, waits)
    asked = questions(_asked_of(seen, act), known, answers, reasons, hidden=filled.hidden)
    asked = fitted(asked, act, table_of(seen, act, run), known)
    changed = any(reason.key == "changed" for reason in reasons)
    saw = number_of(request.POST, "saw")
    news = (
        [(words(rules.acts.get(s.act)), s.at) for s in history(seen) if saw is not None and s.seq > saw]
        if changed
        else []
    )
    return page(
        request,
        "act.html",
        status=422 if reasons else 200,
        number=seen.picture.number,
        act=act,
        has_files=has_files(act.data),
        run=run,
        saw=seen.picture.seq,
        asked=asked,
        published=published(asked),
        errors=[q for q in asked if q.errors],
        reasons=loose(reasons, [*asked, *(Question(n, n, "text", False) for n in ON_PAPER)]),
        paper_error=next((r for r in reasons if r.field in ON_PAPER), None),
        news=news,
        cautions=told,
        cautions_mark=mark_of(list(told)),
        to_read=to_read(act, seen, rules),
        filled=filled,
        to_sign=keep_copy_to_sign(seen, now=now()) if act.key in SIGNING else None,
        warning=say(act.warning, act.warning_en) if act.warning else "",
        request_key=token,
        backdate=may_backdate(act, seen.by),
        paper=paper.values,
        back=reverse("case", args=[seen.picture.number]),
    )


@guarded
@staff_only
def found(request: HttpRequest, act: str) -> HttpResponse:
    """The form of an act that opens a file of the roster."""
    actor, county = actor_of(request), county_of(request)
    if actor is None or county is None:
        raise Http404
    rules = rules_of(county.code)
    declared = rules.acts.get(act)
    if declared is None or not declared.founds or rules.procedures[declared.procedure].kind == "case":
        raise Http404
    if not set(declared.who) & (
        actor.functions | ({"organisation"} if "officer" in actor.functions else set())
    ):
        raise Http404
    if request.method != "POST":
        return _founding(request, rules, declared, {}, (), new_request_key())
    answers, token = raw_answers(declared.data, request.POST), request_key(request)
    owner = min(actor.bodies, default="")
    done = perform(
        None, act, by=actor, data=answers, now=now(), request=token, county=county.code, owner=owner
    )
    if isinstance(done, Refusal):
        if any(reason.key == "request_reused" for reason in done.reasons):
            token = new_request_key()
        return _founding(request, rules, declared, answers, done.reasons, token)
    messages.success(request, say(f"已办理：{declared.label}", f"Done: {declared.en}"))
    return HttpResponseRedirect(reverse("case", args=[done.file]))


def _founding(
    request: HttpRequest,
    rules: Rules,
    act: Act,
    answers: Mapping[str, Any],
    reasons: tuple[Reason, ...],
    token: str,
) -> HttpResponse:
    asked = questions(act_fields(act), Known(rules), answers, reasons)
    return page(
        request,
        "act.html",
        status=422 if reasons else 200,
        act=act,
        asked=asked,
        published=published(asked),
        errors=[q for q in asked if q.errors],
        reasons=loose(reasons, asked),
        filled=Prefilled(),
        warning=say(act.warning, act.warning_en) if act.warning else "",
        request_key=token,
        back=reverse("roster"),
    )
