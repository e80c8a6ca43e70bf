"""What an index is, and its plain evaluation over the stories of cases: slow, obvious, and what every quicker way is checked by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rongzhi.core.procedure.definition import Source
from rongzhi.core.statistics.counts import Figure, Share, not_given
from rongzhi.core.statistics.durations import FEWEST, Lasted, quantile
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


def evaluate(
    index: Index, stories: Iterable[Story], period: Period, *, days: Days, by: str = "", fewest: int = FEWEST
) -> list[Given]:
    """The index of all these cases, or of each group by the fact `by`, groups in the order of their names.

    `days` counts from one day to another (working days of the county). Shares have Wilson's interval, durations the
    Kaplan–Meier median. Raises ValueError for an index that is not measured yet.
    """
    if index.measure is None:
        raise ValueError(f"{index.key} cannot be measured yet.")
    groups: dict[str, list[Story]] = {} if by else {"": []}
    for story in stories:
        groups.setdefault(story.facts.get(by, "") if by else "", []).append(story)
    return [_given(index.measure, group, groups[group], period, days, fewest) for group in sorted(groups)]


def _given(
    measure: Measure, group: str, stories: list[Story], period: Period, days: Days, fewest: int
) -> Given:
    if isinstance(measure, Until):
        waits = {story.file: wait for story in stories if (wait := _wait(measure, story, period, days))}
        return Given(group, quantile(list(waits.values()), fewest=fewest), None, tuple(sorted(waits)))
    counted = [pair for story in stories for pair in _counted(measure, story, period)]
    share = Share(sum(hit for _, hit in counted), len(counted))
    if share.whole < fewest:
        return Given(group, not_given(too_few_to_say(share.whole, fewest)), None, ())
    cases = tuple(sorted({file for file, _ in counted}))
    return Given(group, Figure(share.value, share.whole, share.interval), share, cases)


def _known(story: Story, period: Period) -> list[Happened]:
    return [event for event in story.events if event.on <= period.cut_off]


def _counted(measure: OfCases | OfActs, story: Story, period: Period) -> list[tuple[str, bool]]:
    """What of this case stands in the denominator, each with whether it stands in the numerator."""
    events = _known(story, period)
    if isinstance(measure, OfActs):
        meant = [e for e in events if measure.of.holds(e) and period.start <= e.on < period.end]
        return [(story.file, measure.then.holds(event)) for event in meant]
    place = _first(events, measure.of)
    if place is None or not period.start <= events[place].on < period.end:
        return []
    among = events[: place + 1] if measure.before else events[place:]
    enough = sum(map(measure.then.holds, among)) >= measure.times
    return [(story.file, enough != measure.none)]


def _wait(measure: Until, story: Story, period: Period, days: Days) -> Lasted | None:
    events = _known(story, period)
    place = _first(events, measure.start)
    if place is None or not period.start <= events[place].on < period.end:
        return None
    began = events[place].on
    for event in events[place:]:
        if measure.end.holds(event):
            return Lasted(days(began, event.on), True)
        if measure.out is not None and measure.out.holds(event):
            return Lasted(days(began, event.on), False)
    return Lasted(days(began, period.cut_off), False)


def _first(events: list[Happened], did: Did) -> int | None:
    return next((at for at, event in enumerate(events) if did.holds(event)), None)
