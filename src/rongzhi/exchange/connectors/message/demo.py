"""Demonstration ports: messages stay in the house, as text files in a folder or in memory."""

import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from rongzhi.exchange.connectors.message.port import Message, PortDown, Ports, Receipt

MEANS = ("sms", "email", "letter", "desk")
NOTE = "演示：本消息没有离开这台机器。 Demonstration: this message has not left the machine."


@dataclass
class MemoryPort:
    """Keeps what it was given, once for each key."""

    means: str
    sent: dict[str, Message] = field(default_factory=dict)

    def send(self, message: Message) -> Receipt:
        self.sent.setdefault(message.key, message)
        return Receipt(f"{self.means}:{_short(message.key)}")


@dataclass
class FolderPort:
    """Lays each message as a text file into a folder that its owner alone may open.

    The name begins with the case number, so that erasing a file finds what was written about it.
    """

    means: str
    folder: Path

    def send(self, message: Message) -> Receipt:
        reference = f"{self.means}:{_short(message.key)}"
        path = self.folder / f"{_plain(message.file)}_{self.means}_{_short(message.key)}.txt"
        try:
            if not path.exists():
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _write(
                    path,
                    "\n".join(
                        (NOTE, f"{self.means}: {message.to}", *_heading(message), "", message.text, "")
                    ),
                )
        except OSError as fault:
            raise PortDown(
                f"无法写入消息文件夹。 The folder of messages cannot be written: {fault.strerror}."
            ) from fault
        return Receipt(reference)


@dataclass
class DeskPort:
    """The desk of a body or neutral: the message stands in their list of work, so nothing has to be sent."""

    means: str = "desk"

    def send(self, message: Message) -> Receipt:
        return Receipt("desk")


def memory_ports() -> Ports:
    """Demo ports that keep messages in memory."""
    return Ports(*(MemoryPort(means) for means in MEANS))


def folder_ports(folder: Path) -> Ports:
    """Demo ports that write text files; what goes to a desk is not written, it stands there already."""
    return Ports(*(FolderPort(means, folder) for means in MEANS if means != "desk"), DeskPort())


def files_about(folder: Path, file: str) -> list[Path]:
    """The message files that were written about a case."""
    return sorted(folder.glob(f"{_plain(file)}_*"))


def _heading(message: Message) -> list[str]:
    return [line for line in (message.name, message.subject) if line]


def _write(path: Path, text: str) -> None:
    """Write a file that its owner alone may read; it appears whole or not at all."""
    half = path.with_suffix(".part")
    with open(os.open(half, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    half.replace(path)


def _short(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _plain(text: str) -> str:
    return re.sub(r"[^\w-]", "-", text)
