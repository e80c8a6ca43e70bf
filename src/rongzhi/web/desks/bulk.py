"""Acts on several cases at once: which, what is asked once for all, what each case adds by itself, and the plan.

Only acts that say the same in every case stand here. Refusals, decisions with reasons, offers, signatures and anything
else that has to be weighed case by case are done on the case's own page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core import signing

from rongzhi.casework.foresee import Foreseen, foresee
from rongzhi.casework.seen import Sight
from rongzhi.casework.visibility import sight
from rongzhi.casework.whose_turn import roles_waited_for
from rongzhi.core.procedure.decide import Reason, Refusal
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.core.procedure.fields import Attachment, ClockRef, EntryRef, Field, PartyRef, Schedule
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.guards.speaking import COUNTER
from rongzhi.web.prefill import prefill

MOST = 50
ACTS = (
    "intake.accept",
    "invitation.prepare",
    "invitation.send",
    "invitation.join",
    "invitation.agree",
    "invitation.decline",
    "appointment.accept",
    "mediation.tell_rights",
    "performance.prove",
    "performance.remind",
    "case.reassign_officer",
    "referral.receive",
    "confirmation.docket",
    "membership.keep_apart",
    "membership.may_be_joined",
)
OFFICER_ONLY = frozenset(  # open at any time, so never what a stage waits for
    {"case.reassign_officer", "membership.keep_apart", "membership.may_be_joined"}
)
UNSETTLED: Mapping[str, tuple[str, ...]] = {
    "payment": ("reported", "doubted"),
    "instalment": ("open", "part", "breached"),
}
OF_ONE_CASE = (PartyRef, EntryRef, ClockRef, Schedule, Attachment)
BY_ADVICE = frozenset({"channel", "mediation_kind", "track", "dispute_class", "channel_recommended", "rule"})


@dataclass(frozen=True, slots=True)
class Ticked:
    """One of the chosen cases, with the answers it adds by itself and the version of its proceeding."""

    number: str
    proceeding: str = ""
    expected: int | None = None
    answers: Mapping[str, Any] | None = None
    seen: Sight | None = None


@dataclass(frozen=True, slots=True)
class Previewed:
    """What would become of one case: what follows, or why not."""

    ticked: Ticked
    foreseen: Foreseen | None
    reasons: tuple[Reason, ...] = ()


def may_bulk(by: Actor) -> bool:
    """Whether the actor's offices have any act of this kind."""
    return bool(set(roles_waited_for(by)) - {"reviewer", "secretariat", "lead_body", "leading_group"})


def offered(by: Actor, rules: Rules, seen: Iterable[Sight], *, now: datetime) -> list[tuple[Act, int]]:
    """The acts that are possible now in some of these files, each with the number of files."""
    from rongzhi.casework.queries import possible  # weighs every act: only when somebody asks

    counts: dict[str, int] = {}
    for one in seen:
        there = {act.key for act, _, reasons in possible(one, now=now) if not reasons}
        for key in there.intersection(ACTS):
            counts[key] = counts.get(key, 0) + 1
    return [(rules.acts[key], counts[key]) for key in ACTS if key in counts and key in rules.acts]


def asked_once(act: Act, by: Actor) -> tuple[Field, ...]:
    """The fields that are answered once for all; what a case has by its advice may stay open."""
    left = {item.key for item in COUNTER} if "officer" not in by.functions else set()
    return tuple(
        replace(item, required=item.required and item.key not in BY_ADVICE)
        for item in act.data
        if not isinstance(item.kind, OF_ONE_CASE) and item.key not in left | {"channel_recommended", "rule"}
    )


def ticked(by: Actor, act: Act, numbers: Iterable[str], rules: Rules, *, now: datetime) -> list[Ticked]:
    """Each case with what it adds by itself: its other side, its only payment, its recommended channel.

    Opens the file where the act needs advice; `seen` then tells what was opened. A file that is not there for the
    actor comes without proceeding and answers, and is refused like any unknown one.
    """
    advice = act.field("channel_recommended") is not None
    found = []
    for number in numbers:
        seen = sight(by, number, open_sealed=advice)
        if seen is None:
            found.append(Ticked(number))
            continue
        runs = [
            p
            for p in seen.picture.proceedings.values()
            if p.procedure == act.procedure and p.stage in act.from_
        ]
        run = runs[-1] if runs else None
        own = {**prefill(act, seen, rules, now).answers, **_only_ones(act, seen)}
        found.append(
            Ticked(
                number, run.key if run else "", run.version if run else None, own, seen if advice else None
            )
        )
    return found


def _only_ones(act: Act, seen: Sight) -> dict[str, str]:
    """The lines and parties of which the file has just one that fits."""
    found = {}
    for item in act.data:
        if isinstance(item.kind, EntryRef):
            lines = seen.picture.list(item.kind.kind, *UNSETTLED.get(item.kind.kind, ()))
            if len(lines) == 1:
                found[item.key] = lines[0].key
        elif isinstance(item.kind, PartyRef) and item.required:
            sides = seen.picture.side("respondent")
            duties = {e.party for e in seen.picture.list("instalment", *UNSETTLED["instalment"])} - {""}
            if len(duties) == 1:
                found[item.key] = min(duties)
            elif len(sides) == 1:
                found[item.key] = sides[0].key
    return found


def with_shared(act: Act, chosen: Iterable[Ticked], shared: Mapping[str, Any]) -> list[Ticked]:
    """The cases with the answers given once for all over their own, without what the act does not ask."""
    fields = {item.key for item in act.data}
    made = []
    for one in chosen:
        answers = {**(one.answers or {}), **shared}
        made.append(replace(one, answers={k: v for k, v in answers.items() if k in fields}))
    return made


def preview(by: Actor, act: str, chosen: Iterable[Ticked], *, now: datetime) -> list[Previewed]:
    """What would become of each case, weighed by the rule that decides; nothing is written."""
    found = []
    for one in chosen:
        answer = foresee(
            one.number,
            act,
            by=by,
            data=one.answers or {},
            now=now,
            proceeding=one.proceeding,
            expected=one.expected,
        )
        if isinstance(answer, Refusal):
            found.append(Previewed(one, None, _first_of_all(answer.reasons)))
        else:
            found.append(Previewed(one, answer))
    return found


def _first_of_all(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Without the answers that are missing where the act does not belong to the stage at all."""
    if not any(reason.key == "out_of_stage" for reason in reasons):
        return reasons
    return tuple(reason for reason in reasons if reason.key != "missing")


SALT = "rongzhi several cases"
GOOD_FOR = 3600


def to_plan(by: Actor, act: str, token: str, chosen: Iterable[Ticked]) -> str:
    """What was previewed, signed for this person: the confirmation does this and nothing else."""
    cases = [[one.number, one.proceeding, one.expected, dict(one.answers or {})] for one in chosen]
    return signing.dumps([by.id, by.behalf, act, token, cases], salt=SALT, compress=True)


def from_plan(by: Actor, text: str) -> tuple[str, str, list[Ticked]] | None:
    """(act, request key, cases) of a plan of this person; None when it is not theirs, too old or changed."""
    try:
        owner, behalf, act, token, cases = signing.loads(text, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    if (owner, behalf) != (by.id, by.behalf) or act not in ACTS:
        return None
    return act, token, [Ticked(number, run, version, answers) for number, run, version, answers in cases]
