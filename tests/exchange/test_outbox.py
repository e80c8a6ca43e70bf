"""Messages that acts left to be sent: to whom, by which way, once, and again when a port was down."""

from datetime import timedelta

import pytest

from rongzhi.casework.erasure import erase
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import AccessCode, Due, File
from rongzhi.casework.snapshot import load
from rongzhi.core.record.keys import code_digest
from rongzhi.exchange.connectors.message.connected import FOLDER
from rongzhi.exchange.connectors.message.demo import folder_ports, memory_ports
from rongzhi.exchange.connectors.message.failing import failing_ports
from rongzhi.exchange.connectors.message.port import Message, Ports
from rongzhi.exchange.models import Delivered
from rongzhi.exchange.outbox import LEASE, MOST_TRIES, code_of, deliver, try_again
from rongzhi.exchange.recipients import Recipient, contact_of, place, recipients
from tests.factories.county import act, clock, county, filed, officer

pytestmark = pytest.mark.django_db

PERSON = {"respondent_kind": "consumer", "respondent_body": None, "respondent_name": "李四"}


def invited(*, way: str = "sms", **changes) -> str:
    """A case whose other side, a person, was invited."""
    number = filed(**{**PERSON, "respondent_phone": "13900000002", **changes})
    act(number, "invitation.prepare", by=officer())
    act(number, "invitation.send", by=officer(), party="p2", way=way)
    return number


def sent(ports: Ports) -> list[Message]:
    return [message for port in ports for message in port.sent.values()]


def one(number: str) -> Due:
    return Due.objects.get(file=number, kind="message")


def test_invitation_goes_out_by_the_way_chosen_with_its_code():
    county()
    number = invited()
    ports = memory_ports()

    report = deliver(ports, now=clock())

    (message,) = sent(ports)
    code = code_of(one(number))
    assert (report.sent, report.total) == (1, 1)
    assert message.to == "13900000002"
    assert code in message.text
    assert AccessCode.objects.get(file=number, party="p2").digest == code_digest(installation_keys(), code)
    assert (one(number).status, Delivered.objects.get().means) == ("sent", "sms")


def test_message_carries_nothing_of_the_dispute():
    county()
    number = invited(respondent_address="城关镇人民路1号", way="letter")
    ports = memory_ports()

    deliver(ports, now=clock())

    (message,) = sent(ports)
    for secret in ("张三", "13800000001", "5000", "保险", "贷款"):
        assert secret not in message.text + message.subject
    assert number in message.text
    assert message.name == "李四"


def test_other_texts_carry_no_code():
    county()
    number = invited()
    Due.objects.filter(file=number, kind="message").update(what="refused")
    ports = memory_ports()

    deliver(ports, now=clock())

    assert code_of(one(number)) not in sent(ports)[0].text


def test_second_run_sends_nothing():
    county()
    invited()
    ports = memory_ports()
    deliver(ports, now=clock())

    assert deliver(ports, now=clock(days=1)).total == 0
    assert len(sent(ports)) == 1


def test_port_that_is_down_is_tried_again_later():
    county()
    number = invited()

    first = deliver(failing_ports(), now=clock())
    soon = deliver(memory_ports(), now=clock())
    later = deliver(memory_ports(), now=clock(minutes=2))

    assert (first.waiting, soon.total, later.sent) == (1, 0, 1)
    assert (one(number).status, one(number).tries) == ("sent", 2)


def test_wait_grows_with_each_try():
    county()
    number = invited()
    waits = []
    moment = clock()
    for _ in range(4):
        deliver(failing_ports(), now=moment)
        waits.append(one(number).next_try - moment)
        moment = one(number).next_try

    assert waits == [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
    assert "sms" in one(number).last_error


def test_message_is_given_up_after_many_tries_and_can_be_put_back():
    county()
    number = invited()
    Due.objects.filter(file=number, kind="message").update(tries=MOST_TRIES - 1)

    assert deliver(failing_ports(), now=clock()).failed == 1
    assert one(number).status == "failed"
    assert try_again(number, one(number).key)
    assert deliver(memory_ports(), now=clock()).sent == 1
    assert not try_again(number, one(number).key)


def test_run_cut_off_between_port_and_mark_doubles_nothing(monkeypatch):
    county()
    number = invited()
    ports = memory_ports()

    def cut_off(*args, **fields):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Delivered.objects, "get_or_create", cut_off)
        with pytest.raises(KeyboardInterrupt):
            deliver(ports, now=clock())
    held = deliver(ports, now=clock())
    again = deliver(ports, now=clock() + LEASE)

    assert (held.total, again.sent) == (0, 1)
    assert len(sent(ports)) == 1
    assert one(number).status == "sent"


def test_everybody_is_reached_once_when_one_port_was_down():
    county()
    number = filed(**PERSON, respondent_email="li@example.cn")
    act(number, "invitation.prepare", by=officer())
    act(number, "invitation.send", by=officer(), party="p2", way="email")
    deliver(memory_ports(), now=clock())
    Due.objects.create(
        file=number, key="9-1", seq=1, kind="message", what="meeting_set", to="party", status="due"
    )
    ports = memory_ports()
    half = Ports(ports["sms"], *(port for port in failing_ports() if port.means == "email"))

    first = deliver(half, now=clock())
    second = deliver(ports, now=clock(minutes=2))

    assert (first.waiting, second.sent) == (1, 1)
    assert [message.to for message in sent(ports)] == ["13800000001", "li@example.cn"]


def test_institution_of_the_directory_finds_it_on_its_desk():
    county()
    number = filed()
    act(number, "invitation.prepare", by=officer())
    act(number, "invitation.send", by=officer(), party="p2", way="letter")
    ports = memory_ports()

    deliver(ports, now=clock())

    (message,) = sent(ports)
    assert (message.to, list(Delivered.objects.values_list("means", flat=True))) == ("BANK1", ["desk"])
    assert code_of(one(number)) not in message.text


def test_person_without_contact_is_told_to_staff():
    county()
    number = filed(**PERSON)
    act(number, "invitation.prepare", by=officer())
    act(number, "invitation.send", by=officer(), party="p2", way="visit")

    report = deliver(memory_ports(), now=clock())

    assert (report.nowhere, one(number).status) == (1, "nowhere")
    assert one(number).last_error.startswith("p2: ")


def test_way_that_is_not_connected_is_told_to_staff():
    county()
    number = invited()

    deliver(Ports(), now=clock())

    assert one(number).status == "nowhere"
    assert "not connected" in one(number).last_error


def test_erased_person_is_not_written_to():
    county()
    number = invited()
    erase(number, "person:p2", by=officer(), reason="request", now=clock())

    deliver(memory_ports(), now=clock())

    assert contact_of(number, "p2") == {}
    assert one(number).status == "nowhere"


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("applicant", [Recipient("party", "p1")]),
        ("respondent", [Recipient("desk", "BANK1")]),
        ("party", [Recipient("party", "p1")]),
        ("p1", [Recipient("party", "p1")]),
        ("organisation", [Recipient("desk", "PMCF")]),
        ("secretariat", [Recipient("desk", "SEC")]),
        ("court", []),
        ("COURT", [Recipient("desk", "COURT")]),
        ("neutral", []),
        ("n2", [Recipient("desk", "n2")]),
        ("", []),
    ],
)
def test_recipients_of_each_word(to, expected):
    county()
    picture = load(File.objects.get(number=filed()).picture)

    assert list(recipients(picture, to)) == expected


def test_message_to_all_reaches_who_was_invited():
    county()
    number = filed()
    act(number, "invitation.prepare", by=officer())
    act(number, "invitation.send", by=officer(), party="p2", way="letter")

    found = recipients(load(File.objects.get(number=number).picture), "party")

    assert list(found) == [Recipient("party", "p1"), Recipient("desk", "BANK1")]


@pytest.mark.parametrize(
    ("contact", "wished", "means"),
    [
        ({"applicant_email": "a@example.cn"}, "", "sms"),
        ({"applicant_email": "a@example.cn"}, "email", "email"),
        ({"applicant_phone": "0571-88880000", "applicant_address": "城关镇1号"}, "sms", "letter"),
        ({"applicant_phone": "0571-88880000"}, "", None),
    ],
)
def test_way_by_what_the_person_gave(contact, wished, means):
    county()
    picture = load(File.objects.get(number=filed(**contact)).picture)

    found = place(picture, Recipient("party", "p1"), wished=wished)

    assert (found.means if found else None) == means


def test_folder_port_writes_once_and_for_its_owner_alone(tmp_path):
    county()
    number = invited()
    folder = tmp_path / "outbox"

    deliver(folder_ports(folder), now=clock())
    Due.objects.filter(file=number).update(status="due")
    Delivered.objects.all().delete()
    deliver(folder_ports(folder), now=clock())

    (path,) = folder.iterdir()
    assert path.name.startswith(number)
    assert path.stat().st_mode & 0o777 == 0o600
    assert "13900000002" in path.read_text()


def test_folder_that_cannot_be_written_is_a_port_that_is_down(tmp_path):
    county()
    number = invited()
    (tmp_path / "outbox").write_text("in the way")

    report = deliver(folder_ports(tmp_path / "outbox"), now=clock())

    assert (report.waiting, one(number).status) == (1, "due")


def test_erasing_a_person_deletes_the_message_files_of_the_case(installation):
    county()
    number, other = invited(), invited()
    deliver(folder_ports(installation / FOLDER), now=clock())

    erase(number, "person:p2", by=officer(), reason="request", now=clock())

    (left,) = (installation / FOLDER).iterdir()
    assert left.name.startswith(other)
