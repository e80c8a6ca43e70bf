"""What the pages of oversight show: headlines, trends with limits, groups, what moved a figure, and the counts behind all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scipy.stats import binomtest, false_discovery_control

from rongzhi.core.statistics.control import Limits, Part, limits, moved
from rongzhi.core.statistics.counts import Share, not_given
from rongzhi.core.statistics.durations import FEWEST
from rongzhi.core.statistics.funnels import Body, Funnel, funnel
from rongzhi.core.statistics.given import Given
from rongzhi.core.statistics.index import MONTH, Index, Period
from rongzhi.core.statistics.measures import (
    AtDay,
    Did,
    Grouped,
    Money,
    OfCases,
    Outside,
    Per,
    Reached,
    Stock,
    Turnover,
    Until,
)
from rongzhi.core.statistics.ratios import Ratio, each_against_others
from rongzhi.core.statistics.reasons import too_few_to_say
from rongzhi.oversight.figures import Counting
from rongzhi.rulebook.faults import DENOMINATORS, STEPS
from rongzhi.rulebook.indices import ENDED, FILED


@dataclass(frozen=True, slots=True)
class Headline:
    """One index in the period and in the one of the same length before; `given` is None while it is not measured."""

    index: Index
    given: Given | None
    before: Given | None = None

    @property
    def change(self) -> float | None:
        """By how much the figure differs from the period before; None where one of the two cannot be given."""
        if self.given is None or self.before is None:
            return None
        now, then = self.given.figure.value, self.before.figure.value
        return None if now is None or then is None else now - then

    @property
    def sure(self) -> bool:
        """Whether the two intervals do not meet, so that the change is no play of chance."""
        if self.given is None or self.before is None:
            return False
        now, then = self.given.figure.interval, self.before.figure.interval
        return now is not None and then is not None and (now.low > then.high or now.high < then.low)


@dataclass(frozen=True, slots=True)
class Trend:
    """The months of an index, each with its limits where it is a share; `centre` is that of all months together."""

    months: tuple[Given, ...]
    centre: float | None
    limits: tuple[Limits, ...]

    @property
    def drawn(self) -> bool:
        """Whether any month has a figure."""
        return any(month.figure.value is not None for month in self.months)

    @property
    def out(self) -> tuple[str, ...]:
        """The months that lie outside, among those that have a figure."""
        both = zip(self.months, self.limits, strict=False)
        return tuple(month.group for month, limit in both if limit.out and month.figure.value is not None)


def before(period: Period) -> Period:
    """The period of the same length that ends where this one begins, known up to the same cut-off."""
    return Period(period.start - (period.end - period.start), period.start, period.cut_off)


def _before(index: Index, period: Period) -> Period:
    """The period before; for what is told of a day (a stock, the ledger) also the day lies before."""
    earlier = before(period)
    if isinstance(index.measure, AtDay | Per | Reached | Turnover | Money):
        return replace(earlier, cut_off=period.cut_off - (period.end - period.start))
    return earlier


def headlines(count: Counting, indices: Iterable[Index], period: Period) -> list[Headline]:
    """Each index of all cases, beside the period before."""
    found = []
    for index in indices:
        if index.measure is None:
            found.append(Headline(index, None))
            continue
        (given,), (earlier,) = (
            count.given(index, period),
            count.given(replace(index, also=()), _before(index, period)),
        )
        found.append(Headline(index, given, earlier))
    return found


def by_groups(index: Index) -> bool:
    """Whether the index can be told by groups and by months."""
    return isinstance(index.measure, Grouped)


ON_ACCEPTANCE = frozenset({"channel", "track"})  # facts that a case has from its acceptance on


def tells_apart(index: Index, by: str) -> bool:
    """Whether groups by this fact say anything: what counts from the filing finds refused cases without a channel."""
    measure = index.measure
    begins = measure.start if isinstance(measure, Until) else getattr(measure, "of", None)
    return by not in ON_ACCEPTANCE or begins != FILED


def trend(count: Counting, index: Index, period: Period) -> Trend:
    """The index month by month; months with too few stay in, without a figure; none for one of the whole alone."""
    if not by_groups(index):
        return Trend((), None, ())
    found = {month.group: month for month in count.given(index, period, by=MONTH)}
    none = [found.get(month) or _nothing(month) for month in months(period)]
    shares = [month.share or Share(0, 0) for month in none]
    if isinstance(index.measure, Until) or not any(share.whole for share in shares):
        return Trend(tuple(none), None, ())
    centre, around = limits(shares)
    return Trend(tuple(none), centre, tuple(around))


def _nothing(month: str) -> Given:
    return Given(month, not_given(too_few_to_say(0, FEWEST)), None, ())


def months(period: Period) -> list[str]:
    """The months that the period touches, as 2026-03."""
    last = min(period.end - timedelta(days=1), period.cut_off)
    found, day = [], period.start.replace(day=1)
    while day <= last:
        found.append(f"{day:%Y-%m}")
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def what_moved(count: Counting, index: Index, period: Period, by: str) -> list[Part]:
    """The change of a share against the period before, in parts by group; nothing where it is no share or one is empty."""
    if not by_groups(index) or isinstance(index.measure, Until):
        return []
    sides: list[Mapping[str, Share]] = [
        {one.group: one.share for one in count.given(index, each, by=by, fewest=1) if one.share}
        for each in (before(period), period)
    ]
    return moved(*sides) if all(sides) else []


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: how many of the cases filed in the period came so far, of those of the step before."""

    zh: str
    en: str
    share: Share


def steps(count: Counting, period: Period, by: str = "") -> dict[str, list[Step]]:
    """The way of the cases filed in the period from step to step, of all (under "") or of each group.

    The first step is of itself. A case counts at a step where it came to that step and to all before it.
    """
    named = {key: (zh, en, did) for key, zh, en, did in DENOMINATORS}
    way = [named[key] for key in STEPS]
    rows = count.way(FILED, [did for _, _, did in way[1:]], period, by)
    return {
        group: [Step(zh, en, Share(reached[n], reached[max(0, n - 1)])) for n, (zh, en, _) in enumerate(way)]
        for group, reached in sorted(rows.items())
    }


def differing_steps(ways: Mapping[str, list[Step]]) -> list[list[Ratio]]:
    """At each step but the first every group against all others, corrected for all groups at all steps together."""
    length = max(map(len, ways.values()), default=1)
    return each_against_others(
        [
            {group: way[n].share for group, way in ways.items() if way[n].share.whole >= FEWEST}
            for n in range(1, length)
        ]
    )


@dataclass(frozen=True, slots=True)
class InFunnel:
    """One group in a funnel: its key, and where it stands."""

    group: str
    body: Body


def shares_of(count: Counting, index: Index, period: Period, by: str) -> dict[str, Share]:
    """The share of each unit that a funnel of this index is of: a neutral, or a group; none for what is no share."""
    measure = index.measure
    if isinstance(measure, Outside):
        return count.by_answer(measure.measure, measure.by, period)
    if not by_groups(index) or isinstance(measure, Until):
        return {}
    return {
        one.group: one.share
        for one in count.given(index, period, by=by, fewest=1)
        if one.share is not None and one.group
    }


def in_funnel(shares: Mapping[str, Share]) -> tuple[Funnel, list[InFunnel]] | None:
    """The funnel of these units with each unit in it; None where fewer than three have enough to be shown."""
    large = {group: share for group, share in sorted(shares.items()) if share.whole >= FEWEST}
    if len(large) < LEAST_UNITS:
        return None
    found = funnel(list(large.values()))
    return found, [InFunnel(group, body) for group, body in zip(large, found.bodies, strict=True)]


LEAST_UNITS = 3


def denominators(count: Counting, period: Period) -> list[tuple[str, str, int]]:
    """Every count that a rate may be of: its name in both languages, and the number of cases."""
    return [(zh, en, _cases(count, did, period)) for _, zh, en, did in DENOMINATORS]


def _cases(count: Counting, did: Did, period: Period) -> int:
    return count.number(OfCases(did, did), period)


@dataclass(frozen=True, slots=True)
class Backlog:
    """Cases open at the end of each month of the period, and what follows from their mean.

    `days` is how long a case stays on average by Little's law, L = λW (Little 1961, Operations Research 9:383): the mean
    number open over the number filed a day. None where nothing was filed.
    """

    months: tuple[tuple[str, int], ...]
    open: int
    a_day: float
    days: float | None


def backlog(count: Counting, period: Period) -> Backlog:
    """What is open, how much comes, and how long it stays."""
    stock = Stock(FILED, ENDED)
    told = []
    for month in months(period):
        first = date(int(month[:4]), int(month[5:]), 1)
        last = min((first + timedelta(days=32)).replace(day=1) - timedelta(days=1), period.cut_off)
        told.append((month, count.stock(stock, last)))
    length = (min(period.end, period.cut_off + timedelta(days=1)) - period.start).days
    a_day = _cases(count, FILED, period) / length if length > 0 else 0.0
    mean = sum(n for _, n in told) / len(told) if told else 0.0
    return Backlog(tuple(told), count.stock(stock, period.cut_off), a_day, mean / a_day if a_day else None)


def kinds(count: Counting, period: Period, by: str, *, fewest: int = FEWEST) -> list[tuple[str, int]]:
    """How many cases of each group were filed, the most first; groups below the minimum stand together without a name."""
    rows = count.numbers(OfCases(FILED, FILED), period, by)
    large = [(group, n) for group, n in rows.items() if n >= fewest]
    small = sum(n for n in rows.values() if n < fewest)
    ordered = sorted(large, key=lambda row: (-row[1], row[0]))
    return [*ordered, (SMALL, small)] if small else ordered


SMALL = "*"


@dataclass(frozen=True, slots=True)
class Again:
    """One institution and one class of dispute: how many were filed in the period and in the one before, and whether the
    change is more than chance (exact test of two Poisson counts, corrected for all pairs).
    """

    keys: tuple[str, ...]
    now: int
    before: int
    corrected: float


def recurring(count: Counting, period: Period) -> list[Again]:
    """What comes again (E12): pairs of institution and class with FEWEST cases or more in both periods together, the
    most first. Given the sum, the number now is binomial with one half where nothing changed (Przyborowski & Wilenski
    1940, Biometrika 31:313); corrected as Benjamini & Hochberg 1995.
    """
    names = ("institution", "dispute_class")
    told, earlier = (count.crossed(FILED, each, names) for each in (period, before(period)))
    pairs = [
        (keys, told.get(keys, 0), earlier.get(keys, 0))
        for keys in {*told, *earlier}
        if all(keys) and told.get(keys, 0) + earlier.get(keys, 0) >= FEWEST
    ]
    if not pairs:
        return []
    corrected = false_discovery_control([binomtest(n, n + m, 0.5).pvalue for _, n, m in pairs])
    found = [Again(keys, n, m, float(p)) for (keys, n, m), p in zip(pairs, corrected, strict=True)]
    return sorted(found, key=lambda one: (-one.now, -one.before, one.keys))


def last_year(today: date) -> Period:
    """This month up to today, and the eleven months before it."""
    start = date(today.year - (today.month < 12), today.month % 12 + 1, 1)
    return Period(start, today + timedelta(days=1), today)


def shown(found: Sequence[Given]) -> list[Given]:
    """Groups that can be given, the largest first, and then those that cannot."""
    return sorted(found, key=lambda one: (one.figure.value is None, -one.figure.n, one.group))
