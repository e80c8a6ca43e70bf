"""The index in the database: rows with their words as keyed digests, in the manner of SQLite or of PostgreSQL."""

import hmac
from base64 import b32encode
from collections.abc import Collection, Iterable, Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from rongzhi.casework.models import SearchRow
from rongzhi.core.record.keys import InstallationKeys

TOKEN_BYTES = 5  # record.md §6
NAME, TEXT = "name", "text"  # what is a person's name and what is in the story are digested apart
FEW = 500  # rows that PostgreSQL fetches by word before it sorts
WORDS = "casework_searchwords"

Row = tuple[str, str, Collection[str]]  # file, part, tokens


class Digests:
    """Words to tokens under the installation's key; what was digested once is remembered while the object lives."""

    def __init__(self, keys: InstallationKeys) -> None:
        self._key = keys.search
        self._known: dict[tuple[str, str], str] = {}

    def token(self, space: str, word: str) -> str:
        """Eight letters and digits for a word in the space of names or of texts."""
        found = self._known.get((space, word))
        if found is None:
            digest = hmac.digest(self._key, f"word\x00{space}\x00{word}".encode(), "sha256")
            found = self._known[space, word] = b32encode(digest[:TOKEN_BYTES]).decode().lower()
        return found

    def tokens(self, space: str, words: Iterable[str]) -> set[str]:
        return {self.token(space, word) for word in words}


def put(files: Sequence[str], rows: Sequence[Row]) -> None:
    """Write all rows of these files anew, in the caller's transaction.

    Tokens are sorted: neither their order in the text nor how often they stand there is kept.
    """
    SearchRow.objects.filter(file__in=files).delete()
    full = [(file, part, " ".join(sorted(tokens))) for file, part, tokens in rows if tokens]
    if connection.vendor == "sqlite":
        made = SearchRow.objects.bulk_create(SearchRow(file=file, part=part) for file, part, _ in full)
        words = [(row.pk, text) for row, (_, _, text) in zip(made, full, strict=True)]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {WORDS} (rowid, tokens) VALUES (%s, %s)", words)
        return
    table = SearchRow._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (file, part, words) VALUES (%s, %s, array_to_tsvector(string_to_array(%s, ' ')))",
            full,
        )


def matching(groups: Sequence[Collection[str]]) -> QuerySet[SearchRow]:
    """The rows that hold every token of at least one of the groups."""
    if not groups or not all(groups):
        return SearchRow.objects.none()
    if connection.vendor == "sqlite":
        text = " OR ".join("(" + " AND ".join(f'"{t}"' for t in sorted(group)) + ")" for group in groups)
        found = RawSQL(f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s", [text])
    else:
        text = " | ".join("(" + " & ".join(f"'{t}'" for t in sorted(group)) + ")" for group in groups)
        rows = f"SELECT id FROM {SearchRow._meta.db_table} WHERE words @@ %s::tsquery"
        found = RawSQL(f"SELECT unnest(ARRAY({rows}))" if _few(rows, text) else rows, [text])
    return SearchRow.objects.filter(pk__in=found)


def _few(rows: str, text: str) -> bool:
    """Whether PostgreSQL should fetch these rows first and sort them, instead of walking the files until some fit.

    Its planner guesses rare words to be common, so the rows are counted, as far as it matters.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({rows} LIMIT {FEW}) AS limited", [text])
        return int(cursor.fetchone()[0]) < FEW


def forget(file: str, part: str) -> None:
    """Remove an erased part from the index, in the caller's transaction.

    SQLite's full-text table keeps what was deleted until its pieces are merged, so they are merged now.
    """
    gone, _ = SearchRow.objects.filter(file=file, part=part).delete()
    if gone and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {WORDS} ({WORDS}) VALUES ('optimize')")


def empty() -> None:
    """Remove the whole index."""
    SearchRow.objects.all().delete()
