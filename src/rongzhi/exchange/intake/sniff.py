"""What a file really is, told from its bytes: its kind and its encoding, or why it cannot be taken."""

import codecs
import hashlib
import os
import re
import tempfile
from itertools import islice
from pathlib import Path
from typing import IO, Literal

import filetype

from rongzhi.exchange.intake.problems import refused

BatchKind = Literal["csv", "xlsx", "jsonl"]

MAX_FILE = 64 * 1024 * 1024
CHUNK = 256 * 1024
HEAD = 8192

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<script", b"<meta")
_IDEOGRAPH = re.compile("[一-鿿]")
CERTAIN = 4  # ideographs read as UTF-8: GBK text does not yield so many by chance


def take(source: str | os.PathLike[str] | IO[bytes]) -> tuple[IO[bytes], int, str]:
    """Copy a path or binary file object into a temporary file of our own: file, size and SHA-256.

    A copy cannot change between two readings, and a stream that cannot go back is as good as a file.
    Raises BatchRefused: too_big, unreadable, no_space.
    """
    if isinstance(source, str | os.PathLike):
        try:
            opened = Path(source).open("rb")  # noqa: SIM115 - only opening is to be caught here
        except (OSError, ValueError) as fault:
            raise refused("unreadable") from fault
        with opened:
            return _copied(opened)
    return _copied(source)


def _copied(source: IO[bytes]) -> tuple[IO[bytes], int, str]:
    digest, size = hashlib.sha256(), 0
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - the batch closes it
    try:
        while chunk := _read(source):
            size += len(chunk)
            if size > MAX_FILE:
                raise refused("too_big", most=MAX_FILE // (1024 * 1024))
            digest.update(chunk)
            try:
                copy.write(chunk)
            except OSError as fault:
                raise refused("no_space") from fault
        copy.seek(0)
    except BaseException:
        copy.close()
        raise
    return copy, size, digest.hexdigest()


def _read(source: IO[bytes]) -> bytes:
    try:
        return source.read(CHUNK)
    except OSError as fault:
        raise refused("unreadable") from fault


def kind_of(file: IO[bytes]) -> BatchKind:
    """The kind of the file by its content. Raises BatchRefused for all that is not on the list of three."""
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise refused("empty")
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(_OLE):
        raise refused("old_excel")
    if head.startswith(_UTF16):
        raise refused("utf16")
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if text.startswith(b"<"):
        raise refused("html" if any(mark in text.lower() for mark in _HTML) else "svg")
    if not text.startswith(b"{") and (known := filetype.guess(head)):
        raise refused("kind", found=known.extension.upper())
    if b"\0" in head:
        raise refused("nul_bytes")
    if text.startswith(b"[") or re.match(rb"\{\s*\r?\n", text):
        raise refused("json_array")
    return "jsonl" if text.startswith(b"{") else "csv"


def encoding_of(file: IO[bytes]) -> str:
    """`utf-8-sig` or `gb18030`, whichever the whole text file is strictly written in.

    A file with a UTF-8 mark, or with Chinese that reads as UTF-8 before it breaks, is damaged UTF-8 and not GBK.
    Raises BatchRefused: nul_bytes, encoding (with the line).
    """
    fault, ideographs = _first_fault(file, "utf-8-sig")
    if not fault:
        return "utf-8-sig"
    file.seek(0)
    if ideographs >= CERTAIN or file.read(3) == codecs.BOM_UTF8:
        raise refused("encoding", line=fault)
    fault, _ = _first_fault(file, "gb18030")
    if fault:
        raise refused("encoding", line=fault)
    return "gb18030"


def _first_fault(file: IO[bytes], encoding: str) -> tuple[int, int]:
    """The line of the first bytes that do not decode (0: none), and the ideographs read until then."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line, ideographs = 1, 0
    file.seek(0)
    while True:
        chunk = file.read(CHUNK)
        if b"\0" in chunk:
            raise refused("nul_bytes")
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as fault:
            before = fault.object[: fault.start].decode(encoding, "ignore")
            return line + before.count("\n"), ideographs + _ideographs(before)
        if not chunk:
            return 0, ideographs
        line += text.count("\n")
        if ideographs < CERTAIN:
            ideographs += _ideographs(text)


def _ideographs(text: str) -> int:
    """How many ideographs there are, counted no further than is needed."""
    return sum(1 for _ in islice(_IDEOGRAPH.finditer(text), CERTAIN))
