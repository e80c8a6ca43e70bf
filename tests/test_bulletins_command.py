"""The command that checks bulletins: it names the contradiction, and says plainly what it cannot read."""

import json

import pytest

from rongzhi import bulletins_command
from rongzhi.bulletins_command import NoBulletins


@pytest.mark.shared
def test_contradiction_is_named(shared_data, capsys):
    path = shared_data / "china_regulator_complaint_bulletins" / "bulletins_open.csv"

    assert bulletins_command.run([str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert bulletins_command.run([str(path)]) == 0

    assert found["counts"]["contradicts"] == 1
    assert "insurance 2021Q2" in capsys.readouterr().out
    assert [one["quarter"] for one in found["checks"] if one["verdict"] == "contradicts"] == ["2021Q2"]


def test_file_that_is_not_there_or_no_text_is_told_in_words(tmp_path):
    with pytest.raises(NoBulletins, match="cannot be read"):
        bulletins_command.run([str(tmp_path / "none.csv")])
    other = tmp_path / "x.csv"
    other.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NoBulletins, match="UTF-8"):
        bulletins_command.run([str(other)])
