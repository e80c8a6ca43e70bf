"""The triggers that keep the record append-only: making them, dropping them, and finding which are missing.

A rebuild of a table by Django on SQLite drops its triggers silently. Every migration that touches one of
TABLES therefore ends with ``operation()``.
"""

from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError, migrations, transaction

TABLES = (
    "casework_event",
    "casework_sealedpart",
    "casework_countyleaf",
    "casework_countyroot",
    "casework_accesslog",
    "oversight_published",
)
ONCE = {  # the columns that name a row for ever; SQLite's REPLACE would else pass by the other triggers
    "casework_event": ("file", "seq"),
    "casework_sealedpart": ("file", "seq", "name"),
    "casework_countyleaf": ("county", "index"),
    "casework_countyroot": ("county", "size"),
    "casework_accesslog": ("id",),
    "oversight_published": ("county", "name"),
}
FUNCTION = "casework_append_only"


def create(schema_editor: Any) -> None:
    """Make all triggers anew, on those of TABLES that there are: an early migration runs before the later tables."""
    connection = schema_editor.connection
    drop(schema_editor)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION_SQL)
        there = set(connection.introspection.table_names(cursor))
        triggers = _triggers(connection)
        for name, table in _names(connection):
            for sql in triggers[name] if table in there else ():
                cursor.execute(sql)


def drop(schema_editor: Any) -> None:
    """Take all triggers away: for a migration that must move rows, and for the flush of tests."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for name, table in _names(connection):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP FUNCTION IF EXISTS {FUNCTION}()")


def operation(*, later: bool = False) -> migrations.RunPython:
    """The last operation of a migration that makes or touches one of TABLES.

    `later`: one that only adds a table. Undoing it leaves the triggers of the others; the table takes its own along.
    """
    undo = migrations.RunPython.noop if later else lambda apps, editor: drop(editor)
    return migrations.RunPython(lambda apps, editor: create(editor), undo)


def missing(connection: Any) -> list[str]:
    """The names of the triggers that are not there, or not as they were made."""
    if connection.vendor == "postgresql":
        sql = "SELECT tgname FROM pg_trigger WHERE tgname = ANY(%s) AND tgenabled = 'A'"
        with connection.cursor() as cursor:
            cursor.execute(sql, [[name for name, _ in _names(connection)]])
            there = {row[0] for row in cursor.fetchall()}
        return [name for name, _ in _names(connection) if name not in there]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = dict(cursor.fetchall())
    return [name for name, (sql,) in _triggers(connection).items() if found.get(name) != sql]


def toothless(connection: Any) -> list[str]:
    """The tables in which a change was tried, not refused, and taken back; an empty SQLite table cannot be tried."""
    return [
        table for table in TABLES if not all(_bites(connection, sql) for sql in _attempts(connection, table))
    ]


class _Taken(Exception):
    """A change went through; it is undone with its savepoint."""


def _bites(connection: Any, sql: str) -> bool:
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(sql)
            raise _Taken(cursor.rowcount)
    except DatabaseError:
        return True
    except _Taken as taken:
        return bool(connection.vendor == "sqlite" and taken.args[0] == 0)


def _attempts(connection: Any, table: str) -> Iterator[str]:
    some = f"WHERE id = (SELECT min(id) FROM {table})"
    yield f"UPDATE {table} SET id = id {some}"
    yield f"DELETE FROM {table} {some}"


def _names(connection: Any) -> list[tuple[str, str]]:
    kinds = ("stays",) if connection.vendor == "postgresql" else ("update", "delete", "replace")
    return [(f"{table}_{kind}", table) for table in TABLES for kind in kinds]


def _triggers(connection: Any) -> dict[str, list[str]]:
    """The statements that make each trigger, by its name."""
    if connection.vendor == "postgresql":
        return {
            name: [
                f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()",
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
            ]
            for name, table in _names(connection)
        }
    return {name: [_sqlite(connection, name, table)] for name, table in _names(connection)}


def _sqlite(connection: Any, name: str, table: str) -> str:
    kind = name.rpartition("_")[2]
    when = ""
    if kind == "replace":
        kind = "insert"
        same = " AND ".join(f"{q} = NEW.{q}" for q in map(connection.ops.quote_name, ONCE[table]))
        when = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) OR EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
    refusal = f"SELECT RAISE(ABORT, '{table} is append-only')"
    return f"CREATE TRIGGER {name} BEFORE {kind.upper()} ON {table} {when}BEGIN {refusal}; END"


_FUNCTION_SQL = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
