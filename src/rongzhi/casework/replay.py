"""Events folded into the rows that follow from them, by the functions that wrote them, and compared with what is stored."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps

from rongzhi.casework.book import Book, When, Writes
from rongzhi.casework.faults import Fault
from rongzhi.casework.projection import PROJECTED, TABLES, project
from rongzhi.casework.sealing import FileKeys
from rongzhi.casework.stored import StoredFile
from rongzhi.core.procedure.apply import apply, revive
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.record.chain import GENESIS

# What happens to a row without an event: sending, and the code that a message carries until it is sent.
STATE = {"due": frozenset({"status", "tries", "next_try", "last_error", "nonce", "sealed"})}
IDENTITY = {"accesscode": ("digest",)}  # where the table's own keys do not name a row
Row = Sequence[Any]


class NoKeys(FileKeys):
    """Stands where keys stand at writing; a fold seals nothing."""

    def __init__(self, file: str) -> None:
        self.file = file

    def key(self, name: str) -> bytes:
        raise RuntimeError(f"a fold of events asked for the key of {name}")


@dataclass(slots=True)
class Folded:
    """The rows that a file's events give, and the event that wrote each of them last."""

    rows: dict[str, dict[Any, Row]] = field(default_factory=dict)
    last: dict[tuple[str, Any], int] = field(default_factory=dict)
    error: str = ""  # the event could not be applied; nothing is compared then


def fold(file: StoredFile) -> Folded:
    """Every projected row of the file, as at writing; `error` says at which event it stopped."""
    folded = Folded()
    book: Book | None = None
    for event in file.events:
        try:
            header = json.loads(event.header)
            facts = header["facts"]
            if book is None:
                book = Book(Picture(number=file.number, **facts["file"]), GENESIS, NoKeys(file.number))
            changes = revive(facts["changes"])
            before, book.head = book.picture, event.hash
            book.picture = apply(before, changes, event.seq)
            when = When(datetime.fromisoformat(header["at"]), datetime.fromisoformat(header["recorded_at"]))
            writes = Writes()
            project(writes, book, before, changes, when=when, codes={})
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as fault:
            folded.error = f"{event.seq}:{type(fault).__name__}"
            return folded
        for table, rows in writes.rows.items():
            for row in rows.values():
                place = identity(table, row)
                folded.rows.setdefault(table, {})[place] = row
                folded.last[table, place] = event.seq
    return folded


def identity(table: str, row: Row) -> tuple[Any, ...]:
    """What names a row in its table."""
    _, columns, keys = TABLES[table]
    return tuple(row[columns.index(name)] for name in IDENTITY.get(table, keys))


def file_column(table: str) -> str:
    """The column that says to which file a row belongs."""
    return "file" if "file" in TABLES[table][1] else "number"


def stored_rows(table: str, numbers: Iterable[str]) -> dict[str, dict[tuple[Any, ...], Row]]:
    """The rows of a projected table by file and identity."""
    app, columns, _ = TABLES[table]
    place = file_column(table)
    at = columns.index(place)
    found: dict[str, dict[tuple[Any, ...], Row]] = {}
    for values in (
        apps.get_model(app, table).objects.filter(**{f"{place}__in": list(numbers)}).values_list(*columns)
    ):
        row = [bytes(v) if isinstance(v, memoryview) else v for v in values]
        found.setdefault(str(row[at]), {})[identity(table, row)] = row
    return found


def tables_of(files: Iterable[StoredFile]) -> dict[str, dict[str, dict[tuple[Any, ...], Row]]]:
    """Every projected table's rows of these files: one query a table."""
    numbers = [file.number for file in files]
    return {table: stored_rows(table, numbers) for table in PROJECTED}


def replay_faults(
    file: StoredFile, stored: Mapping[str, Mapping[str, Mapping[tuple[Any, ...], Row]]]
) -> Iterator[Fault]:
    """Rows that are missing, too many or other than the file's events give."""
    folded = fold(file)
    if folded.error:
        seq, _, why = folded.error.partition(":")
        zh = f"第 {seq} 号记录无法重演（{why}）。"
        yield Fault(file.number, int(seq), "replay", zh, f"Event {seq} cannot be replayed ({why}).")
        return
    for table in PROJECTED:
        expected = folded.rows.get(table, {})
        found = stored.get(table, {}).get(file.number, {})
        for place in sorted(expected.keys() | found.keys(), key=repr):
            wrong = _difference(table, expected.get(place), found.get(place))
            if wrong:
                yield _fault(file, table, place, wrong, folded.last.get((table, place), file.seq))


def _difference(table: str, expected: Row | None, found: Row | None) -> str:
    if expected is None:
        return "+"
    if found is None:
        return "-"
    columns = TABLES[table][1]
    free = STATE.get(table, frozenset())
    wrong = [
        name
        for name, a, b in zip(columns, expected, found, strict=True)
        if name not in free and not _same(a, b)
    ]
    return ", ".join(wrong)


def _same(expected: Any, found: Any) -> bool:
    return bool(expected == found) and (expected is None) == (found is None)


def _fault(file: StoredFile, table: str, place: tuple[Any, ...], wrong: str, seq: int) -> Fault:
    name = "/".join(v.hex()[:12] if isinstance(v, bytes) else str(v) for v in place)
    if wrong == "+":
        zh, en = (
            f"{table} 表多出一行 {name}，记录中没有依据。",
            f"Table {table} has a row {name} that no event gives.",
        )
    elif wrong == "-":
        zh, en = f"{table} 表缺少 {name} 一行。", f"Table {table} lacks the row {name}."
    else:
        zh = f"{table} 表 {name} 一行与记录重演的结果不一致（{wrong}）。"
        en = f"Row {name} of table {table} is not what the events give ({wrong})."
    return Fault(file.number, seq, "replay", zh, en)
