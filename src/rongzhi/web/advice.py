"""What screening and routing say of a filing, for the organisation that decides about it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rongzhi.casework.matching import alike
from rongzhi.casework.seen import Sight, sees_leads
from rongzhi.casework.visibility import cases_for
from rongzhi.core.procedure.fields import Unfit, typed
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.access import DataClass
from rongzhi.rulebook.matter import Context, Matter
from rongzhi.rulebook.routing import Route, route
from rongzhi.rulebook.screening import Advice, screen
from rongzhi.web.values import field_of

WHILE = ("first_contact", "received", "correction")


@dataclass(frozen=True, slots=True)
class Counsel:
    """Advice with its reasons, the ways in their order, and other files that look the same."""

    advice: tuple[Advice, ...]
    route: Route | None
    duplicates: tuple[str, ...]


def counsel(seen: Sight, rules: Rules, today: date) -> Counsel | None:
    """For the officers of the owning organisation while intake is open; None for everybody else."""
    if "organisation" not in seen.roles or not seen.picture.at("intake", *WHILE):
        return None
    matter = matter_of(seen, rules, today)
    found = screen(matter, parameters=rules.parameters, calendar=rules.calendar)
    leads = sees_leads(seen)
    shown = tuple(a for a in found if a.data_class is not DataClass.DC9 or leads)
    way = route(matter, parameters=rules.parameters)
    return Counsel(shown, way if way.candidates else None, matter.context.duplicates)


def matter_of(seen: Sight, rules: Rules, today: date) -> Matter:
    """The filing's answers and the case, read together."""
    found = [other.file for other in alike(seen.picture.number, seen.picture.county)]
    there = (
        set(cases_for(seen.by).filter(number__in=found).values_list("number", flat=True)) if found else set()
    )
    others = tuple(number for number in found if number in there)  # a file of others is not named here
    context = Context(
        today=today,
        county=seen.picture.county,
        body_handles=rules.tables.get("body_handles", {}),
        duplicates=others,
    )
    return Matter(seen.picture, answers_of(seen, rules, today), context)


def answers_of(seen: Sight, rules: Rules, today: date) -> dict[str, Any]:
    """What was filed, under the names of the form and typed as it was then."""
    found: dict[str, Any] = {}
    for piece in seen.of_event(1):
        item = field_of(rules.acts.get("intake.file"), piece.key)
        if piece.masked or piece.erased or piece.value in (None, ""):
            continue
        whose = piece.part.partition(":")[2]
        party = seen.picture.parties.get(whose)
        key = (
            f"{party.side}_{piece.key}"
            if party and rules.acts["intake.file"].field(f"{party.side}_{piece.key}")
            else piece.key
        )
        try:
            found[key] = (
                piece.value
                if isinstance(piece.value, Decimal | bool) or item is None
                else typed(item, piece.value, today)
            )
        except Unfit:
            found[key] = piece.value
    return found
