"""One byte string for one value: the JSON that is hashed, sealed and compared."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

MAX_DEPTH = 32  # also ends a structure that holds itself
MAX_MAGNITUDE = 40  # powers of ten either way: a short "1E+999999" must not grow into a megabyte

_Path = tuple[str | int, ...]

_TEXT = frozenset({str})
_EXACT = frozenset({str, int, bool, type(None), date, datetime, Decimal})


class NotCanonical(TypeError):
    """A value that has no one exact text; the message names the place, never the content."""

    def __init__(self, path: _Path, why: str) -> None:
        super().__init__(f"{'.'.join(map(str, path)) or 'value'}: {why}")
        self.path = path


def canonical_exact(value: object) -> bytes:
    """As canonical(), for what this program has made of typed values: the search for floats is left out."""
    return _ENCODER.encode(value).encode()


def canonical(value: object) -> bytes:
    """The one UTF-8 JSON text of `value`: keys sorted by code point, no spaces.

    Holds None, bool, int, str (enums too), date, datetime, Decimal, lists, tuples and dicts.
    Equal amounts and equal moments give equal bytes: a Decimal becomes text with at least two
    decimals and no zeros beyond them, a datetime becomes UTC with microseconds and "Z".
    Raises NotCanonical (a TypeError), which names the path for floats, NaN, naive datetimes, keys
    that are not text, broken Unicode and everything else.
    """
    if not _looks_exact((value,), 0):  # JSON itself would let floats and number keys pass
        _raise_fault(value)
    try:
        return _ENCODER.encode(value).encode()
    except (TypeError, ValueError):
        _raise_fault(value)
        raise


def decimal_text(value: Decimal) -> str:
    """A finite Decimal in full, with two or more decimals: 3 -> "3.00", 3.1450 -> "3.145"."""
    whole, _, decimals = format(value, "f").partition(".")
    text = f"{whole}.{decimals.rstrip('0'):0<2}"
    return "0.00" if text == "-0.00" else text


def _looks_exact(values: Iterable[object], depth: int) -> bool:
    """Whether keys and types are right at every level; of plain values only the type is read."""
    for item in [value for value in values if type(value) not in _EXACT]:
        if isinstance(item, dict):
            if not _TEXT.issuperset(map(type, item)) and not all(isinstance(key, str) for key in item):
                return False
            if depth >= MAX_DEPTH or not _looks_exact(item.values(), depth + 1):
                return False
        elif isinstance(item, list | tuple):
            if depth >= MAX_DEPTH or not _looks_exact(item, depth + 1):
                return False
        elif not isinstance(item, str | int | date | Decimal):
            return False
    return True


def _text_of(value: object) -> str:
    """Text of the three kinds that JSON does not know; of any other a TypeError that says why not."""
    if isinstance(value, Decimal):
        if value.is_finite() and abs(value.adjusted()) <= MAX_MAGNITUDE:
            return decimal_text(value)
        raise TypeError("a Decimal that is no number of usual size")
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise TypeError("a datetime without time zone; give an aware one")
        try:
            return value.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"
        except OverflowError:
            raise TypeError("a datetime that is before or after every year in UTC") from None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        raise TypeError("a float is not exact; give a Decimal")
    raise TypeError(f"the type {type(value).__name__} has no canonical text")


def _raise_fault(value: object) -> None:
    """Walks once more, slowly, to name the place of the first fault."""
    for path, leaf in _leaves(value, ()):
        why = _why_not(leaf)
        if why:
            raise NotCanonical(path, why)


def _leaves(value: object, path: _Path) -> Iterator[tuple[_Path, object]]:
    if not isinstance(value, dict | list | tuple):
        yield path, value
        return
    if len(path) >= MAX_DEPTH:
        raise NotCanonical(path[:4], f"nested deeper than {MAX_DEPTH} levels")
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(value, dict):
            if not isinstance(key, str):
                raise NotCanonical(path, f"a key is of type {type(key).__name__}; keys must be text")
            yield path, key
        yield from _leaves(item, (*path, key))


def _why_not(leaf: object) -> str:
    """Why a single value is refused, or an empty text."""
    if isinstance(leaf, str):
        half = any("\ud800" <= sign <= "\udfff" for sign in leaf)
        return "half of a surrogate pair; give whole characters" if half else ""
    if leaf is None or isinstance(leaf, int):
        return ""
    try:
        _text_of(leaf)
    except TypeError as fault:
        return str(fault)
    return ""


_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    check_circular=False,
    allow_nan=False,
    sort_keys=True,
    separators=(",", ":"),
    default=_text_of,
)
