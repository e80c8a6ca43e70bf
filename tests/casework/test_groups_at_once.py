"""Members answer at the same moment, and while the organisation acts on the group: both files stay in step."""

import pytest

from rongzhi.casework.actions import perform
from rongzhi.casework.groups import batches
from rongzhi.casework.models import Entry, Event
from rongzhi.casework.verify import verify
from tests.factories import groups
from tests.factories.at_once import at_once
from tests.factories.county import NOW, county, officer, party

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _county(installation):
    county()


def in_step(number: str) -> bool:
    """Whether what the group says of each member is what the member's own case says."""
    said = {line.code: line.status for line in groups.picture(number).list("member")}
    own = dict(Entry.objects.filter(kind="membership", code=number).values_list("file", "status"))
    return {case: {"proposed": "member"}.get(status, status) for case, status in said.items()} == own


def joins(case: str):
    return lambda: perform(
        case, "membership.join", by=party(case), data={"agrees": "yes"}, now=NOW, request=f"join {case}"
    )


def test_many_join_at_once_and_nobody_is_lost():
    number, cases = groups.invited(6)

    answers = at_once(*(joins(case) for case in cases))

    assert all(answer is not None and answer.ok for answer in answers)
    assert len(groups.picture(number).list("member", "member")) == 6
    assert in_step(number)
    assert {fault.kind for fault in verify(now=NOW).faults} <= {"stray"}


def test_same_person_twice_at_once_joins_once():
    number, cases = groups.invited(1)

    answers = at_once(joins(cases[0]), joins(cases[0]))

    assert all(answer.ok for answer in answers)
    assert sorted(answer.again for answer in answers) == [False, True]
    assert Event.objects.filter(file=number, act="group.member_joins").count() == 1


def test_leaving_while_sheets_go_out_leaves_both_files_in_step():
    number, cases = groups.carried_over(10)
    group, kind = groups.seen(number), batches.BATCHES["propose"]
    items = batches.prepare(group, kind, cases[1:], {"terms": "退还", "answer_by": groups.REPLY_BY})

    results, *left = at_once(
        lambda: batches.run(kind, items, by=officer(), now=NOW, token="sheets"),
        *(
            (
                lambda case=case: perform(
                    case, "membership.leave", by=party(case), data={}, now=NOW, request=f"leave {case}"
                )
            )
            for case in cases[7:]
        ),
    )

    assert all(answer is not None and answer.ok for answer in left)
    assert len(results) == 9
    assert in_step(number)
    assert len(groups.picture(number).list("member", "left")) == 3
    open_sheets = Entry.objects.filter(kind="group_proposal", status="open").values_list("file", flat=True)
    assert not set(open_sheets) & set(cases[7:])


def test_choosing_the_lead_while_members_leave_is_one_or_the_other():
    number, cases = groups.joined(12)
    perform(number, "group.end_consent", by=officer(), data={}, now=NOW, request="end")

    chosen, left = at_once(
        lambda: perform(
            number,
            "group.choose_lead_case",
            by=officer(),
            data={"member": "member-1", "reasons": "x"},
            now=NOW,
            request="lead",
        ),
        lambda: perform(cases[0], "membership.leave", by=party(cases[0]), data={}, now=NOW, request="leave"),
    )

    assert chosen is not None
    assert left is not None
    assert left.ok
    assert in_step(number)
