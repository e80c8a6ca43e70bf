"""A workbook's zip archive, weighed before anything of it is unpacked and checked while it is."""

import copy
import struct
import zipfile
from collections.abc import Iterator
from typing import IO

from rongzhi.core.zip_files import UNREADABLE
from rongzhi.exchange.intake.problems import BatchRefused, refused

MAX_UNPACKED = 512 * 1024 * 1024
MAX_RATIO = 200
MAX_ENTRIES = 2_000
MAX_DIRECTORY = 1024 * 1024  # bytes of the list of entries
CHUNK = 256 * 1024

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_SIZE = 20
_PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_archive(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive, if its declared sizes are sane and it holds a workbook without macros.

    Raises BatchRefused: zip_bomb, damaged_xlsx, not_xlsx, macros.
    """
    _weigh_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except UNREADABLE as fault:
        raise refused("damaged_xlsx") from fault
    _weigh(archive.infolist())
    names = {name.lower() for name in archive.namelist()}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise refused("macros")
    if not {"[content_types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        raise refused("not_xlsx")
    return archive


def _weigh_directory(file: IO[bytes]) -> None:
    """Refuse by count and size of the directory, before it is read into memory."""
    size = file.seek(0, 2)
    start = max(0, size - 65_557 - _LOCATOR_SIZE - _END64.size)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    try:
        _, _, _, _, entries, length, _, _ = _END.unpack_from(tail, at if at >= 0 else len(tail))
        wide = at - _LOCATOR_SIZE - _END64.size
        if wide >= 0 and tail[wide : wide + 4] == b"PK\x06\x06":
            _, _, _, _, _, _, _, entries64, length64, _ = _END64.unpack_from(tail, wide)
            entries, length = max(entries64, entries % 0xFFFF), max(length64, length % 0xFFFFFFFF)
    except struct.error as fault:
        raise refused("damaged_xlsx") from fault
    if entries > MAX_ENTRIES or length > MAX_DIRECTORY:
        raise _too_many(entries)


def _weigh(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise _too_many(len(entries))
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        megabytes = unpacked // (1024 * 1024)
        raise refused("zip_bomb", why_zh=f"解压后 {megabytes} MB", why_en=f"{megabytes} MB unpacked")
    if unpacked > MAX_RATIO * max(packed, 1):
        ratio = unpacked // max(packed, 1)
        raise refused("zip_bomb", why_zh=f"压缩比 {ratio}:1", why_en=f"packed {ratio} to 1")
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise refused("damaged_xlsx")
    if any(entry.flag_bits & 0x1 or entry.compress_type not in _PLAIN_METHODS for entry in entries):
        raise refused("damaged_xlsx")


def _too_many(entries: int) -> BatchRefused:
    return refused("zip_bomb", why_zh=f"内部文件 {entries} 个", why_en=f"{entries} parts")


def unpacked(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The bytes of one entry in pieces. Raises BatchRefused when they are more or fewer than declared, or damaged."""
    entry = copy.copy(archive.getinfo(name))
    declared = entry.file_size
    entry.file_size = declared + 2 * CHUNK  # else zipfile would stop at the declared size and hide the rest
    seen = 0
    try:
        with archive.open(entry) as part:
            while piece := part.read(CHUNK):
                seen += len(piece)
                if seen > declared:
                    raise refused("zip_bomb", why_zh="实际大小超过声明", why_en="larger than declared")
                yield piece
    except UNREADABLE as fault:
        raise refused("damaged_xlsx") from fault
    if seen != declared:
        raise refused("damaged_xlsx")
