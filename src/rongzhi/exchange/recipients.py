"""Whom a message goes to: the word in the record, resolved to parties, bodies and neutrals of the file."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rongzhi.casework.models import SealedPart
from rongzhi.casework.sealing import open_parts
from rongzhi.core.procedure.picture import Party, Picture
from rongzhi.directory.models import Body
from rongzhi.rulebook.charge import charged

SIDES = frozenset({"applicant", "respondent", "guarantor", "third", "agent", "heir"})
EVERYBODY = frozenset({"party", "parties"})
MEANS = ("sms", "email", "letter")  # in the order in which they are taken when nobody chose
FIELD = {"sms": "phone", "email": "email", "letter": "address"}
MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a message goes to: `kind` party or desk, and the party's key or the handle of the desk."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Place:
    """How a recipient is reached."""

    means: str
    address: str
    name: str = ""


def recipients(picture: Picture, to: str, *, proceeding: str = "") -> tuple[Recipient, ...]:
    """Everybody whom the word `to` means in this file: a side, a role's desk, a party's key or a handle.

    `proceeding` is that of the message's act: of several hand-overs it says which receiving body is meant.
    """
    if to in EVERYBODY:
        return tuple(_party(party) for party in picture.principals if knows(picture, party))
    if to in SIDES:
        return tuple(_party(party) for party in picture.side(to))
    if to in picture.parties:
        party = picture.parties[to]
        return (_party(party),) if party.status == "active" else ()
    if to == "receiving_body" and proceeding:
        return tuple(
            Recipient("desk", e.code) for e in picture.list("referral", proceeding=proceeding)[-1:] if e.code
        )
    if to == "members":
        seats = picture.list("seat", "seated", proceeding=proceeding)
        return tuple(Recipient("desk", handle) for handle in dict.fromkeys(e.code for e in seats))
    if to == "lead_body":
        handle = charged(picture, proceeding)
        return (Recipient("desk", handle),) if handle else ()
    if to == "helper":
        asked = picture.list("task_helper", "asked", proceeding=proceeding) if proceeding else []
        return tuple(Recipient("desk", code) for code in dict.fromkeys(line.code for line in asked))
    if to in DESKS:
        handle = DESKS[to](picture)
        return (Recipient("desk", handle),) if handle else ()
    return (Recipient("desk", to),) if to else ()


def knows(picture: Picture, party: Party) -> bool:
    """Who filed, joined or was invited knows of the case; nobody else hears of it by a message to all."""
    return party.side == "applicant" or party.joined or bool(picture.list("invitation", party=party.key))


def _party(party: Party) -> Recipient:
    """An institution of the directory signs in and finds the message on its desk; others are written to."""
    return Recipient("desk", party.body) if party.body else Recipient("party", party.key)


def _header(*columns: str) -> Callable[[Picture], str]:
    return lambda picture: next((str(picture.header[c]) for c in columns if picture.header.get(c)), "")


def _last_referral(picture: Picture) -> str:
    entry = picture.latest("referral")
    return entry.code if entry else ""


def _first_of(kind: str) -> Callable[[Picture], str]:
    def handle(picture: Picture) -> str:
        of_kind = Body.objects.filter(county=picture.county, kind=kind)
        return of_kind.values_list("handle", flat=True).first() or ""

    return handle


DESKS: Mapping[str, Callable[[Picture], str]] = {
    "organisation": lambda picture: picture.owner,
    "reviewer": lambda picture: picture.owner,
    "court": _header("court", "commissioned_by"),
    "neutral": _header("neutral_proposed", "neutral"),
    "mediator": _header("neutral", "neutral_proposed"),
    "evaluator": _header("evaluator"),
    "receiving_body": _last_referral,
    "secretariat": _first_of("SEC"),
    "leading_group": _first_of("LEAD"),
}


def place(picture: Picture, recipient: Recipient, *, wished: str = "") -> Place | None:
    """How the recipient is reached, by the means wished where they gave it; None when they left no contact."""
    if recipient.kind == "desk":
        return Place("desk", recipient.key)
    contact = contact_of(picture.number, recipient.key)
    for means in (wished, *MEANS):
        address = contact.get(FIELD.get(means, ""), "")
        if address and (means != "sms" or MOBILE.fullmatch(re.sub(r"[\s-]", "", address))):
            return Place(means, address, contact.get("name", ""))
    return None


def contact_of(file: str, party: str) -> Mapping[str, str]:
    """Name and contact of a party as last given; empty where they were erased. Raises SealBroken or KeyFault."""
    found: dict[str, str] = {}
    parts = SealedPart.objects.filter(file=file, name=f"person:{party}").order_by("seq")
    for opened in open_parts(parts):
        for key, value in (opened.content or {}).items():
            found[key] = str(value)
    return found
