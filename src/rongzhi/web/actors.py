"""Who is asking: an account of somebody who works here, or a party who came with case number and code."""

from django.http import HttpRequest

from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import County
from rongzhi.exchange.receiving import own_institution

PARTY = "party_of_file"
FILER = "public"


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor behind a request; None for somebody who has neither signed in nor given a code."""
    if not hasattr(request, "_actor"):
        request._actor = _actor(request)  # type: ignore[attr-defined]
    return request._actor  # type: ignore[attr-defined, no-any-return]


def _actor(request: HttpRequest) -> Actor | None:
    if request.user.is_authenticated:
        return request.user.actor()
    held = request.session.get(PARTY)
    if not held:
        return None
    return party_actor(held["file"], held["party"], held["county"])


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
