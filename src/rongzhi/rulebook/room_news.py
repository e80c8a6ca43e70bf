"""Whether somebody is told that there is something new in the rooms of a case: once, until they have read, or each day."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.guards.rooms import APART, JOINT, READ, marks_of, messages_of
from rongzhi.rulebook.sources import HOUSE

# While an earlier message of others is still unread, nobody is told of a later one before so many days have gone by.
AGAIN_AFTER_DAYS = 1
AGAIN_SOURCE = HOUSE  # confidence `design`: no published rule says how often


@dataclass(frozen=True, slots=True)
class Listener:
    """Who may be told: the neutral of the case, a party by its key, or the desk of a body (all who act for it)."""

    neutral: str = ""  # handle
    party: str = ""  # key
    parties: frozenset[str] = frozenset()  # for a desk: the parties that this body is or stands for


def said_with(case: Case, seq: int) -> Entry | None:
    """The message of event `seq`, in whichever room; None when that event said nothing in a room."""
    said = (e for e in case.entries.values() if e.seq == seq and e.kind in (JOINT, APART))
    return next(said, None)


def room_of(said: Entry) -> str:
    """The room of a message: empty for the joint room, the key of a party for a caucus."""
    return said.party if said.kind == APART else ""


def tells_of(case: Case, said: Entry, listener: Listener, rooms: Collection[str]) -> bool:
    """Whether the listener, who may read `rooms`, is told of this message.

    So it is when they have not read it, did not say it themselves, and no earlier message of others in any of these
    rooms, of the same day (AGAIN_AFTER_DAYS, a rule of this platform), is still unread. Thus at most one notice for
    each listener, case and day, and another as soon as the rooms were read. It follows from the messages and read
    marks of the record alone. Two accounts of one body are one listener: the message stands on their common desk.
    """
    waiting = {line.key: line for room in rooms for line in _unread(case, room, listener)}
    if said.key not in waiting:
        return False
    return not any(line.seq < said.seq and _soon(line, said) for line in waiting.values())


def _soon(earlier: Entry, later: Entry) -> bool:
    if earlier.on is None or later.on is None:
        return False
    return (later.on - earlier.on).days < AGAIN_AFTER_DAYS


def _unread(case: Case, room: str, listener: Listener) -> Iterator[Entry]:
    marks = [int(mark.code) for mark in marks_of(case, room) if _is_own(case, mark, listener)]
    for line in messages_of(case, room)[max(marks, default=0) :]:
        if not _is_own(case, line, listener):
            yield line


def _is_own(case: Case, line: Entry, listener: Listener) -> bool:
    """Whether a message or a read mark is the listener's: by the person for who came by code, else by the side."""
    if listener.neutral:
        return line.actor in _persons_of_neutral(case, listener.neutral)
    if listener.party:
        return line.actor == f"{case.number}/{listener.party}"
    sides = {case.parties[key].represents or key for key in listener.parties}
    if line.party not in sides or line.actor in _persons_of_neutral(case):
        return False
    who = line.actor.removeprefix(f"{case.number}/")
    return who == line.actor or who in listener.parties


def _persons_of_neutral(case: Case, handle: str = "") -> frozenset[str]:
    """The persons who acted as that neutral, or as any: who disclosed their ties, and who spoke for no side."""
    disclosed = case.list("disclosure")
    some = {e.actor for e in disclosed if handle in ("", e.code)}
    others = {e.actor for e in disclosed} - some
    for_no_side = {e.actor for e in (*case.list(JOINT), *case.list(READ)) if not e.party}
    return frozenset(some | (for_no_side - others))
