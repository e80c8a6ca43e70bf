"""What is said in a room, read a page at a time: the joint room of a case, and the caucus of each side."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rongzhi.casework.evidence.attaching import is_description
from rongzhi.casework.keys import key_fault
from rongzhi.casework.models import Event
from rongzhi.casework.pieces import pieces_at
from rongzhi.casework.seen import Piece, Sight, hears
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Entry, Picture
from rongzhi.rulebook.guards.rooms import marks_of, messages_of, rooms_of

PAGE = 50
TOLD_APART = frozenset(
    {"caucus", "confidence"}
)  # notes of private talks and confidences stand in the same thread


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that was said. `number` counts within the room; 0 for a note that is no message."""

    place: int  # among everything that stands in the room
    number: int
    kind: str
    actor: str
    at: datetime | None
    pieces: tuple[Piece, ...]
    corrects: int = 0
    corrected_by: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(str(p.value) for p in self.pieces if p.key in ("text", "note") and not p.erased)

    @property
    def files(self) -> list[dict[str, Any]]:
        """The descriptions of the files that came with it."""
        return [file for p in self.pieces if is_description(p.value) for file in p.value]

    @property
    def amount(self) -> str:
        return next((str(p.value) for p in self.pieces if p.key == "amount" and not p.erased), "")

    @property
    def erased(self) -> bool:
        return any(piece.erased for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Talk:
    """A page of a room: what was said, how much stands before and in all, and who has read how far."""

    room: str
    messages: tuple[Message, ...]
    total: int
    read: tuple[tuple[str, int], ...]  # (reader, number of the message)

    @property
    def first(self) -> int:
        return self.messages[0].place if self.messages else 0

    @property
    def newest(self) -> int:
        return max((m.number for m in self.messages), default=0)


def rooms_for(seen: Sight) -> list[str]:
    """The rooms that this reader may enter: "" for the joint room, and keys of parties."""
    return [room for room in ("", *rooms_of(seen.picture)) if hears(seen, room)]


def _lines(picture: Picture, room: str) -> list[Entry]:
    said = messages_of(picture, room)
    if not room:
        return said
    told = [e for e in picture.entries.values() if e.kind in TOLD_APART and e.party == room]
    return sorted([*said, *told], key=lambda entry: entry.seq)


def total(seen: Sight, room: str) -> int:
    """How many things stand in a room; opens nothing."""
    return len(_lines(seen.picture, room)) if hears(seen, room) else 0


def talk(seen: Sight, room: str, *, after: int = 0, before: int = 0, most: int = PAGE) -> Talk | None:
    """A page of a room: the last ones, those before a place, or those after one. None when it is not for this reader.

    The same number of queries however much was said.
    """
    if not hears(seen, room):
        return None
    lines = _lines(seen.picture, room)
    if after:
        start, end = after, len(lines)
    else:
        end = min(max(before - 1, 0), len(lines)) if before else len(lines)
        start = max(end - most, 0)
    shown = lines[start:end][:most] if after else lines[start:end]
    seqs = [line.seq for line in shown]
    times = dict(Event.objects.filter(file=seen.picture.number, seq__in=seqs).values_list("seq", "at"))
    opened: dict[int, list[Piece]] = {}
    if key_fault() is None:
        for piece in pieces_at(seen, f"side:{room}" if room else "file", seqs):
            opened.setdefault(piece.seq, []).append(piece)
    numbers = {line.key: n for n, line in enumerate(messages_of(seen.picture, room), 1)}
    corrected: dict[int, list[int]] = {}
    for line in lines:
        if old := int(line.facts.get("corrects") or 0):
            corrected.setdefault(old, []).append(numbers[line.key])
    messages = [
        Message(
            place,
            numbers.get(line.key, 0),
            line.kind,
            line.actor,
            times.get(line.seq),
            tuple(opened.get(line.seq, ())),
            int(line.facts.get("corrects") or 0),
            tuple(corrected.get(numbers.get(line.key, -1), ())),
        )
        for place, line in enumerate(shown, start + 1)
    ]
    return Talk(room, tuple(messages), len(lines), _marks(seen.picture, room))


def _marks(picture: Picture, room: str) -> tuple[tuple[str, int], ...]:
    return tuple((mark.actor, int(mark.code)) for mark in marks_of(picture, room))


def unread(seen: Sight, room: str) -> int:
    """How many messages of others stand after this reader's mark."""
    if not hears(seen, room):
        return 0
    mark = own_mark(seen.picture, room, seen.by)
    upto = int(mark.code) if mark else 0
    return sum(1 for line in messages_of(seen.picture, room)[upto:] if line.actor != seen.by.id)


def anything_unread(seen: Sight) -> bool:
    """Whether something that others said stands unread in any room of this reader; opens nothing."""
    spoken_in = (room for room in ("", *rooms_of(seen.picture)) if messages_of(seen.picture, room))
    return any(unread(seen, room) for room in spoken_in)


def own_mark(picture: Picture, room: str, by: Actor) -> Entry | None:
    """This reader's mark in the room."""
    return next((mark for mark in marks_of(picture, room) if mark.actor == by.id), None)


def mark_data(seen: Sight, room: str) -> dict[str, str] | None:
    """The answers of the act that marks the room as read; None when there is nothing new from others."""
    if not unread(seen, room):
        return None
    mark = own_mark(seen.picture, room, seen.by)
    data = {"upto": str(len(messages_of(seen.picture, room)))}
    if mark is not None:
        data["mark"] = mark.key
    if room:
        data["party"] = room
    return data
