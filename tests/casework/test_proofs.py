"""The log's daily roots and the proofs that lead to them; and the two commands that print them."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from rongzhi import record_commands
from rongzhi.casework.county_log import SHANGHAI, check_proof, proof, seal
from rongzhi.casework.models import CountyLeaf
from rongzhi.casework.proofs import hashes_of, last_day, proof_of_day, root_of_day, roots_of_days
from rongzhi.core.record.merkle import leaf_hash, verify_inclusion
from rongzhi.directory.models import County
from rongzhi.record_commands import NotOver, proof_command, root_command
from tests.casework.examples import file_case, go_on, make_key

MONDAY = date(2026, 3, 2)
LATER = datetime(2026, 3, 6, 9, 0, tzinfo=SHANGHAI)


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def _key(db, installation):
    make_key(installation)


@pytest.fixture
def _friday(monkeypatch):
    County.objects.create(code="W", number="W-C2026-0001", name_zh="W县", name_en="W County", pack="plain")
    monkeypatch.setattr(record_commands, "now", lambda: LATER)


def test_last_day_is_yesterday_in_shanghai():
    assert last_day(datetime(2026, 3, 3, 0, 1, tzinfo=SHANGHAI)) == MONDAY
    assert last_day(datetime(2026, 3, 2, 23, 59, tzinfo=SHANGHAI)) == MONDAY - timedelta(days=1)


def test_empty_log_has_no_roots_and_no_proofs():
    number = file_case()

    assert root_of_day("W", MONDAY) is None
    assert roots_of_days("W", until=MONDAY, days=31) == []
    assert proof_of_day(number, day=MONDAY, known=hashes_of(number)) is None


def test_roots_are_listed_newest_first_and_quiet_days_keep_the_root(django_assert_num_queries):
    number = file_case()
    seal(now=at(MONDAY, 9))
    go_on(number)
    seal(now=at(MONDAY, 15))
    go_on(number)
    seal(now=at(MONDAY + timedelta(days=2)))

    with django_assert_num_queries(3):
        found = roots_of_days("W", until=MONDAY + timedelta(days=3), days=31)

    assert [(root.day.day, root.size) for root in found] == [(5, 3), (4, 3), (3, 2), (2, 2)]
    assert found[2].root == found[3].root == root_of_day("W", MONDAY).root


def test_roots_of_later_pages_carry_on_from_before():
    file_case()
    seal(now=at(MONDAY))

    found = roots_of_days("W", until=MONDAY + timedelta(days=20), days=3)

    assert [root.day.day for root in found] == [22, 21, 20]
    assert {root.size for root in found} == {1}


def test_proof_of_the_last_known_event_leads_to_the_days_root():
    number = file_case(events=3)
    for _ in range(4):
        file_case()
    seal(now=at(MONDAY))
    go_on(number)
    seal(now=at(MONDAY + timedelta(days=1)))

    found = proof_of_day(number, day=MONDAY, known=hashes_of(number))

    assert (found.seq, found.day.size, found.fits) == (3, 5, True)
    assert found.day == root_of_day("W", MONDAY)


def test_proof_of_an_event_that_came_later_is_not_there_yet():
    number = file_case(events=3)
    seal(now=at(MONDAY))
    go_on(number)
    seal(now=at(MONDAY + timedelta(days=1)))

    assert proof_of_day(number, day=MONDAY, known=hashes_of(number), seq=4) is None
    assert proof_of_day(number, day=MONDAY + timedelta(days=1), known=hashes_of(number), seq=4).fits


def test_proof_is_given_for_known_events_alone():
    number = file_case(events=3)
    seal(now=at(MONDAY))

    assert proof_of_day(number, day=MONDAY, known=hashes_of(number, [1, 2])).seq == 2
    assert proof_of_day(number, day=MONDAY, known=hashes_of(number, [1]), seq=2) is None
    assert proof_of_day(number, day=MONDAY, known={}) is None


def test_proof_does_not_fit_when_the_log_holds_another_hash(monkeypatch):
    number = file_case()
    seal(now=at(MONDAY))
    found = replace(proof(number), head=bytes(32))
    monkeypatch.setattr("rongzhi.casework.proofs.proof", lambda *args, **fields: found)

    assert not proof_of_day(number, day=MONDAY, known=hashes_of(number)).fits
    assert not check_proof(found)


def test_written_proof_is_checked_with_nothing_but_itself():
    numbers = [file_case(events=1) for _ in range(6)]
    seal(now=at(MONDAY))

    for number in numbers:
        told = json.loads(json.dumps(proof_of_day(number, day=MONDAY, known=hashes_of(number)).as_json()))
        leaf = told["leaf"]
        text = f'["{leaf["file"]}",{leaf["seq"]},"{leaf["head"]}"]'
        hashed = leaf_hash(text.encode())
        path = [bytes.fromhex(step) for step in told["path"]]
        root = bytes.fromhex(told["day"]["root"])

        assert hashed.hex() == leaf["hash"]
        assert leaf["head"] == told["event"]["hash"]
        assert verify_inclusion(hashed, path, index=leaf["index"], size=told["day"]["size"], root=root)


@pytest.mark.usefixtures("_friday")
def test_proof_command_prints_and_checks(capsys):
    number = file_case()
    seal(now=at(MONDAY))

    assert proof_command([number]) == 0
    words = capsys.readouterr().out
    assert proof_command([number, "--json", "--event", "1", "--day", "2026-03-02"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert "It fits" in words
    assert root_of_day("W", MONDAY).root.hex() in words
    assert (told["case"], told["event"]["seq"], told["day"]["day"]) == (number, 1, "2026-03-02")


@pytest.mark.usefixtures("_friday")
def test_proof_command_says_when_there_is_none(capsys):
    number = file_case()

    assert proof_command([number]) == 1
    assert "from the next day on" in capsys.readouterr().err
    assert proof_command(["W-2026-999999"]) == 1
    assert "There is no file" in capsys.readouterr().err


@pytest.mark.usefixtures("_friday")
def test_root_command(capsys):
    assert root_command([]) == 1
    assert "no public root" in capsys.readouterr().err
    file_case()
    seal(now=at(MONDAY))

    assert root_command(["--day", "2026-03-02"]) == 0
    line = capsys.readouterr().out
    assert root_command(["--json", "--county", "W"]) == 0
    (told,) = json.loads(capsys.readouterr().out)

    assert CountyLeaf.objects.count() == 1
    assert line.split() == ["W", "2026-03-02", "1", told["root"]]
    assert told["day"] == "2026-03-05"


@pytest.mark.usefixtures("_friday")
@pytest.mark.parametrize("command", [root_command, lambda given: proof_command(["W-2026-000001", *given])])
def test_day_that_is_not_over_has_no_root(command):
    with pytest.raises(NotOver) as fault:
        command(["--day", "2026-03-06"])

    assert "2026-03-05" in fault.value.en
