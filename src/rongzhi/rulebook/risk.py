"""Risk grading: by published factors and points, each shown with its reason; people set the grade, and say why if it differs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rongzhi.core.procedure.definition import Given
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.competence import competent_bodies
from rongzhi.rulebook.risks import LEVELS, Factor, factors

MANY = 5  # similar claims (domain.md §12)
Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Grade:
    """The level of a case with the points behind it and every factor that holds."""

    level: str  # low, raised, high
    points: int
    reasons: tuple[Factor, ...]


def grade(case: Case, told: Told, tables: Mapping[str, Mapping[str, Any]]) -> Grade:
    """The level by the factors that hold. `told`: what a person knows beside the case (`similar`: number of similar
    claims; `public_order`: whether there is danger). `tables` may hold `risk`, the factors that the county chose.
    """
    chosen: Mapping[str, Factor] = tables.get("risk") or factors()
    holding = tuple(factor for factor in chosen.values() if SIGNS[factor.sign](case, told, tables, factor))
    points = sum(factor.points for factor in holding)
    level = next(name for name, least in LEVELS if points >= least)
    return Grade(level, points, holding)


def graded(case: Case, given: Given) -> Grade:
    """The grade with the answers of the act that is weighed."""
    return grade(case, given.data, given.tables)


Tables = Mapping[str, Mapping[str, Any]]


def _many_alike(case: Case, told: Told, tables: Tables, factor: Factor) -> bool:
    return int(told.get("similar") or 0) >= MANY


def _public_order(case: Case, told: Told, tables: Tables, factor: Factor) -> bool:
    return bool(told.get("public_order"))


def _second_failure(case: Case, told: Told, tables: Tables, factor: Factor) -> bool:
    failed = [p for p in case.proceedings.values() if p.procedure == "mediation" and p.stage == "failed"]
    return len(failed) > 1


def _breached(case: Case, told: Told, tables: Tables, factor: Factor) -> bool:
    return bool(case.list("instalment", "breached")) or case.at("performance", "breached")


def _large(case: Case, told: Told, tables: Tables, factor: Factor) -> bool:
    amount = case.header.get("amount")
    return isinstance(amount, Decimal) and factor.amount is not None and amount >= factor.amount


def _several_lines(case: Case, told: Told, tables: Tables, factor: Factor) -> bool:
    return len(competent_bodies(case, tables)) > 1


def _late(case: Case, told: Told, tables: Tables, factor: Factor) -> bool:
    return bool(case.list("late", "open"))


SIGNS: Mapping[str, Callable[[Case, Told, Tables, Factor], bool]] = {
    "many_alike": _many_alike,
    "public_order": _public_order,
    "second_failure": _second_failure,
    "breached": _breached,
    "large": _large,
    "several_lines": _several_lines,
    "late": _late,
}
