"""Meetings: moved while somebody answers, who came and how, minutes signed as they stand, dates that clash, calendars."""

import hashlib
from datetime import date

import pytest

from rongzhi.casework.actions import perform
from rongzhi.casework.calendar_keys import (
    calendar_key_of,
    find_calendar_key,
    new_calendar_key,
    revoke_calendar_keys,
)
from rongzhi.casework.meetings import Clash, attendance, calendar, clashes, meetings
from rongzhi.casework.models import CalendarKey
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.decide import Refusal
from tests.factories import county as made
from tests.factories.county import NOW, act, agent, clock, court_clerk, key, mediator, officer, party
from tests.factories.main_line import appointed, mediating, picture

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 9)
MEETING = {"meeting_on": "2026-03-09", "hour": "14:00", "place": "调委会二楼", "mode": "site"}


@pytest.fixture
def case() -> str:
    made.county()
    file = mediating()
    act(file, "mediation.set_meeting", by=mediator(), **MEETING)
    return file


def refused(file, name, by, *, now=NOW, **data) -> set[str]:
    answer = perform(file, name, by=by, data=data, now=now, request=key())
    assert isinstance(answer, Refusal), answer
    return {reason.key for reason in answer.reasons}


def stage(file) -> str:
    return picture(file).proceeding("mediation").stage


def test_meeting_set_shows_time_place_and_mode_to_those_who_take_part(case):
    for by in (party(case), agent("BANK1"), mediator(), officer()):
        found = meetings(sight(by, case))[0]
        assert (found.on, found.hour, found.mode, found.status, found.place) == (
            DAY,
            "14:00",
            "site",
            "set",
            "调委会二楼",
        )
    assert sight(court_clerk(), case) is None


@pytest.mark.parametrize("hour", ["2 pm", "25:00", "9:30", "14:0"])
def test_hour_that_is_none_is_refused(hour):
    made.county()
    file = mediating()

    assert "meeting_to_come" in refused(file, "mediation.set_meeting", mediator(), **MEETING | {"hour": hour})


def test_meeting_in_the_past_is_refused():
    made.county()
    file = mediating()
    past = MEETING | {"meeting_on": "2026-03-01"}

    assert "meeting_to_come" in refused(file, "mediation.set_meeting", mediator(), **past)


def test_answer_to_a_meeting_that_was_moved_meanwhile_is_refused(case):
    act(case, "meetings.answer", by=party(case), session="session-1", coming="site")
    later = MEETING | {"meeting_on": "2026-03-10", "hour": "09:30"}
    act(case, "meetings.move", by=mediator(), session="session-1", reasons="调解员有会", **later)

    assert refused(case, "meetings.answer", agent("BANK1"), session="session-1", coming="site") == {
        "meeting_stands"
    }
    assert "meeting_stands" in refused(
        case, "meetings.join", party(case), session="session-1", joins="site", now=clock(days=7)
    )
    assert refused(case, "meetings.move", officer(), session="session-1", reasons="x", **later) == {
        "meeting_stands"
    }
    act(case, "meetings.answer", by=agent("BANK1"), session="session-2", coming="cannot", remark="出差")
    shown = meetings(sight(party(case), case))
    assert [(m.key, m.status, m.hour) for m in shown] == [
        ("session-2", "set", "09:30"),
        ("session-1", "moved", "14:00"),
    ]
    assert {a.party: a.planned for a in attendance(picture(case), "session-2")} == {"p1": "", "p2": "cannot"}


def test_cancelled_meeting_leads_back_to_where_the_case_was():
    made.county()
    told, untold = mediating(), appointed()
    for file, after in ((told, "mediating"), (untold, "opening")):
        act(file, "mediation.set_meeting", by=mediator(), **MEETING)
        assert stage(file) == "meeting_set"
        act(file, "meetings.cancel", by=officer(), session="session-1", reasons="停电")
        assert stage(file) == after
        assert refused(file, "meetings.cancel", officer(), session="session-1", reasons="x") == {
            "meeting_stands"
        }
        act(file, "mediation.set_meeting", by=mediator(), **MEETING)


def test_move_and_cancel_give_notice(case):
    act(case, "meetings.move", by=mediator(), session="session-1", reasons="x", **MEETING | {"hour": "15:00"})
    act(case, "meetings.cancel", by=mediator(), session="session-2", reasons="x")
    from rongzhi.casework.models import Due

    told = set(Due.objects.filter(file=case, kind="message").values_list("what", flat=True))
    assert {"meeting_set", "meeting_moved", "meeting_cancelled"} <= told


def test_who_came_and_how_is_recorded_one_by_one(case):
    day = clock(days=7)
    act(case, "meetings.join", by=party(case), now=day, session="session-1", joins="video")
    assert "meeting_today" in refused(case, "meetings.join", party(case), session="session-1", joins="site")
    act(case, "meetings.attendance", by=mediator(), now=day, session="session-1", party="p1", came="site")
    act(case, "meetings.attendance", by=mediator(), now=day, session="session-1", party="p2", came="absent")
    act(case, "meetings.attendance", by=mediator(), now=day, session="session-1", party="p1", came="video")

    lines = {a.party: (a.joined, a.came) for a in attendance(picture(case), "session-1")}
    assert lines == {"p1": ("video", "video"), "p2": ("", "absent")}
    assert "not_yours" in refused(
        case, "meetings.attendance", officer(), session="session-1", party="p1", came="site"
    )


def held(case, text="双方陈述。") -> str:
    """The meeting was held; the key of its minutes."""
    act(
        case, "mediation.hold_meeting", by=mediator(), session="session-1", mode="site", minutes=text,
        now=clock(days=7),
    )  # fmt: skip
    return picture(case).latest("minutes").key


def signing(case, minutes) -> dict[str, str]:
    return {
        "minutes_key": minutes,
        "text_hash": picture(case).entries[minutes].code,
        "read_back": "yes",
        "signature_kind": "hand",
    }


def test_meeting_held_is_the_one_that_was_set(case):
    held(case)

    assert [(m.key, m.status) for m in meetings(sight(mediator(), case))] == [("session-1", "held")]
    assert stage(case) == "mediating"
    assert "meeting_stands_if_named" in refused(
        case, "mediation.hold_meeting", mediator(), session="session-1", mode="site", minutes="x"
    )


def test_minutes_are_signed_by_each_who_took_part(case):
    minutes = held(case)
    given = signing(case, minutes)
    act(case, "meetings.sign_minutes", by=party(case), **given)
    act(case, "meetings.sign_minutes", by=mediator(), **given)
    act(case, "meetings.sign_minutes", by=officer(), party="p2", how="paper", **given)

    signed = picture(case).list("minutes_signature", "valid")
    assert [line.party for line in signed] == ["p1", "", "p2"]
    assert all(line.facts["text_hash"] == given["text_hash"] for line in signed)
    assert refused(case, "meetings.sign_minutes", party(case), **given) == {"minutes_not_signed"}
    assert refused(case, "meetings.sign_minutes", agent("BANK1"), **given) == {"minutes_not_signed"}
    assert "signs_for_somebody" in refused(case, "meetings.sign_minutes", officer(), **given)


def test_signature_on_minutes_that_changed_is_refused(case):
    old = held(case)
    given = signing(case, old)
    act(case, "meetings.sign_minutes", by=party(case), **given)
    act(
        case,
        "meetings.mend_minutes",
        by=mediator(),
        minutes_key=old,
        minutes="双方陈述，银行愿退。",
        reasons="漏记",
    )
    new = picture(case).latest("minutes").key

    assert refused(case, "meetings.sign_minutes", agent("BANK1"), **given) == {"minutes_unchanged"}
    mixed = signing(case, new) | {"text_hash": given["text_hash"]}
    assert refused(case, "meetings.sign_minutes", agent("BANK1"), **mixed) == {"minutes_unchanged"}
    act(case, "meetings.sign_minutes", by=agent("BANK1"), **signing(case, new))
    assert {line.facts["minutes_key"] for line in picture(case).list("minutes_signature")} == {old, new}
    assert refused(case, "meetings.mend_minutes", mediator(), minutes_key=old, minutes="y", reasons="x") == {
        "minutes_stand"
    }


def test_seal_under_minutes_needs_a_witness(case):
    given = signing(case, held(case)) | {"signature_kind": "official_seal"}

    assert refused(case, "meetings.sign_minutes", agent("BANK1"), **given) == {"seal_is_witnessed"}
    act(case, "meetings.sign_minutes", by=agent("BANK1"), witness="见证人", **given)


# ── Dates that clash ──
def found(case, **changes) -> list[Clash]:
    wanted = {"on": DAY, "hour": "14:30", "place": "调委会 二楼", "mode": "site"} | changes
    return clashes(sight(mediator(), case), **wanted)


def test_clash_tells_the_hour_and_whose_it_is_and_nothing_else(case):
    other = mediating(applicant_name="李四", applicant_phone="13800000002")

    assert found(other) == [Clash("neutral", "14:00"), Clash("p2", "14:00"), Clash("place", "14:00")]
    assert found(other, hour="18:00", place="别处") == [Clash("neutral", "14:00")]
    assert found(other, on=date(2026, 3, 10)) == []
    assert found(case) == [Clash("here", "14:00")]
    assert found(case, but="session-1") == []


def test_meeting_that_was_called_off_clashes_with_nothing(case):
    other = mediating(applicant_name="李四", applicant_phone="13800000002")
    act(case, "meetings.cancel", by=mediator(), session="session-1", reasons="x")

    assert found(other) == []


# ── Calendars ──
def test_calendar_holds_what_its_reader_may_know(case):
    since = date(2026, 3, 1)

    for by in (party(case), agent("BANK1"), mediator(), officer()):
        lines = calendar(by, since=since)
        assert [(m.file, m.key, m.place) for m in lines] == [(case, "session-1", "调委会二楼")]
    for by in (mediator(2), agent("BANK2"), court_clerk()):
        assert calendar(by, since=since) == []
    assert calendar(mediator(), since=date(2026, 4, 1)) == []


def test_calendar_address_is_stored_as_digest_and_can_be_revoked(case):
    by = mediator()
    token = new_calendar_key(by, now=NOW)

    row = CalendarKey.objects.get()
    assert token.encode() not in bytes(row.digest)
    assert bytes(row.digest) != hashlib.sha256(token.encode()).digest()
    assert find_calendar_key(token).reader == by.id
    assert find_calendar_key(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    again = new_calendar_key(by, now=NOW)
    assert find_calendar_key(token) is None, "a new address ends the old one"
    assert revoke_calendar_keys(by, now=NOW) == 1
    assert find_calendar_key(again) is None
    assert calendar_key_of(by) is None
