"""The courts' platform of a demonstration: a folder of this machine in which each packet becomes one case."""

from datetime import date
from pathlib import Path

from rongzhi.exchange.connectors.court.port import COURT
from rongzhi.exchange.connectors.folder import FolderPlatform
from rongzhi.exchange.connectors.parcels import Acknowledged, Parcel


def court_number(year: int, count: int) -> str:
    """A mark as courts give it to disputes before filing: （2026）演示诉前调1号."""
    return f"（{year}）演示诉前调{count}号"


class DemoCourt:
    """Takes every packet that is whole, once for each key, on the day that it is told."""

    platform = COURT

    def __init__(self, folder: Path, today: date) -> None:
        self.behind = FolderPlatform(folder, court_number, today)

    def send(self, parcel: Parcel) -> Acknowledged:
        """The court's mark of the case. Raises NotTaken for a damaged packet, PlatformDown when the disk refuses."""
        return self.behind.take(parcel)
