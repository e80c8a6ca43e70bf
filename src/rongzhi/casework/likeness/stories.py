"""What of a file is compared with others: the story that was filed, opened for a moment, and its clear facts."""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from rongzhi.casework.models import Event, SealedPart
from rongzhi.casework.projection import facts_of
from rongzhi.casework.sealing import open_parts
from rongzhi.casework.search.contents import FILE, PERSON, open_proceedings, text_field
from rongzhi.casework.seen import declared_acts
from rongzhi.core.likeness.siphash import KEY_BYTES
from rongzhi.core.likeness.structure import Structure
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.record.keys import InstallationKeys
from rongzhi.rulebook.case import INSTITUTION_KINDS

STORY = "what_happened"
TOWNSHIP = "township"
PLACE_LETTERS = 16


@dataclass(frozen=True, slots=True)
class Told:
    """The story of one case in clear, and its facts."""

    story: str
    structure: Structure


def signing_key(keys: InstallationKeys) -> bytes:
    """The key of the signatures: without it no text can be tried against them."""
    return hmac.digest(keys.search, b"likeness\x00signature", "sha256")[:KEY_BYTES]


def told(pictures: Mapping[str, Picture], keys: InstallationKeys) -> dict[str, Told]:
    """Story and facts of each of these files; the story is empty where there is none, or none any more. Four queries.

    Only what was filed is opened: confidences, opinions, suspicions and all that is said in a hand-over that carries one
    are never compared.
    """
    acts = _filing_acts(pictures)
    places = {file: {seq for f, seq in acts if f == file} for file in {file for file, _ in acts}}
    wanted = Q(name=FILE) | Q(name__startswith=PERSON)
    parts = SealedPart.objects.filter(wanted, file__in=list(places), seq__in={seq for _, seq in acts})
    stories: dict[str, list[str]] = {}
    townships: dict[str, str] = {}
    for opened in open_parts(
        part for part in parts.order_by(F("file"), F("seq")) if part.seq in places[part.file]
    ):
        if opened.content is None:
            continue
        if opened.name != FILE:
            townships.setdefault(opened.file, str(opened.content.get(TOWNSHIP) or ""))
        elif story := opened.content.get(STORY):
            stories.setdefault(opened.file, []).append(str(story))
    return {
        file: Told("\n".join(stories.get(file, ())), _structure(picture, townships.get(file, ""), keys))
        for file, picture in pictures.items()
    }


def _filing_acts(pictures: Mapping[str, Picture]) -> dict[tuple[str, int], str]:
    """(file, seq) -> act of the events that hold a part of a story, without those that belong to a suspicion."""
    asking = [key for key, act in declared_acts().items() if any(item.key == STORY for item in act.data)]
    telling = [act for act in asking if text_field(act, STORY)]
    rows = Event.objects.filter(file__in=list(pictures), act__in=telling)
    allowed = {file: open_proceedings(p, ["", *p.proceedings]) for file, p in pictures.items()}
    return {
        (file, seq): act
        for file, seq, act, header in rows.values_list("file", "seq", "act", "header").iterator()
        if facts_of(header)["facts"].get("proceeding", "") in allowed[file]
    }


def _structure(picture: Picture, township: str, keys: InstallationKeys) -> Structure:
    header: Mapping[str, Any] = picture.header
    filed = header.get("filed_on")
    return Structure(
        institution=_institution(picture),
        product=str(header.get("dispute_class") or ""),
        reason=str(header.get("reason") or ""),
        month=filed.isoformat()[:7] if filed else "",
        place=_place(township, keys),
    )


def _institution(picture: Picture) -> str:
    """The handle of the institution that is complained about; empty where none is known."""
    found: Iterable[str] = (
        party.body
        for party in picture.principals
        if party.body and (party.kind == "institution" or party.kind in INSTITUTION_KINDS)
    )
    return next(iter(found), "")


def _place(township: str, keys: InstallationKeys) -> str:
    """A digest of the township: two cases may be seen to be from one place, not from which."""
    name = "".join(township.split())
    if not name:
        return ""
    return hmac.digest(keys.search, f"likeness\x00place\x00{name}".encode(), "sha256").hex()[:PLACE_LETTERS]
