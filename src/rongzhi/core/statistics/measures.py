"""What can be measured over the stories of cases and of the roster: plain declarations, without any arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a case as figures know it: the act, its legal day, and what it says in clear.

    Names that begin with `_` are what follows from it: `_neutral`, `_background`, `_ended`, `_side`.
    """

    act: str
    on: date
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Did:
    """One of these acts (none named: any), with one of these values where answers are named."""

    acts: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[Any, ...]], ...] = ()

    def holds(self, event: Happened) -> bool:
        """Whether this event is meant."""
        if self.acts and event.act not in self.acts:
            return False
        return all(key in event.data and event.data[key] in values for key, values in self.where)


@dataclass(frozen=True, slots=True)
class OfCases:
    """Of the cases in which `of` first happened in the period, those in which `then` happened too, by the cut-off.

    `before`: not later than `of`; `times`: at least so often; `none`: those in which it did not happen; `among`: of those
    cases alone in which that happened as well.
    """

    of: Did
    then: Did
    before: bool = False
    times: int = 1
    none: bool = False
    among: Did | None = None


@dataclass(frozen=True, slots=True)
class OfActs:
    """Of all events `of` in the period, those that are `then` as well."""

    of: Did
    then: Did


@dataclass(frozen=True, slots=True)
class Covered:
    """Of all events `of` in the period whose case has the fact, those whose list `answer` names it or a part that it
    begins with.
    """

    of: Did
    answer: str
    fact: str


@dataclass(frozen=True, slots=True)
class Until:
    """Working days from the first `start` in the period to the first `end` after it in the same case.

    Cases without an end run on to the cut-off; one that meets `out` before is no longer waited for, and runs to that day.
    """

    start: Did
    end: Did
    out: Did | None = None


@dataclass(frozen=True, slots=True)
class AtDay:
    """Of the files that were `here` and not yet `gone` so many days before the cut-off: those that still are not gone at
    the cut-off, or, where `then` is named, those in which it happened in the days since.

    The period counts by its cut-off alone.
    """

    here: Did
    gone: Did
    days: int
    then: Did | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """How evenly events `of` in the period fall on the values of one answer `by`.

    `top_tenth`: the share of the busiest tenth of them (at least one); `gini`: Gini's coefficient, 0 where all have as
    many; `evenness`: Shannon's H over its greatest value for `kinds` values, 0 to 1.
    """

    how: Literal["top_tenth", "gini", "evenness"]
    of: Did
    by: str
    kinds: int = 0


@dataclass(frozen=True, slots=True)
class Pairs:
    """The greatest share that one value of an answer `by` has among the events `of` of one group (a fact of the case),
    over all groups with at least so many events.
    """

    of: Did
    by: str
    within: str
    least: int = 10


@dataclass(frozen=True, slots=True)
class Gap:
    """The share of a measure for the `most` largest groups (by a fact) minus that for all others."""

    measure: OfCases
    by: str
    most: int = 3


@dataclass(frozen=True, slots=True)
class Paired:
    """The mean of an answer `value` by one side minus that by the other, in the cases in which both sides gave it.

    With `among` in those cases alone in which that happened; with `without` in those in which it did not.
    """

    of: Did
    value: str
    one: str
    other: str
    among: Did | None = None
    without: bool = False


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean over cases of an answer that was given by events `of` in the period; a case with several has their mean.

    With `agreement` the weighted kappa of two who answered in the same case stands beside it.
    """

    of: Did
    value: str
    agreement: bool = False


@dataclass(frozen=True, slots=True)
class Louder:
    """The median over cases of the share that the side with more events `of` in the period has among those of both."""

    of: Did
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class RatioGap:
    """How far `part` over `whole` lies apart between a case whose answer `by` is one of `ones` and another of the same kind.

    Of cases in which `at` first happened in the period; each answer is the last that was given up to it. Two cases are of
    the same kind where they have the same of each fact in `alike`, or, with a number beside it, the same beginning of it.
    """

    at: Did
    part: str
    whole: str
    by: str
    ones: tuple[str, ...]
    least: int = 30
    alike: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Outside:
    """Of the values of an answer `by` (of the event that opens `measure`) with enough cases, those whose share lies
    outside the limits of a funnel, over-dispersion counted in (funnels.py).
    """

    measure: OfCases
    by: str


@dataclass(frozen=True, slots=True)
class Reached:
    """Of the values of an answer `by` among the files that are `here` at the cut-off, those one of whose files was
    `used` in the period.
    """

    here: Did
    gone: Did
    used: Did
    by: str


@dataclass(frozen=True, slots=True)
class Stock:
    """Files that are `here` and not `gone` at the cut-off."""

    here: Did
    gone: Did


@dataclass(frozen=True, slots=True)
class Per:
    """One stock over another, both counted whole."""

    part: Stock
    whole: Stock


@dataclass(frozen=True, slots=True)
class Turnover:
    """How many of a stock went in the days before the cut-off, over the mean of its size then and now."""

    of: Stock
    days: int = 365


@dataclass(frozen=True, slots=True)
class Money:
    """A figure of the ledger by its name (core/statistics/money.py): what a declaration of acts cannot say.

    `ended`, `filed` and `taken` are the events that close a case, that open one, and by which a neutral takes it: what
    the money is set against.
    """

    how: str
    ended: Did
    filed: Did
    taken: Did


Shares = OfCases | OfActs | Covered | AtDay
Grouped = OfCases | OfActs | Covered | Until  # what can be told by group and by month
Whole = (
    AtDay
    | Spread
    | Pairs
    | Gap
    | Paired
    | Mean
    | Louder
    | RatioGap
    | Outside
    | Reached
    | Per
    | Turnover
    | Money
)
Measure = Grouped | Whole
SIDE = "_side"  # of whoever answered, as it follows from the event
MONEY_UNITS = {
    "of_respondents": "share",
    "secured": "share",
    "runway": "months",
    "per_case": "yuan",
    "pay_delay": "calendar",
}


def unit_of(measure: Measure) -> str:
    """What a figure of this measure is told in: share, days (working days), calendar (days), points (a difference of
    shares), yuan, months, or number.
    """
    if isinstance(measure, Money):
        return MONEY_UNITS.get(measure.how, "number")
    if isinstance(measure, Until):
        return "days"
    if isinstance(measure, Gap | RatioGap):
        return "points"
    if isinstance(measure, Per | Paired | Mean) or (
        isinstance(measure, Spread) and measure.how != "top_tenth"
    ):
        return "number"
    return "share"
