"""Clusters of cases: who joins, who does not, in any order, and that a case that goes leaves nothing."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongzhi.core.likeness.clusters import CORE, SETTLED_FROM, Clusters, ordered
from rongzhi.core.likeness.planting import edited
from rongzhi.core.likeness.postings import ROOM, Postings
from rongzhi.core.likeness.reasons import propose
from rongzhi.core.likeness.signature import common_share, signature
from rongzhi.core.likeness.structure import Structure, shared
from tests.factories.stories import SIGNS, copies, story

KEY = bytes(range(16))
NOTHING = Structure()


def taken(texts: dict[str, str], structure: Structure = NOTHING) -> Clusters:
    return ordered((name, signature(text, KEY), structure) for name, text in texts.items())


def three_matters() -> dict[str, str]:
    texts = {f"a{at}": text for at, text in enumerate(copies(1, 6))}
    texts |= {f"b{at}": text for at, text in enumerate(copies(2, 4))}
    return texts | {f"x{at}": story(100 + at) for at in range(12)}


def test_copies_come_together_and_others_stay_alone():
    found = taken(three_matters())

    assert [set(some) for some in found.clusters()] == [
        {f"a{at}" for at in range(6)},
        {f"b{at}" for at in range(4)},
    ]
    assert found.members("x3") == ("x3",)
    assert found.members("nobody") == ()


@settings(max_examples=15, deadline=None)
@given(st.permutations(list(three_matters())))
def test_order_of_arrival_does_not_change_who_is_together(names):
    texts = three_matters()

    found = taken({name: texts[name] for name in names})

    assert {frozenset(some) for some in found.clusters()} == {
        frozenset(f"a{at}" for at in range(6)),
        frozenset(f"b{at}" for at in range(4)),
    }


@settings(max_examples=15, deadline=None)
@given(st.sets(st.sampled_from(sorted(three_matters())), max_size=20))
def test_case_that_is_removed_leaves_nothing(gone):
    texts = three_matters()
    found = taken(texts)

    for name in gone:
        found.remove(name)

    fresh = taken({name: text for name, text in texts.items() if name not in gone})
    assert len(found) == len(fresh)
    assert len(found._postings) == len(fresh._postings)
    assert {frozenset(some) for some in found.clusters()} == {frozenset(some) for some in fresh.clusters()}
    probe = signature(texts["a0"], KEY)
    assert gone.isdisjoint(one.case for one in found.similar(probe, NOTHING, most=50))


def test_removing_who_is_not_there_does_nothing():
    found = taken({"one": story(1)})

    found.remove("two")

    assert len(found) == 1


def test_case_taken_in_twice_is_there_once():
    found = taken({"one": story(1)})

    found.add("one", signature(story(2), KEY), NOTHING)

    assert len(found) == 1
    assert found.similar(signature(story(1), KEY), NOTHING) == []


def test_same_facts_beside_another_story_do_not_join():
    known = Structure("b-bank-1", "C01", "R01", "s-1", "2025-03", "t-1")

    found = taken({f"x{at}": story(at) for at in range(30)}, known)

    assert found.clusters() == []


def test_structure_raises_and_lowers_a_resemblance():
    one, other = copies(1, 2)
    here = Structure(institution="b-1", month="2025-03")
    found = ordered([("one", signature(one, KEY), here)])

    same, unknown, different = (
        found.similar(signature(other, KEY), known)[0].share
        for known in (here, NOTHING, Structure(institution="b-2"))
    )

    assert same > unknown > different > 0


def test_clusters_do_not_chain():
    """Each text is half the one before and half new: neighbours resemble each other, the ends nothing."""
    parts = [story(at, length=120) for at in range(12)]
    chain = {f"t{at}": parts[at] + parts[at + 1] for at in range(11)}

    found = taken(chain)

    assert max(map(len, found.clusters())) <= 4


def test_short_text_is_never_joined():
    found = taken({"one": "承诺保本", "two": "承诺保本", "three": "承诺保本"})

    assert found.clusters() == []


def test_large_cluster_keeps_growing_though_it_is_most_of_the_county():
    """A form letter of which most cases are copies must not make its own words common."""
    draw = random.Random(5)
    texts = {f"x{at}": story(100 + at) for at in range(20)}
    texts |= {f"a{at:03}": edited(story(1), draw, SIGNS) for at in range(CORE + 60)}

    found = taken(texts)

    assert [len(some) for some in found.clusters()] == [CORE + 60]
    assert len(found._signatures) == CORE + 20


def test_stored_cluster_is_taken_as_it_was():
    texts = copies(1, 3)
    found = Clusters()
    found.add("one", signature(texts[0], KEY), NOTHING, cluster="one")
    found.add("two", signature(texts[1], KEY), NOTHING, cluster="one")
    found.add("alone", signature(story(9), KEY), NOTHING, cluster="alone")

    joined = found.add("three", signature(texts[2], KEY), NOTHING)

    assert joined.cluster == "one"
    assert found.clusters() == [("one", "two", "three")]


def test_cluster_keeps_its_name_when_the_case_that_began_it_goes():
    texts = copies(1, 3)
    found = taken({"one": texts[0], "two": texts[1]})

    found.remove("one")

    assert found.add("three", signature(texts[2], KEY), NOTHING).cluster == "one"


def test_clusters_that_a_newcomer_shows_to_be_one_are_merged():
    texts = copies(1, 5)
    found = Clusters()
    for at, cluster in enumerate(("0", "0", "2", "2")):
        found.add(str(at), signature(texts[at], KEY), NOTHING, cluster=cluster)
    assert len(found.clusters()) == 2

    joined = found.add("4", signature(texts[4], KEY), NOTHING)

    assert (joined.cluster, joined.merged) == ("0", ("2",))
    assert found.clusters() == [("0", "1", "2", "3", "4")]


def test_proposal_says_its_reasons_in_both_languages():
    known = [Structure("b-1", "C01", month="2025-03")] * 9 + [Structure("b-2", "C01", month="2025-04")]

    found = propose(
        "one",
        [str(at) for at in range(10)],
        known,
        0.412,
        names={"institution": {"b-1": ("甲银行", "Bank A")}},
    )

    assert [reason.en for reason in found.reasons] == [
        "10 cases tell the same facts.",
        "Two by two, 41 % of the shingles of their texts are the same on average.",
        "90 % have the same institution: Bank A.",
        "All have the same product: C01.",
        "90 % have the same month: 2025-03.",
    ]
    assert found.reasons[2].label == "90% 为同一机构：甲银行。"


@pytest.mark.parametrize(("count", "shown"), [(7, False), (8, True)])
def test_fact_is_named_from_four_fifths_on(count, shown):
    known = [Structure(institution="b-1")] * count + [Structure(institution="b-2")] * (10 - count)

    assert ("institution" in shared(known)) is shown


def test_postings_find_cases_in_both_arrays_after_they_were_merged():
    postings, every = Postings(), {}
    for case in range(ROOM[1] // 400 + 30):
        every[case] = signature(story(case, length=400), KEY)
        postings.add(case, every[case])

    for case in (0, 100, len(every) - 1):
        _, cases = postings.under(every[case])
        assert (cases == case).sum() == len(every[case])
        postings.remove(case, every[case])
        assert case not in postings.under(every[case])[1]
    assert set(postings.frequent(2).tolist()) <= set().union(*(one.tolist() for one in every.values()))


def test_stored_clusters_are_restored_as_they_were():
    texts = three_matters()
    found = taken(texts)

    again = Clusters.restored(
        (name, signature(text, KEY), NOTHING, found.members(name)[0]) for name, text in texts.items()
    )

    assert again.clusters() == found.clusters()
    assert len(again._postings) == len(found._postings)
    assert again.add("new", signature(texts["a3"], KEY), NOTHING).cluster == "a0"


def test_common_share_is_of_the_smaller_signature():
    one, other = (signature(text, KEY) for text in copies(1, 2))

    assert 0.15 < common_share(one, other) < 0.4  # 0.64 ** 3 of the shingles are whole in both
    assert common_share(one, one) == 1.0
    assert common_share(one, one[:0]) == 0.0


def test_cases_that_stand_alone_are_looked_at_again_when_more_is_known():
    texts = {f"x{at}": story(100 + at) for at in range(SETTLED_FROM)}
    found = taken(texts)
    for name, text in zip(("one", "two", "three"), copies(1, 3), strict=True):
        found.add(
            name, signature(text, KEY), NOTHING, cluster=name
        )  # as if nothing had been known when they came
    assert found.unsettled

    assert found.settle() == {"two": "one", "three": "one"}

    assert found.clusters() == [("one", "two", "three")]
    assert not found.unsettled
    assert found.settle() == {}
