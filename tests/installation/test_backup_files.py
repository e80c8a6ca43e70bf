"""Backups carry the files that people handed in: sealed as they lie, checked byte by byte, and erased again where listed."""

import zipfile

import pytest

from tests.installation.test_backup import with_key_of

pytestmark = pytest.mark.db

HAND_IN = """
import sys
from rongzhi.casework.actions import perform
from rongzhi.casework.clock_now import now
from tests.factories import files
from tests.factories.county import done, party
for n in range(2):
    blob = files.sent(sys.argv[1], party(sys.argv[1]), content=files.pdf(pages=3 + n), now=now())
    data = {"files": [blob], "title": "合同", "kind": "contract"}
    done(perform(sys.argv[1], "case.upload", by=party(sys.argv[1]), data=data, now=now(), request=f"u{n}"))
    print(blob)
"""
READ = """
import sys
from rongzhi.casework.evidence.exhibits import open_bytes
with open_bytes(sys.argv[1], sys.argv[2]) as file:
    print(file.read(5).decode(), file.size)
"""
ERASE = """
import sys
from rongzhi.casework.clock_now import now
from rongzhi.casework.erasure import erase
from rongzhi.core.procedure.definition import Actor
erase(sys.argv[1], "blob:" + sys.argv[2], by=Actor(id="head"), now=now(), reason="order")
"""


def test_handed_in_files_come_back_and_erased_ones_stay_away(county, tmp_path, other):
    number = county.file(1)[0]
    first, second = county.program(HAND_IN, number).split()
    backup = tmp_path / "files.backup"
    assert county.command("backup", str(backup)).returncode == 0
    with zipfile.ZipFile(backup) as archive:
        assert sum(name.startswith("blobs/") for name in archive.namelist()) == 2
    assert b"%PDF" not in backup.read_bytes()
    county.program(ERASE, number, second)

    done = with_key_of(county, other).command("restore", str(backup))

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 faults" in done.stdout
    assert other.program(READ, number, first) == county.program(READ, number, first)
    assert (
        "NotThere"
        in other.python(
            "from rongzhi.cli import start_django; start_django()\n" + READ, number, second
        ).stderr
    )
    assert len([path for path in (other.home / "blobs").rglob("*") if path.is_file()]) == 1


def test_backup_with_a_changed_file_is_refused(county, tmp_path, other):
    county.program(HAND_IN, county.file(1)[0])
    backup = tmp_path / "files.backup"
    assert county.command("backup", str(backup)).returncode == 0
    with zipfile.ZipFile(backup) as archive:
        place = next(item for item in archive.infolist() if item.filename.startswith("blobs/")).header_offset
    content = bytearray(backup.read_bytes())
    content[place + 400] ^= 1
    backup.write_bytes(content)

    done = with_key_of(county, other).command("restore", str(backup))

    assert done.returncode == 1
    assert "damaged" in done.stderr
