"""The file as it stood when a paper was issued, with no more than its reader may see of it now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from rongzhi.casework.lines_shown import entry_shown
from rongzhi.casework.models import Event
from rongzhi.casework.rules import rules_of
from rongzhi.casework.visibility import Sight, as_seen, people_of
from rongzhi.core.procedure.apply import apply, revive
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.picture import Entry, Picture
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.case import party_key


@dataclass(frozen=True)
class View:
    """One reader before one issue of a form: the file as of event `seq`, and the act that issued or took the paper."""

    seen: Sight
    form: str
    seq: int
    act: str
    at: datetime
    rules: Rules
    recipient: str = ""  # the party key for whom the copy is, where there is one
    acts: Mapping[int, str] = field(default_factory=dict)  # event -> act

    @cached_property
    def declared(self) -> Act | None:
        return self.rules.acts.get(self.act)

    def entries(self, *kinds: str) -> list[Entry]:
        """The lines of these kinds that the reader may see, oldest first."""
        return [line for line in self.seen.entries() if line.kind in kinds and entry_shown(self.seen, line)]


def view_at(seen: Sight, form: str, seq: int) -> View:
    """The view for the paper that event `seq` issued; later events change nothing in it. Raises LookupError."""
    rows = Event.objects.filter(file=seen.picture.number, seq__lte=seq).order_by("seq")
    picture: Picture | None = None
    act, at = "", None
    acts: dict[int, str] = {}
    for number, act, at, text in rows.values_list("seq", "act", "at", "header"):  # noqa: B007
        facts = json.loads(text)["facts"]
        acts[number] = act
        if picture is None:
            picture = Picture(number=seen.picture.number, **facts["file"])
        picture = apply(picture, revive(facts["changes"]), number)
    if picture is None or at is None:
        raise LookupError(f"{seen.picture.number} has no event {seq}")
    pieces = tuple(piece for piece in seen.pieces if piece.seq <= seq)
    names, contacts = people_of(pieces)
    past = replace(seen, picture=as_seen(picture, seen), pieces=pieces, names=names, contacts=contacts)
    recipient = party_key(past.picture, seen.by)
    return View(past, form, seq, act, at, rules_of(picture.county), recipient, acts)
