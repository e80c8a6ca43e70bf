"""One `perform()` against its rows written by hand in one transaction: a usual act, and one that may run beside others."""

from collections.abc import Callable, Sequence

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import rows
from benchmarks.figures import Figure, per_second, ratio_of, side_by_side, timed
from benchmarks.store import Store
from rongzhi.casework.models import File
from tests.factories.county import act, officer
from tests.factories.main_line import accepted

GOAL, MOST_QUERIES = 5.0, 14

ACTS: dict[str, Callable[[str], object]] = {
    "invitation.send": lambda file: act(file, "invitation.send", by=officer(), party="p2", way="phone"),
    "case.send_message": lambda file: act(
        file, "case.send_message", by=officer(), message="请于本周内补交合同复印件。"
    ),
}


def measure(store: Store, *, size: int, repetitions: int) -> list[Figure]:
    """Do each act once on `size` fresh files, then write the same rows by hand on another copy of them."""
    store.found("accepted")
    for _ in range(size + 1):
        accepted()
    files = list(File.objects.order_by("number").values_list("number", flat=True))
    before = rows.read()
    return [_figure(store, name, files, before, repetitions) for name in ACTS]


def _figure(store: Store, name: str, files: Sequence[str], before: rows.Tables, repetitions: int) -> Figure:
    first, rest = files[0], files[1:]

    def copied() -> None:
        store.copy("accepted", "copied")
        store.use("copied")
        store.settle()

    def each() -> None:
        for file in rest:
            ACTS[name](file)

    copied()
    ACTS[name](first)  # what is read once in a process is read now
    one = rows.read()
    with CaptureQueriesContext(connection) as queries:
        ACTS[name](rest[0])
    for file in rest[1:]:
        ACTS[name](file)
    after = rows.read()
    warm = rows.written(before, one, files=1)
    lots = rows.written(one, after, files=1)
    store.drop("copied")

    def ours() -> float:
        copied()
        ACTS[name](first)
        try:
            return timed(each)
        finally:
            store.drop("copied")

    def by_hand() -> float:
        copied()
        rows.write(warm)
        try:
            return timed(lambda: rows.write(lots))
        finally:
            store.drop("copied")

    pairs = side_by_side(ours, by_hand, repetitions)
    asked = len(queries)
    return Figure(
        "act",
        f"perform({name}) / its {len(lots[0])} rows by hand in one transaction",
        store.kind,
        **ratio_of(pairs),
        goal=GOAL,
        counts={
            "acts_per_second": per_second(len(rest), [pair[0] for pair in pairs]),
            "by_hand_per_second": per_second(len(rest), [pair[1] for pair in pairs]),
            "queries": asked,
            "most_queries": MOST_QUERIES,
            "repetitions": repetitions,
        },
        broken=[f"{asked} queries, {MOST_QUERIES} promised"] if asked > MOST_QUERIES else [],
    )
