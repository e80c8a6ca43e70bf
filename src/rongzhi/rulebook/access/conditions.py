"""The conditions of access.csv, each as a small predicate by (column, data class)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.rulebook.access.part import CLASS_FIELDS, Part
from rongzhi.rulebook.access.viewer import Viewer
from rongzhi.rulebook.roles import RoleColumn

Condition = Callable[[Viewer, Part], bool]

PARTY = RoleColumn.PARTY
MEDIATOR = RoleColumn.MEDIATOR
ORGANISATION = RoleColumn.ORGANISATION
COURT = RoleColumn.COURT
DEPARTMENT = RoleColumn.DEPARTMENT
SECRETARIAT = RoleColumn.SECRETARIAT
RESEARCHER = RoleColumn.RESEARCHER


def own_case(viewer: Viewer, part: Part) -> bool:
    return bool(viewer.parties)


def own_person_or_name(viewer: Viewer, part: Part) -> bool:
    """The whole file material of the own case; of the other side's person part the name alone."""
    if part.kind == "person":
        return part.owner in viewer.parties or (own_case(viewer, part) and part.is_name)
    return own_case(viewer, part)


def own_side(viewer: Viewer, part: Part) -> bool:
    """What this side said apart; never a neutral's notes, whatever their owner is called."""
    return part.kind == "side" and part.owner in viewer.parties


def own_data(viewer: Viewer, part: Part) -> bool:
    return part.kind == "person" and part.owner in viewer.parties


def assigned(viewer: Viewer, part: Part) -> bool:
    """The own case, from acceptance to closing."""
    return viewer.on_case


def assigned_or_class(viewer: Viewer, part: Part) -> bool:
    """As assigned; a proposed neutral sees the class of the dispute alone, to check for ties."""
    return viewer.on_case or (viewer.proposed and part.field in CLASS_FIELDS)


def assigned_or_name(viewer: Viewer, part: Part) -> bool:
    """As assigned; a proposed neutral sees the names of parties and representatives alone."""
    return viewer.on_case or (viewer.proposed and part.is_name)


def told_in_confidence(viewer: Viewer, part: Part) -> bool:
    """Each side's confidences while assigned, and the own notes; another neutral's notes never."""
    return viewer.on_case and (part.kind == "side" or part.owner == viewer.neutral)


def neutral_agreement(viewer: Viewer, part: Part) -> bool:
    """The agreement of the own case; after closing its outcome in the header alone."""
    return viewer.on_case or (bool(viewer.neutral) and viewer.accepted and part.kind == "header")


def neutral_result(viewer: Viewer, part: Part) -> bool:
    return viewer.on_case and part.kind != "opinion"


def organisation_case(viewer: Viewer, part: Part) -> bool:
    return viewer.of_owner


def organisation_result(viewer: Viewer, part: Part) -> bool:
    return viewer.of_owner and part.kind != "opinion"


def sent_lead(viewer: Viewer, part: Part) -> bool:
    """The officer who handles the lead, in the body that sent it."""
    return viewer.leads_handled and bool(viewer.body_id) and part.sender == viewer.body_id


def competent_for_lead(viewer: Viewer, part: Part) -> bool:
    return viewer.leads_handled


def own_acts(viewer: Viewer, part: Part) -> bool:
    return bool(viewer.person) and part.owner == viewer.person


def commissioned(viewer: Viewer, part: Part) -> bool:
    return viewer.commissioned or viewer.entrusted


def commissioned_filed_or_applying(viewer: Viewer, part: Part) -> bool:
    """As the table; of an application for confirmation the names too, for the parties put them into it (form F31)."""
    return viewer.commissioned or viewer.in_court or (viewer.agreement_sent_to_court and part.is_name)


def any_court_link(viewer: Viewer, part: Part) -> bool:
    return viewer.commissioned or viewer.in_court or viewer.agreement_sent_to_court


def confirmed_or_filed(viewer: Viewer, part: Part) -> bool:
    return viewer.agreement_sent_to_court or viewer.in_court


def own_opinion(viewer: Viewer, part: Part) -> bool:
    return part.kind == "opinion" and part.owner in viewer.members


def member_of_consultation(viewer: Viewer, part: Part) -> bool:
    """The own opinion, and the result and spread of a consultation one sits in; nobody else's opinion."""
    return own_opinion(viewer, part) or (bool(viewer.members) and part.kind != "opinion")


def in_line(viewer: Viewer, part: Part) -> bool:
    return viewer.in_line


def consent_or_duty(viewer: Viewer, part: Part) -> bool:
    return viewer.consent_or_duty


def department_outcome(viewer: Viewer, part: Part) -> bool:
    return part.kind == "header" and (viewer.in_line or viewer.consent_or_duty)


def handled(viewer: Viewer, part: Part) -> bool:
    return viewer.handles


def handled_outcome(viewer: Viewer, part: Part) -> bool:
    return viewer.handles and part.kind == "header"


def opened_opinions(viewer: Viewer, part: Part) -> bool:
    return viewer.handles and viewer.opinions_opened


def audit(viewer: Viewer, part: Part) -> bool:
    return viewer.audits


def facts_only(viewer: Viewer, part: Part) -> bool:
    """Clear facts never name or describe a person; everything sealed stays shut."""
    return part.kind == "header"


CONDITIONS: Mapping[tuple[RoleColumn, DataClass], Condition] = MappingProxyType(
    {
        (PARTY, DataClass.DC2): own_case,
        (PARTY, DataClass.DC3): own_person_or_name,
        (PARTY, DataClass.DC4): own_side,
        (PARTY, DataClass.DC5): own_case,
        (PARTY, DataClass.DC6): own_case,
        (PARTY, DataClass.DC7): own_data,
        (PARTY, DataClass.DC10): own_case,
        (MEDIATOR, DataClass.DC2): assigned_or_class,
        (MEDIATOR, DataClass.DC3): assigned_or_name,
        (MEDIATOR, DataClass.DC4): told_in_confidence,
        (MEDIATOR, DataClass.DC5): assigned,
        (MEDIATOR, DataClass.DC6): neutral_agreement,
        (MEDIATOR, DataClass.DC7): assigned,
        (MEDIATOR, DataClass.DC8): neutral_result,
        (MEDIATOR, DataClass.DC10): own_acts,
        (ORGANISATION, DataClass.DC2): organisation_case,
        (ORGANISATION, DataClass.DC3): organisation_case,
        (ORGANISATION, DataClass.DC5): organisation_case,
        (ORGANISATION, DataClass.DC6): organisation_case,
        (ORGANISATION, DataClass.DC7): organisation_case,
        (ORGANISATION, DataClass.DC8): organisation_result,
        (ORGANISATION, DataClass.DC9): sent_lead,
        (ORGANISATION, DataClass.DC10): own_acts,
        (COURT, DataClass.DC2): commissioned,
        (COURT, DataClass.DC3): commissioned_filed_or_applying,
        (COURT, DataClass.DC5): any_court_link,
        (COURT, DataClass.DC6): confirmed_or_filed,
        (COURT, DataClass.DC7): any_court_link,
        (COURT, DataClass.DC8): own_opinion,
        (COURT, DataClass.DC9): competent_for_lead,
        (COURT, DataClass.DC10): own_acts,
        (DEPARTMENT, DataClass.DC2): in_line,
        (DEPARTMENT, DataClass.DC3): consent_or_duty,
        (DEPARTMENT, DataClass.DC5): consent_or_duty,
        (DEPARTMENT, DataClass.DC6): department_outcome,
        (DEPARTMENT, DataClass.DC7): consent_or_duty,
        (DEPARTMENT, DataClass.DC8): member_of_consultation,
        (DEPARTMENT, DataClass.DC9): competent_for_lead,
        (DEPARTMENT, DataClass.DC10): own_acts,
        (SECRETARIAT, DataClass.DC2): handled,
        (SECRETARIAT, DataClass.DC3): handled,
        (SECRETARIAT, DataClass.DC5): handled,
        (SECRETARIAT, DataClass.DC6): handled_outcome,
        (SECRETARIAT, DataClass.DC7): handled,
        (SECRETARIAT, DataClass.DC8): opened_opinions,
        (SECRETARIAT, DataClass.DC9): sent_lead,
        (SECRETARIAT, DataClass.DC10): audit,
        (RESEARCHER, DataClass.DC2): facts_only,
        (RESEARCHER, DataClass.DC6): facts_only,
        (RESEARCHER, DataClass.DC8): facts_only,
        (RESEARCHER, DataClass.DC10): facts_only,
    }
)

# Where the table says "masked", the value is shown with stars.
MASKED: frozenset[tuple[RoleColumn, DataClass]] = frozenset(
    {
        (MEDIATOR, DataClass.DC7),
        (ORGANISATION, DataClass.DC7),
        (DEPARTMENT, DataClass.DC7),
        (SECRETARIAT, DataClass.DC3),
        (SECRETARIAT, DataClass.DC7),
    }
)
