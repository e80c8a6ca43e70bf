"""Fingerprints on receipt and case page, the proof of a file from the next day on, and the public daily roots."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rongzhi.casework.county_log import seal
from rongzhi.casework.models import Case, Event
from rongzhi.casework.proofs import root_of_day
from tests.factories import county as made
from tests.factories.main_line import NOTE, mediating
from tests.web.forms import FILING, send
from tests.web.test_desk import queries

NEXT_DAY = made.NOW + timedelta(days=1)


def hash_of(number: str, seq: int) -> str:
    return bytes(Event.objects.get(file=number, seq=seq).hash).hex()


def test_receipt_shows_the_events_hash(county: str, client: Client) -> None:
    receipt = send(client, "/file/", FILING, follow=True).text

    assert hash_of(Case.objects.get().number, 1) in receipt
    assert "从次日起" in receipt


def test_case_page_shows_the_last_hash_and_leads_to_the_proof(county: str, party, staff) -> None:
    number = made.filed()

    for client in (party(number), staff("officer")):
        page = client.get(f"/cases/{number}/").text

        assert hash_of(number, 1) in page
        assert f'href="/cases/{number}/proof/"' in page


@pytest.mark.parametrize("sealed", [False, True])
def test_proof_is_told_for_the_next_day_while_the_day_runs(county: str, party, sealed: bool) -> None:
    number = made.filed()
    if sealed:
        seal(now=made.NOW)

    page = party(number).get(f"/cases/{number}/proof/")

    assert page.status_code == 200
    assert "从次日起可以取得" in page.text
    assert hash_of(number, 1) in page.text
    assert party(number).get(f"/cases/{number}/proof/proof.json").status_code == 404


def test_proof_is_shown_and_downloaded_on_the_next_day(county: str, party, staff) -> None:
    number = made.filed()
    made.filed()
    seal(now=made.NOW)
    root = root_of_day(county, made.NOW.date())

    with time_machine.travel(NEXT_DAY, tick=False):
        for client in (party(number), staff("officer"), staff("agent-BANK1")):
            page = client.get(f"/cases/{number}/proof/", headers={"accept-language": "en"}).text
            told = client.get(f"/cases/{number}/proof/proof.json?step=1")

            assert "Checked: it fits." in page
            assert root.root.hex() in page
            assert "attachment" in told.headers["Content-Disposition"]
            assert told.json()["day"] == root.as_json()
            assert told.json()["event"] == {"seq": 1, "hash": hash_of(number, 1)}


def test_step_of_today_waits_while_the_file_is_proved_already(county: str, party) -> None:
    number = made.filed()
    seal(now=made.NOW)
    made.act(number, "case.send_message", by=made.party(number), message="问一句", now=NEXT_DAY)
    seal(now=NEXT_DAY)

    with time_machine.travel(NEXT_DAY, tick=False):
        client = party(number)

        assert "已经核对" in client.get(f"/cases/{number}/proof/").text
        assert "从次日起可以取得" in client.get(f"/cases/{number}/proof/?step=2").text


def test_proof_names_no_step_that_is_hidden(county: str, party, staff) -> None:
    number = mediating()
    hidden = made.act(number, "mediation.private_note", by=made.mediator(), note=NOTE).seq
    seal(now=made.NOW)

    with time_machine.travel(NEXT_DAY, tick=False):
        client = party(number)
        page = client.get(f"/cases/{number}/proof/").text

        assert hash_of(number, hidden - 1) in page
        assert f"?step={hidden}" not in page
        assert client.get(f"/cases/{number}/proof/?step={hidden}").status_code == 404
        assert client.get(f"/cases/{number}/proof/proof.json?step={hidden}").status_code == 404
        assert staff("n1").get(f"/cases/{number}/proof/?step={hidden}").status_code == 200


def test_proof_that_does_not_fit_is_said(county: str, party, monkeypatch: pytest.MonkeyPatch) -> None:
    number = made.filed()
    seal(now=made.NOW)
    monkeypatch.setattr("rongzhi.casework.proofs.check_proof", lambda found: False)

    with time_machine.travel(NEXT_DAY, tick=False):
        page = party(number).get(f"/cases/{number}/proof/").text

    assert "核对不符" in page
    assert "已经核对" not in page


def test_proof_of_a_file_of_others_is_not_there(county: str, party, staff) -> None:
    number, other = made.filed(), made.filed()
    seal(now=made.NOW)

    assert party(number).get(f"/cases/{other}/proof/").status_code == 404
    assert staff("agent-BANK2").get(f"/cases/{number}/proof/").status_code == 404
    assert Client().get(f"/cases/{number}/proof/").status_code == 302


def test_proof_without_the_key_says_reading_only(county: str, staff, settings) -> None:
    number = made.filed()
    seal(now=made.NOW)
    settings.RONGZHI_KEY_FILE.unlink()

    with time_machine.travel(NEXT_DAY, tick=False):
        client = staff("officer")
        assert client.get(f"/cases/{number}/proof/").status_code == 503


def test_proof_takes_as_many_queries_for_many_steps_and_files(county: str, party) -> None:
    number = made.filed()
    seal(now=made.NOW)

    with time_machine.travel(NEXT_DAY, tick=False):
        one = queries(party(number), f"/cases/{number}/proof/")
    for n in range(4):
        made.act(number, "case.send_message", by=made.party(number), message=f"{n}")
        made.filed()
        seal(now=made.NOW)
    with time_machine.travel(NEXT_DAY, tick=False):
        assert queries(party(number), f"/cases/{number}/proof/") == one


def test_roots_are_public_and_name_nobody(county: str, client: Client) -> None:
    number = made.filed()
    empty = client.get("/root/", headers={"accept-language": "en"}).text
    seal(now=made.NOW)
    running = client.get("/root/").text

    with time_machine.travel(NEXT_DAY, tick=False):
        page = client.get("/root/").text

    root = root_of_day(county, made.NOW.date()).root.hex()
    assert "from tomorrow on" in empty
    assert root not in running
    assert root in page
    assert "2026-03-02" in page
    assert number not in page
    assert "张三" not in page


def test_roots_are_paged(county: str, client: Client) -> None:
    for days in (0, 20):
        made.filed()
        seal(now=made.clock(days=days))

    with time_machine.travel(made.NOW + timedelta(days=40), tick=False):
        first, second = client.get("/root/").text, client.get("/root/?page=2").text
        one = queries(client, "/root/")

        assert (first.count("<code>"), second.count("<code>")) == (31, 9)
        assert "?page=2" in first
        assert "?page=3" not in second
        assert queries(client, "/root/?page=2") == one
        assert client.get("/root/?page=99999").status_code == 200
