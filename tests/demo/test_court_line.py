"""The demo's line to the courts' platform: suits go out by it, one evening it is down, commissions come in."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from rongzhi.casework.models import Event
from rongzhi.casework.rules import rules_of
from rongzhi.demo.arrivals import YEAR_ENDS
from rongzhi.demo.court_line import COURT_BODY, DOWN_AT, CourtLine
from rongzhi.directory.models import County
from rongzhi.exchange.models import Commission, Transfer
from tests.factories import main_line
from tests.factories.county import CODE, NOW, county, officer
from tests.factories.packages import handed, neighbour
from tests.web.secret_files import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(db: Any) -> CourtLine:
    county()
    people()
    neighbour()
    County.objects.update(demo=True)
    player: Any = SimpleNamespace(rules=rules_of(CODE), people={"intake": officer()}, cases={})
    return CourtLine(player)


def sent_to_court(line: CourtLine) -> str:
    file = main_line.mediating()
    handed(file, COURT_BODY, channel="suit", whose="applicant")
    line.player.cases[file] = SimpleNamespace(route=SimpleNamespace(halt=("", "")), left=[])  # type: ignore[assignment]
    return file


def test_suits_go_out_in_the_evening_and_again_when_the_platform_was_down(line: CourtLine) -> None:
    files = [sent_to_court(line) for _ in range(DOWN_AT)]

    line.day(NOW.date())
    first = list(Transfer.objects.values_list("status", "tries"))
    line.day(NOW.date() + timedelta(days=1))

    assert first == [("queued", 1)] * DOWN_AT
    assert set(Transfer.objects.values_list("file", "status")) == {(file, "acknowledged") for file in files}
    assert Event.objects.filter(act="referral.receive", actor="platform/court").count() == DOWN_AT


def test_two_commissions_come_in_on_the_last_day(line: CourtLine) -> None:
    line.day(YEAR_ENDS)
    line.day(YEAR_ENDS)

    assert list(Commission.objects.values_list("status", flat=True)) == ["taken", "taken"]
    assert Event.objects.filter(act="intake.court_letter").count() == 2
