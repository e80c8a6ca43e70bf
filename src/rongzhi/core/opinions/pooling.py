"""Makes one opinion of many without knowing the truth: the majority, and Dawid and Skene's estimate."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rongzhi.core.opinions.reasons import OpinionFault
from rongzhi.core.statistics.resampling import Floats

Answers = Mapping[str, str]  # rater -> class, of one item; who did not answer is missing

SMOOTHING = 0.01  # added to each cell of a confusion matrix: a class never confused so far may be yet
MOST_ROUNDS = 500
STILL = 1e-9  # the mean log-likelihood of an item grows by less: the estimate has settled


def majority(answers: Answers) -> str:
    """The class that most raters chose; tied, the one met first. Raises OpinionFault where nobody answered."""
    if not answers:
        raise OpinionFault("没有意见可以汇总。", "There is no opinion to pool.")
    return Counter(answers.values()).most_common(1)[0][0]


@dataclass(frozen=True)
class Confusions:
    """What each rater answers where each class is true, and how frequent the classes are: pools by Bayes' rule.

    `matrices[rater, class, answer]` are probabilities; each row adds up to 1.
    """

    raters: tuple[str, ...]
    classes: tuple[str, ...]
    answers: tuple[str, ...]
    prior: Floats
    matrices: Floats

    def pool(self, answers: Answers) -> dict[str, float]:
        """The probability of each class, given the answers; raters and answers not met before say nothing."""
        scores = np.log(self.prior)
        for rater, answer in answers.items():
            if rater in self.raters and answer in self.answers:
                scores = scores + np.log(
                    self.matrices[self.raters.index(rater), :, self.answers.index(answer)]
                )
        return dict(zip(self.classes, softmax(scores[None, :])[0].tolist(), strict=True))


@dataclass(frozen=True)
class Estimate:
    """Dawid and Skene's estimate: the confusions, the probabilities of each item, and how the search ended.

    `likelihoods`: the mean log-likelihood of an item after each round; it never falls but for the smoothing.
    """

    confusions: Confusions
    items: tuple[dict[str, float], ...]
    likelihoods: tuple[float, ...]
    settled: bool


def dawid_skene(
    ratings: Sequence[Answers], *, classes: Sequence[str] | None = None, smoothing: float = SMOOTHING
) -> Estimate:
    """Estimate the true class of each item and each rater's errors from the answers alone, by EM in log space.

    `classes` are those that can be true: by default all that were answered, and none else.
    Begins at the shares of the votes, so nothing is drawn and the result is always the same. Raters are taken to err
    independently given the truth; where they err alike (models of one kind, bodies with one superior) the probabilities
    are far too sure. Raises OpinionFault where an item has no answer.
    Source: Dawid & Skene 1979, "Maximum Likelihood Estimation of Observer Error-Rates Using the EM Algorithm", Applied
    Statistics 28:20.
    """
    if not ratings or not all(ratings):
        raise OpinionFault("有事项没有任何意见，无法汇总。", "An item has no opinion; it cannot be pooled.")
    raters, answers = names(ratings)
    possible = tuple(classes) if classes is not None else answers
    if not set(possible) <= set(answers):
        raise OpinionFault("有类别从未被选过。", "A class was never chosen; nothing can be estimated for it.")
    votes = one_hot(ratings, raters, answers)
    chosen = votes.sum(axis=1)[:, [answers.index(name) for name in possible]] + STILL
    belief = chosen / chosen.sum(axis=1, keepdims=True)
    likelihoods: list[float] = []
    settled = False
    while not settled and len(likelihoods) < MOST_ROUNDS:
        prior, matrices = confusions_of(votes, belief, smoothing)
        scores = np.log(prior) + np.einsum("irl,rkl->ik", votes, np.log(matrices), optimize=True)
        likelihoods.append(float(log_sum(scores).mean()))
        belief = softmax(scores)
        settled = len(likelihoods) > 1 and abs(likelihoods[-1] - likelihoods[-2]) < STILL
    items = tuple(dict(zip(possible, row, strict=True)) for row in belief.tolist())
    return Estimate(
        Confusions(raters, possible, answers, prior, matrices), items, tuple(likelihoods), settled
    )


def confusions_of(votes: Floats, belief: Floats, smoothing: float) -> tuple[Floats, Floats]:
    """(prior, matrices) from `votes[item, rater, answer]` and the belief in each class, or the known truth as 0 and 1."""
    matrices = np.einsum("ik,irl->rkl", belief, votes, optimize=True) + smoothing
    prior = belief.sum(axis=0) + smoothing
    return prior / prior.sum(), matrices / matrices.sum(axis=2, keepdims=True)


def names(ratings: Iterable[Answers]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All raters and all answers, sorted, so that the order of the items changes nothing."""
    raters = {rater for answers in ratings for rater in answers}
    chosen = {answer for answers in ratings for answer in answers.values()}
    return tuple(sorted(raters)), tuple(sorted(chosen))


def one_hot(ratings: Sequence[Answers], raters: Sequence[str], classes: Sequence[str]) -> Floats:
    """1 at [item, rater, class] where the rater chose it; raters and classes not named are left out."""
    row = {rater: place for place, rater in enumerate(raters)}
    column = {name: place for place, name in enumerate(classes)}
    votes = np.zeros((len(ratings), len(raters), len(classes)))
    for item, answers in enumerate(ratings):
        for rater, answer in answers.items():
            if rater in row and answer in column:
                votes[item, row[rater], column[answer]] = 1
    return votes


def log_sum(scores: Floats) -> npt.NDArray[np.float64]:
    """log Σ exp of each row, without overflow."""
    most = scores.max(axis=1)
    found: Floats = most + np.log(np.exp(scores - most[:, None]).sum(axis=1))
    return found


def softmax(scores: Floats) -> Floats:
    """Each row as probabilities that add up to 1."""
    found: Floats = np.exp(scores - log_sum(scores)[:, None])
    return found
