"""What a form knows before anybody types: the text to be signed, the channel recommended, the only other party."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rongzhi.casework.seen import Piece, Sight
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.fields import PartyRef
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.routing import Route
from rongzhi.web.advice import counsel
from rongzhi.web.consulting.proposing import ASKING_ACTS, found_by_rule, proposed
from rongzhi.web.speech import words
from rongzhi.web.submission import today
from rongzhi.web.values import field_of, written

# What a link to a form may say already: which consultation a task is for, which question somebody speaks to.
ABOUT = {"task.give": ("consultation", "about"), "consultation.speak": ("about",)}
ABOUT |= {
    "county.take_measure": ("index",),
    "county.end_measure": ("measure",),
    "sampling.mend": ("finding",),
}
ABOUT |= dict.fromkeys(("ledger.income_back", "ledger.cost_back", "ledger.promise_back"), ("line",))


@dataclass(frozen=True, slots=True)
class Prefilled:
    """Answers to begin with, those that are carried unseen, and what has to be read beside the form."""

    answers: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    text: tuple[tuple[str, str], ...] = ()  # the agreement, as it will be signed
    text_hash: str = ""
    route: Route | None = None
    minutes: bool = False  # the text is that of minutes


def prefill(
    act: Act, seen: Sight, rules: Rules, now: datetime, *, named: Mapping[str, str] | None = None
) -> Prefilled:
    """The beginning of an act's form on this file; `named` are lines of the register that the address names."""
    answers: dict[str, str] = {}
    hidden: set[str] = set()
    text: tuple[tuple[str, str], ...] = ()
    digest = ""
    way: Route | None = None
    if act.field("session") is not None or act.field("minutes_key") is not None:
        answers |= _named(act, seen, named or {})
    minutes = seen.picture.entries.get(answers.get("minutes_key", ""))
    if minutes is not None:
        text, about = _minutes(seen, rules, minutes.seq)
        if act.field("text_hash") is not None:
            digest = answers["text_hash"] = minutes.code
            hidden |= {"text_hash", "minutes_key"}
        elif act.field("minutes") is not None:
            answers["minutes"], text = about, ()
    elif act.field("text_hash") is not None:
        draft = seen.picture.latest("agreement", "draft")
        if draft is not None:
            digest = answers["text_hash"] = draft.code
            text = _agreement(seen, rules, draft.seq)
            hidden.add("text_hash")
    if act.field("channel_recommended") is not None:
        found = counsel(seen, rules, today(now))
        way = found.route if found else None
        hidden |= {"channel_recommended", "rule"}
        if way is not None:
            answers |= {
                "channel_recommended": way.best.channel,
                "channel": way.best.channel,
                "rule": way.best.rule,
            }
            answers |= {"track": way.track, "mediation_kind": way.best.mediation_kind}
        if klass := seen.picture.header.get("dispute_class"):
            answers["dispute_class"] = str(klass)
    if act.key == "consultation.convene":
        answers |= proposed(seen.picture, rules)
    if act.key in ASKING_ACTS:
        answers |= found_by_rule(seen, rules, now)
    for key in ABOUT.get(act.key, ()):
        if named is not None and named.get(key):
            answers[key] = str(named[key])[:40]
    others = list(seen.picture.side("respondent"))
    for item in act.data:
        if isinstance(item.kind, PartyRef) and act.procedure == "invitation" and len(others) == 1:
            answers[item.key] = others[0].key
    return Prefilled(answers, frozenset(hidden), text, digest, way, minutes is not None)


def _named(act: Act, seen: Sight, named: Mapping[str, str]) -> dict[str, str]:
    """The meeting or the minutes that the address names, else the last that is open."""
    found = {}
    for key, kind, status in (("session", "session", "set"), ("minutes_key", "minutes", "open")):
        if act.field(key) is None:
            continue
        entry = seen.picture.entries.get(str(named.get(key, ""))) or seen.picture.latest(kind, status)
        if entry is not None and entry.kind == kind:
            found[key] = entry.key
    return found


def _minutes(seen: Sight, rules: Rules, seq: int) -> tuple[tuple[tuple[str, str], ...], str]:
    """The answers of the event that wrote the minutes, for reading; and the text alone."""
    rows = []
    text = ""
    for piece in seen.of_event(seq):
        if piece.key == "minutes" and not piece.erased:
            text = str(piece.value)
        item = field_of(rules.acts.get("mediation.hold_meeting"), piece.key)
        if item is not None and not piece.erased:
            rows.append((words(item), written(piece.value, item, rules, seen.picture, seen.names)))
    return tuple(rows), text


def _agreement(seen: Sight, rules: Rules, seq: int) -> tuple[tuple[str, str], ...]:
    """The agreement's text, answer by answer in the order of its form."""
    act = rules.acts.get("agreement.draft")
    pieces: dict[str, Piece] = {piece.key: piece for piece in seen.of_event(seq)}
    rows = []
    for item in act.data if act else ():
        piece = pieces.get(item.key)
        if piece is not None:
            rows.append(
                (item, written(piece.value, field_of(act, piece.key), rules, seen.picture, seen.names))
            )
    return tuple((words(item), value) for item, value in rows if value)
