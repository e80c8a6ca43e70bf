"""When a consultation may stop asking: answers are stable between two rounds, which is not that they agree."""

from dataclasses import dataclass
from decimal import Decimal

from rongzhi.core.opinions.answers import Answer, Kind, Round
from rongzhi.core.opinions.spread import Quartiles, in_both, quartiles
from rongzhi.core.statistics.counts import Share


@dataclass(frozen=True, slots=True)
class Limits:
    """What still counts as stable [design]; no law or domain table names these figures.

    `changed`: the largest share of members who changed. 15 % is the customary figure of Delphi studies (Scheibe,
    Skutsch & Schofer 1975, in Linstone & Turoff, The Delphi Method [recall]); with 5 or 6 members it means nobody, with 7 to 9 one.
    `moved`: the largest share of an amount that is no change, for a member's amount, the median and the IQR.
    `answering`: the least share of members answering in either round who answered in both.
    """

    changed: Decimal = Decimal("0.15")
    moved: Decimal = Decimal("0.10")
    answering: Decimal = Decimal("0.5")


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Unstable:
    """One thing that still moves, in words."""

    key: str
    zh: str
    en: str


TOO_FEW = Unstable(
    "too_few_in_both",
    "前后两轮都提交意见的成员不足，无法判断是否稳定。",
    "Too few members answered in both rounds to tell whether answers are stable.",
)
MEMBERS = Unstable(
    "members_changed",
    "改变意见的成员比例仍高于上限。",
    "The share of members who changed is above the limit.",
)
MEDIAN = Unstable("median_moved", "金额中位数仍有明显变化。", "The median amount still moved.")
RANGE = Unstable(
    "range_changed",
    "金额四分位距仍有明显变化（收窄或扩大）。",
    "The interquartile range still narrowed or widened.",
)


@dataclass(frozen=True, slots=True)
class Stability:
    """Whether one question is stable; `changed` counts as the rule does, `why_not` is empty where it is stable."""

    question: str
    changed: Share
    why_not: tuple[Unstable, ...]

    @property
    def stable(self) -> bool:
        return not self.why_not


def stability(previous: Round, last: Round, question: str, *, limits: Limits = LIMITS) -> Stability:
    """Whether the answers to a question are stable between two rounds. Raises KeyError.

    The rule, on the members who answered in both rounds (somebody who came or left is no change of opinion):

    1. There are two of them at least, and at least `limits.answering` of all who answered in either round.
    2. Yes/no, choice, rank: at most `limits.changed` of them gave another answer.
    3. Amounts: at most that share moved their amount by more than `limits.moved` of it, **and** the median, **and** the
       interquartile range moved by at most `limits.moved` of the previous median. Narrowing is movement too.

    Nothing here asks whether they agree: two camps that keep to their answers are stable, and a further round would
    only press the smaller one. Consensus is no fit rule for stopping (von der Gracht 2012, Technological Forecasting and
    Social Change 79:1525; Dajani, Sincoff & Talley 1979, same journal 13:83; domain.md §12).
    """
    both = in_both(previous, last, question)
    either = set(previous.to(question)) | set(last.to(question))
    amounts = previous.question(question).kind is Kind.AMOUNT
    moved = sum(_moved(before, after, limits, amounts=amounts) for before, after in both)
    share = Share(moved, len(both))
    if len(both) < 2 or len(both) < limits.answering * len(either):
        return Stability(question, share, (TOO_FEW,))
    why_not = [MEMBERS] if moved > limits.changed * len(both) else []
    if amounts:
        why_not += _amounts_moved([one for one, _ in both], [one for _, one in both], limits)
    return Stability(question, share, tuple(why_not))


def stable(previous: Round, last: Round, *, limits: Limits = LIMITS) -> bool:
    """Whether every question is stable: then no further round is asked for."""
    return all(stability(previous, last, question.key, limits=limits).stable for question in last.questions)


def _moved(before: Answer, after: Answer, limits: Limits, *, amounts: bool) -> bool:
    if amounts and isinstance(before.value, Decimal) and isinstance(after.value, Decimal):
        return abs(after.value - before.value) > limits.moved * before.value
    return before.value != after.value


def _amounts_moved(before: list[Answer], after: list[Answer], limits: Limits) -> list[Unstable]:
    was, now = _quartiles(before), _quartiles(after)
    most = limits.moved * was.median
    found = []
    if abs(now.median - was.median) > most:
        found.append(MEDIAN)
    if abs(now.iqr - was.iqr) > most:
        found.append(RANGE)
    return found


def _quartiles(answers: list[Answer]) -> Quartiles:
    found = quartiles([answer.value for answer in answers if isinstance(answer.value, Decimal)])
    assert found is not None  # two answers at least
    return found
