"""How the opinions of one round spread over a question: counts, share agreeing, median and quartiles, mean ranks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median, quantiles

from rongzhi.core.opinions.answers import Answer, Kind, Question, Round, Value
from rongzhi.core.opinions.concordance import Concordance, concordance
from rongzhi.core.statistics.counts import Share


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Amounts in yuan: lowest, quartiles and highest. The quartiles are not rounded to fen."""

    lowest: Decimal
    lower: Decimal
    median: Decimal
    upper: Decimal
    highest: Decimal

    @property
    def iqr(self) -> Decimal:
        """Interquartile range in yuan."""
        return self.upper - self.lower

    @property
    def relative_iqr(self) -> Decimal | None:
        """IQR / median; None where the median is 0 (domain.md §12)."""
        return self.iqr / self.median if self.median else None


@dataclass(frozen=True, slots=True)
class Spread:
    """One question in one round, without members.

    `answering` is how many answered of how many were due. `counts`: for yes/no and choices every possible answer in its
    order, with 0 too; amounts ascending; orders of rank by number. `modes` are the most frequent answers: several when
    tied, none when nobody answered. `agreeing`: those with the (first) modal answer of those who answered.
    """

    question: str
    answering: Share
    counts: tuple[tuple[Value, int], ...]
    modes: tuple[Value, ...]
    agreeing: Share
    confidence: float | None  # median, percent
    quartiles: Quartiles | None = None
    mean_ranks: tuple[tuple[str, float], ...] = ()  # best first; 1 is the best
    concordance: Concordance | None = None

    @property
    def dissenting(self) -> Share:
        """Dissent index: 1 - modal share."""
        return Share(self.agreeing.whole - self.agreeing.part, self.agreeing.whole)


def spread(opinions: Round, question: str) -> Spread:
    """The spread of one question in one round. The order of members changes nothing. Raises KeyError.

    Sources: domain.md §12; quartiles as in `quartiles`, Kendall's W as in `concordance`.
    """
    asked, answers = opinions.question(question), opinions.to(question)
    values = opinions.values(question)
    counted = _counts(asked, values)
    most = max((n for _, n in counted), default=0)
    modes = tuple(value for value, n in counted if n == most and n)
    stated = sorted(answer.confidence for answer in answers.values() if answer.confidence is not None)
    orders = [value for value in values if isinstance(value, tuple)]
    return Spread(
        question=question,
        answering=Share(len(answers), len(opinions.due)),
        counts=counted,
        modes=modes,
        agreeing=Share(most, len(answers)),
        confidence=float(median(stated)) if stated else None,
        quartiles=quartiles([value for value in values if isinstance(value, Decimal)]),
        mean_ranks=_mean_ranks(asked, orders),
        concordance=concordance(ranks(asked, orders)) if asked.kind is Kind.RANK else None,
    )


def spreads(opinions: Round) -> tuple[Spread, ...]:
    """The spread of every question of a round, in the order of the questions."""
    return tuple(spread(opinions, question.key) for question in opinions.questions)


def quartiles(amounts: Sequence[Decimal]) -> Quartiles | None:
    """Lowest, lower quartile, median, upper quartile, highest; None of nothing.

    Quartiles by linear interpolation between order statistics, at 1 + (n-1)p: type 7 of Hyndman & Fan 1996, "Sample
    Quantiles in Statistical Packages", The American Statistician 50:361; the default of numpy, R and spreadsheets.
    """
    if not amounts:
        return None
    if len(amounts) == 1:
        return Quartiles(*[amounts[0]] * 5)
    lower, middle, upper = quantiles(amounts, n=4, method="inclusive")
    return Quartiles(min(amounts), lower, middle, upper, max(amounts))


def ranks(question: Question, orders: Sequence[tuple[str, ...]]) -> tuple[tuple[int, ...], ...]:
    """For each member the rank (1 is the best) of each option, in the order of the question's options."""
    return tuple(tuple(order.index(option) + 1 for option in question.options) for order in orders)


def changed(first: Round, last: Round, question: str) -> Share:
    """Members who changed their answer between two rounds, of those who answered in both (domain.md §12).

    Any difference counts, of an amount by a fen too. Raises KeyError.
    """
    both = in_both(first, last, question)
    return Share(sum(before.value != after.value for before, after in both), len(both))


def in_both(first: Round, last: Round, question: str) -> list[tuple[Answer, Answer]]:
    """(before, after) of each member who answered the question in both rounds."""
    before, after = first.to(question), last.to(question)
    return [(before[member], after[member]) for member in before if member in after]


def _counts(question: Question, values: Sequence[Value]) -> tuple[tuple[Value, int], ...]:
    counted = Counter(values)
    if question.kind is Kind.YES_NO:
        return tuple((value, counted[value]) for value in (True, False))
    if question.kind is Kind.CHOICE:
        return tuple((option, counted[option]) for option in question.options)
    if question.kind is Kind.AMOUNT:
        return tuple(sorted((value, n) for value, n in counted.items() if isinstance(value, Decimal)))
    return tuple(sorted(counted.items(), key=lambda found: (-found[1], str(found[0]))))


def _mean_ranks(question: Question, orders: Sequence[tuple[str, ...]]) -> tuple[tuple[str, float], ...]:
    if not orders:
        return ()
    columns = zip(*ranks(question, orders), strict=True)
    means = [
        (option, sum(column) / len(orders)) for option, column in zip(question.options, columns, strict=True)
    ]
    return tuple(sorted(means, key=lambda found: found[1]))
