"""rongzhi package: a case from one installation to another by the command line, and what is refused in words."""

import json
from pathlib import Path
from typing import Any

import pytest
import time_machine

from rongzhi import cli
from rongzhi.casework.models import Case
from rongzhi.casework.packages import opening
from rongzhi.directory.models import Account
from tests.factories import main_line
from tests.factories.county import NOW, county
from tests.factories.packages import OTHER, handed, neighbour, talked_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _counties(db: Any) -> Any:
    county()
    neighbour()
    Account.objects.create_user(
        "there", "a password of the tests", county=OTHER, name_zh="收案人", body="PMCV", functions="officer"
    )
    with time_machine.travel(NOW, tick=False):
        yield


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.main(["package", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_case_goes_out_is_proved_and_comes_in_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, package = talked_case(), tmp_path / "case.rzp"
    status, out, _ = said(capsys, "make", file, "--to", "PMCV", "--out", str(package), "--json")
    phrase = json.loads(out)["phrase"]
    assert status == 0

    proved = said(capsys, "check", str(package), "--phrase", phrase, "--json")
    taken = said(capsys, "take", str(package), "--phrase", phrase, "--by", "there", "--json")
    again = said(capsys, "take", str(package), "--phrase", phrase, "--by", "there")

    assert json.loads(proved[1])["known_sender"] is True
    number = json.loads(taken[1])["case"]
    assert Case.objects.get(number=number).owner == "PMCV"
    assert again[0] == 1
    assert number in again[2]
    assert Case.objects.filter(county=OTHER).count() == 1
    assert package.stat().st_mode & 0o077 == 0


def test_unknown_sender_is_shown_as_such_and_accepted_by_its_card(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, package, card = talked_case(), tmp_path / "case.rzp", tmp_path / "card.json"
    _, out, _ = said(capsys, "make", file, "--to", "PMCV", "--out", str(package), "--json")
    phrase = json.loads(out)["phrase"]
    _, out, _ = said(capsys, "card", "--county", "W", "--out", str(card))
    fingerprint = out.strip().rpartition(" ")[2]
    monkeypatch.setattr(opening, "is_known", lambda card: any(k.card == card for k in opening_known()))

    first = said(capsys, "take", str(package), "--phrase", phrase, "--by", "there")
    wrong = said(capsys, "trust", str(card), "--fingerprint", "0000-0000")
    said(capsys, "trust", str(card), "--fingerprint", fingerprint, "--by", "administrator")
    then = said(capsys, "take", str(package), "--phrase", phrase, "--by", "there")

    assert first[0] == 1
    assert fingerprint in first[2]
    assert wrong[0] == 1
    assert then[0] == 0
    assert fingerprint in said(capsys, "senders")[1]


def opening_known() -> list[Any]:
    from rongzhi.casework.packages.trust import known

    return known()


def test_refusals_are_sentences_and_leave_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, package = main_line.mediating(), tmp_path / "case.rzp"

    nothing = said(capsys, "make", file, "--to", "PMCV", "--out", str(package))
    handed(file, "PMCV", send=False)
    waits = said(capsys, "make", file, "--to", "PMCV", "--out", str(package))
    plan = said(capsys, "make", file, "--to", "PMCV", "--out", str(package), "--dry-run")
    gone = said(capsys, "check", str(package))

    assert [nothing[0], waits[0], plan[0], gone[0]] == [1, 1, 0, 1]
    assert "Prepare the hand-over first" in nothing[2]
    assert "only prepared" in waits[2]
    assert "limitation" not in plan[1] or "✗" not in plan[1]
    assert list(tmp_path.glob("*.rzp*")) == []
    assert "Traceback" not in "".join((nothing[2], waits[2], gone[2]))


def test_packet_goes_open_and_is_no_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, package = main_line.mediating(), tmp_path / "packet.zip"
    handed(file, "COURT", channel="suit", whose="applicant")
    said(capsys, "make", file, "--to", "COURT", "--out", str(package))

    proved = said(capsys, "check", str(package), "--json")
    taken = said(capsys, "take", str(package), "--by", "there")

    assert json.loads(proved[1])["manifest"]["kind"] == "packet"
    assert taken[0] == 1
    assert Case.objects.count() == 1


def test_map_is_printed_with_every_row_of_the_domain(capsys: pytest.CaptureFixture[str]) -> None:
    rows = {row["key"] for row in json.loads(said(capsys, "map", "--json")[1])}

    assert len(rows) == 13
    assert {"mediation_court", "any_police", "petition_mediation"} <= rows
