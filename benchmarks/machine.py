"""What was measured on: without it a figure says little."""

import os
import platform
import time
from pathlib import Path
from typing import Any

SYNCS = 40


def machine(folder: Path) -> dict[str, Any]:
    """Cores, memory, Python, what else was running, and how often a second this disk makes bytes durable."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _from_file("/proc/cpuinfo", "model name") or platform.processor() or "unknown",
        "cores": os.cpu_count(),
        "memory": _memory(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "load": [round(value, 2) for value in os.getloadavg()],
        "syncs_per_second": _syncs(folder),
    }


def _memory() -> str:
    kilobytes = _from_file("/proc/meminfo", "MemTotal").split()[:1]
    return f"{int(kilobytes[0]) / 1024**2:.0f} GiB" if kilobytes else "unknown"


def _from_file(path: str, name: str) -> str:
    file = Path(path)
    if not file.exists():
        return ""
    lines = (line.partition(":") for line in file.read_text().splitlines())
    return next((value.strip() for key, _, value in lines if key.strip() == name), "")


def _syncs(folder: Path) -> int:
    path = folder / "sync"
    with path.open("wb", buffering=0) as file:
        start = time.perf_counter()
        for _ in range(SYNCS):
            file.write(bytes(4096))
            os.fsync(file.fileno())
        seconds = time.perf_counter() - start
    path.unlink()
    return round(SYNCS / seconds)
