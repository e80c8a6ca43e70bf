"""In which capacities an actor reads a file, as the access table knows them."""

from collections.abc import Iterator
from functools import cache

from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.access import (
    Viewer,
)
from rongzhi.rulebook.case import handed_to, party_key, seated
from rongzhi.rulebook.guards.referral import restricted_proceedings
from rongzhi.rulebook.guards.tasks import LEFT
from rongzhi.rulebook.roles import RoleColumn, column
from rongzhi.rulebook.tables import bodies as body_kinds

STAFF = frozenset({"officer", "reviewer", "manager"})
MAY_HAVE_TASKS = frozenset(
    {RoleColumn.DEPARTMENT, RoleColumn.OTHER, RoleColumn.ORGANISATION, RoleColumn.PARTY}
)


def viewers_of(by: Actor, picture: Picture, roles: frozenset[str]) -> Iterator[Viewer]:
    """The capacities in which the actor reads this file, as the access table knows them."""
    closed = picture.kind == "case" and picture.header.get("status") == "ended"
    kind = min(by.codes, default="")
    handle = min(by.bodies, default="")
    if picture.kind == "group":
        yield from _of_group(by, picture, kind, handle)
        return
    mine = party_key(picture, by)
    if mine:
        party = picture.parties[by.party if by.file == picture.number and by.party else mine]
        code = (
            "AGENT"
            if party.side == "agent"
            else {"consumer": "CONS", "small_business": "SMALLB"}.get(party.kind, "")
        )
        code = kind if party.kind == "institution" and _column(kind) is RoleColumn.PARTY else code or "CONS"
        yield Viewer(
            RoleColumn.PARTY, code, body_id=handle, person=by.id, parties=frozenset({mine, party.key})
        )
    if by.neutral and "mediator" in roles:
        accepted = picture.header.get("neutral") == by.neutral
        yield Viewer(
            RoleColumn.MEDIATOR, "MED", person=by.id, neutral=by.neutral, accepted=accepted, closed=closed
        )
    if by.neutral and "evaluator" in roles:
        running = picture.at("evaluation", "pack", "evaluating")
        yield Viewer(
            RoleColumn.MEDIATOR, "EVAL", person=by.id, neutral=by.neutral, accepted=running, closed=closed
        )
    owner = picture.owner in by.bodies and bool(by.functions & STAFF)
    if owner and _column(kind) is RoleColumn.ORGANISATION:
        yield Viewer(
            RoleColumn.ORGANISATION,
            kind,
            body_id=handle,
            person=by.id,
            owner_body=picture.owner,
            leads_handled=_handles_lead(by, picture),
        )
    if "court" in roles and _column(kind) is RoleColumn.COURT:
        commissioned = picture.header.get("commissioned_by") in by.bodies
        yield Viewer(
            RoleColumn.COURT,
            kind,
            body_id=handle,
            person=by.id,
            commissioned=commissioned and picture.header.get("court_kind") == "commissioned",
            entrusted=commissioned and picture.header.get("court_kind") == "entrusted",
            agreement_sent_to_court=picture.header.get("court") in by.bodies,
        )
    if "receiving_body" in roles:
        yield from _referred(by, picture, kind, handle)
    if "member" in roles:
        yield from _member(by, picture, kind, handle)
    if roles & {"lead_body", "helper", "leading_group"}:
        yield from _tasked(by, picture, kind, handle)
    if "secretariat" in roles and _column(kind) is RoleColumn.SECRETARIAT:
        opened = bool(picture.list("opened"))
        yield Viewer(
            RoleColumn.SECRETARIAT, kind, body_id=handle, person=by.id, handles=True, opinions_opened=opened
        )


def _tasked(by: Actor, picture: Picture, kind: str, handle: str) -> Iterator[Viewer]:
    """A body with a task reads the header and its own sheet; the leading group those that were escalated to it."""
    where = _column(kind)
    lines = [*picture.list("task"), *picture.list("task_helper"), *picture.list("lead_body")]
    sheets = {line.proceeding for line in lines if line.code in by.bodies and line.status != LEFT}
    if "LEAD" in by.codes:
        sheets |= {line.proceeding for line in picture.list("task_escalation")}
    if sheets and where in MAY_HAVE_TASKS:
        yield Viewer(where, kind, body_id=handle, person=by.id, tasks=frozenset(sheets))


def _of_group(by: Actor, group: Picture, kind: str, handle: str) -> Iterator[Viewer]:
    """Of a group's file the organisation that runs it reads the sealed texts; what others are told is chosen for
    them (casework/groups/reading.py)."""
    if group.owner in by.bodies and by.functions & STAFF and _column(kind) is RoleColumn.ORGANISATION:
        yield Viewer(RoleColumn.ORGANISATION, kind, body_id=handle, person=by.id, owner_body=group.owner)


def _referred(by: Actor, picture: Picture, kind: str, handle: str) -> Iterator[Viewer]:
    """A body to which something was sent: of a suspicion it reads the package alone, not the file behind it."""
    where, restricted = _column(kind), restricted_proceedings(picture)
    sent = handed_to(picture, by.bodies)
    ordinary = any(e.proceeding not in restricted for e in sent)
    if where is RoleColumn.DEPARTMENT and sent:
        yield Viewer(
            where,
            kind,
            body_id=handle,
            person=by.id,
            in_line=True,
            consent_or_duty=ordinary,
            leads_handled=any(e.proceeding in restricted for e in sent),
        )
    elif where is RoleColumn.COURT and ordinary:
        # The application with its packet lies with this court: what access.csv calls a case that is filed there.
        granted = frozenset({("header", "DC2")})
        yield Viewer(where, kind, body_id=handle, person=by.id, filed_with_court=True, granted=granted)
    elif where is RoleColumn.OTHER and sent:
        given = {("header", "DC2"), ("file", "DC3"), ("file", "DC6")} if ordinary else set()
        yield Viewer(where, kind, body_id=handle, person=by.id, granted=frozenset(given))


def _member(by: Actor, picture: Picture, kind: str, handle: str) -> Iterator[Viewer]:
    """A body that sits in a consultation: its own opinion and what is laid before the members, nothing of the file."""
    where = _column(kind)
    mine = seated(picture, by.bodies)
    if where is RoleColumn.DEPARTMENT:
        yield Viewer(where, kind, body_id=handle, person=by.id, members=frozenset(e.key for e in mine))
    elif where is RoleColumn.OTHER and mine:
        yield Viewer(
            where,
            kind,
            body_id=handle,
            person=by.id,
            members=frozenset(e.key for e in mine),
            granted=frozenset({("file", "DC8"), *((f"opinion:{e.key}", "DC8") for e in mine)}),
        )


def _handles_lead(by: Actor, picture: Picture) -> bool:
    """The officer in charge, and who reported the lead or refused for it: nobody else of the organisation."""
    reported = {line.actor for line in picture.list("lead")} | {
        line.actor for line in picture.list("refusal")
    }
    return "officer" in by.functions and by.id in reported | {str(picture.header.get("officer", ""))}


@cache
def _column(kind: str) -> RoleColumn | None:
    return column(kind) if kind in body_kinds() else None
