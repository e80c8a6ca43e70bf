"""Makes SQL (DuckDB's) of what an index declares, over the tables `events`, `facts` and `days`; text alone, no database.

`events(file, seq, act, on_day, said)`: one row for each event; `said` lists its clear answers as `key=value` in JSON.
`facts(file, …)`: one row for each case with what it may be grouped by. `days(day, n)`: how many days that count lie
before each day. The plain evaluation (`index.evaluate`) says what each of these queries has to give.
"""

import json
from datetime import date
from typing import Any

from rongzhi.core.statistics.index import MONTH, Did, Measure, OfActs, OfCases, Period, Until


def counted(measure: Measure, period: Period, by: str = "") -> str:
    """The figures of each group: (grp, part, whole) of shares, (grp, days, ended, n) of durations."""
    rows = _rows(measure, period)
    group, join = _grouped(by)
    if isinstance(measure, Until):
        return f"SELECT {group} AS grp, r.days, r.ended, count(*) AS n FROM ({rows}) r{join} GROUP BY ALL"
    return f"SELECT {group} AS grp, count_if(r.hit) AS part, count(*) AS whole FROM ({rows}) r{join} GROUP BY ALL"


def cases(measure: Measure, period: Period, by: str = "") -> str:
    """The cases behind the figures of each group: (grp, file), each once, in order."""
    group, join = _grouped(by)
    return f"SELECT DISTINCT {group} AS grp, r.file FROM ({_rows(measure, period)}) r{join} ORDER BY ALL"


def groups(by: str) -> str:
    """Every group that there is, also those of which nothing is counted."""
    if by == MONTH:
        return "SELECT '' LIMIT 0"
    return f"SELECT DISTINCT coalesce({_name(by)}, '') FROM facts" if by else "SELECT ''"


def said(key: str, value: Any) -> str:
    """A clear answer as it stands in `said`."""
    return f"{key}={json.dumps(value, ensure_ascii=False, sort_keys=True)}"


def _grouped(by: str) -> tuple[str, str]:
    if not by:
        return "''", ""
    if by == MONTH:
        return "strftime(r.on_day, '%Y-%m')", ""
    return f"coalesce(f.{_name(by)}, '')", " LEFT JOIN facts f USING (file)"


def _rows(measure: Measure, period: Period) -> str:
    """One row for each case or event of the denominator: (file, on_day, hit), or (file, on_day, days, ended)."""
    if isinstance(measure, OfActs):
        return (
            f"SELECT file, on_day, {_holds(measure.then)} AS hit FROM events "
            f"WHERE {_holds(measure.of)} AND {_in(period)} AND {_known(period)}"
        )
    if isinstance(measure, OfCases):
        after = "<=" if measure.before else ">="
        enough = f"count(k.seq) {'<' if measure.none else '>='} {measure.times}"
        return (
            f"SELECT b.file, any_value(b.on_day) AS on_day, {enough} AS hit FROM ({_begun(measure.of, period)}) b "
            f"LEFT JOIN ({_events(measure.then, period)}) k ON k.file = b.file AND k.seq {after} b.seq "
            "GROUP BY b.file"
        )
    out = (
        _events(measure.out, period)
        if measure.out
        else "SELECT NULL AS file, NULL AS seq, NULL AS on_day LIMIT 0"
    )
    return (
        "WITH stops AS (SELECT b.file, any_value(b.on_day) AS began, min(e.seq) AS ended_at, "
        "arg_min(e.on_day, e.seq) AS ended_on FROM "
        f"({_begun(measure.start, period)}) b LEFT JOIN ({_events(measure.end, period)}) e "
        "ON e.file = b.file AND e.seq >= b.seq GROUP BY b.file), "
        "outs AS (SELECT b.file, min(o.seq) AS out_at, arg_min(o.on_day, o.seq) AS out_on FROM "
        f"({_begun(measure.start, period)}) b JOIN ({out}) o ON o.file = b.file AND o.seq >= b.seq GROUP BY b.file), "
        "waits AS (SELECT s.file, s.began, "
        "s.ended_at IS NOT NULL AND (o.out_at IS NULL OR s.ended_at <= o.out_at) AS ended, "
        f"CASE WHEN s.ended_at IS NOT NULL AND (o.out_at IS NULL OR s.ended_at <= o.out_at) THEN s.ended_on "
        f"WHEN o.out_at IS NOT NULL THEN o.out_on ELSE {_day(period.cut_off)} END AS stopped "
        "FROM stops s LEFT JOIN outs o USING (file)) "
        "SELECT w.file, w.began AS on_day, greatest(0, b.n - a.n) AS days, w.ended FROM waits w "
        "JOIN days a ON a.day = w.began JOIN days b ON b.day = w.stopped"
    )


def _begun(did: Did, period: Period) -> str:
    """The first such event of each case, where it lies in the period."""
    return (
        "SELECT file, seq, on_day FROM (SELECT file, min(seq) AS seq, arg_min(on_day, seq) AS on_day "
        f"FROM events WHERE {_holds(did)} AND {_known(period)} GROUP BY file) WHERE {_in(period)}"
    )


def _events(did: Did, period: Period) -> str:
    return f"SELECT file, seq, on_day FROM events WHERE {_holds(did)} AND {_known(period)}"


def _holds(did: Did) -> str:
    acts = ", ".join(map(text, did.acts))
    told = [
        f"list_has_any(said, [{', '.join(text(said(key, value)) for value in values)}])"
        for key, values in did.where
    ]
    return " AND ".join([f"act IN ({acts})", *told])


def _in(period: Period) -> str:
    return f"on_day >= {_day(period.start)} AND on_day < {_day(period.end)}"


def _known(period: Period) -> str:
    return f"on_day <= {_day(period.cut_off)}"


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def text(words: str) -> str:
    """A text as SQL writes it."""
    return "'" + words.replace("'", "''") + "'"


def _name(name: str) -> str:
    if not name.isidentifier():
        raise ValueError(f"{name} is no column.")
    return name
