"""Long arrays that lie in a temporary file without a name: the machine keeps in memory what it has room for."""

import os
import tempfile
import weakref
from typing import Any

import numpy as np


class Room:
    """An array of one kind in a temporary file, which grows; gone from the disk with the last who holds it.

    What is written lies in the page cache, from which the machine may put it out at any time: it is no memory of the
    process's own (RssAnon), so an index of any length holds the same.
    """

    def __init__(self, kind: Any, *, width: int = 1) -> None:
        self._file = tempfile.TemporaryFile(prefix="rongzhi-")  # noqa: SIM115  held as long as the array
        weakref.finalize(self, self._file.close)
        self._kind, self._width = np.dtype(kind), width
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def grow(self, rows: int) -> None:
        """Make room for so many rows; what is there stays."""
        os.ftruncate(self._file.fileno(), rows * self._width * self._kind.itemsize)
        self._rows = rows

    def rows(self) -> Any:
        """The whole as an array over the file: (rows,) or (rows, width); an empty one has no file behind it."""
        shape = (self._rows, self._width) if self._width > 1 else (self._rows,)
        if not self._rows:
            return np.empty(shape, dtype=self._kind)
        return np.memmap(self._file, dtype=self._kind, mode="r+", shape=shape)
