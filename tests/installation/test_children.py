"""The supervisor: it starts children, starts them again when they die, and ends them with all that they started."""

import os
import signal
import sys

import pytest

from rongzhi.installation.children import Child, Supervisor

WAITS = [sys.executable, "-c", "import time; time.sleep(600)"]
DIES = [sys.executable, "-c", "raise SystemExit(3)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)",
]


def supervised(*children: Child, until) -> list[str]:
    """Run until something holds; gives what was said."""
    said: list[str] = []
    supervisor = Supervisor(
        children, environment=dict(os.environ), say=lambda label, en: said.append(f"{label} {en}")
    )

    def look() -> None:
        if until(said):
            supervisor.stop()

    supervisor.run(each_look=look)
    return said


def test_children_are_started_and_stopped():
    pids = []
    child = Child("web", WAITS)

    def started(said: list[str]) -> bool:
        pids.append(child.process.pid)
        return True

    said = supervised(child, until=started)

    assert ["started" in line for line in said] == [True, False]
    assert said[1].startswith("web: 已停止")
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)


def test_child_that_dies_is_started_again_after_a_pause():
    said = supervised(Child("clocks", DIES), until=lambda said: sum("started" in line for line in said) == 2)

    assert "status 3" in said[1]
    assert "1 s" in said[1]


def test_pause_grows_while_a_child_keeps_dying():
    child = Child("clocks", DIES, deaths=9)

    said = supervised(child, until=lambda said: len(said) == 2)

    assert "60 s" in said[1]


def test_command_that_is_not_there_is_said():
    said = supervised(Child("web", ["/nowhere/at-all"]), until=lambda said: len(said) == 1)

    assert "No such file" in said[0]


def test_child_that_will_not_end_is_ended_by_force(monkeypatch):
    monkeypatch.setattr("rongzhi.installation.children.GRACE", 0.1)
    child = Child("web", STUBBORN)

    said = supervised(child, until=lambda said: len(said) == 1)

    assert len(said) == 2
    assert child.process is None


def test_signal_handlers_are_put_back():
    before = signal.getsignal(signal.SIGTERM)

    supervised(Child("web", WAITS), until=lambda said: True)

    assert signal.getsignal(signal.SIGTERM) is before
