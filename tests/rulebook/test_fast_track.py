"""Small-dispute fast resolution: the commitment is checked, only the consumer answers, silence never binds."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rongzhi.rulebook.procedures.agreement import AGREEMENT
from rongzhi.rulebook.procedures.appointment import APPOINTMENT
from rongzhi.rulebook.procedures.fast_track import FAST_TRACK
from rongzhi.rulebook.procedures.intake import INTAKE
from rongzhi.rulebook.procedures.invitation import INVITATION
from rongzhi.rulebook.procedures.mediation import MEDIATION
from tests.rulebook.by_hand import (
    BANK,
    CLERK,
    CONSUMER,
    MEDIATOR,
    MONDAY,
    OTHER_NEUTRAL,
    Play,
    accepted_case,
    assert_as_published,
    rules_with,
)

RULES = rules_with((INTAKE, INVITATION, APPOINTMENT, MEDIATION, AGREEMENT, FAST_TRACK))
PROMISE = {
    "institution": "p2",
    "product": "信用卡",
    "cap": "5000",
    "valid_from": "2026-01-01",
    "neutral": "n1",
}
PROPOSAL = {"facts": "重复扣费", "rules": "合同第三条", "terms": "退还并致歉", "amount": "1200"}


def begun(**header: Any) -> Play:
    play = Play(RULES, accepted_case(**header))
    play.do("fast_track.begin", CONSUMER)
    return play


def trying() -> Play:
    play = begun()
    play.do("fast_track.check", CLERK, **PROMISE)
    play.do("fast_track.take_office", MEDIATOR, ties="否", past_cases="否", agrees="是")
    return play


def proposed() -> Play:
    play = trying()
    play.do("fast_track.no_agreement", MEDIATOR)
    play.do("fast_track.propose", MEDIATOR, **PROPOSAL)
    play.do("fast_track.serve", CLERK, way="letter", served_on="2026-03-02", proof="签收回执")
    return play


def test_fast_track_is_declared_as_published() -> None:
    assert_as_published(FAST_TRACK)


def test_no_act_lets_the_institution_refuse() -> None:
    only_party = [a.key for a in FAST_TRACK.acts if {"institution", "respondent"} & set(a.who)]
    assert only_party == []
    answers = {a.key for a in FAST_TRACK.acts if "proposal_open" in a.from_ and not a.timer}
    assert all("party" not in FAST_TRACK.act(key).who for key in answers)  # type: ignore[union-attr]


def test_begin_needs_acceptance_and_a_consumer() -> None:
    case = accepted_case()
    waiting = replace(
        case, proceedings={"intake-1": replace(case.proceedings["intake-1"], stage="received", open=True)}
    )
    assert "case_accepted" in Play(RULES, waiting).refused("fast_track.begin", CONSUMER)
    firms = replace(case, parties={**case.parties, "p1": replace(case.parties["p1"], kind="other")})
    assert "consumer_and_institution" in Play(RULES, firms).refused("fast_track.begin", CLERK)


def test_begin_starts_the_contact_clock_in_working_days() -> None:
    play = begun()
    clock = play.case.clock("small_fast_contact")
    assert clock is not None
    assert (clock.started, clock.due) == (MONDAY, date(2026, 3, 4))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"cap": "2999.99"}, "within_cap"),
        ({"valid_from": "2026-03-02", "valid_to": "2026-03-01"}, "commitment_in_force"),
        ({"institution": "p1"}, "is_institution"),
        ({"amount": "6000"}, "within_cap"),
    ],
)
def test_check_refuses_what_the_commitment_does_not_cover(change: dict[str, str], reason: str) -> None:
    assert begun().refused("fast_track.check", CLERK, **(PROMISE | change)) == {reason}


def test_check_at_the_cap_keeps_the_commitment_and_ends_the_invitation() -> None:
    play = begun()
    play.do("fast_track.check", CLERK, **(PROMISE | {"cap": "3000", "valid_to": "2026-03-02"}))
    commitment = play.case.latest("commitment", "open", party="p2")
    assert commitment is not None
    assert (commitment.code, str(commitment.amount)) == ("信用卡", "3000.00")
    assert play.stage("invitation") == "agreed"
    assert play.running()["fast_proposal"] == "fast_proposal"
    assert play.case.header["neutral_proposed"] == "n1"


def test_check_needs_an_amount() -> None:
    assert "within_cap" in begun(amount=None).refused("fast_track.check", CLERK, **PROMISE)
    play = begun(amount=None)
    play.do("fast_track.check", CLERK, **(PROMISE | {"amount": "800"}))
    assert play.stage("fast_track") == "trying"


def test_not_covered_goes_to_the_ordinary_way() -> None:
    play = begun()
    play.case = replace(
        play.case, proceedings={k: p for k, p in play.case.proceedings.items() if k != "invitation-1"}
    )
    play.do("fast_track.not_covered", CLERK, reasons="该产品不在承诺内")
    assert (play.stage("fast_track"), play.stage("invitation")) == ("not_covered", "prepared")
    assert play.case.header["status"] == "open"


def test_a_neutral_with_ties_does_not_take_the_case() -> None:
    play = begun()
    play.do("fast_track.check", CLERK, **PROMISE)
    assert play.refused("fast_track.take_office", MEDIATOR, ties="是", past_cases="否", agrees="是") == {
        "no_ties_disclosed"
    }
    play.do("fast_track.step_back", MEDIATOR, reasons="曾在该行任职")
    assert "not_removed" in play.refused("fast_track.name_neutral", CLERK, neutral="n1")
    play.do("fast_track.name_neutral", CLERK, neutral="n2")
    play.do("fast_track.take_office", OTHER_NEUTRAL, ties="否", past_cases="否", agrees="是")
    assert play.case.header["neutral"] == "n2"


def test_a_party_may_ask_once_for_another_neutral() -> None:
    play = trying()
    play.do("fast_track.object_to_neutral", BANK, reasons="有疑虑")
    play.do("fast_track.name_neutral", CLERK, neutral="n2")
    assert play.refused("fast_track.object_to_neutral", BANK, reasons="再换") == {"first_objection"}
    play.do("fast_track.object_to_neutral", CONSUMER, reasons="认识对方")
    assert not play.case.header["neutral_proposed"]


def test_first_contact_stops_its_clock() -> None:
    play = trying()
    play.do("fast_track.contacted", MEDIATOR, party="p1", way="phone")
    assert "small_fast_contact" not in play.running()


def test_sides_that_agree_go_to_the_agreement() -> None:
    play = trying()
    play.do("fast_track.settle", MEDIATOR, amount="900", terms="退还九百元")
    assert (play.stage("fast_track"), play.stage("agreement")) == ("agreed", "drafting")
    assert "fast_proposal" not in play.running()


def test_time_over_makes_a_proposal_due() -> None:
    play = trying()
    play.expire("fast_proposal")
    assert play.stage("fast_track") == "proposal_due"


def test_proposal_above_the_cap_is_refused() -> None:
    play = trying()
    play.do("fast_track.no_agreement", MEDIATOR)
    assert play.refused("fast_track.propose", MEDIATOR, **(PROPOSAL | {"amount": "5000.01"})) == {
        "proposal_within_cap"
    }


def test_answer_period_runs_from_service() -> None:
    clock = proposed().case.clock("fast_answer")
    assert clock is not None
    assert clock.due == date(2026, 3, 12)


def test_the_institution_cannot_answer_for_the_consumer() -> None:
    play = proposed()
    assert play.refused("fast_track.accept", BANK, agrees="是") == {"not_yours"}
    assert play.refused("fast_track.decline", BANK, go_on="否") == {"not_yours"}


def test_accepting_binds_and_opens_the_agreement() -> None:
    play = proposed()
    play.do("fast_track.accept", CONSUMER, agrees="是")
    assert (play.stage("fast_track"), play.stage("agreement")) == ("accepted", "drafting")
    assert str(play.case.header["agreed_amount"]) == "1200.00"
    assert play.case.latest("answer", "yes", party="p1") is not None


def test_staff_may_record_an_answer_given_on_paper() -> None:
    play = proposed()
    play.do("fast_track.accept", CLERK, party="p1", agrees="是", how="paper")
    assert play.stage("fast_track") == "accepted"
    assert play.case.latest("answer", "yes", party="p1") is not None


def test_staff_cannot_record_the_answer_of_the_institution() -> None:
    play = proposed()
    assert play.refused("fast_track.accept", CLERK, party="p2", agrees="是") == {"consumer_answers"}
    assert play.refused("fast_track.accept", CLERK, agrees="是") == {"consumer_answers"}


@pytest.mark.parametrize(("go_on", "end", "status"), [("是", "X12", "open"), ("否", "X08", "ended")])
def test_declining_leaves_an_expert_view_only(go_on: str, end: str, status: str) -> None:
    play = proposed()
    play.do("fast_track.decline", CONSUMER, go_on=go_on)
    assert (play.stage("fast_track"), play.end("fast_track")) == ("not_accepted", end)
    assert play.case.header["status"] == status
    assert not play.case.list("commitment", "open")


def test_silence_is_not_acceptance() -> None:
    play = proposed()
    play.expire("fast_answer")
    assert (play.stage("fast_track"), play.end("fast_track")) == ("not_accepted", "X08")
    assert play.case.proceeding("agreement") is None
