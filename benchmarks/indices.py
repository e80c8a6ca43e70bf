"""All measured indicators of a made county of many cases, from Parquet, against queries written by hand for three of them."""

import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import duckdb

from benchmarks.figures import Figure, ratio_of, side_by_side, timed
from rongzhi.core.simulation.county import made
from rongzhi.core.statistics.index import Period
from rongzhi.oversight.board import by_groups
from rongzhi.oversight.figures import Counting
from rongzhi.oversight.proving import PERIOD, calendar_days, over_made
from rongzhi.rulebook.indices import INDICES

SEED = 2026
MOST_SECONDS = 30.0  # for a million cases
BY_HAND = {
    "IC4": """
        SELECT count(p.file), count(*) FROM
          (SELECT file, min(seq) AS seq, arg_min(on_day, seq) AS d FROM events
           WHERE act = 'agreement.falls_due' GROUP BY file) e
          LEFT JOIN (SELECT file, max(seq) AS last FROM events WHERE act = 'performance.complete' GROUP BY file) p
          ON p.file = e.file AND p.last >= e.seq
        WHERE e.d >= $start AND e.d < $end""",
    "ID3": """
        SELECT count_if(act = 'appointment.joint_choice'), count(*) FROM events
        WHERE act IN ('appointment.joint_choice', 'appointment.propose')
          AND on_day >= $start AND on_day < $end""",
    "IE2": """
        SELECT day, stopped, count(*) FROM (
          SELECT f.day, min(e.on_day) AS stopped FROM
            (SELECT file, min(seq) AS seq, arg_min(on_day, seq) AS day FROM events
             WHERE act IN ('intake.file', 'intake.first_contact') GROUP BY file) f
            LEFT JOIN (SELECT file, seq, on_day FROM events
             WHERE act IN ('intake.accept', 'intake.refuse', 'withdrawal.record', 'case.join_duplicate')) e
            ON e.file = f.file AND e.seq >= f.seq
          WHERE f.day >= $start AND f.day < $end GROUP BY f.file, f.day) GROUP BY ALL""",
}


def measure(*, size: int, repetitions: int) -> list[Figure]:
    """Count every measured indicator of `size` made cases; making and exporting them is timed apart."""
    start = perf_counter()
    county = made(size, seed=SEED)
    seconds_made, start = perf_counter() - start, perf_counter()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        _export(Path(folder), over_made(county))
        seconds_export = perf_counter() - start
        with _open(Path(folder)) as count:
            asked = [one for one in INDICES.values() if one.measure is not None]
            whole = timed(lambda: [count.given(one, PERIOD) for one in asked])
            by_hand = [
                replace(INDICES[key], also=()) for key in BY_HAND
            ]  # what is beside them was not asked by hand
            grouped = [one for one in asked if by_groups(one)]
            by_channel = timed(lambda: [count.given(one, PERIOD, by="channel") for one in grouped])
            pairs = side_by_side(
                lambda: timed(lambda: [count.given(one, PERIOD) for one in by_hand]),
                lambda: timed(
                    lambda: [_by_hand(count.database, query, PERIOD) for query in BY_HAND.values()]
                ),
                repetitions,
            )
    broken = []
    if size >= 1_000_000 and whole > MOST_SECONDS:
        broken.append(
            f"{whole:.0f} seconds for {len(asked)} indicators of {size:,} cases: more than {MOST_SECONDS:.0f}"
        )
    return [
        Figure(
            "indices",
            f"three indicators of {size:,} cases / queries written by hand",
            "none",
            **ratio_of(pairs),
            goal=2.0,
            counts={
                "indicators": len(asked),
                "seconds_all": round(whole, 2),
                "seconds_by_channel": round(by_channel, 2),
                "events": len(county.file),
                "seconds_made": round(seconds_made, 2),
                "seconds_export": round(seconds_export, 2),
                "repetitions": repetitions,
            },
            broken=broken,
        )
    ]


def _export(folder: Path, count: Counting) -> None:
    with count:
        for kind in ("events", "facts"):
            count.database.execute(
                f"COPY {kind} TO '{folder / kind}.parquet' (FORMAT parquet, COMPRESSION zstd)"
            )


def _open(folder: Path) -> Counting:
    database = duckdb.connect()
    for kind in ("events", "facts"):
        database.execute(f"CREATE VIEW {kind} AS SELECT * FROM read_parquet('{folder / kind}.parquet')")
    return Counting.prepared(database, days=calendar_days)


def _by_hand(database: duckdb.DuckDBPyConnection, query: str, period: Period) -> list[tuple[object, ...]]:
    return database.execute(query, {"start": period.start, "end": period.end}).fetchall()
