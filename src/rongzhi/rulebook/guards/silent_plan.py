"""Conditions of the plan approved by silence: consent beforehand by all, proved service on each, each period over."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.guards.mediation import is_neutral_of_case
from rongzhi.rulebook.guards.speaking import not_among
from rongzhi.rulebook.sources import COUNTY, SILENT_24

OBJECTION = "silent_plan_objection"


def _served(case: Case, given: Given) -> set[str]:
    return {e.party for e in case.list("service", "proved", proceeding=given.proceeding)}


@guard("mediation_failed", requires="调解不成", en="the mediation has failed", source=SILENT_24)
def mediation_failed(case: Case, given: Given) -> bool:
    return case.at("mediation", "failed") and not case.open_proceedings("mediation")


@guard(
    "facts_not_disputed",
    requires="各方对主要事实没有重大争议",
    en="the facts are not in serious dispute",
    source=SILENT_24,
    on_data=True,
    demands=("F22",),
)
def facts_not_disputed(case: Case, given: Given) -> bool:
    return given.data.get("facts_undisputed") is True


@guard(
    "not_consented_yet",
    requires="这一方还没有对这一方式表态",
    en="this side has not said yet whether you consent",
    source=SILENT_24,
)
def not_consented_yet(case: Case, given: Given) -> bool:
    consents = case.list("silent_consent", "given", proceeding=given.proceeding)
    return not_among(case, given, {e.party for e in consents})


@guard(
    "all_consented_before",
    requires="各方事先均同意这一方式",
    en="every side consented beforehand to this way",
    source=SILENT_24,
)
def all_consented(case: Case, given: Given) -> bool:
    consents = {e.party for e in case.list("silent_consent", "given", proceeding=given.proceeding)}
    return bool(case.principals) and {p.key for p in case.principals} <= consents


@guard(
    "somebody_has_not_consented",
    requires="还有当事人没有同意",
    en="somebody has not consented",
    source=SILENT_24,
)
def not_all_consented(case: Case, given: Given) -> bool:
    return not all_consented(case, given)


@guard(
    "served_on_principal",
    requires="送达对象是本案当事人，且尚未登记送达",
    en="the person served is a party on whom no service is recorded yet",
    source=SILENT_24,
    on_data=True,
)
def not_served_before(case: Case, given: Given) -> bool:
    party = given.data.get("party")
    return party in {p.key for p in case.principals} and party not in _served(case, given)


@guard(
    "served_on_all",
    requires="已证明送达每一方当事人",
    en="service on every party is proved",
    source=SILENT_24,
)
def served_on_all(case: Case, given: Given) -> bool:
    return bool(case.principals) and {p.key for p in case.principals} <= _served(case, given)


@guard(
    "not_served_on_all",
    requires="还有当事人未能证明送达",
    en="service on somebody is not proved",
    source=SILENT_24,
)
def not_served_on_all(case: Case, given: Given) -> bool:
    return not served_on_all(case, given)


@guard(
    "every_period_over",
    requires="每一方的异议期均已届满",
    en="the period to object is over for every party",
    source=SILENT_24,
)
def every_period_over(case: Case, given: Given) -> bool:
    periods = [c for c in case.clocks.values() if c.name == OBJECTION and c.proceeding == given.proceeding]
    return bool(periods) and all(c.due is not None and c.due < given.today for c in periods)


@guard(
    "mediator_or_organisation",
    requires="本案调解员，或者组织工作人员",
    en="the neutral of this case, or its organisation",
    source=COUNTY,
)
def neutral_or_organisation(case: Case, given: Given) -> bool:
    return "organisation" in given.roles or is_neutral_of_case(case, given)
