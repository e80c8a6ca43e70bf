"""Opinions against what came of them: Brier score of stated probabilities, and answers in time or late."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from rongzhi.core.opinions.answers import Answer
from rongzhi.core.opinions.reasons import one_outcome, too_few_cases
from rongzhi.core.statistics.counts import Figure, Share, not_given
from rongzhi.core.statistics.resampling import RESAMPLES, Floats, drawn, percentile

FEWEST_CASES = 20  # [design]


@dataclass(frozen=True, slots=True)
class Foretold:
    """A stated probability (0 to 1) that something is so, and whether it was; `block` is the consultation it is from."""

    probability: float
    outcome: bool
    block: Hashable = None


@dataclass(frozen=True, slots=True)
class Brier:
    """How near the stated probabilities came: 0 is perfect, 0.25 is what 50 % throughout earns, 1 is the worst.

    `outcomes`: how often it was so. `base_score`: what that very share, said each time, would have earned.
    `skill` = 1 - score / base score: above 0 better than the base rate, below 0 worse. All n count results.
    """

    score: Figure
    outcomes: Share
    base_score: float | None
    skill: Figure


def said(answer: Answer) -> float | None:
    """The probability of a yes that a yes/no answer with its confidence states; None where either is missing."""
    if not isinstance(answer.value, bool) or answer.confidence is None:
        return None
    sure = answer.confidence / 100
    return sure if answer.value else 1 - sure


def brier(
    found: Sequence[Foretold], *, seed: int, resamples: int = RESAMPLES, fewest: int = FEWEST_CASES
) -> Brier:
    """Brier score = mean (stated probability - outcome 0/1)² of one body's opinions once the results are known.

    Below `fewest` results: too few to say. Intervals: expanded percentile bootstrap over blocks (results without one are blocks of
    their own). The base rate is that of the same results, which slightly favours it. Raises ValueError for a
    probability outside 0 to 1. Sources: Brier 1950, Monthly Weather Review 78:1; domain.md §12.
    """
    if not all(0 <= one.probability <= 1 for one in found):
        raise ValueError("A probability lies between 0 and 1.")
    outcomes = Share(sum(one.outcome for one in found), len(found))
    if len(found) < fewest:
        missing = not_given(too_few_cases(len(found), fewest))
        return Brier(missing, outcomes, None, missing)
    sums = _sums(found)
    n, total, hits = sums.sum(axis=0)
    rate = hits / n
    base = float(rate * (1 - rate))
    again = drawn(len(sums), seed=seed, resamples=resamples) @ sums
    scores = again[:, 1] / again[:, 0]
    interval, missing_interval = percentile(scores, blocks=len(sums), of="consultations", seed=seed)
    score = Figure(float(total / n), len(found), interval, no_interval=missing_interval)
    if not base:
        return Brier(score, outcomes, base, not_given(one_outcome(len(found))))
    rates = again[:, 2] / again[:, 0]
    bases = rates * (1 - rates)
    skills = 1 - np.divide(scores, bases, out=np.full(len(scores), np.nan), where=bases > 0)
    interval, missing_interval = percentile(skills, blocks=len(sums), of="consultations", seed=seed)
    skill = Figure(float(1 - total / n / base), len(found), interval, no_interval=missing_interval)
    return Brier(score, outcomes, base, skill)


def _sums(found: Sequence[Foretold]) -> Floats:
    """For each block: how many, the sum of their squared errors, and how many came true."""
    blocks: dict[Hashable, list[Foretold]] = {}
    for number, one in enumerate(found):
        blocks.setdefault(("alone", number) if one.block is None else ("block", one.block), []).append(one)
    return np.array(
        [
            (
                len(some),
                sum((one.probability - one.outcome) ** 2 for one in some),
                sum(one.outcome for one in some),
            )
            for some in blocks.values()
        ],
        dtype=np.float64,
    )


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Opinions due by now: given in time, late, or not at all. `in_time` has Wilson's interval."""

    in_time: Share
    late: int
    missing: int


def timeliness(due: Sequence[tuple[datetime, datetime | None]], *, now: datetime) -> Timeliness:
    """Count (due at, given at) pairs. What is neither given nor due yet is left out; the last moment is in time."""
    counted = [(until, at) for until, at in due if until <= now or at is not None]
    in_time = sum(at is not None and at <= until for until, at in counted)
    missing = sum(at is None for _, at in counted)
    return Timeliness(Share(in_time, len(counted)), len(counted) - in_time - missing, missing)
