"""Calendars: a feed at a secret address for each reader, one meeting as a file, and the page where the address is made."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from rongzhi.accounts.capacities import own_post
from rongzhi.casework.authorities import authority_until
from rongzhi.casework.calendar_keys import (
    calendar_key_of,
    find_calendar_key,
    new_calendar_key,
    revoke_calendar_keys,
)
from rongzhi.casework.meetings import calendar
from rongzhi.casework.models import CalendarKey
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account
from rongzhi.web.actors import actor_of, party_actor
from rongzhi.web.calendar_file import as_file
from rongzhi.web.moment import now
from rongzhi.web.pages import guarded, known_only, page
from rongzhi.web.submission import today

BACK = timedelta(days=60)  # past meetings that a calendar keeps
TYPE = "text/calendar; charset=utf-8"


@guarded
@known_only
def own(request: HttpRequest) -> HttpResponse:
    """The reader's calendar: an address to be made, made anew, or ended."""
    actor = actor_of(request)
    assert actor is not None
    token = ""
    if request.method == "POST":
        if "end" in request.POST:
            revoke_calendar_keys(actor, now=now())
        else:
            token = new_calendar_key(actor, now=now())
    return page(
        request,
        "calendar.html",
        held=calendar_key_of(actor),
        address=request.build_absolute_uri(reverse("calendar_feed", args=[token])) if token else "",
        coming=calendar(actor, since=today(now())),
    )


@guarded
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address; for programs, without signing in."""
    held = find_calendar_key(token)
    actor = _actor(held) if held is not None else None
    if actor is None:
        raise Http404
    found = calendar(actor, since=today(now()) - BACK)
    return _file(as_file(found, now=now()), "rongzhi.ics")


@guarded
@known_only
def meeting(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """One meeting as a file for a calendar."""
    actor = actor_of(request)
    assert actor is not None
    found = [
        m
        for m in calendar(actor, since=today(now()) - BACK, file=number)
        if m.key == key and m.status == "set"
    ]
    if not found:
        raise Http404
    return _file(as_file(found, now=now()), f"{number}-{key}.ics")


def _actor(held: CalendarKey) -> Actor | None:
    """The reader behind an address, with the rights of today; None for a closed account or an authority that is over."""
    if held.party:
        until = authority_until(held.file, held.party)
        if until is not None and until < today(now()):
            return None
        return party_actor(held.file, held.party, held.county)
    account = Account.objects.filter(username=held.reader, is_active=True).first()
    return own_post(account).actor if account is not None else None


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
