"""Every address, paper, message, log line and table, tried by everybody: a planted secret shows only where the table says."""

import io
import json
import logging
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

import pypdfium2
import pytest
import structlog
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from rongzhi.api import tokens
from rongzhi.casework.models import Blob, Case
from rongzhi.casework.rules import rules_of
from rongzhi.conf.logs import logging_settings
from rongzhi.directory.models import Account
from rongzhi.exchange.connectors.message.demo import memory_ports
from rongzhi.exchange.outbox import deliver
from rongzhi.rulebook.tables import forms
from rongzhi.web.actors import PARTY
from rongzhi.web.desks.taken_out import LISTS as TAKEN_OUT
from tests.factories import county as made
from tests.factories.county import CODE, NOW
from tests.web.secret_files import (
    ACCOUNTS,
    PUBLIC,
    ROLES,
    SECRETS,
    elsewhere,
    people,
    refused,
    said,
    stopped,
    suspected,
    world,
)

# ── Who may find what: written by hand from access.csv and bodies.csv (may_see), not computed by the code ──
SIDES = {"p1", "p2", "agent-BANK1"}  # p2 by code and the bank's own account are the same side
HOUSE = {"officer", "officer2", "reviewer", "manager"}  # organisation: DC3, DC5, DC6; DC4 sealed
SAMR = {"samr", "agent-SAMR"}  # one body each, with a login of the test county and one of these tests
NFRA = {"nfra", "agent-NFRA"}
INSIDE = SIDES | HOUSE | {"n1"}  # mediator: the own case, from acceptance to closing
BANK = {"p2", "agent-BANK1"}

RICH = {
    "name": INSIDE | SAMR | {"n3"},  # n3 evaluated: names and class alone once the report is delivered
    "story": INSIDE | SAMR,  # department: on a legal duty named in the hand-over
    "claim": INSIDE | SAMR,
    "account": {"p1"},  # DC7: own; masked for everybody else
    "identity": {"p1"},
    "phone": {"p1", "n1"} | SAMR | HOUSE,
    "address": {"p1", "n1"} | SAMR | HOUSE,
    "email": {"p1", "n1"} | SAMR | HOUSE,
    "other phone": BANK | SAMR | {"n1"} | HOUSE,
    "other address": BANK | SAMR | {"n1"} | HOUSE,
    "own aside": {"p1", "n1"},  # DC4: own side and the neutral; sealed for the organisation
    "own caucus": {"p1", "n1"},
    "other aside": BANK | {"n1"},
    "other caucus": BANK | {"n1"},
    "private note": {"n1"},
    "minutes": INSIDE,  # the mediation itself: no department, no court
    "offer": SIDES | {"n1"},  # concessions: the sides and their neutral alone
    "offered": SIDES | {"n1"},
    "report": INSIDE,  # an evaluation goes to no court and no department by itself
    "suspicion": {"officer"},  # DC9: who handles it
    "informant": {"officer"},
    "interference": {"officer"},
    "packet": INSIDE | SAMR,
    "withheld packet": INSIDE | SAMR,  # filed material; FIN, to whom nothing was sent, sees nothing
    "crime facts": {"officer", "police"},  # the competent organ
    "crime informant": {"officer", "police"},
    "violation": {"officer"} | NFRA,
}
FILED = {key: RICH[key] - SAMR - {"n1", "n3"} for key in ("name", "story", "claim", "phone", "address")} | {
    key: RICH[key] - SAMR - {"n1"} for key in ("account", "identity", "email", "other phone", "other address")
}
EXPECTED = {
    "rich": RICH,
    "refused": FILED | {"true facts": {"officer"}},
    "stopped": {  # closed: the mediator keeps the summary alone
        **FILED,
        "own aside": {"p1"},
        "own caucus": {"p1"},
        "other aside": BANK,
        "other caucus": BANK,
        "private note": set(),
        "minutes": INSIDE - {"n1"},
        "offer": SIDES,
        "offered": SIDES,
        "sham facts": {"officer"},
    },
    "confirming": {  # court: the agreement sent to it, not the mediation and not what was filed with others
        **{k: v | {"n1"} for k, v in FILED.items() if k not in ("account", "identity")},
        "account": {"p1", "clerk"},  # DC7: as procedure
        "identity": {"p1", "clerk"},
        "own aside": {"p1", "n1"},
        "minutes": INSIDE,
        "offer": SIDES | {"n1"},
        "terms": INSIDE | {"clerk"},
        "name": FILED["name"] | {"n1", "clerk"},  # the joint application names the parties (decision 5.4)
    },
    "commissioned": {  # court: what it commissioned, never the process without everybody's consent
        **{k: v | {"n1", "clerk"} for k, v in FILED.items() if k not in ("account", "identity")},
        "name": INSIDE | {"clerk", "n3"},
        "account": {"p1", "clerk"},
        "identity": {"p1", "clerk"},
        "own aside": {"p1", "n1"},
        "minutes": INSIDE,
        "offer": SIDES | {"n1"},
        "offered": SIDES | {"n1"},
        "report": INSIDE,
    },
    "proposed": {**FILED, "name": FILED["name"] | {"n2"}},  # asked to check for ties: names and class
    "elsewhere": {
        "other name": HOUSE | {"p1", "p2", "agent-BANK2"},
        "other story": HOUSE | {"p1", "p2", "agent-BANK2"},
        "other identity": {"p1"},
        "other file phone": HOUSE | {"p1"},
    },
}


@pytest.fixture(autouse=True)
def _api_time(monkeypatch):
    monkeypatch.setattr("rongzhi.api.service.now", lambda: NOW)


# ── Everybody's browsers ──
def browser(role: str, file: str, other: str) -> Client:
    """A browser in which that role has come in, seen from the file."""
    client = Client(raise_request_exception=False)
    place = {"p1": (file, "p1"), "p2": (file, "p2"), "party of another case": (other, "p1")}.get(role)
    if place:
        session = client.session
        session[PARTY] = {"file": place[0], "party": place[1], "county": CODE}
        session.save()
    elif role != PUBLIC:
        client.force_login(account(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def account(role: str) -> Account:
    return Account.objects.get(username=role)


def bearer(role: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.token_for(account(role))}"}


# ── Every address there is ──
def addresses(patterns=None, before: str = "") -> Iterator[str]:
    """The templates of all addresses, read from the urlconf."""
    for item in get_resolver().url_patterns if patterns is None else patterns:
        here = before + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from addresses(item.url_patterns, here)
        elif isinstance(item, URLPattern):
            yield "/" + here


HOLE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def filled(number: str, *, acts: tuple[str, ...], batch: str = "") -> Iterator[str]:
    """Every address with every value that its holes may take about this file."""
    codes = (*forms(), "confirmation-packet", "enforcement")
    values = {
        ("cases", "number"): (number,),
        ("receipt", "number"): (number,),
        ("api", "number"): (number,),
        ("cases", "act"): acts,
        ("api", "act"): acts,
        ("desk", "act"): tuple(a.key for a in rules_of(CODE).acts.values() if a.founds),
        ("cases", "form"): codes,
        ("cases", "blob"): tuple(Blob.objects.filter(file=number).values_list("pk", flat=True))
        or ("0" * 32,),
        ("cases", "at"): ("1",),
        ("cases", "party"): ("p1", "p2"),
        ("cases", "key"): ("session-1", "session-2"),
        ("groups", "number"): (number,),  # groups themselves: tests/web/test_group_pages.py
        ("groups", "which"): ("invite", "propose"),
        ("calendar", "token"): ("a" * 32,),
        ("p", "code"): ("0000-0000-0000-0000",),
        ("procedures", "key"): tuple(rules_of(CODE).procedures),
        ("desk", "kind"): ("csv", "xlsx", "jsonl"),
        ("desk", "which"): tuple(TAKEN_OUT),
        ("desk", "token"): (batch or "none",),
        ("desk", "number"): (number,),
        ("desk", "run"): ("consultation-1",),
        ("desk", "person"): ("officer", "nobody"),
        ("desk", "what"): ("code", "leave"),
        ("desk", "part"): ("errors", "receipts"),
        ("desk", "fault"): ("thresholds",),
        ("desk", "key"): ("IE4",),
        ("desk", "picture"): ("trend", "groups", "filed"),
        ("desk", "name"): ("2026-03",),
    }
    for template in addresses():
        plain = template.replace("^", "").replace("$", "").replace("\\Z", "")
        holes = [a or b for a, b in HOLE.findall(plain)]
        first = plain.strip("/").split("/")[0]
        found = [plain]
        for hole in holes:
            assert (first, hole) in values, f"a new kind of address: {template}; say here what to fill in"
            spot = next(m for m in HOLE.finditer(plain) if hole in m.groups())[0]
            found = [one.replace(spot, value, 1) for one in found for value in values[first, hole]]
        yield from found


TOKENS = re.compile(
    r'name="(?:csrfmiddlewaretoken|request_key)" value="[^"]*"|W-2026-\d+|[0-9a-f]{64}|"when"[^<]*<'
)


NUMBERS = re.compile(r'name="saw" value="\d+"|"(?:event|version)": \d+')


def bare(answer) -> str:
    """Status and text of an answer without tokens and case numbers, to be compared."""
    return f"{answer.status_code} " + TOKENS.sub("", body_of(answer))


def digits(text: str) -> str:
    return text.replace(",", "")


def secrets_in(text: str) -> set[str]:
    plain = digits(unquote(text))
    return {name for name, secret in SECRETS.items() if secret in text or secret in plain}


LISTS = "lists of work"


class Walk:
    """What each role found on each file, over all addresses."""

    def __init__(self) -> None:
        self.probes = 0
        self.found: dict[tuple[str, str], set[str]] = {}
        self.at: dict[tuple[str, str, str], str] = {}
        self.broken: list[str] = []
        self.exists: dict[tuple[str, str], set[int]] = {}

    def see(self, file: str, role: str, address: str, answer) -> None:
        self.probes += 1
        text = body_of(answer) + str(answer.headers)
        if answer.status_code >= 500:
            self.broken.append(f"{answer.status_code} {role} {address}")
        for name in secrets_in(text):
            self.found.setdefault((file, name), set()).add(role)
            self.at.setdefault((file, name, role), address)


def body_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.get("Content-Type") == "application/pdf":
        return printed(content)
    if answer.get("Content-Type", "").endswith("spreadsheetml.sheet"):
        book = zipfile.ZipFile(io.BytesIO(content))
        return "".join(book.read(part).decode() for part in book.namelist() if part.endswith(".xml"))
    if answer.get("Content-Type", "").endswith("wordprocessingml.document"):
        return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    return content.decode("utf-8", "replace")


def printed(pdf: bytes) -> str:
    """All that a PDF prints, without line breaks, which may stand anywhere in a secret."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return text.replace("\r", "").replace("\n", "")


def walked() -> tuple[Walk, list[str]]:
    """Everybody's walk over every address about every file of the world, and a line for each leak."""
    made_files = world().files
    acts = tuple(rules_of(CODE).acts)
    walk = Walk()
    batch = batch_of(browser("officer", "", ""))
    for name, number in made_files.items():
        other = made_files["elsewhere" if name != "elsewhere" else "refused"]
        for role in ROLES:
            walk_file(walk, name, number, role, browser(role, number, other), acts, batch)
    return walk, report(walk)


def test_everybody_walks_every_address_and_finds_what_the_table_gives_them(county: str, capsys, caplog):
    caplog.set_level(logging.DEBUG)
    walk, leaks = walked()
    with capsys.disabled():
        print(f"\nwalls of the pages: {walk.probes} probes, {len(leaks)} leaks", end=" ")
    assert not walk.broken
    assert not leaks, "\n".join(leaks)
    assert not secrets_in(caplog.text), "a log line names somebody"


TAKES_OUT = re.compile(r"/desk/(lists/|.*export/$)")  # what gives a workbook to those who press the button


def walk_file(walk: Walk, name: str, number: str, role: str, client: Client, acts, batch: str) -> None:
    """Every address once; then again in English what is there for this role, and the interface."""
    mine = f"/cases/{number}/"
    first = client.get(mine)
    there = first.status_code == 200
    linked = set(re.findall(r'href="(/cases/[^"?]+)', body_of(first))) | {
        mine,
        f"/cases/{number}/papers/F53/",
    }
    thorough = name == "rich" and (there or role == "agent-BANK2")
    turn = (
        ROLES.index(role) % 4
    )  # what no page offers is tried a quarter by each role, the whole by all of them together
    acts = tuple(a for n, a in enumerate(acts) if n % 4 == turn or f"{mine}acts/{a}/" in linked)
    for n, address in enumerate(filled(number, acts=acts, batch=batch)):
        # On one file all acts and papers are tried, on the others those that the page offers, and one that it does not.
        if number in address and not thorough and address not in linked:
            continue
        passed_by = number not in address and (name != "rich" or (n % 4 != turn and address != "/desk/"))
        passed_by |= "/papers/" in address and n % 4 != turn and address not in linked
        if passed_by or ("/api/" in address and "/acts/" in address):
            continue
        answer = client.get(address)
        about = name if number in address else LISTS
        if answer.status_code == 405 and TAKES_OUT.search(address):
            answer = client.post(address + "?waiting=all")
        walk.see(about, role, address, answer)
        if answer.status_code == 200 and (address == mine or "/papers/" in address or "/desk/" in address):
            english = client.get(address, headers={"accept-language": "en"})
            walk.see(about, role, address + " (en)", english)
        if not there and number in address and address.startswith("/cases/"):
            assert answer.status_code in (302, 404), (role, address)
    for query in ("?waiting=all&status=", f"?number={number}&status=", "?waiting=organisation"):
        walk.see(LISTS, role, "/desk/" + query, client.get("/desk/" + query))
    if role in ACCOUNTS:
        walk_api(walk, name, number, role, acts)


def walk_api(walk: Walk, name: str, number: str, role: str, acts) -> None:
    """Read by the interface, and have acts refused by it."""
    client, sign = Client(raise_request_exception=False), bearer(role)
    answer = client.get(f"/api/v1/files/{number}", headers=sign)
    walk.see(name, role, "GET api", answer)
    wrong = {"request": f"wall-{role}-{number}", "expected": 1, "data": {"no such field": "x"}}
    for act in acts if name == "rich" and answer.status_code == 200 else acts[:1]:
        address = f"/api/v1/files/{number}/acts/{act}"
        answer = client.post(address, json.dumps(wrong), "application/json", headers=sign)
        walk.see(name, role, f"POST {address}", answer)
        assert answer.status_code >= 400, (role, act)


def report(walk: Walk) -> list[str]:
    """A line for each secret that somebody found against the table, or that was not where it belongs."""
    lists = {  # on lists of work a role meets all its own files
        secret: {role for table in EXPECTED.values() for role in table.get(secret, set()) if role in ACCOUNTS}
        for secret in SECRETS
    }
    lines = []
    for file, table in (*EXPECTED.items(), (LISTS, lists)):
        for secret in SECRETS:
            found, allowed = walk.found.get((file, secret), set()), table.get(secret, set())
            lines += [
                f"LEAK {file}: {secret} shown to {role} at {walk.at[file, secret, role]}"
                for role in sorted(found - allowed)
            ]
            if file != LISTS:
                lines += [f"LOST {file}: {secret} not shown to {role}" for role in sorted(allowed - found)]
    return lines


def batch_of(client: Client) -> str:
    """A batch that the officer has sent, with rows that name somebody; the token of its results."""
    row = {
        "applicant_kind": "consumer",
        "applicant_name": SECRETS["name"],
        "applicant_phone": SECRETS["phone"],
        "respondent_name": "示例银行W县支行",
        "what_happened": SECRETS["story"],
        "privacy_notice": "yes",
        "amount": "many",
    }
    sent = SimpleUploadedFile("a.jsonl", json.dumps(row, ensure_ascii=False).encode())
    page = client.post("/desk/batch/", {"file": sent}).text
    return re.search(r"/desk/batch/([^/\"]+)/errors.csv", page)[1]


# ── A restricted referral, and a neutral refusal: two files that differ in the secret alone look the same ──
UNKNOWING = tuple(r for r in ROLES if r not in {"officer", "police", "party of another case"} | NFRA)


def test_restricted_referral_leaves_no_trace_for_anybody_else(county: str):
    people()
    plain, marked = said(), said()
    suspected(marked)
    for role in UNKNOWING:
        shown = pages_of(role, (plain, marked))
        for address, text in shown[0].items():
            assert text == shown[1][address], (role, address)
    for role in ("officer", "police", "nfra"):
        first, second = pages_of(role, (plain, marked))
        assert first != second, role


def pages_of(
    role: str, numbers: tuple[str, ...], procedures: tuple[str, ...] = ("referral",)
) -> list[dict[str, str]]:
    """What a role is answered about each of these files: page, papers, forms of acts, interface, worklist.

    The worklist comes last: it opens the names of all of them, which their pages then tell.
    """
    found = [file_pages(role, number, procedures) for number in numbers]
    for number, pages in zip(numbers, found, strict=True):
        client = browser(role, number, number)
        pages |= {
            "list": line_of(client, number, "?waiting=all&status="),
            "turn": line_of(client, number, "?waiting=organisation"),
            "open": line_of(client, number, "?waiting=all&status=open"),
        }
    return found


def file_pages(role: str, number: str, procedures: tuple[str, ...]) -> dict[str, str]:
    """What a role is answered about a file alone."""
    client = browser(role, number, number)
    acts = [a.key for a in rules_of(CODE).acts.values() if a.procedure in procedures] + BINDING
    found = {
        "page": bare(client.get(f"/cases/{number}/")),
        "act": bare(client.get(f"/cases/{number}/acts/referral.give_consent/?proceeding=referral-1")),
    }
    for form in ("F01", "F08", "F09", "F53", "F54"):
        found[form] = bare(client.get(f"/cases/{number}/papers/{form}/"))
    if role in ACCOUNTS:
        sign = bearer(role)
        found["api"] = bare(client.get(f"/api/v1/files/{number}", headers=sign))
        for act in acts if found["api"].startswith("200") else acts[:2]:
            body = {"request": f"{role} {number} {act}", "expected": 1, "data": {"x": "x"}}
            sent = client.post(
                f"/api/v1/files/{number}/acts/{act}", json.dumps(body), "application/json", headers=sign
            )
            found[act] = bare(sent)
    elif role != PUBLIC:
        for act in acts:
            found[act] = bare(client.get(f"/cases/{number}/acts/{act}/"))
    return found


BINDING = ["case.join_duplicate", "case.reopen", "mediation.move"]  # their conditions look at open hand-overs


def line_of(client: Client, number: str, query: str) -> str:
    """The line of the worklist about this file."""
    lines = re.findall(r"<tr.*?</tr>", body_of(client.get("/desk/" + query)), re.DOTALL)
    return TOKENS.sub("", "".join(line for line in lines if number in line))


def test_restricted_referral_hides_its_end_state_too(county: str):
    """The case has ended but for the referral: to everybody else it has ended."""
    people()
    plain, marked = said(), said()
    suspected(marked)
    for number in (plain, marked):
        made.act(number, "mediation.leave", by=made.agent("BANK1"), reasons="不再参加")
    assert Case.objects.get(number=plain).status == "ended"
    assert Case.objects.get(number=marked).status == "open"
    for role in ("p1", "agent-BANK1", "officer2", "reviewer"):
        shown = pages_of(role, (plain, marked))
        # A gap in the numbers of events is left: private notes and confidences leave such gaps as well.
        different = [
            a for a, text in shown[0].items() if NUMBERS.sub("", text) != NUMBERS.sub("", shown[1][a])
        ]
        assert not different, (role, different)


def test_neutral_refusal_is_the_same_for_every_ground_behind_it(county: str):
    people()
    plain, crime, sham = refused("NA7"), refused("NA8"), refused("NA9")
    for role in UNKNOWING:
        shown = pages_of(role, (plain, crime, sham), ("intake",))
        assert shown[0] == shown[1] == shown[2], role
        if role in ("p1", "agent-BANK1", "reviewer", "officer2"):
            text = "".join(shown[1].values())
            assert "NA7–9" in text
            assert "NA8" not in text.replace("NA7–9", "")


def test_end_by_rule_is_told_neutrally(county: str):
    people()
    number = stopped()
    for role in ROLES:
        text = "".join(pages_of(role, (number,), ())[0].values())
        assert ("X11" in text) == (role == "officer"), role


# ── Strangers ──
def test_case_of_others_answers_as_one_that_does_not_exist(county: str):
    people()
    number, none = said(), "W-2026-999999"
    strangers = (
        PUBLIC,
        "agent-BANK2",
        "n2",
        "n4",
        "other officer",
        "administrator",
        "police",
        "clerk",
        "insurer",
    )
    for role in strangers:
        there, absent = pages_of(role, (number, none))
        assert there == absent, role


def test_entrance_answers_every_number_and_code_alike(county: str):
    number, other = made.filed(), made.filed()
    wrong = "00000000000000000"
    told = set()
    for n, tried in enumerate((number, other, "W-2026-999999", "X-1999-000001", "W-B2026-0001")):
        answer = Client(REMOTE_ADDR=f"10.0.0.{n}").post("/enter/", {"number": tried, "code": wrong})
        told.add(bare(answer).replace(tried, ""))
        told.add(bare(Client().get(f"/enter/?number={tried}")).replace(tried, "") and "")
    assert len(told - {""}) == 1


# ── What is stored, sent and logged ──
def test_no_secret_stands_in_a_clear_column(county: str, tmp_path):
    world()
    cells = 0
    for model in apps.get_models():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            for row in cursor.fetchall():
                for cell in row:
                    cells += 1
                    raw = not isinstance(cell, str | int) and hasattr(cell, "__len__")
                    text = bytes(cell).decode("utf-8", "ignore") if raw else str(cell)
                    found = secrets_in(text) - CLEAR
                    assert not found, (model.__name__, found)
                    # Three letters stand in sealed bytes by chance; what is written quotes them.
                    assert ('"NA8"' if raw else "NA8") not in text, model.__name__
    assert cells > 5_000


CLEAR = {"offered"}  # exact amounts are facts without a person (record.md §2)


def test_messages_carry_no_secret(county: str, caplog):
    caplog.set_level(logging.DEBUG)
    world()
    ports = memory_ports()
    deliver(ports, now=NOW)
    messages = [message for port in ports for message in port.sent.values()]
    assert messages
    to_people = {
        "name",
        "phone",
        "address",
        "email",
        "other phone",
        "other address",
        "other name",
        "other file phone",
    }
    for message in messages:
        assert not secrets_in(message.text + message.subject), message.key
        assert secrets_in(message.to + message.name) <= to_people
    assert not secrets_in(caplog.text)


def test_message_about_a_lead_goes_to_the_competent_organ_alone(county: str):
    people()
    plain, marked = said(), said()
    suspected(marked)
    ports = memory_ports()
    deliver(ports, now=NOW)
    sent = {n: [m for port in ports for m in port.sent.values() if m.file == n] for n in (plain, marked)}
    assert len(sent[marked]) - len(sent[plain]) == 2
    assert {m.to for m in sent[marked]} - {m.to for m in sent[plain]} == {"PS", "NFRA"}


def test_receipt_and_batch_results_are_for_their_own_session(county: str):
    people()
    filed = browser("officer", "", "")
    token = batch_of(filed)
    number = elsewhere()
    for role in ROLES:
        client = browser(role, number, number)
        for part in ("errors", "receipts"):
            assert client.get(f"/desk/batch/{token}/{part}.csv").status_code in (302, 404), role
        assert client.get(f"/receipt/{number}/").status_code == 404, role


@pytest.mark.parametrize("as_json", [True, False])
def test_trouble_tells_nothing_on_its_page_and_in_its_log_line(county: str, monkeypatch, as_json: bool):
    number = said()
    made_settings = logging_settings(json=as_json)["formatters"]["lines"]
    line = logging.StreamHandler(io.StringIO())
    line.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=made_settings["processors"], foreign_pre_chain=made_settings["foreign_pre_chain"]
        )
    )

    def broken(seen, *args, **more):
        told = [piece.value for piece in seen.pieces]
        raise RuntimeError(f"{len(told)} pieces")

    monkeypatch.setattr("rongzhi.web.views.cases.case_file", broken)
    logging.getLogger("django.request").addHandler(line)
    try:
        answer = browser("p1", number, number).get(f"/cases/{number}/")
    finally:
        logging.getLogger("django.request").removeHandler(line)
    assert answer.status_code == 500
    assert "RuntimeError" not in answer.text
    assert "RuntimeError" in line.stream.getvalue()
    assert not secrets_in(answer.text + line.stream.getvalue())
