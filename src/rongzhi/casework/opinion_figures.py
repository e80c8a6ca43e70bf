"""The opinions of a consultation as the figures of core/opinions take them: members by seat, questions by number."""

from collections.abc import Sequence
from decimal import Decimal

from rongzhi.casework.consulting import Put, Round, Voice
from rongzhi.core.opinions import answers as core
from rongzhi.core.opinions.spread import Spread, spread
from rongzhi.rulebook.opinion_answers import LETTERS, Question


def in_figures(put: Put, each: Round) -> Spread:
    """How one question was answered in one round: counts, modal share, quartiles, mean ranks."""
    return spread(as_round([put.question], each), str(put.question.number))


def as_round(questions: Sequence[Question], each: Round) -> core.Round:
    """A round as core/opinions takes it; who was due and is silent counts as due."""
    seats = sorted({voice.seat for voice in each.voices})
    silent = tuple(f"silent-{n}" for n in range(max(each.due - len(seats), 0)))
    asked = {q.number for q in questions}
    return core.Round(
        tuple(
            core.Question(str(q.number), core.Kind(q.kind), tuple(LETTERS[: q.options])) for q in questions
        ),
        (*seats, *silent),
        tuple(_answer(voice) for voice in each.voices if voice.number in asked),
    )


def changed(before: Sequence[Voice], after: Sequence[Voice]) -> tuple[int, int]:
    """(how many changed their answer, how many answered in both rounds)."""
    first = {voice.seat: voice.answer for voice in before}
    both = [voice for voice in after if voice.seat in first]
    return sum(voice.answer != first[voice.seat] for voice in both), len(both)


def _answer(voice: Voice) -> core.Answer:
    low, high = (Decimal(text) if text else None for text in (voice.low, voice.high))
    return core.Answer(voice.seat, str(voice.number), voice.answer, voice.confidence, low, high)
