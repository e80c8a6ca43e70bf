"""Judicial confirmation: together, within thirty days, at the right court, and what the ruling opens."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from rongzhi.core.procedure.decide import Refusal
from rongzhi.core.procedure.picture import RunningClock
from rongzhi.rulebook.procedures.confirmation import CONFIRMATION
from tests.rulebook.cases import (
    BANK,
    CHINA,
    CONSUMER,
    COURT,
    OFFICER,
    SYSTEM,
    Office,
    a_case,
    due,
    office,
    table_stages,
    with_entry,
    with_stage,
)

EFFECTIVE = date(2026, 3, 2)


def choosing(**header: object) -> Office:
    """Give a case whose agreement took effect on 2 March 2026, with the thirty days running."""
    case = with_entry(
        a_case(**{"channel": "industry_mediation", **header}), "agreement", "effective", on=EFFECTIVE
    )
    case = with_stage(case, "confirmation", "choosing")
    clock = RunningClock(
        "confirmation-1/jc_apply/1",
        "jc_apply",
        "confirmation-1",
        "jc_apply",
        EFFECTIVE,
        date(2026, 4, 1),
        datetime(2026, 4, 1, 23, 59, 59, tzinfo=CHINA),
        on_expiry="confirmation.not_applied",
    )
    return office(replace(case, clocks={clock.key: clock}), CONFIRMATION)


def joined(**header: object) -> Office:
    """Give a case in which both sides have said that they apply."""
    work = choosing(**header)
    work.act("confirmation.join", CONSUMER, agrees=True)
    work.act("confirmation.join", BANK, agrees=True)
    return work


APPLICATION = {
    "court": "B-COURT",
    "subject": "duty",
    "handed_on": date(2026, 3, 2),
    "signed_together": True,
    "true_and_free": True,
}


def docketed() -> Office:
    """Give an application that the court has docketed."""
    work = joined()
    work.act("confirmation.apply", OFFICER, **APPLICATION)
    work.act("confirmation.docket", COURT, docketed_on=date(2026, 3, 2))
    return work


def test_join_waits_for_the_other_party() -> None:
    work = choosing()
    work.act("confirmation.join", CONSUMER, agrees=True)
    assert work.stage("confirmation") == "choosing"
    assert work.refused("confirmation.join", CONSUMER, agrees=True) == {"not_said_yet"}
    assert work.refused("confirmation.apply", OFFICER, **APPLICATION) == {"out_of_stage"}


def test_join_by_all_prepares_the_papers() -> None:
    work = choosing()
    work.act("confirmation.join", CONSUMER, agrees=True)
    work.act("confirmation.join", OFFICER, agrees=True, party="p2", how="counter")
    assert work.stage("confirmation") == "preparing"
    assert [e.party for e in work.case.list("confirmation_choice", "yes")] == ["p1", "p2"]


def test_join_at_the_counter_without_a_party_is_refused() -> None:
    assert "speaks_for_principal" in choosing().refused("confirmation.join", OFFICER, agrees=True)


def test_join_for_the_other_side_is_refused() -> None:
    assert choosing().refused("confirmation.join", CONSUMER, agrees=True, party="p2") == {
        "speaks_for_principal"
    }


def test_decline_after_joining_goes_back_to_choosing() -> None:
    work = joined()
    work.act("confirmation.decline", BANK)
    assert work.stage("confirmation") == "choosing"
    work.act("confirmation.join", BANK, agrees=True)
    assert work.stage("confirmation") == "preparing"


def test_join_after_entrusted_mediation_is_refused() -> None:
    work = choosing(channel="entrusted")
    assert work.refused("confirmation.join", CONSUMER, agrees=True) == {"not_entrusted"}


@pytest.mark.parametrize("subject", ["title", "status", "special"])
def test_apply_for_what_no_court_confirms_is_refused_with_its_basis(subject: str) -> None:
    refusal = joined().decide("confirmation.apply", OFFICER, **{**APPLICATION, "subject": subject})
    assert isinstance(refusal, Refusal)
    assert [reason.key for reason in refusal.reasons] == ["may_be_confirmed"]
    assert "知识产权" in refusal.reasons[0].zh
    assert refusal.reasons[0].source == "民诉法解释(2022) 第三百五十五条"


def test_apply_on_the_last_day_is_in_time() -> None:
    work = joined()
    work.today = date(2026, 4, 1)
    work.act("confirmation.apply", OFFICER, **{**APPLICATION, "handed_on": work.today})
    assert work.stage("confirmation") == "applied"
    assert work.case.header["court"] == "B-COURT"


def test_apply_a_day_late_is_refused() -> None:
    work = joined()
    work.today = date(2026, 4, 2)
    assert work.refused("confirmation.apply", OFFICER, **{**APPLICATION, "handed_on": work.today}) == {
        "thirty_days"
    }


def test_apply_after_invited_mediation_at_another_court_is_refused() -> None:
    work = joined(channel="commissioned", commissioned_by="B-COURT")
    assert work.refused("confirmation.apply", OFFICER, **{**APPLICATION, "court": "B-OTHER"}) == {
        "inviting_court"
    }


def test_apply_starts_the_three_days_of_the_court() -> None:
    work = joined()
    work.act("confirmation.apply", OFFICER, **APPLICATION)
    assert due(work.case, "jc_accept_decision") == date(2026, 3, 5)
    assert work.case.clock("jc_apply").status == "stopped"  # type: ignore[union-attr]


def test_confirm_ends_the_proceeding_and_makes_the_agreement_enforceable() -> None:
    work = docketed()
    assert due(work.case, "jc_conclude") == date(2026, 4, 1)
    work.act("confirmation.confirm", COURT)
    assert (work.stage("confirmation"), work.end("confirmation")) == ("confirmed", "confirmed")
    assert work.case.list("ruling", "confirmed")
    assert work.case.header["status"] == "ended"


def test_confirm_recorded_by_a_party_is_refused() -> None:
    assert docketed().refused("confirmation.confirm", CONSUMER) == {"not_yours"}


def test_dismiss_needs_a_published_ground() -> None:
    work = docketed()
    assert work.refused("confirmation.dismiss", COURT) == {"missing"}
    assert work.refused("confirmation.dismiss", COURT, ground="did_not_like_it") == {"unfit"}
    work.act("confirmation.dismiss", COURT, ground="unclear")
    assert (work.stage("confirmation"), work.end("confirmation")) == ("dismissed", "dismissed")


def test_correction_before_docketing_pauses_the_acceptance() -> None:
    work = joined()
    work.act("confirmation.apply", OFFICER, **APPLICATION)
    work.today = date(2026, 3, 3)
    work.act("confirmation.ask_correction", COURT, items="产权证明", due_on=date(2026, 3, 10))
    assert work.refused("confirmation.supplement", CONSUMER, added="已补") == {"docketed"}
    work.today = date(2026, 3, 6)
    work.act("confirmation.complete", CONSUMER, added="已补")
    assert work.stage("confirmation") == "applied"
    assert due(work.case, "jc_accept_decision") == date(2026, 3, 9)  # 8 March is a Sunday


def test_supplement_after_docketing_goes_back_to_the_court() -> None:
    work = docketed()
    work.act("confirmation.ask_supplement", COURT, items="到庭说明")
    assert work.refused("confirmation.complete", BANK, added="说明") == {"not_docketed"}
    work.act("confirmation.supplement", BANK, added="说明")
    assert work.stage("confirmation") == "docketed"


def test_withdraw_before_docketing_needs_no_leave() -> None:
    work = joined()
    work.act("confirmation.apply", OFFICER, **APPLICATION)
    work.act("confirmation.withdraw", BANK)
    assert work.stage("confirmation") == "withdrawn"


def test_withdraw_after_docketing_needs_the_courts_leave() -> None:
    work = docketed()
    assert work.refused("confirmation.withdraw", CONSUMER) == {"out_of_stage"}
    assert work.refused("confirmation.allow_withdrawal", COURT, why="asked") == {"withdrawal_asked"}
    work.act("confirmation.ask_withdrawal", CONSUMER)
    work.act("confirmation.allow_withdrawal", COURT, why="asked")
    assert work.stage("confirmation") == "withdrawn"


def test_not_applied_when_the_thirty_days_are_over() -> None:
    work = choosing()
    work.today = date(2026, 4, 2)
    work.act("confirmation.not_applied", SYSTEM)
    assert (work.stage("confirmation"), work.end("confirmation")) == ("not_applied", "")
    assert work.refused("confirmation.open", CONSUMER) == {"thirty_days"}


def test_open_again_after_the_wrong_court_keeps_the_first_thirty_days() -> None:
    work = joined()
    work.act("confirmation.apply", OFFICER, **APPLICATION)
    work.today = date(2026, 3, 5)
    work.act("confirmation.not_accept", COURT, ground="wrong_court")
    assert work.stage("confirmation") == "not_accepted"
    work.act("confirmation.open", CONSUMER)
    assert work.stage("confirmation") == "choosing"
    assert due(work.case, "jc_apply") == date(2026, 4, 1)
    assert not work.case.list("confirmation_choice", proceeding="confirmation-2")


def test_objection_period_of_a_party_runs_from_receipt() -> None:
    work = docketed()
    work.act("confirmation.confirm", COURT)
    work.today = date(2026, 3, 9)
    work.act("confirmation.ruling_received", OFFICER, party="p2", received_on=date(2026, 3, 6))
    assert due(work.case, "jc_party_objection") == date(2026, 3, 23)  # 21 March is a Saturday
    work.today = date(2026, 3, 24)
    work.act("confirmation.objection_over", SYSTEM)
    assert work.stage("confirmation") == "confirmed"


def test_objection_upheld_sets_the_ruling_aside() -> None:
    work = docketed()
    work.act("confirmation.confirm", COURT)
    assert work.refused("confirmation.objection_decided", COURT, result="set_aside") == {"objection_open"}
    work.act("confirmation.object", BANK, objector="party", objection="内容有误")
    work.act("confirmation.objection_decided", COURT, result="set_aside")
    assert not work.case.list("ruling", "confirmed", "changed")


def test_extension_moves_the_courts_clock_forward_only() -> None:
    work = docketed()
    assert work.refused("confirmation.extend", COURT, until=date(2026, 3, 20)) == {"later_than_due"}
    work.act("confirmation.extend", COURT, until=date(2026, 5, 6))
    assert due(work.case, "jc_conclude") == date(2026, 5, 6)


def test_all_joined_asks_for_the_two_papers() -> None:
    act = CONFIRMATION.act("confirmation.all_joined")
    assert act is not None
    assert set(act.issues) == {"F31", "F32"}


def test_stages_are_those_of_the_table() -> None:
    assert CONFIRMATION.stages == table_stages("confirmation")
