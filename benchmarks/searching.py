"""Search over sealed text against the obvious bare things: LIKE over clear text, and a full-text index of clear words."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median
from time import perf_counter

from django.db import connection
from django.db.models import Q

from benchmarks.disputes import disputes
from benchmarks.figures import Figure, ratio_of, side_by_side, timed
from benchmarks.store import Store
from rongzhi.casework.actions import CHUNK, perform_many
from rongzhi.casework.models import Event, SealedPart
from rongzhi.casework.sealing import open_parts
from rongzhi.casework.search.contents import texts
from rongzhi.casework.search.finding import find, indexed
from rongzhi.casework.search.indexing import index
from rongzhi.casework.search.query import Query, read_query
from rongzhi.casework.search.words import grams, wanted
from tests.factories.county import CODE, NOW, officer

CLEAR, CLEAR_WORDS = "bench_clear", "bench_clear_words"
AT_ONCE = 500
NEWEST = 11  # rows of a page, and one more
TURNS = 5  # of one query in one repetition


def measure(store: Store, *, size: int, repetitions: int) -> list[Figure]:
    """Index `size` cases, put the same texts down in clear, and look for rare and common words in each."""
    store.found("search")
    _fill(size)
    start = perf_counter()
    index()
    per_second = round(size / (perf_counter() - start))
    _clear_copies()
    rare, common = str(size // 2), "长期产品"
    queries = {
        "a number in one text": read_query(rare, "text"),
        "words in half of the texts": read_query(common, "text"),
        "a name of one person": read_query(f"申请人{rare}", "name"),
    }
    figures = []
    for what, query in queries.items():
        figures += _figures(store, what, query, size, repetitions, per_second)
    return figures


def _figures(
    store: Store, what: str, query: Query, size: int, repetitions: int, per_second: int
) -> Iterator[Figure]:
    ways: dict[str, Callable[[], int]] = {
        "index": lambda: len(indexed(query).order_by("-file").values_list("file", "part")[:NEWEST]),
        "LIKE": lambda: _like(query),
        "clear index": lambda: _clear_index(query),
        "page": lambda: len(find(officer(), query)[0]),
    }
    rows = {name: way() for name, way in ways.items()}

    def at(name: str) -> Callable[[], float]:
        return lambda: timed(lambda: [ways[name]() for _ in range(TURNS)]) / TURNS

    for ours, reference, goal in (
        ("index", "LIKE", 1.0),
        ("index", "clear index", None),
        ("page", "LIKE", None),
    ):
        pairs = side_by_side(at(ours), at(reference), repetitions)
        name = "the sealed index" if ours == "index" else "a page of ten hits, opened"
        yield Figure(
            "search",
            f"{what}: {name} / {reference}, {size:,} cases",
            store.kind,
            **ratio_of(pairs),
            goal=goal,
            counts={
                "milliseconds": round(median(pair[0] for pair in pairs) * 1000, 2),
                "milliseconds_reference": round(median(pair[1] for pair in pairs) * 1000, 2),
                "rows": rows[ours],
                "rows_reference": rows[reference],
                "files_indexed_per_second": per_second,
                "repetitions": repetitions,
            },
            broken=[] if ours == "page" or rows[ours] == rows[reference] else ["they find different rows"],
        )


def _fill(size: int) -> None:
    filings = disputes(size)
    for chunk in range(0, size, CHUNK):
        some = [next(filings) for _ in range(min(CHUNK, size - chunk))]
        now = NOW + timedelta(minutes=chunk)
        answers = perform_many(some, by=officer(), now=now, batch=f"bench {chunk}", county=CODE, owner="PMCF")
        if not all(answer.ok for _, answer in answers):
            raise RuntimeError("a filing was refused; the figure would say nothing")


def _clear_copies() -> None:
    """What the index was made of, in clear: a plain table, and a full-text index of the very words."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {CLEAR} (file text, part text, text text)")
        if sqlite:
            cursor.execute(
                f"CREATE VIRTUAL TABLE {CLEAR_WORDS} USING fts5(words, file UNINDEXED, part UNINDEXED, detail=none, columnsize=0)"
            )
        else:
            cursor.execute(f"CREATE TABLE {CLEAR_WORDS} (words tsvector, file text, part text)")
    rows: list[tuple[str, str, str]] = []
    for row in _texts():
        rows.append(row)
        if len(rows) == AT_ONCE:
            _write(rows, sqlite=sqlite)
            rows = []
    _write(rows, sqlite=sqlite)
    with connection.cursor() as cursor:
        if not sqlite:
            cursor.execute(f"CREATE INDEX ON {CLEAR_WORDS} USING gin (words)")
            cursor.execute("ANALYZE")


def _write(rows: list[tuple[str, str, str]], *, sqlite: bool) -> None:
    turn = "%s" if sqlite else "array_to_tsvector(string_to_array(%s, ' '))"
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {CLEAR} VALUES (%s, %s, %s)", rows)
        cursor.executemany(
            f"INSERT INTO {CLEAR_WORDS} (words, file, part) VALUES ({turn}, %s, %s)",
            [(" ".join(sorted(grams(text))), file, part) for file, part, text in rows],
        )


def _texts() -> Iterator[tuple[str, str, str]]:
    """(file, part, text) of everything that is indexed, opened."""
    acts = {(file, seq): act for file, seq, act in Event.objects.values_list("file", "seq", "act")}
    files = list(dict.fromkeys(file for file, _ in acts))
    wanted_parts = Q(name="file") | Q(name__startswith="person:")
    for start in range(0, len(files), AT_ONCE):
        parts = SealedPart.objects.filter(wanted_parts, file__in=files[start : start + AT_ONCE])
        for opened in open_parts(parts):
            found = list(texts(opened.name, acts[opened.file, opened.seq], opened.content or {}))
            if found:
                yield opened.file, opened.name, "\n".join(found)


def _parts(query: Query) -> str:
    return "part LIKE 'person:%%'" if query.kind == "name" else "part = 'file'"


def _like(query: Query) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT file, part FROM {CLEAR} WHERE {_parts(query)} AND text LIKE %s ORDER BY file DESC LIMIT {NEWEST}",
            [f"%{query.text}%"],
        )
        return len(cursor.fetchall())


def _clear_index(query: Query) -> int:
    some = sorted(wanted(query.text))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            text = " AND ".join(f'"{word}"' for word in some)
            sql = f"SELECT file, part FROM {CLEAR_WORDS} WHERE {CLEAR_WORDS} MATCH %s AND {_parts(query)}"
        else:
            text = " & ".join(f"'{word}'" for word in some)
            sql = f"SELECT file, part FROM {CLEAR_WORDS} WHERE words @@ %s::tsquery AND {_parts(query)}"
        cursor.execute(f"{sql} ORDER BY file DESC LIMIT {NEWEST}", [text])
        return len(cursor.fetchall())
