"""Made-up consultations with and without dominance: how often the test of dominance calls, rightly or falsely."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np

from rongzhi.core.opinions.answers import Answer, Kind, Question, Round, Value
from rongzhi.core.opinions.dominance import Consulted, dominance_of
from rongzhi.core.statistics.counts import Share
from rongzhi.core.statistics.resampling import Floats

ALARM = 0.05  # p below which the test calls
OPTIONS = ("a", "b", "c", "d")


class Lead(StrEnum):
    """What the reference member is like in made-up consultations."""

    LIKE_OTHERS = "like_others"
    STUBBORN = "stubborn"  # never changes its own opinion
    CENTRAL = "central"  # its first opinions lie nearer to the middle
    INFORMED = "informed"  # nearer to the truth, which the discussion brings out: nobody follows anybody


@dataclass(frozen=True, slots=True)
class Setting:
    """What is made up: how many consultations, what the lead is like, and its pull (0: no dominance).

    Each has 5 to 9 members and 1 to 5 questions, half of them amounts; four of five members reconsider, moving
    towards the others' opinions; one of ten gives no second opinion. `pull` is the share of the way to the lead's opinion that
    those who reconsider go besides (amounts), or their chance to take it over (yes/no, choices). All [design].
    """

    consultations: int = 20
    lead: Lead = Lead.LIKE_OTHERS
    pull: float = 0.0


def alarm_rate(setting: Setting, *, runs: int, seed: int, permutations: int = 500) -> Share:
    """How often the test calls (p < 0.05) in `runs` counties made up by `setting`; the same seed gives the same count."""
    streams = np.random.SeedSequence(seed).spawn(runs)
    alarms = 0
    for number, stream in enumerate(streams):
        made = simulated(setting, np.random.default_rng(stream))
        p = dominance_of(made, seed=seed + number, permutations=permutations, resamples=1, fewest=1).p
        alarms += p is not None and p < ALARM
    return Share(alarms, runs)


def false_alarm_rate(
    *, consultations: int = 20, lead: Lead = Lead.LIKE_OTHERS, runs: int = 1_000, seed: int
) -> Share:
    """How often the test calls though nobody follows the lead; near 0.05 is as it should be."""
    return alarm_rate(Setting(consultations, lead), runs=runs, seed=seed)


def power(*, pull: float, consultations: int = 20, runs: int = 1_000, seed: int) -> Share:
    """How often the test calls when the lead pulls that strongly."""
    return alarm_rate(Setting(consultations, pull=pull), runs=runs, seed=seed)


def simulated(setting: Setting, rng: np.random.Generator) -> list[Consulted]:
    """Consultations made up by a setting; their reference is m0."""
    return [_consultation(setting, rng) for _ in range(setting.consultations)]


def _consultation(setting: Setting, rng: np.random.Generator) -> Consulted:
    due = tuple(f"m{number}" for number in range(rng.integers(5, 10)))
    questions, first, last = [], [], []
    stays = rng.random(len(due)) < 0.1
    for number in range(rng.integers(1, 6)):
        reconsiders = rng.random(len(due)) < 0.8
        reconsiders[0] &= setting.lead is not Lead.STUBBORN
        if rng.random() < 0.5:
            question = Question(f"q{number}", Kind.AMOUNT)
            before, after = _amounts(setting, rng, reconsiders)
        else:
            question = _nominal(f"q{number}", rng)
            before, after = _choices(setting, rng, reconsiders, question)
        questions.append(question)
        first += [Answer(member, question.key, value) for member, value in zip(due, before, strict=True)]
        last += [
            Answer(member, question.key, value)
            for member, value, gone in zip(due, after, stays, strict=True)
            if not gone
        ]
    return Consulted(
        Round(tuple(questions), due, tuple(first)), Round(tuple(questions), due, tuple(last)), due[0]
    )


def _amounts(
    setting: Setting, rng: np.random.Generator, reconsiders: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[list[Value], list[Value]]:
    """First and last amounts around 100,000 yuan."""
    size = len(reconsiders)
    spread = np.full(size, 20_000.0)
    if setting.lead in (Lead.CENTRAL, Lead.INFORMED):
        spread[0] *= 0.3
    truth = 100_000.0
    first = truth + rng.normal(size=size) * spread
    middle = first.mean() if rng.random() < 0.5 else np.median(first)  # the feedback shows the median
    goal = truth if setting.lead is Lead.INFORMED else middle
    last = first + reconsiders * (rng.beta(2, 4, size=size) * (goal - first) + rng.normal(size=size) * 2_000)
    follows = reconsiders & (np.arange(size) > 0)
    last = last + setting.pull * follows * (first[0] - last)
    return _yuan(first), _yuan(last)


def _yuan(amounts: Floats) -> list[Value]:
    return [Decimal(max(round(amount), 0)) for amount in amounts.tolist()]


def _nominal(key: str, rng: np.random.Generator) -> Question:
    return Question(key, Kind.YES_NO) if rng.random() < 0.7 else Question(key, Kind.CHOICE, OPTIONS)


def _choices(
    setting: Setting,
    rng: np.random.Generator,
    reconsiders: np.ndarray[tuple[int], np.dtype[np.bool_]],
    question: Question,
) -> tuple[list[Value], list[Value]]:
    """First and last answers; who reconsiders may take over the answer of a member drawn by lot."""
    values: list[Value] = list(question.options) or [True, False]
    size = len(reconsiders)
    right = np.full(size, 0.55)
    if setting.lead in (Lead.CENTRAL, Lead.INFORMED):
        right[0] = 0.85
    truth = rng.integers(len(values))
    first = np.where(rng.random(size) < right, truth, rng.integers(len(values), size=size))
    taken = first[rng.integers(size, size=size)]
    if setting.lead is Lead.INFORMED:
        taken = np.full(size, truth)
    last = np.where(reconsiders & (rng.random(size) < 0.35), taken, first)
    follows = reconsiders & (np.arange(size) > 0) & (rng.random(size) < setting.pull)
    last = np.where(follows, first[0], last)
    return [values[place] for place in first.tolist()], [values[place] for place in last.tolist()]
