"""Packages on their way to a platform: retried, shown, acknowledged with a number, and never doubled."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from rongzhi.casework.erasure import erase
from rongzhi.casework.models import SealedPart
from rongzhi.casework.sealing import open_parts
from rongzhi.core.package.faults import PackageRefused
from rongzhi.exchange import parcels_kept
from rongzhi.exchange.connectors.court.demo import DemoCourt
from rongzhi.exchange.connectors.court.failing import FailingCourt
from rongzhi.exchange.connectors.parcels import NotTaken, Parcel
from rongzhi.exchange.connectors.platforms import ProgramPort, platforms
from rongzhi.exchange.connectors.province.demo import DemoProvince
from rongzhi.exchange.connectors.province.failing import FailingProvince
from rongzhi.exchange.models import Transfer
from rongzhi.exchange.transfers import GONE, MOST_TRIES, queue, run_transfers, try_now
from tests.factories import main_line
from tests.factories.county import CODE, NOW, county, officer
from tests.factories.packages import handed, neighbour
from tests.web.secret_files import people, rich

pytestmark = pytest.mark.django_db
COURT_CASE = "（2026）演示诉前调1号"


@pytest.fixture(autouse=True)
def _world(db: Any) -> None:
    county()
    people()
    neighbour()


@pytest.fixture
def court(tmp_path: Path) -> DemoCourt:
    return DemoCourt(tmp_path / "court", NOW.date())


def queued(to: str = "COURT", channel: str = "suit") -> Transfer:
    file = main_line.mediating()
    handed(file, to, channel=channel, whose="applicant")
    return queue(file, to, by=officer(), now=NOW)


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def waiting() -> list[Path]:
    return list(parcels_kept.folder().glob("*"))


def test_number_of_the_court_comes_back_as_an_act_on_the_hand_over(court: DemoCourt) -> None:
    row = queued()

    report = run_transfers({"court": court}, now=NOW)

    row.refresh_from_db()
    assert (report.acknowledged, row.status, row.reference) == (1, "acknowledged", COURT_CASE)
    picture = main_line.picture(row.file)
    assert picture.proceedings[row.proceeding].stage == "received"
    sealed = SealedPart.objects.filter(file=row.file, seq=picture.seq)
    assert [part.content for part in open_parts(sealed)] == [{"its_number": COURT_CASE}]
    assert waiting() == []


def test_platform_that_is_down_is_asked_again_with_growing_pauses_and_then_given_up(court: DemoCourt) -> None:
    row = queued()
    ports = {"court": FailingCourt(court)}
    pauses, at = [], NOW

    for _ in range(MOST_TRIES):
        run_transfers(ports, now=at)
        row.refresh_from_db()
        if row.next_try is not None:
            pauses.append(int((row.next_try - at).total_seconds() // 60))
            at = row.next_try

    assert pauses[:4] == [1, 5, 15, 60]
    assert pauses == sorted(pauses)
    assert (row.status, row.tries) == ("failed", MOST_TRIES)
    assert "down" in row.last_error
    assert court.behind.cases() == []


def test_one_given_up_after_lost_answers_goes_on_with_the_same_package(court: DemoCourt) -> None:
    row = queued()
    at = NOW
    for _ in range(MOST_TRIES):
        run_transfers({"court": FailingCourt(court, times=0, lost=1)}, now=at)
        row.refresh_from_db()
        at = row.next_try or at
    given_up = row.status

    again = queue(row.file, "COURT", by=officer(), now=at)
    run_transfers({"court": court}, now=at)

    again.refresh_from_db()
    assert given_up == "failed"
    assert (again.digest, again.status) == (row.digest, "acknowledged")
    assert court.behind.cases() == [COURT_CASE]
    assert waiting() == []


def test_lost_answer_makes_no_second_case_there(court: DemoCourt) -> None:
    row = queued()
    ports = {"court": FailingCourt(court, times=1, lost=2)}

    for minutes in (0, 1, 10, 60):
        run_transfers(ports, now=later(minutes))

    row.refresh_from_db()
    assert court.behind.cases() == [COURT_CASE]
    assert (row.status, row.reference, row.tries) == ("acknowledged", COURT_CASE, 4)


def test_hand_over_that_is_on_its_way_is_not_queued_again(court: DemoCourt) -> None:
    row = queued()

    again = queue(row.file, "COURT", by=officer(), now=later(5))
    run_transfers({"court": court}, now=later(5))
    after = queue(row.file, "COURT", by=officer(), now=later(10))

    assert again.pk == row.pk == after.pk
    assert Transfer.objects.count() == 1
    assert court.behind.cases() == [COURT_CASE]


def test_run_that_was_cut_off_leaves_the_row_for_the_next(
    court: DemoCourt, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = queued()
    with monkeypatch.context() as patch:
        patch.setattr("rongzhi.exchange.transfers._acknowledge", _cut_off)
        with pytest.raises(KeyboardInterrupt):
            run_transfers({"court": court}, now=NOW)

    at_once = run_transfers({"court": court}, now=later(1))
    then = run_transfers({"court": court}, now=later(16))

    row.refresh_from_db()
    assert (at_once.total, then.acknowledged) == (0, 1)
    assert court.behind.cases() == [row.reference] == [COURT_CASE]


def _cut_off(*args: Any) -> None:
    raise KeyboardInterrupt


def test_platform_without_a_number_yet_is_asked_again(court: DemoCourt) -> None:
    row = queued()

    class Slow:
        platform = "court"
        asked = 0

        def send(self, parcel: Parcel) -> Any:
            self.asked += 1
            answer = court.send(parcel)
            return answer if self.asked > 1 else type(answer)("", answer.received_on)

    port = Slow()
    run_transfers({"court": port}, now=NOW)
    row.refresh_from_db()
    between = row.status
    run_transfers({"court": port}, now=later(2))

    row.refresh_from_db()
    assert (between, row.status) == ("sent", "acknowledged")


def test_package_that_is_never_taken_fails_with_the_reason(court: DemoCourt) -> None:
    row = queued()

    class Refusing:
        platform = "court"

        def send(self, parcel: Parcel) -> Any:
            raise NotTaken("材料不全。 Papers are missing.")

    run_transfers({"court": Refusing()}, now=NOW)

    row.refresh_from_db()
    assert (row.status, row.last_error) == ("failed", "材料不全。 Papers are missing.")
    new = queue(row.file, "COURT", by=officer(), now=later(5))
    assert (new.pk, new.status) != (row.pk, "failed")


def test_damaged_package_is_refused_by_the_demonstration(court: DemoCourt) -> None:
    row = queued()
    path = parcels_kept.place(bytes(row.wrapped))
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))

    run_transfers({"court": court}, now=NOW)

    row.refresh_from_db()
    assert row.status == "failed"
    assert court.behind.cases() == []


def test_package_that_is_gone_after_a_restore_is_said(court: DemoCourt) -> None:
    row = queued()
    parcels_kept.forget(bytes(row.wrapped))

    run_transfers({"court": court}, now=NOW)

    row.refresh_from_db()
    assert (row.status, row.last_error) == ("failed", GONE)


def test_erasing_something_of_the_case_stops_the_package() -> None:
    row = queued()

    erase(row.file, "person:p2", by=officer(), now=NOW, reason="request")

    row.refresh_from_db()
    assert row.status == "failed"


def test_province_registers_once(tmp_path: Path) -> None:
    province = DemoProvince(tmp_path / "province", NOW.date())
    row = queued("SAMR", "admin_mediation")
    ports = {"province": FailingProvince(province, times=0, lost=1)}

    run_transfers(ports, now=NOW)
    run_transfers(ports, now=later(2))

    row.refresh_from_db()
    assert province.behind.cases() == [row.reference] == ["演示省调2026-000001"]


def test_suspicion_never_goes_by_a_platform() -> None:
    file = rich()

    with pytest.raises(PackageRefused) as caught:
        queue(file, "PS", by=officer(), now=NOW)

    assert caught.value.code == "by_hand"
    assert Transfer.objects.count() == 0


def test_one_platform_down_does_not_hold_up_the_other(court: DemoCourt, tmp_path: Path) -> None:
    first, second = queued(), queued("SAMR", "admin_mediation")
    ports = {"court": FailingCourt(court), "province": DemoProvince(tmp_path / "province", NOW.date())}

    run_transfers(ports, now=NOW)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("queued", "acknowledged")


def test_stuck_transfer_can_be_tried_at_once(court: DemoCourt) -> None:
    row = queued()
    run_transfers({"court": FailingCourt(court)}, now=NOW)

    assert try_now(row.pk, county=CODE)
    run_transfers({"court": court}, now=NOW)

    row.refresh_from_db()
    assert row.status == "acknowledged"
    assert not try_now(row.pk, county=CODE)


def test_program_of_the_county_gets_the_package_and_gives_the_number(tmp_path: Path) -> None:
    program = tmp_path / "court"
    program.write_text(f"#!/bin/sh\nread -r head\ncat > {tmp_path}/got\nprintf '%s\\n' '（2026）1号'\n")
    program.chmod(0o700)
    row = queued()

    run_transfers({"court": ProgramPort("court", program, NOW.date())}, now=NOW)

    row.refresh_from_db()
    assert (row.status, row.reference) == ("acknowledged", "（2026）1号")
    assert (tmp_path / "got").read_bytes()[:2] == b"PK"
    assert (tmp_path / "got").stat().st_size == row.size


def test_program_that_ends_with_an_error_is_tried_again(tmp_path: Path) -> None:
    program = tmp_path / "court"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o700)
    row = queued()

    run_transfers({"court": ProgramPort("court", program, NOW.date())}, now=NOW)

    row.refresh_from_db()
    assert (row.status, row.tries) == ("queued", 1)


def test_demonstration_stands_for_both_platforms() -> None:
    from rongzhi.directory.models import County

    County.objects.update(demo=True)

    assert set(platforms(Path(settings.RONGZHI_HOME), NOW.date())) == {"court", "province"}
