"""Cases whose officer or neutral has left: what is to be taken over, by when, and by whom."""

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rongzhi.accounts.capacities import own_post
from rongzhi.casework.actions import Done, perform
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account, Neutral
from rongzhi.web.actors import actor_of
from rongzhi.web.desks.vacancies import CALLED, MOST, vacancies
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.speech import say, words
from rongzhi.web.submission import new_request_key, request_key


@guarded
@staff_only
def handover(request: HttpRequest) -> HttpResponse:
    """The list, late first; an officer names who takes a case over."""
    actor = actor_of(request)
    if actor is None or not actor.functions & CALLED or not actor.bodies:
        raise Http404
    may = "officer" in actor.functions
    if request.method == "POST":
        if not may:
            raise Http404
        return _take_over(request, actor)
    found = vacancies(actor)
    return page(
        request,
        "handover.html",
        vacancies=found,
        officers=officers(actor) if may else [],
        request_key=new_request_key(),
        neutrals=Neutral.objects.filter(county=actor.county, status="active").count(),
        lacking=any(not one.officer for one in found),
    )


def officers(actor: Actor) -> list[tuple[str, str]]:
    """Who may take a case over: active officers of the actor's bodies."""
    rows = Account.objects.filter(county=actor.county, body__in=actor.bodies, is_active=True).order_by(
        "username"
    )
    return [(row.username, words(row)) for row in rows if "officer" in own_post(row).actor.functions]


def _take_over(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Give the chosen cases to one officer; each is an act of its own."""
    files, officer = set(request.POST.getlist("file")[:MOST]), request.POST.get("officer", "")[:60]
    waiting = {one.file for one in vacancies(actor) if one.officer}
    if not files <= waiting or officer not in dict(officers(actor)):
        raise Http404
    data = {"officer": officer, "reasons": say("原承办人离任", "The officer has left")}
    done = 0
    for file in sorted(files):
        key = f"{request_key(request)[:60]}:{file}"
        answer = perform(file, "case.reassign_officer", by=actor, data=data, now=now(), request=key)
        if isinstance(answer, Done):
            done += 1
        else:
            notes.warning(request, f"{file}: " + say("；", "; ").join(map(words, answer.reasons)))
    if done:
        notes.success(
            request,
            say(f"{done} 件已指定接办人。", f"{done} cases were given to {officer}."),
        )
    else:
        notes.warning(request, say("没有选中案件，没有改动。", "No case was chosen; nothing was changed."))
    return HttpResponseRedirect(reverse("handover"))
