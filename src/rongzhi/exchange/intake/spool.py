"""Keeps the problems of a batch on disk while it is filed, however many there are."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import astuple
from types import TracebackType
from typing import IO, Literal, Self, cast

from rongzhi.exchange.intake.errors import Language, write_errors
from rongzhi.exchange.intake.problems import Problem

IN_MEMORY = 1_000_000  # bytes; what is more goes to a temporary file


class ProblemSpool:
    """Problems in the order in which they were found, counted; a context manager that forgets them at its end."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        self._count = 0

    def add(self, problem: Problem) -> None:
        self._file.write(json.dumps(astuple(problem)).encode() + b"\n")
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Problem]:
        self._file.seek(0)
        for line in self._file:
            yield Problem(*json.loads(line))
        self._file.seek(0, 2)

    def write(self, out: IO[bytes], *, kind: str, language: Language) -> None:
        """The table of all problems, as CSV or XLSX."""
        write_errors(self, out, kind=cast("Literal['csv', 'xlsx']", kind), language=language)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
