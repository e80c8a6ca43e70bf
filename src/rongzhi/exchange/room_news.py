"""Whom the outbox tells of a new message in a room: who may read that room, but for who said it and who was just told."""

from collections.abc import Iterator

from rongzhi.casework.rooms import rooms_for
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.directory.models import Body
from rongzhi.exchange.recipients import Recipient, knows
from rongzhi.rulebook.procedures.rooms import LISTENERS
from rongzhi.rulebook.room_news import Listener, room_of, said_with, tells_of

ROOM = LISTENERS  # the word in the record for them all
AGENT = "agent"


def listeners(picture: Picture, seq: int) -> tuple[Recipient, ...]:
    """Everybody to be told now of the message of event `seq`; nobody once all have read it.

    Who may read a room is asked of the wall itself (`rooms_for`), so a caucus is told to its side and the neutral.
    """
    said = said_with(picture, seq)
    if said is None:
        return ()
    found = []
    for recipient, listener, actor in _candidates(picture):
        seen = sight(actor, picture.number, open_sealed=False)
        rooms = rooms_for(seen) if seen is not None else []
        if room_of(said) in rooms and tells_of(picture, said, listener, rooms):
            found.append(recipient)
    return tuple(found)


def _candidates(picture: Picture) -> Iterator[tuple[Recipient, Listener, Actor]]:
    """The neutral, the parties who know of the case, their agents, and bodies among them once for all."""
    county, number = picture.county, picture.number
    if neutral := str(picture.header.get("neutral") or ""):
        yield (
            Recipient("desk", neutral),
            Listener(neutral=neutral),
            Actor(f"neutral:{neutral}", neutral=neutral, county=county),
        )
    bodies: dict[str, set[str]] = {}
    for party in picture.parties.values():
        if party.status != "active" or not (party.side == AGENT or knows(picture, party)):
            continue
        if party.body:
            bodies.setdefault(party.body, set()).add(party.key)
            continue
        person = Actor(f"{number}/{party.key}", party=party.key, file=number, county=county)
        yield Recipient("party", party.key), Listener(party=party.key), person
    for body, keys in bodies.items():
        kinds = Body.objects.filter(county=county, handle=body).values_list("kind", flat=True)
        desk = Actor(f"body:{body}", frozenset({body}), frozenset(kinds), county=county)
        yield Recipient("desk", body), Listener(parties=frozenset(keys)), desk
