"""Which characters the fonts of papers have: a paper with others would print boxes."""

import struct
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn as house_fonts

BLANK = frozenset("\n\r\t\u200b\u00ad")


def missing(sheet: Any) -> set[str]:
    """The characters anywhere in a filled sheet that one of the two fonts lacks."""
    if isinstance(sheet, str):
        return {sign for sign in sheet if ord(sign) not in characters() and sign not in BLANK}
    if isinstance(sheet, dict):
        return set().union(*(missing(each) for each in sheet.values()))
    if isinstance(sheet, list | tuple):
        return set().union(*(missing(each) for each in sheet))
    return set()


@cache
def characters() -> frozenset[int]:
    """The code points that both fonts have."""
    return _in_font(house_fonts.sans_path()) & _in_font(house_fonts.serif_path())


def _in_font(path: Path) -> frozenset[int]:
    """The code points of an OpenType font, from the segmented table (format 12) of its `cmap`."""
    data = path.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    for n in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, 12 + 16 * n)
        if tag == b"cmap":
            return _segments(data, start)
    raise ValueError(f"{path.name} has no table of characters.")


def _segments(data: bytes, start: int) -> frozenset[int]:
    found: set[int] = set()
    (count,) = struct.unpack_from(">H", data, start + 2)
    for n in range(count):
        _, _, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * n)
        (kind,) = struct.unpack_from(">H", data, start + offset)
        if kind != 12:
            continue
        (groups,) = struct.unpack_from(">I", data, start + offset + 12)
        for g in range(groups):
            first, last, _ = struct.unpack_from(">III", data, start + offset + 16 + 12 * g)
            found.update(range(first, last + 1))
    return frozenset(found)
