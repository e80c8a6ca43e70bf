"""At the desk two people act at once: each signs once, under the text that stands; who comes too late is told why."""

from datetime import date

import pytest

from rongzhi.casework.actions import perform
from rongzhi.casework.meetings import attendance, meetings
from rongzhi.casework.models import Event
from rongzhi.casework.verify import verify
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.decide import Refusal
from tests.factories.at_once import at_once
from tests.factories.county import NOW, act, agent, clock, county, key, mediator, officer, party
from tests.factories.files import sent
from tests.factories.main_line import mediating, picture, signing, text_hash

pytestmark = pytest.mark.django_db(transaction=True)
MEETING = {"meeting_on": "2026-03-09", "hour": "14:00", "place": "调委会二楼", "mode": "site"}
LATER = MEETING | {"meeting_on": "2026-03-10", "hour": "09:30"}
THE_DAY = clock(days=7)


@pytest.fixture(autouse=True)
def _county(installation):
    county()


def step(file, name, by, *, now=NOW, request="", **data):
    """An act that waits to be done together with others."""
    request = request or key()
    return lambda: perform(file, name, by=by, data=data, now=now, request=request)


def refusals(answers) -> list[str]:
    return [reason.key for answer in answers if isinstance(answer, Refusal) for reason in answer.reasons]


def whole(file) -> bool:
    """Nothing was lost or counted twice: numbers without a gap, and the record fits its tables."""
    seqs = list(Event.objects.filter(file=file).order_by("seq").values_list("seq", flat=True))
    faults = [fault for fault in verify(now=NOW).faults if fault.kind != "stray"]
    return seqs == list(range(1, picture(file).seq + 1)) and faults == []


def with_meeting() -> str:
    file = mediating()
    act(file, "mediation.set_meeting", by=mediator(), **MEETING)
    return file


def with_minutes() -> tuple[str, str]:
    """A case whose meeting was held, and the key of its minutes."""
    file = with_meeting()
    held = {"session": "session-1", "mode": "site", "minutes": "双方陈述。"}
    act(file, "mediation.hold_meeting", by=mediator(), now=THE_DAY, **held)
    return file, picture(file).latest("minutes").key


def minutes_data(file, minutes) -> dict[str, str]:
    digest = picture(file).entries[minutes].code
    return {"minutes_key": minutes, "text_hash": digest, "read_back": "yes", "signature_kind": "hand"}


# ── The agreement ──
def test_both_sides_sign_the_agreement_at_once_and_both_count():
    file = signing()
    digest = text_hash(file)
    seal = {
        "signature_kind": "official_seal",
        "witness": "见证人李四",
        "scan": sent(file, agent("BANK1")),
        "text_hash": digest,
    }

    answers = at_once(
        step(file, "agreement.sign", party(file), signature_kind="hand", text_hash=digest),
        step(file, "agreement.sign", agent("BANK1"), **seal),
    )

    assert [answer.ok for answer in answers] == [True, True]
    signed = picture(file).list("signature", "valid")
    assert sorted(line.party for line in signed) == ["p1", "p2"]
    assert whole(file)


@pytest.mark.parametrize(("requests", "accepted"), [(("a", "b"), 1), (("same", "same"), 2)])
def test_same_person_signs_the_agreement_twice_at_once_and_signs_once(requests, accepted):
    file = signing()
    data = {"signature_kind": "hand", "text_hash": text_hash(file)}

    answers = at_once(
        *(step(file, "agreement.sign", party(file), request=request, **data) for request in requests)
    )

    assert sum(answer.ok for answer in answers) == accepted
    assert set(refusals(answers)) <= {"not_signed_yet"}
    assert [line.party for line in picture(file).list("signature", "valid")] == ["p1"]
    assert Event.objects.filter(file=file, act="agreement.sign").count() == 1
    assert whole(file)


def test_signature_and_a_change_of_the_text_at_once_leave_no_signature_under_it():
    file = signing()
    data = {"signature_kind": "hand", "text_hash": text_hash(file)}

    sign, change = at_once(
        step(file, "agreement.sign", party(file), **data),
        step(file, "agreement.ask_change", agent("BANK1"), change="期次有误"),
    )

    assert change.ok
    if not sign.ok:  # the change was first
        assert refusals([sign]) == ["out_of_stage"]
    assert picture(file).list("signature", "valid") == []
    assert picture(file).at("agreement", "drafting")
    assert whole(file)


def test_signature_on_the_text_before_a_new_draft_is_refused():
    file = signing()
    before = text_hash(file)
    draft = {
        "facts_and_issues": "保费争议",
        "terms": "银行一次退还3000元",
        "amount": "3000.00",
        "no_harm": "yes",
    }
    act(file, "agreement.draft", by=mediator(), **draft)
    for by in (party(file), agent("BANK1")):
        act(file, "agreement.confirm_reading", by=by, agrees="yes")
    old = {"signature_kind": "hand", "text_hash": before}

    answers = at_once(
        step(file, "agreement.sign", party(file), **old),
        step(file, "agreement.sign", party(file, "p2"), **old),
    )

    assert set(refusals(answers)) == {"text_unchanged"}
    assert picture(file).list("signature", "valid") == []
    act(file, "agreement.sign", by=party(file), signature_kind="hand", text_hash=text_hash(file))


# ── Minutes ──
def test_everybody_signs_the_minutes_at_once_and_each_counts_once():
    file, minutes = with_minutes()
    given = minutes_data(file, minutes)

    answers = at_once(
        step(file, "meetings.sign_minutes", party(file), **given),
        step(file, "meetings.sign_minutes", party(file), **given),
        step(file, "meetings.sign_minutes", agent("BANK1"), **given),
        step(file, "meetings.sign_minutes", mediator(), **given),
    )

    assert sorted(answer.ok for answer in answers) == [False, True, True, True]
    assert refusals(answers) == ["minutes_not_signed"]
    signed = picture(file).list("minutes_signature", "valid")
    assert sorted(line.party for line in signed) == ["", "p1", "p2"]
    assert whole(file)


def test_minutes_mended_while_somebody_signs_bear_no_signature_of_the_old_text():
    file, old = with_minutes()
    given = minutes_data(file, old)

    sign, mend = at_once(
        step(file, "meetings.sign_minutes", party(file), **given),
        step(
            file,
            "meetings.mend_minutes",
            mediator(),
            minutes_key=old,
            minutes="双方陈述，银行愿退。",
            reasons="漏记",
        ),
    )

    assert mend.ok
    assert sign.ok or refusals([sign]) == ["minutes_unchanged"]
    new = picture(file).latest("minutes")
    assert new.key != old
    signed = picture(file).list("minutes_signature")
    assert [line.facts["minutes_key"] for line in signed] == [old] * sign.ok
    assert all(line.facts["text_hash"] == given["text_hash"] != new.code for line in signed)
    assert whole(file)


# ── Meetings ──
@pytest.mark.parametrize(
    ("name", "data", "now"),
    [
        ("meetings.answer", {"coming": "site"}, NOW),
        ("meetings.join", {"joins": "video"}, THE_DAY),
    ],
)
def test_meeting_moved_while_somebody_answers_or_joins_keeps_the_answer_to_the_old_day(name, data, now):
    file = with_meeting()

    said, moved = at_once(
        step(file, name, party(file), session="session-1", now=now, **data),
        step(file, "meetings.move", mediator(), session="session-1", reasons="调解员有会", now=now, **LATER),
    )

    assert moved.ok
    assert said.ok or refusals([said]) == ["meeting_stands"]
    lines = picture(file).list("attendance")
    assert [line.facts["session"] for line in lines] == ["session-1"] * said.ok
    assert not any(a.planned or a.joined for a in attendance(picture(file), "session-2"))
    assert [(m.key, m.status, m.on) for m in meetings(sight(party(file), file))] == [
        ("session-2", "set", date(2026, 3, 10)),
        ("session-1", "moved", date(2026, 3, 9)),
    ]
    assert whole(file)


def test_meeting_moved_by_two_at_once_has_one_new_day():
    file = with_meeting()
    other = LATER | {"meeting_on": "2026-03-11"}

    answers = at_once(
        step(file, "meetings.move", mediator(), session="session-1", reasons="调解员有会", **LATER),
        step(file, "meetings.move", officer(), session="session-1", reasons="会议室有事", **other),
    )

    assert sorted(answer.ok for answer in answers) == [False, True]
    assert refusals(answers) == ["meeting_stands"]
    assert len(picture(file).list("session", "set")) == 1
    assert whole(file)


def test_meeting_moved_and_cancelled_at_once_is_one_of_both():
    file = with_meeting()

    move, cancel = at_once(
        step(file, "meetings.move", mediator(), session="session-1", reasons="调解员有会", **LATER),
        step(file, "meetings.cancel", officer(), session="session-1", reasons="停电"),
    )

    assert move.ok != cancel.ok
    assert refusals([move, cancel]) == ["meeting_stands"]
    assert len(picture(file).list("session", "set")) == move.ok
    assert whole(file)
