"""A machine of its own for each test: an empty folder, an empty database of the kind under test, and the command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "Quiet-river-48213"
INIT = (
    "init",
    "--county",
    "W",
    "--name",
    "W县",
    "--name-en",
    "W County",
    "--administrator",
    "head",
    "--password-stdin",
)


@dataclass(frozen=True)
class Machine:
    """Where `rongzhi` runs as somebody would run it: in processes with settings of their own."""

    home: Path
    database: str

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "PYTHONPATH": str(ROOT),
            "RONGZHI_HOME": str(self.home),
            "RONGZHI_DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }

    @property
    def key(self) -> Path:
        return self.home / "installation.key"

    def command(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return self.python(
            "import sys; from rongzhi.cli import main; sys.exit(main(sys.argv[1:]))", *arguments, given=given
        )

    def python(self, program: str, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run some lines of Python."""
        return subprocess.run(
            [sys.executable, "-c", program, *arguments],
            cwd=self.home.parent,
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def program(self, lines: str, *arguments: str) -> str:
        """Run some lines of Python with Django started; gives what they print and fails when they do."""
        done = self.python(f"from rongzhi.cli import start_django; start_django()\n{lines}", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def founded(self) -> "Machine":
        """Set up county W."""
        done = self.command(*INIT, given=PASSWORD + "\n")
        assert done.returncode == 0, done.stdout + done.stderr
        return self

    def file(self, count: int = 1) -> list[str]:
        """File some disputes and give their numbers."""
        return self.program(FILE, str(count)).split()


FILE = """
import sys
from rongzhi.casework.actions import perform
from rongzhi.casework.clock_now import now
from tests.factories.county import dispute, done, filer
for n in range(int(sys.argv[1])):
    data = dispute(claim=f"退还保费 {n}", respondent_body=None)
    answer = perform(None, "intake.file", by=filer(), data=data, now=now(), request=f"file {n}", county="W", owner="PMCF")
    print(done(answer).file)
"""


@contextmanager
def new_database(folder: Path, *, like: str = "") -> Iterator[str]:
    """The address of a new database on the kind of server that is under test: empty, or a copy of the one at `like`."""
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        if like:
            shutil.copy(like.removeprefix("sqlite:///"), folder / "rongzhi.sqlite3")
        yield f"sqlite:///{folder / 'rongzhi.sqlite3'}"
        return
    import psycopg

    from tests.postgres import address

    name = f"machine_{uuid4().hex[:12]}"
    server = {key: default[key] for key in ("HOST", "USER")}
    where = {"host": server["HOST"], "user": server["USER"], "dbname": "template1", "autocommit": True}
    with psycopg.connect(**where) as connection:
        template = f" TEMPLATE {like.rpartition('/')[2]}" if like else ""
        connection.execute(f"CREATE DATABASE {name}{template}")
    try:
        yield address({**server, "NAME": name})
    finally:
        with psycopg.connect(**where) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def new_machine(home: Path) -> Iterator[Machine]:
    home.mkdir(mode=0o700)
    with new_database(home) as database:
        yield Machine(home, database)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """A machine on which nothing was set up."""
    with new_machine(tmp_path / "first") as machine:
        yield machine


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Machine]:
    """Another machine on which nothing was set up."""
    with new_machine(tmp_path / "second") as machine:
        yield machine


@pytest.fixture(scope="session")
def _set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    with new_machine(tmp_path_factory.mktemp("county") / "home") as machine:
        yield machine.founded()


@contextmanager
def copied(original: Machine, home: Path) -> Iterator[Machine]:
    """A machine with the same key and a copy of the same database."""
    home.mkdir(mode=0o700)
    shutil.copy2(original.key, home)
    with new_database(home, like=original.database) as database:
        yield Machine(home, database)


@pytest.fixture
def county(tmp_path: Path, _set_up_once: Machine) -> Iterator[Machine]:
    """A machine on which county W was set up."""
    with copied(_set_up_once, tmp_path / "county") as machine:
        yield machine


@pytest.fixture(scope="session")
def _backed_up_once(tmp_path_factory: pytest.TempPathFactory, _set_up_once: Machine) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("backed-up")
    with copied(_set_up_once, folder / "home") as machine:
        machine.file(3)
        assert machine.command("seal").returncode == 0
        done = machine.command("backup", str(folder / "county.backup"))
        assert done.returncode == 0, done.stderr
        yield machine


@pytest.fixture
def source(_backed_up_once: Machine) -> Machine:
    """A machine with three disputes, sealed in the log and backed up; tests look at it and change nothing."""
    return _backed_up_once


@pytest.fixture
def backup(tmp_path: Path, source: Machine) -> Path:
    """A copy of its backup."""
    return Path(shutil.copy2(source.home.parent / "county.backup", tmp_path))
