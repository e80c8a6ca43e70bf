"""Proposals that cases may be one mass dispute, with their reasons, among the cases that exist for a reader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import Count, Q, QuerySet

from rongzhi.casework.likeness.signing import structure_of
from rongzhi.casework.models import Case, Entry
from rongzhi.casework.models import Likeness as Row
from rongzhi.casework.visibility import cases_for
from rongzhi.core.likeness.clusters import CORE
from rongzhi.core.likeness.reasons import Proposal, propose
from rongzhi.core.likeness.signature import Signature, common_share, from_bytes
from rongzhi.core.likeness.structure import FACTS
from rongzhi.core.procedure.definition import Actor

SIMILAR = 5
"""Similar claims from which a consultation may be asked (domain.md §12, design): fewer are not proposed."""
MOST = 50  # proposals told at once, the largest
FREE_AGAIN = ("withdrawn", "group_over", "uninvited")  # who refused or left is not proposed again
Words = Mapping[str, Mapping[str, tuple[str, str]]]
HERE: Words = {"place": {}}


@dataclass(frozen=True, slots=True)
class Similar:
    """Another case of the same cluster: the share of shingles in common (0 to 1), and the facts on which both agree."""

    file: str
    share: float
    facts: tuple[str, ...]


def proposals(
    county: str,
    *,
    among: QuerySet[Case] | None = None,
    least: int = SIMILAR,
    most: int = MOST,
    names: Words = HERE,
) -> list[Proposal]:
    """The clusters of at least so many open cases of the county, largest first; three queries, whatever their number.

    `among` narrows the cases (to those a reader may see, to those in no group); numbers and shares are then of these
    alone. `names` gives words for codes. Nothing is decided and nothing changed: a person does that.
    """
    cases = (Case.objects.all() if among is None else among).filter(county=county, status="open")
    rows = Row.objects.filter(~Q(signature=b""), county=county, file__in=cases.values("number"))
    counted = rows.values("cluster").annotate(count=Count("file")).filter(count__gte=least)
    largest = [row["cluster"] for row in counted.order_by("-count", "cluster")[:most]]
    members: dict[str, list[Row]] = {cluster: [] for cluster in largest}
    for row in rows.filter(cluster__in=largest).order_by("file"):
        members[row.cluster].append(row)
    return [_proposal(cluster, some, names) for cluster, some in members.items() if some]


def proposals_for(by: Actor, *, least: int = SIMILAR, names: Words = HERE) -> list[Proposal]:
    """The same among the cases that exist for this actor and that no group has asked yet."""
    return proposals(by.county, among=in_no_group(cases_for(by)), least=least, names=names)


def in_no_group(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Of these cases those that no group has invited, or that are free again because it is over.

    Without those of which somebody said that they are another matter (`membership.keep_apart`); what comes later to
    their cluster is proposed by itself when there are enough.
    """
    asked = Entry.objects.filter(kind="membership").exclude(status__in=FREE_AGAIN)
    apart = Entry.objects.filter(kind="kept_apart", status="open")
    return cases.exclude(number__in=asked.values("file")).exclude(number__in=apart.values("file"))


def similar_to(file: str, *, among: QuerySet[Case] | None = None, most: int = 50) -> list[Similar]:
    """The other cases of this case's cluster, most alike first; `among` narrows them. Two queries."""
    own = Row.objects.filter(file=file).first()
    if own is None or not bytes(own.signature):
        return []
    rows = Row.objects.filter(~Q(signature=b""), county=own.county, cluster=own.cluster).exclude(file=file)
    if among is not None:
        rows = rows.filter(file__in=among.values("number"))
    signed = from_bytes(bytes(own.signature))
    found = [Similar(row.file, _share(signed, row), _agreeing(own, row)) for row in rows]
    return sorted(found, key=lambda one: (-one.share, one.file))[:most]


def _share(signed: Signature, row: Row) -> float:
    return round(common_share(signed, from_bytes(bytes(row.signature))), 3)


def _agreeing(one: Row, other: Row) -> tuple[str, ...]:
    a, b = structure_of(one), structure_of(other)
    return tuple(f.key for f in FACTS if getattr(a, f.key) and getattr(a, f.key) == getattr(b, f.key))


def _proposal(cluster: str, rows: list[Row], names: Words) -> Proposal:
    core = [from_bytes(bytes(row.signature)) for row in rows[:CORE]]
    return propose(
        cluster, [row.file for row in rows], [structure_of(row) for row in rows], _mean(core), names=names
    )


def _mean(core: Iterable[Signature]) -> float:
    some = list(core)
    shares = [common_share(a, b) for at, a in enumerate(some) for b in some[:at]]
    return float(np.mean(shares)) if shares else 0.0
