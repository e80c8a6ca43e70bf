"""Opens a batch file of any of the three kinds and gives its rows one by one."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import IO, Self

from rongzhi.exchange.intake.columns import EXAMPLE_REF_EN, EXAMPLE_REF_ZH, labels, missing
from rongzhi.exchange.intake.csv_rows import csv_rows, csv_shape
from rongzhi.exchange.intake.duplicates import Seen
from rongzhi.exchange.intake.jsonl_rows import json_rows, json_shape
from rongzhi.exchange.intake.lines import Raw
from rongzhi.exchange.intake.problems import Problem, problem, refused
from rongzhi.exchange.intake.sniff import BatchKind, encoding_of, kind_of, take
from rongzhi.exchange.intake.xlsx_rows import Workbook

_NAME = 60  # characters of a foreign name that a message repeats


@dataclass(frozen=True, slots=True)
class Row:
    """A data row: its number from 1, its line in the file or sheet, the filled values by key, and what is wrong."""

    number: int
    values: dict[str, str]
    problems: list[Problem] = field(default_factory=list)
    line: int = 0


class Batch:
    """A batch file that was looked through once and can be read; each iteration starts anew and streams.

    kind, encoding (empty for xlsx), columns (keys, in the order of the file), rows (how many data rows),
    notes (what the filer should know: foreign columns, sheets that were not read), digest (SHA-256 of the bytes,
    hex), size (bytes), filename (as given; for messages only). A context manager: leaving it closes the file.
    """

    def __init__(self, file: IO[bytes], *, filename: str, size: int, digest: str) -> None:
        self._file = file
        self.filename, self.size, self.digest = filename, size, digest
        self.kind: BatchKind = kind_of(file)
        self.encoding = "" if self.kind == "xlsx" else encoding_of(file)
        self.notes: list[Problem] = []
        self.columns: list[str] = []
        self.rows = 0
        {"csv": self._open_csv, "jsonl": self._open_jsonl, "xlsx": self._open_xlsx}[self.kind]()

    def _open_csv(self) -> None:
        shape = csv_shape(self._file, self.encoding)
        self._shape = shape
        self._accept(shape.header.keys, shape.header.foreign, shape.rows)

    def _open_jsonl(self) -> None:
        shape = json_shape(self._file, self.encoding)
        self._accept(shape.keys, shape.foreign, shape.rows)

    def _open_xlsx(self) -> None:
        self._workbook = Workbook(self._file)
        header = self._workbook.header
        self._accept(header.keys, header.foreign, self._workbook.rows)
        if others := self._workbook.others:
            names = ", ".join(_shown(name) for name in others[:10])
            self.notes.append(problem("other_sheets", first=_shown(self._workbook.name), names=names))

    def _accept(self, keys: tuple[str, ...], foreign: tuple[str, ...], rows: int) -> None:
        columns = [key for key in keys if key]
        if absent := missing(columns):
            raise refused("missing_columns", zh=labels(absent, "zh"), en=labels(absent, "en"))
        twice = tuple(dict.fromkeys(key for key in columns if columns.count(key) > 1))
        if twice:
            raise refused("duplicate_columns", zh=labels(twice, "zh"), en=labels(twice, "en"))
        if not rows:
            raise refused("no_rows")
        self.columns, self.rows = columns, rows
        for name in foreign:
            self.notes.append(problem("foreign_column", column=_shown(name), name=_shown(name)))

    def __iter__(self) -> Iterator[Row]:
        seen = Seen(bytes.fromhex(self.digest))
        for number, raw in enumerate(self._raw(), 1):
            problems = [
                problem(code, row=number, column=column, line=raw.line, **facts)
                for column, code, facts in raw.faults
            ]
            if raw.values.get("external_ref") in (EXAMPLE_REF_ZH, EXAMPLE_REF_EN):
                problems.append(problem("example_row", row=number, column="external_ref", line=raw.line))
            elif again := seen.check(raw.values, row=number, line=raw.line):
                problems.append(again)
            yield Row(number, raw.values, problems, raw.line)

    def _raw(self) -> Iterator[Raw]:
        if self.kind == "csv":
            return csv_rows(self._file, self.encoding, self._shape)
        if self.kind == "jsonl":
            return json_rows(self._file, self.encoding)
        return iter(self._workbook)

    def close(self) -> None:
        """Let go of the temporary copy."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_batch(path_or_fileobj: str | os.PathLike[str] | IO[bytes], *, filename: str) -> Batch:
    """Open a batch file by path or as a binary file object; its kind is told from the content, not the name.

    The whole file is looked through once, so that what makes it unreadable as a whole is found before the first
    row is filed. Raises BatchRefused with a message in two languages; never any other exception for bad content.
    """
    file, size, digest = take(path_or_fileobj)
    try:
        return Batch(file, filename=filename, size=size, digest=digest)
    except BaseException:
        file.close()
        raise


def _shown(name: str) -> str:
    """A name from the file, fit to be shown on one line."""
    line = " ".join(name.encode("utf-8", "replace").decode("utf-8").split())
    line = "".join(sign if sign.isprintable() else "?" for sign in line)
    return line if len(line) <= _NAME else f"{line[:_NAME]}…"
