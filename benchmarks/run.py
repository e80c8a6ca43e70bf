"""Which measurements there are and how large; starts each in its own process with an installation of its own."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[1]
SLACK = 5.0  # megabytes that the allocator may add by chance; more than that is growth with the rows
FLAT = 1.1  # the most that ten times the rows may add to what a process holds at its peak
SQLITE, POSTGRES, NONE = "sqlite", "postgresql", "none"


class Failed(RuntimeError):
    """A measurement came to no figure; the text is what its process said last."""


@dataclass(frozen=True)
class Measurement:
    """A measurement by name: on which databases, how large when whole and when quick, and how often repeated."""

    databases: tuple[str, ...]
    size: int
    quick: int
    repetitions: int = 5
    quick_repetitions: int = 3

    def arguments(self, *, quick: bool) -> dict[str, Any]:
        if quick:
            return {"size": self.quick, "repetitions": self.quick_repetitions}
        return {"size": self.size, "repetitions": self.repetitions}


MEASUREMENTS: Mapping[str, Measurement] = {
    "filing": Measurement((SQLITE, POSTGRES), 10_000, 1_000, repetitions=3),
    "act": Measurement((SQLITE, POSTGRES), 200, 20),
    "pages": Measurement((SQLITE, POSTGRES), 1_000, 100, repetitions=15),
    "search": Measurement((SQLITE, POSTGRES), 20_000, 2_000),
    "papers": Measurement((SQLITE,), 200, 20),
    "bundle": Measurement((SQLITE,), 300, 30),
    "package": Measurement((SQLITE,), 1_000, 100),
    "talks": Measurement((SQLITE, POSTGRES), 500, 50, repetitions=15),
    "deciding": Measurement((NONE,), 20_000, 2_000),
    "opinions": Measurement((NONE,), 200, 20),
    "likeness": Measurement((NONE,), 20_000, 2_000, repetitions=2, quick_repetitions=2),
    "indices": Measurement((NONE,), 1_000_000, 100_000, repetitions=3),
    "memory": Measurement((SQLITE,), 100_000, 10_000, repetitions=1, quick_repetitions=1),
}

HOLDING = {
    "memory": "filing a CSV of {size} rows",
    "bundle_memory": "a bundle of {size} pages",
    "package_memory": "a case with {size} pages of evidence, packed and taken in",
}


def measured(
    name: str, *, quick: bool, postgres: str, arguments: Mapping[str, Any] | None = None
) -> Iterator[tuple[list[Figure], str]]:
    """(figures, what the database is) of a measurement on each database; `postgres` is the server's address or empty.

    `arguments` replaces the declared sizes. Raises Failed.
    """
    measurement = MEASUREMENTS[name]
    chosen = {**measurement.arguments(quick=quick), **(arguments or {})}
    for database in measurement.databases:
        if database == POSTGRES and not postgres:
            continue
        if name == "memory":
            yield memory(database, chosen["size"])
            continue
        found = start(name, database, postgres, chosen)
        yield [_figure(one) for one in found["figures"]], found.get("database", "")
        if name in ("bundle", "package"):
            yield memory(database, chosen["size"], name=f"{name}_memory")


def memory(database: str, size: int, *, name: str = "memory") -> tuple[list[Figure], str]:
    """What a process holds at its peak with `size` rows or pages, against a tenth of them."""
    few = start(name, database, "", {"size": size // 10})
    many = start(name, database, "", {"size": size})
    ratio = round(many["most"] / few["most"], 2)
    counts = {
        "megabytes_few": few["most"],
        "megabytes_many": many["most"],
        "grown_few": round(few["most"] - few["before"], 1),
        "grown_many": round(many["most"] - many["before"], 1),
        "repetitions": 1,
    }
    # Beside the ratio, for the program itself weighs far more than the rows.
    more = round(counts["grown_many"] - counts["grown_few"], 1)
    broken = [f"{more} MB more for ten times as many: not flat"] if more > SLACK else []
    what = f"peak memory of {HOLDING[name].format(size=f'{size:,}')} / {size // 10:,}"
    return [
        Figure(
            name.partition("_")[0],
            what,
            database,
            ratio,
            ratio,
            ratio,
            goal=FLAT,
            counts=counts,
            broken=broken,
        )
    ], few["database"]


def start(name: str, database: str, postgres: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Run one measurement in a process of its own. Raises Failed."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-"))
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("RONGZHI_", "DJANGO_"))
        }
        environment = kept | {
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
            "DJANGO_SETTINGS_MODULE": "rongzhi.conf.settings",
            "RONGZHI_HOME": folder,
            "RONGZHI_SECRET_KEY": "for measuring only",
            "RONGZHI_DATABASE_URL": postgres
            if database == POSTGRES
            else f"sqlite:///{folder}/rongzhi.sqlite3",
        }
        given = dict(arguments) if database == NONE else {**arguments, "folder": folder}
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.worker", name, json.dumps(given)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise Failed(f"{name} on {database}: {done.stderr.strip()[-2000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _figure(columns: dict[str, Any]) -> Figure:
    return Figure(**{name: value for name, value in columns.items() if name != "verdict"})
