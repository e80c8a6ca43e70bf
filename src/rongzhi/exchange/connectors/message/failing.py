"""Demonstration ports that fail, always or a number of times: for trying out what happens then."""

from dataclasses import dataclass, field

from rongzhi.exchange.connectors.message.demo import MEANS, MemoryPort
from rongzhi.exchange.connectors.message.port import Message, PortDown, Ports, Receipt


@dataclass
class FailingPort:
    """Is down for the first `times` messages, or for ever; afterwards it keeps messages in memory."""

    means: str
    times: int | None = None
    tried: int = 0
    behind: MemoryPort = field(default_factory=lambda: MemoryPort("failing"))

    def send(self, message: Message) -> Receipt:
        self.tried += 1
        if self.times is None or self.tried <= self.times:
            raise PortDown(f"演示：{self.means} 通道不可用。 Demonstration: the {self.means} port is down.")
        return self.behind.send(message)


def failing_ports(times: int | None = None) -> Ports:
    """Ports of all means that are down."""
    return Ports(*(FailingPort(means, times) for means in MEANS))
