"""Every long command says how far it has come, on a terminal alone."""

import sys
from pathlib import Path

import pytest

from rongzhi import cli, exchange_commands, keeping_commands, papers_command, record_commands, search_command
from rongzhi.casework import progress
from tests.factories.batches import table
from tests.factories.county import act, clock, county, filed, party
from tests.factories.main_line import mediating

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(installation, monkeypatch) -> list[str]:
    monkeypatch.setattr(exchange_commands, "now", clock)
    county()
    return [filed(), filed(applicant_name="李四", applicant_phone="13800000002")]


def on_terminal(monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: there)


@pytest.mark.parametrize(
    ("command", "arguments"),
    [(record_commands.verify_command, []), (record_commands.rebuild_command, [])],
)
def test_record_commands_count_files(files, monkeypatch, capsys, command, arguments):
    on_terminal(monkeypatch, True)

    command(arguments)

    assert f"{len(files)} / {len(files)}\n" in capsys.readouterr().err.replace("\r", "\n")


@pytest.mark.parametrize("command", ["papers", "search", "retention", "data-request", "walls"])
def test_commands_of_the_desk_are_listed(capsys, command):
    cli.main(["--help"])

    assert f"  {command} " in capsys.readouterr().out


def test_index_of_the_search_counts_files(files, monkeypatch, capsys):
    on_terminal(monkeypatch, True)

    search_command.run(["index", "--anew"])

    assert "files 2 / 2\n" in capsys.readouterr().err


def test_retention_counts_closed_files(files, monkeypatch, capsys):
    number = mediating()
    act(number, "mediation.leave", by=party(number), reasons="想走其他途径")
    on_terminal(monkeypatch, True)

    keeping_commands.retention_command([])

    assert "1 / 1\n" in capsys.readouterr().err


def test_check_of_papers_counts_packs(monkeypatch, capsys):
    monkeypatch.setattr(papers_command, "try_all", lambda *_: (0, []))
    on_terminal(monkeypatch, True)

    papers_command.run(["check"])

    assert "packs 1 / 2\r" in capsys.readouterr().err
    papers_command.run(["check", "--json"])
    assert capsys.readouterr().err == ""


def test_filing_counts_rows(files, monkeypatch, capsys, tmp_path: Path):
    path = tmp_path / "batch.csv"
    path.write_bytes(table({}, {}).getvalue())
    on_terminal(monkeypatch, True)

    exchange_commands.file_command([str(path), "--by", "officer"])

    assert "rows 2 / 2\n" in capsys.readouterr().err


def test_work_without_a_known_end_is_counted(monkeypatch, capsys):
    on_terminal(monkeypatch, True)
    tell = progress.counted("messages", every=2)
    assert tell is not None

    for done in range(1, 6):
        tell(done)

    assert capsys.readouterr().err == "\rmessages 2\rmessages 4"


def test_clocks_are_counted(files, monkeypatch, capsys):
    monkeypatch.setattr(exchange_commands, "now", lambda: clock(days=200))
    monkeypatch.setattr(progress.counted, "__kwdefaults__", {"quiet": False, "every": 1})
    on_terminal(monkeypatch, True)

    exchange_commands.clocks_command([])

    assert "clocks 1" in capsys.readouterr().err


def test_nothing_is_counted_where_nobody_looks_on(files, monkeypatch, capsys):
    on_terminal(monkeypatch, False)

    record_commands.verify_command([])

    assert capsys.readouterr().err == ""


def test_nothing_is_counted_for_a_program(files, monkeypatch, capsys):
    on_terminal(monkeypatch, True)

    record_commands.verify_command(["--json"])

    assert capsys.readouterr().err == ""
