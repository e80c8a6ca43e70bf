"""How a room looks to its reader: who reads along, who said what, and who has read how far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rongzhi.casework.rooms import Message, Talk
from rongzhi.casework.seen import Sight
from rongzhi.directory.models import Account
from rongzhi.web import labels
from rongzhi.web.happenings import actor_names
from rongzhi.web.naming import name_of
from rongzhi.web.speech import say, words


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody on the picture of who reads a room."""

    name: str
    may: bool
    self: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One message as the page shows it."""

    message: Message
    who: str
    mine: bool
    text: str
    note: str
    at: datetime | None


def heading(seen: Sight, room: str) -> str:
    """The name of the room on its page."""
    if not room:
        return say("调解室（各方）", "The joint room")
    if "party" in seen.roles:
        return say("单独和调解员谈", "With the neutral alone")
    side = labels.side_words(seen.picture.parties[room].side)
    return say(f"单独和{side}谈", f"Apart with the {side}")


def readers(seen: Sight, room: str) -> list[Reader]:
    """Who reads what is said here, the reader first; and who never does."""
    mine = "party" in seen.roles
    can: list[Reader] = [Reader(say("您", "you"), True, self=True)]
    if room and not mine:
        can.append(Reader(name_of(seen, room), True))
    elif room:
        can.append(Reader(say("调解员", "the neutral"), True))
    else:
        own = {key for viewer in seen.viewers for key in viewer.parties}
        others = [p for p in seen.picture.parties.values() if p.status == "active" and p.key not in own]
        can += [Reader(_told(seen, p.key, p.side), True) for p in others]
        if mine:
            can.append(Reader(say("调解员", "the neutral"), True))
    cannot = [say("调解组织的其他人员", "other people of the organisation"), say("法院", "the court")]
    if room:
        cannot.insert(0, say("对方", "the other side") if mine else say("其他各方", "every other side"))
    return can + [Reader(name, False) for name in cannot]


def _told(seen: Sight, key: str, side: str) -> str:
    name = seen.names.get(key)
    return f"{labels.side_words(side)} {name}" if name else labels.side_words(side)


KINDS = labels.pairs("""
caucus | 调解员对一次单独谈话的记录 | the neutral's note of a private talk
confidence | 只告诉调解员的话 | told to the neutral alone
""")


def speakers(seen: Sight, actors: set[str]) -> Mapping[str, str]:
    """The names of those who spoke: a party with its side, the staff of an institution by name, a neutral as such."""
    names = dict(actor_names(seen, actors))
    neutrals = Account.objects.filter(username__in=actors).exclude(neutral="")
    for username in neutrals.values_list("username", flat=True):
        names[username] = say(f"调解员 {names[username]}", f"Neutral {names[username]}")
    return names


def spoken(message: Message, seen: Sight, names: Mapping[str, str]) -> Said:
    """The message for the page."""
    note = words(KINDS[message.kind]) if message.kind in KINDS else ""
    if message.erased:
        text = say("（已依法删除）", "(erased by law)")
    else:
        text = message.text
        if message.amount:
            amount = say(f"金额：{message.amount} 元", f"Amount: {message.amount} yuan")
            text = f"{text}\n{amount}" if text else amount
        text = text or say("（内容目前打不开）", "(cannot be opened at present)")
    return Said(
        message, names.get(message.actor, message.actor), message.actor == seen.by.id, text, note, message.at
    )


def read_by(found: Talk, names: Mapping[str, str]) -> list[tuple[str, int, bool]]:
    """(reader, number of the last message read, whether that is everything), without the reader of the page."""
    newest = max((m.number for m in found.messages), default=0)
    return [(names[who], upto, upto >= newest) for who, upto in found.read if who in names]
