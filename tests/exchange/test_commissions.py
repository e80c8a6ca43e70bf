"""Cases that courts give out by their platform: taken in with their papers, once, or sent back with the reason."""

import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from rongzhi.casework.evidence.exhibits import files_of
from rongzhi.casework.models import Blob, Clock, Event, File
from rongzhi.casework.snapshot import load
from rongzhi.casework.visibility import sight
from rongzhi.exchange.commissions import fetch_all, fetch_commissions
from rongzhi.exchange.connectors.court.commissions import Enclosed
from rongzhi.exchange.connectors.court.failing import FailingCommissions
from rongzhi.exchange.connectors.court.inbox import CommissionFolder
from rongzhi.exchange.connectors.court.program import ProgramCommissions
from rongzhi.exchange.connectors.parcels import PlatformDown
from rongzhi.exchange.models import Commission as Row
from tests.factories.commissions import ANSWERS, COMMISSION
from tests.factories.county import CODE, NOW, county, court_clerk, officer
from tests.factories.files import pdf
from tests.web.secret_files import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world(db: Any) -> None:
    county()
    people()


@pytest.fixture
def court(tmp_path: Path) -> CommissionFolder:
    folder = CommissionFolder(tmp_path / "court")
    folder.put(COMMISSION)
    return folder


def stored() -> list[Path]:
    return [path for path in (Path(settings.RONGZHI_HOME) / "blobs").glob("**/*") if path.is_file()]


def test_commission_becomes_a_case_with_its_papers_and_the_day_of_receipt(court: CommissionFolder) -> None:
    report = fetch_commissions(court, county=CODE, now=NOW)

    file = Row.objects.get().file
    seen = sight(officer(), file)
    assert (report.taken, report.sent_back, report.down) == (1, 0, "")
    assert seen is not None
    assert seen.picture.header["door"] == "court"
    assert seen.picture.header["commissioned_by"] == "COURT"
    assert [one.name for one in files_of(seen).values()] == ["起诉状.pdf"]
    assert seen.picture.list("court_receipt", "signed")[0].on == NOW.date()
    assert list(Event.objects.filter(file=file).order_by("seq").values_list("act", flat=True))[:3] == [
        "intake.file", "case.upload", "intake.court_letter",
    ]  # fmt: skip
    assert Clock.objects.filter(file=file, status="running").exists()
    assert court.answers() == {"sp-2026-0001": {"number": file, "received_on": NOW.date().isoformat()}}
    assert sight(court_clerk(), file) is not None  # the court that gave it out follows it


def test_commission_whose_confirmation_was_lost_is_confirmed_again_with_the_same_number(
    court: CommissionFolder,
) -> None:
    line = FailingCommissions(court, times=1, lost=1)

    down = fetch_commissions(line, county=CODE, now=NOW)
    lost = fetch_commissions(line, county=CODE, now=NOW)
    again = fetch_commissions(line, county=CODE, now=NOW + timedelta(days=1))

    assert down.down
    assert lost.down
    assert (lost.taken, again.taken) == (1, 0)
    assert File.objects.filter(kind="case").count() == 1
    assert court.answers()["sp-2026-0001"]["received_on"] == NOW.date().isoformat()


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"to_body": "NOBODY"}, "没有名册编号为「NOBODY」"),
        ({"to_body": "BANK1"}, "没有名册编号为「BANK1」"),
        ({"court": "BANK1"}, "没有法院「BANK1」"),
        ({"kind": "wished"}, "种类"),
        ({"answers": {**ANSWERS, "amount": "很多"}}, "amount"),
        ({"answers": {**ANSWERS, "what_happened": ""}}, "what_happened"),
        ({"enclosed": (Enclosed("a.exe", "程序", lambda: io.BytesIO(b"MZ")),)}, "a.exe"),
    ],
)  # fmt: skip
def test_commission_that_cannot_be_taken_goes_back_with_its_reason_and_leaves_nothing(
    changes: dict[str, Any], word: str, tmp_path: Path
) -> None:
    court = CommissionFolder(tmp_path / "court")
    court.put(replace(COMMISSION, enclosed=(*COMMISSION.enclosed, *changes.pop("enclosed", ())), **changes))
    before = stored()

    report = fetch_commissions(court, county=CODE, now=NOW)

    row = Row.objects.get()
    assert (report.taken, report.sent_back) == (0, 1)
    assert word in row.why
    assert court.answers()["sp-2026-0001"]["why"] == row.why
    assert "欧阳证甲" not in row.why
    assert "13866660001" not in row.why
    assert not File.objects.filter(kind="case").exists()
    assert not Blob.objects.exists()
    assert stored() == before


def test_commission_that_is_given_out_twice_opens_one_case(court: CommissionFolder) -> None:
    first = fetch_commissions(court, county=CODE, now=NOW)
    court.put(COMMISSION)

    second = fetch_commissions(court, county=CODE, now=NOW + timedelta(days=3))

    assert (first.taken, second.taken) == (1, 0)
    assert court.answers()["sp-2026-0001"]["number"] == Row.objects.get().file
    assert File.objects.filter(kind="case").count() == 1


def test_one_bad_commission_does_not_hold_up_the_others(court: CommissionFolder) -> None:
    court.put(replace(COMMISSION, key="sp-2026-0000", to_body="NOBODY"))

    report = fetch_commissions(court, county=CODE, now=NOW)

    assert (report.taken, report.sent_back) == (1, 1)


def test_demo_fetches_from_its_folder_and_an_unconnected_county_fetches_nothing(tmp_path: Path) -> None:
    assert fetch_all(tmp_path, now=NOW).total == 0


def program(tmp_path: Path, *lines: str, code: int = 0) -> ProgramCommissions:
    told = tmp_path / "told"
    script = tmp_path / "court.sh"
    (tmp_path / "lines").write_text("\n".join(lines), encoding="utf-8")
    script.write_text(
        f'#!/bin/sh\n[ "$1" = commissions ] && cat "{tmp_path / "lines"}" || echo "$@" >> "{told}"\nexit {code}\n'
    )
    script.chmod(0o700)
    return ProgramCommissions(script)


def test_program_of_the_county_gives_commissions_and_is_told_the_number(tmp_path: Path) -> None:
    (tmp_path / "诉状.pdf").write_bytes(pdf())
    line = {
        **{name: getattr(COMMISSION, name) for name in ("key", "court", "to_body", "kind", "trial", "case_number")},
        "handed_on": "2026-03-01",
        "answers": ANSWERS,
        "enclosed": [[str(tmp_path / "诉状.pdf"), "起诉状"]],
    }  # fmt: skip

    report = fetch_commissions(program(tmp_path, json.dumps(line)), county=CODE, now=NOW)

    assert report.taken == 1
    picture = load(File.objects.get(number=Row.objects.get().file).picture)
    assert picture.header["court_online"] is True
    told = (tmp_path / "told").read_text().split()
    assert told == ["confirm", "sp-2026-0001", picture.number, NOW.date().isoformat()]


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"key": 1}', '{"key": "a", "handed_on": "someday", "answers": {}}']
)
def test_line_of_a_program_that_cannot_be_read_changes_nothing(tmp_path: Path, line: str) -> None:
    report = fetch_commissions(program(tmp_path, line), county=CODE, now=NOW)

    assert "无法读取" in report.down
    assert not Row.objects.exists()


def test_program_that_fails_is_asked_again_later(tmp_path: Path) -> None:
    with pytest.raises(PlatformDown, match="3"):
        list(program(tmp_path, code=3).commissions())
    with pytest.raises(PlatformDown):
        ProgramCommissions(tmp_path / "nothing").confirm("k", "n", date(2026, 3, 1))
