"""Rooms: who reads them, corrections beside the old text, read marks once for each newest message, and many messages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rongzhi.casework.actions import perform
from rongzhi.casework.models import Event
from rongzhi.casework.rooms import mark_data, rooms_for, talk, unread
from rongzhi.casework.verify import verify
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.decide import Refusal
from tests.factories import county as made
from tests.factories.county import NOW, act, agent, court_clerk, key, mediator, officer, party, reviewer
from tests.factories.main_line import appointed, effective, mediating

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> str:
    made.county()
    return mediating()


def say(file, by, text, room="", **more):
    data = {"text": text, **more} | ({"party": room} if room else {})
    return act(file, "rooms.speak_apart" if room else "rooms.speak", by=by, **data)


def refused(file, name, by, **data) -> set[str]:
    answer = perform(file, name, by=by, data=data, now=NOW, request=key())
    assert isinstance(answer, Refusal), answer
    return {reason.key for reason in answer.reasons}


def heard(file, by, room="") -> list[str] | None:
    found = talk(sight(by, file, open_sealed=False), room)
    return [m.text for m in found.messages] if found else None


def test_joint_room_is_for_the_sides_and_their_neutral(case):
    say(case, party(case), "您好")
    say(case, mediator(), "请各方先说明情况")
    say(case, agent("BANK1"), "我们已查账")

    for by in (party(case), party(case, "p2"), agent("BANK1"), mediator()):
        assert heard(case, by) == ["您好", "请各方先说明情况", "我们已查账"]
    for by in (officer(), reviewer()):
        assert heard(case, by) is None
        assert rooms_for(sight(by, case)) == []
        assert refused(case, "rooms.speak", by, text="x") & {"not_yours", "not_found"}
    assert refused(case, "rooms.speak", mediator(2), text="x") == {"not_found"}
    assert refused(case, "rooms.speak", agent("BANK2"), text="x") == {"not_found"}


def test_caucus_is_for_one_side_and_the_neutral(case):
    say(case, party(case), "底线三千", room="p1")
    say(case, mediator(), "记下了", room="p1")
    say(case, agent("BANK1"), "总部只批两千", room="p2")

    assert heard(case, party(case), "p1") == heard(case, mediator(), "p1") == ["底线三千", "记下了"]
    assert heard(case, agent("BANK1"), "p2") == heard(case, party(case, "p2"), "p2") == ["总部只批两千"]
    assert heard(case, party(case), "p2") is None
    assert heard(case, agent("BANK1"), "p1") is None
    assert heard(case, officer(), "p1") is None
    assert rooms_for(sight(party(case), case)) == ["", "p1"]
    assert rooms_for(sight(mediator(), case)) == ["", "p1", "p2"]
    assert refused(case, "rooms.speak_apart", party(case), party="p2", text="x") == {"own_caucus"}
    assert refused(case, "rooms.speak_apart", agent("BANK1"), party="p1", text="x") == {"own_caucus"}
    assert "unfit" in refused(case, "rooms.speak_apart", mediator(), party="p9", text="x")


def test_talk_apart_leaves_no_trace_for_the_other_side(case):
    before = sight(agent("BANK1"), case)
    say(case, party(case), "底线三千", room="p1")
    act(case, "rooms.read_apart", by=mediator(), party="p1", upto="1")
    after = sight(agent("BANK1"), case)

    assert after.picture.entries == before.picture.entries
    assert after.picture.seq == before.picture.seq
    assert after.pieces == before.pieces


def test_caucus_shows_notes_of_private_talks_and_confidences_too(case):
    act(case, "mediation.confide", by=party(case), note="只告诉您", amount="3000")
    act(case, "mediation.caucus_note", by=mediator(), party="p1", note="电话中补充")
    say(case, mediator(), "收到", room="p1")

    found = talk(sight(mediator(), case), "p1")

    assert [(m.kind, m.number, m.text) for m in found.messages] == [
        ("confidence", 0, "只告诉您"),
        ("caucus", 0, "电话中补充"),
        ("caucus_message", 1, "收到"),
    ]


def test_correction_is_a_new_message_beside_the_old_one(case):
    say(case, party(case), "五千元")
    say(case, agent("BANK1"), "明白")
    say(case, party(case), "是五百元", corrects="1")

    found = talk(sight(agent("BANK1"), case), "")

    assert [(m.text, m.corrects, m.corrected_by) for m in found.messages] == [
        ("五千元", 0, (3,)),
        ("明白", 0, ()),
        ("是五百元", 1, ()),
    ]
    assert refused(case, "rooms.speak", party(case), text="x", corrects="2") == {"own_message"}
    assert refused(case, "rooms.speak", party(case), text="x", corrects="9") == {"own_message"}


def test_read_mark_is_set_once_for_each_newest_message(case):
    say(case, party(case), "一")
    say(case, party(case), "二")
    by = agent("BANK1")
    data = mark_data(sight(by, case), "")
    assert unread(sight(by, case), "") == 2
    assert data == {"upto": "2"}
    act(case, "rooms.read", by=by, **data)

    assert mark_data(sight(by, case), "") is None
    assert mark_data(sight(party(case), case), "") is None, "one's own words need no mark"
    say(case, mediator(), "三")
    again = mark_data(sight(by, case), "")
    act(case, "rooms.read", by=by, **again)
    assert talk(sight(party(case), case), "").read == ((by.id, 3),)
    assert refused(case, "rooms.read", by, upto="3", mark=again["mark"]) == {"reads_on"}
    assert refused(case, "rooms.read", mediator(), upto="3", mark=again["mark"]) == {"reads_on"}
    assert refused(case, "rooms.read", mediator(), upto="9") == {"reads_on"}


def test_nobody_speaks_before_the_rights_are_told_or_after_the_agreement():
    made.county()
    early, late = appointed(), effective()

    assert "room_open" in refused(early, "rooms.speak", party(early), text="x")
    assert "room_open" in refused(late, "rooms.speak", party(late), text="x")


def test_next_neutral_reads_the_caucus_and_not_the_notes(case):
    say(case, party(case), "底线三千", room="p1")
    act(case, "mediation.private_note", by=mediator(), note="我的备忘")
    act(case, "appointment.change", by=officer(), reasons="住院")
    act(case, "appointment.propose", by=officer(), neutral="n2", method="draw", candidates="n2", seed="s")
    act(case, "appointment.disclose", by=mediator(2), ties="no", past_cases="no", available="yes")
    assert heard(case, mediator(2), "p1") is None, "proposed is not accepted"
    for by in (party(case), agent("BANK1")):
        act(case, "appointment.no_objection", by=by, agrees="yes")
    act(case, "appointment.accept", by=mediator(2), agrees="yes")

    assert heard(case, mediator(2), "p1") == ["底线三千"]
    assert not [p for p in sight(mediator(2), case).pieces if "备忘" in str(p.value)]
    assert sight(mediator(), case) is None or heard(case, mediator(), "p1") is None


def test_court_that_commissioned_the_case_is_in_no_room():
    made.county()
    file = made.filed()
    act(
        file,
        "intake.court_letter",
        by=officer(),
        court="COURT",
        court_kind="commissioned",
        received_on="2026-03-02",
    )

    assert rooms_for(sight(court_clerk(), file)) == []


def test_page_of_a_long_talk_takes_the_same_number_of_queries(case):
    for n in range(12):
        say(case, party(case), f"第{n + 1}句")
    few = _queries(case, 3)
    many = _queries(case, 12)

    assert few == many
    seen = sight(mediator(), case, open_sealed=False)
    last = talk(seen, "", most=5)
    assert [m.number for m in last.messages] == [8, 9, 10, 11, 12]
    assert [m.number for m in talk(seen, "", before=last.first, most=5).messages] == [3, 4, 5, 6, 7]
    assert [m.number for m in talk(seen, "", after=11).messages] == [12]
    assert talk(seen, "", after=12).messages == ()


def _queries(file: str, most: int) -> int:
    with CaptureQueriesContext(connection) as seen:
        talk(sight(mediator(), file, open_sealed=False), "", most=most)
    return len(seen)


def test_talk_stands_in_the_record(case):
    say(case, party(case), "底线三千", room="p1")
    say(case, party(case), "您好")

    assert not [fault for fault in verify().faults if fault.file == case]
    row = Event.objects.get(file=case, act="rooms.speak_apart")
    assert "底线" not in row.header


def test_case_page_leaves_shut_what_was_said_and_its_room_opens_it(case: str) -> None:
    file = case
    say(file, party(file), "回单照片已交")

    shut, whole = sight(mediator(), file, talk=False), sight(mediator(), file)

    assert shut is not None
    assert whole is not None
    assert "回单照片已交" not in str(shut.pieces)
    assert "回单照片已交" in str(whole.pieces)
    assert shut.picture == whole.picture
    assert shut.names == whole.names
