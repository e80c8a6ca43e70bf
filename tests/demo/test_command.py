"""`rongzhi demo` keeps away from what is not its own, and takes its own up again."""

import json
from datetime import UTC, datetime

import pytest

from rongzhi.casework.clock_now import write_demo_file
from rongzhi.demo import command
from rongzhi.directory.models import Account, County

pytestmark = pytest.mark.django_db
SUMMARY = {"filed": 1, "verify": {"faults": 0}}


def _demo_county(*, demo: bool = True) -> None:
    County.objects.create(
        code="W", number="W-C2025-0001", name_zh="W县", name_en="W County", pack="plain", demo=demo
    )


def _noted(**changes: object) -> None:
    kept = {"seed": command.SEED, "count": None, "input": None, "complete": True, "summary": SUMMARY}
    write_demo_file(built_at=datetime.now(UTC), **{**kept, **changes})


def test_database_with_logins_is_left_alone(installation) -> None:
    Account.objects.create(username="somebody")

    with pytest.raises(command.NotHere) as refused:
        command.run(["--no-serve"])

    assert "nothing was changed" in refused.value.en


def test_real_county_is_left_alone_even_when_a_fresh_demo_is_wanted(installation) -> None:
    _demo_county(demo=False)
    _noted()

    with pytest.raises(command.NotHere):
        command.run(["--no-serve", "--fresh"])

    assert County.objects.count() == 1


def test_demo_that_is_there_is_used_again(installation, capsys) -> None:
    _demo_county()
    _noted()

    status = command.run(["--no-serve", "--json"])

    assert status == 0
    assert json.loads(capsys.readouterr().out) == SUMMARY


def test_another_demo_is_not_replaced_unasked(installation) -> None:
    _demo_county()
    _noted(seed=7)

    with pytest.raises(command.NotHere) as refused:
        command.run(["--no-serve"])

    assert "--fresh" in refused.value.en


def test_faults_in_the_record_show_in_the_status(installation) -> None:
    _demo_county()
    _noted(summary={**SUMMARY, "verify": {"faults": 2}})

    assert command.run(["--no-serve", "--json"]) == 1


def test_file_that_is_not_there_is_said(installation, capsys) -> None:
    with pytest.raises(SystemExit):
        command.run(["--input", "no-such-file.csv"])

    assert "no such file" in capsys.readouterr().err
