"""SipHash-2-4, a keyed hash for short inputs, over whole arrays at once (Aumasson and Bernstein 2012)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
KEY_BYTES = 16


def siphash(key: bytes, blocks: list[Words]) -> Words:
    """SipHash-2-4 of many inputs of one length: `blocks` holds their first, second … eight bytes, little-endian.

    Gives one 64-bit value for each input. Raises ValueError for a key that has not 16 bytes.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"the key of a SipHash has {KEY_BYTES} bytes")
    k0, k1 = (np.uint64(int.from_bytes(key[at : at + 8], "little")) for at in (0, 8))
    like = blocks[0]
    state = [
        np.full_like(like, np.uint64(start) ^ part)
        for start, part in (
            (0x736F6D6570736575, k0),
            (0x646F72616E646F6D, k1),
            (0x6C7967656E657261, k0),
            (0x7465646279746573, k1),
        )
    ]
    length = np.full_like(like, np.uint64((8 * len(blocks) & 0xFF) << 56))
    for block in (*blocks, length):
        state[3] ^= block
        _rounds(state, 2)
        state[0] ^= block
    state[2] ^= np.uint64(0xFF)
    _rounds(state, 4)
    result: Words = state[0] ^ state[1] ^ state[2] ^ state[3]
    return result


def _rounds(state: list[Words], count: int) -> None:
    a, b, c, d = state
    for _ in range(count):
        a += b
        c += d
        _turn(b, 13)
        _turn(d, 16)
        b ^= a
        d ^= c
        _turn(a, 32)
        c += b
        a += d
        _turn(b, 17)
        _turn(d, 21)
        b ^= c
        d ^= a
        _turn(c, 32)


def _turn(words: Words, bits: int) -> None:
    """Rotate every word to the left, in place."""
    high: Any = words >> np.uint64(64 - bits)
    words <<= np.uint64(bits)
    words |= high
