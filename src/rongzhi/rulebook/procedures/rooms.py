"""Rooms: the joint room and a caucus with each side; messages, corrections beside the old text, and read marks."""

from rongzhi.core.procedure.definition import Act, From, NewEntry, Of, Procedure, SetEntries, Tells
from rongzhi.core.procedure.fields import Attachment, Field, Number, PartyRef, Text
from rongzhi.rulebook.answers import DC2, DC3, DC4, PARAGRAPH
from rongzhi.rulebook.guards.rooms import (
    APART,
    JOINT,
    READ,
    READ_APART,
    corrects_own,
    first_reading,
    in_the_room,
    own_caucus,
    reads_on,
    room_open,
)
from rongzhi.rulebook.sources import HOUSE, SPM_22

NEWS = "room_news"  # the same words for every room: a notice does not tell in which something was said
LISTENERS = "room"  # who may read the room, but for the speaker and who was just told (rulebook/room_news.py)

SIDE = Field(
    "party",
    PartyRef(),
    DC2,
    label="与哪一方单独沟通",
    en="Side of the private talk",
    required=True,
    form="F20",
)
CORRECTS = Field(
    "corrects",
    Number(least=1, most=100_000),
    DC2,
    label="更正第几条（原来的一条保留可见）",
    en="Number of the message that this corrects (the old one stays visible)",
)
FILES = Field(
    "files",
    Attachment(most=5),
    DC3,
    label="附件（各方都能看到）",
    en="Files (seen by all)",
    form="F19",
)
FILES_APART = Field(
    "files",
    Attachment(most=5),
    DC4,
    label="附件（只有这一方和调解员能看到）",
    en="Files (seen by this side and the neutral alone)",
    about="party",
    form="F20",
)
UPTO = Field(
    "upto", Text(max=6), DC2, label="已读到第几条", en="Read up to message", required=True, form="F19"
)
MARK = Field("mark", Text(max=40), DC2, label="原有标记", en="Mark so far")

SPEAK = Act(
    key="rooms.speak",
    label="在调解室发言",
    en="Speak in the joint room",
    who=("party", "mediator"),
    data=(
        Field(
            "text",
            PARAGRAPH,
            DC3,
            label="要说的话（各方当事人、代理人和调解员都能看到）",
            en="What you say (every party, their agents and the neutral see it)",
            required=True,
            form="F19",
        ),
        FILES,
        CORRECTS,
    ),
    needs=(in_the_room, room_open, corrects_own),
    does=(NewEntry(JOINT, "said", party=From.ACTOR_PARTY, on=From.TODAY, facts=("corrects",)),),
    tells=(Tells(NEWS, LISTENERS),),
    concurrent=True,
    source=SPM_22,
)

SPEAK_APART = Act(
    key="rooms.speak_apart",
    label="单独沟通",
    en="Speak apart",
    who=("party", "mediator"),
    data=(
        SIDE,
        Field(
            "text",
            PARAGRAPH,
            DC4,
            label="要说的话（只有这一方和调解员能看到）",
            en="What you say (only this side and the neutral see it)",
            required=True,
            about="party",
            form="F20",
        ),
        FILES_APART,
        CORRECTS,
    ),
    needs=(in_the_room, room_open, own_caucus, corrects_own),
    does=(NewEntry(APART, "said", party=Of("party"), on=From.TODAY, facts=("corrects",)),),
    tells=(Tells(NEWS, LISTENERS),),
    concurrent=True,
    source=SPM_22,
)

MARK_READ = Act(
    key="rooms.read",
    label="标记调解室已读",
    en="Mark the joint room as read",
    who=("party", "mediator"),
    data=(UPTO, MARK),
    needs=(in_the_room, reads_on),
    does=(
        SetEntries(READ, "read", match=Of("mark"), code=Of("upto")),
        NewEntry(READ, "read", party=From.ACTOR_PARTY, code=Of("upto"), when=first_reading),
    ),
    concurrent=True,
    source=HOUSE,
)

MARK_READ_APART = Act(
    key="rooms.read_apart",
    label="标记单独沟通已读",
    en="Mark the private talk as read",
    who=("party", "mediator"),
    data=(SIDE, UPTO, MARK),
    needs=(in_the_room, own_caucus, reads_on),
    does=(
        SetEntries(READ_APART, "read", match=Of("mark"), code=Of("upto")),
        NewEntry(READ_APART, "read", party=Of("party"), code=Of("upto"), when=first_reading),
    ),
    concurrent=True,
    source=HOUSE,
)

ROOMS = Procedure(
    key="rooms",
    label="调解室",
    en="rooms",
    acts=(SPEAK, SPEAK_APART, MARK_READ, MARK_READ_APART),
    source=SPM_22,
    standing=True,
)
