"""Staff hear of news on their desk by their recorded means: their own cases alone, by number and nothing else."""

from datetime import timedelta

import pytest

from rongzhi.accounts.news import choose_frequency, frequency_of, send_news
from rongzhi.accounts.resets import keep_address
from rongzhi.casework.models import Due
from rongzhi.directory.models import Account
from rongzhi.exchange.connectors.message.demo import memory_ports
from rongzhi.exchange.connectors.message.failing import failing_ports
from rongzhi.exchange.models import Delivered, StaffNotice
from rongzhi.exchange.outbox import deliver
from tests.factories.county import act, clock, county, filed, key, officer

pytestmark = pytest.mark.django_db


def staff(username: str, frequency: str, address: str = "13700000007") -> Account:
    account = Account.objects.get(username=username)
    keep_address(account, "sms", address)
    assert choose_frequency(account, frequency, at=clock())
    return account


def invited(body: str = "BANK1") -> str:
    """A case in which an institution was invited: required, and on its desk."""
    number = filed(respondent_body=body, applicant_name="秘密甲", what_happened="绝密经过")
    act(number, "invitation.prepare", by=officer())
    act(number, "invitation.send", by=officer(), party="p2", way="letter")
    deliver(memory_ports(), now=clock())
    return number


def mild(number: str, *, to: str = "respondent") -> None:
    """News on the desk that may wait."""
    Due.objects.create(file=number, key=key(), seq=1, kind="message", what="message", to=to, status="due")
    deliver(memory_ports(), now=clock())


def texts(ports) -> list[str]:
    return [message.text for port in ports for message in port.sent.values()]


def test_news_names_the_case_and_nothing_else():
    county()
    staff("agent-BANK1", "at_once")
    number = invited()
    ports = memory_ports()

    assert send_news(ports, at=clock()) == 1
    (text,) = texts(ports)
    assert number in text
    for secret in ("秘密甲", "绝密", "13800000001", "5000"):
        assert secret not in text
    assert send_news(ports, at=clock(days=1)) == 0


def test_agent_hears_nothing_of_another_institution():
    county()
    staff("agent-BANK2", "at_once")
    staff("agent-BANK1", "at_once", "13700000008")
    one, other = invited("BANK1"), invited("BANK2")
    ports = memory_ports()

    send_news(ports, at=clock())

    heard = {message.to: message.text for message in ports["sms"].sent.values()}
    assert other in heard["13700000007"]
    assert one not in heard["13700000007"]
    assert other not in heard["13700000008"]


def test_administrator_of_the_committee_hears_of_no_case():
    county()
    staff("administrator", "at_once")
    mild(filed(), to="organisation")
    ports = memory_ports()

    assert Delivered.objects.filter(recipient="PMCF").exists()
    assert send_news(ports, at=clock()) == 0
    assert texts(ports) == []


def test_digest_waits_until_morning_but_what_is_required_does_not():
    county()
    number = invited()
    staff("agent-BANK1", "daily")
    mild(number)
    ports = memory_ports()

    assert send_news(ports, at=clock()) == 0
    assert send_news(ports, at=clock(days=1)) == 1
    other = invited()
    assert send_news(ports, at=clock(days=1, minutes=1)) == 1
    assert other in texts(ports)[-1]


def test_port_down_loses_nothing():
    county()
    staff("agent-BANK1", "at_once")
    invited()
    ports = memory_ports()

    assert send_news(failing_ports(), at=clock()) == 0
    assert send_news(ports, at=clock() + timedelta(minutes=1)) == 1


def test_who_left_or_ended_it_hears_nothing():
    county()
    account = staff("agent-BANK1", "at_once")
    invited()
    Account.objects.filter(pk=account.pk).update(is_active=False)
    ports = memory_ports()

    assert send_news(ports, at=clock()) == 0
    assert choose_frequency(account, "", at=clock())
    assert not StaffNotice.objects.exists()


def test_without_a_recorded_means_nothing_can_be_chosen():
    county()
    account = Account.objects.get(username="officer")

    assert not choose_frequency(account, "daily", at=clock())
    assert frequency_of(account) == ""
