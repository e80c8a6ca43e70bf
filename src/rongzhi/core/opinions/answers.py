"""What members of a consultation answered: closed questions, and the answers of one round, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from rongzhi.core.opinions.reasons import OpinionFault

Value = bool | Decimal | str | tuple[str, ...]


class Kind(StrEnum):
    """The four kinds of closed questions (domain.md §12 names yes/no, amount and rank; the choice is a design)."""

    YES_NO = "yes_no"
    AMOUNT = "amount"
    RANK = "rank"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Question:
    """A closed question; `options` are the codes to choose from or to rank, empty for the other kinds."""

    key: str
    kind: Kind
    options: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        with_options = self.kind in (Kind.RANK, Kind.CHOICE)
        if with_options != bool(self.options) or len(set(self.options)) != len(self.options):
            raise OpinionFault(
                "选择题和排序题须有互不重复的选项，其他题型没有选项。",
                "A choice or rank has options, each once; other questions have none.",
            )


@dataclass(frozen=True, slots=True)
class Answer:
    """What one member answered to one question.

    `member` is an opaque key. `value`: yes is True; an amount in yuan; the code chosen; all codes, the best first.
    `confidence` in percent that the answer is right. `lower` and `upper`: the member's own range for an amount.
    """

    member: str
    question: str
    value: Value
    confidence: int | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None


@dataclass(frozen=True)
class Round:
    """One round of a consultation: its questions, who was due to answer, and what is in. Answers may be missing.

    Raises OpinionFault for a second answer of a member, an answer of somebody not asked or to no question, and a value
    that is none of its kind.
    """

    questions: tuple[Question, ...]
    due: tuple[str, ...]
    answers: tuple[Answer, ...]

    def __post_init__(self) -> None:
        questions = {question.key: question for question in self.questions}
        if len(questions) != len(self.questions) or len(set(self.due)) != len(self.due):
            raise OpinionFault("问题或成员重复。", "A question or a member stands twice.")
        seen = set()
        for answer in self.answers:
            question = questions.get(answer.question)
            if question is None or answer.member not in self.due:
                raise OpinionFault("有不属于本次会商的意见。", "There is an answer nobody asked for.")
            if (answer.member, answer.question) in seen:
                raise OpinionFault(
                    "同一成员对同一问题提交了两份意见。", "A member has answered a question twice."
                )
            seen.add((answer.member, answer.question))
            _check(question, answer)

    @cached_property
    def _by_question(self) -> Mapping[str, Mapping[str, Answer]]:
        found: dict[str, dict[str, Answer]] = {question.key: {} for question in self.questions}
        for answer in self.answers:
            found[answer.question][answer.member] = answer
        return found

    def question(self, key: str) -> Question:
        """The question of that key. Raises KeyError."""
        return next((one for one in self.questions if one.key == key), None) or _missing(key)

    def to(self, question: str) -> Mapping[str, Answer]:
        """The answers to a question by member, in the order given. Raises KeyError."""
        return self._by_question[question]

    def values(self, question: str) -> tuple[Value, ...]:
        """What was answered to a question, without members."""
        return tuple(answer.value for answer in self.to(question).values())


def _missing(key: str) -> Question:
    raise KeyError(key)


def _check(question: Question, answer: Answer) -> None:
    """Raise OpinionFault unless the answer is one to the question."""
    if not _fits(question, answer.value):
        raise OpinionFault("意见与题型不符。", "An answer is not of the kind that its question asks for.")
    if answer.confidence is not None and not 0 <= answer.confidence <= 100:
        raise OpinionFault("把握程度须在0到100之间。", "Confidence is a figure from 0 to 100.")
    bounds = [bound for bound in (answer.lower, answer.upper) if bound is not None]
    if not bounds:
        return
    ordered = [bound for bound in (answer.lower, answer.value, answer.upper) if isinstance(bound, Decimal)]
    if question.kind is not Kind.AMOUNT or not all(map(_is_amount, bounds)) or ordered != sorted(ordered):
        raise OpinionFault(
            "金额范围须包含所填金额，且只用于金额题。",
            "A range holds the amount answered, and belongs to amounts only.",
        )


def _fits(question: Question, value: Value) -> bool:
    if question.kind is Kind.YES_NO:
        return isinstance(value, bool)
    if question.kind is Kind.AMOUNT:
        return isinstance(value, Decimal) and _is_amount(value)
    if question.kind is Kind.CHOICE:
        return isinstance(value, str) and value in question.options
    return isinstance(value, tuple) and sorted(value) == sorted(question.options)


def _is_amount(value: Decimal) -> bool:
    return value.is_finite() and value >= 0
