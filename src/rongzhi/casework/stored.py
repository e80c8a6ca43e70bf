"""The record as it is stored, read for many files at once with few queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from rongzhi.casework.models import Event, File, SealedPart

CHUNK = 250  # files held in memory at a time


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event's row."""

    seq: int
    act: str
    actor: str
    at: datetime
    recorded_at: datetime
    suite: int
    header: str
    hash: bytes


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A sealed part's row."""

    seq: int
    name: str
    nonce: bytes
    sealed: bytes


@dataclass(slots=True)
class StoredFile:
    """A file with its events in order. `head` is None where only events are left of it."""

    number: str
    county: str = ""
    kind: str = ""
    owner: str = ""
    seq: int = 0
    head: bytes | None = None
    events: list[StoredEvent] = field(default_factory=list)
    parts: list[StoredPart] = field(default_factory=list)


def file_numbers(*, county: str | None = None, size: int = CHUNK) -> Iterator[list[str]]:
    """The numbers of all files, some at a time, without holding a cursor open."""
    rows = File.objects.order_by("number")
    if county is not None:
        rows = rows.filter(county=county)
    last = ""
    while chunk := list(rows.filter(number__gt=last).values_list("number", flat=True)[:size]):
        yield chunk
        last = chunk[-1]


def numbers_with_events(*, size: int = CHUNK) -> Iterator[list[str]]:
    """The numbers of all files of which there are events, whether or not their rows are there."""
    rows = Event.objects.order_by("file").values_list("file", flat=True).distinct()
    last = ""
    while chunk := list(rows.filter(file__gt=last)[:size]):
        yield chunk
        last = chunk[-1]


def read(numbers: Iterable[str], *, parts: bool = True, lock: bool = False) -> list[StoredFile]:
    """These files with their events and sealed parts, by three queries; `lock` holds their rows (PostgreSQL)."""
    wanted = list(numbers)
    files = {number: StoredFile(number) for number in wanted}
    rows = File.objects.filter(number__in=wanted)
    if lock:
        rows = rows.select_for_update()
    for number, county, kind, owner, seq, head in rows.values_list(
        "number", "county", "kind", "owner", "seq", "head"
    ):
        found = files[number]
        found.county, found.kind, found.owner, found.seq, found.head = county, kind, owner, seq, bytes(head)
    for file, seq, act, actor, at, recorded_at, suite, header, hashed in (
        Event.objects.filter(file__in=wanted)
        .order_by("file", "seq")
        .values_list("file", "seq", "act", "actor", "at", "recorded_at", "suite", "header", "hash")
    ):
        event = StoredEvent(seq, act, actor, at, recorded_at, suite, header, bytes(hashed))
        files[file].events.append(event)
    if parts:
        for file, seq, name, nonce, sealed in SealedPart.objects.filter(file__in=wanted).values_list(
            "file", "seq", "name", "nonce", "sealed"
        ):
            files[file].parts.append(StoredPart(seq, name, bytes(nonce), bytes(sealed)))
    return [files[number] for number in wanted]
