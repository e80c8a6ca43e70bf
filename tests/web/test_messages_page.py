"""Messages that did not arrive: whose they are, what is said of them, and trying again."""

import pytest
from django.test import Client

from rongzhi.casework.models import Case, Due
from rongzhi.directory.models import Account
from rongzhi.exchange.connectors.message.demo import memory_ports
from rongzhi.exchange.connectors.message.failing import failing_ports
from rongzhi.exchange.outbox import MOST_TRIES, deliver
from tests.factories import county as made
from tests.web.forms import codes_shown, send
from tests.web.test_desk import queries

PERSON = {"respondent_kind": "consumer", "respondent_body": None, "respondent_name": "李四"}


def invited(**changes) -> str:
    """A case whose other side, a person, was invited and left no way to be reached."""
    number = made.filed(**{**PERSON, **changes})
    made.act(number, "invitation.prepare", by=made.officer())
    made.act(number, "invitation.send", by=made.officer(), party="p2", way="phone")
    return number


def lost(**changes) -> str:
    number = invited(**changes)
    deliver(memory_ports(), now=made.clock())
    return number


def test_message_without_a_way_is_listed_for_the_officer(county: str, staff) -> None:
    number = lost()
    officer = staff("officer")

    chinese = officer.get("/desk/messages/").text
    english = officer.get("/desk/messages/", headers={"accept-language": "en"}).text

    assert f'href="/cases/{number}/"' in chinese
    assert "邀请您参加调解" in chinese
    assert "被申请人" in chinese
    assert "2026年3月2日 10:00" in chinese
    assert "没有可用的联系方式" in chinese
    assert "No contact is known" not in chinese
    assert "respondent: No contact is known" in english
    assert "没有可用的联系方式" not in english


def test_list_holds_no_name_and_no_contact(county: str, staff) -> None:
    number = invited(respondent_phone="13900000002")
    Due.objects.filter(file=number, kind="message").update(tries=MOST_TRIES - 1)
    deliver(failing_ports(), now=made.clock())

    page = staff("officer").get("/desk/messages/").text

    assert number in page
    assert "多次未成" in page
    assert not [word for word in ("13900000002", "李四", "张三", "13800000001") if word in page]


def test_desk_counts_what_was_not_sent(county: str, staff) -> None:
    client = staff("officer")
    assert "未送达的消息（0）" in client.get("/desk/").text
    lost()

    assert "未送达的消息（1）" in client.get("/desk/").text
    assert "未送达的消息" not in staff("agent-BANK1").get("/desk/").text


@pytest.mark.parametrize("username", ["reviewer", "administrator", "clerk", "agent-BANK1", "n1"])
def test_list_is_for_officers(county: str, staff, username: str) -> None:
    number = lost()
    due = Due.objects.get(file=number, kind="message")
    client = staff(username)

    assert client.get("/desk/messages/").status_code == 404
    assert client.post("/desk/messages/again/", {"file": number, "key": due.key}).status_code == 404
    assert Due.objects.get(pk=due.pk).status == "nowhere"


def test_list_sends_strangers_to_sign_in(county: str, party) -> None:
    number = lost()

    assert Client().get("/desk/messages/").status_code == 302
    assert party(number).get("/desk/messages/").status_code == 404


def test_messages_of_another_bodys_cases_are_neither_listed_nor_sent_again(county: str, staff) -> None:
    number = lost()
    Account.objects.filter(username="officer2").update(body="BANK1")
    due = Due.objects.get(file=number, kind="message")
    client = staff("officer2")

    assert number not in client.get("/desk/messages/").text
    client.post("/desk/messages/again/", {"file": number, "key": due.key})
    assert Due.objects.get(pk=due.pk).status == "nowhere"


def test_message_is_tried_again_and_leaves_the_list(county: str, staff) -> None:
    number = lost()
    due = Due.objects.get(file=number, kind="message")
    client = staff("officer")

    answer = client.post("/desk/messages/again/", {"file": number, "key": due.key}, follow=True)
    twice = client.post("/desk/messages/again/", {"file": number, "key": due.key}, follow=True)

    assert "已交回发送" in answer.text
    assert "没有未送达的消息" in answer.text
    assert "已经不在清单中" in twice.text
    assert (Due.objects.get(pk=due.pk).status, Due.objects.get(pk=due.pk).tries) == ("due", 0)


def test_trying_again_needs_a_post(county: str, staff) -> None:
    assert staff("officer").get("/desk/messages/again/").status_code == 405


def test_message_about_a_suspicion_is_for_its_officer_alone(county: str, staff) -> None:
    number = lost()
    Case.objects.filter(number=number).update(officer="officer")
    Due.objects.filter(file=number, kind="message").update(what="lead_arrives", to="receiving_body")

    assert number in staff("officer").get("/desk/messages/").text
    assert number not in staff("officer2").get("/desk/messages/").text
    assert "未送达的消息（0）" in staff("officer2").get("/desk/").text


def test_list_takes_as_many_queries_for_three_messages_as_for_one(county: str, staff) -> None:
    client = staff("officer")
    lost()
    one, desk = queries(client, "/desk/messages/"), queries(client, "/desk/")
    lost()
    lost()

    assert queries(client, "/desk/messages/") == one
    assert queries(client, "/desk/") == desk


def test_list_is_paged(county: str, staff) -> None:
    number = lost()
    due = Due.objects.get(file=number, kind="message")
    Due.objects.bulk_create(
        Due(
            file=number,
            key=f"x{n}",
            seq=due.seq,
            kind="message",
            what="refused",
            to="applicant",
            status="failed",
        )
        for n in range(26)
    )
    client = staff("officer")

    first, second = client.get("/desk/messages/").text, client.get("/desk/messages/?page=2").text

    assert first.count('name="key"') == 25
    assert second.count('name="key"') == 2
    assert "?page=2" in first


@pytest.mark.parametrize("way", ["sms", "email"])
def test_code_that_goes_out_by_itself_is_not_shown_to_the_officer(county: str, staff, way: str) -> None:
    number = made.filed(**PERSON, respondent_phone="13900000002", respondent_email="li@example.org")
    made.act(number, "invitation.prepare", by=made.officer())

    answer = send(
        staff("officer"),
        f"/cases/{number}/acts/invitation.send/",
        {"party": "p2", "way": way},
        follow=True,
    )
    ports = memory_ports()
    deliver(ports, now=made.clock())

    assert codes_shown(answer.text) == []
    assert "随消息直接发给对方" in answer.text
    assert staff("officer").get(f"/receipt/{number}/").status_code == 404
    assert any("查询码" in message.text for port in ports for message in port.sent.values())


@pytest.mark.parametrize(
    ("way", "told"), [("letter", "装入邀请信"), ("phone", "读给对方"), ("visit", "上门核对身份")]
)
def test_slip_prints_the_code_for_ways_by_hand(county: str, staff, way: str, told: str) -> None:
    number = made.filed(**PERSON)
    made.act(number, "invitation.prepare", by=made.officer())

    slip = send(
        staff("officer"),
        f"/cases/{number}/acts/invitation.send/",
        {"party": "p2", "way": way},
        follow=True,
    ).text

    shown, code = codes_shown(slip)
    entered = Client().post("/enter/", {"number": number, "code": code})
    assert shown == number
    assert told in slip
    assert "（被申请人）" in slip
    assert "/enter/" in slip
    assert entered.headers["Location"] == f"/cases/{number}/"
