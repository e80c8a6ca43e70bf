"""Conditions of choosing a neutral: joint choice, ties, disclosure before acceptance, decision by somebody else."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case, specially_invited
from rongzhi.rulebook.guards.speaking import not_among
from rongzhi.rulebook.sources import COUNTY, FINANCE_14, ONL_13, PML_19, SPM_12, SPM_15


@guard(
    "joint_choice", requires="各方选定同一名调解员", en="all sides chose the same neutral", source=FINANCE_14
)
def all_chose_the_same(case: Case, given: Given) -> bool:
    chosen = {p.key: c.code for p in case.principals if (c := case.latest("choice", "open", party=p.key))}
    agreed = bool(case.principals) and len(chosen) == len(case.principals) and len(set(chosen.values())) == 1
    return agreed and not _has_left(given, *set(chosen.values()))


def _has_left(given: Given, neutral: str) -> bool:
    """Whether the neutral is on the roster no more: the choice of somebody who has left is no choice."""
    row = given.tables.get("neutrals", {}).get(neutral)
    return row is not None and row.get("status", "active") == "left"


@guard(
    "neutral_free",
    requires="该调解员在册履职，且不受雇于本案当事人",
    en="the neutral is active and not employed by a party",
    source=COUNTY,
    on_data=True,
)
def neutral_free_of_ties(case: Case, given: Given) -> bool:
    row = given.tables.get("neutrals", {}).get(str(given.data.get("neutral")))
    if row is None or row.get("status", "active") != "active":
        return False
    bodies = {p.body for p in case.parties.values() if p.body}
    return not bodies & {row.get("employer", ""), *row.get("ties", ())}


@guard(
    "not_removed",
    requires="该调解员在本案中未被回避或退出",
    en="the neutral was not removed or recused in this case",
    source=SPM_15,
    on_data=True,
)
def not_recused_here(case: Case, given: Given) -> bool:
    return all(
        e.code != given.data.get("neutral")
        for e in case.list("appointment", "recused", "withdrew", "changed")
    )


@guard(
    "no_objection_left",
    requires="各方当事人对披露均表示无异议",
    en="no side objects to the disclosure",
    source=ONL_13,
)
def nobody_objects(case: Case, given: Given) -> bool:
    last = case.latest("disclosure")
    seq = last.seq if last else 0
    fine = {e.party for e in case.list("no_objection") if e.seq > seq}
    return bool(case.principals) and all(p.key in fine for p in case.principals)


@guard(
    "not_answered_yet",
    requires="这一方还没有对本次披露表态",
    en="this side has not answered this disclosure yet",
    source=ONL_13,
)
def not_answered_disclosure(case: Case, given: Given) -> bool:
    last = case.latest("disclosure")
    since = last.seq if last else 0
    return not_among(case, given, {e.party for e in case.list("no_objection") if e.seq >= since})


@guard(
    "specially_invited",
    requires="法院特邀调解（委派、委托）",
    en="mediation specially invited by a court",
    source=SPM_12,
)
def by_court_invitation(case: Case, given: Given) -> bool:
    return specially_invited(case)


@guard("mediation_running", requires="调解正在进行", en="the mediation is running", source=SPM_15)
def mediation_running(case: Case, given: Given) -> bool:
    return any(p.procedure == "mediation" and p.open for p in case.proceedings.values())


@guard("no_mediation_yet", requires="调解尚未开始", en="the mediation has not begun", source=PML_19)
def no_mediation_yet(case: Case, given: Given) -> bool:
    return not mediation_running(case, given)


@guard(
    "proposed_neutral",
    requires="您是本案拟定的调解员",
    en="you are the neutral proposed in this case",
    source=ONL_13,
)
def is_proposed(case: Case, given: Given) -> bool:
    return bool(given.by.neutral) and given.by.neutral == case.header.get("neutral_proposed")


@guard(
    "disclosed_first", requires="接受前已作披露", en="disclosure was made before acceptance", source=ONL_13
)
def disclosed_first(case: Case, given: Given) -> bool:
    last = case.latest("disclosure")
    return last is not None and last.code == case.header.get("neutral_proposed")
