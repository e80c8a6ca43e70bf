"""A proposal that some cases may be one matter, with what speaks for it in words; a person decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rongzhi.core.likeness.structure import FACTS, Structure, shared


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for it, in both languages."""

    label: str
    en: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Cases that tell the same facts: the name of the cluster, its cases, and the reasons.

    `share` is the mean share of shingles that two of them have in common (0 to 1); `facts` the facts that most of them
    share, with value and share.
    """

    cluster: str
    cases: tuple[str, ...]
    share: float
    facts: Mapping[str, tuple[str, float]]
    reasons: tuple[Reason, ...]


def propose(
    cluster: str,
    cases: Sequence[str],
    structures: Sequence[Structure],
    share: float,
    *,
    names: Mapping[str, Mapping[str, tuple[str, str]]] | None = None,
) -> Proposal:
    """The proposal for a cluster; `names` gives words (zh, en) for the values of a fact; empty ones: not told."""
    facts = shared(structures)
    reasons = [_how_many(cases), _how_alike(share)]
    for fact in FACTS:
        if fact.key not in facts:
            continue
        value, part = facts[fact.key]
        zh, en = _named(value, (names or {}).get(fact.key))
        whole = round(100 * part) == 100
        zh_who, en_who = ("全部", "All") if whole else (f"{round(100 * part)}% ", f"{round(100 * part)} %")
        reasons.append(Reason(f"{zh_who}为{fact.label}{zh}。", f"{en_who} have {fact.en}{en}."))
    return Proposal(cluster, tuple(cases), round(share, 3), facts, tuple(reasons))


def _named(value: str, names: Mapping[str, tuple[str, str]] | None) -> tuple[str, str]:
    """The value as it follows the fact's name; a fact whose names are given and empty is told without its value."""
    if names is not None and not names:
        return "", ""
    zh, en = (names or {}).get(value, (value, value))
    return f"：{zh}", f": {en}"


def _how_many(cases: Sequence[str]) -> Reason:
    return Reason(f"{len(cases)} 件案件讲述相同的事实。", f"{len(cases)} cases tell the same facts.")


def _how_alike(share: float) -> Reason:
    percent = round(100 * share)
    return Reason(
        f"两两相比，叙述中平均有 {percent}% 的文字片段相同。",
        f"Two by two, {percent} % of the shingles of their texts are the same on average.",
    )
