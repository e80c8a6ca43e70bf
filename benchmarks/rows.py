"""The rows that acts wrote, read back from the tables, and the same rows written by hand with plain `executemany`."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from rongzhi.casework.projection import TABLES

Row = tuple[Any, ...]

# Every table of the one door: those of the record and its projection, and the counter that gives numbers.
ALL: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    **TABLES,
    "counter": ("casework", ("county", "kind", "year", "last"), ("county", "kind", "year")),
}


@dataclass
class Lot:
    """The rows of one transaction: new ones and changed ones, by table."""

    new: dict[str, list[Row]] = field(default_factory=dict)
    changed: dict[str, list[Row]] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(len(rows) for part in (self.new, self.changed) for rows in part.values())


Tables = Mapping[str, Sequence[Row]]


def read() -> Tables:
    """All rows of all tables in the order of their writing, with the values as the driver takes them again."""
    if connection.vendor != "sqlite":
        return {table: _rows(connection, table, _order(table)) for table in ALL}
    # Without Django's converters: moments stay the text that they are.
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as plain:
        return {table: _rows(plain, table, "rowid") for table in ALL}


def written(before: Tables, after: Tables, *, files: int) -> list[Lot]:
    """The rows that came or changed between two states, in lots of so many files, in the order of the files."""
    lots: dict[int, Lot] = {}
    places = {number: place for place, number in enumerate(sorted(_touched(before, after)))}
    for table, rows in after.items():
        known = set(before[table])
        keys = {_key(table, row) for row in before[table]}
        for row in rows:
            if row not in known:
                lot = lots.setdefault(places.get(_file(table, row), 0) // files, Lot())
                part = lot.changed if _key(table, row) in keys else lot.new
                part.setdefault(table, []).append(row)
    return [lots[place] for place in sorted(lots)]


def write(lots: Iterable[Lot]) -> None:
    """Write the lots, each in a transaction of its own: one statement for each table."""
    inserts = {table: _insert(table) for table in ALL}
    updates = {table: _update(table) for table in ALL if ALL[table][2]}
    for lot in lots:
        with transaction.atomic(), closing(_cursor()) as cursor:
            for table in ALL:
                if rows := lot.new.get(table):
                    cursor.executemany(inserts[table], rows)
                if rows := lot.changed.get(table):
                    cursor.executemany(updates[table], [_turned(table, row) for row in rows])


def _cursor() -> Any:
    """The quickest cursor that writes by hand: on PostgreSQL the driver's own, which prepares statements."""
    if connection.vendor == "sqlite":
        return connection.cursor()
    import psycopg  # optional dependency

    connection.ensure_connection()
    return psycopg.Cursor(connection.connection)


def same(one: Tables, other: Tables) -> bool:
    """Whether two states hold the same rows."""
    return all(set(one[table]) == set(other[table]) for table in ALL)


def size(lots: Iterable[Lot]) -> int:
    """Bytes of texts and byte strings in the rows, roughly what the database has to take."""
    return sum(
        len(value.encode()) if isinstance(value, str) else len(value) if isinstance(value, bytes) else 8
        for lot in lots
        for part in (lot.new, lot.changed)
        for rows in part.values()
        for row in rows
        for value in row
    )


def _rows(source: Any, table: str, order: str) -> list[Row]:
    names = ", ".join(map(_quoted, ALL[table][1]))
    with closing(source.cursor()) as cursor:
        cursor.execute(f"SELECT {names} FROM {_name(table)} ORDER BY {order}")
        return [tuple(row) for row in cursor.fetchall()]


def _touched(before: Tables, after: Tables) -> set[str]:
    known = set(before["file"])
    return {str(row[0]) for row in after["file"] if row not in known}


def _file(table: str, row: Row) -> str:
    columns = ALL[table][1]
    return str(row[columns.index("file" if "file" in columns else "number")]) if table != "counter" else ""


def _key(table: str, row: Row) -> Row:
    columns, keys = ALL[table][1:]
    return tuple(row[columns.index(key)] for key in keys) if keys else row


def _insert(table: str) -> str:
    columns = ALL[table][1]
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {_name(table)} ({', '.join(map(_quoted, columns))}) VALUES ({places})"


def _update(table: str) -> str:
    columns, keys = ALL[table][1:]
    rest = ", ".join(f"{_quoted(column)} = %s" for column in columns if column not in keys)
    return f"UPDATE {_name(table)} SET {rest} WHERE {' AND '.join(f'{_quoted(key)} = %s' for key in keys)}"


def _turned(table: str, row: Row) -> Row:
    """The values of a row in the order of `_update`."""
    columns, keys = ALL[table][1:]
    rest = tuple(value for column, value in zip(columns, row, strict=True) if column not in keys)
    return rest + _key(table, row)


def _order(table: str) -> str:
    return _quoted(apps.get_model(ALL[table][0], table)._meta.pk.column)


def _name(table: str) -> str:
    return _quoted(apps.get_model(ALL[table][0], table)._meta.db_table)


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
