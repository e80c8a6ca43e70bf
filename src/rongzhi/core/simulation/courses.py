"""How the cases of a made county go: each step by its chance, in the order that the procedures allow."""

from dataclasses import dataclass

import numpy as np

from rongzhi.core.simulation.chances import (
    BACKGROUND_OF,
    CLAIMS,
    COVERS,
    FREQUENT,
    NEUTRALS,
    RATIOS,
    STATIONS,
    Chances,
    busy,
    name_of,
)
from rongzhi.core.simulation.writing import Ints, Writer

TRIES_LATER = 16  # days by which the second try of an invitation comes late
ENDED = {"_ended": True}


@dataclass
class Courses:
    """What others need to know of the cases: by case what is claimed (place in CLAIMS) and the day on which it ended, -1
    where it did not; and which were accepted, and which taken by a neutral.
    """

    claim: Ints
    ended: Ints
    accepted: Ints
    taken: Ints
    by: Ints  # of each that was taken: which neutral,
    taken_on: Ints  # and on which day


def run(w: Writer, c: Chances, filed: Ints, institution: Ints, helpers: Ints) -> Courses:
    """Every case on its way. `institution` and `helpers` are the places of the respondent and of the station of each
    case, -1 for none.
    """
    every = np.arange(len(filed), dtype=np.int32)
    claim = w.drawn(len(every), [1.0] * len(CLAIMS))
    none = every[:0]
    told = Courses(claim, np.full(len(every), -1, dtype=np.int32), none, none, none, none)
    _filed(w, every, filed, claim, helpers)
    again = w.some(every, c.completion)
    w.write("intake.ask_completion", again, filed[again])
    more = w.some(again, c.completion_again)
    w.write("intake.ask_completion", more, filed[more])
    decided = filed + w.waits(len(every), c.wait)
    refused = w.rng.random(len(every)) < c.refused
    no, yes = every[refused], every[~refused]
    told.accepted = yes
    named = w.rng.random(len(no)) < c.named_ground
    w.write(
        "intake.refuse", no, decided[no], w.codes([{"ground": "none"}, {"ground": "NA1"}])[named.astype(int)]
    )
    w.write("intake.close_refusal", no, decided[no] + 40, ENDED)
    told.ended[no] = decided[no] + 40
    w.write("intake.accept", yes, decided[yes])
    _invited(w, c, yes, decided, told, institution)
    return told


def _filed(w: Writer, every: Ints, filed: Ints, claim: Ints, helpers: Ints) -> None:
    through = [{}, *({"_origin": kind, "through": f"S{n}"} for n, (kind, _) in enumerate(STATIONS))]
    table = np.array(
        [[w.code({"_claimed": f"{claim}.00", **by}) for claim in CLAIMS] for by in through], dtype=np.int32
    )
    w.write("intake.file", every, filed, table[helpers + 1, claim])


def _invited(w: Writer, c: Chances, yes: Ints, decided: Ints, told: Courses, institution: Ints) -> None:
    """The invitation, late in some cases; who declines is handed over to another body in some."""
    late = w.rng.random(len(yes)) < c.overdue
    w.write("invitation.try_failed", yes[late], decided[yes[late]] + 1)
    w.write("case.overdue", yes[late], decided[yes[late]] + TRIES_LATER)
    base = decided.copy()
    base[yes[late]] += TRIES_LATER
    w.write("invitation.send", yes, base[yes] + 1)
    some = w.some(yes, c.contact)
    w.write("case.contact_by_superior", some, base[some] + 5)
    declined = w.rng.random(len(yes)) < c.declined
    no, come = yes[declined], yes[~declined]
    handed = w.rng.random(len(no)) < c.referred
    begun, rest = no[handed], no[~handed]
    w.write("referral.begin", begun, base[begun] + 8)
    w.write("invitation.decline", begun, base[begun] + 8)
    w.write("invitation.decline", rest, base[rest] + 8, ENDED)
    told.ended[rest] = base[rest] + 8
    taken = w.some(begun, c.taken_over)
    days = base[taken] + 8 + w.waits(len(taken), c.hand_over)
    w.write("referral.take_over", taken, days, ENDED)
    told.ended[taken] = days
    w.write("invitation.agree", come, base[come] + 8)
    left = w.rng.random(len(come)) < c.withdrawn
    gone, stay = come[left], come[~left]
    _withdrawn(w, c, gone, base, told)
    told.taken, told.by, told.taken_on = stay, w.drawn(len(stay), busy()), base[stay] + 14
    _appointed(w, c, stay, base, told.by)
    _mediated(w, c, told, base, institution)


def _withdrawn(w: Writer, c: Chances, gone: Ints, base: Ints, told: Courses) -> None:
    """Withdrawals, and what those say who are asked afterwards: some did not withdraw of their own will."""
    w.write("withdrawal.confirm", gone, base[gone] + 9)
    w.write("withdrawal.record", gone, base[gone] + 10)
    asked = w.some(gone, c.visited)
    w.write("follow_up.answer", asked, base[asked] + 40, _visits(w, c, len(asked), "applicant", c.fair))
    doubted = w.rng.random(len(asked)) < c.not_own_will
    w.write("follow_up.to_reviewer", asked[doubted], base[asked[doubted]] + 40)
    well = asked[~doubted]
    w.write("follow_up.all_answered", well, base[well] + 40, ENDED)
    told.ended[well] = base[well] + 40


def _appointed(w: Writer, c: Chances, stay: Ints, base: Ints, by: Ints) -> None:
    joint = w.rng.random(len(stay)) < c.joint
    w.write("appointment.joint_choice", stay[joint], base[stay[joint]] + 10)
    w.write("appointment.leave_it", stay[~joint], base[stay[~joint]] + 10)
    w.write("appointment.propose", stay[~joint], base[stay[~joint]] + 10)
    first = w.rng.random(len(stay)) < c.disclosed_first
    early = stay[first]
    w.write("appointment.disclose", early, base[early] + 11, w.yes_or_no(len(early), "ties", c.ties))
    challenged = w.some(early, c.challenged)
    w.write("appointment.challenge", challenged, base[challenged] + 12)
    upheld = w.some(challenged, c.upheld)
    dismissed = np.setdiff1d(challenged, upheld)
    w.write("appointment.dismiss_challenge", dismissed, base[dismissed] + 13)
    w.write("appointment.uphold_challenge", upheld, base[upheld] + 13)
    w.write("appointment.propose", upheld, base[upheld] + 13)
    w.write("appointment.disclose", upheld, base[upheld] + 13, w.yes_or_no(len(upheld), "ties", c.ties))
    answers = [
        {"_neutral": name_of(n), "_background": BACKGROUND_OF[n], "_covers": sorted(COVERS[n])}
        for n in range(NEUTRALS)
    ]
    w.write("appointment.accept", stay, base[stay] + 14, w.codes(answers)[by])
    late = stay[~first]
    w.write("appointment.disclose", late, base[late] + 15, w.yes_or_no(len(late), "ties", c.ties))


def _mediated(w: Writer, c: Chances, told: Courses, base: Ints, institution: Ints) -> None:
    """Talk, a proposal in some cases, and an agreement or none."""
    stay, claim = told.taken, told.claim
    for side, most in (("applicant", c.talk), ("respondent", c.talk)):
        words = w.rng.integers(0, most + 1, size=len(stay))
        for n in range(most):
            speaks = stay[words > n]
            w.write("rooms.speak", speaks, base[speaks] + 16, {"_side": side})
    put = w.rng.random(len(stay)) < c.proposed
    both = put & (w.rng.random(len(stay)) < c.proposal_accepted)
    w.write("mediation.propose", stay[put], base[stay[put]] + 20)
    half = put & ~both & (stay % 2 == 0)  # the consumer accepts and the institution does not
    accepts = stay[both | half]
    w.write("mediation.accept_proposal", accepts, base[accepts] + 22, {"_side": "applicant"})
    w.write("mediation.accept_proposal", stay[both], base[stay[both]] + 22, {"_side": "respondent"})
    w.write("mediation.proposal_agreed", stay[both], base[stay[both]] + 22)
    chance = np.where(institution[stay] < FREQUENT, c.settled_frequent, c.settled)
    settled = w.rng.random(len(stay)) < chance
    for act, end in (
        ("agreement.not_sign", stay[both & ~settled]),
        ("mediation.fail", stay[~both & ~settled]),
    ):
        w.write(act, end, base[end] + 25, ENDED)
        told.ended[end] = base[end] + 25
    direct, agreed = stay[~both & settled], stay[settled]
    w.write("mediation.reach", direct, base[direct] + 23)
    industry = np.array([one == "industry" for one in BACKGROUND_OF])[told.by[settled]]
    parts = _parts(w, c, industry)
    table = {
        (n, part): w.code({"_agreed": f"{CLAIMS[n] * part / RATIOS:.2f}"})
        for n, part in set(zip(claim[agreed].tolist(), parts.tolist(), strict=True))
    }
    said = [table[pair] for pair in zip(claim[agreed].tolist(), parts.tolist(), strict=True)]
    w.write("agreement.draft", agreed, base[agreed] + 24, np.array(said, dtype=np.int32))
    w.write("agreement.take_effect", agreed, base[agreed] + 25)
    w.write("agreement.falls_due", agreed, base[agreed] + 54)  # thirty days from the draft, in one sum
    _afterwards(w, c, agreed, base, told)


def _parts(w: Writer, c: Chances, industry: np.ndarray) -> Ints:
    """What part of the claim is agreed, in RATIOS: a half more or less, lower before mediators from the industry."""
    middle = np.where(industry, c.agreed_industry, c.agreed)
    parts: Ints = np.rint(RATIOS * (middle + w.rng.uniform(-0.25, 0.25, size=len(industry)))).astype(np.int32)
    return parts


def _afterwards(w: Writer, c: Chances, agreed: Ints, base: Ints, told: Courses) -> None:
    """Confirmation, performance, and what both sides say of it all."""
    applied = w.rng.random(len(agreed)) < c.applied
    good = applied & (w.rng.random(len(agreed)) < c.confirmed)
    w.write("confirmation.apply", agreed[applied], base[agreed[applied]] + 45)
    w.write("confirmation.confirm", agreed[good], base[agreed[good]] + 45)
    w.write("confirmation.dismiss", agreed[applied & ~good], base[agreed[applied & ~good]] + 45)
    w.write("confirmation.not_applied", agreed[~applied], base[agreed[~applied]] + 68)
    kept = w.some(agreed, c.performed)
    w.write("performance.complete", kept, base[kept] + 60)
    visited = [w.rng.random(len(kept)) < c.visited for _ in range(2)]
    for side, scores, asked in zip(("applicant", "respondent"), (c.fair, c.fair_other), visited, strict=True):
        w.write(
            "follow_up.answer",
            kept[asked],
            base[kept[asked]] + 90,
            _visits(w, c, int(asked.sum()), side, scores),
        )
    both = kept[visited[0] & visited[1]]
    w.write("follow_up.all_answered", both, base[both] + 90, ENDED)
    told.ended[both] = base[both] + 90


def _visits(w: Writer, c: Chances, count: int, side: str, scores: tuple[float, ...]) -> Ints:
    """What one side says in so many follow-ups."""
    place = 1 + w.drawn(count, scores)
    for chance in (c.new_dispute, c.asked_again, c.paid):
        place = 2 * place + (w.rng.random(count) < chance).astype(np.int32)
    table = np.zeros(48, dtype=np.int32)
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
