"""What the store knows of a file: its sealed description, opened with the file's own key."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rongzhi.casework.evidence.faults import NotThere
from rongzhi.casework.models import Blob, PartKey
from rongzhi.casework.sealing import SUITE, FileKeys, bound, context
from rongzhi.core.record.suites import SealBroken, unwrap_key


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was received: what an act that takes it will say of it, and what was noticed."""

    id: str
    name: str
    media: str
    size: int
    sha256: str
    pages: int
    kind: str
    marks: tuple[str, ...] = ()
    cleaned: bool = False
    received_at: datetime | None = None

    def described(self) -> dict[str, Any]:
        """What goes into the record."""
        return {
            "id": self.id,
            "name": self.name,
            "media": self.media,
            "size": self.size,
            "sha256": self.sha256,
            "pages": self.pages,
        }


def part_of(blob: str) -> str:
    """The name of a file's own part, whose key opens it."""
    return f"blob:{blob}"


def opened(file: str, rows: Iterable[Blob]) -> list[Received]:
    """The descriptions of files, opened with their own keys; those that were erased are left out."""
    found = list(rows)
    keys = blob_keys(file, [row.id for row in found])
    return [describe(row, keys[row.id]) for row in found if row.id in keys and row.about is not None]


def blob_keys(file: str, blobs: Iterable[str]) -> dict[str, bytes]:
    """The keys of these files; what was erased has none. One query."""
    parts = [part_of(blob) for blob in blobs]
    if not parts:
        return {}
    installation = FileKeys.of(file, fresh=True).installation
    rows = PartKey.objects.filter(file=file, name__in=parts).values_list("name", "wrapped")
    return {
        name.removeprefix("blob:"): unwrap_key(installation.wrapping, bytes(wrapped), context(file, name))
        for name, wrapped in rows
    }


def describe(row: Blob, key: bytes) -> Received:
    """What a row says of its file. Raises SealBroken when the row was changed."""
    if row.about is None or row.nonce is None:
        raise NotThere
    plain = SUITE.open(key, bytes(row.nonce), bytes(row.about), bound(row.file, 0, part_of(row.id)))
    about = json.loads(plain)
    if about["id"] != row.id or about["size"] != row.size:
        raise SealBroken
    marks = tuple(about.pop("marks"))
    return Received(**about, kind=row.kind, marks=marks, received_at=row.received_at)
