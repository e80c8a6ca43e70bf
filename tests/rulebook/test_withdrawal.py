"""Withdrawal: free, checked by somebody other than the mediator, and never the end of the follow-up."""

from dataclasses import replace

import pytest

from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Party
from rongzhi.rulebook.procedures.follow_up import FOLLOW_UP
from rongzhi.rulebook.procedures.withdrawal import WITHDRAWAL
from rongzhi.rulebook.tables import stages
from tests.rulebook.cases import (
    BANK,
    CONSUMER,
    OFFICER,
    Office,
    a_case,
    due,
    office,
    papers,
    table_stages,
    with_entry,
    with_stage,
)

OWN_WILL = {"own_will": True, "told": True, "settled": "not_settled"}


def mediating(procedure: str = "mediation", stage: str = "mediating") -> Office:
    """Give a case in mediation before neutral N-1."""
    case = with_stage(a_case(neutral="N-1"), "intake", "accepted", open_=False)
    return office(with_stage(case, procedure, stage), WITHDRAWAL, FOLLOW_UP)


def withdrawn(work: Office, **will: object) -> Office:
    """Let the consumer withdraw and the office record it."""
    work.act("withdrawal.ask", CONSUMER)
    work.act("withdrawal.check", OFFICER)
    work.act("withdrawal.confirm", CONSUMER, **{**OWN_WILL, **will})
    work.act("withdrawal.record", OFFICER)
    return work


def test_withdrawal_without_settlement_ends_x04_and_is_followed_up() -> None:
    work = withdrawn(mediating())
    assert (work.stage("withdrawal"), work.end("withdrawal")) == ("recorded", "X04")
    assert (work.stage("mediation"), work.end("mediation")) == ("withdrawn", "X04")
    assert work.stage("follow_up") == "scheduled"
    assert due(work.case, "follow_up_due") is not None


def test_withdrawal_after_a_settlement_ends_x03() -> None:
    work = withdrawn(mediating(), settled="settled")
    assert work.end("mediation") == "X03"


def test_withdrawal_prints_the_ways_still_open() -> None:
    work = mediating()
    work.act("withdrawal.ask", CONSUMER)
    work.act("withdrawal.confirm", CONSUMER, **OWN_WILL)
    assert papers(work.act("withdrawal.record", OFFICER)) == {"F35"}
    act = WITHDRAWAL.act("withdrawal.ask")
    assert act is not None
    assert "保证期间" in act.warning
    assert "guarantee" in act.warning_en


def test_withdrawal_by_telephone_is_recorded_for_the_applicant() -> None:
    work = mediating()
    assert work.refused("withdrawal.ask", OFFICER, how="phone") == {"applicant_speaks"}
    assert work.refused("withdrawal.ask", OFFICER, how="phone", party="p2") == {"applicant_speaks"}
    work.act("withdrawal.ask", OFFICER, how="phone", party="p1")
    work.act("withdrawal.confirm", OFFICER, **OWN_WILL, how="phone", party="p1")
    work.act("withdrawal.record", OFFICER)
    assert work.stage("withdrawal") == "recorded"


def test_withdrawal_by_the_respondent_is_refused() -> None:
    assert "not_yours" in mediating().refused("withdrawal.ask", BANK)


def test_withdrawal_checked_by_the_mediator_is_refused() -> None:
    work = mediating()
    work.act("withdrawal.ask", CONSUMER)
    mediator = Actor(id="m", bodies=OFFICER.bodies, functions=OFFICER.functions, neutral="N-1", county="W")
    assert work.refused("withdrawal.check", mediator) == {"not_the_neutral"}
    assert "not_the_neutral" in work.refused("withdrawal.confirm", mediator, **OWN_WILL, party="p1")


def test_withdrawal_under_pressure_cannot_be_confirmed() -> None:
    work = mediating()
    work.act("withdrawal.ask", CONSUMER)
    assert work.refused("withdrawal.confirm", CONSUMER, **{**OWN_WILL, "own_will": False}) == {"unfit"}
    work.act("withdrawal.cancel", CONSUMER)
    assert work.stage("withdrawal") == "cancelled"
    assert work.stage("mediation") == "mediating"


def test_withdrawal_is_not_recorded_before_every_applicant_confirmed() -> None:
    work = mediating()
    second = Party("p3", "applicant", "consumer", joined=True, named=1)
    work.case = replace(work.case, parties={**work.case.parties, "p3": second})
    work.act("withdrawal.ask", CONSUMER)
    work.act("withdrawal.confirm", CONSUMER, **OWN_WILL)
    assert work.refused("withdrawal.record", OFFICER) == {"own_free_will"}
    work.act("withdrawal.confirm", OFFICER, **OWN_WILL, party="p3", how="phone")
    work.act("withdrawal.record", OFFICER)
    assert work.stage("withdrawal") == "recorded"


def test_withdrawal_of_an_agreement_in_effect_is_refused() -> None:
    case = with_entry(with_stage(a_case(), "performance", "running"), "agreement", "effective")
    work = office(case, WITHDRAWAL, FOLLOW_UP)
    assert work.refused("withdrawal.ask", CONSUMER) == {"something_to_withdraw"}


def test_withdrawal_asked_twice_is_refused() -> None:
    work = mediating()
    work.act("withdrawal.ask", CONSUMER)
    assert work.refused("withdrawal.ask", CONSUMER) == {"already_open"}


CLOSED = [(c.procedure, c.stage) for act in WITHDRAWAL.acts for c in act.closes]


@pytest.mark.parametrize(("procedure", "stage"), CLOSED)
def test_withdrawal_closes_in_a_final_stage_of_the_table(procedure: str, stage: str) -> None:
    assert stages()[(procedure, stage)].final
    first = next(row.code for row in stages().values() if row.procedure == procedure)
    work = mediating()
    work.case = with_stage(work.case, procedure, first, number=2)
    assert withdrawn(work).case.proceedings[f"{procedure}-2"].stage == stage


def test_withdrawal_leaves_performance_alone() -> None:
    work = mediating()
    work.case = with_stage(work.case, "performance", "running")
    withdrawn(work)
    assert work.stage("performance") == "running"


def test_closes_every_procedure_that_has_a_stage_for_it() -> None:
    having = {p for p, code in stages() if code == "withdrawn"} - {"consultation"}
    assert having <= {procedure for procedure, _ in CLOSED}


def test_stages_are_those_of_the_table() -> None:
    assert WITHDRAWAL.stages == table_stages("withdrawal")
