"""Members' figures from a sheet: a column with case numbers, the others named as in the formula; faults told by row."""

import csv
import io
from dataclasses import dataclass
from typing import IO

import python_calamine

from rongzhi.core.formula import FormulaFault, Value, read_figure, write_figures
from rongzhi.exchange.intake.archive import open_archive
from rongzhi.exchange.intake.problems import BatchRefused, refused
from rongzhi.exchange.intake.sniff import encoding_of, kind_of, take
from rongzhi.exchange.intake.xlsx_rows import cell_text

CASE = frozenset({"案件号", "案件编号", "案号", "case", "number", "case number"})
MOST_ROWS = 2_000
MOST_COLUMNS = 21
MOST_BYTES = 4 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One member's row: its line in the sheet, the case number, the figures as they are entered, and what is wrong."""

    line: int
    case: str
    figures: str = ""
    zh: str = ""
    en: str = ""


def figure_rows(source: IO[bytes], columns: tuple[str, ...]) -> list[FigureRow]:
    """The rows of a CSV or XLSX file with the figures that the formula asks for (`columns`), in order.

    A row that cannot be used comes with its reason in words; the others are good. A file that cannot be read as a
    whole (no column of case numbers, a column of the formula missing, too large, damaged) raises BatchRefused.
    """
    file, size, _ = take(source)
    try:
        if size > MOST_BYTES:
            raise refused("too_big", most=MOST_BYTES // (1024 * 1024))
        lines = _lines(file)
    finally:
        file.close()
    head = next((cells for _, cells in lines if any(cells)), [])
    body = lines[1:] if lines and lines[0][1] is head else [row for row in lines if row[1] is not head]
    names = [" ".join(cell.split()) for cell in head[:MOST_COLUMNS]]
    place = next((at for at, name in enumerate(names) if name.lower() in CASE), None)
    if place is None:
        raise refused("missing_figures", zh="案件号", en="case")
    if absent := [name for name in columns if name not in names]:
        raise refused("missing_figures", zh="、".join(absent), en=", ".join(absent))
    if len(body) > MOST_ROWS:
        raise refused("too_many_rows", most=MOST_ROWS)
    seen: dict[str, int] = {}
    found = [_row(line, cells, names, place, columns, seen) for line, cells in body if any(cells)]
    if not found:
        raise refused("no_rows")
    return found


def _row(
    line: int,
    cells: list[str],
    names: list[str],
    place: int,
    columns: tuple[str, ...],
    seen: dict[str, int],
) -> FigureRow:
    case = cells[place].strip()[:40] if len(cells) > place else ""
    if not case:
        return FigureRow(line, "", zh="没有案件号。", en="The case number is missing.")
    if case in seen:
        return FigureRow(
            line,
            case,
            zh=f"与第 {seen[case]} 行是同一案件，请只留一行。",
            en=f"The same case as on line {seen[case]}; keep one of them.",
        )
    seen[case] = line
    figures: dict[str, Value] = {}
    for name in columns:
        at = names.index(name)
        text = cells[at].strip() if len(cells) > at else ""
        if not text:
            return FigureRow(line, case, zh=f"「{name}」没有填写。", en=f"“{name}” is empty.")
        try:
            figures[name] = read_figure(text, name=name)
        except FormulaFault as fault:
            return FigureRow(line, case, zh=fault.zh, en=fault.en)
    return FigureRow(line, case, write_figures(figures))


def _lines(file: IO[bytes]) -> list[tuple[int, list[str]]]:
    """Line and cells of every row, from the first one on."""
    kind = kind_of(file)
    if kind == "xlsx":
        return _of_workbook(file)
    if kind != "csv":
        raise refused("kind", found="JSON")
    encoding = encoding_of(file)
    file.seek(0)
    text = file.read().decode(encoding)
    first = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter, strict=True))
    except csv.Error:
        raise refused("open_quote", line=1) from None
    return [(line, row) for line, row in enumerate(rows, 1)]


def _of_workbook(file: IO[bytes]) -> list[tuple[int, list[str]]]:
    with open_archive(file) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise refused("too_many_rows", most=MOST_ROWS)
    file.seek(0)
    try:
        sheet = python_calamine.load_workbook(file).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)
    except (KeyboardInterrupt, SystemExit, MemoryError, BatchRefused):
        raise
    except BaseException as fault:  # calamine's panics are not ordinary exceptions
        raise refused("damaged_xlsx") from fault
    return [(line, [cell_text(cell) for cell in row[:MOST_COLUMNS]]) for line, row in enumerate(rows, 1)]
