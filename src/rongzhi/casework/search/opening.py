"""Opens of some files what a search may look at: names and contacts of persons, and the texts that are indexed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Q

from rongzhi.casework.keys import key_fault
from rongzhi.casework.models import Event, SealedPart
from rongzhi.casework.pieces import clear_facts, opened_pieces, people_of
from rongzhi.casework.search.contents import FILE, PERSON, text_field
from rongzhi.casework.seen import Piece, Sight


def open_files(seen: Mapping[str, Sight], *, texts: bool) -> dict[str, Sight]:
    """The files with the pieces that their reader may see of persons, and of indexed texts when asked.

    Whoever is no reader of a file in any capacity sees nothing of it. Without the key nothing is opened.
    """
    known = {number: sight for number, sight in seen.items() if sight.viewers}
    if key_fault() is not None:
        return known
    wanted = Q(name__startswith=PERSON) | Q(name=FILE) if texts else Q(name__startswith=PERSON)
    parts: dict[str, list[SealedPart]] = {}
    for part in SealedPart.objects.filter(wanted, file__in=list(known)).order_by("file", "seq"):
        parts.setdefault(part.file, []).append(part)
    events: dict[str, dict[int, tuple[str, str, Mapping[str, Any]]]] = {}
    seqs = {part.seq for some in parts.values() for part in some}
    rows = Event.objects.filter(file__in=list(parts), seq__in=seqs)
    for file, seq, act, actor, header in rows.values_list("file", "seq", "act", "actor", "header").iterator():
        events.setdefault(file, {})[seq] = (act, actor, clear_facts(header))
    opened = {}
    for number, sight in known.items():
        mine = events.get(number, {})
        pieces = tuple(
            piece
            for piece in opened_pieces(sight, mine, parts.get(number, ()))
            if piece.part != FILE or _indexed(piece, mine[piece.seq][0])
        )
        names, contacts = people_of(pieces)
        opened[number] = replace(sight, pieces=pieces, names=names, contacts=contacts)
    return opened


def _indexed(piece: Piece, act: str) -> bool:
    return not piece.erased and isinstance(piece.value, str) and text_field(act, piece.key)
