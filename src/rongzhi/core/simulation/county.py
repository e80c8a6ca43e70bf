"""A made county of any size, seeded: events of cases as arrays, and the true values behind every figure.

Each case goes its way by probabilities that are declared (`Chances`), independent of the others, so the true value of an
index is known before anything is counted. Several counties can be made at once; they differ by chance alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from rongzhi.core.statistics.index import Story
from rongzhi.core.statistics.measures import Happened

Ints = npt.NDArray[np.int32]
FIRST_DAY = date(2024, 1, 1)
YEAR = 366
CHANNELS = ("people_mediation", "industry_mediation", "commissioned", "small_fast")
DOORS = ("batch", "counter", "online", "phone")
TRACKS = ("simple", "ordinary", "complex")
CLASSES = tuple(f"{group}{n:02}" for group in "BCIS" for n in range(1, 6))
BACKGROUNDS = ("industry", "law", "court", "teaching", "public", "community", "other")


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each step is, and how long the two waits last (mean of a geometric number of days, beginning at 0)."""

    refused: float = 0.12
    named_ground: float = 0.93
    completion: float = 0.25
    completion_again: float = 0.2
    overdue: float = 0.15
    contact: float = 0.06
    declined: float = 0.35
    disclosed_first: float = 0.88
    ties: float = 0.14
    joint: float = 0.7
    challenged: float = 0.12
    upheld: float = 0.4
    proposed: float = 0.5
    proposal_accepted: float = 0.65
    settled: float = 0.55
    performed: float = 0.8
    applied: float = 0.4
    confirmed: float = 0.82
    visited: float = 0.7
    new_dispute: float = 0.1
    asked_again: float = 0.3
    paid: float = 0.15
    withdrawn: float = 0.15
    not_own_will: float = 0.12
    referred: float = 0.3
    taken_over: float = 0.8
    wait: float = 60.0
    hand_over: float = 80.0
    fair: tuple[float, ...] = (0.05, 0.1, 0.2, 0.4, 0.25)  # scores of 1 to 5 of applicants
    fair_other: tuple[float, ...] = (0.02, 0.08, 0.2, 0.4, 0.3)  # and of respondents


@dataclass
class Made:
    """The events of all counties in arrays of one length, and what every case may be grouped by.

    `act` and `said` are places in `acts` and `answers`; `day` counts from FIRST_DAY. Facts are arrays by case.
    """

    acts: list[str]
    answers: list[Mapping[str, Any]]
    case: Ints
    seq: Ints
    act: Ints
    day: Ints
    said: Ints
    facts: Mapping[
        str, tuple[tuple[str, ...], Ints]
    ]  # name -> names of its values, and the value of each case
    truth: Mapping[str, float] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.facts["county"][1])

    def stories(self) -> Iterator[Story]:
        """The same, case by case, for the plain evaluation."""
        starts = np.searchsorted(self.case, np.arange(len(self) + 1))
        for n in range(len(self)):
            told = {name: names[places[n]] for name, (names, places) in self.facts.items()}
            events = tuple(
                Happened(
                    self.acts[self.act[at]],
                    FIRST_DAY + timedelta(days=int(self.day[at])),
                    self.answers[self.said[at]],
                )
                for at in range(starts[n], starts[n + 1])
            )
            yield Story(f"M-{n:07}", told, events)


class _Writer:
    """Collects events in arrays; each call writes one act for some of the cases."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.acts: dict[str, int] = {}
        self.answers: list[Mapping[str, Any]] = [{}]
        self._known: dict[tuple[tuple[str, Any], ...], int] = {(): 0}
        self.rows: list[tuple[Ints, int, Ints, Ints]] = []

    def code(self, answer: Mapping[str, Any]) -> int:
        key = tuple(answer.items())
        if key not in self._known:
            self._known[key] = len(self.answers)
            self.answers.append(answer)
        return self._known[key]

    def write(self, act: str, cases: Ints, days: Ints, said: Ints | Mapping[str, Any] | None = None) -> None:
        code = self.acts.setdefault(act, len(self.acts))
        told = (
            said
            if isinstance(said, np.ndarray)
            else np.full(len(cases), self.code(said or {}), dtype=np.int32)
        )
        self.rows.append((cases, code, days, told))

    def some(self, cases: Ints, chance: float) -> Ints:
        """Those of the cases to which it happens."""
        found: Ints = cases[self.rng.random(len(cases)) < chance]
        return found


def made(cases: int, *, seed: int, counties: int = 1, chances: Chances | None = None) -> Made:
    """So many cases in each county, filed over one year; more in the middle of it. The same seed makes the same."""
    c, rng = chances or Chances(), np.random.default_rng(seed)
    count = cases * counties
    every = np.arange(count, dtype=np.int32)
    weights = 1 + 0.4 * np.sin(np.arange(YEAR) / YEAR * 2 * np.pi)
    filed = rng.choice(YEAR, size=count, p=weights / weights.sum()).astype(np.int32)
    w = _Writer(rng)
    institutions = tuple(f"BANK{n:02}" for n in range(20))
    neutrals = tuple(f"N{n:02}" for n in range(24))
    facts: dict[str, tuple[tuple[str, ...], Ints]] = {
        "county": (tuple(f"C{n:04}" for n in range(counties)), (every // cases).astype(np.int32)),
        "channel": (CHANNELS, _drawn(rng, count, (0.4, 0.35, 0.15, 0.1))),
        "body": (("PMC", "IMC", "CMC"), _drawn(rng, count, (0.5, 0.3, 0.2))),
        "institution": (institutions, _drawn(rng, count, tuple(1 / (n + 2) for n in range(20)))),
        "dispute_class": (CLASSES, _drawn(rng, count, tuple(1.0 for _ in CLASSES))),
        "door": (DOORS, _drawn(rng, count, (0.4, 0.3, 0.2, 0.1))),
        "track": (TRACKS, _drawn(rng, count, (0.5, 0.4, 0.1))),
    }
    _run(w, c, every, filed, neutrals)
    return _sorted(w, facts, _truth(c))


def _drawn(rng: np.random.Generator, count: int, weights: tuple[float, ...]) -> Ints:
    p = np.array(weights)
    found: Ints = rng.choice(len(p), size=count, p=p / p.sum()).astype(np.int32)
    return found


def _run(w: _Writer, c: Chances, every: Ints, filed: Ints, neutrals: tuple[str, ...]) -> None:
    """Every case on its way, step by step; a step takes the day of the one before and some days more."""
    rng = w.rng
    w.write("intake.file", every, filed)
    decided = filed + _days(rng, len(every), c.wait)
    again = w.some(every, c.completion)
    w.write("intake.ask_completion", again, filed[again])
    more = w.some(again, c.completion_again)
    w.write("intake.ask_completion", more, filed[more])
    refused = rng.random(len(every)) < c.refused
    no, yes = every[refused], every[~refused]
    grounds = np.where(
        rng.random(len(no)) < c.named_ground, w.code({"ground": "NA1"}), w.code({"ground": "none"})
    )
    w.write("intake.refuse", no, decided[no], grounds.astype(np.int32))
    w.write("intake.accept", yes, decided[yes])
    for act, chance in (("case.overdue", c.overdue), ("case.contact_by_superior", c.contact)):
        some = w.some(yes, chance)
        w.write(act, some, decided[some] + 5)
    begun = w.some(yes, c.referred)
    w.write("referral.begin", begun, decided[begun])
    taken = w.some(begun, c.taken_over)
    lasted = _days(rng, len(every), c.hand_over)
    w.write("referral.take_over", taken, decided[taken] + lasted[taken])
    w.write("invitation.send", yes, decided[yes] + 1)
    declined = rng.random(len(yes)) < c.declined
    w.write("invitation.decline", yes[declined], decided[yes[declined]] + 8)
    come = yes[~declined]
    w.write("invitation.join", come, decided[come] + 8)
    _mediated(w, c, come, decided, neutrals)
    left = w.some(come, c.withdrawn)
    w.write("withdrawal.confirm", left, decided[left] + 30, _answers(w, left, "own_will", 1 - c.not_own_will))


def _mediated(w: _Writer, c: Chances, come: Ints, decided: Ints, neutrals: tuple[str, ...]) -> None:
    rng = w.rng
    joint = rng.random(len(come)) < c.joint
    w.write("appointment.joint_choice", come[joint], decided[come[joint]] + 10)
    w.write("appointment.propose", come[~joint], decided[come[~joint]] + 10)
    challenged = w.some(come, c.challenged)
    w.write("appointment.challenge", challenged, decided[challenged] + 11)
    upheld = w.some(challenged, c.upheld)
    w.write("appointment.uphold_challenge", upheld, decided[upheld] + 12)
    early = rng.random(len(come)) < c.disclosed_first
    w.write(
        "appointment.disclose",
        come[early],
        decided[come[early]] + 13,
        _answers(w, come[early], "ties", c.ties),
    )
    who = _drawn(rng, len(come), tuple(1 / (n + 3) for n in range(len(neutrals))))
    codes = np.array(
        [
            w.code({"_neutral": name, "_background": BACKGROUNDS[n % len(BACKGROUNDS)]})
            for n, name in enumerate(neutrals)
        ],
        dtype=np.int32,
    )
    w.write("appointment.accept", come, decided[come] + 14, codes[who])
    late = come[~early]
    w.write("appointment.disclose", late, decided[late] + 15, _answers(w, late, "ties", c.ties))
    put = w.some(come, c.proposed)
    w.write("mediation.propose", put, decided[put] + 20)
    both = w.some(put, c.proposal_accepted)
    w.write("mediation.proposal_agreed", both, decided[both] + 22)
    settled = w.some(come, c.settled)
    w.write("agreement.take_effect", settled, decided[settled] + 25)
    kept = w.some(settled, c.performed)
    w.write("performance.complete", kept, decided[kept] + 60, {"_ended": True})
    applied = w.some(settled, c.applied)
    good = rng.random(len(applied)) < c.confirmed
    w.write("confirmation.confirm", applied[good], decided[applied[good]] + 45)
    w.write("confirmation.dismiss", applied[~good], decided[applied[~good]] + 45)
    for side, scores in (("applicant", c.fair), ("respondent", c.fair_other)):
        visited = w.some(come, c.visited)
        w.write("follow_up.answer", visited, decided[visited] + 90, _visits(w, visited, side, scores, c))


def _visits(w: _Writer, cases: Ints, side: str, scores: tuple[float, ...], c: Chances) -> Ints:
    place = 1 + _drawn(w.rng, len(cases), scores)
    for chance in (c.new_dispute, c.asked_again, c.paid):
        place = 2 * place + (w.rng.random(len(cases)) < chance).astype(np.int32)
    table = np.zeros(64, dtype=np.int32)
    for at in range(8, 48):
        answer = {
            "_side": side,
            "fair": at // 8,
            "new_dispute": bool(at // 4 % 2),
            "papers": ("once", "again")[at // 2 % 2],
            "paid": bool(at % 2),
        }
        table[at] = w.code(answer)
    found: Ints = table[place]
    return found


def _answers(w: _Writer, cases: Ints, key: str, chance: float) -> Ints:
    yes, no = w.code({key: True}), w.code({key: False})
    found: Ints = np.where(w.rng.random(len(cases)) < chance, yes, no).astype(np.int32)
    return found


def _days(rng: np.random.Generator, count: int, mean: float) -> Ints:
    found: Ints = (rng.geometric(1 / (mean + 1), size=count) - 1).astype(np.int32)
    return found


def median_days(mean: float, *, ever: float = 1.0) -> float:
    """The median of waits of which this share ever ends: the least number of days by which half of all are over."""
    return float(np.ceil(np.log(1 - 0.5 / ever) / np.log(1 - 1 / (mean + 1))) - 1)


def _truth(c: Chances) -> dict[str, float]:
    """The true value of each index, by its key (rulebook/indices.py)."""
    scores = np.arange(1, 6)
    return {
        "IA3": c.ties,
        "IA6": c.contact,
        "IA7": 1 - c.asked_again,
        "IA8": median_days(c.hand_over, ever=c.taken_over),
        "IC3": c.confirmed,
        "IC4": c.performed,
        "IC5": c.new_dispute,
        "IC8": 1 - c.overdue,
        "ID1": c.disclosed_first,
        "ID2": c.upheld,
        "ID3": c.joint,
        "ID4": float(scores @ np.array(c.fair_other) - scores @ np.array(c.fair)),
        "ID8": c.proposal_accepted,
        "IE1": c.named_ground,
        "IE2": median_days(c.wait),
        "IE3": c.completion_again,
        "IE4": 1 - c.refused,
        "IE5": c.refused,
        "IE6": c.declined,
        "IE7": c.paid,
        "IE8": c.not_own_will,
    }


def _sorted(
    w: _Writer, facts: Mapping[str, tuple[tuple[str, ...], Ints]], truth: Mapping[str, float]
) -> Made:
    case = np.concatenate([cases for cases, _, _, _ in w.rows])
    act = np.concatenate([np.full(len(cases), code, dtype=np.int32) for cases, code, _, _ in w.rows])
    day = np.concatenate([days for _, _, days, _ in w.rows]).astype(np.int32)
    said = np.concatenate([told for _, _, _, told in w.rows])
    order = np.lexsort((day, case))  # what is written first comes first on the same day
    case = case[order]
    starts = np.searchsorted(case, case)
    seq = (np.arange(len(case)) - starts + 1).astype(np.int32)
    return Made(list(w.acts), w.answers, case, seq, act[order], day[order], said[order], facts, truth)
