"""How far opinions agree beyond chance: Krippendorff's alpha, Fleiss' kappa, kappa between rounds, W over consultations."""

from collections import Counter
from collections.abc import Hashable, Sequence
from decimal import Decimal
from math import fsum
from typing import Literal

import numpy as np

from rongzhi.core.opinions.answers import Kind, Question, Round
from rongzhi.core.opinions.coincidences import Level, alpha_of, alphas_of
from rongzhi.core.opinions.concordance import Concordance
from rongzhi.core.opinions.reasons import (
    all_the_same,
    different_options,
    no_opinion,
    one_opinion,
    too_few_consultations,
    too_few_questions,
    unequal_numbers,
)
from rongzhi.core.opinions.spread import in_both, ranks
from rongzhi.core.statistics.counts import Figure, not_given
from rongzhi.core.statistics.resampling import RESAMPLES, Floats, drawn, percentile

FEWEST_QUESTIONS = (
    5  # from five questions on (issue of the consultation; domain.md §12: unstable with few) [design]
)
FEWEST_CONSULTATIONS = 20  # [design]

Counted = Literal["questions", "consultations"]
TOO_FEW = {"questions": too_few_questions, "consultations": too_few_consultations}

LEVELS: dict[Kind, Level] = {
    Kind.YES_NO: "nominal",
    Kind.CHOICE: "nominal",
    Kind.RANK: "ordinal",
    Kind.AMOUNT: "ratio",
}


def agreement(opinions: Round, kind: Kind, *, seed: int, resamples: int = RESAMPLES) -> Figure:
    """Krippendorff's alpha over the questions of one kind in one round; `n` counts questions with two opinions or more.

    Kinds are never mixed: a yes and an amount have no distance. Yes/no and choices are nominal, ranks ordinal (each
    option of a question is a unit), amounts ratio. Choices must have the same options throughout, ranks equally many,
    else their codes would be compared where they mean different things. From five questions on.
    Interval: expanded percentile bootstrap over questions.
    """
    return _agreement([opinions], kind, seed=seed, resamples=resamples)


def agreements(opinions: Round, *, seed: int, resamples: int = RESAMPLES) -> dict[Kind, Figure]:
    """`agreement` for each kind that the round asks."""
    kinds = dict.fromkeys(question.kind for question in opinions.questions)
    return {kind: agreement(opinions, kind, seed=seed, resamples=resamples) for kind in kinds}


def agreement_over(rounds: Sequence[Round], kind: Kind, *, seed: int, resamples: int = RESAMPLES) -> Figure:
    """As `agreement`, over one round each of at least 20 consultations; `n` counts consultations with such questions.

    Interval: expanded percentile bootstrap over consultations, for questions of one consultation are not independent.
    """
    with_kind = [
        one for one in rounds if any(len(one.to(question.key)) >= 2 for question in _asked(one, kind))
    ]
    if len(with_kind) < FEWEST_CONSULTATIONS:
        return not_given(too_few_consultations(len(with_kind), FEWEST_CONSULTATIONS))
    return _agreement(with_kind, kind, seed=seed, resamples=resamples)


def krippendorff_alpha(
    units: Sequence[Sequence[Hashable]],
    level: Level,
    *,
    seed: int,
    blocks: Sequence[Hashable] | None = None,
    resamples: int = RESAMPLES,
    fewest: int = FEWEST_QUESTIONS,
    of: Counted = "questions",
) -> Figure:
    """Krippendorff's alpha = 1 - D_o/D_e of `units[u]`, the values that members gave to unit u (missing ones left out).

    Numbers for every level but "nominal". `blocks[u]` (by default each unit is one) is what is counted in `n`, what must
    be there `fewest` times with two values, and what is resampled; `resamples` 0 gives no interval.
    Source: Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability". Interval: whole units are resampled as in Zapf
    et al. 2016, BMC Medical Research Methodology 16:93, and not pairs of values as in Hayes & Krippendorff 2007, for the
    answers to one question belong together. With five questions it is still too narrow (docs/opinions.md).
    """
    named = list(blocks) if blocks is not None else list(range(len(units)))
    pairs = [(name, unit) for name, unit in zip(named, units, strict=True) if len(unit) >= 2]
    order = {name: place for place, name in enumerate(dict.fromkeys(name for name, _ in pairs))}
    if not pairs:
        return not_given(one_opinion(sum(map(len, units))) if any(units) else no_opinion())
    if len(order) < fewest:
        return not_given(TOO_FEW[of](len(order), fewest))
    values = sorted(
        {value for _, unit in pairs for value in unit}, key=repr if level == "nominal" else _number
    )
    if len(values) == 1:
        return not_given(all_the_same(len(order)))
    counts = _counted([unit for _, unit in pairs], values)
    numbers = range(len(values)) if level == "nominal" else map(_number, values)
    domain = np.fromiter(numbers, dtype=np.float64)
    figure = Figure(alpha_of(counts, domain, level), len(order))
    if not resamples:
        return figure
    where = np.array([order[name] for name, _ in pairs])
    again = alphas_of(counts, domain, level, where, drawn(len(order), seed=seed, resamples=resamples))
    interval, missing = percentile(again, blocks=len(order), of=of, seed=seed)
    return Figure(figure.value, figure.n, interval, no_interval=missing)


def fleiss_kappa(units: Sequence[Sequence[Hashable]], *, fewest: int = FEWEST_QUESTIONS) -> Figure:
    """Fleiss' kappa (P_o - P_e)/(1 - P_e) of nominal values, equally many in each unit; `n` counts units.

    P_o = mean of Σ_j n_ij (n_ij - 1) / (n (n - 1)), P_e = Σ_j p_j². Source: Fleiss 1971, Psychological Bulletin 76:378;
    domain.md §12. With missing answers it does not apply: see `krippendorff_alpha`.
    """
    given = [unit for unit in units if unit]
    if not given:
        return not_given(no_opinion())
    sizes = {len(unit) for unit in given}
    if sizes == {1}:
        return not_given(one_opinion(len(given)))
    if len(sizes) > 1:
        return not_given(unequal_numbers(len(given)))
    if len(given) < fewest:
        return not_given(too_few_questions(len(given), fewest))
    size = sizes.pop()
    counted = [Counter(unit) for unit in given]
    observed = fsum(n * (n - 1) for unit in counted for n in unit.values()) / (len(given) * size * (size - 1))
    total = sum(counted, Counter())
    if len(total) == 1:
        return not_given(all_the_same(len(given)))
    expected = fsum((n / (len(given) * size)) ** 2 for n in total.values())
    return Figure((observed - expected) / (1 - expected), len(given))


def kappa_between(first: Round, last: Round, kind: Kind, *, fewest: int = FEWEST_QUESTIONS) -> Figure:
    """Cohen's kappa between each member's answers in two rounds, over yes/no questions or choices; `n` counts pairs.

    (p_o - p_e)/(1 - p_e), p_o the share unchanged, p_e by the answers' shares in each round. Rising from round to
    round it is a sign of stability (Chaffin & Talley 1980, Technological Forecasting and Social Change 16:67; Holey et al. 2007,
    BMC Medical Research Methodology 7:52; Cohen 1960). Choices must have the same options throughout.
    """
    asked = _asked(first, kind)
    if LEVELS[kind] != "nominal":
        raise ValueError("Kappa between rounds is for yes/no questions and choices.")
    if len({question.options for question in asked}) > 1:
        return not_given(different_options(len(asked)))
    found = {question.key: in_both(first, last, question.key) for question in asked}
    pairs = [(before.value, after.value) for both in found.values() for before, after in both]
    if not pairs:
        return not_given(no_opinion())
    questions = sum(bool(both) for both in found.values())
    if questions < fewest:
        return not_given(too_few_questions(questions, fewest))
    n = len(pairs)
    before, after = Counter(one for one, _ in pairs), Counter(one for _, one in pairs)
    observed = sum(one == other for one, other in pairs) / n
    if len(before | after) == 1:
        return not_given(all_the_same(n))
    expected = fsum(before[value] * after[value] for value in before) / n**2
    return Figure((observed - expected) / (1 - expected), n)


def concordance_over(found: Sequence[Concordance], *, seed: int, resamples: int = RESAMPLES) -> Figure:
    """The mean of Kendall's W, one for each of at least 20 consultations; those without a W do not count in `n`.

    Interval: expanded percentile bootstrap over consultations.
    """
    values = np.array([one.figure.value for one in found if one.figure.value is not None])
    if len(values) < FEWEST_CONSULTATIONS:
        return not_given(too_few_consultations(len(values), FEWEST_CONSULTATIONS))
    means = drawn(len(values), seed=seed, resamples=resamples) @ values / len(values)
    interval, missing = percentile(means, blocks=len(values), of="consultations", seed=seed)
    return Figure(float(values.mean()), len(values), interval, no_interval=missing)


def _agreement(rounds: Sequence[Round], kind: Kind, *, seed: int, resamples: int) -> Figure:
    many = len(rounds) > 1
    asked = [(number, one, question) for number, one in enumerate(rounds) for question in _asked(one, kind)]
    if kind is Kind.CHOICE and len({question.options for *_, question in asked}) > 1:
        return not_given(different_options(len(asked)))
    if kind is Kind.RANK and len({len(question.options) for *_, question in asked}) > 1:
        return not_given(different_options(len(asked)))
    units, blocks = [], []
    for number, one, question in asked:
        found = _units_of(one, question)
        units += found
        blocks += [number if many else question.key] * len(found)
    return krippendorff_alpha(
        units,
        LEVELS[kind],
        seed=seed,
        blocks=blocks,
        resamples=resamples,
        fewest=FEWEST_CONSULTATIONS if many else FEWEST_QUESTIONS,
        of="consultations" if many else "questions",
    )


def _counted(units: Sequence[Sequence[Hashable]], values: Sequence[Hashable]) -> Floats:
    """How many gave each value (a column) in each unit (a row)."""
    place = {value: column for column, value in enumerate(values)}
    rows = np.repeat(np.arange(len(units)), [len(unit) for unit in units])
    columns = np.fromiter((place[value] for unit in units for value in unit), dtype=np.int_)
    counts = np.zeros((len(units), len(values)))
    np.add.at(counts, (rows, columns), 1)
    return counts


def _asked(opinions: Round, kind: Kind) -> list[Question]:
    return [question for question in opinions.questions if question.kind is kind]


def _units_of(opinions: Round, question: Question) -> list[tuple[Hashable, ...]]:
    """The values of a question: one unit, and for ranks one unit for each option."""
    values = opinions.values(question.key)
    if question.kind is not Kind.RANK:
        return [values]
    orders = [value for value in values if isinstance(value, tuple)]
    return [tuple(column) for column in zip(*ranks(question, orders), strict=True)]


def _number(value: Hashable) -> float:
    return float(value) if isinstance(value, int | float | Decimal) else float(str(value))
