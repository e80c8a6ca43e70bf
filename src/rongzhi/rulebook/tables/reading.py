"""Reads a table file line by line and refuses a broken one, naming file and line."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from types import MappingProxyType
from typing import Generic, TypeVar

K = TypeVar("K")
R = TypeVar("R")
E = TypeVar("E", bound=StrEnum)


class BrokenTable(ValueError):
    """A table that cannot be used. `file`, `line`, and what is wrong in both languages (`zh`, `en`)."""

    def __init__(self, file: str, line: int, *, zh: str, en: str) -> None:
        self.file = file
        self.line = line
        self.zh = f"{file} 第 {line} 行：{zh}规则表不完整时系统不启动。请改正这一行，或者恢复原来的文件。"
        self.en = f"{file}, line {line}: {en} The system does not start on broken tables. Correct the line or restore the file."
        super().__init__(f"{self.zh}\n{self.en}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its cells by column, and where it stands."""

    file: str
    number: int
    cells: Mapping[str, str]

    def broken(self, *, zh: str, en: str) -> BrokenTable:
        return BrokenTable(self.file, self.number, zh=zh, en=en)

    def optional(self, column: str) -> str:
        return self.cells[column]

    def text(self, column: str) -> str:
        """The cell, which may not be empty."""
        if not (text := self.cells[column]).strip():
            raise self.broken(zh=f"“{column}”一栏是空的。", en=f"the column “{column}” is empty.")
        return text

    def items(self, column: str) -> tuple[str, ...]:
        """The parts of the cell between semicolons; commas stay inside a part."""
        parts = tuple(part.strip() for part in self.text(column).split(";"))
        if not all(parts):
            raise self.broken(
                zh=f"“{column}”一栏的两个分号之间是空的。",
                en=f"the column “{column}” has an empty item between semicolons.",
            )
        return parts

    def yes_no(self, column: str) -> bool:
        if (text := self.text(column)) not in ("yes", "no"):
            raise self.broken(
                zh=f"“{column}”一栏只能是 yes 或 no，现为“{text}”。",
                en=f"the column “{column}” must be yes or no, not “{text}”.",
            )
        return text == "yes"

    def choice(self, column: str, kind: type[E]) -> E:
        text = self.text(column)
        try:
            return kind(text)
        except ValueError:
            known = ", ".join(kind)
            raise self.broken(
                zh=f"“{column}”一栏的“{text}”不是已知的值（{known}）。",
                en=f"the column “{column}” has the unknown value “{text}” (known: {known}).",
            ) from None


@dataclass(frozen=True, slots=True)
class Table(Generic[K, R]):
    """One kind of table: its columns, how a line becomes a row, and the key of a row.

    `parent` gives the key of the row above, which must stand on an earlier line, or None.
    """

    file: str
    columns: tuple[str, ...]
    row: Callable[[Line], R]
    key: Callable[[R], K]
    parent: Callable[[R], K | None] | None = None

    def read(self, data: bytes) -> Mapping[K, R]:
        """The rows of `data` by key, in the order of the file. Raises BrokenTable."""
        rows: dict[K, R] = {}
        for line in lines(self.file, data, self.columns):
            row = self.row(line)
            key = self.key(row)
            if key in rows:
                raise line.broken(zh=f"“{_shown(key)}”重复。", en=f"“{_shown(key)}” is given twice.")
            above = self.parent(row) if self.parent else None
            if above is not None and above not in rows:
                raise line.broken(
                    zh=f"上级“{_shown(above)}”在前面没有出现。",
                    en=f"the parent “{_shown(above)}” is not given before.",
                )
            rows[key] = row
        if not rows:
            raise BrokenTable(self.file, 1, zh="表中没有任何内容。", en="the table has no rows.")
        return MappingProxyType(rows)

    def shipped(self) -> Mapping[K, R]:
        """The rows of the file that comes with the rulebook. Raises BrokenTable."""
        return self.read(shipped(self.file))


def shipped(file: str) -> bytes:
    """The bytes of a table file that comes with the rulebook. Raises BrokenTable when it is missing."""
    try:
        return resources.files(__package__).joinpath(file).read_bytes()
    except FileNotFoundError:
        raise BrokenTable(file, 1, zh="找不到这个文件。", en="the file is missing.") from None


def lines(file: str, data: bytes, columns: tuple[str, ...]) -> Iterator[Line]:
    """The lines of a CSV file in UTF-8 after its head; remarks (#) may stand before the head. Raises BrokenTable."""
    text = _decoded(file, data)
    remarks = 0
    while text.startswith("#"):
        _, _, text = text.partition("\n")
        remarks += 1
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    before = remarks
    head = True
    try:
        for cells in reader:
            number, before = before + 1, remarks + reader.line_num
            wanted = len(columns)
            if head and tuple(cells) != columns:
                raise BrokenTable(
                    file,
                    number,
                    zh=f"表头应为：{','.join(columns)}。",
                    en=f"the head must be: {','.join(columns)}.",
                )
            if len(cells) != wanted:
                raise BrokenTable(
                    file,
                    number,
                    zh=f"有 {len(cells)} 栏，应有 {wanted} 栏；含逗号的内容要加引号。",
                    en=f"{len(cells)} cells instead of {wanted}; a text with a comma needs quotation marks.",
                )
            if not head:
                yield Line(file, number, MappingProxyType(dict(zip(columns, cells, strict=True))))
            head = False
    except csv.Error as wrong:
        raise BrokenTable(
            file, before + 1, zh="引号或分隔符不成对。", en=f"the line is not proper CSV ({wrong})."
        ) from None


def _decoded(file: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise BrokenTable(file, line, zh="不是 UTF-8 编码。", en="the text is not UTF-8.") from None


def _shown(key: object) -> str:
    return " / ".join(map(str, key)) if isinstance(key, tuple) else str(key)
