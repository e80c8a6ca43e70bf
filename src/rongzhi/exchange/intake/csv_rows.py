"""Rows of CSV in any of three delimiters; what leaves it unclear where rows begin refuses the file."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from rongzhi.exchange.intake.columns import BY_KEY, Header, read_header
from rongzhi.exchange.intake.lines import MAX_COLUMNS, Lines, Raw, TooLong, opened
from rongzhi.exchange.intake.problems import BatchRefused, refused

DELIMITERS = (",", ";", "\t")

_NUMBER = re.compile(r"[+-]?(\d[\d,]*\.?\d*|\.\d+)([eE][+-]?\d+)?%?")
_PHONE = re.compile(r"\+\d[\d\s()-]*")
_SEP = re.compile(r"\ufeff?\"?sep=([,;\t])\"?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CsvShape:
    """How a CSV file is to be read: delimiter, header, the line of the header, and how many rows follow it."""

    delimiter: str
    header: Header
    header_line: int
    rows: int


def csv_shape(file: IO[bytes], encoding: str) -> CsvShape:
    """Find delimiter and header, then read the whole file once, so that a broken one is refused before any filing.

    Raises BatchRefused: empty, no_columns, open_quote, too_many_columns.
    """
    found: list[tuple[int, int, str, Header, int]] = []
    fault = refused("empty")
    for delimiter in DELIMITERS:
        try:
            line, cells, forced = _header(file, encoding, delimiter)
        except BatchRefused as refusal:
            fault = refusal
            continue
        if forced in ("", delimiter):
            header = read_header(cells)
            found.append((header.known, len(header.keys), delimiter, header, line))
    if not found:
        raise fault
    known, width, delimiter, header, line = max(found, key=lambda one: one[:2])
    if width > MAX_COLUMNS:
        raise refused("too_many_columns", most=MAX_COLUMNS)
    if not known:
        raise refused("no_columns")
    rows = sum(1 for _ in csv_rows(file, encoding, CsvShape(delimiter, header, line, 0)))
    return CsvShape(delimiter, header, line, rows)


def _header(file: IO[bytes], encoding: str, delimiter: str) -> tuple[int, list[str], str]:
    """The first row that is not blank: its line, its cells, and the delimiter that a line `sep=;` before it names."""
    forced = ""
    with opened(file, encoding) as lines:
        for line, cells, _ in _records(lines, delimiter):
            joined = delimiter.join(cells or ())
            if cells and not forced and (sep := _SEP.fullmatch(joined)):
                forced = sep[1]
            elif joined.replace(delimiter, "").strip():
                return line, cells or [], forced
            elif cells is None:
                raise refused("no_columns")
    raise refused("empty")


def _records(lines: Lines, delimiter: str) -> Iterator[tuple[int, list[str] | None, str]]:
    """Line, cells and fault of each row. A fault of which it is unclear where it ends refuses the file."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first = lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, TooLong) as fault:
            if lines.line != first or lines.quotes % 2 or "end of data" in str(fault):
                raise refused("open_quote", line=first) from None
            too_long = isinstance(fault, TooLong) or "field limit" in str(fault)
            yield first, None, "row_too_long" if too_long else "quotes"
            continue
        yield first, cells, ""


def csv_rows(file: IO[bytes], encoding: str, shape: CsvShape) -> Iterator[Raw]:
    """The data rows of a CSV file; blank ones are passed over, but keep their place in the count of lines."""
    keys = shape.header.keys
    with opened(file, encoding) as lines:
        for line, cells, code in _records(lines, shape.delimiter):
            if line <= shape.header_line:
                continue
            raw = Raw(line)
            if cells is None:
                raw.fault(code)
            elif not any(cell and not cell.isspace() for cell in cells):
                continue
            elif len(cells) < len(keys) or any(cell.strip() for cell in cells[len(keys) :]):
                raw.fault("cell_count", found=len(cells), wanted=len(keys))
            else:
                _fill(raw, keys, cells)
            yield raw


def _fill(raw: Raw, keys: tuple[str, ...], cells: list[str]) -> None:
    for key, cell in zip(keys, cells, strict=False):
        if not key or not (text := cell.strip()):
            continue
        if text[0] in "=+-@" and _is_formula(key, text):
            raw.fault("formula", key)
        else:
            raw.values[key] = text


def _is_formula(key: str, text: str) -> bool:
    """Whether a spreadsheet would compute the text: numbers, dashes alone and +86 phones are harmless."""
    if _NUMBER.fullmatch(text) or not text.strip("-"):
        return False
    return not (BY_KEY[key].kind == "phone" and _PHONE.fullmatch(text))
