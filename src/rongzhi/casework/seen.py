"""A file as one reader may see it, and what may be asked of that: is an act shown, a room heard, a part known."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from rongzhi.casework.consulted import heard, is_of_consultation, listeners
from rongzhi.casework.withheld import (
    BLIND_ACT,
    CONCESSION_ACTS,
    OWN_LINES,
    PRIVATE_ACTS,
    SHEET_ACTS,
    STAFF_ACTS,
    STAFF_LINES,
    TOOK_PART,
    hears_concessions,
    took_part,
    without_leads,
)
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.core.procedure.picture import Entry, Picture, Proceeding
from rongzhi.rulebook.access import (
    TASK_PLAIN,
    DataClass,
    Part,
    Viewer,
    Visible,
    view,
)
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.case import party_key
from rongzhi.rulebook.guards.sampling import scored_by_all
from rongzhi.rulebook.registry import national_procedures


@dataclass(frozen=True, slots=True)
class Piece:
    """One answer of one event as this viewer may see it."""

    seq: int
    part: str
    key: str
    label: str
    en: str
    value: Any
    data_class: DataClass
    masked: bool = False
    erased: bool = False


@dataclass(frozen=True)
class Sight:
    """A file as one actor sees it; made by `sight`, which gives None when the file does not exist for them."""

    picture: Picture
    by: Actor
    roles: frozenset[str]
    viewers: tuple[Viewer, ...]
    names: Mapping[str, str] = field(default_factory=dict)  # party key -> name, masked where it must be
    contacts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()
    sealed_away: bool = False  # the installation key is lost: header facts alone
    leads: frozenset[str] | None = (
        frozenset()
    )  # restricted hand-overs that are for this reader; None: every suspicion

    def of_event(self, seq: int) -> list[Piece]:
        return [piece for piece in self.pieces if piece.seq == seq]

    def entries(self) -> list[Entry]:
        """The lines of the register that this viewer may know of."""
        mine = party_key(self.picture, self.by)
        staff = bool(self.roles & {"organisation", "reviewer"})
        shown = []
        for line in self.picture.entries.values():
            if line.kind in OWN_LINES and not ("mediator" in self.roles or (mine and line.party == mine)):
                continue
            if line.kind in STAFF_LINES and not staff:
                continue
            shown.append(line)
        return shown


def sees_leads(seen: Sight) -> bool:
    """Whether the suspicions of this file are for this reader to handle (DC9)."""
    return seen.leads is None


NEUTRAL_END = "X11"
NEUTRAL_WORDS = ("依规定终止", "ended by rule")


def end_shown(seen: Sight, code: str) -> str:
    """The code of an end as this reader may know it: empty for one that is told in NEUTRAL_WORDS (record.md §7)."""
    return "" if code == NEUTRAL_END and not sees_leads(seen) else code


def header_open(seen: Sight) -> bool:
    """Whether stages, dates and deadlines are for this reader (DC2); a proposed neutral sees names and class alone."""
    if seen.picture.kind != "case":
        return True
    return best(seen.viewers, Part("header", DataClass.DC2, field="channel")) is not Visible.NO


CONFIRMATION = "confirmation"


def runs_shown(seen: Sight, theirs: Set[str]) -> list[Proceeding]:
    """The proceedings that this reader sees: all with the header, else those (`theirs`) in which they may act, and
    for a court that was asked to confirm the confirmation, also while it waits for somebody else.
    """
    whole = header_open(seen)
    sheets = frozenset().union(*(viewer.tasks for viewer in seen.viewers))
    confirms = any(viewer.agreement_sent_to_court for viewer in seen.viewers)
    return [
        run
        for run in seen.picture.proceedings.values()
        if whole or run.key in theirs or run.key in sheets or (confirms and run.procedure == CONFIRMATION)
    ]


def act_shown(seen: Sight, act: str, actor: str, facts: Mapping[str, Any]) -> bool:
    """Whether this viewer may know that the act was done: nothing private, no suspicion of a crime.

    `facts` are those of the event: its proceeding and its clear answers.
    """
    proceeding, clock = facts.get("proceeding"), facts.get("data", {}).get("clock")
    if proceeding and proceeding not in seen.picture.proceedings:
        return False
    if clock and seen.picture.kind == "case" and clock not in seen.picture.clocks:
        return False
    if is_of_consultation(act) and not heard(seen.viewers, act, own=actor == seen.by.id):
        return False
    if act in CONCESSION_ACTS and not hears_concessions(seen.viewers):
        return False
    if act in SHEET_ACTS and not took_part(seen.viewers):
        return False
    if act in PRIVATE_ACTS:
        told = act != "mediation.private_note" and any(v.neutral and v.accepted for v in seen.viewers)
        return actor == seen.by.id or told
    if act == "case.report_suspicion":
        return sees_leads(seen)
    if act == BLIND_ACT and actor != seen.by.id and not scored_by_all(seen.picture):
        return False
    return act not in STAFF_ACTS or bool(seen.roles & {"organisation", "reviewer"})


@cache
def declared_acts() -> Mapping[str, Act]:
    """Every act of the national procedures by its key."""
    return {act.key: act for procedure in national_procedures() for act in procedure.acts}


def best(viewers: tuple[Viewer, ...], part: Part) -> Visible:
    """The most that any of the actor's capacities may see of this piece."""
    found = {view(viewer, part) for viewer in viewers}
    if Visible.PLAIN in found:
        return Visible.PLAIN
    return Visible.MASKED if Visible.MASKED in found else Visible.NO


# What was said on the way to an agreement is for those who took part: a court reads it only when every party
# agrees, a department or another body never (bodies.csv, may_see). Steps, facts agreed and the agreement are no part.
PROCESS = frozenset(
    {"mediation", "rooms", "meetings", "evaluation", "fast_track", "silent_plan", "membership"}
)
PROCESS_ACTS = frozenset({"case.send_message"})
STEPS = frozenset({DataClass.DC1, DataClass.DC2, DataClass.DC5, DataClass.DC6})


def said_inside(act: str) -> bool:
    """Whether what this act says was said on the way to an agreement, and so is for those who took part."""
    declared = declared_acts().get(act)
    return act in PROCESS_ACTS or (declared is not None and declared.procedure in PROCESS)


def readers_of(seen: Sight, act: str, kind: DataClass) -> tuple[Viewer, ...]:
    """The capacities that count for an answer of this act: of what was said in the process, those who took part."""
    if is_of_consultation(act):
        return listeners(seen.viewers, act, kind)
    if not said_inside(act) or kind in STEPS or kind is DataClass.DC9:
        return seen.viewers
    return tuple(viewer for viewer in seen.viewers if viewer.role_column in TOOK_PART)


def hears(seen: Sight, room: str) -> bool:
    """Whether this reader may be in a room: that of a party, or the joint room when none is named.

    The joint room is for the sides and their neutral alone: what is said there are offers and concessions
    (docs/decisions/0007). A caucus is for its side and the neutral.
    """
    if not room:
        readers = readers_of(seen, "rooms.speak", DataClass.DC3)
        shown = best(readers, Part("file", DataClass.DC3, field="text"))
        return shown is Visible.PLAIN and hears_concessions(seen.viewers)
    if room not in seen.picture.parties:
        return False
    readers = readers_of(seen, "rooms.speak_apart", DataClass.DC4)
    return best(readers, Part(f"side:{room}", DataClass.DC4, field="text")) is Visible.PLAIN


def place_shown(seen: Sight) -> bool:
    """Whether the place or link of a meeting is for this reader."""
    readers = readers_of(seen, "mediation.set_meeting", DataClass.DC3)
    return best(readers, Part("file", DataClass.DC3, field="place")) is Visible.PLAIN


def part_known(seen: Sight, name: str) -> bool:
    """Whether this viewer may see anything of the part, and so know that the file has it."""
    return name == "header" or any(
        best(seen.viewers, part_of_file(name, kind, key, seen, "")) is not Visible.NO
        for kind in classes_of(name)
        for key in (("name",) if not name.startswith("task:") else ("name", *TASK_PLAIN))
    )


def only_by_lead(seen: Sight) -> bool:
    """Whether the file is there for this reader for a suspicion alone, so that their very name would give it away."""
    return not roles_of(seen.by, without_leads(seen.picture, frozenset()))


def classes_of(name: str) -> tuple[DataClass, ...]:
    """The classes of data that a part of that name may hold."""
    return CLASSES_OF[name.partition(":")[0]]


CLASSES_OF: Mapping[str, tuple[DataClass, ...]] = {
    "file": (DataClass.DC3, DataClass.DC5, DataClass.DC6, DataClass.DC7, DataClass.DC8),
    "person": (DataClass.DC3, DataClass.DC7),
    "side": (DataClass.DC4,),
    "notes": (DataClass.DC4,),
    "opinion": (DataClass.DC8,),
    "lead": (DataClass.DC9,),
    "task": (DataClass.DC3,),
}


def part_of_file(name: str, kind: DataClass, key: str, seen: Sight, sender: str) -> Part:
    """A piece as the access table weighs it; a lead of this file was sent by its owner."""
    return Part(name, kind, field=key, sender=sender or (seen.picture.owner if name == "lead" else ""))
