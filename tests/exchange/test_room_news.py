"""News of the rooms: to who may read what was said and nobody else, without a word of it, and not twice until read."""

from datetime import datetime, timedelta

import pytest

from rongzhi.casework.erasure import erase
from rongzhi.casework.models import Due
from rongzhi.casework.rooms import mark_data
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.definition import Actor
from rongzhi.exchange.connectors.message.demo import memory_ports
from rongzhi.exchange.connectors.message.failing import failing_ports
from rongzhi.exchange.connectors.message.port import Message
from rongzhi.exchange.digests import BUNDLED
from rongzhi.exchange.models import Delivered
from rongzhi.exchange.outbox import deliver
from rongzhi.exchange.texts import CARRIES_CODE
from rongzhi.rulebook.procedures.rooms import NEWS
from rongzhi.web.unsent import unsent
from tests.factories.county import NOW, act, agent, clock, county, mediator, officer, party, reviewer
from tests.factories.main_line import mediating

pytestmark = pytest.mark.django_db
SECRET = "底线三千"
PHONE = "13800000001"
LATER = clock(minutes=1)


@pytest.fixture
def case() -> str:
    county()
    return quiet(mediating())


def quiet(file: str) -> str:
    """The case with all earlier messages delivered."""
    deliver(memory_ports(), now=NOW)
    return file


def say(file: str, by: Actor, room: str = "", *, now: datetime = NOW) -> None:
    data = {"text": SECRET} | ({"party": room} if room else {})
    act(file, "rooms.speak_apart" if room else "rooms.speak", by=by, now=now, **data)


def read(file: str, by: Actor, room: str = "") -> None:
    data = mark_data(sight(by, file, open_sealed=False), room)
    act(file, "rooms.read_apart" if room else "rooms.read", by=by, **data)


def told(now: datetime = LATER) -> dict[str, Message]:
    """Who is written to in a run, and what."""
    ports = memory_ports()
    deliver(ports, now=now)
    return {message.to: message for port in ports for message in port.sent.values()}


def test_joint_room_is_told_to_the_others_and_to_nobody_else(case):
    for by, others in (
        (party(case), {"BANK1", "n1"}),
        (agent(), {PHONE, "n1"}),
        (mediator(), {PHONE, "BANK1"}),
    ):
        for reader in (party(case), agent(), mediator()):
            if mark_data(sight(reader, case, open_sealed=False), ""):
                read(case, reader)
        say(case, by)
        assert set(told()) == others, by.id


def test_talk_apart_is_told_to_its_side_and_the_neutral_alone(case):
    say(case, party(case), "p1")
    assert set(told()) == {"n1"}
    say(case, mediator(), "p1")
    assert set(told()) == {PHONE}
    say(case, agent(), "p2")
    assert set(told()) == set(), "the neutral has one notice of this case and has not read"
    say(case, mediator(), "p2")
    assert set(told()) == {"BANK1"}


def test_notice_says_neither_what_nor_where_nor_who(case):
    say(case, party(case), "p1")
    apart = told()["n1"]
    read(case, mediator(), "p1")
    say(case, party(case))
    joint = told()["n1"]

    assert (apart.text, apart.subject) == (joint.text, joint.subject)
    assert case in apart.text
    for secret in (SECRET, "张三", "银行", "单独", "调解室", "apart", "caucus", PHONE):
        assert secret not in apart.text + apart.subject
    assert NEWS not in CARRIES_CODE


def test_nobody_is_told_twice_until_they_have_read(case):
    for _ in range(5):
        say(case, party(case))
    assert sorted(told()) == ["BANK1", "n1"]
    say(case, agent())
    assert sorted(told()) == [PHONE]

    read(case, mediator())
    say(case, party(case))
    assert sorted(told()) == ["n1"]
    say(case, party(case), now=clock(days=1))
    assert sorted(told(clock(days=1))) == ["BANK1", "n1"]
    assert not Due.objects.filter(what=NEWS).exclude(status="sent").exists()


def test_who_has_read_in_the_meantime_is_not_told(case):
    say(case, party(case))
    read(case, mediator())

    assert set(told()) == {"BANK1"}


def test_notice_comes_by_the_means_and_in_the_digest_that_were_chosen(case):
    act(case, "case.choose_notices", by=party(case), means="sms", frequency="daily")
    say(case, mediator())
    say(case, mediator(), "p1")

    assert set(told()) == {"BANK1"}
    (message,) = told(NOW.replace(hour=9) + timedelta(days=1)).values()
    assert message.to == PHONE
    assert message.text.startswith(f"您有1件案件有新进展：{case}。")
    assert NEWS in BUNDLED


def test_who_wishes_only_what_is_required_is_not_told(case):
    act(case, "case.choose_notices", by=party(case), means="sms", frequency="required")
    say(case, mediator(), "p1")

    assert told() == {}
    assert [row.means for row in Delivered.objects.filter(due__in=_keys(case))] == ["none"]


def test_port_that_was_down_brings_one_notice_later(case):
    say(case, mediator(), "p1")
    say(case, mediator(), "p1")
    deliver(failing_ports(), now=LATER)

    assert set(told(clock(minutes=5))) == {PHONE}
    assert told(clock(minutes=30)) == {}


def test_agent_of_a_side_is_told_of_what_the_side_may_read():
    county()
    file = mediating()
    lawyer = {"agent_name": "钱律师", "agent_phone": "13800000077"}
    given = {"matters": "参加调解", "authority": "general", "until": "2026-04-01"}
    act(file, "case.add_agent", by=party(file), party="p1", **lawyer, **given)
    quiet(file)

    say(file, mediator(), "p1")
    assert set(told()) == {PHONE, "13800000077"}
    say(file, mediator(), "p2")
    assert set(told()) == {"BANK1"}
    read(file, party(file), "p1")
    say(file, party(file, "p3"), "p1")
    assert set(told()) == {PHONE, "n1"}


def test_staff_do_not_learn_whom_a_notice_did_not_reach(case):
    erase(case, "person:p1", by=officer(), reason="request", now=NOW)
    say(case, mediator(), "p1")

    assert told() == {}
    assert Due.objects.get(what=NEWS).status == "nowhere"
    assert not unsent(officer()).exists()
    assert not unsent(reviewer()).exists()


def test_neutral_who_left_is_not_told_and_the_next_one_is(case):
    act(case, "appointment.change", by=officer(), reasons="住院")
    act(case, "appointment.propose", by=officer(), neutral="n2", method="draw", candidates="n2", seed="s")
    act(case, "appointment.disclose", by=mediator(2), ties="no", past_cases="no", available="yes")
    for by in (party(case), agent()):
        act(case, "appointment.no_objection", by=by, agrees="yes")
    quiet(case)
    say(case, party(case))
    assert set(told()) == {"BANK1"}, "proposed is not accepted"

    act(case, "appointment.accept", by=mediator(2), agrees="yes")
    quiet(case)
    say(case, party(case), "p1", now=clock(days=1))
    assert set(told(clock(days=1))) == {"n2"}


def _keys(file: str) -> list[str]:
    return list(Due.objects.filter(file=file, what=NEWS).values_list("key", flat=True))
