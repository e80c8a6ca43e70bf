"""No page, paper, export, log, search or dump shows an opinion before its opening, and none of it is public."""

import json
import logging

from django.db import connection
from django.test import Client

from rongzhi.casework.rules import rules_of
from rongzhi.exchange.connectors.message.demo import memory_ports
from rongzhi.exchange.outbox import deliver
from tests.factories.county import CODE, NOW
from tests.web.consultation_secrets import (
    DEPARTMENTS,
    STAGES,
    WORDS,
    allowed,
    brought_to,
    everybody,
    laid_out,
)
from tests.web.secret_files import ACCOUNTS, PUBLIC, ROLES
from tests.web.test_walls_pages import bearer, body_of, browser, filled

READERS = tuple(dict.fromkeys((*ROLES, *(f"agent-{handle}" for handle in DEPARTMENTS))))
PAPERS = ("F44", "F45", "F46", "F47")
CLOSE = ("p1", "agent-BANK1", "officer", "n1", "agent-SEC", "auditor", "agent-CSRC", "agent-JB", "agent-XF")
CLOSE_AND_MEMBERS = (*CLOSE, "agent-NFRA", "agent-PBOC", "agent-SAMR", "agent-FIN")


def words_in(text: str) -> set[str]:
    plain = text.replace(",", "")
    return {name for name, word in WORDS.items() if word in plain}


def looked(file: str, role: str, *, thorough: bool) -> dict[str, str]:
    """Every word that this reader finds, with the address where it was found first."""
    found: dict[str, str] = {}
    client = browser(role, file, "W-2026-999999")
    acts = tuple(a for a in rules_of(CODE).acts if a.startswith("consultation."))

    def see(address: str, answer) -> None:
        assert answer.status_code < 500, (role, address)
        for name in words_in(body_of(answer) + str(answer.headers)):
            found.setdefault(name, address)

    consultation = f"/cases/{file}/consultation/"
    addresses = [consultation, f"{consultation}?screen=1", f"{consultation}?run=consultation-1", "/desk/"]
    addresses += [
        f"/cases/{file}/papers/{form}/{kind}"
        for form in PAPERS
        for kind in (("", "pdf", "docx") if thorough else ("", "docx"))
    ]
    if thorough:
        here = [each for each in filled(file, acts=acts) if file in each or each.startswith("/desk/")]
        addresses += [each for each in here if "/api/" not in each and "/papers/" not in each]
    for address in dict.fromkeys(addresses):
        see(address, client.get(address))
    for address in (consultation, f"/cases/{file}/"):
        see(f"{address} in English", client.get(address, headers={"accept-language": "en"}))
    if role in ACCOUNTS or role.startswith("agent-"):
        interface(file, role, see)
    return found


def interface(file: str, role: str, see) -> None:
    client, sign = Client(raise_request_exception=False), bearer(role)
    see("GET api", client.get(f"/api/v1/files/{file}", headers=sign))
    for name in ("consultation.first_opinion", "consultation.speak"):
        wrong = {"request": f"walls-{role}-{name}", "expected": 1, "data": {"about": "77"}}
        address = f"/api/v1/files/{file}/acts/{name}"
        see(f"POST {address}", client.post(address, json.dumps(wrong), "application/json", headers=sign))


def test_words_of_a_consultation_are_found_by_their_readers_alone(county: str, caplog, capsys, monkeypatch):
    monkeypatch.setattr("rongzhi.api.service.now", lambda: NOW)
    caplog.set_level(logging.INFO)
    everybody()
    file = laid_out()
    leaks, found_by = [], {}
    for stage in STAGES:
        brought_to(file, stage)
        wide = stage == "again alone"
        for role in READERS if wide else CLOSE_AND_MEMBERS:
            for name, where in looked(file, role, thorough=wide and role in CLOSE_AND_MEMBERS).items():
                found_by.setdefault(name, set()).add(role)
                if role not in allowed(name, stage):
                    leaks.append(f"{stage}: {name} found by {role} at {where}")
        assert not words_in(dumped()), f"{stage}: the database holds a word in the clear"
    with capsys.disabled():
        print(f"\nwalls of a consultation: {len(READERS)} readers, {len(leaks)} leaks", end=" ")

    assert not leaks, "\n".join(leaks)
    unfound = {name for name in set(WORDS) - set(found_by) if not name.endswith("competence")}
    assert not unfound, f"a word that nobody found proves nothing: {unfound}"
    assert PUBLIC not in set().union(*found_by.values())
    ports = memory_ports()
    deliver(ports, now=NOW)
    messages = [str(message) for port in ports for message in port.sent.values()]
    assert messages
    assert not words_in(" ".join(messages))
    assert not words_in(caplog.text)


def dumped() -> str:
    """The whole database as somebody without the keys would read it: every byte, or every cell of every table."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        return bytes(connection.connection.serialize()).decode("utf-8", "ignore")
    cells = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            cells += [
                bytes(cell).decode("utf-8", "ignore") if isinstance(cell, bytes | memoryview) else str(cell)
                for row in cursor.fetchall()
                for cell in row
            ]
    return " ".join(cells)
