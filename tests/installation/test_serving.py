"""`rongzhi serve`, as a process: it answers, outlives its children, and leaves none behind."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import pytest

from tests.installation.conftest import Machine

pytestmark = pytest.mark.db

CHILDREN = ["web", "clocks", "outbox", "sealer", "jobs"]


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


class Site:
    """A serving installation and what it has said."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port, self.said = process, port, ""

    def until(self, *words: str) -> str:
        """Read what it says until all words were said."""
        for line in self.process.stdout:
            self.said += line
            if all(word in self.said for word in words):
                return self.said
        raise AssertionError(self.said)

    def pids(self) -> dict[str, int]:
        return {
            name: int(pid)
            for name, pid in re.findall(r"^(\w+): 已启动.*process (\d+)", self.said, re.MULTILINE)
        }

    def get(self, path: str) -> tuple[int, bytes]:
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.status, answer.read()

    def rest(self) -> str:
        """What it says until every process that it started has let go of its output."""
        rest, _ = self.process.communicate(timeout=60)
        self.said += rest
        return self.said


@contextmanager
def serving(machine: Machine, *more: str) -> Iterator[Site]:
    port = free_port()
    program = "import sys; from rongzhi.cli import main; sys.exit(main(sys.argv[1:]))"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "serve", "--port", str(port), *more],
        cwd=machine.home.parent,
        env=machine.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    site = Site(process, port)
    try:
        yield site
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            site.rest()


def gone(pid: int) -> bool:
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_site_is_served_and_ended_by_sigterm(county):
    with serving(county) as site:
        site.until("The site is ready", *(f"{name}: 已启动" for name in CHILDREN))
        pids = site.pids()
        status, answer = site.get("/health/")
        site.process.send_signal(signal.SIGTERM)
        said = site.rest()

    assert status == 200
    assert json.loads(answer)["ok"] is True
    assert site.process.returncode == 0
    assert list(pids) == CHILDREN
    assert all(gone(pid) for pid in pids.values())
    assert all(f"{name}: 已停止  stopped\n" in said for name in CHILDREN)


def test_child_that_is_killed_is_started_again(county):
    with serving(county) as site:
        site.until("The site is ready", "sealer: 已启动")
        killed = site.pids()["sealer"]
        os.kill(killed, signal.SIGKILL)
        site.said = ""
        site.until("sealer: 意外结束", "sealer: 已启动")

        assert "signal 9" in site.said
        assert site.pids()["sealer"] != killed


def test_children_end_when_the_supervisor_is_killed(county):
    with serving(county) as site:
        site.until("The site is ready", *(f"{name}: 已启动" for name in CHILDREN))
        site.process.kill()
        site.rest()  # comes back only when the last child has closed its output

    assert site.process.returncode == -signal.SIGKILL


def test_site_without_its_key_is_read_only(county):
    county.key.unlink()

    with serving(county) as site:
        said = site.until("The site is ready")

    assert "read-only" in said
    assert list(site.pids()) == ["web"]
    assert not county.key.exists()


def test_address_in_use_is_said(county):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        done = county.command("serve", "--port", str(taken.getsockname()[1]))

    assert done.returncode == 1
    assert "--port" in done.stderr


def test_serve_before_init_says_what_to_do(machine):
    done = machine.command("serve", "--port", str(free_port()))

    assert done.returncode == 1
    assert "rongzhi init" in done.stderr
    assert "rongzhi demo" in done.stderr


@pytest.mark.parametrize("name", ["clocks", "outbox", "sealer", "jobs"])
def test_worker_does_one_round(county, name):
    county.file(1)

    done = county.command("worker", name, "--once")

    assert done.returncode == 0, done.stderr
