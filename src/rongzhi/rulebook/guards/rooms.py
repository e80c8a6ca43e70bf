"""Conditions of the rooms: when they are open, who speaks where, and what a correction or a read mark may name."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.case import Case, party_key
from rongzhi.rulebook.sources import HOUSE, SPM_14, SPM_22

JOINT, APART = "room_message", "caucus_message"
READ, READ_APART = "room_read", "caucus_read"


def messages_of(case: Case, room: str) -> list[Entry]:
    """The messages of a room in their order; `room` is the key of a party, or empty for the joint room."""
    return case.list(APART, party=room) if room else case.list(JOINT)


def marks_of(case: Case, room: str) -> list[Entry]:
    """Each reader's mark in a room: up to which message that person has read."""
    return case.list(READ_APART, party=room) if room else case.list(READ)


def rooms_of(case: Case) -> list[str]:
    """The keys of the parties who have a caucus of their own: every active one who is not an agent of another."""
    return [p.key for p in case.parties.values() if p.status == "active" and p.side != "agent"]


def is_open(case: Case) -> bool:
    """Whether anybody may speak in the rooms: from the rights on, until mediation and agreement are over."""
    going = bool(case.open_proceedings("mediation") or case.open_proceedings("agreement"))
    return going and bool(case.list("rights_told"))


@guard(
    "room_open",
    requires="已告知权利义务，调解或者签订协议的程序还在进行",
    en="rights were told, and the mediation or the agreement is still under way",
    source=SPM_14,
)
def room_open(case: Case, given: Given) -> bool:
    return is_open(case)


@guard(
    "in_the_room",
    requires="您是本案当事人、代理人或者本案调解员",
    en="you are a party, an agent, or the neutral of this case",
    source=HOUSE,
)
def in_the_room(case: Case, given: Given) -> bool:
    return bool(party_key(case, given.by)) or _neutral(case, given)


@guard(
    "own_caucus",
    requires="单独沟通只在调解员和写明的这一方之间进行",
    en="a private talk is between the neutral and the side that is named",
    source=SPM_22,
    on_data=True,
)
def own_caucus(case: Case, given: Given) -> bool:
    room = str(given.data.get("party") or "")
    if room not in rooms_of(case):
        return False
    return _neutral(case, given) or party_key(case, given.by) == room


@guard(
    "own_message",
    requires="更正的是您自己在这里说过的一条",
    en="what is corrected is a message of your own in this room",
    source=HOUSE,
    on_data=True,
)
def corrects_own(case: Case, given: Given) -> bool:
    number = given.data.get("corrects")
    if number is None:
        return True
    said = messages_of(case, str(given.data.get("party") or ""))
    return bool(1 <= number <= len(said)) and said[number - 1].actor == given.by.id


@guard(
    "reads_on",
    requires="已读标记只向前移，并且是您自己的标记",
    en="a read mark only moves on, and is your own",
    source=HOUSE,
    on_data=True,
)
def reads_on(case: Case, given: Given) -> bool:
    room, upto = str(given.data.get("party") or ""), str(given.data.get("upto") or "")
    if not upto.isascii() or not upto.isdigit() or int(upto) > len(messages_of(case, room)):
        return False
    mine = [mark for mark in marks_of(case, room) if mark.actor == given.by.id]
    if not mine:
        return not given.data.get("mark")
    return given.data.get("mark") == mine[-1].key and int(upto) > int(mine[-1].code)


@guard(
    "first_reading",
    requires="您在这里第一次标记已读",
    en="it is your first read mark in this room",
    source=HOUSE,
    on_data=True,
)
def first_reading(case: Case, given: Given) -> bool:
    return not given.data.get("mark")


def _neutral(case: Case, given: Given) -> bool:
    return bool(given.by.neutral) and given.by.neutral == case.header.get("neutral")
