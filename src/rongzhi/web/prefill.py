"""What a form knows before anybody types: the text to be signed, the channel recommended, the only other party."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rongzhi.casework.visibility import Piece, Sight
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.fields import PartyRef
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.routing import Route
from rongzhi.web.advice import counsel
from rongzhi.web.speech import words
from rongzhi.web.submission import today
from rongzhi.web.values import field_of, written


@dataclass(frozen=True, slots=True)
class Prefilled:
    """Answers to begin with, those that are carried unseen, and what has to be read beside the form."""

    answers: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    text: tuple[tuple[str, str], ...] = ()  # the agreement, as it will be signed
    text_hash: str = ""
    route: Route | None = None


def prefill(act: Act, seen: Sight, rules: Rules, now: datetime) -> Prefilled:
    """The beginning of an act's form on this file."""
    answers: dict[str, str] = {}
    hidden: set[str] = set()
    text: tuple[tuple[str, str], ...] = ()
    digest = ""
    way: Route | None = None
    if act.field("text_hash") is not None:
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
    others = list(seen.picture.side("respondent"))
    for item in act.data:
        if isinstance(item.kind, PartyRef) and act.procedure == "invitation" and len(others) == 1:
            answers[item.key] = others[0].key
    return Prefilled(answers, frozenset(hidden), text, digest, way)


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
