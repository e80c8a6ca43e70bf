"""Who is asking: an account of somebody who works here, or a party who came with case number and code."""

from datetime import date

from django.contrib import messages as notes
from django.http import HttpRequest

from rongzhi.accounts.capacities import CAPACITY, OWN, Capacity, capacity_of, own_post
from rongzhi.accounts.people import today_of
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account, County
from rongzhi.exchange.receiving import own_institution
from rongzhi.web.moment import now
from rongzhi.web.speech import say

PARTY = "party_of_file"
FILER = "public"


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor behind a request; None for somebody who has neither signed in nor given a code."""
    if not hasattr(request, "_actor"):
        request._actor = _actor(request)  # type: ignore[attr-defined]
    return request._actor  # type: ignore[attr-defined, no-any-return]


def _actor(request: HttpRequest) -> Actor | None:
    if request.user.is_authenticated:
        return capacity_in_use(request).actor
    held = request.session.get(PARTY)
    if not held:
        return None
    if held.get("until") and date.fromisoformat(held["until"]) < now().date():  # an agent's authority is over
        request.session.pop(PARTY)
        return None
    return party_actor(held["file"], held["party"], held["county"])


def capacity_in_use(request: HttpRequest) -> Capacity:
    """The capacity in which the account acts; when the chosen one has ended, its own post, and the page says so."""
    if not hasattr(request, "_capacity"):
        request._capacity = _capacity(request)  # type: ignore[attr-defined]
    return request._capacity  # type: ignore[attr-defined, no-any-return]


def _capacity(request: HttpRequest) -> Capacity:
    account: Account = request.user  # type: ignore[assignment]
    chosen = request.session.get(CAPACITY, OWN)
    if chosen != OWN:
        found = capacity_of(account, chosen, today=today_of(now()))
        if found is not None:
            return found
        request.session.pop(CAPACITY)
        notes.warning(
            request,
            say(
                "您选用的身份已经结束，现在以本人岗位办理。",
                "The capacity you had chosen has ended; you now act in your own post.",
            ),
        )
    return own_post(account)


def party_actor(file: str, party: str, county: str) -> Actor:
    """The party `party` of `file`, as the rules know it."""
    return Actor(id=f"{file}/{party}", party=party, file=file, county=county)


def filer(county: str) -> Actor:
    """Anybody who files a dispute."""
    return Actor(id=FILER, county=county)


def county_of(request: HttpRequest) -> County | None:
    """The county of the actor, or that of the installation."""
    if not hasattr(request, "_county"):
        actor = actor_of(request)
        rows = (
            County.objects.filter(code=actor.county)
            if actor and actor.county
            else County.objects.order_by("code")
        )
        request._county = rows.first()  # type: ignore[attr-defined]
    return request._county  # type: ignore[attr-defined, no-any-return]


def is_institution(actor: Actor | None) -> bool:
    """Whether the actor works for a financial institution."""
    return actor is not None and not actor.party and bool(own_institution(actor))


def is_officer(actor: Actor | None) -> bool:
    """Whether the actor files at a counter for somebody else."""
    return actor is not None and "officer" in actor.functions
