"""Rows of one file that say the same twice, told by small digests that lie in a temporary file, not in memory."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from rongzhi.exchange.intake.problems import Problem, problem

_SIZE = 8  # bytes of a digest: two of a million rows agree by chance once in 30 million files


def _book() -> sqlite3.Connection:
    """A private table in a temporary file of the system, gone when it is closed; at most half a megabyte in memory."""
    book = sqlite3.connect("", isolation_level=None)
    book.execute("PRAGMA cache_size=-512")
    book.execute("PRAGMA journal_mode=OFF")
    book.execute("PRAGMA synchronous=OFF")
    book.execute("CREATE TABLE seen (digest INTEGER PRIMARY KEY, place INTEGER NOT NULL)")
    book.execute("BEGIN")
    return book


@dataclass(slots=True)
class Seen:
    """The rows of a file so far. `salt` keeps anybody from making two rows agree on purpose."""

    salt: bytes
    _book: sqlite3.Connection = field(default_factory=_book)

    def check(self, values: Mapping[str, str], *, row: int, line: int) -> Problem | None:
        """The problem of a row that repeats an earlier one; None for a new one, which is remembered.

        A row with a number of its filer repeats another when the numbers agree, one without when all cells agree.
        """
        if not values:
            return None
        if ref := values.get("external_ref"):
            return self._repeats(
                b"ref", ref, row, line, "external_ref", "自编号相同", "it has the same number"
            )
        content = "\x1e".join(f"{key}\x1f{values[key]}" for key in sorted(values))
        return self._repeats(b"row", content, row, line, "", "各栏内容完全相同", "all its cells are the same")

    def _repeats(
        self, kind: bytes, text: str, row: int, line: int, column: str, why_zh: str, why_en: str
    ) -> Problem | None:
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE, key=self.salt, person=kind)
        place = row << 32 | line
        key = int.from_bytes(digest.digest(), "big", signed=True)
        if self._book.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, place)).rowcount:
            return None
        ((first,),) = self._book.execute("SELECT place FROM seen WHERE digest = ?", (key,))
        first_row, first_line = first >> 32, first & 0xFFFFFFFF
        facts = {"first": first_row, "first_line": first_line, "why_zh": why_zh, "why_en": why_en}
        return problem("duplicate_row", row=row, column=column, line=line, **facts)
