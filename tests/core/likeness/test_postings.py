"""Postings: what is put in is found, and what is frequent is counted right wherever a block ends."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.core.likeness import postings
from rongzhi.core.likeness.postings import Postings

HASHES = st.lists(st.lists(st.integers(0, 40), min_size=1, max_size=12, unique=True), min_size=1, max_size=30)


def filled(texts: list[list[int]]) -> Postings:
    found = Postings()
    for case, hashes in enumerate(texts):
        found.add(case, np.array(sorted(hashes), dtype=np.uint32))
    return found


@given(HASHES)
def test_cases_are_found_under_their_hashes(texts):
    which, cases = filled(texts).under(np.arange(41, dtype=np.uint32))

    assert sorted(zip(which.tolist(), cases.tolist(), strict=True)) == sorted(
        (token, case) for case, hashes in enumerate(texts) for token in hashes
    )


@given(HASHES, st.integers(0, 29), st.sampled_from([1, 3, 16, 1 << 18]), st.booleans())
def test_case_taken_away_is_found_no_more_wherever_a_block_ends(texts, gone, block, at_once):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "BLOCK", block)
        patch.setattr(postings, "ROOM", (4, 16))
        patch.setattr(postings, "AT_ONCE", 5)
        found = Postings()
        cases = [(n, np.array(sorted(hashes), dtype=np.uint32)) for n, hashes in enumerate(texts)]
        if at_once:
            found.add_many(iter(cases))
        else:
            for n, hashes in cases:
                found.add(n, hashes)
        if gone < len(cases):
            found.remove(*cases[gone])
        which, there = found.under(np.arange(41, dtype=np.uint32))

    assert sorted(zip(which.tolist(), there.tolist(), strict=True)) == sorted(
        (token, n) for n, hashes in enumerate(texts) for token in hashes if n != gone
    )
    assert len(found) == sum(len(hashes) for n, hashes in enumerate(texts) if n != gone)


@given(HASHES, st.integers(1, 12), st.sampled_from([1, 3, 16, 1 << 18]))
def test_frequent_hashes_are_those_under_which_enough_cases_stand(texts, least, block):
    counts = Counter(token for hashes in texts for token in hashes)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "BLOCK", block)
        found = filled(texts).frequent(least)

    assert found.tolist() == sorted(token for token, count in counts.items() if count >= least)
