"""verify: a whole record passes, and every kind of damage is named with its file and event."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rongzhi.casework import verify as verify_module
from rongzhi.casework.county_log import seal
from rongzhi.casework.models import (
    Case,
    CountyLeaf,
    Due,
    Entry,
    Event,
    File,
    PartKey,
    Party,
    SealedHead,
    SealedPart,
)
from rongzhi.casework.verify import verify
from rongzhi.core.record.chain import GENESIS, event_hash
from rongzhi.core.record.suites import AES
from rongzhi.record_commands import verify_command
from tests.append_only import lifted
from tests.casework.examples import NOW, file_case, flip, go_on, make_key, tamper, tamper_event


@pytest.fixture(autouse=True)
def _key(db, installation):
    make_key(installation)


def places(report):
    return [(fault.file, fault.seq, fault.kind) for fault in report.faults]


def test_whole_record_passes():
    for _ in range(3):
        file_case(events=3)

    report = verify()

    assert places(report) == []
    assert (report.cases, report.files, report.events, report.unsealed) == (3, 3, 9, 9)
    assert (report.parts, report.opened, report.erased) == (21, 21, 0)


def test_empty_record_passes():
    assert verify().ok


def test_sealed_record_has_nothing_unsealed():
    number = file_case()
    file_case()

    sealed = verify(seal=True, now=NOW)
    go_on(number)

    assert (sealed.sealed_now, sealed.unsealed) == (2, 0)
    assert verify().unsealed == 1


def test_one_county_alone():
    file_case(county="W")
    other = file_case(county="E")
    tamper_event(other, 1, "hash", lambda value: flip(value, 0))

    assert verify(county="W").ok
    assert places(verify(county="E")) == [(other, 1, "changed")]


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_any_flipped_byte_of_a_header_is_named(seq):
    file_case()
    number = file_case()
    header = Event.objects.values_list("header", flat=True).get(file=number, seq=seq).encode()

    for at in range(0, len(header), 7):
        changed = flip(header, at).decode("utf-8", "replace").replace("\x00", " ")
        with lifted():
            Event.objects.filter(file=number, seq=seq).update(header=changed)

        assert [(fault.file, fault.seq) for fault in verify().faults] == [(number, seq)], at

    with lifted():
        Event.objects.filter(file=number, seq=seq).update(header=header.decode())
    assert verify().ok


@pytest.mark.parametrize("at", range(32))
def test_any_flipped_byte_of_a_hash_is_named(at):
    file_case()
    number = file_case()
    tamper_event(number, 2, "hash", lambda value: flip(value, at))

    assert places(verify()) == [(number, 2, "changed")]


@pytest.mark.parametrize("column", ["nonce", "sealed"])
def test_any_flipped_byte_of_a_sealed_part_is_named(column):
    number = file_case()
    part = SealedPart.objects.get(file=number, seq=2, name="file")
    whole = bytes(getattr(part, column))

    for at in range(len(whole)):
        with lifted():
            SealedPart.objects.filter(pk=part.pk).update(**{column: flip(whole, at)})

        assert places(verify()) == [(number, 2, "changed")], at


def test_renamed_part_is_named():
    number = file_case()
    tamper(
        "UPDATE casework_sealedpart SET name = 'blob:1' WHERE file = %s AND seq = 2 AND name = 'file'",
        [number],
    )

    assert places(verify()) == [(number, 2, "changed")]


def test_part_moved_to_another_event_is_named():
    number = file_case()
    tamper("UPDATE casework_sealedpart SET seq = 9 WHERE file = %s AND seq = 2 AND name = 'file'", [number])

    assert places(verify()) == [(number, 2, "changed"), (number, 9, "loose_part")]


@pytest.mark.parametrize(
    ("column", "value"),
    [("act", "case.other"), ("actor", "somebody"), ("at", "2026-01-01 00:00:00+00:00"), ("suite", 2)],
)
def test_changed_column_of_an_event_is_named(column, value):
    number = file_case()
    tamper(f"UPDATE casework_event SET {column} = %s WHERE file = %s AND seq = 2", [value, number])

    assert [(fault.file, fault.seq) for fault in verify().faults] == [(number, 2)]


@pytest.mark.parametrize("seq", [1, 2])
def test_dropped_event_is_named(seq):
    number = file_case()
    tamper("DELETE FROM casework_sealedpart WHERE file = %s AND seq = %s", [number, seq])
    tamper("DELETE FROM casework_event WHERE file = %s AND seq = %s", [number, seq])

    assert places(verify()) == [(number, seq, "gap")]


def test_parts_that_a_dropped_event_left_are_named():
    number = file_case()
    tamper("DELETE FROM casework_event WHERE file = %s AND seq = 2", [number])

    assert places(verify()) == [(number, 2, "gap"), (number, 2, "loose_part")]


def test_two_swapped_events_are_named():
    number = file_case(events=4)
    for before, after in [(2, 102), (3, 2), (102, 3)]:
        for table in ("casework_event", "casework_sealedpart"):
            tamper(f"UPDATE {table} SET seq = %s WHERE file = %s AND seq = %s", [after, number, before])

    assert places(verify()) == [(number, 2, "swap")]


def test_cut_tail_is_named_by_the_stored_head():
    number = file_case()
    tamper("DELETE FROM casework_sealedpart WHERE file = %s AND seq = 3", [number])
    tamper("DELETE FROM casework_event WHERE file = %s AND seq = 3", [number])

    assert places(verify()) == [(number, 3, "cut")]


def cut_with_all_its_traces(number):
    """As if event 3 had never been: rows and stored head are those of an equal file with two events."""
    twin = file_case(events=2)
    tamper("DELETE FROM casework_sealedpart WHERE file = %s AND seq = 3", [number])
    tamper("DELETE FROM casework_event WHERE file = %s AND seq = 3", [number])
    Entry.objects.filter(file=number, key="note-2").delete()
    tamper("UPDATE casework_proceeding SET version = 2 WHERE file = %s", [number])
    picture = File.objects.get(number=twin).picture.replace(twin, number)
    head = Event.objects.get(file=number, seq=2)
    File.objects.filter(number=number).update(
        seq=2, head=head.hash, picture=picture, changed_at=head.recorded_at
    )


def test_cut_tail_that_was_sealed_is_named_by_the_log():
    number = file_case()
    seal(now=NOW)

    cut_with_all_its_traces(number)

    assert places(verify()) == [(number, 3, "sealed_cut")]


def test_cut_tail_that_was_sealed_is_named_without_the_key(installation):
    number = file_case()
    seal(now=NOW)
    cut_with_all_its_traces(number)
    (installation / "installation.key").unlink()

    assert places(verify()) == [(number, 3, "sealed_cut")]


def test_record_written_anew_is_named_by_the_log():
    number = file_case(events=1)
    seal(now=NOW)
    other = file_case(events=1)
    for table in ("casework_event", "casework_sealedpart"):
        tamper(f"DELETE FROM {table} WHERE file = %s", [number])
    header = Event.objects.get(file=other).header.replace(other, number)
    hashed = event_hash(AES, GENESIS, header.encode(), ())
    Event.objects.create(
        file=number,
        seq=1,
        act="intake.file",
        actor="clerk",
        at=NOW,
        recorded_at=NOW,
        suite=1,
        header=header,
        hash=hashed,
    )
    File.objects.filter(number=number).update(head=hashed)

    assert (number, 1, "rewritten") in places(verify())


def test_removed_file_is_named():
    file_case()
    number = file_case()
    for model in (Case, Party, Entry, Due, PartKey):
        model.objects.filter(**{"number" if model is Case else "file": number}).delete()
    for table in ("proceeding", "clock", "accesscode", "event", "sealedpart"):
        tamper(f"DELETE FROM casework_{table} WHERE file = %s", [number])
    File.objects.filter(number=number).delete()

    assert places(verify()) == [(number, 1, "removed")]


def test_removed_file_is_named_by_its_leaf():
    number = file_case()
    seal(now=NOW)
    File.objects.filter(number=number).delete()
    SealedHead.objects.all().delete()
    tamper("DELETE FROM casework_counter")

    found = verify().faults

    assert "log" in {fault.kind for fault in found}
    assert (number, 0, "stray") in [(fault.file, fault.seq, fault.kind) for fault in found]


@pytest.mark.parametrize(
    ("table", "change", "seq"),
    [
        ("case", "amount = 5", 3),
        ("case", "waiting_for = ',x,'", 3),
        ("party", "status = 'released' WHERE key = 'p1'", 1),
        ("proceeding", "stage = 'accepted'", 3),
        ("clock", "due = NULL", 1),
        ("entry", "facts = '{}' WHERE key = 'note-2'", 3),
        ("due", "what = 'F06' WHERE kind = 'paper'", 1),
        ("accesscode", "party = 'p2'", 1),
        ("file", "owner = 'other'", 3),
    ],
)
def test_changed_row_is_named_with_the_event_that_wrote_it(table, change, seq):
    number = file_case()
    tamper(f"UPDATE casework_{table} SET {change}".replace(" key ", ' "key" '))

    assert places(verify()) == [(number, seq, "replay")]


def test_missing_and_additional_rows_are_named():
    number = file_case()
    Party.objects.filter(file=number, key="p2").delete()
    Entry.objects.create(file=number, key="x-1", kind="x", seq=2)

    assert [(f.seq, f.kind, f.en[-30:]) for f in verify().faults] == [
        (1, "replay", f"Table party lacks the row {number}/p2."[-30:]),
        (3, "replay", f"row {number}/x-1 that no event gives."[-30:]),
    ]


def test_row_of_no_file_is_named():
    Entry.objects.create(file="W-2026-999999", key="x-1", kind="x", seq=2)

    assert places(verify()) == [("W-2026-999999", 0, "stray")]


def test_state_of_the_outbox_is_free():
    number = file_case()
    Due.objects.filter(file=number, kind="message").update(status="sent", tries=2, nonce=None, sealed=None)

    assert verify().ok


def test_changed_key_is_named():
    number = file_case()
    key = PartKey.objects.get(file=number, name="person:p1")
    PartKey.objects.filter(pk=key.pk).update(wrapped=flip(bytes(key.wrapped), 20))

    assert places(verify())[0] == (number, 0, "key")


def test_deleted_key_is_named_with_each_event_that_it_opened():
    number = file_case()
    PartKey.objects.filter(file=number, name="person:p2").delete()

    assert places(verify()) == [(number, 1, "key_gone")]


def test_changed_code_in_a_message_is_named():
    number = file_case()
    due = Due.objects.get(file=number, kind="message")
    Due.objects.filter(pk=due.pk).update(sealed=flip(bytes(due.sealed), 3))

    assert places(verify()) == [(number, 1, "sealed")]


def test_lost_key_leaves_chain_and_clear_rows(installation):
    number = file_case()
    other = file_case()
    seal(now=NOW)
    (installation / "installation.key").unlink()
    tamper_event(number, 2, "actor", lambda value: "other")
    Case.objects.filter(number=other).update(door="phone")

    report = verify(seal=True, now=NOW)

    assert places(report) == [(number, 2, "columns"), (other, 3, "replay")]
    assert report.opened == 0
    assert "could not be opened" in report.notes[0][1]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE casework_countyleaf SET seq = 9 WHERE id = (SELECT min(id) FROM casework_countyleaf)",
        "DELETE FROM casework_countyleaf WHERE id = (SELECT min(id) FROM casework_countyleaf)",
        "DELETE FROM casework_countyleaf WHERE id = (SELECT max(id) FROM casework_countyleaf)",
        "DELETE FROM casework_countyroot WHERE id = (SELECT max(id) FROM casework_countyroot)",
        "UPDATE casework_countyroot SET root = head FROM casework_countyleaf WHERE casework_countyroot.size = 2",
        "UPDATE casework_countyroot SET frontier = '2:' WHERE size = 2",
    ],
)
def test_changed_log_is_named(change):
    file_case()
    file_case()
    seal(now=NOW)
    file_case()
    seal(now=NOW)

    assert tamper(change) == 1

    assert ("", 0, "log") in places(verify())


def test_missing_trigger_is_named_and_made_anew(capsys):
    number = file_case()
    with lifted():
        report = verify()
        assert verify_command(["--triggers", "--json"]) == 1

    assert {fault.kind for fault in report.faults} == {"trigger"}
    capsys.readouterr()
    assert verify_command(["--json"]) == 0
    assert json.loads(capsys.readouterr().out)["faults"] == 0
    assert Event.objects.filter(file=number).count() == 3


def test_damaged_record_is_not_sealed():
    number = file_case()
    tamper_event(number, 2, "hash", lambda value: flip(value, 0))

    report = verify(seal=True, now=NOW)

    assert report.sealed_now == 0
    assert not CountyLeaf.objects.exists()
    assert "nothing new was sealed" in report.notes[0][1]


def test_command_names_file_and_event(capsys):
    number = file_case()
    tamper_event(number, 2, "hash", lambda value: flip(value, 0))

    assert verify_command([]) == 1

    assert f"{number} #2 [changed]" in capsys.readouterr().out


def test_command_on_a_whole_record(capsys):
    file_case()

    assert verify_command(["--seal"]) == 0
    assert "The record is whole." in capsys.readouterr().out


def test_queries_do_not_grow_with_files():
    file_case()
    with CaptureQueriesContext(connection) as one:
        verify()
    for _ in range(5):
        file_case()
    with CaptureQueriesContext(connection) as six:
        verify()

    assert len(six) == len(one)


def test_act_between_two_queries_is_no_fault(monkeypatch):
    number = file_case()
    read, acts = verify_module.read, [number]

    def read_and_act(numbers, **options):
        found = read(numbers, **options)
        while acts:
            go_on(acts.pop())
        return found

    monkeypatch.setattr(verify_module, "read", read_and_act)

    assert verify().ok
    assert acts == []
