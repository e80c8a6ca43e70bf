"""Whom the form of convening proposes: the bodies that the published matrix calls competent, then other departments."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rongzhi.casework.seen import Sight
from rongzhi.core.procedure.definition import Given
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.competence import competent_bodies
from rongzhi.rulebook.consulting_fields import LEAST_MEMBERS, MOST_MEMBERS
from rongzhi.rulebook.guards.consultation import COURTS, EXPERTS, may_sit, tests_found
from rongzhi.web.speech import say

ASKING_ACTS = frozenset({"consultation.ask", "consultation.take_up", "mediation.consult"})


def proposed(picture: Picture, rules: Rules) -> dict[str, str]:
    """Members and chair to begin with, without anybody who has a tie; empty where the county has too few."""
    bodies: Mapping[str, Any] = rules.tables.get("body_handles", {})
    tied = {p.body for p in picture.parties.values() if p.body} | {picture.owner}
    asked = picture.latest("consult")
    experts = asked is not None and asked.facts.get("panel") == "experts"
    chair = next((handle for handle, row in bodies.items() if row.get("kind") == "SEC"), "")
    found = [] if experts else _competent(picture, rules)
    found += [h for h, row in bodies.items() if not experts or row.get("kind") in EXPERTS]
    fit = [h for h in dict.fromkeys(found) if h not in tied | {chair} and _may(bodies.get(h) or {})]
    least = max(LEAST_MEMBERS, sum(h in _competent(picture, rules) for h in fit))
    answers = {f"member_{n}": handle for n, handle in enumerate(fit[: min(least, MOST_MEMBERS)], 1)}
    return {**answers, "chair": chair} if chair else answers


def found_by_rule(seen: Sight, rules: Rules, now: datetime) -> dict[str, str]:
    """The tests for a consultation that the file itself shows; ticked to begin with.

    A sign of a crime is ticked only for who handles the suspicions of this file.
    """
    given = Given({}, seen.by, now, now.date(), seen.roles, tables=rules.tables, parameters=rules.parameters)
    found = tests_found(seen.picture, given)
    if seen.leads is not None:
        found.discard("crime")
    return {f"test_{key}": "yes" for key in found}


def why(picture: Picture, rules: Rules) -> dict[str, str]:
    """For each competent body in the county's directory the reason with its source, in the reader's language."""
    found = {}
    for one in competent_bodies(picture, rules.tables):
        text = say(f"职责对照表：{one.zh}（{one.source}）", f"Matrix of competence: {one.en} ({one.source})")
        for handle in one.handles:
            found.setdefault(handle, text)
    return found


def _competent(picture: Picture, rules: Rules) -> list[str]:
    return [handle for one in competent_bodies(picture, rules.tables) for handle in one.handles]


def _may(row: Mapping[str, Any]) -> bool:
    kind = str(row.get("kind", ""))
    return row.get("status", "active") == "active" and may_sit(kind) and kind not in COURTS
