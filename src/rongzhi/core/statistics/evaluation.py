"""The plain evaluation of an index over the stories of cases: slow, obvious, and what every quicker way is checked by."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from rongzhi.core.statistics.counts import Share
from rongzhi.core.statistics.durations import FEWEST, Counted, Lasted
from rongzhi.core.statistics.given import (
    Given,
    given_gap,
    given_outside,
    given_paired,
    given_pairs,
    given_per,
    given_reached,
    given_share,
    given_spread,
    given_time,
    given_turnover,
    with_also,
)
from rongzhi.core.statistics.index import MONTH, Days, Index, Period, Story
from rongzhi.core.statistics.measures import (
    SIDE,
    AtDay,
    Covered,
    Did,
    Gap,
    Grouped,
    Happened,
    Louder,
    Mean,
    Measure,
    Money,
    OfActs,
    OfCases,
    Outside,
    Paired,
    Pairs,
    Per,
    RatioGap,
    Reached,
    Spread,
    Stock,
    Until,
    Whole,
)
from rongzhi.core.statistics.middles import given_mean, given_median, given_ratio_gap
from rongzhi.core.statistics.money import KINDS, YEAR, Asked, Line, money


def evaluate(
    index: Index, stories: Iterable[Story], period: Period, *, days: Days, by: str = "", fewest: int = FEWEST
) -> list[Given]:
    """The index of all these cases, or of each group by the fact `by` or by MONTH, groups in the order of their names.

    `days` counts from one day to another (working days of the county). Raises ValueError for an index that is not
    measured yet, or not by groups.
    """
    if index.measure is None:
        raise ValueError(f"{index.key} cannot be measured yet.")
    if by:
        if not isinstance(index.measure, Grouped):
            raise ValueError(f"{index.key} is not measured by groups.")
        return _by_group(index.measure, stories, period, days, by, fewest)
    told = list(stories)

    def all_of(measure: Measure) -> Given:
        if isinstance(measure, Grouped):
            return _by_group(measure, told, period, days, "", fewest)[0]
        return _whole(measure, told, period, days, fewest)

    return [with_also(all_of(index.measure), ((also, all_of(also.measure)) for also in index.also))]


def _by_group(
    measure: Grouped,
    stories: Iterable[Story],
    period: Period,
    days: Days,
    by: str,
    fewest: int,
) -> list[Given]:
    groups: dict[str, list[tuple[str, bool | Lasted]]] = {} if by else {"": []}
    for story in stories:
        if by and by != MONTH and story.facts:  # who is on the roster is no case
            groups.setdefault(story.facts.get(by, ""), [])
        for on, told in _counted(measure, story, period, days):
            group = on.isoformat()[:7] if by == MONTH else story.facts.get(by, "") if by else ""
            groups.setdefault(group, []).append((story.file, told))
    return [_given(measure, group, groups[group], fewest) for group in sorted(groups)]


def _given(measure: Grouped, group: str, told: list[tuple[str, bool | Lasted]], fewest: int) -> Given:
    files = {file for file, _ in told}
    if isinstance(measure, Until):
        lasted = Counted.of(one for _, one in told if isinstance(one, Lasted))
        return given_time(group, lasted, files, fewest=fewest)
    return given_share(group, Share(sum(one is True for _, one in told), len(told)), files, fewest=fewest)


def _whole(
    measure: Whole,
    stories: Sequence[Story],
    period: Period,
    days: Days,
    fewest: int,
) -> Given:
    if isinstance(measure, AtDay):
        there = [hit for story in stories if (hit := _at_day(measure, story, period.cut_off)) is not None]
        return given_share("", Share(sum(there), len(there)), fewest=fewest)
    if isinstance(measure, Spread):
        counts = Counter(
            value for story in stories for value in _values(measure.of, measure.by, story, period)
        )
        return given_spread(measure, counts, fewest=fewest)
    if isinstance(measure, Pairs):
        pairs = Counter(
            (group, value)
            for story in stories
            if (group := story.facts.get(measure.within, ""))
            for value in _values(measure.of, measure.by, story, period)
        )
        return given_pairs(measure.least, pairs)
    if isinstance(measure, Gap):
        found = _by_group(measure.measure, stories, period, days, measure.by, 0)
        return given_gap(measure, {one.group: one.share for one in found if one.share}, fewest=fewest)
    if isinstance(measure, Money):
        lines = [line for story in stories for line in lines_of(story.events)]
        return money(
            measure.how,
            Asked(
                lines,
                period.cut_off,
                _closed(measure, stories, period),
                _respondents(measure, stories, period),
                _due(measure, stories, period),
            ),
        )
    if isinstance(measure, Paired):
        apart = [d for story in stories if (d := _difference(measure, story, period)) is not None]
        return given_paired(Counter(apart), fewest=fewest)
    if isinstance(measure, Mean):
        told = (tuple(sorted(_numbers(measure, story, period))) for story in stories)
        return given_mean(Counter(filter(None, told)), agreement=measure.agreement, fewest=fewest)
    if isinstance(measure, Louder):
        shares = [share for story in stories if (share := _louder(measure, story, period)) is not None]
        return given_median(Counter(shares), fewest=fewest)
    if isinstance(measure, RatioGap):
        kinds: dict[str, dict[bool, Counter[float]]] = {}
        for story in stories:
            if (told_ratio := _ratio(measure, story, period)) is not None:
                one, ratio = told_ratio
                kinds.setdefault(_kind(measure, story), {}).setdefault(one, Counter())[ratio] += 1
        return given_ratio_gap(measure, kinds, fewest=fewest)
    if isinstance(measure, Outside):
        return given_outside(_by_answer(measure, stories, period, days))
    if isinstance(measure, Reached):
        return given_reached(*_reached(measure, stories, period))
    if isinstance(measure, Per):
        return given_per(
            _stock(measure.part, stories, period.cut_off), _stock(measure.whole, stories, period.cut_off)
        )
    since = period.cut_off - timedelta(days=measure.days)
    left = sum(
        _there(measure.of, story, since) and not _there(measure.of, story, period.cut_off)
        for story in stories
    )
    sizes = (_stock(measure.of, stories, day) for day in (since, period.cut_off))
    return given_turnover(left, *sizes, fewest=fewest)


def lines_of(events: Iterable[Happened]) -> Iterator[Line]:
    """The lines of a ledger among these events, in their order."""
    for event in events:
        if event.act in KINDS:
            said = event.data
            yield Line(
                event.act,
                event.on,
                Decimal(str(said["amount"])),
                str(said.get("what") or ""),
                str(said.get("payer") or ""),
                said.get("restricted") is True,
                str(said.get("case") or ""),
                str(said.get("channel") or ""),
            )


def year_before(period: Period) -> Period:
    """The twelve months up to the cut-off, in which the ledger is read."""
    return Period(
        period.cut_off - YEAR + timedelta(days=1), period.cut_off + timedelta(days=1), period.cut_off
    )


def _closed(of: Money, stories: Iterable[Story], period: Period) -> int:
    """Cases that first ended in the twelve months up to the cut-off."""
    measure, year = OfCases(of.ended, of.ended), year_before(period)
    return sum(1 for story in stories for _ in _counted(measure, story, year, _no_days))


def _due(of: Money, stories: Iterable[Story], period: Period) -> dict[str, date]:
    """When each case with a neutral first ended, of those that did in these months."""
    measure, year = OfCases(of.ended, of.taken), year_before(period)
    return {
        story.file: on
        for story in stories
        if any(of.taken.holds(event) for event in _known(story, period))
        for on, _ in _counted(measure, story, year, _no_days)
    }


def _respondents(of: Money, stories: Iterable[Story], period: Period) -> set[str]:
    """The institutions against which something was filed in these months."""
    measure, year = OfCases(of.filed, of.filed), year_before(period)
    against = (story for story in stories if story.facts.get("institution"))
    return {story.facts["institution"] for story in against for _ in _counted(measure, story, year, _no_days)}


def _no_days(start: date, end: date) -> float:
    return 0.0


def _difference(measure: Paired, story: Story, period: Period) -> float | None:
    """One side's mean answer minus the other's; None where one of them gave none."""
    told: dict[str, list[float]] = {measure.one: [], measure.other: []}
    known = _known(story, period)
    if measure.among is not None and any(map(measure.among.holds, known)) is measure.without:
        return None
    for event in known:
        answer, side = event.data.get(measure.value), str(event.data.get(SIDE) or "")
        if (
            measure.of.holds(event)
            and period.start <= event.on < period.end
            and answer is not None
            and side in told
        ):
            told[side].append(float(answer))
    one, other = told[measure.one], told[measure.other]
    return sum(one) / len(one) - sum(other) / len(other) if one and other else None


def _numbers(of: Mean, story: Story, period: Period) -> Iterator[float]:
    """What was answered in this case in the period."""
    for event in _known(story, period):
        if (
            of.of.holds(event)
            and period.start <= event.on < period.end
            and event.data.get(of.value) is not None
        ):
            yield float(event.data[of.value])


def _louder(measure: Louder, story: Story, period: Period) -> float | None:
    """The share of the side with more events; None where neither has one."""
    sides = Counter(_values(measure.of, SIDE, story, period))
    one, other = sides[measure.one], sides[measure.other]
    return max(one, other) / (one + other) if one + other else None


def _kind(measure: RatioGap, story: Story) -> str:
    """The facts, or their beginnings, by which cases are alike."""
    return "|".join(story.facts.get(name, "")[: length or None] for name, length in measure.alike)


def _ratio(measure: RatioGap, story: Story, period: Period) -> tuple[bool, float] | None:
    """Whether the case is one of the ones, and its ratio; None where it has none."""
    events = _known(story, period)
    place = _first(events, measure.at)
    if place is None or not period.start <= events[place].on < period.end:
        return None
    last: dict[str, str] = {}
    for event in events[: place + 1]:
        last |= {key: str(value) for key, value in event.data.items() if value is not None}
    part, whole = last.get(measure.part), last.get(measure.whole)
    if part is None or whole is None or float(whole) <= 0:
        return None
    return last.get(measure.by) in measure.ones, float(part) / float(whole)


def _by_answer(measure: Outside, stories: Sequence[Story], period: Period, days: Days) -> dict[str, Share]:
    """The share of each value of the answer of the event that opens a case's count."""
    found: dict[str, list[bool]] = {}
    for story in stories:
        events = _known(story, period)
        place = _first(events, measure.measure.of)
        value = None if place is None else events[place].data.get(measure.by)
        if value not in (None, ""):
            told = [hit is True for _, hit in _counted(measure.measure, story, period, days)]
            found.setdefault(str(value), []).extend(told)
    return {value: Share(sum(hits), len(hits)) for value, hits in found.items() if hits}


def _reached(measure: Reached, stories: Sequence[Story], period: Period) -> tuple[int, int]:
    there, used = set(), set()
    for story in stories:
        events = _known(story, period)
        if not _there(Stock(measure.here, measure.gone), story, period.cut_off):
            continue
        told = [event.data[measure.by] for event in events if event.data.get(measure.by) is not None]
        if told and told[-1] != "":
            there.add(told[-1])
            if any(measure.used.holds(event) and period.start <= event.on < period.end for event in events):
                used.add(told[-1])
    return len(used), len(there)


def _values(did: Did, by: str, story: Story, period: Period) -> Iterator[str]:
    for event in _known(story, period):
        if (
            did.holds(event)
            and period.start <= event.on < period.end
            and event.data.get(by) not in (None, "")
        ):
            yield str(event.data[by])


def _stock(stock: Stock, stories: Iterable[Story], day: date) -> int:
    return sum(_there(stock, story, day) for story in stories)


def _there(stock: Stock, story: Story, day: date) -> bool:
    """Whether the last of both by that day is that it is here."""
    there = False
    for event in story.events:
        if event.on <= day:
            there = stock.gone.holds(event) is False and (there or stock.here.holds(event))
    return there


def _at_day(measure: AtDay, story: Story, cut_off: date) -> bool | None:
    """None where the file was not there; else whether what is asked of it holds."""
    since = cut_off - timedelta(days=measure.days)
    stock = Stock(measure.here, measure.gone)
    if measure.then is None:
        return _there(stock, story, cut_off) if _there(stock, story, since) else None
    if not _there(stock, story, cut_off):
        return None
    return any(measure.then.holds(event) and since < event.on <= cut_off for event in story.events)


def _known(story: Story, period: Period) -> list[Happened]:
    return [event for event in story.events if event.on <= period.cut_off]


def _counted(
    measure: Grouped, story: Story, period: Period, days: Days
) -> Iterator[tuple[date, bool | Lasted]]:
    """What of this case stands in the denominator: its day, and whether it stands in the numerator or how long it took."""
    events = _known(story, period)
    if isinstance(measure, OfActs | Covered):
        meant = [e for e in events if measure.of.holds(e) and period.start <= e.on < period.end]
        if isinstance(measure, OfActs):
            yield from ((event.on, measure.then.holds(event)) for event in meant)
        elif fact := story.facts.get(measure.fact):
            yield from (
                (event.on, any(fact.startswith(one) for one in event.data.get(measure.answer) or ()))
                for event in meant
            )
        return
    place = _first(events, measure.start if isinstance(measure, Until) else measure.of)
    if place is None or not period.start <= events[place].on < period.end:
        return
    began = events[place].on
    if isinstance(measure, OfCases) and measure.among and not any(map(measure.among.holds, events)):
        return
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
