"""verify opens every kept paper: a changed byte, a lost key and another digest are each named."""

import pytest

from rongzhi.casework.erasure import erase
from rongzhi.casework.faults import Fault
from rongzhi.casework.models import Paper, PartKey
from rongzhi.casework.papers.keeping import part_of
from rongzhi.casework.papers.making import made, pdf_of
from rongzhi.casework.verify import verify
from rongzhi.casework.visibility import sight
from tests.factories import county as there
from tests.factories.county import NOW


@pytest.fixture(autouse=True)
def _county(db: None) -> None:
    there.county()


def drawn() -> Paper:
    """The application of a new case, kept."""
    number = there.filed()
    row, _ = pdf_of(made(sight(there.officer(), number), "F01", 1), now=NOW)
    return row


def faults() -> list[Fault]:
    """What verify says of files that are there (the county of the tests has bodies without files)."""
    return [fault for fault in verify().faults if fault.kind != "stray"]


def kinds() -> list[tuple[str, int, str]]:
    return [(fault.file, fault.seq, fault.kind) for fault in faults()]


def test_kept_papers_pass_and_so_do_erased_ones() -> None:
    row = drawn()
    assert kinds() == []

    erase(row.file, part_of(row.code), by=there.officer(), now=NOW, reason="mistake")

    assert kinds() == []


@pytest.mark.parametrize("at", [0, 1000, -1])
def test_a_changed_byte_of_a_kept_paper_is_named(at: int) -> None:
    row = drawn()
    stored = bytearray(row.sealed)
    stored[at] ^= 1
    Paper.objects.filter(code=row.code).update(sealed=bytes(stored))

    (fault,) = faults()

    assert (fault.file, fault.seq, fault.kind) == (row.file, 1, "paper_changed")
    assert row.code in fault.en


def test_another_digest_on_record_is_named() -> None:
    row = drawn()
    Paper.objects.filter(code=row.code).update(sha256="0" * 64)

    assert kinds() == [(row.file, 1, "paper_changed")]


def test_a_key_that_was_deleted_or_left_behind_is_named() -> None:
    row, other = drawn(), drawn()
    PartKey.objects.filter(file=row.file, name=part_of(row.code)).delete()
    Paper.objects.filter(code=other.code).update(sealed=None, nonce=None)

    assert set(kinds()) == {(row.file, 1, "key_gone"), (other.file, 1, "not_erased")}
