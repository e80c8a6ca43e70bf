"""All national procedures in their order, and the rules that they make with the national values and tables."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from rongzhi.core.parameters import Parameters
from rongzhi.core.procedure.decide import Rules
from rongzhi.core.procedure.definition import Confidence, Procedure
from rongzhi.rulebook.calendar import mainland_calendar
from rongzhi.rulebook.parameters import national
from rongzhi.rulebook.tables import (
    GroundRow,
    bodies,
    channels,
    ends,
    forms,
    grounds,
    reasons,
    taxonomy,
)
from rongzhi.rulebook.tables.rows import NEUTRAL_GROUNDS, NEUTRAL_GROUNDS_CODE

NAMES = (
    "intake",
    "invitation",
    "appointment",
    "mediation",
    "fast_track",
    "evaluation",
    "silent_plan",
    "agreement",
    "confirmation",
    "performance",
    "follow_up",
    "referral",
    "withdrawal",
    "everyday",
    "roster",
    "bodies",
    "county",
)


@cache
def national_procedures() -> tuple[Procedure, ...]:
    """Every declared procedure, the main line first."""
    found = []
    for name in NAMES:
        path = f"rongzhi.rulebook.procedures.{name}"
        if find_spec(path) is None:
            continue
        module = import_module(path)
        found += [
            value
            for key, value in vars(module).items()
            if isinstance(value, Procedure) and not key.startswith("_")
        ]
    return tuple(dict.fromkeys(found))


@cache
def public_grounds() -> Mapping[str, GroundRow]:
    """The grounds as parties see them: NA7, NA8 and NA9 cannot be told apart (record.md §2)."""
    shown: dict[str, GroundRow] = {}
    for row in grounds().values():
        if row.code in NEUTRAL_GROUNDS:
            row = replace(
                row,
                code=NEUTRAL_GROUNDS_CODE,
                name_zh="依其性质和有关规定目前不适宜调解",
                name_en="By its nature and the rules that apply, not suited to mediation at present",
                basis="grounds.csv NA7–NA9",
                confidence=Confidence.DESIGN,
            )
        shown.setdefault(row.code, row)
    return shown


def published_tables() -> dict[str, Mapping[str, Any]]:
    """The tables that codes in answers come from; the roster and the bodies of the county are added at run time."""
    return {
        "grounds": grounds(),
        "grounds_public": public_grounds(),
        "channels": channels(),
        "reasons": reasons(),
        "taxonomy": taxonomy(),
        "forms": forms(),
        "ends": ends(),
        "bodies": bodies(),
        "settings": {},
    }


def national_rules(
    county: str = "",
    pack: str = "",
    *,
    procedures: Iterable[Procedure] | None = None,
    parameters: Parameters | None = None,
    tables: Mapping[str, Mapping[str, Any]] | None = None,
) -> Rules:
    """The national rules under the name of a county and its pack; what is given replaces the national part."""
    declared = national_procedures() if procedures is None else procedures
    return Rules(
        procedures={procedure.key: procedure for procedure in declared},
        parameters=national() if parameters is None else parameters,
        calendar=mainland_calendar(),
        tables={**published_tables(), **(tables or {})},
        county=county,
        pack=pack,
    )
