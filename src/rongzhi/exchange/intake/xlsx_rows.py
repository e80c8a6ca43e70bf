"""Rows of an XLSX workbook: its sheet is looked over as a stream first, then read by calamine."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

import python_calamine

from rongzhi.exchange.intake.archive import open_archive, unpacked
from rongzhi.exchange.intake.columns import BY_KEY, Header, read_header
from rongzhi.exchange.intake.lines import MAX_COLUMNS, Raw
from rongzhi.exchange.intake.problems import refused

MAX_ROWS = 200_000
MAX_CELLS = 10_000_000  # rows times columns: calamine keeps a place for each
MAX_INDEX = 4 * 1024 * 1024  # bytes of the workbook's lists of sheets
EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_OWN_SHEETS = {"说明", "Explanations"}


class _Doctype(Exception):
    """The XML declares a document type, which no workbook does."""


@dataclass(slots=True)
class SheetMarks:
    """What a look over the sheet's XML found: its extent, and the columns by row that hold formulas or errors."""

    rows: int = 0
    columns: int = 0
    formulas: dict[int, int] = field(default_factory=dict)  # row from 1 -> one bit for each column from 0
    errors: dict[int, int] = field(default_factory=dict)


class _Look:
    """Receives the elements of a sheet one by one and keeps only marks."""

    def __init__(self) -> None:
        self.marks = SheetMarks()
        self._row = self._column = 0
        self._placed = False  # whether the cell's place was worked out
        self._place = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._column += 1
            self._place = attributes.get("r", "")
            self._placed = False
            if attributes.get("t") == "e":
                self._mark(self.marks.errors)
        elif name in ("v", "is"):
            self._reach()
        elif name == "f":
            self._mark(self.marks.formulas)
            if attributes.get("t") == "array":
                self._mark_range(attributes.get("ref", ""))
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0

    def _reach(self) -> None:
        """Work out where the present cell is, and that the sheet reaches so far."""
        if self._placed:
            return
        self._placed = True
        if self._place:
            self._row, self._column = _position(self._place)
        marks = self.marks
        if self._row > marks.rows:
            marks.rows = self._row
        if self._column > marks.columns:
            marks.columns = self._column
        if marks.columns > MAX_COLUMNS:
            raise refused("too_many_columns", most=MAX_COLUMNS)
        if marks.rows > MAX_ROWS + 1 or marks.rows * marks.columns > MAX_CELLS:
            raise refused("too_many_rows", most=MAX_ROWS)

    def _mark(self, found: dict[int, int]) -> None:
        self._reach()
        found[self._row] = found.get(self._row, 0) | 1 << (self._column - 1)

    def _mark_range(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        top, left = _position(first)
        bottom, right = _position(last or first)
        bits = sum(1 << (column - 1) for column in range(left, min(right, MAX_COLUMNS) + 1))
        for row in range(top, min(bottom, MAX_ROWS + 1) + 1):
            self.marks.formulas[row] = self.marks.formulas.get(row, 0) | bits


def _position(place: str) -> tuple[int, int]:
    """Row and column from 1 of a place like AB12."""
    found = _PLACE.fullmatch(place)
    if not found:
        raise ValueError("no place in a sheet")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _look_over(archive: zipfile.ZipFile, name: str) -> SheetMarks:
    look = _Look()
    parser = expat.ParserCreate()
    parser.StartElementHandler = look.start
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        for piece in unpacked(archive, name):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, _Doctype, ValueError) as fault:
        raise refused("damaged_xlsx") from fault
    return look.marks


def _no_doctype(*_: object) -> None:
    raise _Doctype


class Workbook:
    """The first visible sheet of a workbook, ready to be read row by row."""

    def __init__(self, file: IO[bytes]) -> None:
        """Raises BatchRefused: all of `open_archive`, too_many_rows, too_many_columns, no_columns, empty."""
        with open_archive(file) as archive:
            sheets = _sheets(archive)
            if not sheets:
                raise refused("empty")
            self.name, part = sheets[0]
            self.others = tuple(name for name, _ in sheets[1:] if name not in _OWN_SHEETS)
            for entry in archive.namelist():
                if entry != part:
                    for _ in unpacked(archive, entry):
                        pass
            self.marks = _look_over(archive, part)
        self._sheet = _load(file, self.name)
        self._left = (self._sheet.start or (0, 0))[1]
        self.header_line, self.header = self._header()
        self.rows = sum(1 for _ in self)
        if not self.header.known:
            raise refused("no_columns")

    def _header(self) -> tuple[int, Header]:
        for line, cells in self._cells():
            return line, read_header([cell_text(cell) for cell in cells])
        raise refused("empty")

    def _cells(self) -> Iterator[tuple[int, list[object]]]:
        """Sheet row from 1 and cells of each row that is not blank."""
        for line, cells in enumerate(self._sheet.iter_rows(), 1):
            if any(cell != "" for cell in cells) or line in self.marks.formulas or line in self.marks.errors:
                yield line, list(cells)

    def __iter__(self) -> Iterator[Raw]:
        keys = self.header.keys
        for line, cells in self._cells():
            if line <= self.header_line:
                continue
            raw = Raw(line)
            formulas = self.marks.formulas.get(line, 0) >> self._left
            errors = self.marks.errors.get(line, 0) >> self._left
            for at, (key, cell) in enumerate(zip(keys, cells, strict=False)):
                if not key:
                    continue
                if formulas >> at & 1:
                    raw.fault("formula", key)
                elif errors >> at & 1:
                    raw.fault("error_cell", key)
                elif isinstance(cell, int | float) and abs(cell) >= EXACT and BY_KEY[key].kind != "amount":
                    raw.fault("digits_lost", key)
                elif text := cell_text(cell):
                    raw.values[key] = text
            if any(cell_text(cell) for cell in cells[len(keys) :]):
                raw.fault("cell_count", found=len(cells), wanted=len(keys))
            if raw.values or raw.faults:
                yield raw


def _load(file: IO[bytes], name: str) -> python_calamine.CalamineSheet:
    file.seek(0)
    try:
        return python_calamine.load_workbook(file).get_sheet_by_name(name)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as fault:  # calamine's panics are not ordinary exceptions
        raise refused("damaged_xlsx") from fault


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Name and part of each visible worksheet, in the order of the workbook."""
    targets = {
        element.get("Id", ""): element.get("Target", "")
        for element in _index(archive, "xl/_rels/workbook.xml.rels")
        if element.tag.endswith("}Relationship") and element.get("Type", "").endswith("/worksheet")
    }
    parts = {name.lower(): name for name in archive.namelist()}
    found = []
    for element in _index(archive, "xl/workbook.xml"):
        if not element.tag.endswith("}sheet") or element.get("state", "visible") != "visible":
            continue
        link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        target = targets.get(link, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if target and part.lower() in parts:
            found.append((element.get("name", ""), parts[part.lower()]))
    return found


def _index(archive: zipfile.ZipFile, name: str) -> Iterator[ElementTree.Element]:
    actual = next(entry for entry in archive.namelist() if entry.lower() == name)
    if archive.getinfo(actual).file_size > MAX_INDEX:
        raise refused("damaged_xlsx")
    content = b"".join(unpacked(archive, actual))
    checker = expat.ParserCreate()
    checker.StartDoctypeDeclHandler = _no_doctype
    try:
        checker.Parse(content, True)
        return ElementTree.fromstring(content).iter()
    except (expat.ExpatError, ElementTree.ParseError, _Doctype, ValueError, LookupError) as fault:
        raise refused("damaged_xlsx") from fault


def cell_text(cell: object) -> str:
    """A cell as a person would write it: whole numbers without a point, days as 2026-01-31."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < EXACT:
            return str(int(cell))
        return format(Decimal(format(cell, ".15g")), "f")
    return str(cell)
