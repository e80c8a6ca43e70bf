"""Every address, paper, message, log line and table, tried by everybody: a planted secret shows only where the table says."""

import json
import logging
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from rongzhi.api import tokens
from rongzhi.casework.rules import rules_of
from rongzhi.directory.models import Account
from rongzhi.rulebook.tables import forms
from rongzhi.web.actors import PARTY
from tests.factories.county import CODE, NOW
from tests.web.secret_files import ACCOUNTS, PUBLIC, ROLES, SECRETS, world

# ── Who may find what: written by hand from access.csv and bodies.csv (may_see), not computed by the code ──
SIDES = {"p1", "p2", "agent-BANK1"}  # p2 by code and the bank's own account are the same side
HOUSE = {"officer", "officer2", "reviewer", "manager"}  # organisation: DC3, DC5, DC6; DC4 sealed
INSIDE = SIDES | HOUSE | {"n1"}  # mediator: the own case, from acceptance to closing
BANK = {"p2", "agent-BANK1"}

RICH = {
    "name": INSIDE | {"n3", "samr"},  # n3 evaluated: names and class alone once the report is delivered
    "story": INSIDE | {"samr"},  # department: on a legal duty named in the hand-over
    "claim": INSIDE | {"samr"},
    "account": {"p1"},  # DC7: own; masked for everybody else
    "identity": {"p1"},
    "phone": {"p1", "n1", "samr"} | HOUSE,
    "address": {"p1", "n1", "samr"} | HOUSE,
    "email": {"p1", "n1", "samr"} | HOUSE,
    "other phone": BANK | {"n1", "samr"} | HOUSE,
    "other address": BANK | {"n1", "samr"} | HOUSE,
    "own aside": {"p1", "n1"},  # DC4: own side and the neutral; sealed for the organisation
    "own caucus": {"p1", "n1"},
    "other aside": BANK | {"n1"},
    "other caucus": BANK | {"n1"},
    "private note": {"n1"},
    "minutes": INSIDE,  # the mediation itself: no department, no court
    "offer": INSIDE,
    "offered": INSIDE,
    "report": INSIDE,  # an evaluation goes to no court and no department by itself
    "suspicion": {"officer"},  # DC9: who handles it
    "informant": {"officer"},
    "interference": {"officer"},
    "packet": INSIDE | {"samr"},
    "withheld packet": INSIDE | {"samr"},  # filed material; FIN, to whom nothing was sent, sees nothing
    "crime facts": {"officer", "police"},  # the competent organ
    "crime informant": {"officer", "police"},
    "violation": {"officer", "nfra"},
}
FILED = {key: RICH[key] - {"n1", "n3", "samr"} for key in ("name", "story", "claim", "phone", "address")} | {
    key: RICH[key] - {"n1", "samr"}
    for key in ("account", "identity", "email", "other phone", "other address")
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
        "offer": INSIDE - {"n1"},
        "offered": INSIDE - {"n1"},
        "sham facts": {"officer"},
    },
    "confirming": {  # court: the agreement sent to it, not the mediation and not what was filed with others
        **{k: v | {"n1"} for k, v in FILED.items() if k not in ("account", "identity")},
        "account": {"p1", "clerk"},  # DC7: as procedure
        "identity": {"p1", "clerk"},
        "own aside": {"p1", "n1"},
        "minutes": INSIDE,
        "offer": INSIDE,
        "terms": INSIDE | {"clerk"},
    },
    "commissioned": {  # court: what it commissioned, never the process without everybody's consent
        **{k: v | {"n1", "clerk"} for k, v in FILED.items() if k not in ("account", "identity")},
        "name": INSIDE | {"clerk", "n3"},
        "account": {"p1", "clerk"},
        "identity": {"p1", "clerk"},
        "own aside": {"p1", "n1"},
        "minutes": INSIDE,
        "offer": INSIDE,
        "offered": INSIDE,
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
NOWHERE = ("11010519491231002X", "6222020000001234567")  # never in full for those who read masked


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
        ("procedures", "key"): tuple(rules_of(CODE).procedures),
        ("desk", "kind"): ("csv", "xlsx", "jsonl"),
        ("desk", "token"): (batch or "none",),
        ("desk", "part"): ("errors", "receipts"),
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


@cache
def no_tokens() -> re.Pattern[str]:
    return re.compile(
        r'name="(?:csrfmiddlewaretoken|request_key)" value="[^"]*"|"[0-9a-f-]{36}"|cases/W-[0-9-]+|W-2026-\d+'
    )


def bare(text: str) -> str:
    """The page without tokens and case numbers, to be compared."""
    return no_tokens().sub("", text)


def digits(text: str) -> str:
    return text.replace(",", "")


def secrets_in(text: str) -> set[str]:
    plain = digits(unquote(text))
    return {name for name, secret in SECRETS.items() if secret in text or secret in plain}


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
    return content.decode("utf-8", "replace")


def test_everybody_walks_every_address_and_finds_what_the_table_gives_them(county: str, capsys, caplog):
    caplog.set_level(logging.DEBUG)
    made_files = world().files
    acts = tuple(rules_of(CODE).acts)
    walk = Walk()
    batch = batch_of(browser("officer", "", ""))
    for name, number in made_files.items():
        other = made_files["elsewhere" if name != "elsewhere" else "refused"]
        for role in ROLES:
            walk_file(walk, name, number, role, browser(role, number, other), acts, batch)
    with capsys.disabled():
        leaks = report(walk, made_files)
        print(f"\nwalls of the pages: {walk.probes} probes, {len(leaks)} leaks", end=" ")
    assert not walk.broken
    assert not leaks, "\n".join(leaks)
    assert not secrets_in(caplog.text), "a log line names somebody"


def walk_file(walk: Walk, name: str, number: str, role: str, client: Client, acts, batch: str) -> None:
    """Every address once; then again in English what is there for this role, and the interface."""
    mine = f"/cases/{number}/"
    first = client.get(mine)
    there = first.status_code == 200
    linked = set(re.findall(r'href="(/cases/[^"?]+)', body_of(first))) | {mine, f"/cases/{number}/papers/F53/"}
    thorough = name == "rich" and (there or role == "agent-BANK2")
    for address in filled(number, acts=acts, batch=batch):
        # On one file all acts and papers are tried, on the others those that the page offers, and one that it does not.
        if number in address and address.startswith("/cases/") and not thorough and address not in linked:
            continue
        if number not in address and name != "rich":
            continue
        answer = client.get(address)
        walk.see(name, role, address, answer)
        if answer.status_code == 200 and (address == mine or "/papers/" in address or "/desk/" in address):
            english = client.get(address, headers={"accept-language": "en"})
            walk.see(name, role, address + " (en)", english)
        if not there and number in address and address.startswith("/cases/"):
            assert answer.status_code in (302, 404), (role, address)
    for query in ("?waiting=all&status=", f"?number={number}&status=", "?waiting=organisation"):
        walk.see(name, role, "/desk/" + query, client.get("/desk/" + query))
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


def report(walk: Walk, made_files) -> list[str]:
    """A line for each secret that somebody found against the table, or that was not where it belongs."""
    lines = []
    for file in made_files:
        for secret in SECRETS:
            found = walk.found.get((file, secret), set())
            # Every file is met from everywhere: what is seen on the lists of work belongs to all of a role's files.
            allowed = EXPECTED[file].get(secret, set())
            anywhere = {
                role for other in EXPECTED for role in EXPECTED[other].get(secret, set()) if role in ACCOUNTS
            }
            listed = {r for r in found if walk.at[file, secret, r].startswith("/desk/")}
            for role in sorted(found - allowed - (listed & anywhere)):
                if not (role == "party of another case"):
                    lines.append(
                        f"LEAK {file}: {secret} shown to {role} at {walk.at[file, secret, role]}"
                    )
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
