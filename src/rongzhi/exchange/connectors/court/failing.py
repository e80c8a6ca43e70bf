"""A courts' platform that fails: down for the first tries, or with its answer lost after it took the packet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rongzhi.exchange.connectors.court.commissions import Commission, CommissionPort
from rongzhi.exchange.connectors.failing import FailingPlatform
from rongzhi.exchange.connectors.parcels import PlatformDown

DOWN = "演示：court 平台不可用。 Demonstration: the court platform is down."


@dataclass
class FailingCourt(FailingPlatform):
    """The courts' platform behind a line that fails as declared."""


@dataclass
class FailingCommissions:
    """Commissions behind a line that fails: down for the first `times` fetches, then `lost` of our answers never arrive."""

    behind: CommissionPort
    times: int = 0
    lost: int = 0

    @property
    def platform(self) -> str:
        """The platform that it stands for."""
        return self.behind.platform

    def commissions(self) -> Iterable[Commission]:
        if self.times:
            self.times -= 1
            raise PlatformDown(DOWN)
        return self.behind.commissions()

    def confirm(self, key: str, number: str, received_on: date) -> None:
        self._arrives()
        self.behind.confirm(key, number, received_on)

    def send_back(self, key: str, why: str) -> None:
        self._arrives()
        self.behind.send_back(key, why)

    def _arrives(self) -> None:
        if self.lost:
            self.lost -= 1
            raise PlatformDown(DOWN)
