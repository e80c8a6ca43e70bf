"""What a transaction holds while it writes to a file: the file's book, the moment, and the rows so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rongzhi.casework.sealing import FileKeys
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.record.chain import GENESIS
from rongzhi.core.record.keys import InstallationKeys


@dataclass(frozen=True, slots=True)
class When:
    """Legal time and machine time of an event, and the paper behind a legal time that is not now."""

    at: datetime
    recorded_at: datetime
    backdated: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Book:
    """One file while a transaction writes to it: its picture, its chain's head, its keys."""

    picture: Picture
    head: bytes
    keys: FileKeys


@dataclass(slots=True)
class Writes:
    """The rows of one transaction, by table; a later version of a row replaces the earlier."""

    rows: dict[str, dict[Any, Sequence[Any]]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def put(self, table: str, key: Any, values: Sequence[Any]) -> None:
        self.rows.setdefault(table, {})[key] = values


def open_book(
    number: str, county: str, kind: str, owner: str, *, installation: InstallationKeys | None = None
) -> Book:
    """A book for a file that begins now."""
    picture = Picture(number=number, county=county, kind=kind, owner=owner)
    return Book(picture, GENESIS, FileKeys.of(number, fresh=True, installation=installation))
