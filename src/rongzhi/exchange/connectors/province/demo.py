"""The province's platform of a demonstration: a folder of this machine in which each package is registered once."""

from datetime import date
from pathlib import Path

from rongzhi.exchange.connectors.folder import FolderPlatform
from rongzhi.exchange.connectors.parcels import Acknowledged, Parcel
from rongzhi.exchange.connectors.province.port import PROVINCE


def province_number(year: int, count: int) -> str:
    """A number as a register gives it: 演示省调2026-000001."""
    return f"演示省调{year}-{count:06d}"


class DemoProvince:
    """Registers every package that is whole, once for each key."""

    platform = PROVINCE

    def __init__(self, folder: Path, today: date) -> None:
        self.behind = FolderPlatform(folder, province_number, today)

    def send(self, parcel: Parcel) -> Acknowledged:
        """The number of the register. Raises NotTaken for a damaged package, PlatformDown when the disk refuses."""
        return self.behind.take(parcel)
