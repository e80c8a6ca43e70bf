"""A demonstration platform: a folder with one sub-folder for each package, in which a second copy changes nothing."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rongzhi.core.package.archive import Package
from rongzhi.core.package.envelope import head_of
from rongzhi.core.package.faults import PackageRefused
from rongzhi.exchange.connectors.parcels import Acknowledged, NotTaken, Parcel, PlatformDown

BLOCK = 256 * 1024
RECEIPT, PACKAGE = "receipt.json", "package.rzp"


@dataclass
class FolderPlatform:
    """Takes what is whole; the same key again gives the first receipt."""

    folder: Path
    number: Callable[[int, int], str]
    today: date

    def take(self, parcel: Parcel) -> Acknowledged:
        """The receipt for a package. Raises NotTaken when it is damaged, PlatformDown when the disk refuses."""
        try:
            return self._receipt(parcel.key) or self._taken(parcel)
        except OSError as fault:
            raise PlatformDown(
                f"演示平台的文件夹无法写入。 The demonstration folder cannot be written: {fault.strerror}."
            ) from fault

    def cases(self) -> list[str]:
        """The numbers of everything that was taken."""
        found = sorted(self.folder.glob(f"*/{RECEIPT}")) if self.folder.is_dir() else []
        return [str(json.loads(path.read_text(encoding="utf-8"))["number"]) for path in found]

    def _receipt(self, key: str) -> Acknowledged | None:
        path = self.folder / key / RECEIPT
        if not path.is_file():
            return None
        told = json.loads(path.read_text(encoding="utf-8"))
        return Acknowledged(told["number"], date.fromisoformat(told["received_on"]))

    def _taken(self, parcel: Parcel) -> Acknowledged:
        place = self.folder / parcel.key
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        with parcel.open() as given, open(place / PACKAGE, "wb") as kept:
            while block := given.read(BLOCK):
                kept.write(block)
        self._prove(place / PACKAGE)
        number = self.number(self.today.year, len(self.cases()) + 1)
        told = {"number": number, "received_on": self.today.isoformat(), "from": parcel.number}
        half = place / f"{RECEIPT}.part"
        with open(os.open(half, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(told, file, ensure_ascii=False)
        half.replace(place / RECEIPT)
        return Acknowledged(number, self.today)

    def _prove(self, path: Path) -> None:
        """What is not sealed for somebody else is proved in all its bytes."""
        with open(path, "rb") as file:
            try:
                if head_of(file) is None:
                    Package(file).prove()
            except PackageRefused as fault:
                raise NotTaken(f"{fault.label} {fault.en}") from None
