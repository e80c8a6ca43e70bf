"""The present moment for pages and commands: the machine's clock, or in a demo county its own clock (record.md §4)."""

import json
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, transaction

from rongzhi.directory.models import County

SHANGHAI = ZoneInfo("Asia/Shanghai")
DEMO_FILE = "demo.json"
DEMO_YEAR_ENDS = datetime(2026, 8, 31, 17, 30, tzinfo=SHANGHAI)


def now() -> datetime:
    """The moment that an act of a page or command takes place at, in the county's time zone.

    In a demo county: the end of the demo year plus the time that has gone by since the demo was built.
    """
    machine = datetime.now(SHANGHAI)
    built = _built(*_stamp(demo_file()))
    if built is None or not _is_demo():
        return machine
    return DEMO_YEAR_ENDS + (machine - built)


def demo_file() -> Path:
    """Where a demo notes when it was built and with which seed."""
    return Path(settings.RONGZHI_HOME) / DEMO_FILE


def write_demo_file(*, built_at: datetime, seed: int, **more: object) -> None:
    """Note that the installation's county is a demo; from now on `now()` is its clock."""
    path = demo_file()
    path.touch(mode=0o600)
    path.write_text(
        json.dumps(
            {"built_at": built_at.astimezone(UTC).isoformat(), "seed": seed, **more}, ensure_ascii=False
        )
    )


def _stamp(path: Path) -> tuple[Path, int]:
    try:
        return path, path.stat().st_mtime_ns
    except OSError:
        return path, 0


@lru_cache(maxsize=4)
def _built(path: Path, stamp: int) -> datetime | None:
    """The moment noted in the file; None when there is none, or it holds no such moment."""
    if not stamp:
        return None
    try:
        return datetime.fromisoformat(json.loads(path.read_text())["built_at"]).astimezone(SHANGHAI)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_demo() -> bool:
    try:
        with transaction.atomic():
            return County.objects.filter(demo=True).exists()
    except DatabaseError:
        return False
