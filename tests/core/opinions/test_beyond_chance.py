"""Agreement beyond chance against published tables and the library, and where it honestly cannot be given."""

import csv
import json
import math
from decimal import Decimal
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rongzhi.core.opinions import (
    Kind,
    OpinionFault,
    Question,
    Round,
    agreement,
    agreement_over,
    agreements,
    coincidences,
    concordance,
    concordance_over,
    fleiss_kappa,
    kappa_between,
    krippendorff_alpha,
)
from tests.core.opinions.rounds import round_of, yuan

DATA = Path(__file__).resolve().parents[2] / "data"
LEVELS = ("nominal", "ordinal", "interval", "ratio")
UNITS = st.lists(st.lists(st.integers(0, 5), max_size=7), min_size=5, max_size=12)
SEED = 20260817


def table(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def observers():
    rows = [row[1:] for row in table("agreement_krippendorff.csv")]
    return [[int(value) for value in unit if value] for unit in zip(*rows, strict=True)]


def library(units, level):
    values = sorted({value for unit in units for value in unit})
    counts = [[unit.count(value) for value in values] for unit in units]
    return krippendorff.alpha(value_counts=counts, value_domain=values, level_of_measurement=level)


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_is_the_published_one(level, published):
    found = krippendorff_alpha(observers(), level, seed=SEED)

    assert round(found.value, 3) == published
    assert found.n == 11  # the last unit has one value
    assert found.interval.low < found.value < found.interval.high
    assert (found.interval.seed, found.interval.resamples) == (SEED, 2_000)
    assert found.interval.method == "expanded percentile bootstrap over questions"


@pytest.mark.shared
def test_alpha_is_that_of_the_vectors(shared_data):
    vector = json.loads((shared_data.parent / "vectors" / "krippendorff_c.json").read_text(encoding="utf-8"))
    units = [[value for value in unit if value is not None] for unit in zip(*vector["raters"], strict=True)]

    assert {
        level: round(krippendorff_alpha(units, level, seed=SEED).value, 3) for level in vector["alpha"]
    } == vector["alpha"]


def test_kappa_is_the_published_one():
    units = [
        [category for category, n in enumerate(row[1:]) for _ in range(int(n))]
        for row in table("agreement_fleiss.csv")
    ]

    assert round(fleiss_kappa(units).value, 5) == 0.20993


@pytest.mark.shared
def test_agreement_of_fourteen_raters_equals_their_readme_to_six_digits(shared_data):
    path = shared_data / "cfpb_14_raters" / "ratings_open.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    units = [list(row["raters"].values()) for row in rows]

    assert round(fleiss_kappa(units).value, 6) == 0.820296
    assert round(krippendorff_alpha(units, "nominal", seed=SEED).value, 6) == 0.820314
    assert round(100 * sum(len(set(unit)) == 1 for unit in units) / len(units), 2) == 62.86


@pytest.mark.parametrize(("questions", "least", "most"), [(5, 0.65, 0.9), (20, 0.88, 1.0)])
def test_interval_holds_the_true_value_as_often_as_the_documentation_says(questions, least, most):
    rng = np.random.default_rng(SEED)
    held = 0
    for run in range(200):
        chances = rng.beta(1 / 3, 1 / 3, size=questions)  # alpha is 0.6
        answers = rng.random((questions, 7)) < chances[:, None]
        found = krippendorff_alpha(answers.tolist(), "nominal", seed=run, resamples=300)
        held += found.interval is not None and found.interval.low <= 0.6 <= found.interval.high

    assert least < held / 200 < most


@given(UNITS, st.sampled_from(LEVELS))
@settings(deadline=None)
def test_alpha_taken_apart_is_that_of_the_library(units, level):
    kept = [unit for unit in units if len(unit) >= 2]
    assume(len({value for unit in kept for value in unit}) > 1)
    values = sorted({value for unit in kept for value in unit})
    counts = np.array([[unit.count(value) for value in values] for unit in kept], dtype=float)

    (found,) = coincidences.alphas_of(
        counts, np.array(values, dtype=float), level, np.arange(len(kept)), np.ones((1, len(kept)))
    )

    assert found == pytest.approx(library(units, level), abs=1e-9)


@given(UNITS, st.sampled_from(LEVELS))
@settings(deadline=None)
def test_resample_is_the_alpha_of_the_units_drawn(units, level):
    kept = [unit for unit in units if len(unit) >= 2]
    assume(len(kept) >= 3)
    draws = np.array([[0, 2, 1] + [0] * (len(kept) - 3)], dtype=float)
    again = [kept[1], kept[1], kept[2]]
    values = sorted({value for unit in kept for value in unit})
    counts = np.array([[unit.count(value) for value in values] for unit in kept], dtype=float)

    (found,) = coincidences.alphas_of(
        counts, np.array(values, dtype=float), level, np.arange(len(kept)), draws
    )

    if len({value for unit in again for value in unit}) == 1:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(library(again, level), abs=1e-9)


def test_many_different_amounts_do_not_need_the_librarys_memory(monkeypatch):
    units = [[n * 100 + m for m in range(9)] for n in range(20)]
    asked = krippendorff_alpha(units, "ratio", seed=SEED)
    monkeypatch.setattr(coincidences, "LIBRARY_CELLS", 0)
    monkeypatch.setattr(coincidences, "CHUNK", 7)

    apart = krippendorff_alpha(units, "ratio", seed=SEED)

    assert apart.value == pytest.approx(asked.value, abs=1e-12)
    assert apart.interval.low == pytest.approx(asked.interval.low, abs=1e-9)


@given(UNITS, st.sampled_from(LEVELS), st.randoms())
@settings(deadline=None)
def test_order_of_members_changes_no_alpha(units, level, random):
    shuffled = [random.sample(unit, len(unit)) for unit in units]

    assert krippendorff_alpha(shuffled, level, seed=1, resamples=50) == krippendorff_alpha(
        units, level, seed=1, resamples=50
    )


@given(st.lists(st.integers(0, 3), min_size=5, max_size=9), st.sampled_from(LEVELS), st.integers(2, 9))
@settings(deadline=None)
def test_members_of_one_mind_on_unlike_questions_have_alpha_one(values, level, members):
    assume(len(set(values)) > 1)

    found = krippendorff_alpha([[value] * members for value in values], level, seed=1, resamples=50)

    assert found.value == 1
    assert found.interval is None or found.interval.low == 1


@given(UNITS, st.sampled_from(LEVELS))
@settings(deadline=None)
def test_figure_is_a_number_or_a_reason_and_never_nothing(units, level):
    for found in (krippendorff_alpha(units, level, seed=1, resamples=50), fleiss_kappa(units)):
        assert (found.value is None) == (found.too_few is not None)
        assert found.value is None or (math.isfinite(found.value) and found.value <= 1)
        assert found.interval is None or -1 <= found.interval.low <= found.interval.high <= 1


@pytest.mark.parametrize(
    ("units", "key", "n"),
    [
        ([], "no_opinion", 0),
        ([[], []], "no_opinion", 0),
        ([["yes"], [], ["no"]], "one_opinion", 2),
        ([["yes", "no"]] * 4 + [["yes"]], "too_few_questions", 4),
        ([["yes", "yes"]] * 5, "all_the_same", 5),
    ],
)
def test_alpha_that_cannot_be_given_says_why(units, key, n):
    found = krippendorff_alpha(units, "nominal", seed=SEED)

    assert found.value is None
    assert found.interval is None
    assert (found.too_few.key, found.n) == (key, n)
    assert found.too_few.zh
    assert found.too_few.en


@pytest.mark.parametrize(
    ("units", "key"),
    [
        ([], "no_opinion"),
        ([["yes"]] * 5, "one_opinion"),
        ([["yes", "no"]] * 4 + [["yes"]], "unequal_numbers"),
        ([["yes", "no"]] * 4, "too_few_questions"),
        ([["yes", "yes"]] * 5, "all_the_same"),
    ],
)
def test_kappa_that_cannot_be_given_says_why(units, key):
    assert fleiss_kappa(units).too_few.key == key


def test_interval_that_cannot_be_drawn_leaves_the_value():
    # Only one question differs; most resamples miss it or hold nothing else.
    found = krippendorff_alpha([["a"]] * 3 + [["a", "a"], ["b", "b"]], "nominal", seed=SEED, fewest=2)

    assert found.value == 1
    assert found.interval is None
    assert found.no_interval.key == "too_few_resamples"


def test_each_kind_has_its_alpha_and_kinds_are_not_mixed():
    yes_no = round_of(Kind.YES_NO, *[[True, True, False]] * 3, *[[False] * 3] * 2)
    both = Round(
        (*yes_no.questions[:4], Question("sum", Kind.AMOUNT)),
        yes_no.due,
        tuple(answer for answer in yes_no.answers if answer.question != "q5"),
    )

    assert agreements(yes_no, seed=SEED)[Kind.YES_NO].n == 5
    found = agreements(both, seed=SEED)
    assert found[Kind.YES_NO].too_few.key == "too_few_questions"  # four, for the amount is no fifth
    assert found[Kind.AMOUNT].too_few.key == "no_opinion"


def test_alpha_of_amounts_does_not_depend_on_the_currency_unit():
    rows = [(1, 2, 2), (10, 11, 12), (5, 5, 6), (100, 90, 95), (7, 7, 7)]
    found = agreement(round_of(Kind.AMOUNT, *[yuan(*row) for row in rows]), Kind.AMOUNT, seed=SEED)
    in_fen = agreement(
        round_of(Kind.AMOUNT, *[yuan(*(100 * one for one in row)) for row in rows]), Kind.AMOUNT, seed=SEED
    )

    assert found.value == pytest.approx(in_fen.value)
    assert found.value == pytest.approx(library([list(row) for row in rows], "ratio"))


def test_choices_with_different_options_are_not_put_together():
    first = round_of(Kind.CHOICE, *[["a", "b"]] * 5)
    other = round_of(Kind.CHOICE, *[["a", "b"]] * 5, options=("a", "b"))
    mixed = Round((*first.questions[:4], other.questions[4]), first.due, first.answers)

    assert agreement(mixed, Kind.CHOICE, seed=SEED).too_few.key == "different_options"
    assert agreement(first, Kind.CHOICE, seed=SEED).value is not None


def test_ranks_count_questions_and_resample_whole_questions():
    orders = [("a", "b", "c"), ("a", "c", "b"), ("a", "b", "c")]
    four, five = (round_of(Kind.RANK, *[orders] * questions) for questions in (4, 5))

    assert agreement(four, Kind.RANK, seed=SEED).too_few.n == 4
    found = agreement(five, Kind.RANK, seed=SEED)
    assert found.n == 5
    # All questions are alike, so that every resample of whole questions is too.
    assert found.interval.low == pytest.approx(found.value)
    assert found.interval.high == pytest.approx(found.value)


def test_alpha_over_consultations_needs_twenty_of_them():
    one = round_of(Kind.YES_NO, [True, True, False], [False, False, False])
    silent = round_of(Kind.YES_NO, [True, None, None])

    few = agreement_over([one] * 19 + [silent] * 5, Kind.YES_NO, seed=SEED)
    enough = agreement_over([one] * 20 + [silent], Kind.YES_NO, seed=SEED)

    assert (few.too_few.key, few.n) == ("too_few_consultations", 19)
    assert enough.n == 20
    assert enough.value == pytest.approx(library([[1, 1, 0], [0, 0, 0]] * 20, "nominal"))
    assert enough.interval.method == "expanded percentile bootstrap over consultations"


def test_kappa_between_rounds_is_cohens():
    # 20 answers yes twice, 5 from yes to no, 10 from no to yes, 15 no twice: p_o 0.7, p_e 0.5.
    before = [True] * 25 + [False] * 25
    after = [True] * 20 + [False] * 5 + [True] * 10 + [False] * 15
    first = round_of(Kind.YES_NO, *[before[n::5] for n in range(5)])
    last = round_of(Kind.YES_NO, *[after[n::5] for n in range(5)])

    found = kappa_between(first, last, Kind.YES_NO)

    assert (found.value, found.n) == (pytest.approx(0.4), 50)


def test_kappa_between_rounds_that_cannot_be_given_says_why():
    same = round_of(Kind.YES_NO, *[[True, True]] * 5)
    few = round_of(Kind.YES_NO, *[[True, False]] * 4)
    silent = round_of(Kind.YES_NO, *[[None, None]] * 5)

    assert kappa_between(same, same, Kind.YES_NO).too_few.key == "all_the_same"
    assert kappa_between(few, few, Kind.YES_NO).too_few.key == "too_few_questions"
    assert kappa_between(same, silent, Kind.YES_NO).too_few.key == "no_opinion"
    with pytest.raises(ValueError, match="yes/no"):
        kappa_between(same, same, Kind.AMOUNT)


def test_concordance_over_consultations_is_the_mean_of_those_given():
    one, none = concordance([(1, 2, 3)] * 3), concordance([(1, 2, 3)])
    opposite = concordance([(1, 2, 3), (3, 2, 1)])

    assert concordance_over([one] * 19 + [none] * 9, seed=SEED).too_few.n == 19
    found = concordance_over([one] * 15 + [opposite] * 5 + [none], seed=SEED)
    assert (found.value, found.n) == (0.75, 20)
    assert 0.5 < found.interval.low < 0.75 < found.interval.high < 1


def test_text_that_is_no_number_has_no_distance():
    with pytest.raises((ValueError, OpinionFault)):
        krippendorff_alpha([["a", "b"]] * 5, "ratio", seed=SEED)


def test_amounts_may_be_decimals():
    units = [[Decimal("1.5"), Decimal("2")]] * 2 + [[Decimal("7"), Decimal("7.25")]] * 3

    found = krippendorff_alpha(units, "interval", seed=SEED)

    assert found.value == pytest.approx(library([[float(v) for v in unit] for unit in units], "interval"))
