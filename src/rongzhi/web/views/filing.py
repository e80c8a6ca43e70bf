"""Filing: the public form, the same at the counter and for institutions, and the receipt."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rongzhi.casework.actions import perform
from rongzhi.casework.models import Clock, Event, File, Party
from rongzhi.casework.projection import facts_of
from rongzhi.casework.rules import rules_of
from rongzhi.core.procedure.decide import Reason, Refusal
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.directory.models import Body, County
from rongzhi.exchange.receiving import receiving_body
from rongzhi.web import slips
from rongzhi.web.actors import actor_of, county_of, filer, is_institution, is_officer
from rongzhi.web.filing import (
    COUNTER,
    FIRST,
    INSTITUTION,
    MORE,
    REACH,
    WEB,
    Door,
    given_by_door,
    privacy_notice,
    section_of,
)
from rongzhi.web.labels import side_words
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.questions import Known, Question, act_fields, clock_words, loose, questions, raw_answers
from rongzhi.web.submission import ON_PAPER, OnPaper, may_backdate, new_request_key, on_paper, request_key

FILE = "intake.file"
FIRST_CONTACT = "intake.first_contact"


@guarded
def public(request: HttpRequest) -> HttpResponse:
    """Anybody files."""
    county = _county(request)
    return _form(request, county, filer(county.code), WEB, FILE)


@guarded
@staff_only
def staff(request: HttpRequest) -> HttpResponse:
    """Officers file for a person; institutions file their own."""
    actor = actor_of(request)
    county = _county(request)
    if actor is not None and is_officer(actor):
        return _form(request, county, actor, COUNTER, FIRST_CONTACT if request.GET.get("first") else FILE)
    if actor is not None and is_institution(actor):
        return _form(request, county, actor, INSTITUTION, FILE)
    raise Http404


def _county(request: HttpRequest) -> County:
    county = county_of(request)
    if county is None:
        raise County.DoesNotExist
    return county


def _form(request: HttpRequest, county: County, actor: Actor, door: Door, key: str) -> HttpResponse:
    rules = rules_of(county.code)
    act = rules.acts[key]
    owner = receiving_body(county.code, by=actor)
    fields = act_fields(act, without=door.left_out)
    if request.method != "POST":
        return _shown(request, act, actor, door, owner, {}, (), new_request_key(), OnPaper())
    answers, paper = raw_answers(fields, request.POST), on_paper(request.POST)
    token = request_key(request)
    if owner is None:
        return _shown(request, act, actor, door, owner, answers, (NOBODY,), token, paper)
    backdated = paper.backdated if may_backdate(act, actor) else None
    data = {k: v for k, v in given_by_door(door, actor, answers).items() if v and act.field(k)}
    if paper.reasons:
        return _shown(request, act, actor, door, owner, answers, paper.reasons, token, paper)
    done = perform(
        None,
        key,
        by=actor,
        data=data,
        now=now(),
        request=token,
        county=county.code,
        owner=owner.handle,
        backdated=backdated,
    )
    if isinstance(done, Refusal):
        if any(reason.key == "request_reused" for reason in done.reasons):
            token = new_request_key()
        return _shown(request, act, actor, door, owner, answers, done.reasons, token, paper)
    slips.hold(request, done, token)
    return HttpResponseRedirect(reverse("receipt", args=[done.file]))


def _shown(
    request: HttpRequest,
    act: Act,
    actor: Actor,
    door: Door,
    owner: Body | None,
    answers: Mapping[str, Any],
    reasons: tuple[Reason, ...],
    token: str,
    paper: OnPaper,
) -> HttpResponse:
    rules = rules_of(actor.county)
    reasons = tuple(_placed(reason) for reason in reasons)
    asked = questions(act_fields(act, without=door.left_out), Known(rules), answers, reasons)
    front = [q for q in asked if q.key in FIRST or q.key in door.in_front]
    front.sort(key=lambda q: FIRST.index(q.key) if q.key in FIRST else -1)
    for q in front:
        q.one_of = q.key in REACH
    rest = [q for q in asked if q not in front]
    sections = [(section, [q for q in rest if section_of(q.key) == section.key]) for section in MORE]
    return page(
        request,
        "file.html",
        status=422 if reasons else 200,
        act=act,
        door=door,
        owner=owner,
        front=front,
        last_reach=[q.key for q in front if q.key in REACH][-1],
        sections=[(s, qs, any(q.errors or q.value for q in qs)) for s, qs in sections if qs],
        errors=[q for q in asked if q.errors],
        reasons=loose(reasons, [*asked, *_paper_questions()]),
        paper_error=next((r for r in reasons if r.field in ON_PAPER), None),
        notice=privacy_notice(),
        request_key=token,
        backdate=may_backdate(act, actor),
        paper=paper.values,
    )


def _paper_questions() -> list[Question]:
    return [Question(name, name, "text", False) for name in ON_PAPER]


def _placed(reason: Reason) -> Reason:
    """A reason that concerns the way to reach somebody stands at the first of those questions."""
    place = AT.get(reason.key, "")
    return (
        Reason(reason.key, reason.zh, reason.en, reason.source, place)
        if place and not reason.field
        else reason
    )


AT = {"reachable": "applicant_phone", "institution_basis": "legal_basis", "own_body": "applicant_body"}
NOBODY = Reason(
    "no_receiver",
    "本县尚未登记可以接收申请的调解组织，暂时无法提交。请联系管理员。",
    "This county has no organisation on record that could receive a filing. Please tell the administrator.",
)


@guarded
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """What the filer takes along: number, code, receiving body, day and minute, and what happens by when."""
    held = slips.held(request, number)
    if held is None:
        raise Http404
    seq, codes = held
    row = File.objects.filter(number=number).values_list("county", "owner").first()
    event = Event.objects.filter(file=number, seq=seq).first()
    if row is None or event is None:
        raise Http404
    rules = rules_of(row[0])
    body = Body.objects.filter(county=row[0], handle=row[1]).first()
    if seq > 1:
        return _slip(request, event, codes, body)
    clock = Clock.objects.filter(file=number, status="running", name="accept_decision").first()
    return page(
        request,
        "receipt.html",
        number=number,
        codes=codes,
        body=body,
        event=event,
        hash=bytes(event.hash).hex(),
        clock=clock,
        clock_name=clock_words(rules, clock.parameter) if clock else "",
    )


def _slip(request: HttpRequest, event: Event, codes: Mapping[str, str], body: Body | None) -> HttpResponse:
    """The slip that an officer hands over: whose code it is, by which way it goes, and where it is typed in."""
    sides = dict(Party.objects.filter(file=event.file, key__in=codes).values_list("key", "side"))
    return page(
        request,
        "slip.html",
        number=event.file,
        codes=[(side_words(sides.get(key, "")), code) for key, code in codes.items()],
        body=body,
        event=event,
        way=str(facts_of(event.header)["facts"].get("data", {}).get("way", "")),
        entrance=request.build_absolute_uri(reverse("enter")),
    )
