"""What a way of sending messages has to be able to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one recipient.

    `key` names it for ever: a port that is given the same key again sends nothing and gives the first receipt.
    `to` is a phone number, an e-mail address or a postal address; for the desk, the handle of a body or neutral.
    `name` stands on letters alone.
    """

    key: str
    file: str
    to: str
    text: str
    subject: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the port says of a message it took: its own number for it."""

    reference: str


class PortDown(Exception):
    """The port cannot take messages now; trying again later may help. The text is for staff, without addresses."""


class Undeliverable(Exception):
    """The port will never take this message: the address does not exist. The text is for staff."""


class Port(Protocol):
    """A way out. `send` gives a receipt or raises PortDown or Undeliverable; nothing else."""

    means: str

    def send(self, message: Message) -> Receipt: ...


class Ports:
    """The ports of one run, by means; an object that is built anew wherever it is needed, never shared state."""

    def __init__(self, *ports: Port) -> None:
        self._ports: Mapping[str, Port] = {port.means: port for port in ports}

    def __iter__(self) -> Iterator[Port]:
        return iter(self._ports.values())

    def __getitem__(self, means: str) -> Port:
        return self._ports[means]

    def __contains__(self, means: str) -> bool:
        return means in self._ports
