"""A party's word to the assessors alone: to whom it goes, at which stage the case stands, and how it is kept."""

from dataclasses import replace
from datetime import datetime

from rongzhi.casework.actions import Done, perform
from rongzhi.casework.seen import Sight
from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.fields import Choice, Option
from rongzhi.core.procedure.rules import Rules
from rongzhi.directory.models import Account
from rongzhi.rulebook.procedures.assessment import TELL
from rongzhi.web.labels import stage_of
from rongzhi.web.speech import say

SOMEBODY = "party"
MOST = 4_000  # signs of what happened


def assessors_body(county: str) -> str:
    """The body whose assessors read what parties tell in private; empty where the county has no assessor."""
    for account in Account.objects.filter(county=county, is_active=True).order_by("username"):
        actor = account.actor()
        if "assessor" in actor.functions and actor.bodies:
            return min(actor.bodies)
    return ""


def choices() -> tuple[Option, ...]:
    """Who may have pressed somebody, as the act has it."""
    item = TELL.field("pressed")
    return item.kind.options if item is not None and isinstance(item.kind, Choice) else ()


def stage_told(seen: Sight, rules: Rules) -> str:
    """Where the case stands now, in both languages."""
    for run in seen.picture.proceedings.values():
        stage = stage_of(rules, run.procedure, run.stage) if run.open else None
        if stage is not None:
            procedure = rules.procedures[run.procedure]
            return f"{procedure.label}：{stage.label} / {procedure.en}: {stage.en}"
    return "已结束 / ended"


def _side(seen: Sight, party: str) -> str:
    """On which side the party stands, in both languages."""
    side = seen.picture.parties[party].side if party in seen.picture.parties else ""
    return " / ".join(SIDES.get(side, (party, party)))


SIDES = {
    "applicant": ("申请人", "applicant"),
    "respondent": ("被申请人", "respondent"),
    "agent": ("代理人", "agent"),
}


def in_one_language(subject: str) -> str:
    """The subject of a private word for a reader of one language."""
    pieces = (piece.partition(" / ") for piece in subject.split(" · "))
    return " · ".join(say(zh, en) if en else zh for zh, _, en in pieces)


def tell(
    by: Actor, seen: Sight, rules: Rules, *, pressed: str, note: str, key: str, now: datetime
) -> Done | Refusal:
    """Keep the word in a file of the assessors' own; nothing of it stands in the case."""
    told = {
        "subject": f"{seen.picture.number} · {_side(seen, by.party)} · {stage_told(seen, rules)}",
        "pressed": pressed,
        "note": note.strip()[:MOST],
    }
    given = {name: value for name, value in told.items() if value}
    return perform(
        None,
        TELL.key,
        by=replace(by, id=SOMEBODY),  # the record says in clear that a party wrote, not which
        data=given,
        now=now,
        request=f"private:{key}",
        county=seen.picture.county,
        owner=assessors_body(seen.picture.county),
    )
