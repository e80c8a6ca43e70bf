"""The pack on disk is held against the digest with which it was adopted, by verify and at the start."""

import pytest

from rongzhi.casework.actions import perform
from rongzhi.casework.adopted_packs import in_force, pack_notes
from rongzhi.casework.verify import verify
from rongzhi.core.procedure.decide import SYSTEM
from rongzhi.rulebook.pack import shipped_pack
from rongzhi.rulebook.pack_folder import digest_of, files_in
from tests.factories.county import NOW, key
from tests.factories.offices import county_with_file

pytestmark = pytest.mark.django_db


def adopted(file: str, digest: str) -> None:
    data = {"pack": "plain", "version": "1", "digest": digest, "basis": "决定"}
    assert perform(file, "county.adopt_pack", by=SYSTEM, data=data, now=NOW, request=key()).ok


def test_pack_as_it_was_adopted_needs_no_word(installation):
    adopted(county_with_file(), digest_of(files_in(shipped_pack("plain"))))

    assert in_force("W").as_adopted
    assert pack_notes("W") == []


def test_pack_that_is_not_the_adopted_one_is_told_by_verify(installation):
    adopted(county_with_file(), "0" * 64)

    assert not in_force("W").as_adopted
    assert [note for note in verify().notes if "规则包" in note[0]] == pack_notes("W") != []


def test_county_that_adopted_none_yet_needs_no_word(installation):
    county_with_file()

    assert pack_notes("W") == []
