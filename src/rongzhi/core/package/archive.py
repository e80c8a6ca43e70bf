"""The zip of a package: written member by member, and read only after every name, size, hash and the signature fit."""

import hashlib
import io
import json
import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Self

from rongzhi.core.package.cards import signed_by, signing_key
from rongzhi.core.package.faults import (
    changed,
    extra,
    missing,
    newer,
    no_package,
    other_signature,
    too_large,
    unsafe,
)
from rongzhi.core.package.manifest import FORMAT, NAME, Manifest, Member, read_manifest
from rongzhi.core.record.keys import InstallationKeys
from rongzhi.core.record.suites import SealBroken
from rongzhi.core.zip_files import UNREADABLE

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
MOST_MANIFEST = 16_000_000
CHUNK = 256 * 1024
SEAL = 64  # hexadecimal digits of the hash of all bytes before them; they are the zip's comment
_EPOCH = (2000, 1, 1, 0, 0, 0)
_BROKEN = (*UNREADABLE, KeyError, IndexError, OverflowError, SealBroken)


class Writer:
    """Writes a package into a file that need not be seekable; memory does not grow with what is written.

    To be used with `with`: where the making breaks off, nothing more goes into the file and nothing stays open.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._out = _Hashing(file)
        self._zip = zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.members: list[Member] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self._out.let_go()
        self._zip.close()

    def add(self, name: str, blocks: Iterable[bytes], *, packed: bool = False) -> Member:
        """Add one file; `packed` are bytes that do not compress further."""
        if not NAME.match(name) or any(member.name == name for member in self.members):
            raise ValueError(f"no name for a file of a package: {name}")
        size, digest = 0, hashlib.sha256()
        with self._member(name, zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED) as write:
            for block in blocks:
                size += len(block)
                digest.update(block)
                write(block)
        self.members.append(Member(name, size, digest.hexdigest()))
        return self.members[-1]

    def close(self, manifest: Manifest, keys: InstallationKeys) -> str:
        """Write the manifest and its signature; gives the package's digest."""
        text = manifest.text()
        with self._member(MANIFEST, zipfile.ZIP_DEFLATED) as write:
            write(text)
        with self._member(SIGNATURE, zipfile.ZIP_STORED) as write:
            write(signing_key(keys).sign(text))
        self._zip.comment = b"0" * SEAL
        self._zip.close()
        self._out.finish()
        return hashlib.sha256(text).hexdigest()

    @contextmanager
    def _member(self, name: str, method: int) -> Iterator[Callable[[bytes], Any]]:
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type = method
        info.external_attr = (stat.S_IFREG | 0o600) << 16
        with self._zip.open(info, "w", force_zip64=True) as member:
            yield member.write


class _Hashing(io.RawIOBase):
    """Passes bytes on and puts the hash of all of them in place of the last ones, which are the zip's comment."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._held, self._digest = file, b"", hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Pass these bytes on; gives their number."""
        held = self._held + bytes(data)
        ready, self._held = held[:-SEAL], held[-SEAL:]
        self._digest.update(ready)
        self._file.write(ready)
        return len(data)

    def let_go(self) -> None:
        """From now on nothing is passed on."""
        self._file = io.BytesIO()

    def finish(self) -> None:
        """Write the hash."""
        self._file.write(self._digest.hexdigest().encode())


class Package:
    """A package whose head is proved: names, sizes and signature. What `read` gives is proved by its hash at its end."""

    def __init__(self, file: IO[bytes]) -> None:
        """Open the zip in `file`. Raises PackageRefused."""
        self._file = file
        try:
            self._zip = zipfile.ZipFile(file)
            infos = self._zip.infolist()
        except _BROKEN:
            raise no_package() from None
        text = self._head(infos)
        self.manifest = read_manifest(text)
        self.digest = hashlib.sha256(text).hexdigest()
        self._sizes(infos)

    def _head(self, infos: list[zipfile.ZipInfo]) -> bytes:
        """The manifest's bytes, signed by who it says. A newer format is said before anything else is looked at."""
        names = [info.filename for info in infos]
        if MANIFEST not in names:
            raise no_package() if not any(NAME.match(name) for name in names) else missing(MANIFEST)
        text = self._small(MANIFEST, MOST_MANIFEST)
        if (number := _format(text)) > FORMAT:
            raise newer(number, FORMAT)
        _safe(infos)
        if SIGNATURE not in names:
            raise missing(SIGNATURE)
        manifest = read_manifest(text)
        if not signed_by(manifest.sender, text, self._small(SIGNATURE, 1000)):
            raise other_signature()
        return text

    def _small(self, name: str, most: int) -> bytes:
        try:
            with self._zip.open(name) as content:
                text = content.read(most + 1)
        except _BROKEN:
            raise changed(name) from None
        if len(text) > most:
            raise too_large(name)
        return text

    def _sizes(self, infos: list[zipfile.ZipInfo]) -> None:
        found = {info.filename: info.file_size for info in infos}
        for member in self.manifest.files:
            if member.name not in found:
                raise missing(member.name)
        for name in found:
            if name not in (MANIFEST, SIGNATURE) and all(name != m.name for m in self.manifest.files):
                raise extra(name)
        for member in self.manifest.files:
            if found[member.name] != member.size:
                raise changed(member.name)

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes of one file in blocks. Raises PackageRefused, at the end, when they are not those that were signed."""
        member = next((one for one in self.manifest.files if one.name == name), None)
        if member is None:
            raise missing(name)
        read, digest = 0, hashlib.sha256()
        try:
            with self._zip.open(name) as content:
                while block := content.read(CHUNK):
                    read += len(block)
                    if read > member.size:
                        break
                    digest.update(block)
                    yield block
        except _BROKEN:
            raise changed(name) from None
        if read != member.size or digest.hexdigest() != member.sha256:
            raise changed(name)

    def lines(self, name: str, *, most: int = 8_000_000) -> Iterator[bytes]:
        """The lines of one file, none longer than `most` bytes."""
        held = b""
        for block in self.read(name):
            *whole, held = (held + block).split(b"\n")
            yield from whole
            if len(held) > most:
                raise too_large(name)
        if held:
            yield held

    def whole(self, name: str, *, most: int = 32_000_000) -> bytes:
        """The bytes of one small file. Raises PackageRefused."""
        out = io.BytesIO()
        for block in self.read(name):
            out.write(block)
            if out.tell() > most:
                raise too_large(name)
        return out.getvalue()

    def prove(self) -> None:
        """Read everything once and compare each hash. Raises PackageRefused with the name of the file that differs."""
        for member in self.manifest.files:
            for _ in self.read(member.name):
                pass
        if not self._is_whole():
            raise changed("zip")

    def _is_whole(self) -> bool:
        """Whether every byte is as it was written, also those that belong to no file."""
        left, digest = self._file.seek(0, os.SEEK_END) - SEAL, hashlib.sha256()
        self._file.seek(0)
        while left > 0 and (block := self._file.read(min(CHUNK, left))):
            digest.update(block)
            left -= len(block)
        return self._file.read(SEAL + 1) == digest.hexdigest().encode()


def _format(text: bytes) -> int:
    try:
        number = json.loads(text)["format"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return FORMAT
    return number if isinstance(number, int) else FORMAT


def _safe(infos: list[zipfile.ZipInfo]) -> None:
    """Every name is one that packages have, once, and no member is a link or locked."""
    names = set()
    for info in infos:
        name, kind = info.filename, stat.S_IFMT(info.external_attr >> 16)
        known = name in (MANIFEST, SIGNATURE) or bool(NAME.match(name))
        climbs = ".." in name or name.startswith(("/", "\\")) or "\\" in name or ":" in name
        if climbs or name != info.orig_filename or name in names or kind not in (0, stat.S_IFREG):
            raise unsafe(info.orig_filename)
        if info.flag_bits & 0x1:
            raise unsafe(name)
        if not known:
            raise extra(name) if name.isprintable() and not name.endswith("/") else unsafe(name)
        names.add(name)
