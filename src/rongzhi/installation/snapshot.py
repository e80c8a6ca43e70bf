"""One consistent view of the database for as long as a backup reads it, while others go on writing."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection, connections, transaction

COPY = "snapshot"


@contextmanager
def snapshot(beside: Path) -> Iterator[str]:
    """The alias of a connection that sees one state: a copy on SQLite, one REPEATABLE READ transaction on PostgreSQL.

    The copy lies in a private folder in `beside` and is removed at the end.
    """
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(prefix=".rongzhi-", dir=beside) as folder:
            yield from _copied(Path(folder) / "copy.sqlite3")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield connection.alias


def _copied(copy: Path) -> Iterator[str]:
    """Copy by SQLite's own backup, which waits for no writer and holds none up."""
    source = f"{Path(connection.settings_dict['NAME']).absolute().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(source, uri=True, timeout=20)) as live,
        closing(sqlite3.connect(copy)) as target,
    ):
        live.backup(target)
    view = connection.copy(alias=COPY)
    view.settings_dict["NAME"] = str(copy)
    connections[COPY] = view
    try:
        yield COPY
    finally:
        view.close()
        del connections[COPY]
