"""Which cases hold which hash: sorted pairs of hash and case in two arrays, a long one and a short one for what is new."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rongzhi.core.likeness.signature import Signature

Pairs = NDArray[np.uint64]
_HALF = np.uint64(32)
SHORT = 1 << 16  # pairs that are merged into the long array together


class Postings:
    """Pairs (hash, case), found by hash. Eight bytes each; one case more costs the same however many there are."""

    def __init__(self) -> None:
        self._long: Pairs = np.empty(0, dtype=np.uint64)
        self._short: Pairs = np.empty(0, dtype=np.uint64)

    def __len__(self) -> int:
        return len(self._long) + len(self._short)

    def add(self, case: int, hashes: Signature) -> None:
        """Put a case under each of its hashes."""
        new = _pairs(case, hashes)
        self._short = np.insert(self._short, np.searchsorted(self._short, new), new)
        if len(self._short) > SHORT:
            self._merge()

    def add_many(self, cases: list[int], hashes: list[Signature]) -> None:
        """The same for many cases at once."""
        self._long = np.concatenate([self._long, *map(_pairs, cases, hashes)])
        self._long.sort()

    def remove(self, case: int, hashes: Signature) -> None:
        """Take a case away from its hashes."""
        gone = _pairs(case, hashes)
        self._long = np.delete(self._long, _places(self._long, gone))
        self._short = np.delete(self._short, _places(self._short, gone))

    def under(self, hashes: Signature) -> tuple[Any, Any]:
        """For these hashes: the place of the hash among them, and the case, for each pair that is there."""
        places, cases = [], []
        for pairs in (self._long, self._short):
            first = hashes.astype(np.uint64) << _HALF
            start = np.searchsorted(pairs, first)
            length = np.searchsorted(pairs, first | np.uint64(0xFFFFFFFF), side="right") - start
            place = np.repeat(np.arange(len(hashes)), length)
            offset = np.arange(len(place)) - np.repeat(np.cumsum(length) - length, length)
            places.append(place)
            cases.append((pairs[np.repeat(start, length) + offset] & np.uint64(0xFFFFFFFF)).astype(np.int64))
        return np.concatenate(places), np.concatenate(cases)

    def frequent(self, least: int) -> Signature:
        """The hashes under which at least so many cases stand, in order."""
        self._merge()
        tokens = (self._long >> _HALF).astype(np.uint32)
        found: Signature = np.unique(
            tokens[least - 1 :][tokens[least - 1 :] == tokens[: len(tokens) - least + 1]]
        )
        return found

    def _merge(self) -> None:
        if len(self._short):
            self._long = np.insert(self._long, np.searchsorted(self._long, self._short), self._short)
            self._short = np.empty(0, dtype=np.uint64)


def _pairs(case: int, hashes: Signature) -> Pairs:
    return hashes.astype(np.uint64) << _HALF | np.uint64(case)


def _places(pairs: Pairs, wanted: Pairs) -> Any:
    at = np.searchsorted(pairs, wanted)
    inside = at < len(pairs)
    at = at[inside]
    return at[pairs[at] == wanted[inside]]
