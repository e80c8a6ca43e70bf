"""The file of a backup: what was written is read back, and one changed byte anywhere is refused."""

from pathlib import Path

import pytest

from rongzhi.installation.archive import MANIFEST, DamagedBackup, Manifest, Writer, check, lines
from rongzhi.installation.words import NotDone

ROWS = {
    "bodies": [b'[1,"W"]\n', b'[2,"\xe5\x8e\xbf"]\n'],
    "events": [b"[%d]\n" % n for n in range(50)],
    "empty": [],
}


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    path = tmp_path / "county.backup"
    with open(path, "w+b") as file:
        writer = Writer(file)
        for table, rows in ROWS.items():
            writer.table(table, ["id"], iter(rows))
        writer.close(
            Manifest(
                made_at="2026-03-02T10:00:00+08:00",
                version="0",
                database="sqlite",
                key="1f2e",
                counties=["W"],
                migrations=[],
                members=writer.members,
            )
        )
    return path


def test_backup_is_read_back_as_written(backup):
    manifest = check(backup)

    with open(backup, "rb") as file:
        assert {m.table: list(lines(file, m)) for m in manifest.members} == ROWS
    assert manifest.rows == 52


def test_backup_says_what_is_kept_apart(backup):
    assert check(backup).kept_apart == ["installation key", "list of erasures"]


def test_any_changed_byte_is_refused(backup):
    whole = backup.read_bytes()

    for place in range(len(whole)):
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(NotDone):
            check(backup)


@pytest.mark.parametrize("member", ["tables/bodies.jsonl", "tables/events.jsonl", MANIFEST])
def test_changed_byte_names_the_member(backup, member):
    whole = backup.read_bytes()
    inside = whole.index(member.encode()) + len(member) + 30  # behind the name and its extra field

    backup.write_bytes(whole[:inside] + bytes([whole[inside] ^ 255]) + whole[inside + 1 :])

    with pytest.raises(DamagedBackup) as refused:
        check(backup)
    assert refused.value.member == member
    assert member in refused.value.label


def test_cut_backup_is_refused(backup):
    backup.write_bytes(backup.read_bytes()[:-100])

    with pytest.raises(NotDone, match="cut off"):
        check(backup)


@pytest.mark.parametrize("content", [b"", b"a letter", b"PK\x03\x04 almost"])
def test_other_file_is_no_backup(tmp_path, content):
    path = tmp_path / "letter"
    path.write_bytes(content)

    with pytest.raises(NotDone, match="no backup"):
        check(path)


def test_missing_file_is_named(tmp_path):
    with pytest.raises(NotDone, match="county"):
        check(tmp_path / "county.backup")
