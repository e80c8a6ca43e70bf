"""A platform that fails as declared: for trying out what happens then."""

from dataclasses import dataclass

from rongzhi.exchange.connectors.parcels import Acknowledged, Parcel, PlatformDown, TransferPort


@dataclass
class FailingPlatform:
    """Is down for the first `times` packages, or for ever; then `lost` answers do not arrive though the package does."""

    behind: TransferPort
    times: int | None = None
    lost: int = 0
    tried: int = 0

    @property
    def platform(self) -> str:
        """The platform that it stands for."""
        return self.behind.platform

    def send(self, parcel: Parcel) -> Acknowledged:
        """Fail as declared, then do as the platform behind."""
        self.tried += 1
        if self.times is None or self.tried <= self.times:
            raise PlatformDown(
                f"演示：{self.platform} 平台不可用。 Demonstration: the {self.platform} platform is down."
            )
        answer = self.behind.send(parcel)
        if self.tried <= self.times + self.lost:
            raise PlatformDown("演示：答复丢失。 Demonstration: the answer was lost on its way.")
        return answer
