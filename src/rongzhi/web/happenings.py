"""The history of a file as its reader may see it: who did what when, with the answers written for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rongzhi.casework.evidence.attaching import is_description
from rongzhi.casework.evidence.exhibits import Handed, files_of
from rongzhi.casework.queries import Step
from rongzhi.casework.seen import Piece, Sight
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.rules import Rules
from rongzhi.web import labels
from rongzhi.web.naming import account_names
from rongzhi.web.speech import bare, say, words
from rongzhi.web.values import field_of, side_of, written


@dataclass(frozen=True, slots=True)
class Told:
    """One answer of an event, written for people."""

    piece: Piece
    label: str
    text: str
    synthetic: bool
    files: tuple[tuple[str, str], ...] = ()  # (id, name) of those that the reader may open


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of the history."""

    seq: int
    act: str
    who: str
    at: datetime
    recorded_at: datetime
    told: tuple[Told, ...]

    @property
    def later_on_paper(self) -> bool:
        return abs((self.recorded_at - self.at).total_seconds()) > 60


# Answers that only repeat the act itself, or list marks that stand beside each answer anyway.
SAYS_NOTHING = frozenset({"agrees", "synthetic"})


def happenings(seen: Sight, rules: Rules, steps: list[Step], synthetic: frozenset[str]) -> list[Happening]:
    """The events of the file, oldest first, with the answers that the reader may see."""
    names = actor_names(seen, {step.actor for step in steps} | {step.behalf for step in steps} - {""})
    openable = files_of(seen)
    pieces: dict[int, list[Piece]] = {}
    for piece in seen.pieces:
        if piece.key in SAYS_NOTHING:
            continue
        pieces.setdefault(piece.seq, []).append(piece)
    shown = []
    for step in steps:
        act = rules.acts.get(step.act)
        told = tuple(
            _told(p, act, seen, rules, synthetic if step.seq == 1 else frozenset(), openable)
            for p in _in_order(pieces.get(step.seq, []), act, seen)
        )
        who = names.get(step.actor, step.actor)
        if step.behalf:
            other = names.get(step.behalf, step.behalf)
            who = say(f"{who}（代 {other}）", f"{who} (for {other})")
        shown.append(
            Happening(
                step.seq,
                words(act) if act else step.act,
                who,
                step.at,
                step.recorded_at,
                tuple(t for t in told if t.text),
            )
        )
    return shown


def _told(
    piece: Piece,
    act: Act | None,
    seen: Sight,
    rules: Rules,
    synthetic: frozenset[str],
    openable: Mapping[str, Handed],
) -> Told:
    side = side_of(piece.part, seen.picture)
    item = field_of(act, piece.key, side)
    label = bare(words(item) if item else say(piece.label, piece.en))
    if side and (item is None or not item.key.startswith(side)):
        label = f"{label}（{labels.side_words(side)}）"
    if piece.erased:
        text = say("已依法删除", "erased as the law allows")
    else:
        text = written(piece.value, item, rules, seen.picture, seen.names)
    files = _openable(piece, openable)
    return Told(piece, label, text, bool(item and item.key in synthetic), files)


def _openable(piece: Piece, openable: Mapping[str, Handed]) -> tuple[tuple[str, str], ...]:
    if not is_description(piece.value):
        return ()
    return tuple((file["id"], file["name"]) for file in piece.value if file["id"] in openable)


def _in_order(pieces: list[Piece], act: Act | None, seen: Sight) -> list[Piece]:
    """The answers in the order in which the act asks for them."""
    places = {item.key: n for n, item in enumerate(act.data)} if act else {}

    def place(piece: Piece) -> int:
        item = field_of(act, piece.key, side_of(piece.part, seen.picture))
        return places.get(item.key, 999) if item else 999

    return sorted(pieces, key=place)


def actor_names(seen: Sight, ids: set[str]) -> Mapping[str, str]:
    """The names of those who acted: staff by name, parties by their side, the system as such."""
    found: dict[str, str] = {
        "system": say("系统", "the system"),
        "platform/court": say("法院在线调解平台", "the courts' platform"),
        "platform/province": say("省级平台", "the province's platform"),
        "public": say("申请人", "the applicant"),
    }
    found |= account_names(ids)
    for actor in ids - set(found):
        file, _, key = actor.rpartition("/")
        if file == seen.picture.number and key in seen.picture.parties:
            side = labels.side_words(seen.picture.parties[key].side)
            found[actor] = f"{side} {seen.names[key]}" if key in seen.names else side
    return found
