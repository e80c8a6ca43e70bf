"""Which cases hold which hash: sorted pairs of hash and case in a long array, and shorter ones for what is new."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rongzhi.core.likeness.signature import Signature

Pairs = NDArray[np.uint64]
_HALF = np.uint64(32)
_LAST = np.uint64(0xFFFFFFFF)  # greater than any case
BLOCK = 1 << 18  # pairs that are looked at together
ROOM = (1 << 13, 1 << 18)  # pairs of the shorter arrays; a full one goes into the next as a whole


class Postings:
    """Pairs (hash, case), found by hash. Eight bytes each; one case more costs the same however many there are."""

    def __init__(self) -> None:
        self._levels: list[Pairs] = [np.empty(0, dtype=np.uint64) for _ in range(len(ROOM) + 1)]

    def __len__(self) -> int:
        return sum(map(len, self._levels))

    def add(self, case: int, hashes: Signature) -> None:
        """Put a case under each of its hashes."""
        self._levels[0] = _merged(self._levels[0], _pairs(case, hashes))
        for level, room in enumerate(ROOM):
            if len(self._levels[level]) > room:
                self._pour(level)

    def add_many(self, cases: list[int], hashes: list[Signature]) -> None:
        """The same for many cases at once."""
        self._levels[-1] = np.concatenate([self._levels[-1], *map(_pairs, cases, hashes)])
        self._levels[-1].sort()

    def remove(self, case: int, hashes: Signature) -> None:
        """Take a case away from its hashes."""
        gone = _pairs(case, hashes)
        self._levels = [np.delete(pairs, _places(pairs, gone)) for pairs in self._levels]

    def under(self, hashes: Signature) -> tuple[Any, Any]:
        """For these hashes: the place of the hash among them, and the case, for each pair that is there."""
        places, cases = [], []
        # Of each hash the first pair, and past the last.
        bounds = np.repeat(hashes.astype(np.uint64) << _HALF, 2)
        bounds[1::2] |= _LAST
        for pairs in self._levels:
            found = np.searchsorted(pairs, bounds)
            start, length = found[::2], found[1::2] - found[::2]
            place = np.repeat(np.arange(len(hashes)), length)
            offset = np.arange(len(place)) - np.repeat(np.cumsum(length) - length - start, length)
            places.append(place)
            cases.append((pairs[offset] & _LAST).astype(np.int64))
        return np.concatenate(places), np.concatenate(cases)

    def frequent(self, least: int) -> Signature:
        """The hashes under which at least so many cases stand, in order."""
        for level in range(len(ROOM)):
            self._pour(level)
        long = self._levels[-1]
        found = [np.empty(0, dtype=np.uint32)]
        # Block by block: copies of the whole would weigh more.
        for start in range(0, len(long) - least + 1, BLOCK):
            block = long[start : start + BLOCK + least - 1] >> _HALF
            found.append(np.unique(block[least - 1 :][block[least - 1 :] == block[: len(block) - least + 1]]))
        return np.unique(np.concatenate(found)).astype(np.uint32)

    def _pour(self, level: int) -> None:
        """Put the pairs of one array into the next longer one."""
        self._levels[level + 1] = _merged(self._levels[level + 1], self._levels[level])
        self._levels[level] = np.empty(0, dtype=np.uint64)


def _merged(pairs: Pairs, new: Pairs) -> Pairs:
    return np.insert(pairs, np.searchsorted(pairs, new), new) if len(new) else pairs


def _pairs(case: int, hashes: Signature) -> Pairs:
    return hashes.astype(np.uint64) << _HALF | np.uint64(case)


def _places(pairs: Pairs, wanted: Pairs) -> Any:
    at = np.searchsorted(pairs, wanted)
    inside = at < len(pairs)
    at = at[inside]
    return at[pairs[at] == wanted[inside]]
