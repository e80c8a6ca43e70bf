"""What somebody has to read beside the form of their answer: the proposal, the draft, the disclosure, the refusal."""

from collections.abc import Mapping
from dataclasses import dataclass

from rongzhi.casework.queries import history
from rongzhi.casework.seen import Sight
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.rules import Rules
from rongzhi.web.speech import words
from rongzhi.web.values import field_of, written

DISCLOSED = ("appointment.disclose", "fast_track.take_office")
REFUSED = ("intake.refuse", "intake.ask_review")
PACKED = ("referral.begin", "referral.pack", "intake.move", "mediation.move")
CHALLENGED = ("appointment.challenge", "appointment.challenge_later")

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "mediation.accept_proposal": ("mediation.propose",),
    "mediation.decline_proposal": ("mediation.propose",),
    "fast_track.accept": ("fast_track.propose",),
    "fast_track.decline": ("fast_track.propose",),
    "agreement.confirm_reading": ("agreement.draft",),
    "agreement.ask_change": ("agreement.draft",),
    "appointment.no_objection": DISCLOSED,
    "appointment.challenge": DISCLOSED,
    "appointment.challenge_later": DISCLOSED,
    "fast_track.object_to_neutral": DISCLOSED,
    "appointment.uphold_challenge": CHALLENGED,
    "appointment.dismiss_challenge": CHALLENGED,
    "appointment.dismiss_later_challenge": CHALLENGED,
    "silent_plan.object": ("silent_plan.draft",),
    "evaluation.consent": ("evaluation.propose",),
    "evaluation.decline": ("evaluation.propose",),
    "evaluation.object": ("evaluation.disclose",),
    "mediation.consent_extension": ("mediation.ask_extension",),
    "mediation.refuse_extension": ("mediation.ask_extension",),
    "mediation.sign_facts": ("mediation.record_facts",),
    "intake.complete": ("intake.ask_completion",),
    "intake.ask_review": ("intake.refuse",),
    "intake.uphold": REFUSED,
    "intake.overturn": REFUSED,
    "confirmation.complete": ("confirmation.ask_correction",),
    "confirmation.supplement": ("confirmation.ask_supplement",),
    "performance.agree_new_dates": ("performance.ask_new_dates",),
    "performance.refuse_new_dates": ("performance.ask_new_dates",),
    "referral.give_consent": PACKED,
    "referral.refuse_consent": PACKED,
    "referral.dismiss_objection": ("referral.object",),
    "referral.uphold_objection": ("referral.object",),
    "case.paper_came": ("case.ask_paper",),
    "membership.join": ("membership.invite",),
    "membership.refuse": ("membership.invite",),
    "membership.accept": ("membership.propose",),
    "membership.decline": ("membership.propose",),
    "membership.take_back_answer": ("membership.propose",),
}
"""Which acts an act answers; the last of each that has something to show to the reader is shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """One step that is answered: what it was, and what it says, as far as this reader may see it."""

    name: str
    answers: tuple[tuple[str, str], ...]


def to_read(act: Act, seen: Sight, rules: Rules) -> list[Told]:
    """The steps that this act answers, in their order; nothing that the reader's own case page does not show."""
    wanted = ANSWERS.get(act.key)
    if wanted is None:
        return []
    last = {step.act: step.seq for step in history(seen) if step.act in wanted}
    found = []
    for key, seq in sorted(last.items(), key=lambda pair: pair[1]):
        answered = rules.acts.get(key)
        rows = tuple(
            (words(item), written(piece.value, item, rules, seen.picture, seen.names))
            for piece in seen.of_event(seq)
            if not piece.erased and (item := field_of(answered, piece.key)) is not None
        )
        if shown := tuple(row for row in rows if row[1]):
            found.append(Told(words(answered), shown))
    return found
