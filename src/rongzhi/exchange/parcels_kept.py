"""Where packages wait until a platform has acknowledged them: sealed files of the installation, each under its own key."""

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeVar

from django.conf import settings

from rongzhi.casework.keys import installation_keys
from rongzhi.core.record.streams import SealedReader, SealedWriter
from rongzhi.core.record.suites import AES, unwrap_key, wrap_key

FOLDER = "transfers"
BOUND = b"transfer"
MadeT = TypeVar("MadeT")


class _Out:
    """A file that seals what is written to it."""

    def __init__(self, writer: SealedWriter) -> None:
        self._writer = writer

    def write(self, data: bytes) -> int:
        return self._writer.write(data)

    def flush(self) -> None:
        """Nothing is held back that could be written."""


def folder() -> Path:
    """The folder of packages that wait."""
    return Path(settings.RONGZHI_HOME) / FOLDER


def place(wrapped: bytes) -> Path:
    """Where the package with that wrapped key waits."""
    return folder() / f"{hashlib.sha256(wrapped).hexdigest()}.sealed"


def keep(make: Callable[[IO[bytes]], MadeT]) -> tuple[MadeT, bytes, int]:
    """Let `make` write a package; gives what it said, the wrapped key, and the number of plain bytes.

    The file is safely on disk when this returns; nothing is left when it fails.
    """
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    key = AES.new_key()
    wrapped = wrap_key(installation_keys().wrapping, key, BOUND)
    part = place(wrapped).with_suffix(".part")
    try:
        with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600), "wb") as file:
            writer = SealedWriter(file, key, BOUND, AES)
            made = make(_Out(writer))  # type: ignore[arg-type]
            writer.close()
            file.flush()
            os.fsync(file.fileno())
        part.replace(place(wrapped))
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return made, wrapped, writer.size


def opened(wrapped: bytes) -> SealedReader:
    """The package's bytes. Raises FileNotFoundError when it is gone, SealBroken when it was changed."""
    key = unwrap_key(installation_keys().wrapping, wrapped, BOUND)
    file = open(place(wrapped), "rb")  # noqa: SIM115 - closed by the reader
    try:
        return SealedReader(file, key, BOUND)
    except BaseException:
        file.close()
        raise


def forget(wrapped: bytes) -> None:
    """Remove a package that need not wait any more."""
    place(wrapped).unlink(missing_ok=True)


def sweep(held: Iterable[bytes], *, before: float) -> int:
    """Remove the packages older than that moment of the machine's clock whose wrapped key nobody holds any more."""
    kept, count = {place(wrapped).name for wrapped in held}, 0
    for path in list(folder().iterdir()) if folder().is_dir() else ():
        with suppress(FileNotFoundError):
            if path.name not in kept and path.stat().st_mtime < before:
                path.unlink()
                count += 1
    return count
