"""Which cases hold which hash: sorted pairs of hash and case in a long file, and shorter arrays for what is new."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rongzhi.core.likeness.on_disk import Room
from rongzhi.core.likeness.signature import Signature

Pairs = NDArray[np.uint64]
_HALF = np.uint64(32)
_LAST = np.uint64(0xFFFFFFFF)  # greater than any case
BLOCK = 1 << 18  # pairs that are looked at together
AT_ONCE = 1_000  # cases that are put into the file together
ROOM = (1 << 13, 1 << 18)  # pairs of the shorter arrays; a full one goes into the next as a whole


class Postings:
    """Pairs (hash, case), found by hash: eight bytes each, of which the longest array lies in a file.

    One case more costs the same however many there are, and so does the memory.
    """

    def __init__(self) -> None:
        self._short: list[Pairs] = [np.empty(0, dtype=np.uint64) for _ in ROOM]
        self._room = Room(np.uint64)
        self._long: Pairs = self._room.rows()

    def __len__(self) -> int:
        return len(self._long) + sum(map(len, self._short))

    def add(self, case: int, hashes: Signature) -> None:
        """Put a case under each of its hashes."""
        self._short[0] = _merged(self._short[0], _pairs(case, hashes))
        for level, room in enumerate(ROOM):
            if len(self._short[level]) > room:
                self._pour(level)

    def add_many(self, cases: Iterable[tuple[int, Signature]]) -> None:
        """The same for many cases; no more of them than a block are held at once."""
        rest = iter(cases)
        while some := list(islice(rest, AT_ONCE)):
            new = np.concatenate([_pairs(case, hashes) for case, hashes in some])
            new.sort()
            self._merge_long(new)

    def remove(self, case: int, hashes: Signature) -> None:
        """Take a case away from its hashes."""
        gone = _pairs(case, hashes)
        self._short = [np.delete(pairs, _places(pairs, gone)) for pairs in self._short]
        at = _places(self._long, gone)
        if len(at):
            self._rewrite(at, np.empty(0, dtype=np.uint64))

    def under(self, hashes: Signature) -> tuple[Any, Any]:
        """For these hashes: the place of the hash among them, and the case, for each pair that is there."""
        places, cases = [], []
        # Of each hash the first pair, and past the last.
        bounds = np.repeat(hashes.astype(np.uint64) << _HALF, 2)
        bounds[1::2] |= _LAST
        for pairs in (*self._short, self._long):
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
        found = [np.empty(0, dtype=np.uint32)]
        # Block by block: copies of the whole would weigh more.
        for start in range(0, len(self._long) - least + 1, BLOCK):
            block = self._long[start : start + BLOCK + least - 1] >> _HALF
            found.append(np.unique(block[least - 1 :][block[least - 1 :] == block[: len(block) - least + 1]]))
        return np.unique(np.concatenate(found)).astype(np.uint32)

    def _pour(self, level: int) -> None:
        """Put the pairs of one array into the next longer one, or into the file."""
        new = self._short[level]
        self._short[level] = np.empty(0, dtype=np.uint64)
        if level + 1 < len(ROOM):
            self._short[level + 1] = _merged(self._short[level + 1], new)
        else:
            self._merge_long(new)

    def _merge_long(self, new: Pairs) -> None:
        """Put sorted pairs into the file."""
        if len(new):
            self._rewrite(np.empty(0, dtype=np.int64), new)

    def _rewrite(self, without: Any, new: Pairs) -> None:
        """Write the file anew without the pairs at these places and with those that are new, block by block."""
        old = self._long
        room = Room(np.uint64)
        room.grow(len(old) - len(without) + len(new))
        written, out = 0, room.rows()
        for start in range(0, max(1, len(old)), BLOCK):
            block = old[start : start + BLOCK]
            last = start + BLOCK >= len(old)
            upto = len(new) if last else np.searchsorted(new, old[start + BLOCK])
            gone = without[(without >= start) & (without < start + BLOCK)] - start
            kept = _merged(np.delete(block, gone) if len(gone) else block, new[:upto])
            out[written : written + len(kept)] = kept
            written, new = written + len(kept), new[upto:]
        self._room, self._long = room, out


def _merged(pairs: Pairs, new: Pairs) -> Pairs:
    return np.insert(pairs, np.searchsorted(pairs, new), new) if len(new) else pairs


def _pairs(case: int, hashes: Signature) -> Pairs:
    return hashes.astype(np.uint64) << _HALF | np.uint64(case)


def _places(pairs: Pairs, wanted: Pairs) -> Any:
    at = np.searchsorted(pairs, wanted)
    inside = at < len(pairs)
    at = at[inside]
    return at[pairs[at] == wanted[inside]]
