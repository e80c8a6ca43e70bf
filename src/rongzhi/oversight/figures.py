"""The figures of a county for its pages, commands and reports: counted by DuckDB, and the same by the plain evaluation."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from threading import Lock
from typing import Any

import duckdb

from rongzhi.casework.rules import rules_of
from rongzhi.core.statistics import compiler
from rongzhi.core.statistics.counts import Share
from rongzhi.core.statistics.durations import FEWEST, Counted
from rongzhi.core.statistics.evaluation import year_before
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
    AtDay,
    Did,
    Gap,
    Grouped,
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
from rongzhi.core.statistics.money import Asked, Line, money
from rongzhi.oversight.export import COLUMNS, Exported, export
from rongzhi.oversight.stories import GROUPINGS, USED

REGISTERED, USED_BODY = Did(("body.register",)), Did((USED,))
BEFORE, AFTER = timedelta(days=2), timedelta(days=1_100)  # days told around those on which something happened
NO_DAY = date(2000, 1, 1)


@dataclass
class Counting:
    """An open count over the events of one county; close it, or use it in a `with`."""

    database: duckdb.DuckDBPyConnection
    answers: dict[str, list[tuple[Any, ...]]] | None = None  # by query; None: nothing is kept
    _asked: dict[tuple[Did, Did, Did, Period], Asked] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, stories: Iterable[Story], *, days: Days) -> "Counting":
        """Open stories that lie in memory: those of a test or of a made county."""
        database = duckdb.connect()
        listed = list(stories)
        told = [
            (story.file, seq, one.act, one.on, [compiler.said(key, value) for key, value in one.data.items()])
            for story in listed
            for seq, one in enumerate(story.events, 1)
        ]
        columns = "file VARCHAR, seq INTEGER, act VARCHAR, on_day DATE, said VARCHAR[]"
        database.execute(f"CREATE TABLE events ({columns})")
        if told:
            database.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?)", told)
        names = sorted({*GROUPINGS, *(name for story in listed for name in story.facts)})
        database.execute(f"CREATE TABLE facts (file VARCHAR{''.join(f', {name} VARCHAR' for name in names)})")
        rows = [(story.file, *(story.facts.get(name) for name in names)) for story in listed if story.facts]
        if rows:
            database.executemany(f"INSERT INTO facts VALUES ({', '.join('?' * (len(names) + 1))})", rows)
        _days(database, days)
        return cls(database)

    @classmethod
    def prepared(cls, database: duckdb.DuckDBPyConnection, *, days: Days) -> "Counting":
        """Open a database that has the tables `events` and `facts` already."""
        _days(database, days)
        return cls(database)

    @classmethod
    def over(cls, exported: Exported, *, days: Days) -> "Counting":
        """Open the exported files. `days` counts from one day to another, so that what lies between them adds up.

        What is asked twice of the same files and the same calendar, by whomever, is counted once.
        """
        database = duckdb.connect()
        for kind, files in (("events", exported.events), ("facts", exported.facts)):
            made = _none(kind) if not files else _table(kind, [str(file) for file in files])
            database.execute(f"CREATE VIEW {kind} AS {made}")
        return cls(database, _kept((exported, _days(database, days))))

    def __enter__(self) -> "Counting":
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()

    def given(self, index: Index, period: Period, *, by: str = "", fewest: int = FEWEST) -> list[Given]:
        """The index of all cases with what stands beside it, or of each group; the cases behind it stay out (`cases`).

        Raises ValueError for an index that is not measured yet, or not by groups.
        """
        if index.measure is None:
            raise ValueError(f"{index.key} cannot be measured yet.")
        if by:
            if not isinstance(index.measure, Grouped):
                raise ValueError(f"{index.key} is not measured by groups.")
            return self._by_group(index.measure, period, by, fewest)
        also = ((one, self._all(one.measure, period, fewest)) for one in index.also)
        return [with_also(self._all(index.measure, period, fewest), also)]

    def _all(self, measure: Measure, period: Period, fewest: int) -> Given:
        if isinstance(measure, Grouped):
            return self._by_group(measure, period, "", fewest)[0]
        return self._whole(measure, period, fewest)

    def _by_group(self, measure: Grouped, period: Period, by: str, fewest: int) -> list[Given]:
        rows = self._rows(compiler.counted(measure, period, by))
        if isinstance(measure, Until):
            ended: dict[str, dict[float, int]] = {group: {} for group in self._groups(by)}
            running: dict[str, dict[float, int]] = {group: {} for group in ended}
            for group, days, over, n in rows:
                (ended if over else running).setdefault(group, {})[float(days)] = n
            return [
                given_time(group, Counted(ended.get(group, {}), running.get(group, {})), fewest=fewest)
                for group in sorted({*ended, *running})
            ]
        shares = dict.fromkeys(self._groups(by), Share(0, 0))
        shares |= {group: Share(part, whole) for group, part, whole in rows}
        return [given_share(group, shares[group], fewest=fewest) for group in sorted(shares)]

    def _whole(self, measure: Whole, period: Period, fewest: int) -> Given:
        if isinstance(measure, AtDay):
            part, whole = self._row(compiler.at_day(measure, period))
            return given_share("", Share(part, whole), fewest=fewest)
        if isinstance(measure, Spread | Pairs):
            rows = self._rows(compiler.values(measure, period))
            told = {(group, str(json.loads(value))): n for group, value, n in rows}
            told = {(group, value): n for (group, value), n in told.items() if value not in ("", "None")}
            if isinstance(measure, Spread):
                return given_spread(measure, {value: n for (_, value), n in told.items()}, fewest=fewest)
            return given_pairs(measure.least, told)
        if isinstance(measure, Gap):
            found = self._by_group(measure.measure, period, measure.by, 0)
            return given_gap(measure, {one.group: one.share for one in found if one.share}, fewest=fewest)
        if isinstance(measure, Money):
            return money(measure.how, self._ledger(measure, period))
        if isinstance(measure, Paired):
            rows = self._rows(compiler.paired(measure, period))
            return given_paired(dict(rows), fewest=fewest)
        if isinstance(measure, Mean):
            told = self._rows(compiler.answers(measure, period))
            return given_mean(
                {tuple(some): n for some, n in told}, agreement=measure.agreement, fewest=fewest
            )
        if isinstance(measure, Louder):
            shares_of = dict(self._rows(compiler.louder(measure, period)))
            return given_median(shares_of, fewest=fewest)
        if isinstance(measure, RatioGap):
            kinds: dict[str, dict[bool, dict[float, int]]] = {}
            for kind, one, ratio, n in self._rows(compiler.ratios(measure, period)):
                kinds.setdefault(kind, {}).setdefault(one, {})[ratio] = n
            return given_ratio_gap(measure, kinds, fewest=fewest)
        if isinstance(measure, Outside):
            return given_outside(self.by_answer(measure.measure, measure.by, period))
        if isinstance(measure, Reached):
            return given_reached(*self._row(compiler.reached(measure, period)))
        if isinstance(measure, Per):
            both = (self.stock(one, period.cut_off) for one in (measure.part, measure.whole))
            return given_per(*both)
        left, then, now = self._row(compiler.turnover(measure, period))
        return given_turnover(left, then, now, fewest=fewest)

    @cached_property
    def ledger(self) -> Sequence[Line]:
        """The lines of the county's ledgers, in the order in which they were booked; read once for all figures."""
        rows = self._rows(compiler.ledger_lines())
        return tuple(Line(kind, on, Decimal(amount), *told) for kind, on, amount, *told in rows)

    def ends(self, period: Period) -> dict[str, int]:
        """How often each end code was given in the period."""
        rows = self._rows(compiler.values(Spread("top_tenth", Did(), "_end"), period))
        return {str(json.loads(value)): n for _, value, n in rows}

    def filed_through(self, period: Period) -> dict[str, int]:
        """How many filings of the period each township's stations helped with; what no station did under no name."""
        rows = self._rows(compiler.used_by(REGISTERED, USED_BODY, "township", period))
        return {str(json.loads(value or '""')): int(n) for value, n in rows}

    def facts(self, name: str) -> dict[str, str]:
        """One fact of every case that has it."""
        return dict(self._rows(compiler.facts(name)))

    def _ledger(self, of: Money, period: Period) -> Asked:
        """What the figures of the ledger are counted from; the same for all of them, and asked once."""
        key = (of.ended, of.filed, of.taken, period)
        if key not in self._asked:
            year = year_before(period)
            against = self.numbers(OfCases(of.filed, of.filed), year, "institution")
            closed = self.number(OfCases(of.ended, of.ended), year)
            due = self._rows(compiler.first_days(of.ended, of.taken, year))
            self._asked[key] = Asked(self.ledger, period.cut_off, closed, set(against) - {""}, dict(due))
        return self._asked[key]

    def by_answer(self, measure: OfCases, by: str, period: Period) -> dict[str, Share]:
        """The share of each value of an answer of the event that opens a case's count."""
        rows = self._rows(compiler.by_answer(measure, by, period))
        told = {str(json.loads(value)): Share(part, whole) for value, part, whole in rows}
        return {value: share for value, share in told.items() if value not in ("", "None")}

    def _row(self, query: str) -> tuple[int, ...]:
        (row,) = self._rows(query)  # each of these queries counts, and so gives one row
        return tuple(map(int, row))

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query answers; one that was answered over the same record is not asked again."""
        if self.answers is None:
            return self.database.execute(query).fetchall()
        found = self.answers.get(query)
        if found is None:
            found = self.database.execute(query).fetchall()
            if len(found) <= LONG:
                if len(self.answers) >= MANY:
                    self.answers.clear()
                self.answers[query] = found
        return found

    def numbers(self, measure: OfCases | OfActs, period: Period, by: str) -> dict[str, int]:
        """The same for each group that has any."""
        rows = self._rows(compiler.counted(measure, period, by))
        return {group: int(whole) for group, _, whole in rows}

    def way(self, start: Did, steps: Sequence[Did], period: Period, by: str) -> dict[str, list[int]]:
        """How many cases that `start` in the period came to each step and to all before it, by group; first the start."""
        rows = self._rows(compiler.way(start, steps, period, by))
        return {group: list(map(int, reached)) for group, *reached in rows}

    def crossed(self, did: Did, period: Period, names: Sequence[str]) -> dict[tuple[str, ...], int]:
        """How many cases first `did` in the period, by several facts at once."""
        rows = self._rows(compiler.crossed(did, period, names))
        return {tuple(keys): int(n) for *keys, n in rows}

    def by_month(self, did: Did, period: Period) -> dict[str, int]:
        """How many cases first `did` in each month."""
        return self.numbers(OfCases(did, did), period, MONTH)

    def middle_ratio(self, part: str, whole: str, at: Did, period: Period) -> float | None:
        """The median of one answer over another, each the last up to `at`; None below FEWEST cases."""
        measure = RatioGap(at, part, whole, "", ())
        ratios = self._rows(compiler.ratios(measure, period))
        given = given_median({ratio: n for *_, ratio, n in ratios})
        return given.figure.value

    def stock(self, of: Stock, day: date) -> int:
        """How many files are there on that day."""
        return self._row(compiler.stock(of, day))[0]

    def number(self, measure: OfCases | OfActs, period: Period) -> int:
        """How many cases or acts stand in the denominator of a share."""
        rows = self._rows(compiler.counted(measure, period))
        return sum(int(whole) for _, _, whole in rows)

    def _groups(self, by: str) -> list[str]:
        return [group for (group,) in self._rows(compiler.groups(by))]

    def cases(self, index: Index, period: Period, *, by: str = "") -> dict[str, tuple[str, ...]]:
        """The cases behind the index, by group; none for one that is not counted case by case."""
        if not isinstance(index.measure, Grouped):
            return {}
        found: dict[str, list[str]] = {}
        for group, file in self._rows(compiler.cases(index.measure, period, by)):
            found.setdefault(group, []).append(file)
        return {group: tuple(some) for group, some in found.items()}


def _none(kind: str) -> str:
    """The table with its columns and no row."""
    columns = ", ".join(f"NULL::{of} AS {name}" for name, of in COLUMNS[kind].items())
    return f"SELECT {columns} LIMIT 0"


def _table(kind: str, files: list[str]) -> str:
    """The rows of these files; of the facts of a case those that were written last."""
    listed = ", ".join(map(compiler.text, files))
    if kind == "events":
        return f"SELECT * FROM read_parquet([{listed}])"
    parts = " UNION ALL ".join(
        f"SELECT *, {n} AS part FROM read_parquet({compiler.text(file)})" for n, file in enumerate(files)
    )
    return f"SELECT * EXCLUDE part FROM ({parts}) QUALIFY row_number() OVER (PARTITION BY file ORDER BY part DESC) = 1"


def _kept(record: tuple[object, ...]) -> dict[str, list[tuple[Any, ...]]]:
    """The answers that were given over this record; those over the records that were looked at last stay."""
    with _LOCK:
        found = _KEPT.pop(record, {})
        _KEPT[record] = found
        while len(_KEPT) > RECORDS:
            del _KEPT[next(iter(_KEPT))]
    return found


_KEPT: dict[tuple[object, ...], dict[str, list[tuple[Any, ...]]]] = {}
_LOCK = Lock()
RECORDS, MANY, LONG = 4, 2_000, 20_000  # records of which answers are kept, answers of each, rows of one


def _days(database: duckdb.DuckDBPyConnection, days: Days) -> tuple[float, ...]:
    """A row for each day that events lie on, and around: how many days that count lie before it. These are given back."""
    row = database.execute("SELECT min(on_day), max(on_day) FROM events").fetchone()
    first, last = row if row and row[0] else (NO_DAY, NO_DAY)
    begin, end = first - BEFORE, last + AFTER
    every = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    counts = tuple(float(days(begin, day)) for day in every)
    database.execute(
        "CREATE TABLE days AS SELECT unnest($day::DATE[]) AS day, unnest($n::DOUBLE[]) AS n",
        {"day": every, "n": list(counts)},
    )
    return counts


def counting(county: str) -> Counting:
    """An open count over everything that the county's record holds now."""
    return Counting.over(export(county), days=rules_of(county).calendar.workdays_between)


def figures(
    county: str, indices: Iterable[Index], period: Period, *, by: str = "", fewest: int = FEWEST
) -> dict[str, list[Given]]:
    """These indices of a county by their keys; those that are not measured yet stay out."""
    with counting(county) as open_count:
        return {
            one.key: open_count.given(one, period, by=by, fewest=fewest)
            for one in indices
            if one.measure is not None
        }
