"""rebuild: the rows come out as they were, from the events alone."""

import json

import pytest
from django.apps import apps

from rongzhi.casework.models import AccessCode, Case, Due, Entry, File, Party
from rongzhi.casework.projection import PROJECTED, TABLES
from rongzhi.casework.rebuild import rebuild
from rongzhi.casework.verify import verify
from rongzhi.record_commands import rebuild_command
from tests.casework.examples import file_case, flip, go_on, make_key, tamper_event


@pytest.fixture(autouse=True)
def _key(db, installation):
    make_key(installation)


def rows():
    found = {}
    for table in PROJECTED:
        app, columns, _ = TABLES[table]
        found[table] = sorted(
            (
                [bytes(v) if isinstance(v, memoryview) else v for v in row]
                for row in apps.get_model(app, table).objects.values_list(*columns)
            ),
            key=repr,
        )
    return found


def test_rows_come_out_as_they_were():
    for events in (1, 3, 5):
        file_case(events=events)
    before = rows()

    done = rebuild()

    assert rows() == before
    assert (done.files, done.events, done.left) == (3, 9, [])


def test_damaged_and_missing_rows_are_mended():
    number = file_case()
    file_case()
    before = rows()
    Case.objects.filter(number=number).update(door="x", amount=1)
    Party.objects.filter(file=number).delete()
    Entry.objects.create(file=number, key="x-1", kind="x", seq=2)
    Entry.objects.create(file="W-2026-999999", key="x-1", kind="x", seq=2)
    AccessCode.objects.all().delete()
    File.objects.filter(number=number).delete()

    rebuild()

    assert rows() == before
    assert verify().ok


def test_state_of_the_outbox_stays():
    number = file_case()
    Due.objects.filter(file=number, kind="message").update(status="sent", tries=3, last_error="busy")
    sealed = bytes(Due.objects.get(file=number, kind="message").sealed)

    rebuild()

    message = Due.objects.get(file=number, kind="message")
    assert (message.status, message.tries, message.last_error) == ("sent", 3, "busy")
    assert bytes(message.sealed) == sealed


def test_file_goes_on_after_rebuilding():
    number = file_case()

    rebuild()
    go_on(number)

    assert verify().ok


def test_file_with_a_broken_chain_is_left_alone():
    number = file_case()
    other = file_case()
    tamper_event(number, 2, "hash", lambda value: flip(value, 0))
    Case.objects.all().update(door="x")

    done = rebuild()

    assert [(fault.file, fault.seq) for fault in done.left] == [(number, 2)]
    assert dict(Case.objects.values_list("number", "door")) == {number: "x", other: "web"}


def test_progress_reaches_the_end():
    file_case()
    steps = []

    rebuild(lambda done, total: steps.append((done, total)))

    assert steps == [(1, 1)]


def test_command(capsys):
    file_case()

    assert rebuild_command(["--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == 1
    assert rebuild_command([]) == 0
