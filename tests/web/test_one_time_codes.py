"""A party enters by a one-time code to the contact on record; nobody learns from it what exists."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rongzhi.accounts.party_codes import send_codes
from rongzhi.casework.erasure import erase
from rongzhi.casework.models import PartyCode
from rongzhi.exchange.connectors.message.demo import memory_ports
from rongzhi.exchange.connectors.message.failing import failing_ports
from rongzhi.web.actors import PARTY
from tests.factories.county import NOW, act, administrator, clock, filed, officer
from tests.factories.county import party as as_party

PHONE = "13800000001"


@pytest.fixture
def file(county: str) -> str:
    return filed()


def asked(number: str, contact: str):
    return Client().post("/enter/one-time/", {"number": number, "contact": contact})


def sent() -> list[str]:
    """The codes that went out, by the numbers in their texts."""
    ports = memory_ports()
    send_codes(ports, at=clock())
    return [message.text.split("：")[1][:8] for message in ports["sms"].sent.values()]


def entered(number: str, code: str):
    browser = Client()
    return browser, browser.post("/enter/one-time/code/", {"number": number, "code": code})


def test_code_goes_to_the_contact_on_record_and_lets_in_once(file):
    asked(file, "138 0000 0001")
    codes = sent()

    browser, answer = entered(file, codes[0])
    _, again = entered(file, codes[0])

    assert len(codes) == 1
    assert answer.url == f"/cases/{file}/"
    assert browser.get(answer.url).status_code == 200
    assert again.status_code == 401


def test_page_reads_the_same_whatever_exists(file):
    pages = [
        asked(file, PHONE),
        asked(file, "13900000000"),
        asked("W-2026-999999", PHONE),
        asked(file, "nonsense"),
    ]

    texts = {page.text.replace(page.context["number"], "").split("csrfmiddlewaretoken")[0] for page in pages}
    assert {page.status_code for page in pages} == {200}
    assert len(texts) == 1
    assert PartyCode.objects.count() == 1


def test_wrong_codes_end_the_right_one(file):
    asked(file, PHONE)
    code = sent()[0]
    wrong = f"{(int(code) + 1) % 10**8:08}"

    for _ in range(5):
        entered(file, wrong)

    assert entered(file, code)[1].status_code in (401, 429)


def test_code_is_over_after_ten_minutes(file):
    asked(file, PHONE)
    code = sent()[0]

    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        assert entered(file, code)[1].status_code == 401


def test_code_of_one_case_opens_no_other(file):
    other = filed(applicant_phone="13800000002")
    asked(file, PHONE)

    assert entered(other, sent()[0])[1].status_code == 401


def test_asking_again_and_again_sends_one_code_and_is_slowed(file):
    answers = [asked(file, PHONE).status_code for _ in range(9)]

    assert PartyCode.objects.count() == 1
    assert answers[-1] == 429


def test_nothing_of_the_contact_is_left_when_it_was_sent(file):
    asked(file, PHONE)
    before = PartyCode.objects.get()
    sent()

    assert PHONE.encode() not in bytes(before.sealed)
    assert PartyCode.objects.get().sealed is None


def test_port_that_is_down_is_tried_again(file):
    asked(file, PHONE)

    assert send_codes(failing_ports(), at=clock()) == 0
    assert len(sent()) == 1


def test_erased_person_has_no_codes(file):
    asked(file, PHONE)

    erase(file, "person:p1", by=administrator(), now=clock(), reason="request")

    assert PartyCode.objects.count() == 0
    assert asked(file, PHONE).status_code == 200
    assert PartyCode.objects.count() == 0


@pytest.fixture
def agent_code(file) -> tuple[str, str]:
    """A representative whose authority ends today, and the code that the counter gave out."""
    act(
        file,
        "case.add_agent",
        by=as_party(file),
        party="p1",
        agent_name="钱律师",
        agent_phone="13700000003",
        matters="参加调解",
        authority="general",
        until=NOW.date().isoformat(),
    )
    done = act(file, "case.new_code", by=officer(), party="p3", identity_checked="yes")
    return file, done.codes["p3"]


def test_authority_that_ended_lets_nobody_in_and_puts_out_who_was_in(agent_code):
    file, code = agent_code
    browser = Client()
    inside = browser.post("/enter/", {"number": file, "code": code})

    assert inside.url == f"/cases/{file}/"
    assert browser.get(inside.url).status_code == 200
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert browser.get(inside.url).status_code == 200
    with time_machine.travel(NOW + timedelta(hours=15), tick=False):
        assert browser.get(inside.url).status_code != 200
        assert PARTY not in browser.session
        assert Client().post("/enter/", {"number": file, "code": code}).status_code == 403
