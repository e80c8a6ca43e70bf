"""The history of a case as its receiver may know it: one line for each event, without what is not for them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from rongzhi.casework.models import Event
from rongzhi.casework.seen import Piece, Sight, act_shown
from rongzhi.core.procedure.apply import PLACES, apply, revive
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.record.canonical import canonical_exact

CARRIED = frozenset({"case", "party", "proceeding", "clock", "entry"})
"""Tables whose changes travel. Messages were sent already, access codes hold for the place that gave them, and papers
travel as they were issued."""


@dataclass
class Line:
    """One event as it travels: clear answers, opened parts that are for the receiver, and its changes."""

    seq: int
    act: str
    version: int
    at: str
    actor: str
    edition: int
    pack: str
    proceeding: str
    hash: str
    recorded_at: str
    data: dict[str, Any] = field(default_factory=dict)
    sealed: dict[str, dict[str, Any]] = field(default_factory=dict)
    changes: list[Any] = field(default_factory=list)
    papers: list[dict[str, str]] = field(default_factory=list)
    backdated: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The line as plain values."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def lines_of(seen: Sight) -> list[Line]:
    """The events of the file that the reader may know of, oldest first, whose changes give the picture that they see.

    What an event of which they may not know has changed in steps and deadlines is told with the event before it, and
    what is left at the end with the last one; lines of the register that are not for them are left out.
    """
    pieces = _by_event(seen)
    lines: list[Line] = []
    rows = Event.objects.filter(file=seen.picture.number).order_by("seq")
    for seq, act, actor, header, mark in rows.values_list("seq", "act", "actor", "header", "hash"):
        text = json.loads(header)
        facts = text["facts"]
        changes = _changes(facts["changes"], seen)
        if not act_shown(seen, act, actor, facts) or text["kind"] != "act":
            if lines:
                lines[-1].changes += changes
            continue
        data, sealed = _answers(pieces.get(seq, ()))
        lines.append(
            Line(
                seq,
                act,
                text["version"],
                text["at"],
                actor,
                text["edition"],
                text["pack"],
                facts["proceeding"],
                bytes(mark).hex(),
                text["recorded_at"],
                data,
                sealed,
                changes,
                backdated=dict(facts.get("backdated", {})),
            )
        )
    if lines:
        lines[-1].changes += _levelled(lines, seen)
    return lines


def _by_event(seen: Sight) -> Mapping[int, list[Piece]]:
    found: dict[int, list[Piece]] = {}
    for piece in seen.pieces:
        found.setdefault(piece.seq, []).append(piece)
    return found


def _answers(pieces: Any) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Clear answers and those in sealed parts; what is masked or erased for the reader does not travel."""
    data: dict[str, Any] = {}
    sealed: dict[str, dict[str, Any]] = {}
    for piece in pieces:
        if piece.masked or piece.erased:
            continue
        if piece.part == "header":
            data[piece.key] = piece.value
        else:
            sealed.setdefault(piece.part, {})[piece.key] = piece.value
    return data, sealed


def _changes(changes: list[Any], seen: Sight) -> list[Any]:
    known = {line.key for line in seen.entries()}
    there = {
        "party": seen.picture.parties,
        "proceeding": seen.picture.proceedings,
        "clock": seen.picture.clocks,
        "entry": known,
    }
    kept = []
    for table, key, columns in changes:
        if table == "case":
            columns = {name: value for name, value in columns.items() if name in seen.picture.header}
            if columns:
                kept.append([table, key, columns])
        elif table in there and key in there[table]:
            kept.append([table, key, columns])
    return kept


def folded(lines: list[Line], seen: Sight) -> Picture:
    """The picture that these lines give."""
    picture = Picture(seen.picture.number, seen.picture.county, "case", seen.picture.owner)
    for line in lines:
        picture = apply(picture, revive(line.changes), line.seq)
    return picture


def _levelled(lines: list[Line], seen: Sight) -> list[Any]:
    """What the lines do not give of the picture that the reader sees, as changes."""
    given = folded(lines, seen)
    header = {k: v for k, v in seen.picture.header.items() if given.header.get(k) != v}
    left: list[Any] = [["case", "", header]] if header else []
    known = {line.key for line in seen.entries()}
    for table, place in PLACES.items():
        for key, row in getattr(seen.picture, place).items():
            if table == "entry" and key not in known:
                continue
            other = getattr(given, place).get(key)
            differ = {
                name: value for name, value in _columns(row) if other is None or getattr(other, name) != value
            }
            if differ:
                left.append([table, key, differ])
    return json.loads(canonical_exact(left)) if left else []


def _columns(row: Any) -> Iterator[tuple[str, Any]]:
    for one in fields(row):
        if one.name not in ("key", "seq"):
            yield one.name, getattr(row, one.name)
