"""The county's events as Parquet files that figures are counted from; each run adds what came since, a new day a day.

What lies here follows from the record and can be thrown away: where a file is missing or not as it was written, or the
last events are not those that were exported, everything is written anew.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
from django.conf import settings

from rongzhi.core.statistics.compiler import said, text
from rongzhi.oversight.stories import GROUPINGS, directory_of, facts_of, happened, told_events

EDITION = 6  # of the columns; another one, and everything is written anew
MOST_PARTS = 60
LOOKED_AT = 5_000  # events at the end that are counted again: one with a smaller key may have come late
MANIFEST = "manifest.json"
KINDS = ("events", "facts")
COLUMNS = {
    "events": {"file": "VARCHAR", "seq": "INTEGER", "act": "VARCHAR", "on_day": "DATE", "said": "VARCHAR[]"},
    "facts": {"file": "VARCHAR", **dict.fromkeys(GROUPINGS, "VARCHAR")},
}


@dataclass(frozen=True, slots=True)
class Exported:
    """The files of one county, oldest first: those of events, and those of facts of the cases in which they happened."""

    events: tuple[Path, ...]
    facts: tuple[Path, ...]
    last: int  # key of the last event that is in them


def export(county: str) -> Exported:
    """Bring the county's files up to date and say which they are; costs what happened since the last time."""
    folder = Path(settings.RONGZHI_HOME) / "figures" / county
    folder.mkdir(parents=True, exist_ok=True)
    parts = _whole(folder)
    if parts and (len(parts) > MOST_PARTS or _tail(county, parts[-1]["last"]) != parts[-1]["tail"]):
        parts = []
    after = int(parts[-1]["last"]) if parts else 0
    newest = told_events(county).order_by("-pk").values_list("pk", flat=True).first() or 0
    if newest > after:
        parts = [*parts, _write(folder, county, after, newest)]
        _keep(folder, parts)
    named = {kind: tuple(folder / part[kind] for part in parts) for kind in KINDS}
    return Exported(named["events"], named["facts"], newest)


def _tail(county: str, last: int) -> int:
    return told_events(county, after=last - LOOKED_AT, upto=last).count()


def _whole(folder: Path) -> list[dict[str, Any]]:
    """The parts that were written before; none of them when any is not as it was written."""
    try:
        found = json.loads((folder / MANIFEST).read_text())
        parts: list[dict[str, Any]] = found["parts"] if found["edition"] == EDITION else []
        good = all(_digest(folder / part[kind]) == part[f"{kind}_sha256"] for part in parts for kind in KINDS)
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return parts if good else []


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _keep(folder: Path, parts: list[dict[str, Any]]) -> None:
    """Write the list of parts, whole or not at all; what no list names any more goes."""
    new = folder / f"{uuid4().hex}.new"
    new.write_text(json.dumps({"edition": EDITION, "parts": parts}))
    os.replace(new, folder / MANIFEST)
    named = {MANIFEST, *(part[kind] for part in parts for kind in KINDS)}
    for path in folder.iterdir():
        if path.name not in named:
            path.unlink(missing_ok=True)


def _write(folder: Path, county: str, after: int, upto: int) -> dict[str, Any]:
    """One part: the events after `after`, and the facts of the cases in which they happened."""
    files: set[str] = set()

    def events() -> Iterable[Mapping[str, Any]]:
        for file, seq, one in happened(told_events(county, after=after, upto=upto), directory_of(county)):
            files.add(file)
            told = [said(key, value) for key, value in sorted(one.data.items())]
            yield {"file": file, "seq": seq, "act": one.act, "on_day": one.on.isoformat(), "said": told}

    part: dict[str, Any] = {"last": upto, "tail": _tail(county, upto)}
    name = uuid4().hex
    for kind, rows in (("events", events()), ("facts", ({"file": n, **f} for n, f in facts_of(files)))):
        part[kind] = f"{name}-{kind}.parquet"
        _parquet(rows, kind, folder / part[kind])
        part[f"{kind}_sha256"] = _digest(folder / part[kind])
    return part


def _parquet(rows: Iterable[Mapping[str, Any]], kind: str, path: Path) -> None:
    """Write rows as one Parquet file; they pass through a file of lines, so no more than one is held."""
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", dir=path.parent, encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        lines.flush()
        columns = ", ".join(f"{name}: '{kind_of}'" for name, kind_of in COLUMNS[kind].items())
        with duckdb.connect() as database:
            database.execute(
                f"COPY (SELECT * FROM read_json($source, format='newline_delimited', columns={{{columns}}})) "
                f"TO {text(str(path))} (FORMAT parquet, COMPRESSION zstd)",
                {"source": lines.name},
            )
