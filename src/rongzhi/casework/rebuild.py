"""rebuild(): the projected rows emptied and written anew from events, by the functions that wrote them first."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.apps import apps
from django.db import transaction

from rongzhi.casework.book import Writes
from rongzhi.casework.chain_check import chain_fault, column_faults
from rongzhi.casework.faults import Fault
from rongzhi.casework.models import Event
from rongzhi.casework.projection import PROJECTED, TABLES
from rongzhi.casework.record import flush
from rongzhi.casework.replay import STATE, Row, file_column, fold, stored_rows
from rongzhi.casework.rules import forget
from rongzhi.casework.stored import StoredFile, numbers_with_events, read
from rongzhi.casework.verify import Progress


@dataclass(slots=True)
class Rebuilt:
    """How much was written anew, and the files that were left as they are because their events are damaged."""

    files: int = 0
    events: int = 0
    rows: int = 0
    left: list[Fault] = field(default_factory=list)


def rebuild(progress: Progress | None = None) -> Rebuilt:
    """Write all projected rows anew, some files in a transaction; rows of files without events go.

    A file whose chain is broken is left alone: its stored head is the evidence. What happens to rows without an
    event (how often a message was tried, the code that it carries) stays as it is.
    """
    done = Rebuilt()
    total = Event.objects.filter(seq=1).count()
    with transaction.atomic():
        _empty_strays()
    for numbers in numbers_with_events():
        with transaction.atomic():
            _rebuild_some(read(numbers, lock=True), done)
        if progress is not None:
            progress(done.files + len(done.left), total)
    forget()
    return done


def _rebuild_some(files: list[StoredFile], done: Rebuilt) -> None:
    sound = []
    for file in files:
        fault = chain_fault(file) or next(iter(column_faults(file)), None)
        if fault is None:
            sound.append(file)
        else:
            done.left.append(fault)
    writes = Writes()
    kept = stored_rows("due", [file.number for file in sound])
    numbers = []
    for file in sound:
        folded = fold(file)
        if folded.error:
            seq, _, why = folded.error.partition(":")
            zh = f"第 {seq} 号记录无法重演（{why}）。"
            done.left.append(
                Fault(file.number, int(seq), "replay", zh, f"Event {seq} cannot be replayed ({why}).")
            )
            continue
        numbers.append(file.number)
        done.files += 1
        done.events += len(file.events)
        for table, rows in folded.rows.items():
            done.rows += len(rows)
            for place, row in rows.items():
                writes.put(table, place, _with_state(table, row, kept.get(file.number, {}).get(place)))
    _empty(numbers)
    flush(writes)


def _with_state(table: str, row: Row, before: Row | None) -> Row:
    """The row with what its earlier version says of sending."""
    free = STATE.get(table)
    if free is None or before is None:
        return row
    return [
        old if name in free else new for name, new, old in zip(TABLES[table][1], row, before, strict=True)
    ]


def _empty(numbers: Iterable[str]) -> None:
    for table in PROJECTED:
        model = apps.get_model(TABLES[table][0], table)
        model.objects.filter(**{f"{file_column(table)}__in": list(numbers)}).delete()


def _empty_strays() -> None:
    for table in PROJECTED:
        model = apps.get_model(TABLES[table][0], table)
        model.objects.exclude(**{f"{file_column(table)}__in": Event.objects.values("file")}).delete()
