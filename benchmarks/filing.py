"""`perform_many` against `executemany` of the very rows that it wrote, both 500 filings in a transaction."""

from benchmarks import rows
from benchmarks.disputes import disputes
from benchmarks.figures import Figure, per_second, ratio_of, side_by_side, timed
from benchmarks.store import Store
from rongzhi.casework.actions import CHUNK, perform_many
from tests.factories.county import CODE, NOW, officer

GOAL, LIMIT = 6.0, 10.0


def measure(store: Store, *, size: int, repetitions: int) -> list[Figure]:
    """File `size` disputes, then write their rows by hand; each from the same founded database."""
    store.found("founded")
    before = rows.read()
    store.copy("founded", "first")
    store.use("first")
    _file(size)  # this also reads what is read once in a process
    after = rows.read()
    lots = rows.written(before, after, files=CHUNK)
    store.drop("first")

    def ours() -> float:
        return _on_a_copy(store, lambda: _file(size))

    def by_hand() -> float:
        return _on_a_copy(store, lambda: rows.write(lots))

    _check(store, lots, after)
    pairs = side_by_side(ours, by_hand, repetitions)
    count = sum(map(len, lots))
    return [
        Figure(
            "filing",
            f"perform_many of {size:,} filings / executemany of their {count:,} rows",
            store.kind,
            **ratio_of(pairs),
            goal=GOAL,
            limit=LIMIT,
            counts={
                "filings_per_second": per_second(size, [pair[0] for pair in pairs]),
                "by_hand_per_second": per_second(size, [pair[1] for pair in pairs]),
                "rows_per_filing": round(count / size, 1),
                "megabytes": round(rows.size(lots) / 1e6, 1),
                "repetitions": repetitions,
            },
        )
    ]


def _file(size: int) -> None:
    answers = perform_many(disputes(size), by=officer(), now=NOW, batch="bench", county=CODE, owner="PMCF")
    filed = sum(answer.ok for _, answer in answers)
    if filed != size:
        raise RuntimeError(f"{size - filed} of {size} filings were refused; the figure would say nothing")


def _on_a_copy(store: Store, work: object) -> float:
    store.copy("founded", "copied")
    store.use("copied")
    store.settle()
    try:
        return timed(work)  # type: ignore[arg-type]
    finally:
        store.drop("copied")


def _check(store: Store, lots: list[rows.Lot], after: rows.Tables) -> None:
    """What is written by hand is what was written by the one door; else the ratio compares two different things."""
    store.copy("founded", "checked")
    store.use("checked")
    rows.write(lots)
    equal = rows.same(rows.read(), after)
    store.drop("checked")
    if not equal:
        raise RuntimeError("the rows written by hand are not those of the acts; the figure would say nothing")
