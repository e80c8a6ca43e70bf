"""Follow-up: everybody is asked, tries are recorded, and pressure goes to somebody who took no part."""

from datetime import date

from rongzhi.core.procedure.definition import Actor
from rongzhi.rulebook.procedures.appointment import APPOINTMENT
from rongzhi.rulebook.procedures.follow_up import FOLLOW_UP
from rongzhi.rulebook.procedures.intake import INTAKE
from rongzhi.rulebook.procedures.invitation import INVITATION
from tests.rulebook.cases import (
    BANK,
    CONSUMER,
    OFFICER,
    REVIEWER,
    Office,
    a_case,
    due,
    office,
    table_stages,
    with_entry,
    with_stage,
)


def scheduled(*closed: tuple[str, str], **header: object) -> Office:
    """Give a case with a visit to make, after these closed proceedings."""
    case = a_case(**header)
    for procedure, stage in closed:
        case = with_stage(case, procedure, stage, open_=False)
    return office(with_stage(case, "follow_up", "scheduled"), FOLLOW_UP, APPOINTMENT, INVITATION, INTAKE)


WITHDRAWN = ("withdrawal", "recorded")
PERFORMED = ("performance", "performed")


def test_visit_after_performance_asks_both_sides() -> None:
    work = scheduled(PERFORMED)
    work.act("follow_up.contact", OFFICER, party="p1", way="phone")
    work.act("follow_up.record", OFFICER, party="p1", way="phone", felt_pressed=False, fair="4", kept="yes")
    assert work.stage("follow_up") == "contacting"
    work.act("follow_up.answer", BANK, felt_pressed=False, fair="5")
    assert work.stage("follow_up") == "answered"
    assert [e.facts["fair"] for e in work.case.list("visit", "answered")] == [4, 5]
    assert work.case.header["status"] == "ended"


def test_visit_after_a_withdrawal_asks_the_applicant_alone() -> None:
    work = scheduled(WITHDRAWN)
    work.act("follow_up.answer", CONSUMER, felt_pressed=False, own_will="yes")
    assert work.stage("follow_up") == "answered"


def test_answers_about_pressure_stay_in_the_persons_part() -> None:
    work = scheduled(PERFORMED)
    outcome = work.act("follow_up.answer", CONSUMER, felt_pressed=False, remarks="谢谢")
    assert outcome.sealed == {"person:p1": {"felt_pressed": False, "remarks": "谢谢"}}
    assert "felt_pressed" not in outcome.facts
    work.act("follow_up.contact", OFFICER, party="p2", way="phone")
    told = work.act("follow_up.record", OFFICER, party="p2", way="phone", felt_pressed=False)
    assert set(told.sealed) == {"person:p2"}


def test_answer_twice_is_refused() -> None:
    work = scheduled(PERFORMED)
    work.act("follow_up.answer", CONSUMER, felt_pressed=False)
    assert work.refused("follow_up.answer", CONSUMER, felt_pressed=True) == {"not_asked_yet"}


def test_not_reached_starts_the_next_try() -> None:
    work = scheduled(WITHDRAWN)
    work.act("follow_up.contact", OFFICER, party="p1", way="phone")
    work.act("follow_up.not_reached", OFFICER, party="p1")
    assert work.stage("follow_up") == "not_reached"
    assert due(work.case, "follow_up_next_try") == date(2026, 3, 5)
    assert work.refused("follow_up.no_answer", OFFICER) == {"nobody_answers"}
    work.act("follow_up.contact", OFFICER, party="p1", way="letter")
    work.act("follow_up.not_reached", OFFICER, party="p1")
    work.act("follow_up.no_answer", OFFICER)
    assert work.stage("follow_up") == "no_answer"


def test_finish_with_one_answer_needs_tries_at_the_other() -> None:
    work = scheduled(PERFORMED)
    work.act("follow_up.answer", CONSUMER, felt_pressed=False)
    work.act("follow_up.contact", OFFICER, party="p2", way="phone")
    assert work.refused("follow_up.finish", OFFICER) == {"rest_tried"}
    work.act("follow_up.not_reached", OFFICER, party="p2")
    work.act("follow_up.contact", OFFICER, party="p2", way="email")
    work.act("follow_up.not_reached", OFFICER, party="p2")
    work.act("follow_up.finish", OFFICER)
    assert work.stage("follow_up") == "answered"


def test_decline_by_all_ends_the_visit() -> None:
    work = scheduled(WITHDRAWN)
    work.act("follow_up.decline", CONSUMER)
    assert work.stage("follow_up") == "declined"


def test_pressure_goes_to_the_reviewer() -> None:
    work = scheduled(WITHDRAWN)
    work.act("follow_up.answer", CONSUMER, felt_pressed=True)
    assert work.stage("follow_up") == "doubt_reported"
    assert work.refused("follow_up.no_ground", OFFICER, reasons="无") == {"not_yours"}


def test_withdrawal_against_the_own_will_goes_to_the_reviewer() -> None:
    work = scheduled(WITHDRAWN)
    work.act("follow_up.answer", CONSUMER, felt_pressed=False, own_will="no")
    assert work.stage("follow_up") == "doubt_reported"


def test_review_by_the_officer_of_the_case_is_refused() -> None:
    work = scheduled(WITHDRAWN, officer="officer-1")
    work.act("follow_up.answer", CONSUMER, felt_pressed=True)
    both = Actor(
        id="officer-1", bodies=OFFICER.bodies, functions=frozenset({"officer", "reviewer"}), county="W"
    )
    assert work.refused("follow_up.resume", both, reasons="属实") == {"took_no_part"}


def test_resume_after_an_agreed_invitation_lets_the_parties_choose_anew() -> None:
    work = scheduled(WITHDRAWN, ("intake", "accepted"), ("invitation", "agreed"), neutral="N-1")
    work.case = with_entry(work.case, "choice", "open", party="p1", code="N-1")
    work.act("follow_up.answer", CONSUMER, felt_pressed=True)
    work.act("follow_up.resume", REVIEWER, reasons="核查属实")
    assert work.stage("follow_up") == "resumed"
    assert work.stage("appointment") == "selection"
    assert not work.case.list("choice", "open")
    assert work.case.header["neutral"] is None
    assert work.case.header["status"] == "open"
    assert due(work.case, "selection_window") == date(2026, 3, 5)


def test_resume_before_acceptance_opens_intake_again() -> None:
    work = scheduled(WITHDRAWN, ("intake", "withdrawn"))
    work.act("follow_up.answer", CONSUMER, felt_pressed=True)
    work.act("follow_up.resume", REVIEWER, reasons="核查属实")
    assert work.stage("intake") == "first_contact"
    assert not work.case.open_proceedings("appointment")


def test_resume_before_the_other_side_agreed_opens_the_invitation() -> None:
    work = scheduled(WITHDRAWN, ("intake", "accepted"), ("invitation", "withdrawn"))
    work.act("follow_up.answer", CONSUMER, felt_pressed=True)
    work.act("follow_up.resume", REVIEWER, reasons="核查属实")
    assert work.stage("invitation") == "prepared"


def test_doubt_without_ground_closes_the_visit() -> None:
    work = scheduled(WITHDRAWN)
    work.act("follow_up.answer", CONSUMER, felt_pressed=True)
    work.act("follow_up.no_ground", REVIEWER, reasons="本人误解")
    assert work.stage("follow_up") == "answered"
    assert work.case.list("visit", "examined")


def test_stages_are_those_of_the_table() -> None:
    assert FOLLOW_UP.stages == table_stages("follow_up")
