"""The file of a backup: a zip of members with a manifest, the SHA-256 of each, and one over the whole at its end."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from rongzhi.core.zip_files import UNREADABLE
from rongzhi.installation.words import NotDone

FORMAT = 1
MANIFEST = "manifest.json"
BLOBS = "blobs/"
MOST_MANIFEST = 64 * 1024 * 1024
CHUNK = 1024 * 1024
SEAL = 64  # hexadecimal digits of the hash of all bytes before them; they are the zip's comment
_EPOCH = (2000, 1, 1, 0, 0, 0)
_UNREADABLE = (*UNREADABLE, KeyError, IndexError, OverflowError)


class DamagedBackup(NotDone):
    """A backup does not hold what was written into it; `member` is the part that differs."""

    def __init__(self, member: str) -> None:
        super().__init__(
            f"备份已损坏：{member} 与写入时不一致。没有恢复任何内容，数据库没有改动。请换用另一份备份。",
            f"The backup is damaged: {member} is not as it was written. Nothing was restored and the database is as it "
            "was. Take another copy of the backup.",
        )
        self.member = member


@dataclass(frozen=True, slots=True)
class Member:
    """One table in a backup: its columns, how many rows, and the hash of its lines."""

    name: str
    table: str
    columns: list[str]
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    made_at: str
    version: str
    database: str
    key: str  # fingerprint of the installation's key; empty when it could not be used
    counties: list[str]
    migrations: list[str]
    members: list[Member]
    blobs: list[tuple[str, int]] = field(default_factory=list)  # sealed files: address and number of bytes
    kept_apart: list[str] = field(default_factory=lambda: ["installation key", "list of erasures"])
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(member.rows for member in self.members)


class Writer:
    """Writes a backup member by member; memory does not grow with the rows."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.members: list[Member] = []
        self.blobs: list[tuple[str, int]] = []

    def table(self, table: str, columns: list[str], lines: Iterator[bytes]) -> None:
        """Add a table of which each line is one row."""
        name, rows, size, digest = f"tables/{table}.jsonl", 0, 0, hashlib.sha256()
        with self._member(name) as write:
            for line in lines:
                rows, size = rows + 1, size + len(line)
                digest.update(line)
                write(line)
        self.members.append(Member(name, table, columns, rows, size, digest.hexdigest()))

    def blob(self, address: str, blocks: Iterator[bytes]) -> None:
        """Add the sealed bytes of a file that lies under this address; they are ciphertext and are not compressed."""
        size = 0
        with self._member(f"{BLOBS}{address}", method=zipfile.ZIP_STORED) as write:
            for block in blocks:
                size += len(block)
                write(block)
        self.blobs.append((address, size))

    def close(self, manifest: Manifest) -> None:
        """Write the manifest and close the file with the hash over everything."""
        with self._member(MANIFEST) as write:
            write(json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode())
        self._zip.comment = b"0" * SEAL
        self._zip.close()
        self._file.seek(-SEAL, 2)
        end = self._file.tell()
        whole = _hash(self._file, end)
        self._file.seek(end)
        self._file.write(whole.encode())
        self._file.flush()

    @contextmanager
    def _member(self, name: str, *, method: int = zipfile.ZIP_DEFLATED) -> Iterator[Callable[[bytes], Any]]:
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type = method
        info.external_attr = 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as member:
            yield member.write


def check(path: Path) -> Manifest:
    """Read a whole backup and compare every hash; gives its manifest.

    Raises DamagedBackup with the member that differs, NotDone when the file cannot be read or is no backup.
    """
    try:
        with open(path, "rb") as file:
            whole = _is_whole(file)
            manifest = _manifest(file, whole=whole)
            for member in manifest.members:
                for _ in lines(file, member):
                    pass
            for _, blocks in sealed_files(file, manifest):
                for _ in blocks:
                    pass
    except FileNotFoundError:
        raise NotDone(f"没有 {path} 这个文件。", f"There is no file {path}.") from None
    except OSError as fault:
        raise NotDone(
            f"无法读取 {path}（{fault.strerror}）。", f"{path} cannot be read ({fault.strerror or fault})."
        ) from None
    if not whole:
        raise DamagedBackup("the directory of the zip file (文件目录)")
    return manifest


def lines(file: IO[bytes], member: Member) -> Iterator[bytes]:
    """The lines of a member; raises DamagedBackup at the end when they are not those that were written."""
    rows, size, digest = 0, 0, hashlib.sha256()
    try:
        with zipfile.ZipFile(file) as archive, archive.open(member.name) as content:
            for line in content:
                rows, size = rows + 1, size + len(line)
                if size > member.bytes:
                    break
                digest.update(line)
                yield line
    except _UNREADABLE:
        raise DamagedBackup(member.name) from None
    if (rows, size, digest.hexdigest()) != (member.rows, member.bytes, member.sha256):
        raise DamagedBackup(member.name)


def sealed_files(file: IO[bytes], manifest: Manifest) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The sealed files of a backup one by one, each by its address with its bytes in blocks.

    Raises DamagedBackup, at the end of a file's blocks, when they are not those of its address.
    """
    if not manifest.blobs:
        return
    try:
        archive = zipfile.ZipFile(file)
    except _UNREADABLE:
        raise DamagedBackup(BLOBS) from None
    with archive:
        for address, size in manifest.blobs:
            yield address, _blocks(archive, address, size)


def _blocks(archive: zipfile.ZipFile, address: str, size: int) -> Iterator[bytes]:
    name, read, digest = f"{BLOBS}{address}", 0, hashlib.sha256()
    try:
        with archive.open(name) as content:
            while block := content.read(CHUNK):
                read += len(block)
                if read > size:
                    break
                digest.update(block)
                yield block
    except _UNREADABLE:
        raise DamagedBackup(name) from None
    if read != size or digest.hexdigest() != address:
        raise DamagedBackup(name)


def _manifest(file: IO[bytes], *, whole: bool) -> Manifest:
    try:
        with zipfile.ZipFile(file) as archive, archive.open(MANIFEST) as content:
            text = content.read(MOST_MANIFEST)
        read = json.loads(text)
        if read["format"] != FORMAT:
            raise NotDone(
                f"这份备份的格式为 {read['format']}，本程序只能读取格式 {FORMAT}。请用制作它的版本恢复。",
                f"This backup has format {read['format']}; this program reads format {FORMAT}. Restore it with the "
                "version that made it.",
            )
        members = [Member(**member) for member in read["members"]]
        blobs = [(str(address), int(size)) for address, size in read.get("blobs", ())]
        return Manifest(**{**read, "members": members, "blobs": blobs})
    except (*_UNREADABLE, TypeError, AttributeError):
        if whole or _has_our_members(file):
            raise DamagedBackup(MANIFEST) from None
        raise NotDone(
            "这个文件不是 rongzhi backup 制作的备份，或者已被截断。没有恢复任何内容。",
            "This file is no backup made by `rongzhi backup`, or it was cut off. Nothing was restored.",
        ) from None


def _has_our_members(file: IO[bytes]) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return any(name == MANIFEST or name.startswith("tables/") for name in archive.namelist())
    except _UNREADABLE:
        return False


def _is_whole(file: IO[bytes]) -> bool:
    end = file.seek(0, 2) - SEAL
    if end < 0:
        return False
    whole = _hash(file, end)
    file.seek(end)
    return file.read() == whole.encode()


def _hash(file: IO[bytes], size: int) -> str:
    digest, left = hashlib.sha256(), size
    file.seek(0)
    while left:
        block = file.read(min(CHUNK, left))
        if not block:
            break
        digest.update(block)
        left -= len(block)
    return digest.hexdigest()
