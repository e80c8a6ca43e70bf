"""The demo county of the journeys: built once, served by `rongzhi serve`, with a clock that a journey moves on."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

from rongzhi.casework.clock_now import DEMO_YEAR_ENDS
from rongzhi.core.one_time_codes import counter_at, hotp

FILINGS = "60"
PATIENCE = 90  # seconds in which the site must answer
MORNING = timedelta(hours=15)  # from the end of the demo year, 17:30, to the next morning, 08:30


@dataclass
class Served:
    """A demo county that answers at an address."""

    home: Path
    address: str
    password: str
    secrets: dict[str, str]
    used: dict[str, int] = field(default_factory=dict)

    def code(self, login: str) -> str:
        """The code that the app of this login shows, one that was not used yet."""
        counter = max(counter_at(datetime.now(UTC)), self.used.get(login, 0) + 1)
        self.used[login] = counter
        return hotp(self.secrets[login], counter)

    def now(self) -> datetime:
        """The county's time."""
        built = datetime.fromisoformat(json.loads((self.home / "demo.json").read_text())["built_at"])
        return DEMO_YEAR_ENDS + (datetime.now(UTC) - built)

    def later(self, **step: int) -> None:
        """Let that much time go by in the county."""
        path = self.home / "demo.json"
        kept = json.loads(path.read_text())
        built = datetime.fromisoformat(kept["built_at"]) - timedelta(**step)
        path.write_text(json.dumps({**kept, "built_at": built.isoformat()}, ensure_ascii=False))

    def day(self, ahead: int = 0) -> str:
        """A day counted from the county's today, as a form takes it."""
        return (self.now() + timedelta(days=ahead)).date().isoformat()

    def working_day(self, ahead: int) -> str:
        """The first day from then on that is no Saturday, Sunday or day of the autumn holidays."""
        day = self.now() + timedelta(days=ahead)
        while day.weekday() > 4:
            day += timedelta(days=1)
        return day.date().isoformat()

    def ask(self, *words: str) -> dict[str, object]:
        """What a command of the installation answers as JSON."""
        done = subprocess.run(
            [sys.executable, "-m", "rongzhi", *words, "--json"],
            env=environment(self.home),
            capture_output=True,
            text=True,
            check=False,
        )
        answer: dict[str, object] = json.loads(done.stdout or json.dumps({"error": done.stderr}))
        return answer


def environment(home: Path) -> dict[str, str]:
    """The environment of an installation in that folder, with nothing of whoever runs the tests."""
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith("RONGZHI_")},
        "RONGZHI_HOME": str(home),
    }


def built(home: Path, filings: str = FILINGS, *more: str) -> Path:
    """Build the county in that folder, unless that was done."""
    if not (home / "ready").exists():
        shutil.rmtree(home, ignore_errors=True)
        words = ["demo", "--no-serve", "--json", "--count", filings, *more]
        done = subprocess.run(
            [sys.executable, "-m", "rongzhi", *words],
            env=environment(home),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"The county was not built: {done.stderr}")
        (home / "ready").touch()
    return home


@contextmanager
def served(home: Path) -> Iterator[Served]:
    """Serve the county of that folder at half past eight on the morning after the demo year."""
    kept = json.loads((home / "demo.json").read_text())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    county = Served(home, f"http://127.0.0.1:{port}", kept["password"], kept["secrets"])
    past = county.now() - DEMO_YEAR_ENDS
    county.later(seconds=int((MORNING - past).total_seconds()))
    with (home / "serve.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "rongzhi", "serve", "--port", str(port)],
            env=environment(home),
            stdout=log,
            stderr=log,
        )
        try:
            _answers(county, server)
            yield county
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def _answers(county: Served, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(f"{county.address}/health/", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=0.2)
                break  # it has ended
    raise AssertionError("The site does not answer: " + (county.home / "serve.log").read_text())
