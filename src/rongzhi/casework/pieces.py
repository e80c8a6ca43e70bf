"""The answers of events, in clear or opened, as far as the reader may see them; masked where they must be."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.db.models import QuerySet

from rongzhi.casework.consulted import is_sealed
from rongzhi.casework.evidence.attaching import is_description
from rongzhi.casework.models import Event, SealedPart
from rongzhi.casework.projection import facts_of
from rongzhi.casework.sealing import Opened, open_parts
from rongzhi.casework.seen import (
    Piece,
    Sight,
    act_shown,
    best,
    classes_of,
    declared_acts,
    part_known,
    part_of_file,
    readers_of,
)
from rongzhi.core.procedure.definition import NewParty
from rongzhi.core.procedure.fields import Field
from rongzhi.rulebook.access import (
    DataClass,
    Part,
    Visible,
    mask_account,
    mask_identity,
    mask_name,
    mask_phone,
    mask_text,
)
from rongzhi.rulebook.roles import RoleColumn

Events = Mapping[int, tuple[str, str, Mapping[str, Any]]]
"""Act, actor and clear facts of events of one file, by their number."""


def clear_facts(header: str) -> Mapping[str, Any]:
    """What an event says in clear, from its stored header."""
    facts: Mapping[str, Any] = facts_of(header)["facts"]
    return facts


def told_in(rows: QuerySet[Event]) -> Events:
    """These events of one file in their order, each header read once; one query."""
    return {
        seq: (act, actor, clear_facts(header))
        for seq, act, actor, header in rows.order_by("seq").values_list("seq", "act", "actor", "header")
    }


@cache
def field_of(act: str, key: str, side: str = "") -> Field | None:
    """The declared field of a stored answer; what a new person gave is stored without the prefix of that side."""
    declared = declared_acts().get(act)
    if declared is None:
        return None
    prefixes = [e.prefix for e in declared.does if isinstance(e, NewParty) and side in ("", e.side)]
    for item in declared.data:
        if item.key == key or any(item.about == p and item.key == f"{p}_{key}" for p in prefixes):
            return item
    return None


TALK = frozenset({"rooms.speak", "rooms.speak_apart"})


def without_talk(events: Events) -> Events:
    """These events without those that only said something in a room."""
    return {seq: one for seq, one in events.items() if one[0] not in TALK or one[2].get("blobs")}


def header_pieces(seen: Sight, events: Events) -> Iterator[Piece]:
    """What this viewer may see of what these events say in clear."""
    for seq, (act, actor, facts) in events.items():
        if not act_shown(seen, act, actor, facts):
            continue
        data = facts.get("data", {})
        for key, value in data.items():
            item = field_of(act, key)
            if item is None:
                continue
            part = Part("header", item.data_class, field=key)
            if best(readers_of(seen, act, item.data_class), part) is not Visible.NO:
                yield Piece(seq, "header", key, item.label, item.en, value, item.data_class)


def sealed_pieces(seen: Sight, events: Events) -> Iterator[Piece]:
    """What this viewer may see of all that was sealed in these events of the file."""
    parts = SealedPart.objects.filter(file=seen.picture.number).order_by("seq", "pk")
    yield from opened_pieces(seen, events, (part for part in parts if part.seq in events))


def pieces_at(seen: Sight, name: str, seqs: Iterable[int]) -> tuple[Piece, ...]:
    """What this viewer may see of one part in these events alone: for pages that show a few of many."""
    wanted = set(seqs)
    events = told_in(Event.objects.filter(file=seen.picture.number, seq__in=wanted))
    parts = SealedPart.objects.filter(file=seen.picture.number, name=name, seq__in=wanted).order_by("seq")
    return tuple(opened_pieces(seen, events, parts))


def opened_pieces(seen: Sight, events: Events, parts: Iterable[SealedPart]) -> Iterator[Piece]:
    """What this viewer may see of these sealed parts; what they may not know of is not even opened."""
    found = list(parts)
    known = _parts_known(seen, {part.name for part in found})
    yield from pieces_shown(seen, events, open_parts([part for part in found if part.name in known]))


def pieces_shown(seen: Sight, events: Events, found: Iterable[Opened]) -> Iterator[Piece]:
    """What this viewer may see of parts of this file that were opened already, for pages that open many files at once."""
    some = list(found)
    known = _parts_known(seen, {opened.name for opened in some})
    for opened in some:
        if opened.name not in known:
            continue
        act, actor, facts = events[opened.seq]
        if not act_shown(seen, act, actor, facts) and not _own_side(seen, opened.name):
            continue
        if opened.name == "lead" and not (seen.leads is None or facts.get("proceeding") in seen.leads):
            continue
        if opened.name.startswith("opinion:") and _shut(seen, opened, facts):
            continue
        yield from _pieces_of(seen, opened, act, actor)


def _shut(seen: Sight, opened: Opened, facts: Mapping[str, Any]) -> bool:
    """An opinion of a round that was not opened is for the member who wrote it, and for nobody else."""
    own = any(opened.name.partition(":")[2] in viewer.members for viewer in seen.viewers)
    return not own and is_sealed(seen.picture, str(facts.get("proceeding") or ""), opened.seq)


def file_open(seen: Sight, act: str, piece: Piece, *, blob: str, sender: str) -> bool:
    """Whether this viewer may open the bytes of a file that an answer describes: as the answer, and never masked."""
    if piece.masked or piece.erased:
        return False
    part = Part(f"blob:{blob}", piece.data_class, field=piece.key, of=piece.part, sender=sender)
    return best(readers_of(seen, act, piece.data_class), part) is Visible.PLAIN


def _parts_known(seen: Sight, names: Iterable[str]) -> frozenset[str]:
    """Those of the parts that this viewer may know of, each weighed once."""
    return frozenset(name for name in names if part_known(seen, name))


def _own_side(seen: Sight, name: str) -> bool:
    """A caucus note about a party stays readable to that party, though the act is the mediator's."""
    return name.startswith("side:")


def _pieces_of(seen: Sight, opened: Opened, act: str, actor: str) -> Iterator[Piece]:
    if opened.content is None:
        kind = classes_of(opened.name)[0]
        if best(seen.viewers, part_of_file(opened.name, kind, "name", seen, "")) is not Visible.NO:
            yield Piece(opened.seq, opened.name, "", "已依法删除", "erased", None, kind, erased=True)
        return
    party = seen.picture.parties.get(opened.name.partition(":")[2])
    for key, value in opened.content.items():
        if key == ORIGIN_PAPERS and not any(v.role_column in KEEPS_THE_FILE for v in seen.viewers):
            continue  # copies of the office, with what the other side told it; the parties have their own
        item = field_of(act, key, party.side if party else "") or field_of(act, key)
        kind = item.data_class if item else classes_of(opened.name)[0]
        if opened.name.startswith("person:") and kind not in (DataClass.DC3, DataClass.DC7):
            kind = DataClass.DC3
        shown = best(readers_of(seen, act, kind), part_of_file(opened.name, kind, key, seen, ""))
        if shown is Visible.NO:
            continue
        label, en = (item.label, item.en) if item else UNDECLARED.get(key, (key, key))
        masked = shown is Visible.MASKED
        yield Piece(
            opened.seq, opened.name, key, label, en, _masked(key, value) if masked else value, kind, masked
        )


ORIGIN_PAPERS = "origin_papers"
"""The key under which the papers lie that the body issued from which a case was taken over."""
UNDECLARED = {ORIGIN_PAPERS: ("原单位出具的文书", "papers issued where it came from")}
KEEPS_THE_FILE = frozenset({RoleColumn.ORGANISATION, RoleColumn.MEDIATOR, RoleColumn.COURT})

MASKS = {
    "id_number": mask_identity,
    "phone": mask_phone,
    "product_account": mask_account,
    "name": mask_name,
}


def _masked(key: str, value: Any) -> Any:
    if is_description(value):  # of files only that they are there
        return "＊" * len(value)
    return MASKS.get(key, mask_text)(str(value))


def people_of(pieces: Iterable[Piece]) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Names and contacts of parties in these pieces, later events over earlier ones."""
    names: dict[str, str] = {}
    contacts: dict[str, dict[str, str]] = {}
    for piece in sorted(pieces, key=lambda p: p.seq):
        kind, _, key = piece.part.partition(":")
        if kind != "person" or piece.erased:
            continue
        if piece.key == "name":
            names[key] = str(piece.value)
        else:
            contacts.setdefault(key, {})[piece.key] = str(piece.value)
    return names, contacts
