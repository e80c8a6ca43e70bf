"""A full disk, a locked database, a lost key: a clear message, nothing half-written, nothing lost."""

import json

import pytest

from tests.installation.conftest import Machine

COUNTS = """
from rongzhi.casework.models import *
def counts():
    return [model.objects.count() for model in (File, Event, SealedPart, PartKey, RequestKey, Case, Party, Counter)]
"""
START = (
    """
import json
from django.db import connection
from rongzhi.casework.actions import NotSaved, perform
from rongzhi.casework.clock_now import now
from tests.factories.county import dispute, done, filer
def file(n):
    return done(perform(None, "intake.file", by=filer(), data=dispute(what_happened="事实经过。" * 400, respondent_body=None), now=now(),
                   request=f"trouble {n}", county="W", owner="PMCF"))
"""
    + COUNTS
)
FULL = (
    START
    + """
with connection.cursor() as cursor:
    cursor.execute("PRAGMA page_count")
    pages = cursor.fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {pages + 12}")
n, said = 0, None
while said is None:
    before = counts()
    try:
        file(n)
        n += 1
    except NotSaved as fault:
        said = fault
kept = counts() == before
with connection.cursor() as cursor:
    cursor.execute("PRAGMA max_page_count = 1000000")
again = file(n)
print(json.dumps([said.label, said.en, kept, again.ok and not again.again]))
"""
)
LOCKED_SQLITE = (
    START
    + """
import sqlite3
other = sqlite3.connect(connection.settings_dict["NAME"])
other.execute("BEGIN IMMEDIATE")
with connection.cursor() as cursor:
    cursor.execute("PRAGMA busy_timeout = 50")
"""
)
LOCKED_POSTGRES = (
    START
    + """
other = connection.copy()
other.set_autocommit(False)
with other.cursor() as cursor:
    cursor.execute("LOCK TABLE casework_counter IN ACCESS EXCLUSIVE MODE")
with connection.cursor() as cursor:
    cursor.execute("SET lock_timeout = '50ms'")
"""
)
BUSY = """
try:
    file(1)
    said = None
except NotSaved as fault:
    said = fault
other.rollback()
files = counts()[0]
again = file(1)
print(json.dumps([said.label, said.en, files, again.ok and not again.again]))
"""
LOST = (
    START
    + """
from rongzhi.casework.keys_file import KeyFault
from rongzhi.casework.read_only import read_only
before = counts()
try:
    file(1)
except KeyFault as fault:
    print(json.dumps([str(fault), read_only().en == fault.en, counts() == before]))
"""
)


def test_full_disk_saves_nothing_and_loses_nothing(tmp_path):
    machine = Machine(tmp_path / "home", f"sqlite:///{tmp_path / 'county.sqlite3'}").founded()

    label, en, nothing_written, works_again = json.loads(machine.program(FULL))

    assert "磁盘空间不足" in label
    assert "disk is full" in en
    assert nothing_written
    assert works_again
    assert machine.command("verify").returncode == 0


@pytest.mark.db
def test_locked_database_saves_nothing_and_says_try_again(county):
    lock = LOCKED_POSTGRES if county.database.startswith("postgres") else LOCKED_SQLITE

    label, en, files, works_again = json.loads(county.program(lock + BUSY))

    assert "系统正忙" in label
    assert "Try again" in en
    assert files == 2  # the county and its committee
    assert works_again


@pytest.mark.db
def test_lost_key_takes_nothing_in(county):
    county.key.unlink()

    said, same_words, nothing_written = json.loads(county.program(LOST))

    assert "is missing" in said
    assert same_words
    assert nothing_written


@pytest.mark.db
def test_health_names_what_is_wrong(county):
    well = county.command("health", "--json")
    county.key.unlink()
    ill = county.command("health", "--json")

    assert well.returncode == 0
    assert json.loads(well.stdout)["ok"] is True
    assert ill.returncode == 1
    assert [f["key"] for f in json.loads(ill.stdout)["findings"] if not f["ok"]] == ["key"]
