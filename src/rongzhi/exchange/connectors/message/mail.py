"""E-mail through a mail server (RFC 5321, RFC 8314)."""

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from rongzhi.exchange.connectors.message.port import Message, PortDown, Receipt, Undeliverable

PATIENCE = 20  # seconds
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
FOR_EVER = range(500, 600)  # RFC 5321, 4.2.1: permanent negative completion


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in: `smtps://user:password@host:465?from=office@example.cn`.

    smtp: no encryption, for a server on the same machine; smtp+tls: STARTTLS; smtps: TLS from the first byte.
    """

    scheme: str
    host: str
    port: int
    user: str
    password: str
    sender: str

    @classmethod
    def read(cls, address: str) -> Self:
        """The parts of the address. Raises ValueError when one that is needed is missing."""
        parts = urlsplit(address)
        sender = parse_qs(parts.query).get("from", [""])[0]
        if parts.scheme not in PORTS or not parts.hostname or "@" not in sender:
            raise ValueError("is not like smtps://user:password@host:465?from=office@example.cn")
        return cls(
            parts.scheme,
            parts.hostname,
            parts.port or PORTS[parts.scheme],
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            sender,
        )


@dataclass
class MailPort:
    """Hands e-mail to one mail server.

    The same key gives the same Message-ID, by which mail systems drop a letter that comes twice.
    """

    server: MailServer
    means: str = "email"

    def send(self, message: Message) -> Receipt:
        letter = _letter(message, self.server.sender)
        try:
            with _connected(self.server) as server:
                server.send_message(letter)
        except smtplib.SMTPRecipientsRefused as fault:
            if all(code in FOR_EVER for code, _ in fault.recipients.values()):
                raise Undeliverable("邮件地址无效。 The mail server knows no such address.") from None
            raise PortDown("邮件服务器暂不接收。 The mail server does not take it now.") from None
        except (OSError, smtplib.SMTPException) as fault:  # its text may hold addresses
            raise PortDown(f"邮件服务器不可用（{type(fault).__name__}）。 The mail server is down.") from None
        return Receipt(str(letter["Message-ID"]))


def _letter(message: Message, sender: str) -> EmailMessage:
    letter = EmailMessage()
    name = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    letter["Message-ID"] = f"<{name}@{sender.rpartition('@')[2]}>"
    letter["From"], letter["To"], letter["Subject"] = sender, message.to, message.subject
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no automatic answers
    letter.set_content(message.text)
    return letter


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    safe = ssl.create_default_context()
    if server.scheme == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=safe)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    with connection:
        if server.scheme == "smtp+tls":
            connection.starttls(context=safe)
        if server.user:
            connection.login(server.user, server.password)
        yield connection
