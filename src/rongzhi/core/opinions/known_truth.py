"""Learns from cases whose truth is known how far to trust whom, and pools new opinions; measured on cases left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from rongzhi.core.opinions.pooling import (
    Answers,
    Confusions,
    confusions_of,
    dawid_skene,
    log_sum,
    majority,
    names,
    one_hot,
    softmax,
)
from rongzhi.core.opinions.reasons import OpinionFault
from rongzhi.core.statistics.counts import Figure, Share
from rongzhi.core.statistics.resampling import RESAMPLES, Floats, drawn, percentile

PENALTIES = (2.0, 4.0, 8.0, 16.0, 32.0)  # tried by cross-validation within the cases learnt from
INNER_FOLDS = 5


class Pool(Protocol):
    """Whatever makes probabilities of the classes out of the answers to one item."""

    def pool(self, answers: Answers) -> dict[str, float]: ...


@dataclass(frozen=True)
class Raters:
    """How much each answer of each rater speaks for each class, learnt together, so that likes are not counted twice.

    `weights[rater, answer, class]` are added to `start[class]`; their softmax is the pooled opinion. `penalty` is the one
    that cross-validation chose, `seed` drew its folds.
    """

    raters: tuple[str, ...]
    classes: tuple[str, ...]
    answers: tuple[str, ...]
    start: Floats
    weights: Floats
    penalty: float
    seed: int

    def pool(self, answers: Answers) -> dict[str, float]:
        """The probability of each class, given the answers; a rater missing or answering anew speaks for no class."""
        votes = one_hot([answers], self.raters, self.answers)
        scores = self.start + np.einsum("irl,rlk->ik", votes, self.weights)
        return dict(zip(self.classes, softmax(scores)[0].tolist(), strict=True))


def fit_known(
    ratings: Sequence[Answers],
    truth: Sequence[str],
    *,
    seed: int,
    penalties: Sequence[float] = PENALTIES,
) -> Raters:
    """Learn the weights of answers from items with known truth: multinomial logistic regression with a ridge penalty.

    Maximises Σ log P(truth) - penalty/2 Σ weights². The penalty is the one of `penalties` with the highest log-likelihood
    of items left out, over five folds drawn by `seed`. Unlike Bayes' rule with confusion matrices it needs no
    independence of the raters. Raises OpinionFault unless there are as many truths as items, of two classes at least,
    and as many items as folds.
    Sources: Cox 1966; Hoerl & Kennard 1970; as a log-linear pool of opinions Genest & Zidek 1986, Statistical Science 1:114.
    """
    _checked(ratings, truth)
    raters, answers = names(ratings)
    classes = tuple(sorted(set(truth)))
    votes = one_hot(ratings, raters, answers).reshape(len(ratings), -1)
    known = _known(truth, classes)
    penalty = penalties[0] if len(penalties) == 1 else _chosen(votes, known, penalties, seed)
    start, weights = _fitted(votes, known, penalty)
    shape = (len(raters), len(answers), len(classes))
    return Raters(raters, classes, answers, start, weights.reshape(shape), penalty, seed)


def fit_confusions(ratings: Sequence[Answers], truth: Sequence[str], *, smoothing: float = 1.0) -> Confusions:
    """Dawid and Skene's matrices counted where the truth is known (their M-step once). Raises OpinionFault as above."""
    _checked(ratings, truth)
    raters, answers = names(ratings)
    classes = tuple(sorted(set(truth)))
    prior, matrices = confusions_of(one_hot(ratings, raters, answers), _known(truth, classes), smoothing)
    return Confusions(raters, classes, answers, prior, matrices)


@dataclass(frozen=True, slots=True)
class OutOfSample:
    """Hits of a method on items it had not seen, fold by fold, and how far above the majority vote (share of items)."""

    method: str
    hits: Share
    folds: tuple[Share, ...]
    above_majority: Figure
    seed: int


def out_of_sample(
    ratings: Sequence[Answers],
    truth: Sequence[str],
    *,
    seed: int,
    folds: int = 10,
    resamples: int = RESAMPLES,
) -> tuple[OutOfSample, ...]:
    """Majority, Dawid-Skene, counted confusions and learnt weights, each on the folds left out; `seed` draws the folds.

    `above_majority`: difference of hit shares with an expanded percentile bootstrap over items. It holds for the items drawn, with
    the fits as they are; folds share items to learn from, so that it is a little too narrow (Bengio & Grandvalet 2004).
    Dawid-Skene sees the answers of all items, never a truth.
    """
    _checked(ratings, truth)
    where = np.random.default_rng(seed).permutation(np.arange(len(ratings)) % folds)
    alone = dawid_skene(ratings, classes=sorted(set(truth))).items
    hits: dict[str, list[bool]] = {
        "majority": [majority(one) == true for one, true in zip(ratings, truth, strict=True)],
        "dawid_skene": [best(one) == true for one, true in zip(alone, truth, strict=True)],
        "confusions": _left_out(ratings, truth, where, folds, fit_confusions),
        "weights": _left_out(
            ratings, truth, where, folds, lambda some, known: fit_known(some, known, seed=seed)
        ),
    }
    draws = drawn(len(ratings), seed=seed, resamples=resamples)
    plain = np.array(hits["majority"], dtype=float)
    found = []
    for method, right in hits.items():
        ahead = np.array(right, dtype=float) - plain
        interval, missing = percentile(draws @ ahead / len(ahead), blocks=len(ahead), of="items", seed=seed)
        shares = tuple(
            Share(int(np.array(right)[where == f].sum()), int((where == f).sum())) for f in range(folds)
        )
        above = Figure(float(ahead.mean()), len(ahead), interval, no_interval=missing)
        found.append(OutOfSample(method, Share(sum(right), len(right)), shares, above, seed))
    return tuple(found)


def best(pooled: dict[str, float]) -> str:
    """The most probable class; tied, the first in order."""
    return max(pooled, key=lambda name: pooled[name])


def _left_out(
    ratings: Sequence[Answers],
    truth: Sequence[str],
    where: npt.NDArray[np.int_],
    folds: int,
    fit: Callable[[Sequence[Answers], Sequence[str]], Pool],
) -> list[bool]:
    """Whether the pooled opinion on each item is right, learnt from the items of the other folds."""
    right = [False] * len(ratings)
    for fold in range(folds):
        learnt = [item for item in range(len(ratings)) if where[item] != fold]
        pool = fit([ratings[item] for item in learnt], [truth[item] for item in learnt])
        for item in np.flatnonzero(where == fold).tolist():
            right[item] = best(pool.pool(ratings[item])) == truth[item]
    return right


def _chosen(votes: Floats, truth: Floats, penalties: Sequence[float], seed: int) -> float:
    """The penalty under which items left out are least surprising."""
    where = np.random.default_rng(seed).permutation(np.arange(len(votes)) % INNER_FOLDS)
    found = []
    for penalty in penalties:
        likelihood = 0.0
        for fold in range(INNER_FOLDS):
            inside, outside = where != fold, where == fold
            start, weights = _fitted(votes[inside], truth[inside], penalty)
            scores = votes[outside] @ weights + start
            likelihood += float(((scores * truth[outside]).sum(axis=1) - log_sum(scores)).sum())
        found.append(likelihood)
    return penalties[int(np.argmax(found))]


def _fitted(votes: Floats, truth: Floats, penalty: float) -> tuple[Floats, Floats]:
    """(start, weights) that maximise the penalised likelihood; it is concave, so that there is one maximum."""
    # Items answered alike are one row: many are, and small matrices are not spread over threads, which costs more.
    rows, same = np.unique(votes, axis=0, return_inverse=True)
    counts = np.zeros((len(rows), truth.shape[1]))
    np.add.at(counts, same, truth)
    items = counts.sum(axis=1)
    features, classes = votes.shape[1], truth.shape[1]

    def parts(flat: Floats) -> tuple[Floats, Floats]:
        return flat[:-classes].reshape(features, classes), flat[-classes:]

    def flat(weights: Floats, start: Floats) -> Floats:
        return np.concatenate([weights.ravel(), start])

    def loss(at: Floats) -> tuple[float, Floats]:
        weights, start = parts(at)
        scores = rows @ weights + start
        value = (items * log_sum(scores)).sum() - (counts * scores).sum() + penalty / 2 * (weights**2).sum()
        misses = items[:, None] * softmax(scores) - counts
        return float(value), flat(rows.T @ misses + penalty * weights, misses.sum(axis=0))

    def curvature(at: Floats, direction: Floats) -> Floats:
        weights, start = parts(at)
        chances = softmax(rows @ weights + start)
        weights, start = parts(direction)
        along = chances * (rows @ weights + start)
        bent = items[:, None] * (along - chances * along.sum(axis=1, keepdims=True))
        return flat(rows.T @ bent + penalty * weights, bent.sum(axis=0))

    # Not L-BFGS: its many tiny factorisations are spread over threads, which on a busy machine takes ten times as long.
    blank = np.zeros((features + 1) * classes)
    found: Floats = minimize(loss, blank, jac=True, hessp=curvature, method="Newton-CG").x
    weights, start = parts(found)
    return start, weights


def _known(truth: Sequence[str], classes: Sequence[str]) -> Floats:
    """1 at [item, class] where the class is the true one."""
    return np.array([[float(one == name) for name in classes] for one in truth])


def _checked(ratings: Sequence[Answers], truth: Sequence[str]) -> None:
    if len(ratings) != len(truth) or len(ratings) < INNER_FOLDS or len(set(truth)) < 2 or not all(ratings):
        raise OpinionFault(
            "已知结果须与事项一一对应，至少5件、两种结果，且每件都有意见。",
            "As many results as items are needed: five at least, of two classes, each item with an opinion.",
        )
