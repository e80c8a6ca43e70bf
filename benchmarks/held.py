"""How much memory this process held at its peak."""

import resource
from pathlib import Path


def most_held() -> float:
    """The most memory that this process held so far, in megabytes."""
    status = Path("/proc/self/status")
    if (
        status.exists()
    ):  # there the figure begins anew with each program; getrusage would count the parent's too
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return round(int(line.split()[1]) / 1024, 1)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024), 1)


def own_now() -> float:
    """The memory of its own that this process holds now, in megabytes, without pages of files that the machine may put
    out at any time; where that is not told, all of it.
    """
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else ()
    line = next((line for line in lines if line.startswith("RssAnon")), None)
    return round(int(line.split()[1]) / 1024, 1) if line else most_held()
