"""The commands that file batches, keep time, deliver messages and give out tokens."""

import csv
import json
from datetime import timedelta
from pathlib import Path

import pytest

from rongzhi import exchange_commands
from rongzhi.api.tokens import account_of
from rongzhi.casework.models import Case, CountyLeaf, Due
from rongzhi.directory.models import Body, County
from rongzhi.exchange_commands import (
    NotDone,
    clocks_command,
    deliver_command,
    file_command,
    template_command,
    token_command,
)
from tests.factories.batches import table
from tests.factories.county import CODE, act, clock, county, filed, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fixed_time(monkeypatch):
    """The commands run at the fixed moment of the tests."""
    monkeypatch.setattr(exchange_commands, "now", clock)


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    path = tmp_path / "batch.csv"
    path.write_bytes(table({}, {"amount": "1e30"}, {}).getvalue())
    return path


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_file_writes_errors_and_receipts_beside(batch, capsys):
    county()
    receipts = batch.with_name("receipts.csv")

    status = file_command([str(batch), "--by", "officer", "--receipts", str(receipts), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert (status, told["filed"], told["bad"]) == (1, 2, 1)
    assert told["errors"] == f"{batch}.errors.csv"
    assert len(rows_of(Path(told["errors"]))) == 2
    assert len(rows_of(receipts)) == 3
    assert receipts.stat().st_mode & 0o777 == 0o600
    assert CountyLeaf.objects.count() == 2


def test_file_again_files_nothing_and_keeps_the_codes(batch, capsys):
    county()
    receipts = batch.with_name("receipts.csv")
    arguments = [str(batch), "--by", "officer", "--receipts", str(receipts), "--json"]
    file_command(arguments)
    codes = receipts.read_bytes()
    capsys.readouterr()

    file_command(arguments)

    told = json.loads(capsys.readouterr().out)
    assert (told["filed"], told["again"], Case.objects.count()) == (0, 2, 2)
    assert receipts.read_bytes().startswith(codes)
    assert told["errors"].endswith("batch.csv.errors-2.csv")


def test_file_without_problems_leaves_no_list(tmp_path, capsys):
    county()
    path = tmp_path / "good.csv"
    path.write_bytes(table({}).getvalue())

    assert file_command([str(path)]) == 0
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".csv"] == ["good.csv"]
    assert "W-2026-000001" in capsys.readouterr().out


def test_file_that_cannot_be_taken(tmp_path, capsys):
    county()
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")

    assert file_command([str(path)]) == 2
    assert "空" in capsys.readouterr().err
    assert file_command([str(tmp_path / "absent.csv")]) == 2
    assert not [each for each in tmp_path.iterdir() if "errors" in each.name]


def test_file_says_what_is_missing(batch):
    with pytest.raises(NotDone, match="init"):
        file_command([str(batch)])
    county()
    for arguments in (["--by", "nobody"], ["--county", "X"], ["--receipts", str(batch / "no")]):
        with pytest.raises(NotDone):
            file_command([str(batch), *arguments])
    County.objects.create(
        code="V", number="V-C2026-0001", name_zh="V县", name_en="V", pack="plain", pack_version="1"
    )
    with pytest.raises(NotDone, match="--county"):
        file_command([str(batch)])
    Body.objects.filter(kind="PMCF").delete()
    with pytest.raises(NotDone, match="organisation"):
        file_command([str(batch), "--county", CODE])
    assert Case.objects.count() == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_template_is_a_batch_that_can_be_read(tmp_path, kind, capsys):
    county()
    path = tmp_path / f"template.{kind}"

    assert template_command([str(path)]) == 0
    assert file_command([str(path), "--json"]) == 1
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert [problem["code"] for problem in report["problems"]] == ["example_row"]


def test_clocks_expire_what_is_due(monkeypatch, capsys):
    county()
    filed()
    monkeypatch.setattr(exchange_commands, "now", lambda: clock(days=10))

    assert clocks_command(["--json", "--now", "2026-03-03T10:00"]) == 0
    assert json.loads(capsys.readouterr().out)["expired"] == {}
    assert clocks_command(["--json"]) == 0
    assert json.loads(capsys.readouterr().out)["expired"] == {"case.overdue": 1}


def test_clocks_are_not_expired_ahead_of_time():
    county()

    with pytest.raises(NotDone, match="ahead"):
        clocks_command(["--now", (clock() + timedelta(days=1)).isoformat()])


def test_deliver_in_a_demo_writes_files_and_elsewhere_says_that_no_way_is_connected(installation, capsys):
    county()
    number = filed(respondent_kind="consumer", respondent_body=None, respondent_phone="13900000002")
    act(number, "invitation.prepare", by=officer())
    act(number, "invitation.send", by=officer(), party="p2", way="sms")

    assert deliver_command(["--json"]) == 1
    assert json.loads(capsys.readouterr().out)["nowhere"] == 1
    County.objects.update(demo=True)
    Due.objects.update(status="due")
    assert deliver_command([]) == 0
    assert len(list((installation / "outbox").iterdir())) == 1


def test_token_opens_the_account(capsys):
    county()

    assert token_command(["officer"]) == 0
    assert account_of(capsys.readouterr().out.strip()).username == "officer"
    with pytest.raises(NotDone):
        token_command(["nobody"])
