"""Sealed streams: large content in chunks, each bound to its place and to being the last, readable from anywhere."""

import io
import os
from collections.abc import Callable, Iterator
from typing import IO, Any

from rongzhi.core.record.suites import NONCE_BYTES, TAG_BYTES, SealBroken, Suite, suite

MARK = b"RZS\x01"
PREFIX_BYTES = NONCE_BYTES - 5  # four bytes count the chunks, one says which is the last
HEAD_BYTES = len(MARK) + 1 + PREFIX_BYTES
CHUNK = 256 * 1024
MOST_CHUNKS = 2**32 - 1


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4) + (b"\x01" if last else b"\x00")


class SealedWriter:
    """Seals what is written to it, chunk by chunk, into `file`; nothing is whole before `close`.

    The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015): a chunk that is changed, moved, dropped or
    cut off does not open. One key serves one stream. `watch` is told of every sealed byte, to hash it on the way.
    """

    def __init__(
        self,
        file: IO[bytes],
        key: bytes,
        bound: bytes,
        chosen: Suite,
        *,
        random_bytes: Callable[[int], bytes] = os.urandom,
        watch: Callable[[bytes], Any] | None = None,
    ) -> None:
        self._file, self._key, self._suite, self._watch = file, key, chosen, watch
        self._prefix = random_bytes(PREFIX_BYTES)
        head = MARK + bytes([chosen.number]) + self._prefix
        self._bound = head + bound
        self._held = bytearray()
        self._number = 0
        self.size = 0
        self._put(head)

    def write(self, data: bytes | memoryview) -> int:
        """Add bytes; gives their number."""
        self._held += data
        self.size += len(data)
        while len(self._held) > CHUNK:  # a full chunk waits until it is known that another follows
            self._seal(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return len(data)

    def close(self) -> None:
        """Seal what is left as the last chunk; the file stays open."""
        self._seal(bytes(self._held), last=True)
        self._held.clear()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        if self._number > MOST_CHUNKS:
            raise ValueError("a sealed stream cannot be longer")
        nonce = _nonce(self._prefix, self._number, last=last)
        self._put(self._suite.seal(self._key, nonce, plain, self._bound))
        self._number += 1

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        if self._watch is not None:
            self._watch(data)


class SealedReader(io.RawIOBase):
    """Reads a sealed stream like a file: any place, one chunk in memory. Raises SealBroken for changed bytes."""

    def __init__(self, file: IO[bytes], key: bytes, bound: bytes) -> None:
        self._file, self._key = file, key
        end = file.seek(0, os.SEEK_END)
        file.seek(0)
        head = file.read(HEAD_BYTES)
        if len(head) < HEAD_BYTES or not head.startswith(MARK):
            raise SealBroken
        self._suite = suite(head[len(MARK)])
        self._prefix = head[len(MARK) + 1 :]
        self._bound = head + bound
        body, step = end - HEAD_BYTES, CHUNK + TAG_BYTES
        self._chunks = max(1, -(-body // step))
        self.size = body - self._chunks * TAG_BYTES
        if self.size < 0 or self._chunks > MOST_CHUNKS:
            raise SealBroken
        self._place = 0
        self._open_number, self._open_chunk = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self.size}[whence]
        self._place = max(0, start + offset)
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as there is content, across chunks: readers of formats rely on whole reads."""
        view, count = memoryview(buffer).cast("B"), 0
        while count < len(view):
            number, offset = divmod(self._place, CHUNK)
            if self._place >= self.size:
                break
            piece = self._chunk(number)[offset : offset + len(view) - count]
            view[count : count + len(piece)] = piece
            self._place += len(piece)
            count += len(piece)
        return count

    def chunks(self) -> Iterator[bytes]:
        """All of the content in order, with every chunk proved."""
        for number in range(self._chunks):
            yield self._chunk(number)

    def _chunk(self, number: int) -> bytes:
        if number != self._open_number:
            self._file.seek(HEAD_BYTES + number * (CHUNK + TAG_BYTES))
            sealed = self._file.read(CHUNK + TAG_BYTES)
            nonce = _nonce(self._prefix, number, last=number == self._chunks - 1)
            self._open_chunk = self._suite.open(self._key, nonce, sealed, self._bound)
            self._open_number = number
        return self._open_chunk

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
