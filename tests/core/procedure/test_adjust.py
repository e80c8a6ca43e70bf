"""A county adjusts by the closed list and nothing else; what is not allowed is told, and the original stays as it was."""

from dataclasses import replace

import pytest

from rongzhi.core.procedure.adjust import Demand, LeaveOut, Narrow, SwitchOn, adjust
from rongzhi.core.procedure.check import check
from tests.core.procedure import small_house as house
from tests.core.procedure.small_house import EVERYDAY, LOAN, PUBLISHED, rules

BASIS = "本县规则第三条"
OPTIONAL = replace(LOAN, acts=tuple(replace(a, optional=a.key == "loan.ask_review") for a in LOAN.acts))
PROCEDURES = {"loan": OPTIONAL, "quiet": replace(LOAN, key="quiet", acts=(), off=True)}
PAPER = Demand("loan.ask_review", "paper", "F01", "一份材料", "A paper", BASIS)


def narrowed(*who):
    return adjust(
        {"loan": replace(LOAN, acts=(replace(house.ACCEPT, who=("organisation", "reviewer")),))},
        [Narrow("loan.accept", who, BASIS)],
    )


def test_optional_act_is_left_out_and_the_original_stays():
    adjusted, faults = adjust(PROCEDURES, [LeaveOut("loan.ask_review", BASIS)])

    assert faults == []
    assert adjusted["loan"].act("loan.ask_review") is None
    assert OPTIONAL.act("loan.ask_review") is not None


def test_roles_are_narrowed():
    adjusted, faults = narrowed("reviewer")

    assert faults == []
    assert adjusted["loan"].act("loan.accept").who == ("reviewer",)


def test_document_is_demanded_with_its_form():
    adjusted, faults = adjust(PROCEDURES, [PAPER])

    field = adjusted["loan"].act("loan.ask_review").field("paper")
    assert faults == []
    assert (field.required, field.form) == (True, "F01")


def test_procedure_that_is_off_is_switched_on():
    adjusted, faults = adjust(PROCEDURES, [SwitchOn("quiet", BASIS)])

    assert faults == []
    assert not adjusted["quiet"].off
    assert PROCEDURES["quiet"].off


@pytest.mark.parametrize(
    ("adjustment", "code"),
    [
        (LeaveOut("loan.ask_review", " "), "no_basis"),
        (LeaveOut("loan.sign", BASIS), "not_optional"),
        (LeaveOut("loan.nothing", BASIS), "unknown_act"),
        (LeaveOut("nothing.at_all", BASIS), "unknown_act"),
        (Narrow("loan.accept", ("organisation", "court"), BASIS), "not_narrower"),
        (Narrow("loan.accept", ("organisation",), BASIS), "not_narrower"),
        (Narrow("loan.accept", (), BASIS), "not_narrower"),
        (replace(PAPER, act="loan.time_over"), "nobody_answers"),
        (replace(PAPER, act="loan.ask", field="name"), "duplicate_field"),
        (replace(PAPER, label=""), "demand_unnamed"),
        (replace(PAPER, form=""), "hidden_demand"),
        (SwitchOn("loan", BASIS), "already_on"),
        (SwitchOn("nothing", BASIS), "unknown_procedure"),
    ],
)
def test_adjustment_that_is_not_allowed_is_told_and_changes_nothing(adjustment, code):
    adjusted, faults = adjust(PROCEDURES, [adjustment])

    assert [fault.code for fault in faults] == [code]
    assert adjusted == PROCEDURES


def test_adjusted_procedure_still_has_to_pass_the_checker():
    adjusted, _ = adjust(PROCEDURES, [LeaveOut("loan.ask_review", BASIS)])
    found = check(rules(adjusted["loan"], EVERYDAY), published=PUBLISHED)

    assert {"never_ends", "refusal_without_review"} <= {fault.code for fault in found}


def test_demand_that_blocks_filing_is_found_by_the_checker():
    adjusted, faults = adjust(PROCEDURES, [replace(PAPER, act="loan.ask")])
    found = check(rules(adjusted["loan"], EVERYDAY), published=PUBLISHED)

    assert faults == []
    assert "blocks_filing" in {fault.code for fault in found}
