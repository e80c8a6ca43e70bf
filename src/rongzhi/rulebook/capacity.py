"""In which roles somebody stands towards one file: the bridge from who you are to an act's `who`."""

from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.case import handed_to, party_key, seated
from rongzhi.rulebook.guards.tasks import LEFT

CONSUMERS = frozenset({"consumer", "small_business"})


def roles_of(by: Actor, case: Picture) -> frozenset[str]:
    """The roles of `by` in this file (values of rulebook.roles.Role); empty means that the file does not exist for them."""
    if "system" in by.functions:
        return frozenset({"system"})
    if not case.seq:
        offices = (by.functions & {"administrator", "assessor"}) | (
            {"secretariat"} if "SEC" in by.codes else set()
        )
        return frozenset({"filer"} | ({"organisation"} & _officer(by)) | offices)
    roles: set[str] = set()
    if case.kind != "case":
        return frozenset(_county_roles(by, case))
    if by.county and by.county != case.county:
        return frozenset()
    roles |= _party_roles(by, case)
    roles |= _neutral_roles(by, case)
    roles |= _body_roles(by, case)
    return frozenset(roles)


def _officer(by: Actor) -> set[str]:
    return {"organisation"} if "officer" in by.functions else set()


def _party_roles(by: Actor, case: Picture) -> set[str]:
    key = party_key(case, by)
    party = case.parties.get(key)
    if party is None or party.status != "active":
        return set()
    roles = {"party", party.side}
    if party.kind in CONSUMERS:
        roles.add("consumer")
    if party.kind == "institution":
        roles.add("institution")
    if any(e.party in ("", key) for e in case.list("instalment", "open", "part", "breached")):
        roles.add("obliged_party")
    return roles


def _neutral_roles(by: Actor, case: Picture) -> set[str]:
    if not by.neutral:
        return set()
    roles: set[str] = set()
    if by.neutral in (case.header.get("neutral"), case.header.get("neutral_proposed")):
        roles.add("mediator")
    if by.neutral == case.header.get("evaluator"):
        roles.add("evaluator")
    return roles


def _body_roles(by: Actor, case: Picture) -> set[str]:
    roles: set[str] = set()
    own = case.owner in by.bodies
    if own and "officer" in by.functions:
        roles.add("organisation")
    if own and "reviewer" in by.functions:
        roles.add("reviewer")
    if by.bodies & {case.header.get("court", ""), case.header.get("commissioned_by", "")} - {""}:
        roles.add("court")
    if handed_to(case, by.bodies):
        roles.add("receiving_body")
    if seated(case, by.bodies):
        roles.add("member")
    roles |= _task_roles(by, case)
    if "SEC" in by.codes and _for_secretariat(case):
        roles.add("secretariat")
    return roles


def _for_secretariat(case: Picture) -> bool:
    """Whether the case has something for the office that coordinates: an objection, a consultation or a task."""
    if case.list("referral", "objected") or case.list("coordination", "asked"):
        return True
    return any(run.procedure in ("consultation", "task", "lead") for run in case.proceedings.values())


def _task_roles(by: Actor, case: Picture) -> set[str]:
    """What the actor's body has to do in tasks of this case; once closed, the sheet stays there to be read."""
    roles = set()
    if any(
        line.code in by.bodies and line.status != LEFT
        for line in (*case.list("task"), *case.list("lead_body"))
    ):
        roles.add("lead_body")
    if any(line.code in by.bodies for line in case.list("task_helper")):
        roles.add("helper")
    if "LEAD" in by.codes and case.list("task_escalation"):
        roles.add("leading_group")
    return roles


def _county_roles(by: Actor, case: Picture) -> set[str]:
    roles: set[str] = set()
    if by.county and by.county != case.county:
        return roles
    if case.kind == "assessment":  # closed to everybody else, managers and administrators among them
        return {"assessor"} if "assessor" in by.functions and case.owner in by.bodies else roles
    if case.kind == "group":
        return _group_roles(by, case)
    if case.kind == "ledger":
        keeps = case.owner in by.bodies and bool(by.functions & {"officer", "manager"})
        return {"organisation"} if keeps else roles
    if "administrator" in by.functions:
        roles.add("administrator")
    if case.owner in by.bodies and "officer" in by.functions:
        roles.add("organisation")
    if case.kind == "county" and "SEC" in by.codes:
        roles.add("secretariat")
    if by.neutral and by.neutral == case.number:
        roles.add("mediator")
    if case.kind == "body" and "manager" in by.functions and case.header.get("handle") in by.bodies:
        roles.add("institution")
    return roles


def _group_roles(by: Actor, group: Picture) -> set[str]:
    """A group: the organisation that runs it, the institution that it is about, the court asked, the secretariat.

    Members have no role here: what is theirs stands on their own cases.
    """
    roles: set[str] = set()
    if group.owner in by.bodies and "officer" in by.functions:
        roles.add("organisation")
    if group.owner in by.bodies and by.functions & {"reviewer", "manager"}:
        roles.add("reviewer")
    if by.bodies & {group.header.get("court", "")} - {""}:
        roles.add("court")
    if group.header.get("respondent") in by.bodies:
        roles.add("institution")
    if "SEC" in by.codes:
        roles.add("secretariat")
    return roles
