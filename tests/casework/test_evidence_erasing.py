"""Files destroyed with their part or when nobody handed them in; and what verify says of files that are not as they were."""

from datetime import timedelta

import pytest

from rongzhi.casework.erasure import erase
from rongzhi.casework.evidence import store
from rongzhi.casework.evidence.erasing import sweep
from rongzhi.casework.evidence.faults import NotReceived
from rongzhi.casework.evidence.receive import waiting
from rongzhi.casework.models import Blob, PartKey
from rongzhi.casework.verify import verify
from tests.factories import files
from tests.factories.county import NOW, act, administrator, county, filed, party

pytestmark = pytest.mark.django_db


@pytest.fixture
def file() -> str:
    county()
    return filed()


def faults(file: str) -> list[str]:
    return [fault.kind for fault in verify().faults if fault.file == file]


def handed_in(file: str) -> Blob:
    blob = files.sent(file, party(file))
    act(file, "case.upload", by=party(file), files=[blob], title="合同", kind="contract")
    return Blob.objects.get(pk=blob)


@pytest.mark.parametrize("part", ["own", "file"])
def test_erased_part_takes_its_files_along(file: str, part: str, django_capture_on_commit_callbacks) -> None:
    row = handed_in(file)
    name = f"blob:{row.pk}" if part == "own" else "file"

    with django_capture_on_commit_callbacks(execute=True):
        erase(file, name, by=administrator(), now=NOW, reason="order")

    assert not store.is_there(row.address)
    assert not PartKey.objects.filter(name=f"blob:{row.pk}").exists()
    assert Blob.objects.get(pk=row.pk).about is None
    assert faults(file) == []


def test_erased_file_that_is_still_on_disk_is_named_and_swept(file: str) -> None:
    row = handed_in(file)
    erase(file, f"blob:{row.pk}", by=administrator(), now=NOW, reason="order")  # cut off before the file went

    assert faults(file) == ["not_erased"]
    assert sweep(NOW) == 1
    assert faults(file) == []


def test_verify_names_a_missing_file_and_a_changed_one(file: str) -> None:
    missing, changed = handed_in(file), handed_in(file)
    store.remove(missing.address)
    path = store.path_of(changed.address)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)

    assert faults(file) == ["blob_missing", "blob_changed"]


def test_verify_names_a_changed_row_and_a_deleted_key(file: str) -> None:
    moved, keyless = handed_in(file), handed_in(file)
    Blob.objects.filter(pk=moved.pk).update(address=keyless.address)
    PartKey.objects.filter(name=f"blob:{keyless.pk}").delete()

    assert faults(file) == ["blob_row", "key_gone"]


def test_what_nobody_handed_in_goes_after_a_day(file: str, django_capture_on_commit_callbacks) -> None:
    kept, late = handed_in(file), files.sent(file, party(file))
    address = Blob.objects.get(pk=late).address

    assert sweep(NOW + timedelta(hours=23)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep(NOW + timedelta(hours=25)) == 1

    assert waiting(file, party(file)) == []
    assert not store.is_there(address)
    assert store.is_there(kept.address)


def test_refused_file_leaves_nothing_on_disk(file: str) -> None:
    def broken():
        yield b"ID3" + bytes(10_000)
        raise OSError(28, "No space left on device")

    with pytest.raises(NotReceived):
        files.sent(file, party(file), name="录音.mp3", content=broken())
    with pytest.raises(NotReceived):
        files.sent(file, party(file), name="a.pdf", content=b"%PDF-1.7 broken")

    assert [p for p in store.folder().rglob("*") if p.is_file()] == []
    assert not Blob.objects.exists()
