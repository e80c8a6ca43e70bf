"""Signatures: of a text the smallest keyed hashes of its character shingles, a sketch that nobody reads without the key."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rongzhi.core.likeness.normal import plain
from rongzhi.core.likeness.siphash import siphash

Signature = NDArray[np.uint32]

CHINESE = (0, 2, 4)
LATIN = (0, 4, 8, 12, 16)
"""Which characters of a window make a shingle. They stand apart: neighbours tell each other, so a spaced shingle is
rarer in other texts and as often whole after changes (docs/likeness.md has the figures)."""

KEPT = 256  # hashes of a text: bottom-k MinHash with one hash function
AT_ONCE = 16  # texts whose shingles are hashed together: as many as the processor's cache holds
_BITS = np.uint64(21)  # of a code point


def signature(text: str, key: bytes, *, kept: int = KEPT) -> Signature:
    """The `kept` smallest 32-bit hashes of a text's shingles under a key of 16 bytes, in order.

    The same text gives the same signature; a text too short for any shingle gives an empty one.
    """
    return next(signatures([text], key, kept=kept))


def signatures(texts: Iterable[str], key: bytes, *, kept: int = KEPT) -> Iterator[Signature]:
    """The signature of each of many texts, in their order: the same as one by one, in a fraction of the time.

    The shingles of AT_ONCE texts are hashed as one array; no more texts than these are held.
    """
    rest = iter(texts)
    while some := list(islice(rest, AT_ONCE)):
        told = [_shingles(text) for text in some]
        low, high = (np.concatenate(words) for words in zip(*told, strict=True))
        hashes = (siphash(key, [low, high]) >> np.uint64(32)).astype(np.uint32)
        ends = np.cumsum([len(words[0]) for words in told])
        for own in np.split(hashes, ends[:-1]):
            yield _smallest(own, kept)


def _smallest(hashes: Signature, kept: int) -> Signature:
    """The `kept` smallest of these hashes, each once, in order."""
    hashes = np.sort(hashes)
    first = np.ones(len(hashes), dtype=bool)
    np.not_equal(hashes[1:], hashes[:-1], out=first[1:])
    return hashes[first][:kept].copy()  # else every signature would keep all hashes of its text in memory


def _shingles(text: str) -> tuple[Any, Any]:
    """All shingles of a text in two words of 64 bits."""
    points = np.frombuffer(plain(text).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    han = _is_han(points)
    windows = [_windows(points, han, places, chinese=chinese) for places, chinese in _KINDS]
    low, high = (np.concatenate(some) for some in zip(*windows, strict=True))
    return low, high


_KINDS = ((CHINESE, True), (LATIN, False))


def _windows(points: Any, han: Any, places: tuple[int, ...], *, chinese: bool) -> tuple[Any, Any]:
    """The shingles of one kind in two words of 64 bits: Chinese where a Chinese sign is among them, else Latin."""
    count = max(0, len(points) - places[-1])
    columns = [points[at : at + count] for at in places]
    with_han = np.logical_or.reduce([han[at : at + count] for at in places])
    wanted = with_han if chinese else ~with_han
    low, high = np.zeros(count, np.uint64), np.zeros(count, np.uint64)
    for turn, column in enumerate(columns):
        if turn < 3:
            low |= column << (_BITS * np.uint64(turn))
        else:
            high |= column << (_BITS * np.uint64(turn - 3))
    return low[wanted], high[wanted]


def _is_han(points: Any) -> Any:
    return (
        (points == 0x3007)
        | ((points >= 0x3400) & (points <= 0x9FFF))
        | ((points >= 0xF900) & (points <= 0xFAFF))
        | ((points >= 0x20000) & (points <= 0x3FFFF))
    )


def to_bytes(of: Signature) -> bytes:
    """A signature as it is stored: four bytes for each hash, little-endian."""
    return of.astype("<u4").tobytes()


def from_bytes(stored: bytes) -> Signature:
    """The signature that `to_bytes` gave."""
    return np.frombuffer(stored, dtype="<u4").astype(np.uint32)


def common_share(one: Signature, other: Signature) -> float:
    """The share of the smaller signature's hashes that stand in the other too (0 to 1); 0 where one is empty."""
    least = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / least if least else 0.0
