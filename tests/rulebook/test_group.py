"""The rules of a group, in memory: stages, who may, enough persons, the lead case, and each person's own word."""

from dataclasses import replace
from datetime import date

import pytest

from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Entry, Picture, Proceeding
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.echoes import TO_GROUP, TO_LEAD, Told, data_for, echoes, unfit
from rongzhi.rulebook.procedures.group import GROUP
from rongzhi.rulebook.procedures.membership import MEMBERSHIP
from rongzhi.rulebook.registry import national_procedures
from tests.rulebook.cases import (
    BANK,
    CONSUMER,
    COURT,
    OFFICER,
    SYSTEM,
    a_case,
    office,
    table_stages,
    with_entry,
)

SECRETARIAT = Actor(id="sec", bodies=frozenset({"B-SEC"}), codes=frozenset({"SEC"}), county="W")
IN_A_GROUP = {"party": "p1", "code": "W-G1"}


def a_group(stage: str = "consent", members: int = 0, state: str = "member", **header: object) -> Picture:
    """A group of the organisation against the bank, with so many members in that state."""
    lines = {
        f"member-{n}": Entry(f"member-{n}", "member", state, code=f"W-{n}", seq=1)
        for n in range(1, members + 1)
    }
    head = {"status": "open", "respondent": "B-BANK", **header}
    run = {"group-1": Proceeding("group-1", "group", stage)}
    return Picture("W-G1", "W", "group", "B-FMO", seq=1, header=head, proceedings=run, entries=lines)


def test_stages_are_those_of_the_table():
    assert GROUP.stages == table_stages("group")


def test_every_person_has_a_role_and_members_have_none():
    group = a_group(court="B-COURT")

    assert roles_of(OFFICER, group) == {"organisation"}
    assert roles_of(BANK, group) == {"institution"}
    assert roles_of(COURT, group) == {"court"}
    assert roles_of(SECRETARIAT, group) == {"secretariat"}
    assert roles_of(CONSUMER, group) == frozenset()
    assert roles_of(replace(OFFICER, county="X"), group) == frozenset()
    assert roles_of(Actor("a", functions=frozenset({"administrator"}), county="W"), group) == frozenset()


@pytest.mark.parametrize(("members", "stage"), [(9, "consent"), (10, "typical_choice")])
def test_ten_persons_or_more(members: int, stage: str):
    work = office(a_group(members=members), GROUP)

    if stage == "consent":
        assert work.refused("group.end_consent", OFFICER) == {"enough_persons"}
    else:
        work.act("group.end_consent", OFFICER)

    assert work.stage("group") == stage


def test_who_refused_or_left_does_not_count():
    work = office(a_group(members=10), GROUP)
    for n, act in ((1, "group.member_leaves"), (2, "group.member_released")):
        work.act(act, SYSTEM, member=f"member-{n}")

    assert work.refused("group.end_consent", OFFICER) == {"enough_persons"}


def test_lead_case_is_one_of_the_members():
    work = office(a_group("typical_choice", members=10), GROUP)
    work.act("group.member_leaves", SYSTEM, member="member-3")

    assert work.refused("group.choose_lead_case", OFFICER, member="member-3", reasons="x") == {
        "member_in_group",
        "enough_persons",
    }


def test_failed_lead_case_goes_back_to_the_choice_and_another_is_chosen():
    work = office(a_group("typical_choice", members=11), GROUP)
    work.act("group.choose_lead_case", OFFICER, member="member-1", reasons="x")
    work.act("group.hold_parallel", OFFICER)

    work.act("group.lead_fails", OFFICER, reasons="没有谈成")
    work.act("group.choose_lead_case", OFFICER, member="member-2", reasons="x")

    assert work.stage("group") == "demonstration"
    assert [line.status for line in work.case.list("typical")] == ["failed", "open"]


def test_judgment_of_the_court_is_carried_over_like_an_agreement():
    work = office(a_group("typical_choice", members=10, court="B-COURT"), GROUP)
    work.act("group.choose_lead_case", OFFICER, member="member-1", reasons="x")
    work.act("group.lead_goes_to_court", OFFICER, reasons="调解不成")

    work.act("group.lead_result", COURT, result="judgment", on_day="2026-02-27", common_terms="退还")

    assert work.stage("group") == "carry_over"


def test_group_does_not_close_over_silence():
    work = office(a_group("carry_over", members=3, state="accepted"), GROUP)
    work.case = replace(
        work.case,
        entries={**work.case.entries, "member-3": replace(work.case.entries["member-3"], status="proposed")},
    )
    assert work.refused("group.close", OFFICER) == {"everybody_has_end"}

    work.act("group.member_declines", SYSTEM, member="member-3")
    work.act("group.close", OFFICER)

    assert work.stage("group") == "closed"


def test_result_is_not_taken_back_from_under_a_sheet():
    work = office(a_group("carry_over", members=2, state="proposed"), GROUP)
    assert work.refused("group.take_back_result", OFFICER, reasons="x") == {"nothing_proposed"}

    for n in (1, 2):
        work.act("group.withdraw_proposal", SYSTEM, member=f"member-{n}")
    work.act("group.take_back_result", OFFICER, reasons="x")

    assert work.stage("group") == "held"


def test_nobody_but_the_system_says_what_members_did():
    for act in GROUP.acts:
        if act.echo:
            assert act.who == ("system",), act.key
    work = office(a_group(members=1), GROUP)
    assert "not_yours" in work.refused("group.member_leaves", OFFICER, member="member-1")


def test_every_echo_is_a_declared_act():
    acts = {act.key: act for procedure in national_procedures() for act in procedure.acts}

    assert all(source in acts and acts[target].echo for source, target in (TO_GROUP | TO_LEAD).items())
    echoed = {*TO_GROUP.values(), *TO_LEAD.values(), "group.member_ends", "group.invite_member_again"}
    assert {key for key, act in acts.items() if act.echo} == echoed | {
        "membership.group_over",
        "consultation.member_gone",
        "sampling.draw",
    }


def test_a_persons_act_is_told_to_its_group_and_an_end_of_the_case_too():
    before = with_entry(a_case(), "membership", "member", **IN_A_GROUP)
    left = with_entry(a_case(), "membership", "left", **IN_A_GROUP)
    ended = replace(before, header={"status": "ended"})

    assert list(echoes("membership.leave", before, left)) == [Told("W-G1", "group.member_leaves", "W-1")]
    assert list(echoes("mediation.leave", before, ended)) == [Told("W-G1", "group.member_ends", "W-1")]
    assert list(echoes("case.note", before, before)) == []


def test_representative_who_leaves_speaks_no_longer():
    before = with_entry(a_case(), "membership", "member", **IN_A_GROUP)
    before = with_entry(before, "group_speaker", "agreed", party="p1")

    told = [one.act for one in echoes("membership.leave", before, before)]

    assert told == ["group.member_leaves", "group.end_representative"]


def test_person_may_leave_when_the_group_is_over_but_nobody_joins():
    over = a_group("dissolved", members=1, status="ended")

    assert data_for(Told("W-G1", "group.member_leaves", "W-1"), over) is None
    assert data_for(Told("W-G1", "group.member_joins", "W-1"), over) == (
        "group.member_joins",
        {"member": "member-1"},
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"owner": "B-OTHER"}, "another_organisation"),
        ({"county": "X"}, "another_organisation"),
        ({"parties": {}}, "another_institution"),
    ],
)
def test_only_a_like_case_of_the_same_organisation_fits(change: dict[str, object], reason: str | None):
    found = unfit(a_group(), replace(a_case(), **change))

    assert (found.key if found else None) == reason


def test_answers_are_the_members_own():
    case = with_entry(a_case(), "membership", "member", **IN_A_GROUP)
    case = with_entry(case, "group_proposal", "open", party="p1")
    work = office(case, MEMBERSHIP)

    assert work.refused("membership.accept", BANK, agrees="yes") == {"member_speaks"}
    work.act("membership.accept", CONSUMER, agrees="yes")
    assert work.refused("membership.accept", CONSUMER, agrees="yes") == {"sheet_open"}


def test_waiting_that_both_sides_agreed_to_ends_with_the_answer():
    case = with_entry(a_case(), "membership", "member", **IN_A_GROUP)
    case = with_entry(case, "group_joining", "given", party="p1", code="yes")
    work = office(case, MEMBERSHIP)
    assert "missing" in work.refused("membership.hold", OFFICER, until="2026-06-01")
    work.act("membership.hold", OFFICER, until="2026-06-01", institution_agrees="yes")
    work.today = date(2026, 4, 1)

    work.act("membership.go_on", CONSUMER)

    assert work.case.latest("group_hold").status == "ended"
    assert work.case.latest("group_waited").on == date(2026, 4, 1)


def test_leaving_without_waiting_leaves_no_trace_of_it():
    work = office(with_entry(a_case(), "membership", "member", **IN_A_GROUP), MEMBERSHIP)

    work.act("membership.leave", CONSUMER)

    assert work.case.latest("group_waited") is None
