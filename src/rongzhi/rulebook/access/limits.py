"""Where bodies.csv (may_see) is narrower than a body's column: the narrower one holds (record.md §7)."""

from collections.abc import Mapping
from types import MappingProxyType

from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.rulebook.access.conditions import Condition
from rongzhi.rulebook.access.part import Part
from rongzhi.rulebook.access.viewer import Viewer

DC1, DC2, DC3, DC4, DC5 = DataClass.DC1, DataClass.DC2, DataClass.DC3, DataClass.DC4, DataClass.DC5
DC6, DC7, DC8, DC9, DC10 = DataClass.DC6, DataClass.DC7, DataClass.DC8, DataClass.DC9, DataClass.DC10

EVERYBODY = frozenset({DC1})
# What a body wrote itself stays open to it, if its column allows: its own opinion and its own log.
OWN_WORK = frozenset({DC1, DC8, DC10})

# The classes that a body may see at most. A body that is not named here has those of its column.
CLASSES: Mapping[str, frozenset[DataClass]] = MappingProxyType(
    {
        "SAMR": OWN_WORK | {DC2, DC3, DC5, DC6, DC7},  # cases in its line; no leads
        "XF": OWN_WORK | {DC2},  # header and status of petition-born cases
        "JB": OWN_WORK,  # registers, statistics, complaints on mediators; no case content
        "PS": OWN_WORK | {DC2, DC3, DC5, DC6, DC7, DC9},  # see LIMITS
        "COURTE": OWN_WORK | {DC2, DC6, DC7},  # enforcement file
        "EVAL": frozenset({DC1, DC2, DC3, DC4, DC5, DC10}),  # the evaluation pack only
        # Bodies of the column `other`: what an act may hand to them.
        "LEAD": EVERYBODY | {DC2, DC8},  # consulted cases, minutes
        "PLC": EVERYBODY | {DC2, DC8},  # escalated cases
        "GOVC": EVERYBODY
        | {DC2, DC3, DC8},  # header; what the party chose to file there; the pack as a member
        "LA": EVERYBODY | {DC2, DC3},  # applications made to it
        "PSD": EVERYBODY | {DC2, DC3},  # report data
        "EXPERT": EVERYBODY | {DC3, DC8},  # the question pack, names masked; the own opinion
        "NOT": EVERYBODY | {DC2, DC3, DC6},  # agreement and identity of those who apply
        "APPR": EVERYBODY | {DC3},  # appraisal material
        "VILL": EVERYBODY | {DC2, DC3},  # what the party lets them file; follow-up task
        "FINB": EVERYBODY,  # cost and volume statistics only
        "AUDIT": EVERYBODY,  # accounts; anonymised volumes
        "STAT": EVERYBODY,  # no case content
        "ASSOC": EVERYBODY,  # no case content
        "UNI": EVERYBODY,  # anonymised data under agreement
        "SYS": EVERYBODY,  # no case reading
    }
)


def _on_referral_or_duty(viewer: Viewer, part: Part) -> bool:
    """CSRC: cases in its line, on referral; a referral rests on consent or duty."""
    return viewer.consent_or_duty or part.weighed_as in OWN_WORK | {DC9}


def _referral_package(viewer: Viewer, part: Part) -> bool:
    """Police: the package referred to it, and what it obtains by legal procedure."""
    return viewer.leads_handled or viewer.consent_or_duty or part.weighed_as in OWN_WORK


def _court_file(viewer: Viewer, part: Part) -> bool:
    """The bench and the enforcement office: as the court file, so only what is filed with the court."""
    return viewer.in_court or part.weighed_as in OWN_WORK | {DC9}


def _concerns_guarantor(viewer: Viewer, part: Part) -> bool:
    """A guarantor or third person: the part that concerns it; of other people's papers the agreement alone."""
    own = part.owner in viewer.parties or part.sender in viewer.parties
    return own or not part.is_blob or part.weighed_as is DC6


def _evaluation_pack(viewer: Viewer, part: Part) -> bool:
    """An evaluator is not the mediator: no side's confidences, no contact of persons, only its own notes."""
    if part.kind == "side":
        return False
    return part.kind != "person" or part.is_name


LIMITS: Mapping[str, Condition] = MappingProxyType(
    {
        "CSRC": _on_referral_or_duty,
        "PS": _referral_package,
        "COURTF": _court_file,
        "COURTE": _court_file,
        "GUAR": _concerns_guarantor,
        "EVAL": _evaluation_pack,
    }
)

# Bodies that read only with names masked, whatever their column says.
MASKED_BODIES = frozenset({"EXPERT", "AUD"})


def within(viewer: Viewer, part: Part) -> bool:
    """Whether the body's own line of bodies.csv leaves room for this piece."""
    classes = CLASSES.get(viewer.body)
    if classes is not None and part.weighed_as not in classes:
        return False
    limit = LIMITS.get(viewer.body)
    return limit is None or limit(viewer, part)
