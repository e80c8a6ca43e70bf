"""What is in force in one county, as every decision reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rongzhi.core.parameters import Parameters
from rongzhi.core.procedure.definition import Act, Procedure
from rongzhi.core.workdays import Calendar


@dataclass(frozen=True)
class Rules:
    """What is in force in one county: adjusted procedures, dated parameters, calendar and published codes."""

    procedures: Mapping[str, Procedure]
    parameters: Parameters
    calendar: Calendar
    tables: Mapping[str, Mapping[str, Any]]
    county: str = ""
    pack: str = ""

    @cached_property
    def acts(self) -> Mapping[str, Act]:
        return {act.key: act for procedure in self.procedures.values() for act in procedure.acts}

    @cached_property
    def automatic(self) -> tuple[Act, ...]:
        return tuple(a for p in self.procedures.values() if not p.off for a in p.acts if a.automatic)
