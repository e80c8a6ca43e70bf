"""Rows of JSON Lines: one object a line; a bad line is one bad row."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from rongzhi.exchange.intake.columns import column_key
from rongzhi.exchange.intake.lines import Raw, TooLong, opened
from rongzhi.exchange.intake.problems import refused

MAX_NAMES = 100  # foreign names kept


@dataclass(frozen=True, slots=True)
class JsonShape:
    """What a JSON Lines file holds: the known keys in order of appearance, the foreign ones, the count of lines."""

    keys: tuple[str, ...]
    foreign: tuple[str, ...]
    rows: int


def json_shape(file: IO[bytes], encoding: str) -> JsonShape:
    """Read the whole file once. Raises BatchRefused (no_rows) when no line is an object."""
    keys: dict[str, None] = {}
    foreign: dict[str, None] = {}
    rows = objects = 0
    for _, pairs, _ in _objects(file, encoding):
        rows += 1
        objects += pairs is not None
        for name, _ in pairs or ():
            if key := column_key(name):
                keys[key] = None
            elif len(foreign) < MAX_NAMES:
                foreign[name[:60]] = None
    if not objects:
        raise refused("no_rows")
    return JsonShape(tuple(keys), tuple(foreign), rows)


def json_rows(file: IO[bytes], encoding: str) -> Iterator[Raw]:
    """The lines of a JSON Lines file; a bad line is one bad row."""
    for line, pairs, code in _objects(file, encoding):
        raw = Raw(line)
        if pairs is None:
            raw.fault(code)
        for name, value in pairs or ():
            key = column_key(name)
            if not key:
                continue
            text = _json_text(key, value)
            if key in raw.values:
                raw.fault("duplicate_key", key)
            elif text is None:
                raw.fault("json_nested", key)
            elif text:
                raw.values[key] = text
        yield raw


def _objects(file: IO[bytes], encoding: str) -> Iterator[tuple[int, list[tuple[str, object]] | None, str]]:
    with opened(file, encoding) as lines:
        while True:
            line = lines.begin()
            try:
                text = next(lines).strip().strip("\ufeff")
            except StopIteration:
                return
            except TooLong:
                yield line, None, "row_too_long"
                continue
            if text:
                pairs = _parsed(text)
                yield line, pairs, "" if pairs is not None else "json_line"


class _Pairs(list[tuple[str, object]]):
    """The members of a JSON object in order, repeated names included."""


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _parsed(text: str) -> _Pairs | None:
    try:
        value = json.loads(
            text, object_pairs_hook=_Pairs, parse_float=str, parse_int=str, parse_constant=_no_constant
        )
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, _Pairs) else None


def _json_text(key: str, value: object) -> str | None:
    """The value as text, "" for null; None when it is nested. Only `synthetic` may be a list of names."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if key == "synthetic" and type(value) is list and all(isinstance(one, str) for one in value):
        return ",".join(value)
    return None
