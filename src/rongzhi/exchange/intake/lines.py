"""Lines of a text file, read one by one with flat memory, and the row that is made of them."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO

from rongzhi.exchange.intake.problems import refused

MAX_LINE = 1_000_000  # characters of one line, and of one CSV row that runs over several
MAX_COLUMNS = 200


@dataclass(slots=True)
class Raw:
    """A row as it was found: its line, filled values by key, and faults (column, code, facts of the message)."""

    line: int
    values: dict[str, str] = field(default_factory=dict)
    faults: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)

    def fault(self, code: str, column: str = "", **facts: object) -> None:
        self.faults.append((column, code, facts))


class TooLong(Exception):
    """A line or row is longer than is read."""


class Lines:
    """The physical lines of a text, counted; what was seen since `begin()` tells whether quotation marks pair."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self.line = self.quotes = self.taken = 0

    def begin(self) -> int:
        """A new row starts: its line number."""
        self.quotes = self.taken = 0
        return self.line + 1

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        text = self._text.readline(MAX_LINE)
        if not text:
            raise StopIteration
        self.line += 1
        self.quotes += text.count('"')
        self.taken += len(text)
        if len(text) == MAX_LINE and text[-1] not in "\r\n":
            self._skip()
            raise TooLong
        if self.taken > MAX_LINE:
            raise TooLong
        return text

    def _skip(self) -> None:
        while rest := self._text.readline(MAX_LINE):
            self.quotes += rest.count('"')
            if rest[-1] in "\r\n":
                return


@contextmanager
def opened(file: IO[bytes], encoding: str) -> Iterator[Lines]:
    """The lines of a binary file from its beginning; the file stays open afterwards."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield Lines(text)
    except UnicodeDecodeError as fault:  # cannot be: the whole file was decoded before
        raise refused("encoding", line=0) from fault
    finally:
        text.detach()
