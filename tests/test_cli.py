"""The rongzhi command: its table, its help, and what is said when something goes wrong."""

import importlib

import pytest

from rongzhi import __version__, cli


def fails(arguments: list[str]) -> None:
    raise RuntimeError("the reason")


class NoPaper(Exception):
    """A fault that says in both languages what is wrong."""

    label = "没有纸。"
    en = "There is no paper."


def speaks(arguments: list[str]) -> None:
    raise NoPaper


def gives_three(arguments: list[str]) -> int:
    return 3


@pytest.fixture
def commands(monkeypatch):
    table = {
        "fails": cli.Command("fails", "失败", f"{__name__}:fails", django=False),
        "speaks": cli.Command("speaks", "说明", f"{__name__}:speaks", django=False),
        "three": cli.Command("gives three", "得三", f"{__name__}:gives_three", django=False),
    }
    functions = {"fails": fails, "speaks": speaks, "gives_three": gives_three}
    monkeypatch.setattr(cli, "COMMANDS", table)
    monkeypatch.setattr(cli, "_function", lambda path: functions[path.partition(":")[2]])


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"]])
def test_help_lists_every_command(capsys, arguments):
    status = cli.main(arguments)

    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert status == 0
    assert listed == list(cli.COMMANDS)


@pytest.mark.parametrize("name", list(cli.COMMANDS))
def test_command_names_a_function_that_is_there(name):
    module, _, function = cli.COMMANDS[name].run.partition(":")

    assert callable(getattr(importlib.import_module(module), function))


def test_version(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"rongzhi {__version__}\n"


def test_unknown_command_points_to_the_list(capsys):
    assert cli.main(["settle-everything"]) == 2
    assert "rongzhi --help" in capsys.readouterr().err


def test_status_of_a_command_is_handed_on(commands):
    assert cli.main(["three"]) == 3


def test_failure_is_said_without_a_trace(commands, capsys, monkeypatch):
    monkeypatch.delenv("RONGZHI_DEBUG", raising=False)

    assert cli.main(["fails"]) == 1

    said = capsys.readouterr().err
    assert "the reason" in said
    assert "RONGZHI_DEBUG=1" in said
    assert "Traceback" not in said


def test_failure_with_words_of_its_own_is_said_in_them(commands, capsys, monkeypatch):
    monkeypatch.delenv("RONGZHI_DEBUG", raising=False)

    assert cli.main(["speaks"]) == 1
    assert capsys.readouterr().err == "没有纸。\nThere is no paper.\n"


def test_failure_shows_its_trace_when_asked(commands, monkeypatch):
    monkeypatch.setenv("RONGZHI_DEBUG", "1")

    with pytest.raises(RuntimeError, match="the reason"):
        cli.main(["fails"])
