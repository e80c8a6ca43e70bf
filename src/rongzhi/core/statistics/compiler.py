"""Makes SQL (DuckDB's) of what an index declares, over the tables `events`, `facts` and `days`; text alone, no database.

`events(file, seq, act, on_day, said)`: one row for each event; `said` lists its clear answers as `key=value` in JSON.
`facts(file, …)`: one row for each case with what it may be grouped by. `days(day, n)`: how many days that count lie
before each day. The plain evaluation (`evaluation.evaluate`) says what each of these queries has to give.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from rongzhi.core.statistics.index import MONTH, Period
from rongzhi.core.statistics.measures import (
    SIDE,
    AtDay,
    Covered,
    Did,
    Grouped,
    Louder,
    Mean,
    OfActs,
    OfCases,
    Paired,
    Pairs,
    RatioGap,
    Reached,
    Spread,
    Stock,
    Turnover,
    Until,
)
from rongzhi.core.statistics.money import KINDS


def counted(measure: Grouped, period: Period, by: str = "") -> str:
    """The figures of each group: (grp, part, whole) of shares, (grp, days, ended, n) of durations."""
    rows = _rows(measure, period)
    group, join = _grouped(by)
    if isinstance(measure, Until):
        return f"SELECT {group} AS grp, r.days, r.ended, count(*) AS n FROM ({rows}) r{join} GROUP BY ALL"
    return f"SELECT {group} AS grp, count_if(r.hit) AS part, count(*) AS whole FROM ({rows}) r{join} GROUP BY ALL"


def cases(measure: Grouped, period: Period, by: str = "") -> str:
    """The cases behind the figures of each group: (grp, file), each once, in order."""
    group, join = _grouped(by)
    return f"SELECT DISTINCT {group} AS grp, r.file FROM ({_rows(measure, period)}) r{join} ORDER BY ALL"


def at_day(measure: AtDay, period: Period) -> str:
    """One row: (part, whole) of the files that were there."""
    since = period.cut_off - timedelta(days=measure.days)
    stock = Stock(measure.here, measure.gone)
    if measure.then is None:
        return (
            f"SELECT count(n.file) AS part, count(*) AS whole FROM ({_there(stock, since)}) t "
            f"LEFT JOIN ({_there(stock, period.cut_off)}) n USING (file)"
        )
    happened = f"SELECT DISTINCT file FROM events WHERE {_holds(measure.then)} AND on_day > {_day(since)} AND {_known(period)}"
    return (
        f"SELECT count(h.file) AS part, count(*) AS whole FROM ({_there(stock, period.cut_off)}) t "
        f"LEFT JOIN ({happened}) h USING (file)"
    )


def values(measure: Spread | Pairs, period: Period) -> str:
    """How many events fall on each value: (grp, value, n); the group is empty for a spread."""
    value = _answer(measure.by)
    rows = f"SELECT file, {value} AS value FROM events WHERE {_holds(measure.of)} AND {_in(period)} AND {_known(period)}"
    group, join = _grouped(measure.within if isinstance(measure, Pairs) else "")
    told = f"SELECT {group} AS grp, r.value, count(*) AS n FROM ({rows}) r{join} WHERE r.value IS NOT NULL GROUP BY ALL"
    return f"SELECT * FROM ({told}) WHERE grp <> ''" if isinstance(measure, Pairs) else told


def paired(measure: Paired, period: Period) -> str:
    """How many cases have each difference: (difference, n)."""
    sides = [f"list_contains(said, {text(said(SIDE, side))})" for side in (measure.one, measure.other)]
    answer = _number(measure.value)
    both = ", ".join(
        f"sum({answer}) FILTER ({side}) / count({answer}) FILTER ({side}) AS side_{n}"
        for n, side in enumerate(sides)
    )
    among = ""
    if measure.among is not None:
        some = f"SELECT file FROM events WHERE {_holds(measure.among)} AND {_known(period)}"
        among = f" AND file {'NOT IN' if measure.without else 'IN'} ({some})"
    return (
        f"SELECT side_0 - side_1 AS d, count(*) FROM (SELECT file, {both} FROM events "
        f"WHERE {_holds(measure.of)} AND {_in(period)} AND {_known(period)}{among} GROUP BY file) "
        "WHERE side_0 IS NOT NULL AND side_1 IS NOT NULL GROUP BY d"
    )


def answers(measure: Mean, period: Period) -> str:
    """How many cases have each list of answers: (answers in their order, n)."""
    return (
        f"SELECT told, count(*) FROM (SELECT file, list_sort(list({_number(measure.value)})) AS told FROM events "
        f"WHERE {_holds(measure.of)} AND {_in(period)} AND {_known(period)} AND {_number(measure.value)} IS NOT NULL "
        "GROUP BY file) GROUP BY told"
    )


def louder(measure: Louder, period: Period) -> str:
    """How many cases have each share of the louder side: (share, n)."""
    one, other = (
        f"count_if(list_contains(said, {text(said(SIDE, side))}))" for side in (measure.one, measure.other)
    )
    return (
        f"SELECT greatest(one, other) / (one + other)::DOUBLE AS share, count(*) FROM (SELECT {one} AS one, {other} AS other "
        f"FROM events WHERE {_holds(measure.of)} AND {_in(period)} AND {_known(period)} GROUP BY file) "
        "WHERE one + other > 0 GROUP BY share"
    )


def ratios(measure: RatioGap, period: Period) -> str:
    """How many cases of each kind have each ratio: (kind, whether it is one of the ones, ratio, n)."""
    ones = ", ".join(text(json.dumps(value, ensure_ascii=False)) for value in measure.ones)
    last = ", ".join(
        f"arg_max({_answer(key)}, e.seq) FILTER ({_answer(key)} IS NOT NULL) AS {name}"
        for key, name in ((measure.part, "part"), (measure.whole, "whole"), (measure.by, "told"))
    )
    number = "TRY_CAST(trim({}, '\"') AS DOUBLE)"
    facts_of = (
        f"left({fact}, {length})" if length else fact
        for name, length in measure.alike
        for fact in (f"coalesce(f.{_name(name)}, '')",)
    )
    kind = " || '|' || ".join(facts_of) or "''"
    join = " LEFT JOIN facts f USING (file)" if measure.alike else ""
    return (
        f"SELECT {kind} AS kind, coalesce(told IN ({ones}), FALSE) AS one, part / whole AS ratio, count(*) FROM ("
        f"SELECT file, {number.format('part')} AS part, {number.format('whole')} AS whole, told FROM ("
        f"SELECT b.file, {last} FROM ({_begun(measure.at, period)}) b JOIN events e ON e.file = b.file AND e.seq <= b.seq "
        f"GROUP BY b.file)) r{join} WHERE part IS NOT NULL AND whole > 0 GROUP BY ALL"
    )


def by_answer(measure: OfCases, by: str, period: Period) -> str:
    """The share of each value of an answer of the event that opens a case's count: (value, part, whole)."""
    return (
        f"SELECT a.value, count_if(r.hit) AS part, count(*) AS whole FROM ({_rows(measure, period)}) r JOIN "
        f"(SELECT file, arg_min_null({_answer(by)}, seq) AS value FROM events WHERE {_holds(measure.of)} AND {_known(period)} "
        "GROUP BY file) a USING (file) WHERE a.value IS NOT NULL GROUP BY a.value"
    )


def reached(measure: Reached, period: Period) -> str:
    """One row: how many values one of whose files was used, and how many there are."""
    stock = Stock(measure.here, measure.gone)
    return (
        "SELECT count(DISTINCT p.value) FILTER (u.file IS NOT NULL), count(DISTINCT p.value) FROM "
        f"(SELECT file, arg_max({_answer(measure.by)}, seq) FILTER ({_answer(measure.by)} IS NOT NULL) AS value FROM events "
        f"WHERE {_known(period)} GROUP BY file) p JOIN ({_there(stock, period.cut_off)}) t USING (file) LEFT JOIN "
        f"(SELECT DISTINCT file FROM events WHERE {_holds(measure.used)} AND {_in(period)} AND {_known(period)}) u USING (file) "
        "WHERE p.value IS NOT NULL AND p.value NOT IN ('\"\"', 'null')"
    )


def _number(key: str) -> str:
    return f"TRY_CAST({_answer(key)} AS DOUBLE)"


def _answer(key: str) -> str:
    """The answer of that name as it stands in JSON; NULL where it was not given."""
    return f"list_filter(said, lambda one: starts_with(one, {text(key + '=')}))[1][{len(key) + 2}:]"


def ledger_lines() -> str:
    """Every line of the ledgers as money.Line has it, in the order in which they were booked; the sum as a text."""
    kinds = ", ".join(map(text, KINDS))
    texts = {key: f"coalesce(json_extract_string({_answer(key)}, '$'), '')" for key in LINE}
    texts["restricted"] = f"coalesce({_answer('restricted')} = 'true', FALSE)"
    columns = ", ".join(texts.values())
    return f"SELECT act, on_day, {columns} FROM events WHERE act IN ({kinds}) ORDER BY file, seq"


LINE = ("amount", "what", "payer", "restricted", "case", "channel")


def way(start: Did, steps: Sequence[Did], period: Period, by: str) -> str:
    """How many cases came to each step and to all before it: (grp, started, first step, …)."""
    group, join = _grouped(by)
    reached = ", ".join(
        f"r.file IN (SELECT file FROM events WHERE {_holds(step)} AND {_known(period)}) AS step_{n}"
        for n, step in enumerate(steps)
    )
    counts = ", ".join(
        f"count_if({' AND '.join(f's.step_{k}' for k in range(n + 1))})" for n in range(len(steps))
    )
    begun = f"SELECT r.file, {group} AS grp, {reached} FROM ({_begun(start, period)}) r{join}"
    return f"SELECT s.grp, count(*), {counts} FROM ({begun}) s GROUP BY s.grp"


def crossed(did: Did, period: Period, names: Sequence[str]) -> str:
    """How many cases first did it in the period, by several facts: (fact, …, n)."""
    columns = ", ".join(f"coalesce(f.{_name(name)}, '')" for name in names)
    return f"SELECT {columns}, count(*) FROM ({_begun(did, period)}) r LEFT JOIN facts f USING (file) GROUP BY ALL"


def used_by(here: Did, used: Did, by: str, period: Period) -> str:
    """How often files were used in the period, by their answer when they came to be here: (answer, n)."""
    return (
        f"SELECT p.value, count(*) FROM (SELECT file FROM events WHERE {_holds(used)} AND {_in(period)} AND {_known(period)}) u "
        f"LEFT JOIN (SELECT file, any_value({_answer(by)}) AS value FROM events WHERE {_holds(here)} GROUP BY file) p "
        "USING (file) GROUP BY p.value"
    )


def facts(name: str) -> str:
    """One fact of every case that has it: (file, fact)."""
    return f"SELECT file, {_name(name)} FROM facts WHERE coalesce({_name(name)}, '') <> ''"


def first_days(ended: Did, taken: Did, period: Period) -> str:
    """When each case that had `taken` first `ended`, of those that did in the period: (file, day)."""
    return (
        f"SELECT file::VARCHAR, on_day FROM ({_begun(ended, period)}) "
        f"SEMI JOIN (SELECT file FROM events WHERE {_holds(taken)} AND {_known(period)}) USING (file)"
    )


def stock(of: Stock, day: date) -> str:
    """One row: how many files are there on that day."""
    return f"SELECT count(*) FROM ({_there(of, day)})"


def turnover(measure: Turnover, period: Period) -> str:
    """One row: how many that were there so long ago are not there at the cut-off, how many were, and how many are."""
    since = period.cut_off - timedelta(days=measure.days)
    return (
        f"SELECT (SELECT count(*) FROM ({_there(measure.of, since)}) t "
        f"ANTI JOIN ({_there(measure.of, period.cut_off)}) n USING (file)), "
        f"({stock(measure.of, since)}), ({stock(measure.of, period.cut_off)})"
    )


def _there(of: Stock, day: date) -> str:
    """The files in which the last of the two that happened by that day is that they are here."""
    return (
        f"SELECT file FROM events WHERE (({_holds(of.here)}) OR ({_holds(of.gone)})) AND on_day <= {_day(day)} "
        f"GROUP BY file HAVING NOT arg_max({_holds(of.gone)}, seq)"
    )


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


def _rows(measure: Grouped, period: Period) -> str:
    """One row for each case or event of the denominator: (file, on_day, hit), or (file, on_day, days, ended)."""
    if isinstance(measure, OfActs):
        return (
            f"SELECT file, on_day, {_holds(measure.then)} AS hit FROM events "
            f"WHERE {_holds(measure.of)} AND {_in(period)} AND {_known(period)}"
        )
    if isinstance(measure, Covered):
        known = f"""from_json(coalesce({_answer(measure.answer)}, '[]'), '["VARCHAR"]')"""
        fact = f"x.{_name(measure.fact)}"
        return (
            f"SELECT file, on_day, len(list_filter({known}, lambda one: starts_with({fact}, one))) > 0 AS hit "
            f"FROM events JOIN facts x USING (file) WHERE {fact} <> '' AND {_holds(measure.of)} AND {_in(period)} "
            f"AND {_known(period)}"
        )
    if isinstance(measure, OfCases):
        after = "<=" if measure.before else ">="
        enough = f"count(k.seq) {'<' if measure.none else '>='} {measure.times}"
        some = (
            "" if measure.among is None else f" SEMI JOIN ({_events(measure.among, period)}) a USING (file)"
        )
        return (
            f"SELECT b.file, any_value(b.on_day) AS on_day, {enough} AS hit FROM (SELECT * FROM ({_begun(measure.of, period)}){some}) b "
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
    acts = [f"act IN ({', '.join(map(text, did.acts))})"] if did.acts else []
    told = [
        f"({' OR '.join(f'list_contains(said, {text(said(key, value))})' for value in values) or 'FALSE'})"
        for key, values in did.where
    ]
    return " AND ".join([*acts, *told]) or "TRUE"


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
