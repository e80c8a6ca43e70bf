"""What was said in confidence stays there: a word planted in each room, note and private answer is looked for everywhere."""

import io
import json
import logging
import re
from datetime import timedelta

import structlog
from django.apps import apps
from django.test import Client

from rongzhi.casework.evidence.receive import receive
from rongzhi.casework.models import Due, Event
from rongzhi.casework.rooms import Talk
from rongzhi.casework.rules import rules_of
from rongzhi.conf.logs import logging_settings
from rongzhi.core.procedure.definition import Actor
from rongzhi.exchange.connectors.message.demo import memory_ports
from rongzhi.exchange.models import Delivered
from rongzhi.exchange.outbox import deliver
from rongzhi.rulebook.procedures.rooms import NEWS
from tests.factories import main_line
from tests.factories.county import CODE, NOW, act, agent, mediator, officer, party
from tests.web.secret_files import ACCOUNTS, PUBLIC, ROLES, evaluated, people
from tests.web.test_walls_pages import account, batch_of, bearer, body_of, browser, filled

SIDES = {"p1", "p2", "agent-BANK1"}
BANK = {"p2", "agent-BANK1"}
# The word that stands nowhere else, and who may read it: by hand from access.csv and docs/decisions/0007.
PLANTED = {
    "joint, party": ("密甲公开厅", SIDES | {"n1"}),
    "joint, bank": ("密乙公开厅", SIDES | {"n1"}),
    "joint, neutral": ("密丙公开厅", SIDES | {"n1"}),
    "joint, correction": ("密丁公开厅", SIDES | {"n1"}),
    "apart one, party": ("密戊单间", {"p1", "n1"}),
    "apart one, neutral": ("密己单间", {"p1", "n1"}),
    "apart one, correction": ("密庚单间", {"p1", "n1"}),
    "apart two, bank": ("密辛单间", BANK | {"n1"}),
    "apart two, neutral": ("密壬单间", BANK | {"n1"}),
    "note of a talk with one": ("密癸记录", {"p1", "n1"}),
    "note of a talk with two": ("密子记录", BANK | {"n1"}),
    "private note": ("密丑备忘", {"n1"}),
    "told the neutral by one": ("密寅心里话", {"p1", "n1"}),
    "told the neutral by two": ("密卯心里话", BANK | {"n1"}),
    "name of a file, joint": ("密辰文件名", SIDES | {"n1"}),
    "name of a file, apart one": ("密巳文件名", {"p1", "n1"}),
    "text of a file, apart one": ("密午文件内容", {"p1", "n1"}),
    "name of a file, apart two": ("密未文件名", BANK | {"n1"}),
    "amount told by one": ("2718.28", {"p1", "n1"}),
    "amount told by two": ("1414.21", BANK | {"n1"}),
}
P = {name: word for name, (word, _) in PLANTED.items()}
HTMX = {"HX-Request": "true"}


def talked() -> str:
    """A case in which everybody has said everything everywhere, with an evaluator who takes no part in the talk."""
    file = main_line.mediating()
    one, bank, neutral = party(file), agent("BANK1"), mediator()
    act(file, "rooms.speak", by=one, text=P["joint, party"])
    act(file, "rooms.speak", by=bank, text=P["joint, bank"])
    act(file, "rooms.speak", by=neutral, text=P["joint, neutral"])
    act(file, "rooms.speak", by=one, text=P["joint, correction"], corrects="1")
    act(file, "rooms.speak_apart", by=one, party="p1", text=P["apart one, party"])
    act(file, "rooms.speak_apart", by=neutral, party="p1", text=P["apart one, neutral"])
    act(file, "rooms.speak_apart", by=one, party="p1", text=P["apart one, correction"], corrects="1")
    act(file, "rooms.speak_apart", by=bank, party="p2", text=P["apart two, bank"])
    act(file, "rooms.speak_apart", by=neutral, party="p2", text=P["apart two, neutral"])
    files = {"files": [sent(file, one, P["name of a file, joint"])]}
    act(file, "rooms.speak", by=one, text="见附件", **files)
    files = {"files": [sent(file, one, P["name of a file, apart one"], P["text of a file, apart one"])]}
    act(file, "rooms.speak_apart", by=one, party="p1", text="见附件", **files)
    files = {"files": [sent(file, bank, P["name of a file, apart two"])]}
    act(file, "rooms.speak_apart", by=bank, party="p2", text="见附件", **files)
    act(file, "mediation.caucus_note", by=neutral, party="p1", note=P["note of a talk with one"])
    act(file, "mediation.caucus_note", by=neutral, party="p2", note=P["note of a talk with two"])
    act(file, "mediation.private_note", by=neutral, note=P["private note"])
    told = {"note": P["told the neutral by one"], "amount": P["amount told by one"]}
    act(file, "mediation.confide", by=one, **told)
    told = {"note": P["told the neutral by two"], "amount": P["amount told by two"]}
    act(file, "mediation.confide", by=bank, **told)
    meeting = {"meeting_on": "2026-03-09", "hour": "14:00", "place": "调委会二楼", "mode": "site"}
    act(file, "mediation.set_meeting", by=neutral, **meeting)
    act(
        file,
        "meetings.move",
        by=officer(),
        session="session-1",
        reasons="停电",
        **meeting | {"hour": "15:00"},
    )
    act(file, "mediation.hold_meeting", by=neutral, session="session-2", mode="site", minutes="各方陈述。")
    evaluated(file)
    return file


def sent(file: str, by: Actor, name: str, text: str = "空") -> str:
    """A file that this person has sent, to go with the next message."""
    return receive(file, by=by, name=f"{name}.txt", chunks=[text.encode()], now=NOW).id


class Finds:
    """Where which word was found by whom."""

    def __init__(self) -> None:
        self.probes = 0
        self.by: dict[str, dict[str, str]] = {name: {} for name in PLANTED}

    def look(self, role: str, where: str, text: str) -> None:
        self.probes += 1
        plain = text.replace(",", "")
        for name, (word, _) in PLANTED.items():
            if word in plain:
                self.by[name].setdefault(role, where)

    def faults(self) -> list[str]:
        lines = []
        for name, (_, allowed) in PLANTED.items():
            found = self.by[name]
            lines += [f"LEAK {name}: {role} at {found[role]}" for role in sorted(set(found) - allowed)]
            lines += [f"LOST {name}: not shown to {role}" for role in sorted(allowed - set(found))]
        return lines


def test_what_was_said_in_confidence_stays_there(county: str, capsys, caplog, monkeypatch):
    monkeypatch.setattr("rongzhi.api.service.now", lambda: NOW)
    caplog.set_level(logging.DEBUG)
    people()
    file = talked()
    batch = batch_of(browser("officer", "", ""))
    acts = tuple(rules_of(CODE).acts)
    finds = Finds()
    for n, role in enumerate(ROLES):
        walk(finds, file, role, tuple(a for m, a in enumerate(acts) if m % 4 == n % 4 or talks(a)), batch)
    with capsys.disabled():
        print(f"\nconfidences: {finds.probes} probes, {len(finds.faults())} leaks", end=" ")

    assert not finds.faults(), "\n".join(finds.faults())
    assert not [word for word, _ in PLANTED.values() if word in caplog.text], (
        "a log line repeats a confidence"
    )


def talks(act_key: str) -> bool:
    return act_key.startswith(("rooms.", "meetings.", "mediation."))


def walk(finds: Finds, file: str, role: str, acts: tuple[str, ...], batch: str) -> None:
    """Every address of the file, the lists, the exports, the interface and the calendar, as this role."""
    client = browser(role, file, "W-2026-999999")
    for address in filled(file, acts=acts, batch=batch):
        if "/api/" in address and "/acts/" in address:
            continue
        answer = client.get(address)
        assert answer.status_code < 500, (role, address)
        finds.look(role, address, body_of(answer) + str(answer.headers))
    for address in (
        f"/cases/{file}/",
        f"/cases/{file}/sessions/",
        f"/desk/?number={file}&status=",
        *(f"/cases/{file}/room/{room}{query}" for room in ("", "p1/", "p2/", "p3/") for query in QUERIES),
    ):
        for more in ({}, HTMX, {"accept-language": "en"}):
            finds.look(role, address, body_of(client.get(address, headers=more)))
    made = client.post("/calendar/", {"make": "yes"})
    finds.look(role, "calendar page", body_of(made))
    for address in re.findall(r"http://testserver(/calendar/\w+\.ics)", body_of(made)):
        finds.look(role, "calendar feed", body_of(browser(PUBLIC, file, "").get(address)))
    wrong_words(finds, file, role, client)
    if role in ACCOUNTS:
        interface(finds, file, role, acts)


QUERIES = ("", "?after=0", "?after=1", "?before=2", "?corrects=1", "?after=x")


def wrong_words(finds: Finds, file: str, role: str, client: Client) -> None:
    """Refusals repeat nothing: acts of the rooms sent with what is not theirs."""
    for address, data in (
        (f"/cases/{file}/room/", {"text": "", "corrects": "2"}),
        (f"/cases/{file}/room/p1/", {"text": "", "corrects": "1"}),
        (f"/cases/{file}/room/p2/", {"text": "", "corrects": "1"}),
        (f"/cases/{file}/sessions/", {"act": "meetings.answer", "session": "session-1", "coming": "site"}),
    ):
        answer = client.post(address, data)
        assert answer.status_code < 500
        finds.look(role, f"POST {address}", body_of(answer))


def interface(finds: Finds, file: str, role: str, acts: tuple[str, ...]) -> None:
    client, sign = Client(raise_request_exception=False), bearer(role)
    answer = client.get(f"/api/v1/files/{file}", headers=sign)
    finds.look(role, "GET api", body_of(answer))
    for name in [a for a in acts if talks(a)] if answer.status_code == 200 else acts[:1]:
        wrong = {
            "request": f"confidence-{role}-{name}",
            "expected": 1,
            "data": {"corrects": "1", "party": "p1"},
        }
        address = f"/api/v1/files/{file}/acts/{name}"
        sent = client.post(address, json.dumps(wrong), "application/json", headers=sign)
        finds.look(role, f"POST {address}", body_of(sent))


def test_messages_and_notices_repeat_no_confidence(county: str, caplog):
    caplog.set_level(logging.DEBUG)
    people()
    file = talked()
    ports = memory_ports()
    deliver(ports, now=NOW)

    sent = [str(message) for port in ports for message in port.sent.values()]
    assert sent
    about = " ".join(sent) + str(list(Due.objects.filter(file=file).values()))
    assert NEWS in about
    assert not [word for word, _ in PLANTED.values() if word in about + caplog.text]


def test_notice_of_a_talk_apart_is_the_same_in_every_word_and_not_for_the_other_side(county: str):
    people()
    file = talked()
    deliver(memory_ports(), now=NOW)
    for by, room, to in ((party(file), "p1", "n1"), (agent("BANK1"), "p2", "n1"), (mediator(), "p1", "p1")):
        day = NOW + timedelta(days=Event.objects.filter(file=file).count())
        act(file, "rooms.speak_apart", by=by, now=day, party=room, text=P["apart one, party"])
        ports = memory_ports()
        deliver(ports, now=day)

        (message,) = [message for port in ports for message in port.sent.values()]
        row = Delivered.objects.order_by("pk").last()
        assert row.recipient == to
        assert "apart" not in message.key + message.text + message.subject
        assert "单独" not in message.text + message.subject


def test_no_table_holds_a_confidence_in_the_clear(county: str):
    people()
    talked()

    for model in apps.get_models():
        for row in model._default_manager.values_list():
            text = " ".join(
                bytes(v).decode("utf-8", "replace") if isinstance(v, memoryview | bytes) else str(v)
                for v in row
            )
            found = [name for name, (word, _) in PLANTED.items() if word in text]
            assert not found, (model.__name__, found)


def test_fault_in_a_room_leaves_no_word_in_the_log(county: str, monkeypatch):
    people()
    file = talked()
    made_settings = logging_settings(json=True)["formatters"]["lines"]
    line = logging.StreamHandler(io.StringIO())
    line.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=made_settings["processors"], foreign_pre_chain=made_settings["foreign_pre_chain"]
        )
    )
    monkeypatch.setattr("rongzhi.web.views.rooms._spoken", broken)
    logging.getLogger("django.request").addHandler(line)
    try:
        answer = browser("p1", file, "").get(f"/cases/{file}/room/p1/")
    finally:
        logging.getLogger("django.request").removeHandler(line)

    text = line.stream.getvalue() + body_of(answer)
    assert answer.status_code == 500
    assert "RuntimeError" in line.stream.getvalue()
    assert not [word for word, _ in PLANTED.values() if word in text]


def broken(seen: object, found: Talk) -> None:
    raise RuntimeError(f"{len(found.messages)} messages")


def test_who_is_not_in_the_talk_finds_no_room(county: str):
    """Another neutral, and the evaluator of the very case, are in no room."""
    people()
    file = talked()

    for role in ("n2", "n3", "n4", "manager", "auditor", "clerk"):
        client = browser(role, file, "")
        for room in ("", "p1/", "p2/"):
            assert client.get(f"/cases/{file}/room/{room}").status_code == 404, (role, room)
    assert account("n3").actor().neutral == "n3"
