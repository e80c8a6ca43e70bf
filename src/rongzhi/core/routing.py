"""Ranks the ways open to a matter by declared rules, and keeps the sentence of every rule that fired."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from rongzhi.core.procedure.definition import Source

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that held, in the words that the person reads, and where it comes from."""

    key: str
    zh: str
    en: str
    source: Source


@dataclass(frozen=True, slots=True)
class RoutingRule(Generic[F]):
    """When `test` holds, `channel` is a way for this matter (a code, or a function that names it).

    `alone`: where this rule holds, no later rule is asked.
    """

    key: str
    zh: str
    en: str
    source: Source
    test: Callable[[F], bool]
    channel: str | Callable[[F], str]
    mediation_kind: str = ""
    alone: bool = False

    def fired(self) -> Fired:
        return Fired(self.key, self.zh, self.en, self.source)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way for the matter with every rule that speaks for it; the first of them decided its rank."""

    channel: str
    mediation_kind: str
    why: tuple[Fired, ...]

    @property
    def rule(self) -> str:
        """The key of the rule that put it where it stands."""
        return self.why[0].key


def rank(rules: Iterable[RoutingRule[F]], facts: F) -> tuple[Candidate, ...]:
    """The candidates in the order of the rules; a second rule for the same channel and kind adds its reason."""
    found: dict[tuple[str, str], Candidate] = {}
    for rule in rules:
        if not rule.test(facts):
            continue
        channel = rule.channel if isinstance(rule.channel, str) else rule.channel(facts)
        key = (channel, rule.mediation_kind)
        before = found.get(key)
        if before is None:
            found[key] = Candidate(channel, rule.mediation_kind, (rule.fired(),))
        else:
            found[key] = replace(before, why=(*before.why, rule.fired()))
        if rule.alone:
            break
    return tuple(found.values())
