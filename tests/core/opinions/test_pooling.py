"""Pooled opinions: what they come to by hand, whom they learn to trust, and what they gain on texts left out."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongzhi.core.opinions import (
    OpinionFault,
    best,
    dawid_skene,
    fit_confusions,
    fit_known,
    majority,
    out_of_sample,
)

RATINGS = st.lists(
    st.dictionaries(st.sampled_from(["x", "y", "z"]), st.sampled_from(["a", "b"]), min_size=1),
    min_size=1,
    max_size=12,
)
SEED = 20260817


def rated(*, seed, items, rights):
    """Items with a known class of three, and raters who are right that often and err at random, independently."""
    rng = np.random.default_rng(seed)
    truth = rng.choice(["a", "b", "c"], size=items).tolist()
    others = {"a": "bc", "b": "ca", "c": "ab"}
    ratings = [
        {
            f"r{n}": true if rng.random() < right else others[true][int(rng.integers(2))]
            for n, right in enumerate(rights)
        }
        for true in truth
    ]
    return ratings, truth


def hits(pooled, truth):
    return sum(best(one) == true for one, true in zip(pooled, truth, strict=True)) / len(truth)


def test_majority_counts_and_a_tie_goes_to_the_one_met_first():
    assert majority({"x": "b", "y": "a", "z": "a"}) == "a"
    assert majority({"x": "b", "y": "a"}) == "b"
    with pytest.raises(OpinionFault, match="no opinion"):
        majority({})


def test_confusions_are_counted_and_pooled_by_bayes_rule():
    ratings = [{"x": "a"}] * 3 + [{"x": "b"}] + [{"x": "b"}] * 6
    found = fit_confusions(ratings, ["a"] * 4 + ["b"] * 6, smoothing=0)

    assert found.matrices[0].tolist() == [[0.75, 0.25], [0, 1]]
    # P(a|b) = 0.4 x 0.25 / (0.4 x 0.25 + 0.6)
    with np.errstate(divide="ignore"):
        assert found.pool({"x": "b"})["a"] == pytest.approx(1 / 7)
        assert found.pool({}) == pytest.approx({"a": 0.4, "b": 0.6})
        assert found.pool({"stranger": "a", "x": "c"}) == pytest.approx({"a": 0.4, "b": 0.6})


def test_dawid_skene_finds_who_errs_without_the_truth():
    rights = [0.9, 0.85, 0.5, 0.45, 0.4]
    ratings, truth = rated(seed=3, items=600, rights=rights)

    found = dawid_skene(ratings)

    assert found.settled
    shares = [np.trace(matrix) / 3 for matrix in found.confusions.matrices]
    assert shares == pytest.approx(rights, abs=0.06)
    voted = sum(majority(one) == true for one, true in zip(ratings, truth, strict=True)) / len(truth)
    assert hits(found.items, truth) > voted


def test_dawid_skenes_likelihood_never_falls():
    ratings, _ = rated(seed=5, items=200, rights=[0.8, 0.7, 0.6])

    steps = np.diff(dawid_skene(ratings, smoothing=1e-9).likelihoods)

    assert len(steps) > 3
    assert steps.min() > -1e-6


@pytest.mark.parametrize("seed", range(5))
def test_order_of_items_and_raters_changes_no_estimate(seed):
    ratings, _ = rated(seed=seed, items=60, rights=[0.8, 0.7, 0.5])
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(ratings))
    shuffled = [{name: ratings[n][name] for name in rng.permutation(list(ratings[n]))} for n in order]

    found, again = dawid_skene(ratings), dawid_skene(shuffled)

    for item, place in zip(found.items, np.argsort(order), strict=True):
        assert again.items[place] == pytest.approx(item, abs=1e-3)


@given(RATINGS)
@settings(deadline=None)
def test_pooled_opinion_is_a_probability(ratings):
    for item in dawid_skene(ratings).items:
        assert sum(item.values()) == pytest.approx(1)
        assert all(0 <= probability <= 1 for probability in item.values())


def test_dawid_skene_keeps_to_the_classes_that_can_be_true():
    ratings = [{"x": "a", "y": "a"}, {"x": "b", "y": "b"}, {"x": "slip", "y": "b"}]

    assert set(dawid_skene(ratings).items[0]) == {"a", "b", "slip"}
    found = dawid_skene(ratings, classes=["a", "b"])
    assert best(found.items[2]) == "b"
    with pytest.raises(OpinionFault, match="never chosen"):
        dawid_skene(ratings, classes=["a", "c"])


@pytest.mark.parametrize("ratings", [[], [{"x": "a"}, {}]])
def test_items_without_an_opinion_are_refused(ratings):
    with pytest.raises(OpinionFault, match="no opinion"):
        dawid_skene(ratings)


def test_weights_learn_whom_to_trust_and_missing_raters_say_nothing():
    ratings, truth = rated(seed=7, items=400, rights=[0.9, 0.4, 0.4, 0.4])

    found = fit_known(ratings, truth, seed=SEED)

    assert best(found.pool({"r0": "a", "r1": "b", "r2": "b", "r3": "b"})) == "a"
    assert found.pool({}) == found.pool({"stranger": "a", "r0": "no such class"})
    assert sum(found.pool({"r1": "c"}).values()) == pytest.approx(1)
    assert (found.seed, found.penalty) == (SEED, fit_known(ratings, truth, seed=SEED).penalty)


def test_weights_do_not_count_an_echo_as_a_second_opinion():
    ratings, truth = rated(seed=9, items=500, rights=[0.6, 0.75])
    echoed = [{**one, **{f"echo{n}": one["r0"] for n in range(5)}} for one in ratings]
    asked = {"r0": "a", "r1": "b", **{f"echo{n}": "a" for n in range(5)}}

    assert majority(asked) == "a"
    assert best(fit_confusions(echoed, truth).pool(asked)) == "a"
    assert best(fit_known(echoed, truth, seed=SEED).pool(asked)) == "b"


@pytest.mark.parametrize(
    ("ratings", "truth"),
    [
        ([{"x": "a"}] * 5, ["a", "b"] * 2),
        ([{"x": "a"}] * 4, ["a", "b"] * 2),
        ([{"x": "a"}] * 6, ["a"] * 6),
        ([{"x": "a"}] * 5 + [{}], ["a", "b"] * 3),
    ],
)
def test_known_truth_that_teaches_nothing_is_refused(ratings, truth):
    for fit in (fit_confusions, lambda some, known: fit_known(some, known, seed=SEED)):
        with pytest.raises(OpinionFault, match="five at least"):
            fit(ratings, truth)


def test_out_of_sample_counts_every_item_once_and_repeats_with_its_seed():
    ratings, truth = rated(seed=11, items=120, rights=[0.8, 0.5, 0.4])

    found = out_of_sample(ratings, truth, seed=SEED, folds=4, resamples=200)

    assert [one.method for one in found] == ["majority", "dawid_skene", "confusions", "weights"]
    for one in found:
        assert [fold.whole for fold in one.folds] == [30] * 4
        assert sum(fold.part for fold in one.folds) == one.hits.part
        assert one.hits.whole == 120
    assert found[0].above_majority.value == 0
    assert found == out_of_sample(ratings, truth, seed=SEED, folds=4, resamples=200)


@pytest.mark.shared
def test_pooled_opinion_beats_the_majority_on_texts_left_out(shared_data):
    path = shared_data / "cfpb_14_raters" / "ratings_open.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    found = {
        one.method: one
        for one in out_of_sample([row["raters"] for row in rows], [row["product"] for row in rows], seed=SEED)
    }

    assert round(100 * found["majority"].hits.value, 2) == 75.14
    assert found["weights"].hits.value > 0.765
    assert found["weights"].above_majority.interval.low > 0
    assert found["confusions"].hits.value > found["majority"].hits.value
    assert found["dawid_skene"].hits.value >= found["majority"].hits.value
