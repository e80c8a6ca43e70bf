"""Sealed streams: read from anywhere, and shut at the least change, move, cut or other key."""

import io

import pytest

from rongzhi.core.record.streams import CHUNK, HEAD_BYTES, SealedReader, SealedWriter
from rongzhi.core.record.suites import AES, SealBroken

KEY = bytes(range(32))
BOUND = b"W-1\x00blob:1"
STEP = CHUNK + 16


def sealed(content: bytes) -> bytes:
    out = io.BytesIO()
    writer = SealedWriter(out, KEY, BOUND, AES)
    for start in range(0, len(content), 100_003):
        writer.write(content[start : start + 100_003])
    writer.close()
    return out.getvalue()


def opened(data: bytes, *, key: bytes = KEY, bound: bytes = BOUND) -> bytes:
    return b"".join(SealedReader(io.BytesIO(data), key, bound).chunks())


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_stream_opens_as_it_was_written(size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    data = sealed(content)

    assert opened(data) == content
    assert SealedReader(io.BytesIO(data), KEY, BOUND).size == size


def test_sealed_stream_does_not_hold_what_was_written() -> None:
    content = bytes(n % 251 for n in range(CHUNK + 7))
    data = sealed(content)

    assert all(content[at : at + 16] not in data for at in range(0, CHUNK - 16, 64))


def test_stream_is_read_from_any_place() -> None:
    content = bytes(n % 251 for n in range(2 * CHUNK + 9))
    reader = SealedReader(io.BytesIO(sealed(content)), KEY, BOUND)

    reader.seek(CHUNK - 3)
    assert reader.read(7) == content[CHUNK - 3 : CHUNK + 4]
    reader.seek(-2, io.SEEK_END)
    assert reader.read() == content[-2:]
    assert reader.read(5) == b""


def test_changed_moved_dropped_cut_and_lengthened_streams_do_not_open() -> None:
    data = sealed(bytes(3 * CHUNK))
    first, second = data[HEAD_BYTES : HEAD_BYTES + STEP], data[HEAD_BYTES + STEP : HEAD_BYTES + 2 * STEP]
    rest = data[HEAD_BYTES + 2 * STEP :]
    head = data[:HEAD_BYTES]

    for other in (
        data[:-1] + bytes([data[-1] ^ 1]),
        data[:5] + bytes([data[5] ^ 1]) + data[6:],
        head + second + first + rest,
        head + second + rest,
        data[: HEAD_BYTES + 2 * STEP],
        data[: HEAD_BYTES + STEP],
        data + bytes(STEP),
        data[:4],
        b"",
    ):
        with pytest.raises(SealBroken):
            opened(other)


def test_stream_opens_nowhere_else_and_with_no_other_key() -> None:
    data = sealed(b"evidence")

    with pytest.raises(SealBroken):
        opened(data, bound=b"W-2\x00blob:1")
    with pytest.raises(SealBroken):
        opened(data, key=bytes(32))
