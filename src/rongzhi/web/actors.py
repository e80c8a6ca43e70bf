"""Who is asking: an account of somebody who works here, or a party who came with case number and code."""

from django.http import HttpRequest

from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Body, County
from rongzhi.rulebook.tables import bodies as body_kinds

PARTY = "party_of_file"
FILER = "public"

# Who receives what the public files, in this order: record.md §8.
RECEIVING = ("PMCF", "FMO", "PMC", "IPC", "CMO")
STAFF = frozenset({"officer", "reviewer", "manager"})


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
        rows = County.objects.filter(code=actor.county) if actor and actor.county else County.objects.order_by("code")
        request._county = rows.first()  # type: ignore[attr-defined]
    return request._county  # type: ignore[attr-defined, no-any-return]


def receiving_body(county: str, actor: Actor | None = None) -> Body | None:
    """The organisation that a filing is addressed to: the officer's own, else the county's committee for finance."""
    active = Body.objects.filter(county=county, status="active")
    if actor is not None and actor.functions & STAFF:
        for body in active.filter(handle__in=actor.bodies):
            if is_organisation(body.kind):
                return body
    found = {body.kind: body for body in active.filter(kind__in=RECEIVING).order_by("-number")}
    return next((found[kind] for kind in RECEIVING if kind in found), None)


def is_organisation(kind: str) -> bool:
    """Whether a body of this kind settles disputes."""
    return kind in body_kinds() and body_kinds()[kind].kind == "mediation_org"


def is_institution(actor: Actor | None) -> bool:
    """Whether the actor works for a financial institution."""
    if actor is None or actor.party:
        return False
    return any(code in body_kinds() and body_kinds()[code].kind == "institution" for code in actor.codes)


def is_officer(actor: Actor | None) -> bool:
    """Whether the actor files at a counter for somebody else."""
    return actor is not None and "officer" in actor.functions
