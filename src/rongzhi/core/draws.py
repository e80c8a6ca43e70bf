"""A draw from a list that anybody can make again from the published seed.

Source: RFC 3797, "Publicly Verifiable Nominations Committee (NomCom) Random Selection" (2004), section 4: for the k-th
place the hash of k (2 bytes), the seed and k again, as a number, modulo how many are left; with SHA-256 where the RFC has
MD5. Its example (section 6) is reproduced with MD5 in tests/core/test_draws.py.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

One = TypeVar("One")
MOST = 65_535  # places that two bytes can number


def drawn(pool: Sequence[One], count: int, *, seed: str, method: str = "sha256") -> list[One]:
    """`count` of the pool in the order in which they are drawn; all of them where the pool is no larger.

    The pool's order counts: it has to be fixed before the seed is known. Raises ValueError for a negative count, one
    above MOST, or an empty seed.
    """
    if not 0 <= count <= MOST:
        raise ValueError(f"{count} cannot be drawn.")
    if not seed:
        raise ValueError("A draw needs a seed.")
    left, chosen = list(pool), []
    for place in range(min(count, len(left))):
        around = place.to_bytes(2, "big")
        number = int.from_bytes(hashlib.new(method, around + seed.encode() + around).digest(), "big")
        chosen.append(left.pop(number % len(left)))
    return chosen
