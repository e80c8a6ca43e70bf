"""A group on file: members' own words reach it, batches double nothing, what fails is refused in words on both files."""

import pytest

from rongzhi.casework.actions import Done, perform
from rongzhi.casework.erasure import erase
from rongzhi.casework.groups import batches
from rongzhi.casework.groups.reading import figures_of, funnel, group_of, groups_for, rows_of, told_to_members
from rongzhi.casework.models import Due, Entry, Event, File, SealedPart
from rongzhi.casework.rebuild import rebuild
from rongzhi.casework.verify import verify
from rongzhi.core.procedure.decide import Refusal
from tests.factories import county as made
from tests.factories import groups, main_line
from tests.factories.county import (
    NOW,
    act,
    agent,
    clock,
    court_clerk,
    filed,
    key,
    mediator,
    officer,
    other,
    party,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> str:
    return made.county()


def refused(file: str, name: str, *, by, **data) -> set[str]:
    """The keys of the reasons against an act that must be refused; nothing was written."""
    before = Event.objects.count()
    answer = perform(file, name, by=by, data=data, now=NOW, request=key())
    assert isinstance(answer, Refusal), answer
    assert Event.objects.count() == before
    return {reason.key for reason in answer.reasons}


def status_of(number: str, case: str) -> str:
    return next(line.status for line in groups.picture(number).list("member") if line.code == case)


def test_members_are_asked_and_answer_on_their_own_cases(county: str):
    number, cases = groups.invited(3)

    act(cases[0], "membership.join", by=party(cases[0]), agrees="yes")
    act(cases[1], "membership.refuse", by=party(cases[1]))

    assert number == "W-G2026-0001"
    assert [status_of(number, case) for case in cases] == ["member", "refused", "invited"]
    counts = funnel(groups.picture(number))
    assert (counts.invited, counts.member, counts.refused, counts.unanswered) == (3, 1, 1, 1)
    sent = Due.objects.filter(file=cases[0], what="group_invited").values_list("to", flat=True)
    assert list(sent) == ["p1"]


def test_group_file_holds_case_numbers_and_never_a_person(county: str):
    number, cases = groups.proposed(10)

    headers = "".join(Event.objects.filter(file=number).values_list("header", flat=True))

    assert cases[4] in headers
    assert "王" not in headers
    assert not SealedPart.objects.filter(file=number).exclude(name="file").exists()
    assert groups.picture(number).parties == {}


def test_both_files_or_none(county: str):
    number, cases = groups.invited(2)
    act(number, "group.dissolve", by=officer(), reasons="人数太少")

    assert refused(cases[0], "membership.join", by=party(cases[0]), agrees="yes") == {"out_of_stage"}
    assert Entry.objects.get(file=cases[0], kind="membership").status == "invited"


@pytest.mark.parametrize("again", ["membership.join", "membership.leave"])
def test_joining_or_leaving_twice_is_refused(county: str, again: str):
    _, cases = groups.invited(1)
    case = cases[0]
    act(case, "membership.join", by=party(case), agrees="yes")
    if again == "membership.leave":
        act(case, again, by=party(case))

    data = {"agrees": "yes"} if again == "membership.join" else {}
    assert refused(case, again, by=party(case), **data)


def test_a_case_is_in_one_group_at_a_time(county: str):
    _, cases = groups.invited(1)
    second = groups.opened()

    found = groups.batch(second, "invite", cases, reply_by=groups.REPLY_BY)

    assert [reason.key for reason in found[0].reasons] == ["not_in_group"]


def test_who_left_is_asked_anew_and_may_join_again(county: str):
    number, cases = groups.invited(1)
    act(cases[0], "membership.join", by=party(cases[0]), agrees="yes")
    act(cases[0], "membership.leave", by=party(cases[0]))

    groups.all_done(groups.batch(number, "invite", cases, reply_by=groups.REPLY_BY))
    act(cases[0], "membership.join", by=party(cases[0]), agrees="yes")

    assert len(groups.picture(number).list("member")) == 1
    assert status_of(number, cases[0]) == "member"


def test_nobody_answers_for_a_member_but_themselves_or_the_counter_on_record(county: str):
    _, cases = groups.invited(2)

    assert refused(cases[0], "membership.join", by=agent("BANK1"), agrees="yes") == {"member_speaks"}
    assert refused(cases[0], "membership.join", by=party(cases[1]), agrees="yes") == {"not_found"}
    assert refused(cases[0], "membership.join", by=officer(), agrees="yes") == {"member_speaks"}
    act(cases[0], "membership.join", by=officer(), agrees="yes", party="p1", how="phone")


def test_case_of_another_institution_or_organisation_is_refused(county: str):
    number = groups.opened()
    case = filed(respondent_body="BANK2", respondent_name="样例农村商业银行")

    data = {"group": number, "party": "p1", "reply_by": groups.REPLY_BY}
    assert refused(case, "membership.invite", by=officer(), **data) == {"another_institution"}
    own = filed()
    assert refused(own, "membership.invite", by=officer(), **{**data, "group": "W-G2026-0999"}) == {
        "no_such_group"
    }
    assert refused(own, "membership.invite", by=officer(), **{**data, "group": own}) == {"no_such_group"}
    assert refused(own, "membership.invite", by=officer(), **{**data, "party": "p2"}) == {"member_is_person"}


def test_lead_case_needs_ten_persons(county: str):
    number, _ = groups.joined(9)
    assert refused(number, "group.end_consent", by=officer()) == {"enough_persons"}

    case = groups.cases(1)[0]
    groups.all_done(groups.batch(number, "invite", [case], reply_by=groups.REPLY_BY))
    act(case, "membership.join", by=party(case), agrees="yes")

    act(number, "group.end_consent", by=officer())


def test_lead_case_is_told_on_its_own_file_and_fails_into_another_choice(county: str):
    number, cases = groups.with_lead(10)
    assert Entry.objects.get(file=cases[0], kind="group_lead").status == "open"
    assert Due.objects.filter(file=cases[0], what="group_lead_chosen").exists()

    act(number, "group.lead_fails", by=officer(), reasons="没有谈成")
    assert Entry.objects.get(file=cases[0], kind="group_lead").status == "ended"
    act(number, "group.choose_lead_case", by=officer(), member="member-2", reasons="另选")

    assert Entry.objects.get(file=cases[1], kind="group_lead").status == "open"
    assert groups.seen(number).lead.code == cases[1]
    assert groups.picture(number).at("group", "demonstration")


def test_lead_that_fails_may_end_the_group(county: str):
    number, cases = groups.with_lead(10)
    act(number, "group.lead_fails", by=officer(), reasons="没有谈成")
    act(number, "group.dissolve", by=officer(), reasons="没有合适的示范案件")

    told = batches.tell_over(groups.picture(number), now=NOW)

    assert len(told) == 10
    assert all(one.done for one in told)
    assert set(Entry.objects.filter(kind="membership").values_list("status", flat=True)) == {"group_over"}
    assert batches.tell_over(groups.picture(number), now=NOW) == []
    second = groups.opened()
    groups.all_done(groups.batch(second, "invite", cases, reply_by=groups.REPLY_BY))


def test_members_told_of_the_end_only_once_also_when_cut_off(county: str):
    number, cases = groups.joined(10)
    act(number, "group.dissolve", by=officer(), reasons="解除")
    perform(
        cases[0],
        "membership.group_over",
        by=other(officer(), functions=frozenset({"system"}), id="system"),
        data={"group": number},
        now=NOW,
        request=f"over:{number}:{cases[0]}",
    )

    assert batches.tell_all_over(now=NOW) == 9
    assert batches.tell_all_over(now=NOW) == 0
    assert Event.objects.filter(act="membership.group_over").count() == 10


def test_court_chooses_among_members_without_names(county: str):
    number, cases = groups.joined(10)
    act(number, "group.end_consent", by=officer())
    act(number, "group.ask_court", by=officer(), court="COURT", reasons="事关多人")
    shown = group_of(court_clerk(), number)
    assert {line.code for line in shown.members} == {""}

    act(number, "group.court_chooses", by=court_clerk(), member="member-3", reasons="法官会议讨论")

    assert groups.picture(number).at("group", "trial")
    assert Entry.objects.get(file=cases[2], kind="group_lead").status == "open"


def test_each_member_gets_their_own_sheet(county: str):
    _, cases = groups.proposed(10)

    amounts = Entry.objects.filter(kind="group_proposal").order_by("file").values_list("file", "amount")

    # 80 % of 101.55 = 81.24; of 105.55 = 84.44
    assert dict(amounts)[cases[1]].to_eng_string() == "81.24"
    assert dict(amounts)[cases[5]].to_eng_string() == "84.44"
    assert cases[0] not in dict(amounts)


def test_batch_sent_twice_or_cut_off_doubles_nothing(county: str):
    number, cases = groups.carried_over(10)
    shared = {"terms": "退还", "answer_by": groups.REPLY_BY}
    group = groups.seen(number)
    items = batches.prepare(group, batches.BATCHES["propose"], cases[1:], shared)
    first = batches.run(batches.BATCHES["propose"], items[:4], by=officer(), now=NOW, token="t1")

    both = batches.run(batches.BATCHES["propose"], items, by=officer(), now=NOW, token="t1")

    assert all(one.done for one in (*first, *both))
    assert [one.done.again for one in both] == [True] * 4 + [False] * 5
    assert Event.objects.filter(act="membership.propose").count() == 9
    assert Event.objects.filter(act="group.propose").count() == 9


def test_batch_says_for_whom_it_could_not_be_done_and_goes_on(county: str):
    number, cases = groups.carried_over(11)
    own = {cases[3]: {"figures": "利息 = 5"}}
    groups.all_done(groups.batch(number, "figures", [cases[3]], own=own))
    act(cases[4], "membership.leave", by=party(cases[4]))

    found = groups.batch(
        number, "propose", [*cases, "W-2026-999999"], terms="退还", answer_by=groups.REPLY_BY
    )

    why = {one.case: [reason.key for reason in one.reasons] for one in found if not one.done}
    assert why == {
        cases[0]: ["is_lead"],
        cases[3]: ["formula"],
        cases[4]: ["in_group"],
        "W-2026-999999": ["not_found"],
    }
    assert sum(1 for one in found if one.done) == 8


def test_proposals_are_withdrawn_by_the_opposite_batch_unless_answered(county: str):
    number, cases = groups.proposed(10)
    act(cases[1], "membership.accept", by=party(cases[1]), agrees="yes")

    found = groups.batch(number, "unpropose", cases[1:])

    assert [one.case for one in found if not one.done] == [cases[1]]
    assert status_of(number, cases[1]) == "accepted"
    assert status_of(number, cases[2]) == "member"
    assert Event.objects.filter(act="membership.propose").count() == 9


def test_answers_are_each_members_own_and_may_be_taken_back(county: str):
    number, cases = groups.proposed(10)
    one, two = cases[1], cases[2]
    act(one, "membership.accept", by=party(one), agrees="yes")
    act(two, "membership.decline", by=party(two))
    assert refused(one, "membership.decline", by=party(one)) == {"sheet_open"}

    act(two, "membership.take_back_answer", by=party(two))
    act(two, "membership.accept", by=party(two), agrees="yes")

    assert funnel(groups.picture(number)).accepted == 2
    assert refused(cases[3], "membership.accept", by=agent("BANK1"), agrees="yes") == {"member_speaks"}


def test_answer_after_opting_out_is_refused(county: str):
    _, cases = groups.proposed(10)
    act(cases[1], "membership.leave", by=party(cases[1]))

    assert "in_group" in refused(cases[1], "membership.accept", by=party(cases[1]), agrees="yes")
    assert Entry.objects.get(file=cases[1], kind="group_proposal").status == "closed"


def test_silence_is_no_answer_and_the_group_does_not_close_over_it(county: str):
    number, cases = groups.proposed(10)
    for case in cases[1:9]:
        act(case, "membership.accept", by=party(case), agrees="yes")
    assert refused(number, "group.close", by=officer()) == {"everybody_has_end"}

    groups.all_done(groups.batch(number, "release", [cases[9]], reasons="没有答复，各自办理"))
    act(number, "group.close", by=officer())
    batches.tell_over(groups.picture(number), now=NOW)

    assert status_of(number, cases[9]) == "put_out"
    assert groups.picture(number).at("group", "closed")


def test_put_out_is_put_back(county: str):
    number, cases = groups.joined(2)
    groups.all_done(groups.batch(number, "release", [cases[0]], reasons="情况不同"))
    assert status_of(number, cases[0]) == "put_out"

    groups.all_done(groups.batch(number, "put_back", [cases[0]]))

    assert status_of(number, cases[0]) == "member"


def test_holding_needs_the_persons_consent_and_stops_no_clock(county: str):
    _, cases = groups.invited(2)
    act(cases[0], "membership.join", by=party(cases[0]), agrees="yes", wait="yes")
    act(cases[1], "membership.join", by=party(cases[1]), agrees="yes", wait="no")
    clocks = {c.key: (c.due, c.status) for c in groups.picture(cases[0]).clocks.values()}

    act(cases[0], "membership.hold", by=officer(), until=groups.REPLY_BY, institution_agrees="yes")
    assert refused(
        cases[1], "membership.hold", by=officer(), until=groups.REPLY_BY, institution_agrees="yes"
    ) == {"agreed_to_wait"}

    assert {c.key: (c.due, c.status) for c in groups.picture(cases[0]).clocks.values()} == clocks
    act(cases[0], "membership.go_on", by=party(cases[0]))
    assert not groups.picture(cases[0]).list("group_hold", "open")


def test_representatives_agree_and_are_five_at_most(county: str):
    number, cases = groups.joined(7)
    for case in cases[:6]:
        act(case, "membership.ask_to_speak", by=officer(), party="p1")
    for case in cases[:5]:
        act(case, "membership.speak", by=party(case), agrees="yes")
    assert refused(cases[5], "membership.speak", by=party(cases[5]), agrees="yes") == {
        "room_for_representative"
    }

    act(cases[0], "membership.leave", by=party(cases[0]))
    act(cases[5], "membership.speak", by=party(cases[5]), agrees="yes")

    assert len(groups.picture(number).list("representative", "open")) == 5


def test_ended_case_is_ended_in_the_group(county: str):
    number = groups.opened()
    case = main_line.mediating()
    groups.all_done(groups.batch(number, "invite", [case], reply_by=groups.REPLY_BY))
    act(case, "membership.join", by=party(case), agrees="yes")

    act(case, "mediation.leave", by=party(case), reasons="想走其他途径")

    assert status_of(number, case) == "ended"


def test_erased_member_leaves_the_group_consistent(county: str):
    number, cases = groups.carried_over(10)
    erase(cases[2], "file", by=officer(), now=NOW, reason="request")
    erase(cases[2], "person:p1", by=officer(), now=NOW, reason="request")

    found = groups.batch(number, "propose", cases[1:], terms="退还", answer_by=groups.REPLY_BY)

    assert {one.case: one.reasons[0].key for one in found if not one.done} == {cases[2]: "no_figures"}
    assert figures_of([cases[2]]) == {cases[2]: None}
    assert len(rows_of(groups.seen(number))) == 10
    # The bodies of the test county have no files of their own.
    assert {fault.kind for fault in verify(now=NOW).faults} <= {"stray"}


def test_rebuild_gives_the_same_rows_and_verify_finds_nothing(county: str):
    number, cases = groups.proposed(10)
    act(cases[1], "membership.accept", by=party(cases[1]), agrees="yes")
    before = set(Entry.objects.values_list("file", "key", "kind", "status", "code", "amount", "on"))
    picture = File.objects.values_list("picture", flat=True).get(number=number)

    rebuild()

    assert set(Entry.objects.values_list("file", "key", "kind", "status", "code", "amount", "on")) == before
    assert File.objects.values_list("picture", flat=True).get(number=number) == picture
    report = verify(now=NOW)
    assert report.ok, report.faults


def test_who_sees_a_group_and_which_of_its_cases(county: str):
    number, cases = groups.joined(3)

    assert {line.code for line in groups.seen(number, officer()).members} == set(cases)
    assert {line.code for line in groups.seen(number, agent("BANK1")).members} == set(cases)
    assert {line.code for line in groups.seen(number, agent("SEC")).members} == {""}
    assert rows_of(groups.seen(number, agent("SEC"))) == []
    strangers = (
        agent("BANK2"),
        mediator(),
        court_clerk(),
        party(cases[0]),
        other(officer(), bodies=frozenset({"X"})),
    )
    assert [group_of(by, number) for by in strangers] == [None] * 5
    assert [groups_for(by) for by in strangers] == [[]] * 5


def test_small_counts_are_not_told_to_members(county: str):
    number, _ = groups.joined(4)
    assert told_to_members(groups.picture(number)) == {"member": None, "answered": None}

    case = groups.cases(1)[0]
    groups.all_done(groups.batch(number, "invite", [case], reply_by=groups.REPLY_BY))
    act(case, "membership.join", by=party(case), agrees="yes")

    assert told_to_members(groups.picture(number)) == {"member": 5, "answered": None}


def test_formula_is_not_changed_under_what_was_proposed(county: str):
    number, cases = groups.proposed(10)

    assert refused(
        number, "group.set_formula", by=officer(), formula="应退 = 手续费", in_words="全部退还"
    ) == {"nothing_proposed"}
    groups.all_done(groups.batch(number, "unpropose", cases[1:]))
    act(number, "group.set_formula", by=officer(), formula="应退 = 手续费", in_words="全部退还")

    assert groups.seen(number).common["in_words"] == "全部退还"


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "应退 = 手续费 ** 9",
        "应退 = __import__('os')",
        "应退 = 1e999",
        "应退 = 手续费.real",
        "x",
        "x = (((",
        "x = 1 if 1 else 2",
    ],
)
def test_formula_that_does_not_read_is_refused(county: str, formula: str):
    number, _ = groups.with_lead(10)

    assert refused(number, "group.set_formula", by=officer(), formula=formula, in_words="x") & {
        "formula_reads",
        "missing",
    }


def test_same_request_on_two_files_is_still_one(county: str):
    _, cases = groups.invited(1)
    answers = [
        perform(
            cases[0], "membership.join", by=party(cases[0]), data={"agrees": "yes"}, now=NOW, request="same"
        )
        for _ in range(2)
    ]

    assert all(isinstance(answer, Done) for answer in answers)
    assert Event.objects.filter(act="group.member_joins").count() == 1


def test_late_invitation_day_is_refused(county: str):
    number = groups.opened()
    found = groups.batch(number, "invite", groups.cases(1), reply_by=str(clock(days=-1).date()))

    assert [reason.key for reason in found[0].reasons] == ["day_not_past"]
