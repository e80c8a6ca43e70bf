"""Cases that went through perform(): verify finds nothing, rebuild gives the same rows, erasing leaves the rest."""

import pytest
from django.apps import apps

from rongzhi.casework.erasure import erase
from rongzhi.casework.projection import PROJECTED, TABLES
from rongzhi.casework.rebuild import rebuild
from rongzhi.casework.verify import verify
from tests.factories.county import NOW, administrator, clock, county
from tests.factories.main_line import effective, mediating

DIRECTORY = ("county", "body", "neutral")  # the test county's rows were made without files


@pytest.fixture
def cases(db, installation):
    county()
    return mediating(), effective()


def rows():
    return {
        table: sorted(
            map(repr, apps.get_model(TABLES[table][0], table).objects.values_list(*TABLES[table][1]))
        )
        for table in PROJECTED
        if table not in DIRECTORY
    }


def faults():
    return [fault for fault in verify().faults if fault.kind != "stray"]


def test_verify_finds_nothing(cases):
    assert faults() == []


def test_rebuild_gives_the_same_rows(cases):
    before = rows()

    done = rebuild()

    assert rows() == before
    assert (done.files, done.left) == (2, [])


def test_erasing_one_person_leaves_the_rest(cases):
    erase(cases[1], "person:p1", by=administrator(), now=clock(days=30), reason="retention")

    assert faults() == []
    assert verify(seal=False, now=NOW).erased > 0
