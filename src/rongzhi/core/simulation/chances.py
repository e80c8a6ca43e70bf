"""How likely each step is in a made county, who is on its roster, and the true value behind every figure that follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log

import numpy as np

NEUTRALS = 40
BACKGROUNDS = 7  # kinds that a roster knows
OUTSIDE = frozenset({"law", "teaching", "community"})  # from outside government, court and institutions
BACKGROUND_OF = tuple(
    (
        "industry",
        "law",
        "industry",
        "community",
        "industry",
        "court",
        "law",
        "industry",
        "teaching",
        "public",
    )[n % 10]
    for n in range(NEUTRALS)
)
GROUPS = "BCDE"
CLASSES = tuple(f"{group}{n:02}" for group in GROUPS for n in range(1, 6))
COVERS = tuple(GROUPS[n % 4 : n % 4 + 1 + n % 2] for n in range(NEUTRALS))  # letters of proved groups
CLAIMS = (400, 800, 2_000, 4_000, 10_000, 20_000, 40_000)  # yuan
RATIOS = 400  # so many parts of a claim: an agreement is for some of them
# Kind and township of each body that helps people to file; two of the kinds are not society's.
STATIONS = (
    ("VILL", "T1"),
    ("VILL", "T2"),
    ("UNION", "T2"),
    ("CCA", "T3"),
    ("CHAMB", "T4"),
    ("JB", "T4"),
    ("XF", "T5"),
    ("VILL", "T6"),
)
SOCIETY = frozenset({"VILL", "UNION", "CCA", "CHAMB"})
FREQUENT = 3  # institutions that come much more often than the others
INSTITUTIONS = 20
INSTITUTION_WEIGHTS = (6.0, 5.0, 4.0, *(0.8 for _ in range(INSTITUTIONS - FREQUENT)))


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each step is, and how long waits last (mean of a geometric number of days, beginning at 0)."""

    refused: float = 0.12
    named_ground: float = 0.93
    completion: float = 0.25
    completion_again: float = 0.2
    overdue: float = 0.15
    contact: float = 0.06
    declined: float = 0.3
    disclosed_first: float = 0.88
    ties: float = 0.14
    joint: float = 0.7
    challenged: float = 0.12
    upheld: float = 0.4
    talk: int = 9  # most messages of each side
    proposed: float = 0.5
    proposal_accepted: float = 0.65
    settled: float = 0.55
    settled_frequent: float = 0.65  # against one of the FREQUENT
    agreed: float = 0.6  # of the claim, in the middle
    agreed_industry: float = 0.5
    performed: float = 0.8
    applied: float = 0.4
    confirmed: float = 0.82
    visited: float = 0.8
    new_dispute: float = 0.1
    asked_again: float = 0.3
    paid: float = 0.15
    withdrawn: float = 0.12
    not_own_will: float = 0.15
    referred: float = 0.5  # of those that decline
    taken_over: float = 0.8
    helped: float = 0.3
    wait: float = 60.0
    hand_over: float = 80.0
    reviewed: float = 0.3
    incomplete: float = 0.2
    reviews: tuple[float, ...] = (0.05, 0.15, 0.3, 0.35, 0.15)  # scores of 1 to 5
    fair: tuple[float, ...] = (0.05, 0.1, 0.2, 0.4, 0.25)  # of applicants
    fair_other: tuple[float, ...] = (0.02, 0.08, 0.2, 0.4, 0.3)  # of respondents
    leaving: float = 0.1
    trained: float = 0.7
    mediator_paid: float = 0.85
    pay_wait: float = 40.0


LAWFUL = Chances(
    named_ground=1.0, completion_again=0.0, disclosed_first=1.0, wait=8.0, hand_over=15.0, talk=3
)
"""What the procedures leave possible: no refusal without a ground, one request for completion, disclosure before acceptance."""


def name_of(neutral: int) -> str:
    """The handle of a neutral by the place on the roster."""
    return f"N{neutral:02}"


def busy() -> Sequence[float]:
    """How the cases fall on the neutrals."""
    return [1 / (n + 1) for n in range(NEUTRALS)]


def median_days(mean: float, *, ever: float = 1.0) -> float:
    """The median of waits of which this share ever ends: the least number of days by which half of all are over."""
    return float(np.ceil(np.log(1 - 0.5 / ever) / np.log(1 - 1 / (mean + 1))) - 1)


def truth(c: Chances) -> Mapping[str, float]:
    """The true value of each index that has one, by its key (rulebook/indices.py)."""
    scores = np.arange(1, 6)
    load = np.array(busy()) / sum(busy())
    by_background = [
        sum(share for share, one in zip(load, BACKGROUND_OF, strict=True) if one == kind)
        for kind in set(BACKGROUND_OF)
    ]
    society = sum(kind in SOCIETY for kind, _ in STATIONS) / len(STATIONS)
    mediated = (1 - c.declined) * (1 - c.withdrawn)
    covered = sum(share * len(covers) / len(GROUPS) for share, covers in zip(load, COVERS, strict=True))
    return {
        "IA3": c.ties,
        "IA4": c.agreed_industry - c.agreed,
        "IA5": mediated * (c.settled_frequent - c.settled),
        "IA6": c.contact,
        "IA7": 1 - c.asked_again,
        "IA8": median_days(c.hand_over, ever=c.taken_over),
        "IB1": float(sum(share for share, one in zip(load, BACKGROUND_OF, strict=True) if one in OUTSIDE)),
        "IB3": float(np.sort(load)[-ceil(NEUTRALS / 10) :].sum()),
        "IB4": -sum(share * log(share) for share in by_background) / log(BACKGROUNDS),
        "IB6": 1 - c.leaving,
        "IB7": c.reviewed,
        "IB8": c.helped * society,
        "IC1": float(covered),
        "IC2": c.trained,
        "IC3": c.confirmed,
        "IC4": c.performed,
        "IC5": c.new_dispute,
        "IC6": (1 - c.incomplete) ** 2,
        "IC7": float(scores @ np.array(c.reviews)),
        "IC8": 1 - c.overdue,
        "ID1": c.disclosed_first,
        "ID2": c.upheld,
        "ID3": c.joint / (1 + c.disclosed_first * c.challenged * c.upheld),
        "ID4": float(scores @ np.array(c.fair_other) - scores @ np.array(c.fair)),
        "ID5": louder(c.talk),
        "ID8": c.proposal_accepted,
        "IE1": c.named_ground,
        "IE2": median_days(c.wait),
        "IE3": c.completion_again,
        "IE4": 1 - c.refused,
        "IE5": c.refused,
        "IE6": c.declined,
        "IE7": c.paid,
        "IE8": c.not_own_will,
        "IF4": median_days(c.pay_wait, ever=c.mediator_paid),
        "IF6": c.leaving,
    }


def louder(most: int) -> float:
    """The median share of the louder of two sides, each of which says 0 to `most` things, all alike likely."""
    shares = sorted(max(a, b) / (a + b) for a in range(most + 1) for b in range(most + 1) if a + b)
    return float(np.median(shares))
