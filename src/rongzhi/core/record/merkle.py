"""The Merkle tree of the county log, hashed as RFC 9162, section 2.1: growing, proving, verifying."""

from collections.abc import Callable, Sequence
from typing import Self

from rongzhi.core.record.suites import sha256

Digest = Callable[[bytes], bytes]


def leaf_hash(leaf: bytes, *, digest: Digest = sha256) -> bytes:
    """Hash of a leaf; its first byte differs from that of a node, so neither passes for the other."""
    return digest(b"\x00" + leaf)


def node_hash(left: bytes, right: bytes, *, digest: Digest = sha256) -> bytes:
    """Hash of the two hashes below a node."""
    return digest(b"\x01" + left + right)


class Tree:
    """A tree that only grows and keeps no more than its frontier: the full subtrees, largest first."""

    __slots__ = ("_digest", "_frontier", "_size")

    def __init__(self, size: int = 0, frontier: Sequence[bytes] = (), *, digest: Digest = sha256) -> None:
        """An empty tree, or one that goes on; raises ValueError when the frontier does not fit the size."""
        if size < 0 or len(frontier) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has another frontier than {len(frontier)} hashes")
        self._size = size
        self._frontier = list(frontier)
        self._digest = digest

    @property
    def size(self) -> int:
        """Number of leaves."""
        return self._size

    @property
    def frontier(self) -> tuple[bytes, ...]:
        """With the size, all that is needed to go on."""
        return tuple(self._frontier)

    def append(self, leaf: bytes) -> bytes:
        """Adds a leaf and returns its hash, which is kept for proofs."""
        hashed = leaf_hash(leaf, digest=self._digest)
        self.append_hash(hashed)
        return hashed

    def append_hash(self, hashed: bytes) -> None:
        """Adds a leaf by its hash."""
        full = self._size
        while full & 1:
            hashed = node_hash(self._frontier.pop(), hashed, digest=self._digest)
            full >>= 1
        self._frontier.append(hashed)
        self._size += 1

    def root(self) -> bytes:
        """The tree head; of an empty tree the hash of nothing."""
        if not self._frontier:
            return self._digest(b"")
        *left, head = self._frontier
        for subtree in reversed(left):
            head = node_hash(subtree, head, digest=self._digest)
        return head

    def to_text(self) -> str:
        """Size and frontier as text, for a column or a file."""
        return f"{self._size}:{','.join(part.hex() for part in self._frontier)}"

    @classmethod
    def from_text(cls, text: str, *, digest: Digest = sha256) -> Self:
        """The tree that `to_text` wrote; raises ValueError for anything else."""
        size, _, frontier = text.partition(":")
        return cls(int(size), [bytes.fromhex(part) for part in frontier.split(",") if part], digest=digest)


def root_of(leaf_hashes: Sequence[bytes], *, size: int | None = None, digest: Digest = sha256) -> bytes:
    """Tree head over the first `size` leaf hashes (all, if not said)."""
    return _subtree(leaf_hashes, 0, _size(leaf_hashes, size), digest)


def inclusion_proof(
    leaf_hashes: Sequence[bytes], index: int, *, size: int | None = None, digest: Digest = sha256
) -> list[bytes]:
    """The hashes that lead from leaf `index` (from 0) to the head of the tree of `size` leaves.

    RFC 9162, 2.1.3.1. Raises IndexError for a leaf outside the tree.
    """
    low, high = 0, _size(leaf_hashes, size)
    if not 0 <= index < high:
        raise IndexError(f"leaf {index} is not in a tree of {high}")
    proof: list[bytes] = []
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            proof.append(_subtree(leaf_hashes, middle, high, digest))
            high = middle
        else:
            proof.append(_subtree(leaf_hashes, low, middle, digest))
            low = middle
    return proof[::-1]


def verify_inclusion(
    leaf: bytes, proof: Sequence[bytes], *, index: int, size: int, root: bytes, digest: Digest = sha256
) -> bool:
    """Whether the leaf with hash `leaf` stands at `index` in the tree of `size` leaves with head `root`.

    RFC 9162, 2.1.3.2. Bad input is no error: the answer is no.
    """
    if not 0 <= index < size or any(len(part) != len(root) for part in (leaf, *proof)):
        return False
    place, last, head = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            head = node_hash(sibling, head, digest=digest)
            place, last = _skip_missing(place, last)
        else:
            head = node_hash(head, sibling, digest=digest)
        place, last = place >> 1, last >> 1
    return last == 0 and head == root


def consistency_proof(
    leaf_hashes: Sequence[bytes], first: int, *, second: int | None = None, digest: Digest = sha256
) -> list[bytes]:
    """The hashes that show that the tree of `second` leaves only adds to the tree of `first` leaves.

    RFC 9162, 2.1.4.1. Raises IndexError when `first` is larger than `second`. Empty for equal sizes and for 0.
    """
    low, high = 0, _size(leaf_hashes, second)
    if not 0 <= first <= high:
        raise IndexError(f"a tree of {high} leaves has no earlier tree of {first}")
    if first == 0:
        return []
    proof: list[bytes] = []
    while first != high:
        middle = low + _split(high - low)
        if first <= middle:
            proof.append(_subtree(leaf_hashes, middle, high, digest))
            high = middle
        else:
            proof.append(_subtree(leaf_hashes, low, middle, digest))
            low = middle
    if low > 0:
        proof.append(_subtree(leaf_hashes, low, high, digest))
    return proof[::-1]


def verify_consistency(
    proof: Sequence[bytes],
    *,
    first: int,
    second: int,
    first_root: bytes,
    second_root: bytes,
    digest: Digest = sha256,
) -> bool:
    """Whether the tree of `second` leaves begins with the tree of `first` leaves.

    RFC 9162, 2.1.4.2. Bad input is no error: the answer is no.
    """
    if not 0 <= first <= second or any(len(part) != len(second_root) for part in (first_root, *proof)):
        return False
    if first == second:
        return not proof and first_root == second_root
    if first == 0:
        return not proof and first_root == digest(b"")
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    if not path:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old = node_hash(sibling, old, digest=digest)
            new = node_hash(sibling, new, digest=digest)
            place, last = _skip_missing(place, last)
        else:
            new = node_hash(new, sibling, digest=digest)
        place, last = place >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _skip_missing(place: int, last: int) -> tuple[int, int]:
    """Climbs the levels at which the last node has no neighbour to be hashed with."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _split(size: int) -> int:
    """The largest power of two smaller than `size`: where a tree divides."""
    return 1 << (size - 1).bit_length() - 1


def _subtree(leaf_hashes: Sequence[bytes], low: int, high: int, digest: Digest) -> bytes:
    tree = Tree(digest=digest)
    for index in range(low, high):
        tree.append_hash(leaf_hashes[index])
    return tree.root()


def _size(leaf_hashes: Sequence[bytes], size: int | None) -> int:
    if size is None:
        return len(leaf_hashes)
    if not 0 <= size <= len(leaf_hashes):
        raise IndexError(f"there are {len(leaf_hashes)} leaves, not {size}")
    return size
