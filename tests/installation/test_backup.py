"""Backup and restore: the whole record comes back, on either database, and what was erased stays erased."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation.conftest import Machine
from tests.postgres import address, temporary_postgres

pytestmark = pytest.mark.db

ROWS = """
import hashlib, json
from rongzhi.installation.rows import our_tables, written
print(json.dumps({m._meta.db_table: hashlib.sha256(b"".join(written(m, using="default"))).hexdigest()
                  for m in our_tables()}))
"""
ERASE = """
import sys
from rongzhi.casework.clock_now import now
from rongzhi.casework.erasure import erase
from rongzhi.core.procedure.definition import Actor
erase(sys.argv[1], "person:p1", by=Actor(id="head"), now=now(), reason="request")
"""
KEYS = """
import json, sys
from rongzhi.casework.models import Event, PartKey
print(json.dumps([PartKey.objects.filter(file=sys.argv[1], name="person:p1").count(),
                  Event.objects.filter(file=sys.argv[1], act="record.erase").count()]))
"""

DELETE = """
from rongzhi.cli import start_django
start_django()
from rongzhi.casework.models import AccessLog
AccessLog.objects.all().delete()
"""
OPEN = """
import sys
from rongzhi.casework.access_log import record_opening
from rongzhi.casework.clock_now import now
from rongzhi.casework.visibility import sight
from tests.factories.county import party
record_opening(sight(party(sys.argv[1]), sys.argv[1]), now=now())
"""


def rows(machine: Machine) -> dict[str, str]:
    return json.loads(machine.program(ROWS))


def with_key_of(machine: Machine, other: Machine) -> Machine:
    """The other machine gets the key and the list of erasures, which are kept apart from backups."""
    for name in ("installation.key", "erasures.jsonl"):
        if (machine.home / name).exists():
            (other.home / name).write_bytes((machine.home / name).read_bytes())
            (other.home / name).chmod(0o600)
    return other


@pytest.fixture(params=["same", "other kind"])
def target(request: pytest.FixtureRequest, other: Machine, tmp_path: Path) -> Iterator[Machine]:
    """An empty machine, with the same kind of database and with the other kind."""
    if request.param == "same":
        yield other
    elif other.database.startswith("postgres"):
        yield Machine(other.home, f"sqlite:///{other.home / 'rongzhi.sqlite3'}")
    else:
        with temporary_postgres() as server:
            yield Machine(other.home, address(server))


def test_restored_tables_are_equal_and_verified(source, backup, target):
    done = with_key_of(source, target).command("restore", str(backup))

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 faults" in done.stdout
    assert rows(target) == rows(source)


def test_access_log_is_in_the_backup_and_stays_append_only(county, tmp_path, other):
    number = county.file(1)[0]
    county.program(OPEN, number)
    path = tmp_path / "later.backup"
    assert county.command("backup", str(path)).returncode == 0

    done = with_key_of(county, other).command("restore", str(path))

    count = "from rongzhi.casework.models import AccessLog as A; print(A.objects.count())"
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(other.program(count)) == int(county.program(count)) > 1
    assert "append-only" in other.python(DELETE).stderr


def test_work_goes_on_after_a_restore(source, backup, target):
    with_key_of(source, target).command("restore", str(backup))

    again = target.file(4)

    assert len(set(again)) == 4
    verified = target.command("verify")
    assert verified.returncode == 0, verified.stdout
    assert target.command("health").returncode == 0


def test_backup_is_for_its_owner_alone_and_holds_no_key(source, backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert source.key.read_bytes().strip().rpartition(b":")[2] not in backup.read_bytes()
    assert [path.name for path in source.home.parent.glob(".rongzhi-*")] == []
    assert sorted(path.name for path in source.home.parent.iterdir()) == ["county.backup", "home"]


def test_backup_writes_over_nothing(source, backup):
    before = backup.read_bytes()

    done = source.command("backup", str(backup))

    assert done.returncode == 1
    assert "not written over" in done.stderr
    assert backup.read_bytes() == before


def test_backup_into_a_missing_folder_is_said(county, tmp_path):
    done = county.command("backup", str(tmp_path / "nowhere" / "county.backup"))

    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_changed_byte_is_refused_and_nothing_restored(source, backup, other):
    whole = bytearray(backup.read_bytes())
    place = whole.index(b"tables/casework_event.jsonl") + 100
    whole[place] ^= 1
    backup.write_bytes(whole)

    done = with_key_of(source, other).command("restore", str(backup))

    assert done.returncode == 1
    assert "tables/casework_event.jsonl" in done.stderr
    assert "Nothing was restored" in done.stderr
    assert with_key_of(source, other).command("health").returncode == 1  # not even a schema was made


def test_restore_into_an_installation_in_use_is_refused(source, backup):
    before = rows(source)

    done = source.command("restore", str(backup))

    assert done.returncode == 1
    assert "not empty" in done.stderr
    assert rows(source) == before


def test_restore_with_another_key_is_refused(source, backup, other):
    other.program(
        "from django.conf import settings; from rongzhi.casework.keys_file import create; create(settings.RONGZHI_KEY_FILE)"
    )

    done = other.command("restore", str(backup))

    assert done.returncode == 1
    assert "belongs to the key" in done.stderr


def test_restore_without_a_key_is_for_reading_headers(backup, other):
    done = other.command("restore", str(backup))

    assert done.returncode == 0, done.stderr
    assert "read-only" in done.stderr
    assert "0 faults" in done.stdout


def test_what_was_erased_after_the_backup_stays_erased(county, tmp_path, other):
    file = county.file(2)[0]
    backup = tmp_path / "before.backup"
    assert county.command("backup", str(backup)).returncode == 0
    county.program(ERASE, file)

    done = with_key_of(county, other).command("restore", str(backup))

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Erased again from the list of erasures: 1" in done.stdout
    assert json.loads(other.program(KEYS, file)) == [0, 1]
