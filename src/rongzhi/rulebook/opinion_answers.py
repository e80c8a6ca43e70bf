"""Reads a member's answer to a closed question: yes or no, an amount, a choice, or an order of the choices."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rongzhi.core.money import parse_amount
from rongzhi.core.procedure.values import parse_yes_no

MOST_QUESTIONS = 5
LETTERS = "ABCDEFGH"
KINDS = ("yes_no", "amount", "choice", "rank")
WITH_OPTIONS = frozenset({"choice", "rank"})

Answer = bool | Decimal | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A closed question: its number from 1, its kind, and how many options it offers (0 for yes/no and amounts)."""

    number: int
    kind: str
    options: int = 0

    @property
    def letters(self) -> str:
        return LETTERS[: self.options]


class NoAnswer(ValueError):
    """The text does not answer the question."""


def read_answer(question: Question, text: str) -> Answer:
    """The typed answer: bool, yuan as Decimal, one letter, or all letters in order. Raises NoAnswer.

    A choice is given by its letter (“B”), an order by all letters, the best first (“BAC” or “B > A > C”).
    """
    text = text.strip()
    try:
        return READERS[question.kind](question, text)
    except ValueError as unfit:
        raise NoAnswer(text) from unfit


def write_answer(answer: Answer) -> str:
    """The text by which `read_answer` finds the same answer again."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return "".join(answer) if isinstance(answer, tuple) else str(answer)


def _choice(question: Question, text: str) -> str:
    if len(text) != 1 or text.upper() not in question.letters:
        raise NoAnswer(text)
    return text.upper()


def _rank(question: Question, text: str) -> tuple[str, ...]:
    letters = tuple(c for c in text.upper() if c not in " >＞,，、\t")
    if sorted(letters) != sorted(question.letters):
        raise NoAnswer(text)
    return letters


READERS: Mapping[str, Callable[[Question, str], Answer]] = {
    "yes_no": lambda question, text: parse_yes_no(text),
    "amount": lambda question, text: parse_amount(text),
    "choice": _choice,
    "rank": _rank,
}
