"""What is in force in one county, as every decision reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rongzhi.core.parameters import Parameters
from rongzhi.core.procedure.definition import Act, Clock, Procedure
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Watch:
    """The clock that runs where no other does, so that no open file lies without a date.

    `apart` names the proceedings of a file whose clocks not everybody may know of: they do not count as a date for
    the rest of the file.
    """

    clock: Clock
    apart: Callable[[Picture], frozenset[str]]


@dataclass(frozen=True)
class Rules:
    """What is in force in one county: adjusted procedures, dated parameters, calendar and published codes."""

    procedures: Mapping[str, Procedure]
    parameters: Parameters
    calendar: Calendar
    tables: Mapping[str, Mapping[str, Any]]
    county: str = ""
    pack: str = ""
    watch: Watch | None = None

    @cached_property
    def acts(self) -> Mapping[str, Act]:
        return {act.key: act for procedure in self.procedures.values() for act in procedure.acts}

    @cached_property
    def automatic(self) -> tuple[Act, ...]:
        return tuple(a for p in self.procedures.values() if not p.off for a in p.acts if a.automatic)
