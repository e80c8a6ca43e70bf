"""Says on the terminal how far a long command has come; nothing where nobody looks on."""

import sys
from collections.abc import Callable

Progress = Callable[[int, int], None]


def shown(what: str = "", *, quiet: bool = False, every: int = 1) -> Progress | None:
    """A function that is told how many are done and how many there are (0: not known), and keeps one line up to date.

    None when the command is `quiet` (its output is read by a program) or no terminal is there.
    """
    if quiet or not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if done % every and done != total:
            return
        end = "\n" if total and done >= total else ""
        told = f"{done} / {total}" if total else str(done)
        print(f"\r{what} {told}".replace("\r ", "\r"), end=end, file=sys.stderr, flush=True)

    return show


def counted(what: str = "", *, quiet: bool = False, every: int = 50) -> Callable[[int], None] | None:
    """As `shown`, for work whose end is not known."""
    show = shown(what, quiet=quiet, every=every)
    return None if show is None else lambda done: show(done, 0)
