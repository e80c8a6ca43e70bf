"""The real ways out: a mail server, and programs of the county."""

import json
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rongzhi.conf.environment import Environment, WrongSetting
from rongzhi.exchange.connectors.message.connected import message_ports
from rongzhi.exchange.connectors.message.mail import MailPort, MailServer
from rongzhi.exchange.connectors.message.port import Message, PortDown, Undeliverable
from rongzhi.exchange.connectors.message.program import ProgramPort
from tests.factories.county import county

MESSAGE = Message("W-1/9/p1", "W-1", "someone@example.cn", "您有一件新的邀请。", subject="案件 W-1")


class Dialogue(socketserver.StreamRequestHandler):
    """As much of a mail server as one letter needs."""

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "EHLO":
                self._say("250 here")
            elif word == "RCPT":
                self._say(self.server.answer)
            elif word == "DATA":
                self._say("354 go on")
                letter = iter(self.rfile.readline, b".\r\n")
                self.server.letters.append(b"".join(letter).decode())
                self._say("250 taken")
            else:
                self._say("221 bye" if word == "QUIT" else "250 good")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class House(socketserver.ThreadingTCPServer):
    daemon_threads = True
    answer = "250 good"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Dialogue)
        self.letters: list[str] = []

    @property
    def port(self) -> MailPort:
        return MailPort(MailServer.read(f"smtp://127.0.0.1:{self.server_address[1]}?from=office@example.cn"))


@pytest.fixture
def house() -> Iterator[House]:
    with House() as server:
        running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        running.start()
        yield server
        server.shutdown()
        running.join()


def test_mail_is_handed_in_under_one_name_for_ever(house):
    first, second = house.port.send(MESSAGE), house.port.send(MESSAGE)

    assert first == second
    assert first.reference.endswith("@example.cn>")
    assert len(house.letters) == 2
    assert "To: someone@example.cn" in house.letters[0]
    assert "Auto-Submitted: auto-generated" in house.letters[0]


def test_address_that_nobody_has_is_not_tried_again(house):
    house.answer = "550 nobody of that name"

    with pytest.raises(Undeliverable) as fault:
        house.port.send(MESSAGE)

    assert "someone" not in str(fault.value)


def test_full_letter_box_is_tried_again(house):
    house.answer = "452 full"

    with pytest.raises(PortDown):
        house.port.send(MESSAGE)


def test_server_that_is_not_there_is_down():
    with pytest.raises(PortDown):
        MailPort(MailServer.read("smtp://127.0.0.1:1?from=office@example.cn")).send(MESSAGE)


@pytest.fixture
def program(tmp_path: Path):
    def written(text: str) -> ProgramPort:
        path = tmp_path / "send"
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o700)
        return ProgramPort("sms", path)

    return written


def test_program_reads_the_message_and_names_it(program, tmp_path):
    receipt = program(f"cat > '{tmp_path}/read'; echo number-7").send(MESSAGE)

    assert receipt.reference == "number-7"
    read = json.loads((tmp_path / "read").read_text())
    assert (read["to"], read["text"], read["key"]) == (MESSAGE.to, MESSAGE.text, MESSAGE.key)


@pytest.mark.parametrize(("text", "fault"), [("exit 65", Undeliverable), ("exit 1", PortDown)])
def test_program_says_whether_it_helps_to_try_again(program, text, fault):
    with pytest.raises(fault):
        program(text).send(MESSAGE)


def test_program_that_is_not_there_is_down(tmp_path):
    with pytest.raises(PortDown):
        ProgramPort("sms", tmp_path / "nothing").send(MESSAGE)


@pytest.mark.django_db
def test_settings_name_the_ways_out(installation, settings, tmp_path):
    county()
    settings.RONGZHI_MESSAGE_PROGRAMS = {"sms": tmp_path / "send"}
    settings.RONGZHI_MAIL_SERVER = "smtps://office:word@mail.example.cn?from=office@example.cn"

    assert [port.means for port in message_ports(tmp_path)] == ["desk", "sms", "email"]


def test_half_a_mail_server_is_refused_at_the_start(monkeypatch):
    monkeypatch.setenv("RONGZHI_MAIL_SERVER", "smtps://mail.example.cn")

    with pytest.raises(WrongSetting, match="RONGZHI_MAIL_SERVER"):
        Environment.load()
