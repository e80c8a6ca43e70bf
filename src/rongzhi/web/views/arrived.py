"""Packages that came: looked into before anything is taken in, then taken in as a case of the officer's body."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Any

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from rongzhi.casework.packages.opening import Arrived, arrived, refuse_unless_takeable
from rongzhi.casework.packages.receiver import column_of
from rongzhi.casework.packages.taking import take_in
from rongzhi.core.package.faults import PackageRefused
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.record.suites import SealBroken
from rongzhi.exchange import parcels_kept
from rongzhi.rulebook.roles import RoleColumn
from rongzhi.rulebook.tables import forms
from rongzhi.web.actors import actor_of, is_officer
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, page, staff_only
from rongzhi.web.speech import say, words
from rongzhi.web.travel import commissions, moving

HELD = "packages"
LONGEST = 60
MOST_HELD = 5


@guarded
@staff_only
def packages(request: HttpRequest) -> HttpResponse:
    """The page to bring a package to, with what is in it before it is taken in; and the transfers of one's own cases."""
    by = _officer(request)
    if request.method != "POST":
        return _desk(request, by)
    given, phrase = request.FILES.get("file"), request.POST.get("phrase", "")[:LONGEST]
    if given is None:
        return _desk(request, by, problem=NO_FILE)
    _, wrapped, _ = parcels_kept.keep(lambda out: [out.write(block) for block in given.chunks()])
    try:
        with parcels_kept.opened(wrapped) as file, arrived(file, phrase=phrase) as found:  # type: ignore[arg-type]
            shown = _shown(found)
    except PackageRefused as problem:
        parcels_kept.forget(wrapped)
        return _desk(request, by, problem=problem)
    token = urlsafe_b64encode(wrapped).decode()
    held = request.session.get(HELD, [])
    for old in held[: -MOST_HELD + 1]:
        parcels_kept.forget(urlsafe_b64decode(old))
    request.session[HELD] = [*held[-MOST_HELD + 1 :], token]
    return page(request, "packages_desk.html", token=token, phrase=phrase, moving=(), **shown)


def _desk(request: HttpRequest, by: Actor, *, problem: PackageRefused | None = None) -> HttpResponse:
    return page(
        request,
        "packages_desk.html",
        status=422 if problem else 200,
        problem=problem,
        moving=moving(by),
        commissions=commissions(by),
    )


def _shown(found: Arrived) -> dict[str, Any]:
    """What is in the package, and what speaks against taking it in."""
    against: PackageRefused | None = None
    try:
        refuse_unless_takeable(found)
    except PackageRefused as refusal:
        against = refusal
    return {
        "manifest": found.manifest,
        "digest": found.package.digest,
        "known": found.known,
        "against": against,
        "papers": [_paper(name.partition("/")[2]) for name in found.papers],
        "made_at": datetime.fromisoformat(found.manifest.made_at),
        "evidence": len(found.evidence),
        "parties": [
            (str(party.get("side", "")), str(party.get("name", "")))
            for party in found.told.get("parties", [])
            if isinstance(party, dict)
        ],
    }


def _paper(name: str) -> str:
    """What a paper of a package is: its form in words, or its name where it is of no form that is known here."""
    form = name.partition("-")[0]
    if name == "letter.pdf":
        return say("移送函和材料目录", "transfer letter with the list of contents")
    return f"{form} {words(forms()[form])}" if form in forms() else name


@require_POST
@guarded
@staff_only
def take(request: HttpRequest) -> HttpResponse:
    """Take the package in that this session has looked into."""
    by, token = _officer(request), request.POST.get("token", "")
    if token not in request.session.get(HELD, []):
        raise Http404
    wrapped = urlsafe_b64decode(token)
    try:
        with (
            parcels_kept.opened(wrapped) as file,
            arrived(file, phrase=request.POST.get("phrase", "")[:LONGEST]) as found,  # type: ignore[arg-type]
        ):
            done = take_in(found, by=by, now=now())
    except PackageRefused as problem:
        return _desk(request, by, problem=problem)
    except (FileNotFoundError, SealBroken):
        return _desk(request, by, problem=GONE)
    parcels_kept.forget(wrapped)
    request.session[HELD] = [one for one in request.session[HELD] if one != token]
    notes.success(
        request, say(f"已收入，本平台案号 {done.file}。", f"Taken in; its number here is {done.file}.")
    )
    return HttpResponseRedirect(reverse("case", args=[done.file]))


def _officer(request: HttpRequest) -> Actor:
    """An officer of a mediation organisation. Raises Http404."""
    actor = actor_of(request)
    if actor is None or not is_officer(actor):
        raise Http404
    if not any(column_of(code) is RoleColumn.ORGANISATION for code in actor.codes):
        raise Http404
    return actor


NO_FILE = PackageRefused("no_file", "请选择移送包文件。", "Choose the file of the package.")
GONE = PackageRefused(
    "gone",
    "这个包已不在，请重新选择文件。",
    "The package is no longer here; choose the file again.",
)
