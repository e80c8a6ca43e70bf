"""Whether second opinions drift towards one member, the lead department or who pays, more than towards any other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rongzhi.core.opinions.answers import Round
from rongzhi.core.opinions.beyond_chance import FEWEST_CONSULTATIONS
from rongzhi.core.opinions.movement import sums_by_member
from rongzhi.core.opinions.reasons import nobody_could_move, too_few_consultations
from rongzhi.core.statistics.counts import LEVEL, Figure, Interval, not_given
from rongzhi.core.statistics.resampling import RESAMPLES, Floats, drawn, percentile

PERMUTATIONS = 2_000
CHUNK = 100  # permutations in memory at once


@dataclass(frozen=True, slots=True)
class Consulted:
    """One consultation: first opinions, the last opinions after them, and the member whose pull is asked about."""

    first: Round
    last: Round
    reference: str


@dataclass(frozen=True, slots=True)
class Dominance:
    """How far others moved towards the reference's first opinion.

    `weight`: the share of their distance to it that the others gave up, beyond what moving to the rest explains (0:
    none, 1: all); `n` counts consultations, the interval is a bootstrap over them. `typical`: the weight that any other
    member has on average. `by_chance`: where 95 % of the weights lie when the reference is a member drawn by lot.
    `p`: the chance of so large a weight by lot (one-sided); `seed` and `permutations` make it again.
    """

    weight: Figure
    typical: float | None = None
    by_chance: Interval | None = None
    p: float | None = None
    seed: int | None = None
    permutations: int = 0
    questions: int = 0


@dataclass(frozen=True)
class _Moved:
    """The sums of one consultation: a row for each member as the one followed; which row is the reference's."""

    rows: Floats
    reference: int
    questions: int


def dominance_of(
    consultations: Sequence[Consulted],
    *,
    seed: int,
    permutations: int = PERMUTATIONS,
    resamples: int = RESAMPLES,
    fewest: int = FEWEST_CONSULTATIONS,
) -> Dominance:
    """The pull of the references over at least `fewest` consultations in which somebody could move, else too few to say.

    Answers are places (`movement`): amounts in robust standard deviations, yes/no and choices as corners one apart
    (going over to the reference's answer is a move to it, to another answer a move away), orders of rank as vectors. Over all
    members i but the reference and all questions in which first opinions differ, least squares give
    y_i - x_i = a (x_ref - x_i) + b (mean of the others' x - x_i): a is the weight of the reference. It is the weight in an averaging
    of opinions as in DeGroot 1974, JASA 69:118, and Friedkin & Johnsen 1990.

    The test draws in each consultation another member as reference and compares (a - typical a) / its standard error,
    clustered by consultation, with that of the draws. Without the standard error, members near the middle
    would seem followed by chance too often (studentised permutation: Janssen 1997; Chung & Romano 2013).

    What it cannot see: why they moved. A reference that is better informed than all others, in a discussion that brings
    the facts out, looks the same as one that is obeyed. `dominance_simulation` measures false alarms of both sorts.
    """
    usable = [moved for moved in map(_moved, consultations) if moved is not None]
    if len(usable) < fewest:
        return Dominance(not_given(too_few_consultations(len(usable), fewest)))
    own = np.stack([moved.rows[moved.reference] for moved in usable])
    weight, error = (float(one[0]) for one in _weights(own[None]))
    if not own[:, 3:].any() or not np.isfinite(weight):
        return Dominance(not_given(nobody_could_move(len(usable))))
    by_lot = _by_lot(usable, seed=seed, permutations=permutations)
    weights, errors = by_lot[:, np.isfinite(by_lot[0])]
    typical = float(weights.mean())
    beyond = _studentised(weights - typical, errors) >= _studentised(
        np.array([weight - typical]), np.array([error])
    )
    low, high = np.quantile(weights, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    draws = drawn(len(own), seed=seed, resamples=resamples)
    interval, missing = percentile(_solved(draws @ own)[0], blocks=len(own), of="consultations", seed=seed)
    return Dominance(
        weight=Figure(weight, len(own), interval, no_interval=missing),
        typical=typical,
        by_chance=Interval(float(low), float(high), "reference drawn by lot", seed, len(weights)),
        p=float((1 + beyond.sum()) / (1 + len(weights))),
        seed=seed,
        permutations=len(weights),
        questions=sum(moved.questions for moved in usable),
    )


def _moved(one: Consulted) -> _Moved | None:
    """The sums of one consultation over its questions; None where nothing in it can tell."""
    members = one.first.due
    found = [
        sums
        for question in one.first.questions
        if (sums := sums_by_member(one.first, one.last, question.key, members, reference=one.reference))
        is not None
    ]
    if not found:
        return None
    rows = np.sum(found, axis=0)
    answered = rows.any(axis=1)
    reference = members.index(one.reference)
    answered[reference] = True
    return _Moved(rows[answered], int(answered[:reference].sum()), len(found))


def _by_lot(usable: Sequence[_Moved], *, seed: int, permutations: int) -> Floats:
    """(weights, standard errors) with a member drawn by lot as the reference of each consultation."""
    rng = np.random.default_rng(seed)
    found = []
    for start in range(0, permutations, CHUNK):
        size = min(CHUNK, permutations - start)
        some = [moved.rows[rng.integers(len(moved.rows), size=size)] for moved in usable]
        found.append(_weights(np.stack(some, axis=1)))
    return np.concatenate(found, axis=1)


def _weights(sums: Floats) -> Floats:
    """(a, its clustered standard error) for `sums[draw, consultation, sum]`."""
    total = sums.sum(axis=1)
    a, b, determinant = _solved(total)
    gg, gh, hh, gd, hd = np.moveaxis(sums, 2, 0)
    to_followed = gd - a[:, None] * gg - b[:, None] * gh
    to_others = hd - a[:, None] * gh - b[:, None] * hh
    with np.errstate(invalid="ignore", divide="ignore"):
        steps = (total[:, 2:3] * to_followed - total[:, 1:2] * to_others) / determinant[:, None]
    return np.stack([a, np.sqrt((steps**2).sum(axis=1))])


def _solved(total: Floats) -> tuple[Floats, Floats, Floats]:
    """(a, b, determinant) of the normal equations; NaN where first opinions cannot tell the two directions apart."""
    gg, gh, hh, gd, hd = total.T
    determinant = gg * hh - gh**2
    determinant = np.where(determinant > 1e-9 * gg * hh, determinant, np.nan)
    return (gd * hh - hd * gh) / determinant, (gg * hd - gh * gd) / determinant, determinant


def _studentised(above: Floats, errors: Floats) -> Floats:
    """The quotient; where nothing is left unexplained it is infinite, and 0 of nothing."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.nan_to_num(above / errors, nan=0.0, posinf=np.inf, neginf=-np.inf)
