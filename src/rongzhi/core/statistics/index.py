"""What an index is: its declaration, the stories that it is counted over, and the period that is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from rongzhi.core.procedure.definition import Source
from rongzhi.core.statistics.measures import Happened, Measure

Days = Callable[[date, date], float]


@dataclass(frozen=True, slots=True)
class Story:
    """A case as figures know it: its number, facts to group by (channel, body, …), and its events in their order."""

    file: str
    facts: Mapping[str, str]
    events: tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class Also:
    """A further figure that has to be read with an index: its name in both languages, and how it is measured."""

    zh: str
    en: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class Index:
    """One indicator: what it asks, how it is measured, which way is better, and what it may not be taken for.

    `also`: the other parts of its formula, and how much of the whole it can see; told of all cases, not by group.

    `measure` is None while the record does not hold what it needs; `lacks` then says what, in both languages.
    """

    key: str
    label: str
    en: str
    question: str
    question_en: str
    formula: str
    formula_en: str
    pitfall: str
    pitfall_en: str
    better: str  # more, less, neither
    source: Source
    measure: Measure | None = None
    lacks: tuple[str, str] | None = None
    also: tuple[Also, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the day before `end`; what happened after the cut-off is not known."""

    start: date
    end: date
    cut_off: date


MONTH = "month"  # groups by the month in which the case or event came into the denominator
