"""The files of a case as one reader may see them: which may be opened, and the numbered list of exhibits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rongzhi.casework.evidence import store
from rongzhi.casework.evidence.attaching import is_description
from rongzhi.casework.evidence.blobs import Received, blob_keys, describe, part_of
from rongzhi.casework.evidence.faults import NotThere
from rongzhi.casework.models import Blob, Event
from rongzhi.casework.pieces import ORIGIN_PAPERS, file_open
from rongzhi.casework.sealing import context
from rongzhi.casework.seen import Piece, Sight
from rongzhi.core.record.streams import SealedReader
from rongzhi.rulebook.access import DataClass

UPLOAD = "case.upload"


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that this reader may open, and where it belongs."""

    id: str
    name: str
    media: str
    size: int
    sha256: str
    pages: int
    seq: int
    act: str
    actor: str
    at: datetime
    field: str
    part: str
    data_class: DataClass

    @property
    def apart(self) -> bool:
        """Whether its openings are logged apart, as all of a suspicion are (record.md §7)."""
        return self.data_class is DataClass.DC9


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One act of handing in documents: its number in the list, what it is and what it is to prove."""

    number: int
    seq: int
    actor: str
    at: datetime
    title: str
    kind: str
    proves: str
    original: bool | None
    party: str
    files: tuple[Handed, ...]


def files_of(seen: Sight) -> dict[str, Handed]:
    """Every file that the reader may open, by id, in the order in which they came. One query when there are any."""
    found = [piece for piece in seen.pieces if is_description(piece.value)]
    if not found:
        return {}
    events = _events(seen, found)
    senders = {entry.seq: entry.party for entry in seen.picture.entries.values() if entry.party}
    handed = {}
    for piece in found:
        act, actor, at = events[piece.seq]
        for file in piece.value:
            sender = senders.get(piece.seq, "")
            if file_open(seen, act, piece, blob=str(file["id"]), sender=sender):
                handed[str(file["id"])] = _handed(file, piece, act, actor, at)
    return handed


def _events(seen: Sight, pieces: list[Piece]) -> Mapping[int, tuple[str, str, datetime]]:
    rows = Event.objects.filter(file=seen.picture.number, seq__in={piece.seq for piece in pieces})
    return {seq: (act, actor, at) for seq, act, actor, at in rows.values_list("seq", "act", "actor", "at")}


def _handed(file: Mapping[str, Any], piece: Piece, act: str, actor: str, at: datetime) -> Handed:
    return Handed(
        str(file["id"]),
        str(file["name"]),
        str(file["media"]),
        int(file["size"]),
        str(file["sha256"]),
        int(file["pages"]),
        piece.seq,
        act,
        actor,
        at,
        piece.key,
        piece.part,
        piece.data_class,
    )


def exhibits(seen: Sight) -> list[Exhibit]:
    """The numbered list of what was handed in as evidence. The numbers are the case's own: who may see less finds
    gaps, and the same exhibit has the same number for everybody.
    """
    lines = seen.picture.list("document")
    numbers = {entry.seq: number for number, entry in enumerate(lines, 1)}
    parties = {entry.seq: entry.party for entry in lines}
    files: dict[int, list[Handed]] = {}
    for file in files_of(seen).values():
        if file.act == UPLOAD and file.field != ORIGIN_PAPERS:
            files.setdefault(file.seq, []).append(file)
    answers: dict[int, dict[str, Any]] = {}
    for piece in seen.pieces:
        if piece.seq in files:
            answers.setdefault(piece.seq, {})[piece.key] = piece.value
    return [
        Exhibit(
            numbers.get(seq, 0),
            seq,
            found[0].actor,
            found[0].at,
            str(answers[seq].get("title") or found[0].name),
            str(answers[seq].get("kind") or ""),
            str(answers[seq].get("proves") or ""),
            answers[seq].get("original"),
            parties.get(seq, ""),
            tuple(found),
        )
        for seq, found in sorted(files.items())
    ]


def about(number: str, blob: str) -> Received:
    """The store's own description of a file of a case. Raises NotThere when it was erased."""
    row = Blob.objects.filter(pk=blob, file=number).first()
    keys = blob_keys(number, [blob])
    if row is None or blob not in keys:
        raise NotThere
    return describe(row, keys[blob])


def open_bytes(number: str, blob: str) -> SealedReader:
    """The bytes of a file of a case; whoever calls this has asked `files_of` and logged the opening. Raises NotThere."""
    address = Blob.objects.filter(pk=blob, file=number).values_list("address", flat=True).first()
    keys = blob_keys(number, [blob])
    if address is None or blob not in keys:
        raise NotThere
    return store.open_stored(address, keys[blob], context(number, part_of(blob)))
