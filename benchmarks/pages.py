"""The worklist and the case page with few and with many cases in the county: time and number of queries."""

from collections.abc import Callable
from datetime import timedelta
from statistics import median, mode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.disputes import disputes
from benchmarks.figures import Figure, ratio_of, side_by_side, timed
from benchmarks.store import Store
from rongzhi.casework.actions import CHUNK, perform_many
from rongzhi.directory.models import Account
from tests.factories.county import CODE, NOW, officer
from tests.factories.main_line import appointed

GROWTH = 1.3
READERS = {  # username: which part of the worklist
    "officer": "",  # of the organisation that every case belongs to
    "agent-BANK1": "?waiting=all",  # of an institution that half of the cases are about
    "n1": "?waiting=all",  # a mediator with one case
}
VIEWS = 4  # of one page in one repetition: few, so that the two sizes take turns often


def measure(store: Store, *, size: int, repetitions: int) -> list[Figure]:
    """Look at the same pages at `size` cases and at twenty times as many."""
    few, many = size, size * 20
    store.found("few")
    last = appointed()  # one case that everybody looks at
    _fill(0, few - 1)
    store.copy("few", "many")
    store.use("many")
    _fill(few - 1, many - 1)
    for name in ("few", "many"):
        store.use(name)
        _analyse()
    return [
        _figure(store, page, reader, few, many, last, repetitions)
        for page in ("worklist", "case page")
        for reader in READERS
    ]


def _fill(start: int, end: int) -> None:
    """File the disputes `start`+1 … `end`, each five hundred some hours later, so that their time limits differ."""
    filings = iter(disputes(end))
    for _ in range(start):
        next(filings)
    for chunk, at in enumerate(range(start, end, CHUNK)):
        some = [next(filings) for _ in range(min(CHUNK, end - at))]
        now = NOW + timedelta(hours=7 * chunk + start % 24)
        answers = perform_many(some, by=officer(), now=now, batch=f"bench {at}", county=CODE, owner="PMCF")
        if not all(answer.ok for _, answer in answers):
            raise RuntimeError("a filing was refused; the figure would say nothing")


def _figure(
    store: Store, page: str, reader: str, few: int, many: int, number: str, repetitions: int
) -> Figure:
    seen: dict[str, list[int]] = {"few": [], "many": []}

    def at(name: str) -> float:
        store.use(name)
        look = _look(page, reader, number)
        look()
        with CaptureQueriesContext(connection) as queries:
            look()
        seen[name].append(len(queries))
        return timed(lambda: [look() for _ in range(VIEWS)]) / VIEWS

    pairs = side_by_side(lambda: at("many"), lambda: at("few"), repetitions)
    asked = {name: mode(counts) for name, counts in seen.items()}  # the roster is read anew now and then
    return Figure(
        "pages",
        f"{page} of {reader}: {many:,} cases / {few:,}",
        store.kind,
        **ratio_of(pairs),
        goal=GROWTH,
        counts={
            "milliseconds_few": round(median(pair[1] for pair in pairs) * 1000, 1),
            "milliseconds_many": round(median(pair[0] for pair in pairs) * 1000, 1),
            "queries_few": asked["few"],
            "queries_many": asked["many"],
            "repetitions": repetitions,
        },
        broken=[] if asked["few"] == asked["many"] else ["the number of queries changes"],
    )


def _look(page: str, reader: str, number: str) -> Callable[[], object]:
    """Asks for the real page as a signed-in reader."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(username=reader), "django.contrib.auth.backends.ModelBackend")
    address = reverse("desk") + READERS[reader] if page == "worklist" else reverse("case", args=[number])

    def ask() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}; the figure would say nothing")

    return ask


def _analyse() -> None:
    """What the upkeep of PostgreSQL does by itself after a while; SQLite has none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
