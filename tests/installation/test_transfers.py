"""rongzhi transfers: what is on its way, what is stuck, and a round by hand."""

import json

import pytest
import time_machine

from rongzhi import cli
from rongzhi.directory.models import County
from rongzhi.exchange.models import Transfer
from rongzhi.exchange.transfers import queue
from tests.factories import main_line
from tests.factories.county import NOW, county, officer
from tests.factories.packages import handed

pytestmark = pytest.mark.django_db


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, object]]]:
    with time_machine.travel(NOW, tick=False):
        status = cli.main(["transfers", *arguments, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_queue_is_listed_and_run_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    county()
    County.objects.update(demo=True)
    file = main_line.mediating()
    handed(file, "COURT", channel="suit", whose="applicant")
    queue(file, "COURT", by=officer(), now=NOW)

    first = told(capsys)
    then = told(capsys, "--run")

    assert [(row["case"], row["status"]) for row in first[1]] == [(file, "queued")]
    assert (then[0], then[1][0]["status"], then[1][0]["number"]) == (
        0,
        "acknowledged",
        "（2026）演示诉前调1号",
    )


def test_stuck_one_is_marked_and_makes_the_command_fail(capsys: pytest.CaptureFixture[str]) -> None:
    county()
    file = main_line.mediating()
    handed(file, "COURT", channel="suit", whose="applicant")
    row = queue(file, "COURT", by=officer(), now=NOW)
    Transfer.objects.filter(pk=row.pk).update(tries=3)

    status, rows = told(capsys)

    assert (status, rows[0]["stuck"]) == (1, True)
