"""The present moment: the machine's clock, and in a demo county the demo's own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rongzhi.casework.clock_now import DEMO_YEAR_ENDS, demo_file, now, write_demo_file
from rongzhi.directory.models import County

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _county(*, demo: bool) -> None:
    County.objects.create(
        code="W", number="W-C2025-0001", name_zh="W县", name_en="W County", pack="plain", demo=demo
    )


def _is_machine_time(moment: datetime) -> bool:
    return abs(moment - datetime.now(UTC)) < HOUR


def test_machine_time_without_a_demo(installation: Path) -> None:
    _county(demo=False)

    assert _is_machine_time(now())
    assert now().utcoffset() == timedelta(hours=8)


def test_demo_clock_goes_on_from_the_end_of_the_year(installation: Path) -> None:
    _county(demo=True)
    write_demo_file(built_at=datetime.now(UTC) - 3 * HOUR, seed=1)

    assert 3 * HOUR <= now() - DEMO_YEAR_ENDS < 4 * HOUR


def test_demo_file_alone_does_not_move_the_clock_of_a_real_county(installation: Path) -> None:
    _county(demo=False)
    write_demo_file(built_at=datetime.now(UTC), seed=1)

    assert _is_machine_time(now())


def test_demo_file_that_cannot_be_read_leaves_the_machine_time(installation: Path) -> None:
    _county(demo=True)
    demo_file().write_text("{")

    assert _is_machine_time(now())


def test_demo_file_is_for_its_owner_alone(installation: Path) -> None:
    write_demo_file(built_at=datetime.now(UTC), seed=1)

    assert demo_file().stat().st_mode & 0o077 == 0
