"""Do the intervals hold? Over many made counties of which the truth is known, how often the interval of each index has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

import duckdb
import numpy as np

from rongzhi.core.simulation.county import FIRST_DAY, YEAR, Made, made
from rongzhi.core.statistics import compiler
from rongzhi.core.statistics.counts import LEVEL, Interval
from rongzhi.core.statistics.evaluation import evaluate
from rongzhi.core.statistics.index import Index, Period
from rongzhi.core.statistics.measures import Grouped, Money
from rongzhi.oversight.figures import Counting
from rongzhi.rulebook.indices import INDICES

CASES = 400  # of each county
NEAR = 0.02
COUNTED = frozenset({"IB3"})  # has a true value, but no interval: the busiest were sought out as the busiest
PERIOD = Period(FIRST_DAY, FIRST_DAY + timedelta(days=YEAR), FIRST_DAY + timedelta(days=YEAR + 900))
BOOKS = Period(
    PERIOD.start, PERIOD.end, FIRST_DAY + timedelta(days=YEAR + 100)
)  # a ledger is read to this day


@dataclass(frozen=True, slots=True)
class Held:
    """How often the intervals of one index held its true value, among those counties for which one could be given."""

    index: str
    method: str
    nominal: float
    coverage: float
    counties: int

    @property
    def error(self) -> float:
        """The Monte-Carlo standard error of the coverage; 1 where no county had an interval."""
        return sqrt(self.coverage * (1 - self.coverage) / self.counties) if self.counties else 1.0

    @property
    def holds(self) -> bool:
        """Whether the coverage lies within two points of the nominal one, but for what chance adds (two errors)."""
        return self.counties > 0 and abs(self.coverage - self.nominal) <= NEAR + 2 * self.error


def calendar_days(start: date, end: date) -> float:
    """Days between two days; a made county has no holidays."""
    return (end - start).days


def over_made(one: Made) -> Counting:
    """An open count over made counties, in the tables that the export has."""
    database = duckdb.connect()
    acts, answers = one.acts, [[compiler.said(k, v) for k, v in told.items()] for told in one.answers]
    database.execute(
        "CREATE TABLE acts AS SELECT unnest(range(len($acts))) AS code, unnest($acts) AS act", {"acts": acts}
    )
    database.execute(
        "CREATE TABLE answers AS SELECT unnest(range(len($told))) AS code, unnest($told::VARCHAR[][]) AS said",
        {"told": answers},
    )
    events = {"n": one.file, "seq": one.seq, "a": one.act, "day": one.day, "s": one.said}  # noqa: F841  read by name
    database.execute(
        "CREATE TABLE events AS SELECT n AS file, seq, act, "
        f"DATE '{FIRST_DAY.isoformat()}' + day AS on_day, said "
        "FROM events JOIN acts ON acts.code = a JOIN answers ON answers.code = s"
    )
    numbers = {"file": np.arange(one.cases, dtype=np.int32)}
    facts = numbers | {name: at for name, (_, at) in one.facts.items()}  # noqa: F841  read by name
    joined = ""
    for name, (names, _) in one.facts.items():
        database.execute(
            f"CREATE TABLE of_{name} AS SELECT unnest(range(len($names))) AS code, unnest($names) AS name",
            {"names": list(names)},
        )
        joined += f" JOIN of_{name} ON of_{name}.code = facts.{name}"
    columns = ", ".join(f"of_{name}.name AS {name}" for name in one.facts)
    database.execute(f"CREATE TABLE told AS SELECT file, {columns} FROM facts{joined}")
    database.execute("ALTER TABLE told RENAME TO facts")
    return Counting.prepared(database, days=calendar_days)


def prove(*, counties: int, whole: int, seed: int, cases: int = CASES) -> list[Held]:
    """How often the intervals held, index by index, over counties made at once with this seed.

    Indices that are told by group are counted for all `counties` in one query each; those of the whole alone, county by
    county, for the first `whole` of them.
    """
    one = made(cases, seed=seed, counties=counties)
    found: list[Held] = []
    with over_made(one) as count:
        for key, truth in one.truth.items():
            index = INDICES[key]
            if isinstance(index.measure, Grouped):
                given = count.given(index, PERIOD, by="county")
                found.append(_held(key, truth, [each.figure.interval for each in given]))
    told = [key for key in one.truth if key not in COUNTED and not isinstance(INDICES[key].measure, Grouped)]
    asked = {key: INDICES[key] for key in told}
    intervals = _one_by_one(one, asked, whole)
    found += [_held(key, one.truth[key], intervals[key]) for key in asked]
    return sorted(found, key=lambda held: held.index)


def _one_by_one(one: Made, asked: Mapping[str, Index], counties: int) -> dict[str, list[Interval | None]]:
    """The intervals of each county for indices of the whole alone, by the plain evaluation."""
    found: dict[str, list[Interval | None]] = {key: [] for key in asked}
    order = np.argsort(one.county, kind="stable")
    files = np.split(order, np.searchsorted(one.county[order], np.arange(1, one.county.max() + 1)))
    for some in files[:counties]:
        stories = list(one.stories(some.tolist()))
        for key, index in asked.items():
            period = BOOKS if isinstance(index.measure, Money) else PERIOD
            (given,) = evaluate(index, stories, period, days=calendar_days)
            found[key].append(given.figure.interval)
    return found


def _held(key: str, truth: float, intervals: list[Interval | None]) -> Held:
    given = [each for each in intervals if each is not None]
    held = sum(each.low - EXACT <= truth <= each.high + EXACT for each in given)
    method = given[0].method if given else ""
    return Held(key, method, LEVEL, held / len(given) if given else 0.0, len(given))


EXACT = 1e-9
