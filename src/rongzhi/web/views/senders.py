"""The installations whose packages are taken in: their cards, accepted by an administrator after a telephone call."""

import json

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rongzhi.casework.packages.trust import MOST, accept, known, own_card, read_card
from rongzhi.core.package.faults import PackageRefused
from rongzhi.core.procedure.definition import Actor
from rongzhi.web.moment import now
from rongzhi.web.pages import page
from rongzhi.web.speech import say
from rongzhi.web.views.desks import desk_of


@desk_of("desk_administrator")
def senders(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The known senders and one's own card; a POST accepts a card whose fingerprint was compared."""
    if request.method != "POST":
        return _shown(request, actor)
    given, typed = request.FILES.get("card"), request.POST.get("fingerprint", "").strip().lower()[:60]
    try:
        if given is None:
            raise NO_CARD
        card = read_card(given.read(MOST).decode("utf-8", "replace"))
        if card.fingerprint != typed:
            raise OTHER
    except PackageRefused as problem:
        return _shown(request, actor, problem=problem)
    accept(card, by=actor.id, now=now())
    notes.success(request, say(f"已认可 {card.name_zh}。", f"Accepted: {card.name_en or card.name_zh}."))
    return HttpResponseRedirect(reverse("senders"))


def _shown(request: HttpRequest, actor: Actor, *, problem: PackageRefused | None = None) -> HttpResponse:
    own = own_card(actor.county)
    return page(
        request,
        "senders.html",
        status=422 if problem else 200,
        known=known(),
        own=own,
        card=json.dumps(own.as_json(), ensure_ascii=False, indent=1),
        problem=problem,
    )


NO_CARD = PackageRefused("no_card", "请选择对方的名片文件。", "Choose the file with the other's card.")
OTHER = PackageRefused(
    "other_fingerprint",
    "您填写的指纹与名片不符，没有认可。请再次与对方电话核对。",
    "The fingerprint you typed is not that of the card: nothing was accepted. Compare it by telephone once more.",
)
