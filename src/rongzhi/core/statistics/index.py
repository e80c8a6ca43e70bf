"""What an index is, and its plain evaluation over the stories of cases: slow, obvious, and what every quicker way is checked by."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rongzhi.core.procedure.definition import Source
from rongzhi.core.statistics.counts import Figure, Share, not_given
from rongzhi.core.statistics.durations import FEWEST, Counted, Lasted, quantile
from rongzhi.core.statistics.reasons import too_few_to_say

Days = Callable[[date, date], float]


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a case as figures know it: the act, its legal day, and what it says in clear."""

    act: str
    on: date
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """A case as figures know it: its number, facts to group by (channel, body, …), and its events in their order."""

    file: str
    facts: Mapping[str, str]
    events: tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class Did:
    """One of these acts, with one of these values where answers are named."""

    acts: tuple[str, ...]
    where: tuple[tuple[str, tuple[Any, ...]], ...] = ()

    def holds(self, event: Happened) -> bool:
        """Whether this event is meant."""
        return event.act in self.acts and all(event.data.get(key) in values for key, values in self.where)


@dataclass(frozen=True, slots=True)
class OfCases:
    """Of the cases in which `of` first happened in the period, those in which `then` happened too, by the cut-off.

    `before`: not later than `of`; `times`: at least so often; `none`: those in which it did not happen.
    """

    of: Did
    then: Did
    before: bool = False
    times: int = 1
    none: bool = False


@dataclass(frozen=True, slots=True)
class OfActs:
    """Of all events `of` in the period, those that are `then` as well."""

    of: Did
    then: Did


@dataclass(frozen=True, slots=True)
class Until:
    """Working days from the first `start` in the period to the first `end` after it in the same case.

    Cases without an end run on to the cut-off; one that meets `out` before is no longer waited for, and runs to that day.
    """

    start: Did
    end: Did
    out: Did | None = None


Measure = OfCases | OfActs | Until


@dataclass(frozen=True, slots=True)
class Index:
    """One indicator: what it asks, how it is measured, which way is better, and what it may not be taken for.

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


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the day before `end`; what happened after the cut-off is not known."""

    start: date
    end: date
    cut_off: date


@dataclass(frozen=True, slots=True)
class Given:
    """An index of one group (empty: of all): the figure, its two numbers where it is a share, and the cases behind it."""

    group: str
    figure: Figure
    share: Share | None
    cases: tuple[str, ...]


MONTH = "month"  # groups by the month in which the case or event came into the denominator


def evaluate(
    index: Index, stories: Iterable[Story], period: Period, *, days: Days, by: str = "", fewest: int = FEWEST
) -> list[Given]:
    """The index of all these cases, or of each group by the fact `by` or by MONTH, groups in the order of their names.

    `days` counts from one day to another (working days of the county). Shares have Wilson's interval, durations the
    Kaplan–Meier median. Raises ValueError for an index that is not measured yet.
    """
    measure = index.measure
    if measure is None:
        raise ValueError(f"{index.key} cannot be measured yet.")
    groups: dict[str, list[tuple[str, bool | Lasted]]] = {} if by else {"": []}
    for story in stories:
        if by and by != MONTH:
            groups.setdefault(story.facts.get(by, ""), [])
        for on, told in _counted(measure, story, period, days):
            group = on.isoformat()[:7] if by == MONTH else story.facts.get(by, "") if by else ""
            groups.setdefault(group, []).append((story.file, told))
    return [_given(measure, group, groups[group], fewest) for group in sorted(groups)]


def _given(measure: Measure, group: str, told: list[tuple[str, bool | Lasted]], fewest: int) -> Given:
    files = {file for file, _ in told}
    if isinstance(measure, Until):
        lasted = Counted.of(one for _, one in told if isinstance(one, Lasted))
        return given_time(group, lasted, files, fewest=fewest)
    return given_share(group, Share(sum(one is True for _, one in told), len(told)), files, fewest=fewest)


def given_share(group: str, share: Share, cases: Iterable[str], *, fewest: int = FEWEST) -> Given:
    """A share as it is given: with Wilson's interval, or too few to say and then without the cases behind it."""
    if share.whole < fewest:
        return Given(group, not_given(too_few_to_say(share.whole, fewest)), None, ())
    return Given(group, Figure(share.value, share.whole, share.interval), share, tuple(sorted(cases)))


def given_time(group: str, lasted: Counted, cases: Iterable[str], *, fewest: int = FEWEST) -> Given:
    """A median as it is given: Kaplan–Meier with its interval, or why it cannot be given."""
    shown = tuple(sorted(cases)) if len(lasted) >= fewest else ()
    return Given(group, quantile(lasted, fewest=fewest), None, shown)


def _known(story: Story, period: Period) -> list[Happened]:
    return [event for event in story.events if event.on <= period.cut_off]


def _counted(
    measure: Measure, story: Story, period: Period, days: Days
) -> Iterator[tuple[date, bool | Lasted]]:
    """What of this case stands in the denominator: its day, and whether it stands in the numerator or how long it took."""
    events = _known(story, period)
    if isinstance(measure, OfActs):
        meant = [e for e in events if measure.of.holds(e) and period.start <= e.on < period.end]
        yield from ((event.on, measure.then.holds(event)) for event in meant)
        return
    place = _first(events, measure.start if isinstance(measure, Until) else measure.of)
    if place is None or not period.start <= events[place].on < period.end:
        return
    began = events[place].on
    if isinstance(measure, Until):
        yield began, _wait(measure, events[place:], began, period, days)
        return
    among = events[: place + 1] if measure.before else events[place:]
    enough = sum(map(measure.then.holds, among)) >= measure.times
    yield began, enough != measure.none


def _wait(measure: Until, events: list[Happened], began: date, period: Period, days: Days) -> Lasted:
    for event in events:
        if measure.end.holds(event):
            return Lasted(max(0.0, days(began, event.on)), True)
        if measure.out is not None and measure.out.holds(event):
            return Lasted(max(0.0, days(began, event.on)), False)
    return Lasted(max(0.0, days(began, period.cut_off)), False)


def _first(events: list[Happened], did: Did) -> int | None:
    return next((at for at, event in enumerate(events) if did.holds(event)), None)
