"""Invitation: recorded tries, an answer from the other side or for it, and never a silence taken as consent."""

from dataclasses import replace
from datetime import date

from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Entry, Picture
from rongzhi.rulebook.procedures.appointment import APPOINTMENT
from rongzhi.rulebook.procedures.everyday import EVERYDAY
from rongzhi.rulebook.procedures.invitation import INVITATION
from rongzhi.rulebook.procedures.mediation import MEDIATION
from tests.rulebook.by_hand import (
    BANK,
    CLERK,
    CONSUMER,
    Play,
    accepted_case,
    assert_as_published,
    rules_with,
)

RULES = rules_with((INVITATION, APPOINTMENT, MEDIATION, EVERYDAY))
SENT = {"party": "p2", "way": "phone"}
RESPONDENT = Actor("code:p2", party="p2", file="W-1")


def consented(case: Picture) -> Picture:
    """The applicant agreed that the other side is told."""
    given = Entry("consent-1", "consent", "given", party="p1", code="other_side", seq=1)
    return replace(case, entries={**case.entries, given.key: given})


def play(**header: object) -> Play:
    return Play(RULES, consented(accepted_case(**header)))


def invited() -> Play:
    made = play()
    made.do("invitation.send", CLERK, **SENT)
    return made


def between_persons() -> Play:
    """Both sides are persons."""
    case = consented(accepted_case())
    second = replace(case.parties["p2"], kind="consumer", body="")
    return Play(RULES, replace(case, parties={**case.parties, "p2": second}))


def test_invitation_is_declared_as_published() -> None:
    assert_as_published(INVITATION)


def test_nobody_is_invited_without_the_applicants_consent() -> None:
    made = Play(RULES, accepted_case())

    assert made.refused("invitation.send", CLERK, **SENT) == {"other_side_told"}


def test_invitation_starts_the_institutions_clock() -> None:
    assert invited().running() == {"answer": "med_institution_response"}


def test_invitation_of_a_person_starts_the_persons_clock() -> None:
    made = between_persons()
    made.do("invitation.send", CLERK, **SENT)

    assert made.running() == {"answer": "med_party_response"}


def test_silence_is_never_consent() -> None:
    made = invited()

    made.expire("answer")

    assert made.stage("invitation") == "try_failed"
    assert made.running() == {"next_try": "invite_next_try"}
    assert [e.status for e in made.case.list("invitation")] == ["silent"]


def test_agreement_opens_the_choice_of_a_neutral() -> None:
    made = invited()

    made.do("invitation.agree", BANK, authorised_person="王五")

    assert (made.stage("invitation"), made.stage("appointment")) == ("agreed", "selection")
    assert made.running() == {"selection_window": "med_selection_window"}


def test_agreement_is_taken_on_the_telephone() -> None:
    made = invited()

    made.do("invitation.agree", CLERK, how="phone")

    assert made.stage("invitation") == "agreed"


def test_applicant_does_not_answer_for_the_other_side() -> None:
    assert invited().refused("invitation.agree", CONSUMER) == {"not_yours"}


def test_institution_gives_its_reason() -> None:
    made = invited()

    assert made.refused("invitation.decline", BANK) == {"institution_gives_reason"}
    assert made.refused("invitation.decline", CLERK, how="phone") == {"institution_gives_reason"}
    made.do("invitation.decline", BANK, refusal_reason="已起诉")
    assert (made.stage("invitation"), made.end("invitation")) == ("refused", "X06")


def test_person_refuses_without_a_reason() -> None:
    made = between_persons()
    made.do("invitation.send", CLERK, **SENT)

    made.do("invitation.decline", RESPONDENT)

    assert made.end("invitation") == "X05"


def test_commitment_of_the_institution_leaves_it_no_refusal() -> None:
    case = consented(accepted_case())
    promise = Entry("commitment-1", "commitment", "open", party="p2", seq=1)
    made = Play(RULES, replace(case, entries={**case.entries, promise.key: promise}))
    made.do("invitation.send", CLERK, **SENT)

    assert made.refused("invitation.decline", BANK, refusal_reason="x") == {"outside_commitment"}


def test_joining_tells_the_notice_and_decides_nothing() -> None:
    made = invited()

    made.do("invitation.join", BANK, privacy_notice="是")

    assert made.case.parties["p2"].joined
    assert made.case.list("notice", "given", party="p2")
    assert made.stage("invitation") == "invited"


def test_one_try_is_not_enough_to_give_up() -> None:
    made = play()
    made.do("invitation.try_failed", CLERK, **SENT)
    assert made.refused("invitation.give_up_unreachable", CLERK) == {"tried_twice"}
    assert made.refused("invitation.give_up_no_answer", CLERK) == {"tried_twice"}

    made.do("invitation.send", CLERK, party="p2", way="letter")
    made.do("invitation.try_failed", CLERK, party="p2", way="visit")
    made.do("invitation.give_up_unreachable", CLERK)

    assert (made.stage("invitation"), made.end("invitation")) == ("unreachable", "X07")
    assert not made.running()


def test_institution_that_never_answers_counts_as_refusing() -> None:
    made = invited()
    made.expire("answer")
    made.do("invitation.send", CLERK, party="p2", way="letter")
    made.expire("answer")

    made.do("invitation.give_up_no_answer", CLERK)

    assert (made.stage("invitation"), made.end("invitation")) == ("no_answer", "X06")


def test_invitation_is_prepared_again_after_its_end() -> None:
    made = invited()
    made.do("invitation.decline", BANK, refusal_reason="x")

    made.do("invitation.prepare", CLERK)

    assert made.stage("invitation") == "prepared"
    assert made.refused("invitation.prepare", CLERK) == {"already_open"}


def test_online_court_case_has_the_shorter_time_to_choose() -> None:
    made = play(channel="commissioned", court_online=True)
    made.do("invitation.send", CLERK, **SENT)

    made.do("invitation.agree", BANK)

    assert made.running() == {"selection_window": "online_med_joint_choice"}
    clock = made.case.clock("selection_window")
    assert clock is not None
    assert clock.due == date(2026, 3, 4)
