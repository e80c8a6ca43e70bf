"""Signatures of texts: what is compared, the keyed hash, and that they tell nothing without the key."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.likeness.normal import plain
from rongzhi.core.likeness.signature import AT_ONCE, KEPT, from_bytes, signature, signatures, to_bytes
from rongzhi.core.likeness.siphash import siphash

KEY = bytes(range(16))
STORY = "经理承诺这款理财产品保本保息，到期以后却只还了一半，问了三次都没有人答复，合同上也没有写明风险。"


def scalar_siphash(key: bytes, data: bytes) -> int:
    """SipHash-2-4 as its paper writes it, for one input of any length."""
    most = (1 << 64) - 1

    def turn(word, bits):
        return (word << bits | word >> 64 - bits) & most

    k0, k1 = (int.from_bytes(key[at : at + 8], "little") for at in (0, 8))
    a, b, c, d = (
        k0 ^ 0x736F6D6570736575,
        k1 ^ 0x646F72616E646F6D,
        k0 ^ 0x6C7967656E657261,
        k1 ^ 0x7465646279746573,
    )

    def rounds(a, b, c, d, count):
        for _ in range(count):
            a, c = a + b & most, c + d & most
            b, d = turn(b, 13) ^ a, turn(d, 16) ^ c
            a = turn(a, 32)
            c, a = c + b & most, a + d & most
            b, d = turn(b, 17) ^ c, turn(d, 21) ^ a
            c = turn(c, 32)
        return a, b, c, d

    padded = data + bytes(7 - len(data) % 8) + bytes([len(data) & 255])
    for at in range(0, len(padded), 8):
        block = int.from_bytes(padded[at : at + 8], "little")
        a, b, c, d = rounds(a, b, c, d ^ block, 2)
        a ^= block
    a, b, c, d = rounds(a, b, c ^ 255, d, 4)
    return a ^ b ^ c ^ d


def test_hash_is_siphash_of_its_paper():
    assert scalar_siphash(KEY, bytes(range(15))) == 0xA129CA6149BE45E5  # appendix A of the paper


@given(
    st.binary(min_size=16, max_size=16), st.lists(st.binary(min_size=16, max_size=16), min_size=1, max_size=5)
)
def test_hash_of_an_array_is_the_hash_of_each(key, inputs):
    words = np.array([np.frombuffer(one, "<u8") for one in inputs], dtype=np.uint64)

    found = siphash(key, [words[:, 0].copy(), words[:, 1].copy()])

    assert found.tolist() == [scalar_siphash(key, one) for one in inputs]


def test_hash_wants_a_key_of_sixteen_bytes():
    with pytest.raises(ValueError, match="16 bytes"):
        siphash(b"short", [np.zeros(1, np.uint64)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("我于2024年3月5日存入12,000.00元。", "我于 二〇二三年十一月八日 存入３０００元"),
        ("Charged {$350.00} on XX/XX/2016 by XXXX", "charged {$1,200.00} on 03/05/2017 by xxxx"),
        ("ＢＡＮＫ　of America!!", "bank of america"),
        ("利率为 4.35％，", "利率为12%"),
    ],
)
def test_amounts_dates_width_case_and_signs_are_not_compared(one, other):
    assert plain(one) == plain(other)


def test_words_are_compared():
    assert plain("承诺保本") != plain("承诺保息")


@given(st.text(max_size=300))
def test_same_text_has_the_same_signature(text):
    assert signature(text, KEY).tolist() == signature(str(text), KEY).tolist()


@given(st.text(alphabet="abc 承诺保本利息。0", max_size=400))
def test_signature_is_sorted_limited_and_comes_back_from_its_bytes(text):
    found = signature(text, KEY, kept=40)

    assert len(found) <= 40
    assert (np.diff(found.astype(np.int64)) > 0).all()
    assert from_bytes(to_bytes(found)).tolist() == found.tolist()


def test_text_without_a_shingle_has_an_empty_signature():
    assert signature("保本", KEY).tolist() == []
    assert signature("", KEY).tolist() == []


def test_another_key_gives_another_signature():
    one, other = signature(STORY, KEY), signature(STORY, bytes(16))

    assert len(one) > 24
    assert not set(one.tolist()) & set(other.tolist())


def test_long_text_keeps_its_smallest_hashes():
    text = "".join(chr(0x4E00 + (number * 7919) % 20000) for number in range(3000))

    found, whole = signature(text, KEY), signature(text, KEY, kept=10_000)

    assert len(found) == KEPT
    assert found.tolist() == whole.tolist()[:KEPT]


def test_reordered_sentences_keep_nearly_all_hashes():
    parts = STORY.split("，")

    one, other = signature(STORY, KEY), signature("，".join(reversed(parts)), KEY)

    assert len(set(one.tolist()) & set(other.tolist())) > 0.6 * len(one)


@given(st.lists(st.text(max_size=60), max_size=3 * AT_ONCE))
def test_many_texts_at_once_have_the_signatures_that_each_has_alone(texts):
    found = list(signatures(iter(texts), KEY))

    assert [one.tolist() for one in found] == [signature(text, KEY).tolist() for text in texts]


def test_signature_holds_no_more_memory_than_its_hashes():
    long = "".join(chr(0x4E00 + at) for at in range(5_000))

    (found,) = signatures([long], KEY)

    assert found.base is None
    assert len(found) == KEPT
