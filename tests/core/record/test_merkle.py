"""The Merkle tree against the published examples of RFC 6962 and against the definition."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.record.merkle import (
    Tree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from rongzhi.core.record.suites import sm3

# The eight leaves and the heads that implementations of RFC 6962 test with.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
CONSISTENCY = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + by_definition(leaves[:half]) + by_definition(leaves[half:])).digest()


def numbered(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


def test_growing_tree_has_the_published_heads() -> None:
    tree = Tree()
    heads = [tree.root().hex()]
    for leaf in LEAVES:
        tree.append(leaf)
        heads.append(tree.root().hex())

    assert heads == ROOTS
    assert [root_of(HASHES, size=size).hex() for size in range(9)] == ROOTS


@pytest.mark.parametrize(("index", "size", "proof"), INCLUSION)
def test_inclusion_proof_is_the_published_one(index: int, size: int, proof: list[str]) -> None:
    found = inclusion_proof(HASHES, index, size=size)

    assert [part.hex() for part in found] == proof
    assert verify_inclusion(HASHES[index], found, index=index, size=size, root=bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("first", "second", "proof"), CONSISTENCY)
def test_consistency_proof_is_the_published_one(first: int, second: int, proof: list[str]) -> None:
    found = consistency_proof(HASHES, first, second=second)

    assert [part.hex() for part in found] == proof


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_head_follows_the_definition_at_every_size(leaves: list[bytes]) -> None:
    tree = Tree()
    hashes = [tree.append(leaf) for leaf in leaves]

    assert tree.root() == by_definition(leaves) == root_of(hashes)
    assert tree.size == len(leaves)
    assert len(tree.frontier) == len(leaves).bit_count()


@given(st.integers(0, 70), st.integers(0, 70))
def test_tree_goes_on_from_its_text(before: int, after: int) -> None:
    hashes = numbered(before + after)
    tree = Tree()
    for hashed in hashes[:before]:
        tree.append_hash(hashed)

    again = Tree.from_text(tree.to_text())
    for hashed in hashes[before:]:
        again.append_hash(hashed)

    assert again.root() == root_of(hashes)


@pytest.mark.parametrize("text", ["", "x", "1:", "2:00,11", "-1:", "1:zz", f"3:{'00' * 32}"])
def test_tree_text_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Tree.from_text(text)


@pytest.mark.parametrize("size", range(1, 34))
def test_every_leaf_of_every_small_tree_is_proved(size: int) -> None:
    hashes = numbered(size)
    root = root_of(hashes)

    for index in range(size):
        proof = inclusion_proof(hashes, index)

        assert verify_inclusion(hashes[index], proof, index=index, size=size, root=root)
        assert not verify_inclusion(leaf_hash(b"other"), proof, index=index, size=size, root=root)
        assert not verify_inclusion(hashes[index], [*proof, root], index=index, size=size, root=root)
        if proof:
            assert not verify_inclusion(hashes[index], proof[:-1], index=index, size=size, root=root)


@pytest.mark.parametrize("second", range(34))
def test_every_growth_of_every_small_tree_is_proved(second: int) -> None:
    hashes = numbered(second)
    root = root_of(hashes)

    for first in range(second + 1):
        proof = consistency_proof(hashes, first)
        sizes = {"first": first, "second": second}
        old = root_of(hashes, size=first)

        assert verify_consistency(proof, **sizes, first_root=old, second_root=root)
        assert not verify_consistency(proof, **sizes, first_root=leaf_hash(b"other"), second_root=root)
        assert not verify_consistency([*proof, root], **sizes, first_root=old, second_root=root)
        if first:
            assert not verify_consistency(proof, **sizes, first_root=old, second_root=leaf_hash(b"other"))
        if proof:
            assert not verify_consistency(proof[:-1], **sizes, first_root=old, second_root=root)


@given(st.integers(2, 60), st.data())
def test_rewritten_leaf_breaks_consistency(size: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, size - 1))
    rewritten = data.draw(st.integers(0, first - 1))
    hashes = numbered(size)
    old = root_of(hashes, size=first)
    hashes[rewritten] = leaf_hash(b"rewritten")

    proof = consistency_proof(hashes, first)

    assert not verify_consistency(
        proof, first=first, second=size, first_root=old, second_root=root_of(hashes)
    )


@given(st.integers(2, 60), st.data())
def test_changed_byte_of_a_proof_is_refused(size: int, data: st.DataObject) -> None:
    hashes = numbered(size)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(hashes, index)
    at = data.draw(st.integers(0, len(proof) - 1))
    changed = bytearray(proof[at])
    changed[data.draw(st.integers(0, 31))] ^= data.draw(st.integers(1, 255))
    proof[at] = bytes(changed)

    assert not verify_inclusion(hashes[index], proof, index=index, size=size, root=root_of(hashes))


def test_hashes_of_another_length_are_refused() -> None:
    proof = inclusion_proof(HASHES, 0)
    root = root_of(HASHES)

    assert not verify_inclusion(HASHES[0], [proof[0][:-1], *proof[1:]], index=0, size=8, root=root)
    assert not verify_inclusion(HASHES[0], proof, index=8, size=8, root=root)
    assert not verify_inclusion(HASHES[0], proof, index=-1, size=8, root=root)
    assert not verify_consistency([b""], first=3, second=8, first_root=root, second_root=root)
    assert not verify_consistency([], first=3, second=8, first_root=root, second_root=root)
    assert not verify_consistency([], first=9, second=8, first_root=root, second_root=root)


def test_proof_outside_the_tree_is_a_programming_error() -> None:
    with pytest.raises(IndexError):
        inclusion_proof(HASHES, 8)
    with pytest.raises(IndexError):
        inclusion_proof(HASHES, 0, size=9)
    with pytest.raises(IndexError):
        consistency_proof(HASHES, 9)


def test_tree_with_the_national_hash_proves_alike() -> None:
    hashes = [leaf_hash(leaf, digest=sm3) for leaf in LEAVES]
    root = root_of(hashes, digest=sm3)
    proof = inclusion_proof(hashes, 5, digest=sm3)

    assert root != root_of(HASHES)
    assert verify_inclusion(hashes[5], proof, index=5, size=8, root=root, digest=sm3)
    assert not verify_inclusion(hashes[5], proof, index=5, size=8, root=root)
