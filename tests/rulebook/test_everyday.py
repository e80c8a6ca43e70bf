"""Everyday acts: corrections, parties and representatives, joining, reopening, consent, papers and restricted reports."""

from dataclasses import replace

import pytest

from rongzhi.core.procedure.picture import Proceeding
from rongzhi.rulebook.procedures.agreement import AGREEMENT
from rongzhi.rulebook.procedures.appointment import APPOINTMENT
from rongzhi.rulebook.procedures.everyday import EVERYDAY
from rongzhi.rulebook.procedures.intake import INTAKE
from rongzhi.rulebook.procedures.invitation import INVITATION
from rongzhi.rulebook.procedures.mediation import MEDIATION
from tests.rulebook.by_hand import (
    BANK,
    CLERK,
    CONSUMER,
    MEDIATOR,
    Play,
    accepted_case,
    assert_as_published,
    rules_with,
)

RULES = rules_with((INTAKE, INVITATION, APPOINTMENT, MEDIATION, AGREEMENT, EVERYDAY))
CORRECTED = {"name": "李四", "phone": "13900001234"}
SCAN = {
    "id": "1",
    "name": "合同.pdf",
    "media": "application/pdf",
    "size": 9,
    "sha256": "ab" * 32,
    "pages": 1,
}
AGENT = {"agent_name": "王律师", "matters": "调解", "authority": "special", "until": "2026-12-31"}


def case() -> Play:
    return Play(RULES, accepted_case())


def ended(*, mediated: bool = False, accepted: bool = True) -> Play:
    picture = accepted_case(status="ended", neutral="n1" if mediated else "")
    intake = replace(picture.proceedings["intake-1"], stage="accepted" if accepted else "refusal_final")
    proceedings = {"intake-1": intake}
    if mediated:
        proceedings["mediation-1"] = Proceeding("mediation-1", "mediation", "failed", open=False)
    return Play(RULES, replace(picture, proceedings=proceedings))


def test_everyday_is_declared_as_published() -> None:
    assert_as_published(EVERYDAY)
    assert EVERYDAY.standing


def test_everybody_named_has_the_acts_they_need() -> None:
    concurrent = {a.key for a in EVERYDAY.acts if a.concurrent}
    assert {
        "case.send_message",
        "case.upload",
        "case.note",
        "case.phone_call",
        "case.report_suspicion",
    } <= concurrent


def test_overdue_records_which_clock_is_late() -> None:
    play = Play(RULES, accepted_case())
    play.case = replace(play.case, proceedings={})
    play.case = replace(play.case, seq=0)
    play.do(
        "intake.file",
        CLERK,
        applicant_name="甲",
        applicant_phone="13900001234",
        respondent_name="乙",
        what_happened="被多扣",
        privacy_notice="是",
    )
    play.expire("accept_decision")
    late = play.case.latest("late")
    assert late is not None
    assert late.code == next(iter(play.case.clocks))


def test_correction_seals_both_values_and_says_who_was_told() -> None:
    play = case()
    done = play.do(
        "case.correct",
        CLERK,
        event="3",
        field="what_happened",
        old_value="一月",
        new_value="二月",
        reasons="笔误",
        told="双方，电话",
    )
    assert done.facts == {"event": 3, "field": "what_happened"}
    assert set(done.sealed["file"]) == {"old_value", "new_value", "reasons", "told"}
    assert "missing" in play.refused(
        "case.correct", CLERK, event="3", field="x", old_value="a", new_value="b", reasons="r"
    )


def test_amount_and_class_are_corrected_in_the_header() -> None:
    play = case()
    play.do("case.correct_amount", CLERK, amount="4500", reasons="漏计", told="双方")
    play.do("case.correct_class", CLERK, dispute_class="A01", reasons="归错", told="双方")
    assert str(play.case.header["amount"]) == "4500.00"
    assert play.case.header["dispute_class"] == "A01"


def test_corrected_contact_goes_to_the_persons_own_part() -> None:
    play = case()
    done = play.do("case.correct_party", CONSUMER, party="p1", **CORRECTED)
    assert done.sealed["person:p1"] == {"name": "李四", "phone": "13900001234"}
    assert play.case.parties["p1"].named == play.case.seq
    assert play.refused("case.correct_party", CONSUMER, party="p2", **CORRECTED) == {"own_details"}


def test_added_party_stands_on_its_side() -> None:
    play = case()
    done = play.do(
        "case.add_party",
        CLERK,
        side="respondent",
        new_kind="institution",
        new_name="某分行",
        new_body="b-bank",
        reasons="共同经办",
    )
    assert play.case.parties["p3"].side == "respondent"
    assert done.sealed["person:p3"]["name"] == "某分行"
    play.do("case.release_party", CLERK, party="p2", reasons="主体有误")
    assert play.case.parties["p2"].status == "released"


def test_last_party_of_a_side_is_not_released() -> None:
    assert case().refused("case.release_party", CLERK, party="p2", reasons="x") == {"another_party_left"}


def test_replaced_party_keeps_its_side() -> None:
    play = case()
    data = {"party": "p2", "new_kind": "institution", "new_name": "承继行", "reasons": "合并"}
    assert play.refused("case.replace_party", CLERK, side="applicant", **data) == {"same_side"}
    play.do("case.replace_party", CLERK, side="respondent", **data)
    assert [p.key for p in play.case.principals] == ["p1", "p3"]


def test_representative_has_authority_with_an_end() -> None:
    play = case()
    play.do("case.add_agent", CONSUMER, party="p1", **AGENT)
    authority = play.case.latest("authority", "open")
    assert authority is not None
    assert (authority.party, authority.code, str(authority.on)) == ("p3", "special", "2026-12-31")
    assert play.case.parties["p3"].represents == "p1"
    assert play.refused("case.end_agent", BANK, agent="p3") == {"own_agent"}
    play.do("case.end_agent", CONSUMER, agent="p3")
    assert play.case.parties["p3"].status == "released"
    assert not play.case.list("authority", "open")


def test_authority_that_is_over_is_not_taken() -> None:
    assert case().refused("case.add_agent", CONSUMER, party="p1", **(AGENT | {"until": "2026-03-01"})) == {
        "authority_lasts"
    }


def test_guarantor_and_heir_come_in() -> None:
    play = case()
    play.do("case.add_guarantor", CLERK, guarantor_kind="consumer", guarantor_name="担保人", reasons="连带")
    assert play.case.parties["p3"].side == "guarantor"
    play.do(
        "case.heir",
        CLERK,
        party="p1",
        side="applicant",
        died_on="2026-02-01",
        heir_name="继承人",
        proof="公证书",
        wishes="是",
    )
    assert play.case.parties["p1"].status == "replaced"
    assert [p.key for p in play.case.side("applicant")] == ["p4"]


def test_joined_case_closes_with_everything_open() -> None:
    play = case()
    assert play.refused("case.join_duplicate", CLERK, other_case="W-1", reasons="x") == {"another_case"}
    play.do("case.join_duplicate", CLERK, other_case="W-2", reasons="重复提交")
    assert (play.case.header["joined_to"], play.case.header["status"]) == ("W-2", "ended")
    assert (play.stage("invitation"), play.end("invitation")) == ("withdrawn", "X12")


def test_case_with_an_agreement_is_not_joined() -> None:
    play = case()
    play.case = replace(
        play.case,
        proceedings={
            **play.case.proceedings,
            "agreement-1": Proceeding("agreement-1", "agreement", "drafting"),
        },
    )
    assert play.refused("case.join_duplicate", CLERK, other_case="W-2", reasons="x") == {
        "nothing_binding_open"
    }


@pytest.mark.parametrize(
    ("mediated", "accepted", "procedure", "stage", "clock"),
    [
        (True, True, "mediation", "opening", "mediation_period"),
        (False, True, "invitation", "prepared", ""),
        (False, False, "intake", "first_contact", "accept_decision"),
    ],
)
def test_reopening_goes_back_to_where_the_case_was(
    mediated: bool, accepted: bool, procedure: str, stage: str, clock: str
) -> None:
    play = ended(mediated=mediated, accepted=accepted)
    play.do("case.reopen", CLERK, reasons="回访发现非本人撤回", asked_by="follow_up")
    assert [(p.procedure, p.stage) for p in play.case.open_proceedings()] == [(procedure, stage)]
    assert clock in {"", *play.running()}
    assert play.case.header["status"] == "open"


def test_open_case_is_not_reopened() -> None:
    assert "case_ended" in case().refused("case.reopen", CLERK, reasons="x", asked_by="party")


def test_consent_is_per_recipient_and_can_be_taken_back() -> None:
    play = case()
    play.do("case.consent", CONSUMER, recipient="b-court", purpose="court", agrees="是")
    given = play.case.latest("consent", "given", party="p1")
    assert given is not None
    assert (given.code, given.facts) == ("b-court", {"purpose": "court"})
    assert play.refused("case.withdraw_consent", BANK, consent=given.key) == {"own_consent"}
    play.do("case.withdraw_consent", CONSUMER, consent=given.key)
    assert not play.case.list("consent", "given")
    assert play.refused("case.consent", CONSUMER, recipient="somebody", purpose="court", agrees="是") == {
        "known_recipient"
    }


def test_staff_record_a_consent_for_the_party_named() -> None:
    play = case()
    unnamed = {"recipient": "other_side", "purpose": "invitation", "agrees": "是"}
    assert play.refused("case.consent", CLERK, **unnamed) == {"speaks_for_party"}
    play.do("case.consent", CLERK, recipient="other_side", purpose="invitation", party="p2", agrees="是")
    assert [e.party for e in play.case.list("consent", "given")] == ["p2"]


def test_paper_is_asked_by_a_published_form_only() -> None:
    play = case()
    assert play.refused("case.ask_paper", CLERK, party="p1", form="F99", paper="原件") == {"unfit"}
    play.do("case.ask_paper", CLERK, party="p1", form="F01", paper="账单")
    play.do("case.paper_came", CLERK, paper="paper_asked-1")
    assert play.refused("case.paper_came", CLERK, paper="paper_asked-1") == {"paper_open"}


def test_suspicion_is_sealed_as_a_lead_and_no_party_can_make_one() -> None:
    play = case()
    done = play.do("case.report_suspicion", CLERK, kind="sham", facts="双方串通")
    assert (dict(done.facts), set(done.sealed)) == ({}, {"lead"})
    assert not any(table == "message" for table, _, _ in done.changes)
    assert play.refused("case.report_suspicion", CONSUMER, kind="sham", facts="x") == {"not_yours"}


def test_interference_is_logged_out_of_sight() -> None:
    play = Play(RULES, accepted_case(neutral="n1"))
    done = play.do(
        "case.contact_by_superior", MEDIATOR, from_whom="payer", what="问何时结案", contacted_on="2026-03-02"
    )
    assert set(done.sealed) == {"lead"}


def test_officer_changes_and_documents_come_in() -> None:
    play = case()
    play.do("case.reassign_officer", CLERK, officer="a-zhang", reasons="休假")
    assert play.case.header["officer"] == "a-zhang"
    assert play.refused("case.upload", CONSUMER, title="合同", kind="contract", files=["made-up-id"]) == {
        "unfit"
    }
    play.do("case.upload", CONSUMER, title="合同", kind="contract", files=[SCAN])
    assert [e.party for e in play.case.list("document")] == ["p1"]


def test_other_interruptions_are_recorded_with_their_day() -> None:
    play = case()
    play.do("case.interrupt_limitation", CONSUMER, cause="part_payment", happened_on="2026-01-05")
    entry = play.case.latest("interruption")
    assert entry is not None
    assert (entry.code, str(entry.on)) == ("part_payment", "2026-01-05")


def test_recomputing_is_for_the_system_alone() -> None:
    act = EVERYDAY.act("case.recompute_clock")
    assert act is not None
    assert set(act.who) == {"system", "administrator"}  # nobody holds the second role in a case


def test_split_case_names_the_other_one_and_goes_on() -> None:
    play = case()
    before = play.case.proceedings
    part = {"part": "保险费部分", "reasons": "涉及另一机构"}
    assert play.refused("case.split", CLERK, other_case="W-1", **part) == {"another_case"}
    assert play.refused("case.split", CONSUMER, other_case="W-2", **part) == {"not_yours"}

    play.do("case.split", CLERK, other_case="W-2", **part)

    split = play.case.latest("split")
    assert split is not None
    assert (split.code, split.status) == ("W-2", "done")
    assert play.case.proceedings == before
    assert play.case.header["status"] == "open"


def test_case_that_has_ended_is_not_split() -> None:
    assert ended().refused("case.split", CLERK, other_case="W-2", part="x", reasons="x") == {"case_open"}
