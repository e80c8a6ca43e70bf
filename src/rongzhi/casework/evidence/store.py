"""Where the sealed bytes of files lie: one disk file each, named by the hash of its sealed bytes, safe after a crash."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from rongzhi.casework.evidence.faults import NotReceived, NotThere
from rongzhi.casework.sealing import SUITE
from rongzhi.core.record.streams import SealedReader, SealedWriter

ADDRESS = re.compile(r"[0-9a-f]{64}\Z")
INCOMING = "incoming"
BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written: its address, the digest and the number of the plain bytes."""

    address: str
    sha256: str
    size: int


def folder() -> Path:
    """The folder of all sealed files of this installation."""
    return Path(settings.RONGZHI_HOME) / "blobs"


def path_of(address: str) -> Path:
    """Where the file of that address lies. Raises ValueError for what is no address."""
    if not ADDRESS.match(address):
        raise ValueError("no address of a stored file")
    return folder() / address[:2] / address


def keep(chunks: Iterable[bytes], key: bytes, bound: bytes) -> Stored:
    """Seal the bytes to disk; they are safely there when this returns. Raises NotReceived when the disk refuses.

    The bytes are written under another name first, so that an address never names half a file.
    """
    try:
        return _keep(chunks, key, bound)
    except OSError as fault:
        raise NotReceived(
            "服务器暂时无法保存文件，这个文件没有收到，已收到的文件不受影响。请稍后再试；如仍不行，请联系管理员清理磁盘空间。",
            "The server cannot store files at present: this one was not received, those received before are safe. Try "
            "again later, or ask the administrator to make room on the disk.",
        ) from fault


def _keep(chunks: Iterable[bytes], key: bytes, bound: bytes) -> Stored:
    incoming = folder() / INCOMING
    incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = incoming / uuid4().hex
    address, plain = hashlib.sha256(), hashlib.sha256()
    try:
        with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600), "wb") as file:
            writer = SealedWriter(file, key, bound, SUITE, watch=address.update)
            for chunk in chunks:
                plain.update(chunk)
                writer.write(chunk)
            writer.close()
            file.flush()
            os.fsync(file.fileno())
        place_file(part, address.hexdigest())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return Stored(address.hexdigest(), plain.hexdigest(), writer.size)


def put_sealed(address: str, blocks: Iterable[bytes]) -> None:
    """Write bytes that are sealed already to their address, as a restore does. Raises OSError; ValueError when the
    bytes are not those of the address.
    """
    incoming = folder() / INCOMING
    incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
    part, found = incoming / uuid4().hex, hashlib.sha256()
    try:
        with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600), "wb") as file:
            for block in blocks:
                found.update(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if found.hexdigest() != address:
            raise ValueError("the bytes are not those of the address")
        place_file(part, address)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def place_file(part: Path, address: str) -> None:
    """Move a whole file that lies in the incoming folder to its address, safely on disk when this returns."""
    target = path_of(address)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    os.rename(part, target)
    for directory in (target.parent, folder()):
        _sync(directory)


def open_stored(address: str, key: bytes, bound: bytes) -> SealedReader:
    """The plain bytes as a file that can be read from any place. Raises NotThere; reading raises SealBroken."""
    try:
        file = open(path_of(address), "rb")  # noqa: SIM115 - closed by the reader
    except OSError as fault:
        raise NotThere from fault
    try:
        return SealedReader(file, key, bound)
    except BaseException:
        file.close()
        raise


def sealed_bytes(address: str) -> Iterator[bytes]:
    """The sealed bytes as they lie on disk. Raises NotThere."""
    try:
        with open(path_of(address), "rb") as file:
            while block := file.read(BLOCK):
                yield block
    except OSError as fault:
        raise NotThere from fault


def hash_on_disk(address: str) -> str:
    """The hash of what lies at an address; empty when nothing is there."""
    found = hashlib.sha256()
    try:
        for block in sealed_bytes(address):
            found.update(block)
    except NotThere:
        return ""
    return found.hexdigest()


def is_there(address: str) -> bool:
    """Whether a file lies at that address."""
    return path_of(address).is_file()


def remove(address: str) -> None:
    """Remove the file at an address; nothing happens when it is gone already."""
    with suppress(FileNotFoundError):
        path_of(address).unlink()


def clear_incoming(before: float) -> int:
    """Remove what broken uploads left in the incoming folder before that moment of the machine's clock."""
    count = 0
    with suppress(FileNotFoundError):
        for part in (folder() / INCOMING).iterdir():
            with suppress(FileNotFoundError):
                if part.stat().st_mtime < before:
                    part.unlink()
                    count += 1
    return count


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
