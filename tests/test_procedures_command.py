"""`rongzhi procedures`: what it prints, its statuses, and pages written and compared."""

import json

from rongzhi.procedures_command import run


def test_check_prints_proofs_and_what_cannot_be_proved(capsys):
    assert run(["check"]) == 0

    said = capsys.readouterr().out
    assert "没有缺陷 no fault" in said
    assert "Not provable by declarations" in said


def test_check_as_json(capsys):
    assert run(["check", "--json", "plain"]) == 0

    (found,) = json.loads(capsys.readouterr().out)
    assert found["faults"] == []
    assert 12 in found["thresholds_proved"]
    assert "3" in found["thresholds_not_provable"]


def test_render_writes_what_check_then_accepts(tmp_path, capsys):
    folder = tmp_path / "pages"

    assert run(["render", "--check", "--to", str(folder)]) == 1
    assert run(["render", "--to", str(folder)]) == 0
    assert run(["render", "--check", "--to", str(folder)]) == 0
    (folder / "intake.md").write_text("changed by hand", "utf-8")
    assert run(["render", "--check", "--to", str(folder)]) == 1
    assert "intake.md" in capsys.readouterr().err


def test_render_removes_pages_of_procedures_that_are_gone(tmp_path, capsys):
    (tmp_path / "old.md").write_text("old", "utf-8")

    run(["render", "--to", str(tmp_path)])

    assert not (tmp_path / "old.md").exists()
