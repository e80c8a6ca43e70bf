"""Conditions of a withdrawal: there is something to withdraw, it is the applicant's own will, and not the mediator checks it."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.guards.speaking import speaker, speaks_for_party
from rongzhi.rulebook.sources import COUNTY, HOUSE, PML_26, SPM_26

BEFORE_AGREEMENT = frozenset(
    {
        "intake",
        "invitation",
        "appointment",
        "mediation",
        "fast_track",
        "evaluation",
        "silent_plan",
        "agreement",
    }
)


@guard(
    "something_to_withdraw",
    requires="有正在办理的受理、邀请、调解等程序；协议已生效的应当履行，司法确认申请另行撤回",
    en="intake, invitation, mediation or the like is going on; an agreement in effect is to be kept, and an application for confirmation is withdrawn by its own act",
    source=SPM_26,
)
def something_to_withdraw(case: Case, given: Given) -> bool:
    return any(p.procedure in BEFORE_AGREEMENT for p in case.open_proceedings())


@guard(
    "applicant_speaks",
    requires="由申请人（含其代理人）提出，窗口或电话代办须写明是哪一位申请人",
    en="said by an applicant or its agent; the counter names the applicant for whom it records",
    source=PML_26,
    on_data=True,
)
def applicant_speaks(case: Case, given: Given) -> bool:
    key = speaker(case, given)
    return speaks_for_party(case, given) and any(p.key == key for p in case.side("applicant"))


@guard(
    "not_the_neutral",
    requires="真实意愿由本案调解员、评估员以外的人员核实",
    en="own free will is checked by somebody other than the neutral of the case",
    source=COUNTY,
)
def not_the_neutral(case: Case, given: Given) -> bool:
    names = ("neutral", "neutral_proposed", "evaluator")
    return not given.by.neutral or given.by.neutral not in {case.header.get(name) for name in names}


@guard(
    "will_not_said_yet",
    requires="这位申请人尚未确认本人意愿",
    en="this applicant has not confirmed its will yet",
    source=HOUSE,
    on_data=True,
)
def will_not_said_yet(case: Case, given: Given) -> bool:
    return not case.list("free_will", party=speaker(case, given), proceeding=given.proceeding)


@guard(
    "own_free_will",
    requires="每一位申请人均已确认撤回是本人意愿，并知晓后果",
    en="every applicant has confirmed that it is its own will and knows what follows",
    source=COUNTY,
    demands=("F35",),
)
def own_free_will(case: Case, given: Given) -> bool:
    said = {e.party for e in case.list("free_will", "confirmed", proceeding=given.proceeding)}
    applicants = case.side("applicant")
    return bool(applicants) and all(p.key in said for p in applicants)


@guard(
    "settled_themselves",
    requires="申请人确认双方已自行和解",
    en="the applicants say that the sides settled by themselves",
    source=SPM_26,
)
def settled_themselves(case: Case, given: Given) -> bool:
    words = {e.code for e in case.list("free_will", "confirmed", proceeding=given.proceeding)}
    return words == {"settled"}
