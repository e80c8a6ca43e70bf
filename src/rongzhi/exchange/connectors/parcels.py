"""What is handed to a platform of others, what it answers, and how it says that it cannot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import IO, Protocol


@dataclass(frozen=True, slots=True)
class Parcel:
    """One package for one body of another platform.

    `key` is the package's digest and names it for ever: a platform that is given the same key again opens no second
    case and answers with the first number. `open` gives the package's bytes from their beginning.
    """

    key: str
    number: str
    to_body: str
    to_kind: str
    to_name: str
    size: int
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What a platform says of a package that it took: its own number (empty while it gives none yet), and the day."""

    reference: str
    received_on: date


class PlatformDown(Exception):
    """The platform cannot be reached or did not answer; trying again may help. The text is for staff."""


class NotTaken(Exception):
    """The platform will never take this package; the text says why, for staff."""


class TransferPort(Protocol):
    """A way to a platform. `send` acknowledges or raises PlatformDown or NotTaken; nothing else."""

    platform: str

    def send(self, parcel: Parcel) -> Acknowledged: ...
