"""Writes many PDFs into one, object by object: no more than one object of one source is in memory at a time."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
LEFT_BEHIND = frozenset(
    {"/Parent", "/Annots", "/StructParents", "/StructParent", "/B", "/AA", "/Metadata", "/PieceInfo"}
)
"""What a page does not take along: its place in its old file, and whatever could act."""


@dataclass(slots=True)
class Heading:
    """A bookmark: its text, the page (from 0) to which it leads, and those under it."""

    text: str
    page: int
    under: list["Heading"] = field(default_factory=list)


class Joiner:
    """A PDF that is written as its pages come."""

    def __init__(self, write: Callable[[bytes], Any]) -> None:
        self._write = write
        self._at = 0
        self._offsets: list[int] = [0, 0]  # of the objects 1 (catalog) and 2 (pages)
        self._pages: list[int] = []
        self._put(HEAD)

    def add(self, source: Pdf) -> None:
        """Append all pages of an open PDF with all that they need; the source may be closed afterwards."""
        numbers: dict[tuple[int, int], int] = {}
        waiting: deque[Any] = deque()

        def number_of(thing: Any) -> int:
            if thing.objgen not in numbers:
                numbers[thing.objgen] = self._new()
                waiting.append(thing)
            return numbers[thing.objgen]

        for page in source.pages:
            self._pages.append(number_of(page.obj))
        pages = set(numbers)
        while waiting:
            thing = waiting.popleft()
            whole = thing.objgen in pages
            self._object(numbers[thing.objgen], _body(thing, number_of, page=whole))

    def close(self, *, title: str, headings: Sequence[Heading]) -> int:
        """Write what holds the pages together; gives their number."""
        outline = self._outline(headings)
        kids = b" ".join(b"%d 0 R" % number for number in self._pages)
        self._object(2, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self._pages), kids))
        more = b" /Outlines %d 0 R /PageMode /UseOutlines" % outline if outline else b""
        self._object(1, b"<< /Type /Catalog /Pages 2 0 R%s >>" % more)
        about = self._new()
        self._object(about, b"<< /Title %s >>" % _text(title))
        start = self._at
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % (len(self._offsets) + 1))
        self._put(b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets))
        trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        self._put(trailer % (len(self._offsets) + 1, about, start))
        return len(self._pages)

    def _outline(self, headings: Sequence[Heading]) -> int:
        """The bookmarks; gives the number of their root, 0 when there are none."""
        if not headings:
            return 0
        root = self._new()
        first, last, count = self._headings(headings, root)
        self._object(
            root, b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first, last, count)
        )
        return root

    def _headings(self, headings: Sequence[Heading], above: int) -> tuple[int, int, int]:
        numbers = [self._new() for _ in headings]
        for place, (number, heading) in enumerate(zip(numbers, headings, strict=True)):
            page = self._pages[heading.page]
            body = b"/Title %s /Parent %d 0 R /Dest [%d 0 R /Fit]" % (_text(heading.text), above, page)
            if place:
                body += b" /Prev %d 0 R" % numbers[place - 1]
            if place + 1 < len(numbers):
                body += b" /Next %d 0 R" % numbers[place + 1]
            if heading.under:
                first, last, count = self._headings(heading.under, number)
                body += b" /First %d 0 R /Last %d 0 R /Count -%d" % (first, last, count)
            self._object(number, b"<< %s >>" % body)
        return numbers[0], numbers[-1], len(numbers)

    def _new(self) -> int:
        self._offsets.append(0)
        return len(self._offsets)

    def _object(self, number: int, body: bytes) -> None:
        self._offsets[number - 1] = self._at
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _put(self, data: bytes) -> None:
        self._write(data)
        self._at += len(data)


def _body(thing: Any, number_of: Callable[[Any], int], *, page: bool) -> bytes:
    """An object with its references in the new numbers; a page is put under the new root."""
    if isinstance(thing, Stream):
        raw = thing.read_raw_bytes()
        items = [(key, value) for key, value in thing.stream_dict.items() if key != "/Length"]
        return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (_items(items, number_of), len(raw), raw)
    if page:
        items = [(key, value) for key, value in thing.items() if key not in LEFT_BEHIND]
        return b"<< %s /Parent 2 0 R >>" % _items(items, number_of)
    return _direct(thing, number_of)


def _items(items: Sequence[tuple[str, Any]], number_of: Callable[[Any], int]) -> bytes:
    return b" ".join(Name(key).unparse() + b" " + _value(value, number_of) for key, value in items)


def _value(value: Any, number_of: Callable[[Any], int]) -> bytes:
    if getattr(value, "is_indirect", False):
        return b"%d 0 R" % number_of(value)
    return _direct(value, number_of)


def _direct(value: Any, number_of: Callable[[Any], int]) -> bytes:
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, Decimal):
        return f"{value:f}".encode()
    if isinstance(value, Dictionary):
        return b"<< %s >>" % _items(list(value.items()), number_of)
    if isinstance(value, Array):
        entries = (value[at] for at in range(len(value)))
        return b"[%s]" % b" ".join(_value(entry, number_of) for entry in entries)
    if isinstance(value, Name | String):
        return value.unparse()
    return bytes(value.unparse(resolved=True))


def _text(text: str) -> bytes:
    """A text that may hold any sign, as UTF-16."""
    return b"<%s>" % (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper().encode()
