"""Processes that a supervisor starts, watches, starts again after a pause when they die, and ends together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

LOOK_EVERY = 0.2  # seconds between two looks at the children
GRACE = 8.0  # seconds that children have to end by themselves
LONGEST_PAUSE = 60.0
STEADY = 60.0  # a child that lived so long starts its pauses anew


@dataclass
class Child:
    """One process: how it is started, and what became of it."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    start_at: float = 0.0
    deaths: int = field(default=0)

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Keeps children running until it is told to stop. `say` gets one line for each change of a child."""

    def __init__(
        self, children: Sequence[Child], *, environment: Mapping[str, str], say: Callable[[str, str], None]
    ):
        self.children = list(children)
        self._environment = dict(environment)
        self._say = say
        self._stop = threading.Event()

    def stop(self) -> None:
        """End everything; `run` returns soon after."""
        self._stop.set()

    def run(self, *, each_look: Callable[[], None] | None = None) -> None:
        """Start the children and keep them running until `stop` or a SIGTERM or SIGINT; then end them all."""
        before = {
            number: signal.signal(number, lambda *_: self.stop())
            for number in (signal.SIGTERM, signal.SIGINT)
        }
        try:
            while not self._stop.is_set():
                self._look()
                if each_look is not None:
                    each_look()
                self._stop.wait(LOOK_EVERY)
        finally:
            self._end()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _look(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.alive():
                continue
            if child.process is not None:
                self._died(child, now)
            elif now >= child.start_at:
                self._start(child, now)

    def _start(self, child: Child, now: float) -> None:
        """The pipe to standard input closes when the supervisor dies, however it dies; the child then ends itself."""
        try:
            child.process = subprocess.Popen(
                child.command, stdin=subprocess.PIPE, env=self._environment, start_new_session=True
            )
        except OSError as fault:
            self._later(child, now, f"{fault.strerror}")
            return
        child.started = now
        self._say(f"{child.name}: 已启动", f"started (process {child.process.pid})")

    def _died(self, child: Child, now: float) -> None:
        assert child.process is not None
        status = child.process.returncode
        _release(child)
        if now - child.started >= STEADY:
            child.deaths = 0
        self._later(child, now, f"signal {-status}" if status < 0 else f"status {status}")

    def _later(self, child: Child, now: float, why: str) -> None:
        pause = min(2.0**child.deaths, LONGEST_PAUSE)
        child.deaths += 1
        child.start_at = now + pause
        self._say(
            f"{child.name}: 意外结束，{pause:.0f} 秒后重新启动",
            f"ended unexpectedly ({why}); again in {pause:.0f} s",
        )

    def _end(self) -> None:
        """Ask every child to end, wait, and end by force what is left, with all that they started."""
        running = [child for child in self.children if child.process is not None]
        for child in running:
            if child.alive():
                with suppress(ProcessLookupError):
                    child.process.terminate()
        until = time.monotonic() + GRACE
        for child in running:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.05, until - time.monotonic()))
        for child in running:
            by_force = child.alive()
            _release(child)
            self._say(f"{child.name}: 已停止", "stopped by force" if by_force else "stopped")


def _release(child: Child) -> None:
    """End the child's whole group and let go of it."""
    process = child.process
    assert process is not None
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
    child.process = None


def end_with_parent() -> None:
    """In a child: end as by SIGTERM when whoever started it is gone (its end of standard input closes)."""

    def watch() -> None:
        with suppress(OSError):
            while os.read(sys.stdin.fileno(), 1024):
                pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()
