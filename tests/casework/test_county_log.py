"""The sealer: what changed goes into the county log once, and can be proved to stand there."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from rongzhi.casework.county_log import SHANGHAI, check_proof, daily_root, proof, seal, unsealed_events
from rongzhi.casework.keys_file import KeyLost
from rongzhi.casework.models import CountyLeaf, CountyRoot, Event, SealedHead
from rongzhi.casework.verify import verify
from rongzhi.core.record.canonical import canonical
from rongzhi.core.record.merkle import leaf_hash, root_of
from rongzhi.record_commands import seal_command
from tests.casework.examples import NOW, file_case, flip, go_on, make_key


@pytest.fixture(autouse=True)
def _key(db, installation):
    make_key(installation)


def test_each_changed_file_gets_one_leaf():
    number = file_case()
    file_case()

    counts = [seal(now=NOW), seal(now=NOW)]
    go_on(number)
    counts.append(seal(now=NOW))

    assert counts == [2, 0, 1]
    assert list(CountyRoot.objects.order_by("size").values_list("size", flat=True)) == [2, 3]
    assert SealedHead.objects.get(file=number).seq == 4


def test_leaf_is_pseudonym_number_and_head():
    number = file_case()
    seal(now=NOW)

    leaf = CountyLeaf.objects.get()
    head = bytes(Event.objects.get(file=number, seq=3).hash)

    assert number not in leaf.pseudonym
    assert bytes(leaf.leaf) == leaf_hash(canonical([leaf.pseudonym, 3, head.hex()]))
    assert bytes(CountyRoot.objects.get().root) == root_of([bytes(leaf.leaf)])


def test_counties_have_logs_of_their_own():
    file_case(county="W")
    file_case(county="E")

    assert seal("W", now=NOW) == 1
    assert (unsealed_events("W"), unsealed_events("E"), unsealed_events()) == (0, 3, 3)
    assert seal(now=NOW) == 1
    assert sorted(CountyRoot.objects.values_list("county", "size")) == [("E", 1), ("W", 1)]


def test_sealed_in_many_transactions(monkeypatch):
    monkeypatch.setattr("rongzhi.casework.county_log.AT_ONCE", 2)
    for _ in range(5):
        file_case(events=1)

    assert seal(now=NOW) == 5
    assert list(CountyRoot.objects.order_by("size").values_list("size", flat=True)) == [2, 4, 5]
    assert verify().ok


def test_proof_of_every_file_leads_to_the_root():
    numbers = [file_case(events=1) for _ in range(7)]
    seal(now=NOW)
    go_on(numbers[3])
    seal(now=NOW)
    root = bytes(CountyRoot.objects.order_by("size").last().root)

    for number in numbers:
        found = proof(number)

        assert found.root == root
        assert check_proof(found)
    assert proof(numbers[3]).seq == 2
    assert proof(numbers[3], seq=1).seq == 1


def test_proof_leads_to_an_earlier_root():
    number = file_case(events=1)
    file_case(events=1)
    seal(now=NOW)
    earlier = CountyRoot.objects.get()
    go_on(number)
    seal(now=NOW)

    found = proof(number, root=earlier)

    assert (found.seq, found.size) == (1, 2)
    assert check_proof(found)


def test_changed_proof_fails():
    number = file_case()
    file_case()
    seal(now=NOW)
    found = proof(number)

    for changed in (
        replace(found, seq=2),
        replace(found, head=flip(found.head, 0)),
        replace(found, root=flip(found.root, 0)),
        replace(found, path=(flip(found.path[0], 0),)),
        replace(found, index=1 - found.index),
        replace(found, path=()),
    ):
        assert not check_proof(changed)


def test_proof_of_a_file_that_is_not_sealed():
    assert proof(file_case()) is None


def test_root_of_a_day_is_the_last_before_midnight():
    number = file_case()
    seal(now=datetime(2026, 3, 2, 23, 59, tzinfo=SHANGHAI))
    go_on(number)
    seal(now=datetime(2026, 3, 3, 0, 0, tzinfo=SHANGHAI))

    assert daily_root("W", date(2026, 3, 1)) is None
    assert daily_root("W", date(2026, 3, 2)).size == 1
    assert daily_root("W", date(2026, 3, 3)).size == 2
    assert daily_root("W", date(2026, 3, 2) + timedelta(days=30)).size == 2


def test_nothing_is_sealed_without_the_key(installation):
    file_case()
    (installation / "installation.key").unlink()

    with pytest.raises(KeyLost):
        seal(now=NOW)
    assert not CountyLeaf.objects.exists()


def test_command(capsys):
    file_case()

    assert seal_command(["--json"]) == 0
    assert capsys.readouterr().out == '{"leaves": 1}\n'
    assert seal_command(["--county", "W"]) == 0
