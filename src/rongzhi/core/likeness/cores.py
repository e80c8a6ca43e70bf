"""The signatures of the cases that newcomers are compared with, each at its place in a file."""

import numpy as np

from rongzhi.core.likeness.on_disk import Room
from rongzhi.core.likeness.signature import KEPT, Signature

FIRST = 1_024  # places that the file begins with


class Cores:
    """A signature for each place that has one; at most KEPT hashes each. Reads and writes like a dictionary."""

    def __init__(self) -> None:
        self._room = Room(np.uint32, width=KEPT)
        self._room.grow(FIRST)
        self._hashes = self._room.rows()
        self._lengths = np.zeros(FIRST, dtype=np.uint16)  # 0: none

    def __len__(self) -> int:
        return int(np.count_nonzero(self._lengths))

    def __contains__(self, place: int) -> bool:
        return place < len(self._lengths) and bool(self._lengths[place])

    def __getitem__(self, place: int) -> Signature:
        if place not in self:
            raise KeyError(place)
        return np.array(self._hashes[place, : self._lengths[place]])

    def __setitem__(self, place: int, signature: Signature) -> None:
        while place >= len(self._lengths):
            self._lengths = np.concatenate([self._lengths, np.zeros_like(self._lengths)])
            self._room.grow(len(self._lengths))
            self._hashes = self._room.rows()
        self._hashes[place, : len(signature)] = signature
        self._lengths[place] = len(signature)

    def pop(self, place: int) -> Signature:
        """Take a signature out; its hashes are overwritten."""
        found = self[place]
        self._hashes[place] = 0
        self._lengths[place] = 0
        return found
