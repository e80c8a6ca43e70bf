"""Rounds of a consultation, made in one line for the tests of their statistics."""

from decimal import Decimal

from rongzhi.core.opinions import Answer, Kind, Question, Round, Value

OPTIONS = ("a", "b", "c")


def round_of(kind: Kind, *rows: list[Value | None], options: tuple[str, ...] = OPTIONS) -> Round:
    """One question for each row; a row holds the answers of members m1, m2, … and None where one is missing."""
    with_options = options if kind in (Kind.RANK, Kind.CHOICE) else ()
    questions = tuple(Question(f"q{number}", kind, with_options) for number in range(1, len(rows) + 1))
    due = tuple(f"m{number}" for number in range(1, max(map(len, rows)) + 1))
    answers = tuple(
        Answer(member, question.key, value)
        for question, row in zip(questions, rows, strict=True)
        for member, value in zip(due, row, strict=False)
        if value is not None
    )
    return Round(questions, due, answers)


def yuan(*amounts: int | str | None) -> list[Value | None]:
    return [None if amount is None else Decimal(amount) for amount in amounts]
