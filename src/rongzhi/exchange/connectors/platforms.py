"""By which ports this installation reaches the platforms of courts and of the province."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from rongzhi.exchange.connectors.court.commissions import CommissionPort
from rongzhi.exchange.connectors.court.demo import DemoCourt
from rongzhi.exchange.connectors.court.inbox import CommissionFolder
from rongzhi.exchange.connectors.court.port import BEHIND as COURTS
from rongzhi.exchange.connectors.court.port import COURT
from rongzhi.exchange.connectors.court.program import ProgramCommissions
from rongzhi.exchange.connectors.message.connected import is_demo
from rongzhi.exchange.connectors.parcels import Acknowledged, NotTaken, Parcel, PlatformDown, TransferPort
from rongzhi.exchange.connectors.province.demo import DemoProvince
from rongzhi.exchange.connectors.province.port import BEHIND as PROVINCES
from rongzhi.exchange.connectors.province.port import PROVINCE

FOLDER = "platforms"
COMMISSIONS = "court-commissions"
NEVER = 65  # EX_DATAERR of sysexits: trying again does not help
PATIENCE = 300  # seconds

Platforms = Mapping[str, TransferPort]


def platform_of(kind: str, *, restricted: bool) -> str:
    """The platform behind which a kind of body stands; empty where a package goes by hand, as a suspicion always does."""
    if restricted:
        return ""
    return COURT if kind in COURTS else PROVINCE if kind in PROVINCES else ""


def platforms(home: Path, today: date) -> Platforms:
    """In a demo two folders of the installation stand for the platforms; elsewhere the programs that settings name."""
    if is_demo():
        found: list[TransferPort] = [
            DemoCourt(home / FOLDER / COURT, today),
            DemoProvince(home / FOLDER / PROVINCE, today),
        ]
    else:
        found = [ProgramPort(name, path, today) for name, path in settings.RONGZHI_TRANSFER_PROGRAMS.items()]
    return {port.platform: port for port in found}


def commission_port(home: Path) -> CommissionPort | None:
    """Where courts give out their commissions; None when no courts' platform is connected."""
    if is_demo():
        return CommissionFolder(home / FOLDER / COMMISSIONS)
    program = settings.RONGZHI_TRANSFER_PROGRAMS.get(COURT)
    return ProgramCommissions(program) if program is not None else None


@dataclass
class ProgramPort:
    """A platform behind a program of the county's own.

    It reads one JSON object (key, number, to_body, to_kind, to_name, size) as a line from its standard input and the
    package's bytes behind it, and prints the platform's number, or nothing while there is none. For a key that it was
    given before it opens no second case. Exit code 0: taken; 65: will never be taken; anything else: try again later.
    """

    platform: str
    program: Path
    today: date

    def send(self, parcel: Parcel) -> Acknowledged:
        """Run the program once. Raises PlatformDown, NotTaken."""
        try:
            with subprocess.Popen(
                [self.program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            ) as running:
                return self._answer(running, parcel)
        except OSError as fault:
            raise PlatformDown(
                f"{self.platform}：程序无法运行（{fault.strerror}）。 The program cannot be run."
            ) from fault

    def _answer(self, running: subprocess.Popen[bytes], parcel: Parcel) -> Acknowledged:
        asked = {
            name: getattr(parcel, name) for name in ("key", "number", "to_body", "to_kind", "to_name", "size")
        }
        assert running.stdin is not None
        assert running.stdout is not None
        try:
            running.stdin.write(json.dumps(asked, ensure_ascii=False).encode() + b"\n")
            with parcel.open() as content:
                while block := content.read(256 * 1024):
                    running.stdin.write(block)
            running.stdin.close()
            said = running.stdout.read(10_000).decode("utf-8", "replace").strip()
            code = running.wait(PATIENCE)
        except BrokenPipeError:
            code, said = running.wait(PATIENCE), ""
        except subprocess.TimeoutExpired:
            running.kill()
            raise PlatformDown(
                f"{self.platform}：程序 {PATIENCE} 秒没有应答。 The program did not answer in time."
            ) from None
        if code == NEVER:
            raise NotTaken(f"{self.platform}：平台不收此包。 The platform will not take it.")
        if code:
            raise PlatformDown(f"{self.platform}：程序返回 {code}。 The program ended with {code}.")
        return Acknowledged((said.splitlines() or [""])[0][:80], self.today)
