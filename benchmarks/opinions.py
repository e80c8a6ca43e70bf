"""Figures of opinions for many bodies and questions, against bare calls of numpy and krippendorff on the same answers."""

from decimal import Decimal

import krippendorff
import numpy as np

from benchmarks.figures import Figure, ratio_of, side_by_side, timed
from rongzhi.core.opinions import (
    Answer,
    Kind,
    Question,
    Round,
    Spread,
    agreement,
    fleiss_kappa,
    spreads,
)

QUESTIONS = 50
SEED = 20260817
RESAMPLES = 1_000


def measure(*, size: int, repetitions: int) -> list[Figure]:
    """`size` bodies answer 50 yes/no questions, and give 50 amounts."""
    rng = np.random.default_rng(SEED)
    answers = rng.random((size, QUESTIONS)) < rng.beta(1, 1, size=QUESTIONS)
    amounts = rng.integers(1, 2_000, size=(size, QUESTIONS)) * 100
    asked, sums = _round(Kind.YES_NO, answers), _round(Kind.AMOUNT, amounts)
    table = answers.astype(float)
    rows = [
        (
            "Krippendorff's alpha without interval / krippendorff.alpha",
            lambda: agreement(asked, Kind.YES_NO, seed=SEED, resamples=0).value,
            lambda: krippendorff.alpha(table, level_of_measurement="nominal"),
        ),
        (
            f"alpha with an interval of {RESAMPLES:,} resamples / krippendorff.alpha as often",
            lambda: agreement(asked, Kind.YES_NO, seed=SEED, resamples=RESAMPLES).value,
            lambda: _resampled(table),
        ),
        (
            "Fleiss' kappa / its formula in bare numpy",
            lambda: fleiss_kappa([asked.values(question.key) for question in asked.questions]).value,
            lambda: _kappa(table),
        ),
        (
            "spread of all amounts, exact / bare numpy quantiles of floats",
            lambda: [_middle(found) for found in spreads(sums)],
            lambda: np.quantile(amounts, [0, 0.25, 0.5, 0.75, 1], axis=0)[2].tolist(),
        ),
    ]
    return [_figure(what, ours, bare, size, repetitions) for what, ours, bare in rows]


def _round(kind: Kind, table: np.ndarray) -> Round:
    questions = tuple(Question(f"q{number}", kind) for number in range(table.shape[1]))
    due = tuple(f"body{number}" for number in range(len(table)))
    return Round(
        questions,
        due,
        tuple(
            Answer(member, question.key, value if kind is Kind.YES_NO else Decimal(value))
            for member, row in zip(due, table.tolist(), strict=True)
            for question, value in zip(questions, row, strict=True)
        ),
    )


def _resampled(table: np.ndarray) -> float:
    """Alpha, and what anybody would write for its interval: the library on columns drawn anew."""
    rng = np.random.default_rng(SEED)
    for _ in range(RESAMPLES):
        krippendorff.alpha(table[:, rng.integers(QUESTIONS, size=QUESTIONS)], level_of_measurement="nominal")
    return krippendorff.alpha(table, level_of_measurement="nominal")


def _kappa(table: np.ndarray) -> float:
    raters = len(table)
    counts = np.stack([table.sum(axis=0), raters - table.sum(axis=0)])
    observed = (counts * (counts - 1)).sum() / (QUESTIONS * raters * (raters - 1))
    expected = ((counts.sum(axis=1) / counts.sum()) ** 2).sum()
    return float((observed - expected) / (1 - expected))


def _middle(found: Spread) -> float:
    return float(found.quartiles.median)


def _figure(what: str, ours, bare, size: int, repetitions: int) -> Figure:
    same = np.allclose(ours(), bare())
    pairs = side_by_side(lambda: timed(ours), lambda: timed(bare), repetitions)
    milliseconds = [round(1000 * float(np.median(column)), 1) for column in zip(*pairs, strict=True)]
    return Figure(
        "opinions",
        f"{size} bodies, {QUESTIONS} questions: {what}",
        "none",
        **ratio_of(pairs),
        counts={
            "milliseconds": milliseconds[0],
            "bare_milliseconds": milliseconds[1],
            "repetitions": repetitions,
        },
        broken=[] if same else ["the two give different values"],
    )
