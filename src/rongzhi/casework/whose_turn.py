"""Which cases wait for an actor: by office, body and side, and what the actor has to do in them."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from rongzhi.casework.models import Entry as EntryRow
from rongzhi.casework.models import Party
from rongzhi.casework.rules import run_waits
from rongzhi.casework.seen import Sight
from rongzhi.core.procedure.definition import Act, Actor, Given
from rongzhi.core.procedure.picture import Proceeding as Run
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.case import KEPT_HERE
from rongzhi.rulebook.charge import CHARGED, charged

DUTIES = ("open", "part", "breached")  # instalments that are still to be performed
UNANSWERED = ("given", "received", "supervised")
NOBODY = Q(pk__in=[])


def waits_for(by: Actor, role: str = "") -> Q:
    """The rows (annotated with `known_waiting`) that wait for this actor; `role` narrows to one capacity."""
    may = {word: _of_role(by, word) for word in roles_waited_for(by)}
    if role:
        return may.get(role, NOBODY)
    found = NOBODY
    for one in may.values():
        found |= one
    return found


def roles_waited_for(by: Actor) -> tuple[str, ...]:
    """The words of stages.csv that may mean this actor, the likeliest first."""
    found: list[str] = []
    if by.bodies:
        found += [word for name, word in OFFICES if name in by.functions]
    if by.neutral:
        found += ["mediator", "evaluator"]
    if by.bodies and ("court" in by.functions or by.codes & COURTS):
        found.append("court")
    if "SEC" in by.codes:
        found.append("secretariat")
    if "LEAD" in by.codes:
        found.append("leading_group")
    if by.bodies:
        found.append("lead_body")
    if by.bodies and not by.functions & {"officer", "reviewer"}:
        found += ["respondent", "parties", "applicant", "obliged_party", "receiving_body", "members"]
    return tuple(found)


OFFICES = (("officer", "organisation"), ("reviewer", "reviewer"))
COURTS = frozenset({"COURT", "COURTF", "COURTE"})


def _of_role(by: Actor, word: str) -> Q:
    said = Q(known_waiting__contains=f",{word},")
    if word in ("organisation", "reviewer"):
        return said & Q(owner__in=by.bodies)
    if word == "mediator":
        return said & (Q(neutral=by.neutral) | Q(neutral_proposed=by.neutral))
    if word == "evaluator":
        return said & Q(evaluator=by.neutral)
    if word == "court":
        return said & (Q(court__in=by.bodies) | Q(commissioned_by__in=by.bodies))
    if word in ("secretariat", "leading_group"):
        return said
    if word == "lead_body":
        charged = Q(kind="task", status__in=UNANSWERED) | Q(kind="lead_body", status="named")
        lines = EntryRow.objects.filter(charged, code__in=by.bodies)
        return said & Q(number__in=lines.values("file"))
    if word == "receiving_body":
        sent = EntryRow.objects.filter(kind="referral", code__in=by.bodies).exclude(status__in=KEPT_HERE)
        return said & Q(number__in=sent.values("file"))
    if word == "members":
        seats = EntryRow.objects.filter(kind="seat", status="seated", code__in=by.bodies)
        return said & Q(number__in=seats.values("file"))
    return said & _as_party(by, word)


def _as_party(by: Actor, word: str) -> Q:
    """Where the actor's body is a party on that side; who must perform is told by the instalments."""
    sides = Party.objects.filter(body__in=by.bodies, status="active")
    if word in ("respondent", "applicant"):
        sides = sides.filter(side=word)
    elif word == "obliged_party":
        due = EntryRow.objects.filter(file=OuterRef("file"), kind="instalment", status__in=DUTIES)
        sides = sides.filter(Exists(due.filter(Q(party="") | Q(party=OuterRef("key")))))
    return Q(number__in=sides.values("file"))


def closed_to(by: Actor) -> Q | None:
    """The rows of which the actor may know names and class, but neither stage nor date; None when there are none.

    A neutral who is only proposed, and a court that is asked to confirm (access.csv DC2; seen.header_open).
    """
    found: Q | None = None
    if by.neutral:
        found = Q(neutral_proposed=by.neutral) & ~Q(neutral=by.neutral) & ~Q(evaluator=by.neutral)
    if by.codes & COURTS:
        court = Q(court__in=by.bodies) & ~Q(commissioned_by__in=by.bodies)
        found = court if found is None else found | court
    return found


def to_do(seen: Sight, rules: Rules, *, now: datetime) -> list[tuple[Act, Run]]:
    """What this actor can do where a proceeding waits for them, the likeliest act first; no query."""
    found: list[tuple[bool, int, int, Act, Run]] = []
    for run in seen.picture.proceedings.values():
        procedure = rules.procedures.get(run.procedure)
        if not run.open or procedure is None or procedure.off:
            continue
        if not run_waits(seen.picture, run) & _waited(seen):
            continue
        given = Given({}, seen.by, now, now.date(), seen.roles, run.key, rules.tables, rules.parameters)
        for place, act in enumerate(procedure.acts):
            if run.stage not in act.from_ or act.automatic or act.timer or not seen.roles & set(act.who):
                continue
            if all(guard.on_data or guard(seen.picture, given) for guard in act.needs):
                stops = bool(act.ends) or act.refuses
                aside = 2 if act.to is None and not act.concurrent else int(bool(act.pauses))
                found.append((stops, aside, place, act, run))
    return [(act, run) for *_, act, run in sorted(found, key=lambda row: row[:3])]


def _waited(seen: Sight) -> frozenset[str]:
    """The words of stages.csv that mean these roles."""
    several = {"party": "parties", "member": "members"}
    return seen.roles | {word for role, word in several.items() if role in seen.roles}


def mine(seen: Sight, run: Run) -> bool:
    """Whether a proceeding waits for this reader."""
    return bool(run_waits(seen.picture, run) & _waited(seen)) and theirs(seen, run)


def theirs(seen: Sight, run: Run) -> bool:
    """Whether a proceeding that waits for a body with a task waits for this reader's body; true of every other one."""
    if run.procedure not in CHARGED:
        return True
    coordinates = bool(seen.roles & {"secretariat", "leading_group"})
    return coordinates or charged(seen.picture, run.key) in seen.by.bodies
