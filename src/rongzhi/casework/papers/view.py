"""The file as it stood when a paper was issued, with no more than its reader may see of it now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from rongzhi.casework.lines_shown import entry_shown
from rongzhi.casework.models import Event
from rongzhi.casework.pieces import people_of
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import Sight
from rongzhi.casework.visibility import as_seen
from rongzhi.core.procedure.apply import apply, revive
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.picture import Entry, Picture
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.case import party_key

NO_RUN: frozenset[str] = frozenset()


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
    times: Mapping[int, datetime] = field(default_factory=dict)  # event -> when
    runs: Mapping[int, frozenset[str]] = field(
        default_factory=dict
    )  # event -> proceedings it moved or opened

    included: tuple[str, ...] = ()  # forms whose texts stand in the paper's text
    whole: Picture | None = None  # the file as it stood, before any wall: for figures that name nobody

    @cached_property
    def declared(self) -> Act | None:
        return self.rules.acts.get(self.act)

    def same_run(self, seq: int) -> bool:
        """Whether event `seq` belongs to the proceeding in which the paper was issued, or opened it."""
        return seq == self.seq or bool(self.runs.get(seq, NO_RUN) & self.runs.get(self.seq, NO_RUN))

    def elsewhere(self, seq: int, *, named: bool = False) -> bool:
        """Whether what event `seq` was told holds beyond its own proceeding: acts of standing procedures, what was
        asked of another procedure by its name, and all of it for a paper of no proceeding.
        """
        mine = self.acts.get(self.seq, "").partition(".")[0]
        its = self.acts.get(seq, "").partition(".")[0]
        if not self.runs.get(self.seq) or (named and its != mine):
            return True
        declared = self.rules.procedures.get(its)
        return declared is not None and not declared.stages

    def entries(self, *kinds: str) -> list[Entry]:
        """The lines of these kinds that the reader may see, oldest first."""
        return [line for line in self.seen.entries() if line.kind in kinds and entry_shown(self.seen, line)]


def view_at(seen: Sight, form: str, seq: int) -> View:
    """The view for the paper that event `seq` issued; later events change nothing in it. Raises LookupError."""
    rows = Event.objects.filter(file=seen.picture.number, seq__lte=seq).order_by("seq")
    picture: Picture | None = None
    act, at = "", None
    acts: dict[int, str] = {}
    runs: dict[int, frozenset[str]] = {}
    times: dict[int, datetime] = {}
    for number, act, at, text in rows.values_list("seq", "act", "at", "header"):
        facts = json.loads(text)["facts"]
        acts[number], times[number] = act, at
        if picture is None:
            picture = Picture(number=seen.picture.number, **facts["file"])
        before = set(picture.proceedings)
        picture = apply(picture, revive(facts["changes"]), number)
        opened = set(picture.proceedings) - before
        runs[number] = frozenset(filter(None, (facts.get("proceeding") or "", *opened)))
    if picture is None or at is None:
        raise LookupError(f"{seen.picture.number} has no event {seq}")
    pieces = tuple(piece for piece in seen.pieces if piece.seq <= seq)
    names, contacts = people_of(pieces)
    past = replace(seen, picture=as_seen(picture, seen), pieces=pieces, names=names, contacts=contacts)
    recipient = party_key(past.picture, seen.by)
    return View(
        past, form, seq, act, at, rules_of(picture.county), recipient, acts, times, runs, whole=picture
    )
