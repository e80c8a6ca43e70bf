"""Every role against every act and every part of a file: who tries to climb a wall falls off it."""

import pytest

from rongzhi.casework import visibility
from rongzhi.casework.actions import perform
from rongzhi.casework.rules import rules_of
from rongzhi.core.procedure.decide import Refusal
from rongzhi.rulebook.capacity import roles_of
from tests.factories.county import (
    CODE,
    NOW,
    act,
    administrator,
    agent,
    county,
    court_clerk,
    filed,
    filer,
    key,
    mediator,
    officer,
    party,
    reviewer,
)
from tests.factories.main_line import mediating, picture

pytestmark = pytest.mark.django_db

STORY = "故事甲乙丙"
IDENTITY = "11010519491231002X"
ASIDE_A = "申请人底线三千"
ASIDE_B = "银行底线五千"
CAUCUS_A = "单独谈话一"
CAUCUS_B = "单独谈话二"
NOTE = "调解员私人备忘"
LEAD = "疑似集资线索"
REMARK = "双方会议记录"
SECRETS = (STORY, IDENTITY, ASIDE_A, ASIDE_B, CAUCUS_A, CAUCUS_B, NOTE, LEAD, REMARK)


@pytest.fixture(autouse=True)
def _county(installation):
    county()


@pytest.fixture
def file():
    file = mediating(what_happened=STORY, applicant_id_number=IDENTITY)
    act(file, "mediation.confide", by=party(file), note=ASIDE_A)
    act(file, "mediation.confide", by=agent("BANK1"), note=ASIDE_B)
    act(file, "mediation.caucus_note", by=mediator(), party="p1", note=CAUCUS_A)
    act(file, "mediation.caucus_note", by=mediator(), party="p2", note=CAUCUS_B)
    act(file, "mediation.private_note", by=mediator(), note=NOTE)
    act(file, "mediation.hold_meeting", by=mediator(), mode="site", present="双方", minutes=REMARK)
    act(file, "case.report_suspicion", by=officer(), kind="crime", facts=LEAD)
    return file


def everybody(file):
    return {
        "applicant": party(file, "p1"),
        "respondent": agent("BANK1"),
        "mediator": mediator(1),
        "other mediator": mediator(2),
        "officer": officer(),
        "second officer": officer("officer2"),
        "reviewer": reviewer(),
        "administrator": administrator(),
        "court": court_clerk(),
        "other bank": agent("BANK2"),
        "broker": agent("SEC_CO"),
        "secretariat": agent("SEC"),
        "stranger": filer(),
        "party of another file": party("W-2026-000099", "p1"),
    }


SEES = {
    "applicant": {STORY, IDENTITY, ASIDE_A, CAUCUS_A, REMARK},
    "respondent": {STORY, ASIDE_B, CAUCUS_B, REMARK},
    "mediator": {STORY, ASIDE_A, ASIDE_B, CAUCUS_A, CAUCUS_B, NOTE, REMARK},
    "officer": {STORY, REMARK, LEAD},
    "second officer": {STORY, REMARK},
    "reviewer": {STORY, REMARK},
}


def seen_by(by, file):
    seen = visibility.sight(by, file)
    return set() if seen is None else {s for s in SECRETS if any(s in str(p.value) for p in seen.pieces)}


def test_each_role_reads_its_parts_and_no_others(file):
    found = {name: seen_by(by, file) for name, by in everybody(file).items()}

    assert found == {name: SEES.get(name, set()) for name in found}


def test_what_was_said_in_confidence_is_not_even_known_to_have_been_said(file):
    from rongzhi.casework.queries import history

    for name, by in everybody(file).items():
        seen = visibility.sight(by, file)
        if seen is None:
            continue
        acts = [step.act for step in history(seen)]
        kinds = [(line.kind, line.party) for line in seen.entries()]
        if name == "respondent":
            assert ("confidence", "p1") not in kinds
            assert ("caucus", "p1") not in kinds
            assert acts.count("mediation.confide") == 1
        if name not in ("officer", "second officer", "reviewer"):
            assert "case.report_suspicion" not in acts, name
        if name != "mediator":
            assert "mediation.private_note" not in acts, name


def test_file_exists_only_for_who_has_a_part_in_it(file):
    exists = {
        name for name, by in everybody(file).items() if visibility.cases_for(by).filter(number=file).exists()
    }
    opens = {name for name, by in everybody(file).items() if visibility.sight(by, file) is not None}

    assert exists == opens == {"applicant", "respondent", "mediator", "officer", "second officer", "reviewer"}


def test_proposed_neutral_sees_names_and_class_only():
    from tests.factories.main_line import joined

    file = joined(what_happened=STORY, applicant_id_number=IDENTITY, dispute_class="C05")
    for by in (party(file), agent("BANK1")):
        act(file, "appointment.choose", by=by, neutral="n2")

    seen = visibility.sight(mediator(2), file)

    assert seen.names == {"p1": "张三", "p2": "示例银行W县支行"}
    assert {p.key for p in seen.pieces} == {"name", "dispute_class"}


def test_every_act_is_refused_to_every_role_that_it_does_not_name(file):
    rules, case = rules_of(CODE), picture(file)
    for name, by in everybody(file).items():
        roles = roles_of(by, case)
        for act_key, declared in rules.acts.items():
            if declared.founds:
                continue
            answer = perform(file, act_key, by=by, data={}, now=NOW, request=key())
            if roles & set(declared.who):
                continue
            assert isinstance(answer, Refusal), (name, act_key)
            keys = {reason.key for reason in answer.reasons}
            assert keys & {"not_yours", "not_found", "switched_off", "wrong_kind"}, (name, act_key, keys)


def test_nobody_acts_as_the_system(file):
    for declared in rules_of(CODE).acts.values():
        if not (declared.automatic or declared.timer):
            continue
        for by in everybody(file).values():
            answer = perform(file, declared.key, by=by, data={}, now=NOW, request=key())
            assert isinstance(answer, Refusal), declared.key


def test_code_of_one_file_opens_no_other():
    first, second = filed(), filed(applicant_name="李四")

    assert visibility.sight(party(first), second) is None
    assert list(visibility.cases_for(party(first)).values_list("number", flat=True)) == [first]


def test_county_walls():
    from dataclasses import replace

    file = filed()

    assert visibility.sight(replace(officer(), county="V"), file) is None
    assert not visibility.cases_for(replace(officer(), county="V")).exists()


def test_offers_and_proposals_stay_between_the_sides_and_their_neutral():
    from rongzhi.casework.queries import history

    offer, proposal = "愿意让步到三千", "建议三千五百"
    file = filed()
    act(
        file,
        "intake.court_letter",
        by=officer(),
        court="COURT",
        court_kind="commissioned",
        received_on=NOW.date(),
    )
    court_case = {"channel": "commissioned", "mediation_kind": "court", "track": "ordinary"}
    act(file, "intake.accept", by=officer(), **court_case)
    act(file, "invitation.send", by=officer(), party="p2", way="phone")
    act(file, "invitation.agree", by=agent("BANK1"))
    for by in (party(file), agent("BANK1")):
        act(file, "appointment.choose", by=by, neutral="n1")
    act(file, "appointment.disclose", by=mediator(), ties="no", past_cases="no", available="yes")
    for by in (party(file), agent("BANK1")):
        act(file, "appointment.no_objection", by=by, agrees="yes")
    act(file, "appointment.accept", by=mediator(), agrees="yes")
    act(file, "mediation.tell_rights", by=mediator())
    act(file, "mediation.offer", by=party(file), amount="3000.00", terms=offer)
    act(file, "mediation.propose", by=mediator(), amount="3500.00", terms=proposal)

    def told(by):
        seen = visibility.sight(by, file)
        texts = [str(piece.value) for piece in seen.pieces]
        lines = {line.kind for line in seen.entries()} & {"offer", "proposal"}
        acts = {step.act for step in history(seen)} & {"mediation.offer", "mediation.propose"}
        return offer in texts, proposal in texts, len(lines), len(acts)

    assert told(party(file)) == told(agent("BANK1")) == told(mediator()) == (True, True, 2, 2)
    assert told(court_clerk()) == told(officer()) == told(reviewer()) == (False, False, 0, 0)
