"""What is known of a case beside its text, and what it says for or against two cases being one matter."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Structure:
    """Clear facts of a case; an empty one says nothing for or against."""

    institution: str = ""
    product: str = ""
    reason: str = ""
    seller: str = ""
    month: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its names, and by how much agreeing and disagreeing on it change a resemblance."""

    key: str
    label: str
    en: str
    agreeing: float
    disagreeing: float


FACTS = (
    Fact("institution", "同一机构", "the same institution", 0.15, -0.10),
    Fact("product", "同类产品", "the same product", 0.05, -0.10),
    Fact("reason", "同一事由或条款", "the same reason or clause", 0.05, -0.05),
    Fact("seller", "同一销售人员或网点", "the same seller", 0.10, 0.0),
    Fact("month", "同一月份", "the same month", 0.05, 0.0),
    Fact("place", "同一地点", "the same place", 0.05, 0.0),
)
"""[design] The facts alone never make two texts alike: all of them together raise a resemblance by less than half."""

KEYS = tuple(field.name for field in fields(Structure))
_FOR = np.array([fact.agreeing for fact in FACTS])
_AGAINST = np.array([fact.disagreeing for fact in FACTS])


class Codes:
    """Numbers for the values of the facts, so that whole columns are compared at once; 0 says nothing."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], int] = {}

    def of(self, structure: Structure) -> list[int]:
        """The numbers of one case."""
        values = [(key, getattr(structure, key)) for key in KEYS]
        return [self._known.setdefault(value, len(self._known) + 1) if value[1] else 0 for value in values]


def factors(own: Any, others: Any) -> Any:
    """By what the resemblance to each of the others is multiplied, from the numbers of the facts."""
    known = (own > 0) & (others > 0)
    same = own == others
    return 1 + (known & same) @ _FOR + (known & ~same) @ _AGAINST


def shared(structures: Sequence[Structure], *, least: float = 0.8) -> dict[str, tuple[str, float]]:
    """Of each fact the commonest value and its share of the cases that know it, where the share is high enough."""
    found = {}
    for key in KEYS:
        values = [getattr(one, key) for one in structures if getattr(one, key)]
        if len(values) < 2:
            continue
        top = max(sorted(set(values)), key=values.count)
        share = values.count(top) / len(values)
        if share >= least:
            found[key] = (top, share)
    return found
