"""Conditions of the neutral evaluation: everybody's consent, and an evaluator who is not the mediator and has no ties."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.guards.speaking import not_among
from rongzhi.rulebook.sources import COUNTY, EVALUATION_22, SPM_15


@guard(
    "not_consented_yet",
    requires="这一方还没有对本次评估表态",
    en="this side has not consented to this evaluation yet",
    source=EVALUATION_22,
)
def not_consented_yet(case: Case, given: Given) -> bool:
    consents = case.list("evaluation_consent", "given", proceeding=given.proceeding)
    return not_among(case, given, {e.party for e in consents})


@guard(
    "all_consent_to_evaluation",
    requires="各方均同意评估",
    en="every side consents to the evaluation",
    source=EVALUATION_22,
)
def all_consent(case: Case, given: Given) -> bool:
    consents = case.list("evaluation_consent", "given", proceeding=given.proceeding)
    return bool(case.principals) and {p.key for p in case.principals} <= {e.party for e in consents}


@guard(
    "evaluator_not_mediator",
    requires="评估员不是本案的调解员（调评分离）",
    en="the evaluator is not, and was not, the mediator of this case",
    source=EVALUATION_22,
    on_data=True,
)
def evaluator_is_not_mediator(case: Case, given: Given) -> bool:
    chosen = given.data.get("neutral")
    mediators = {case.header.get("neutral"), case.header.get("neutral_proposed")} | {
        e.code for e in case.list("appointment")
    }
    return bool(chosen) and chosen not in mediators


@guard(
    "evaluator_not_objected",
    requires="该评估员在本案中未退出，也未被要求更换",
    en="this evaluator did not step back and was not replaced in this case",
    source=SPM_15,
    on_data=True,
)
def evaluator_not_replaced(case: Case, given: Given) -> bool:
    return all(e.code != given.data.get("neutral") for e in case.list("evaluator", "withdrew", "replaced"))


@guard(
    "same_evaluator",
    requires="各方选定同一名评估员",
    en="all sides chose the same evaluator",
    source=EVALUATION_22,
)
def all_chose_the_same_evaluator(case: Case, given: Given) -> bool:
    chosen = {e.party: e.code for e in case.list("evaluator_choice", "open", proceeding=given.proceeding)}
    return (
        bool(case.principals)
        and {p.key for p in case.principals} <= set(chosen)
        and len(set(chosen.values())) == 1
    )


@guard("own_evaluator", requires="您是本案的评估员", en="you are the evaluator of this case", source=COUNTY)
def is_evaluator(case: Case, given: Given) -> bool:
    return bool(given.by.neutral) and given.by.neutral == case.header.get("evaluator")


@guard(
    "evaluator_without_ties",
    requires="评估员声明与各方没有联系；有联系的应当退出",
    en="the evaluator states that there are no ties; with ties somebody else is chosen",
    source=EVALUATION_22,
    on_data=True,
    demands=("F27",),
)
def evaluator_without_ties(case: Case, given: Given) -> bool:
    return given.data.get("ties") is False


@guard(
    "no_evaluation_answer",
    requires="尚未有各方的全部同意",
    en="not every side has consented",
    source=EVALUATION_22,
)
def not_all_consent(case: Case, given: Given) -> bool:
    return not all_consent(case, given)
