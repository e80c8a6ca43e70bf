"""Erasing a part: its key is gone for ever, its act stays, and no backup brings it back."""

import json
import os
import stat

import pytest
from django.db import connection

from rongzhi.casework import erasure
from rongzhi.casework.county_log import seal
from rongzhi.casework.erasure import NotErased, apply_erasures, erase
from rongzhi.casework.erasure_list import ListUnusable, erased_parts
from rongzhi.casework.models import Due, Event, File, PartKey, SealedPart
from rongzhi.casework.rebuild import rebuild
from rongzhi.casework.sealing import open_parts
from rongzhi.casework.verify import verify
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account
from rongzhi.record_commands import NotAllowed, erase_command
from tests.casework.examples import NOW, file_case, go_on, make_key

ADMIN = Actor("admin", functions=frozenset({"administrator"}))
PART = "person:p1"


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(installation):
    make_key(installation)


def erase_applicant(number):
    return erase(number, PART, by=ADMIN, now=NOW, reason="request")


def contents(number):
    return {(p.seq, p.name): p.content for p in open_parts(SealedPart.objects.filter(file=number))}


def places(report):
    return [(fault.file, fault.seq, fault.kind) for fault in report.faults]


def test_part_cannot_be_opened_and_the_rest_can():
    number = file_case()
    other = file_case()

    erased = erase_applicant(number)

    assert erased.seq == 4
    opened = contents(number)
    assert {place for place, content in opened.items() if content is None} == {
        (1, PART),
        (2, PART),
        (3, PART),
    }
    assert opened[1, "file"] == {"what_happened": "The bank charged a fee twice."}
    assert None not in contents(other).values()


def test_event_says_who_what_and_why():
    number = file_case()
    before = json.loads(File.objects.get(number=number).picture)
    erase_applicant(number)

    event = Event.objects.get(file=number, seq=4)
    header = json.loads(event.header)

    assert (event.act, event.actor, header["kind"]) == ("record.erase", "admin", "erased")
    assert (header["facts"]["data"]["part"], header["facts"]["data"]["reason"]) == (PART, "request")
    assert not SealedPart.objects.filter(file=number, seq=4).exists()
    assert json.loads(File.objects.get(number=number).picture) == before | {"seq": 4}


def test_message_to_the_person_is_emptied():
    number = file_case()
    assert Due.objects.get(file=number, kind="message").sealed is not None

    erase_applicant(number)

    message = Due.objects.get(file=number, kind="message")
    assert (message.nonce, message.sealed) == (None, None)


def test_erased_record_passes_and_can_be_rebuilt():
    number = file_case()
    erase_applicant(number)
    seal(now=NOW)

    rebuild()
    report = verify()

    assert places(report) == []
    assert (report.events, report.parts, report.opened, report.erased) == (4, 7, 4, 3)


def test_new_material_gets_a_new_key():
    number = file_case()
    erase_applicant(number)

    seq = go_on(number)

    assert PartKey.objects.get(file=number, name=PART).since == seq
    opened = contents(number)
    assert opened[seq, PART] is not None
    assert opened[1, PART] is None
    assert verify().ok


def test_second_erasure_of_new_material():
    number = file_case()
    erase_applicant(number)
    go_on(number)

    erase_applicant(number)

    assert [entry.seq for entry in erased_parts()] == [4, 6]
    assert verify().ok


def test_list_lies_beside_the_key_for_its_owner_alone(installation):
    number = file_case()
    erase_applicant(number)

    path = installation / "erasures.jsonl"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [(e.file, e.part, e.seq, e.reason, e.by) for e in erased_parts()] == [
        (number, PART, 4, "request", "admin")
    ]


def test_what_else_holds_the_part_is_called(monkeypatch):
    number = file_case()
    called = []
    monkeypatch.setattr(erasure, "ERASERS", [lambda file, part: called.append((file, part))])

    erase_applicant(number)

    assert called == [(number, PART)]


@pytest.mark.parametrize(
    ("part", "reason", "words"),
    [("person:nobody", "request", "has no part"), (PART, "because", "no reason")],
)
def test_what_cannot_be_erased_is_said(part, reason, words):
    number = file_case()

    with pytest.raises(NotErased, match=words):
        erase(number, part, by=ADMIN, now=NOW, reason=reason)

    assert Event.objects.filter(file=number).count() == 3
    assert erased_parts() == []


def test_unknown_file_and_part_erased_before_are_said():
    number = file_case()
    erase_applicant(number)

    with pytest.raises(NotErased, match="no key any more"):
        erase_applicant(number)
    with pytest.raises(NotErased, match="no file"):
        erase_applicant("W-2026-999999")


def test_restored_key_is_named_and_erased_again():
    number = file_case()
    key = PartKey.objects.get(file=number, name=PART)
    erase_applicant(number)
    PartKey.objects.create(file=number, name=PART, wrapped=bytes(key.wrapped), since=1)

    assert places(verify()) == [(number, 4, "not_erased")]
    assert [(e.file, e.part, e.seq) for e in apply_erasures(now=NOW)] == [(number, PART, 5)]

    assert verify().ok
    assert len(erased_parts()) == 1
    assert apply_erasures(now=NOW) == []


def test_message_that_was_not_emptied_is_named():
    number = file_case()
    due = Due.objects.get(file=number, kind="message")
    erase_applicant(number)
    Due.objects.filter(pk=due.pk).update(nonce=due.nonce, sealed=due.sealed)

    assert places(verify()) == [(number, 1, "not_erased")]


def test_erasure_that_is_not_in_the_list_is_named(installation):
    number = file_case()
    erase_applicant(number)
    (installation / "erasures.jsonl").unlink()

    assert places(verify()) == [(number, 4, "unlisted")]


def test_damaged_list_stops_erasing_and_is_named(installation):
    number = file_case()
    (installation / "erasures.jsonl").write_text("not a list\n")

    with pytest.raises(ListUnusable):
        erase_applicant(number)

    assert PartKey.objects.filter(file=number, name=PART).exists()
    assert Event.objects.filter(file=number).count() == 3
    assert places(verify()) == [("", 0, "list")]


def test_line_that_a_crash_cut_off_does_not_count(installation):
    number = file_case()
    other = file_case()
    erase_applicant(number)
    with open(installation / "erasures.jsonl", "a") as file:
        file.write('{"file":"W-20')

    assert len(erased_parts()) == 1
    erase_applicant(other)
    assert [entry.file for entry in erased_parts()] == [number, other]


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_key_is_left_in_the_database_files():
    number = file_case()
    key = PartKey.objects.get(file=number, name=PART)
    wrapped = bytes(key.wrapped)

    erased = erase_applicant(number)

    assert erased.wiped
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        for path in (name, f"{name}-wal"):
            if os.path.exists(path):
                with open(path, "rb") as file:
                    assert wrapped not in file.read()


def test_command_needs_an_administrator(capsys):
    number = file_case()
    Account.objects.create_user("chen", "a long password", functions="administrator")
    Account.objects.create_user("li", "a long password", functions="officer")
    arguments = [number, PART, "--reason", "retention", "--by"]

    with pytest.raises(NotAllowed):
        erase_command([*arguments, "li"])
    assert erase_command([*arguments, "chen"]) == 0

    assert f"{number} #4" in capsys.readouterr().out
    assert Event.objects.get(file=number, seq=4).actor == "chen"
    assert erase_command(["--again"]) == 0
