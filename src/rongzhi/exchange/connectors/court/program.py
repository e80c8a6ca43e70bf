"""A courts' platform behind a program of the county's own: fetches commissions as lines of JSON, tells our answers."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, Any

from rongzhi.exchange.connectors.court.commissions import LONGEST_KEY, Commission, Enclosed
from rongzhi.exchange.connectors.court.port import COURT
from rongzhi.exchange.connectors.parcels import PlatformDown

PATIENCE = 300  # seconds
MOST = 50_000_000  # bytes of one answer; papers come as files
TEXTS = ("key", "court", "to_body", "kind", "trial", "case_number")


@dataclass
class ProgramCommissions:
    """`PROGRAM commissions` prints one JSON object a line: key, court, to_body, kind (commissioned, entrusted), trial,
    case_number, handed_on, online, answers (columns of a batch line) and enclosed ([path, title] of readable files);
    `PROGRAM confirm KEY NUMBER DAY` and `PROGRAM send-back KEY WHY` tell our answer. Any exit code but 0: try again.
    """

    program: Path
    platform: str = COURT

    def commissions(self) -> Iterator[Commission]:
        """Those that wait. Raises PlatformDown, also for a line that cannot be read: nothing of it is guessed."""
        for line in self._run("commissions").splitlines():
            if line.strip():
                yield _read(line)

    def confirm(self, key: str, number: str, received_on: date) -> None:
        self._run("confirm", key, number, received_on.isoformat())

    def send_back(self, key: str, why: str) -> None:
        self._run("send-back", key, why)

    def _run(self, *arguments: str) -> str:
        try:
            done = subprocess.run(
                [self.program, *arguments], capture_output=True, timeout=PATIENCE, check=True
            )
        except OSError as fault:
            raise PlatformDown(
                f"court：程序无法运行（{fault.strerror}）。 The program cannot be run."
            ) from fault
        except subprocess.TimeoutExpired:
            raise PlatformDown(
                f"court：程序 {PATIENCE} 秒没有应答。 The program did not answer in time."
            ) from None
        except subprocess.CalledProcessError as fault:
            raise PlatformDown(
                f"court：程序返回 {fault.returncode}。 The program ended with {fault.returncode}."
            ) from None
        if len(done.stdout) > MOST:
            raise PlatformDown("court：程序的应答过长。 The program's answer is too long.")
        return done.stdout.decode("utf-8", "replace")


def _read(line: str) -> Commission:
    try:
        told = json.loads(line)
        if not 0 < len(told["key"]) <= LONGEST_KEY:
            raise ValueError
        return Commission(
            **{name: _text(told.get(name, "")) for name in TEXTS},
            handed_on=date.fromisoformat(told["handed_on"]),
            answers={_text(name): str(value) for name, value in told["answers"].items()},
            enclosed=tuple(_enclosed(*one) for one in told.get("enclosed", [])),
            online=told.get("online") is not False,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise PlatformDown(
            "court：程序的应答无法读取。 A line of the program's answer cannot be read."
        ) from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _enclosed(path: str, title: str) -> Enclosed:
    place = Path(_text(path))
    return Enclosed(place.name, _text(title), partial(_open, place))


def _open(path: Path) -> IO[bytes]:
    try:
        return open(path, "rb")
    except OSError as fault:
        raise PlatformDown(f"court：附件无法读取（{fault.strerror}）。 A paper cannot be read.") from fault
