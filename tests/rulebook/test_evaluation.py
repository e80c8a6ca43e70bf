"""Neutral evaluation: everybody's consent, an evaluator who is not the mediator, a report that binds nobody."""

from rongzhi.rulebook.procedures.evaluation import EVALUATION
from rongzhi.rulebook.procedures.intake import INTAKE
from tests.rulebook.by_hand import (
    BANK,
    CLERK,
    CONSUMER,
    OTHER_NEUTRAL,
    Play,
    accepted_case,
    assert_as_published,
    rules_with,
)

RULES = rules_with((INTAKE, EVALUATION))
PACK = {"question": "违约金是否过高", "facts": "合同无争议", "material": "合同、账单"}
REPORT = {
    "material_read": "全部",
    "analysis": "比较",
    "outcome_range": "三成至五成",
    "limits": "未听证人",
    "no_ties": "是",
}


def chosen() -> Play:
    play = Play(RULES, accepted_case(neutral="n1"))
    play.do("evaluation.propose", CONSUMER, question="违约金是否过高")
    play.do("evaluation.consent", BANK, agrees="是")
    play.do("evaluation.choose", CONSUMER, neutral="n2")
    play.do("evaluation.choose", BANK, neutral="n2")
    return play


def test_evaluation_is_declared_as_published() -> None:
    assert_as_published(EVALUATION)


def test_whole_evaluation_reaches_the_report() -> None:
    play = chosen()
    assert (play.stage("evaluation"), play.case.header["evaluator"]) == ("disclosure", "n2")
    play.do("evaluation.disclose", OTHER_NEUTRAL, ties="否")
    play.do("evaluation.pack", CLERK, **PACK)
    play.do("evaluation.deliver", OTHER_NEUTRAL, **REPORT)
    assert play.stage("evaluation") == "delivered"
    assert play.last is not None
    assert play.last.sealed["file"]["outcome_range"] == "三成至五成"


def test_proposer_has_consented_and_the_other_has_not() -> None:
    play = Play(RULES, accepted_case())
    play.do("evaluation.propose", CONSUMER, question="利率")
    assert play.stage("evaluation") == "proposed"
    assert play.refused("evaluation.consent", CONSUMER, agrees="是") == {"not_consented_yet"}


def test_proposal_of_the_organisation_needs_both() -> None:
    play = Play(RULES, accepted_case())
    play.do("evaluation.propose", CLERK, question="利率")
    play.do("evaluation.consent", CONSUMER, agrees="是")
    assert play.stage("evaluation") == "proposed"
    play.do("evaluation.consent", BANK, agrees="是", use_consent="否")
    assert play.stage("evaluation") == "evaluator_choice"


def test_one_side_may_decline() -> None:
    play = Play(RULES, accepted_case())
    play.do("evaluation.propose", CONSUMER, question="利率")
    play.do("evaluation.decline", BANK)
    assert play.stage("evaluation") == "declined"


def test_silent_side_is_no_consent() -> None:
    play = Play(RULES, accepted_case())
    play.do("evaluation.propose", CONSUMER, question="利率")
    play.do("evaluation.no_consent", CLERK, reasons="对方未答复")
    assert play.stage("evaluation") == "declined"


def test_the_mediator_cannot_evaluate() -> None:
    play = Play(RULES, accepted_case(neutral="n1"))
    play.do("evaluation.propose", CONSUMER, question="利率")
    play.do("evaluation.consent", BANK, agrees="是")
    assert play.refused("evaluation.choose", CONSUMER, neutral="n1") == {"evaluator_not_mediator"}
    assert play.refused("evaluation.name_evaluator", CLERK, neutral="n1", method="appointed") == {
        "evaluator_not_mediator"
    }


def test_evaluator_with_ties_steps_back_and_cannot_return() -> None:
    play = chosen()
    assert play.refused("evaluation.disclose", OTHER_NEUTRAL, ties="是") == {"evaluator_without_ties"}
    play.do("evaluation.step_back", OTHER_NEUTRAL, reasons="曾任职")
    assert (play.stage("evaluation"), play.case.header["evaluator"]) == ("evaluator_choice", "")
    assert play.refused("evaluation.name_evaluator", CLERK, neutral="n2", method="draw") == {
        "evaluator_not_objected"
    }
    play.do("evaluation.name_evaluator", CLERK, neutral="n3", method="draw")
    assert play.case.header["evaluator"] == "n3"


def test_party_may_ask_for_another_evaluator_or_take_its_consent_back() -> None:
    play = chosen()
    play.do("evaluation.object", CONSUMER, reasons="认识对方")
    assert play.stage("evaluation") == "evaluator_choice"
    play.do("evaluation.take_back", BANK, remark="不再需要")
    assert play.stage("evaluation") == "withdrawn"
