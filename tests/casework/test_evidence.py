"""Files that people hand in: received before any act, taken over by one act, bound into the record."""

import json

import pytest

from rongzhi.casework.actions import perform
from rongzhi.casework.evidence import store
from rongzhi.casework.evidence.faults import NotReceived
from rongzhi.casework.evidence.receive import receive, take_back, waiting
from rongzhi.casework.models import Blob, Event, PartKey
from rongzhi.casework.verify import verify
from rongzhi.core.procedure.decide import Refusal
from tests.factories import files, main_line
from tests.factories.county import NOW, act, agent, county, filed, key, mediator, officer, party

pytestmark = pytest.mark.django_db
CONTRACT = {"title": "贷款合同", "kind": "contract"}


def faults(file: str) -> list[str]:
    """What verify finds wrong with this case; the tests' county has no record of its own."""
    return [fault.kind for fault in verify().faults if fault.file == file]


@pytest.fixture
def file() -> str:
    county()
    return filed()


def test_file_is_sealed_on_disk_under_the_hash_of_its_sealed_bytes(file: str) -> None:
    content = files.pdf()

    got = receive(file, by=party(file), name="合同.pdf", chunks=[content], now=NOW)

    row = Blob.objects.get(pk=got.id)
    on_disk = store.path_of(row.address).read_bytes()
    assert store.hash_on_disk(row.address) == row.address
    assert b"%PDF" not in on_disk
    assert "合同".encode() not in bytes(row.about)
    assert (got.name, got.pages, got.size) == ("合同.pdf", 1, len(content))
    assert [f.id for f in waiting(file, party(file))] == [got.id]


def test_act_takes_the_file_over_and_binds_its_address_into_the_chain(file: str) -> None:
    blob = files.sent(file, party(file), name="合同.pdf")

    done = act(file, "case.upload", by=party(file), files=[blob], **CONTRACT)

    row = Blob.objects.get(pk=blob)
    header = json.loads(Event.objects.get(file=file, seq=done.seq).header)
    assert (row.seq, row.part) == (done.seq, "file")
    assert header["facts"]["blobs"] == {blob: row.address}
    assert "合同.pdf" not in json.dumps(header, ensure_ascii=False)
    assert waiting(file, party(file)) == []
    assert faults(file) == []


def test_file_of_another_case_another_person_or_used_before_is_refused(file: str) -> None:
    other = filed(applicant_name="李四", applicant_phone="13800000002")
    of_other_case = files.sent(other, officer())
    of_other_person = files.sent(file, officer())
    used = files.sent(file, party(file))
    act(file, "case.upload", by=party(file), files=[used], **CONTRACT)

    for blob in (of_other_case, of_other_person, used, "0" * 32, "../../etc/passwd"):
        answer = perform(
            file, "case.upload", by=party(file), data={"files": [blob], **CONTRACT}, now=NOW, request=key()
        )
        assert isinstance(answer, Refusal)
        assert "file_not_received" in {reason.key for reason in answer.reasons}


def test_sender_cannot_describe_a_file_himself(file: str) -> None:
    blob = files.sent(file, party(file))
    made_up = {"id": blob, "name": "x", "media": "text/html", "size": 1, "sha256": "0" * 64, "pages": 0}

    answer = perform(
        file, "case.upload", by=party(file), data={"files": [made_up], **CONTRACT}, now=NOW, request=key()
    )

    assert isinstance(answer, Refusal)


def test_same_request_sent_twice_takes_the_file_once(file: str) -> None:
    blob, request = files.sent(file, party(file)), key()
    data = {"files": [blob], **CONTRACT}

    first = perform(file, "case.upload", by=party(file), data=data, now=NOW, request=request)
    again = perform(file, "case.upload", by=party(file), data=data, now=NOW, request=request)

    assert first.ok
    assert again.ok
    assert again.again


def test_refused_act_leaves_the_file_waiting(file: str) -> None:
    blob = files.sent(file, party(file))

    answer = perform(file, "case.upload", by=party(file), data={"files": [blob]}, now=NOW, request=key())

    assert isinstance(answer, Refusal)
    assert [f.id for f in waiting(file, party(file))] == [blob]


def test_waiting_file_is_taken_back_by_its_uploader_alone(
    file: str, django_capture_on_commit_callbacks
) -> None:
    blob = files.sent(file, party(file))
    address = Blob.objects.get(pk=blob).address

    assert not take_back(file, blob, by=officer())
    with django_capture_on_commit_callbacks(execute=True):
        assert take_back(file, blob, by=party(file))
    assert not store.is_there(address)
    assert not PartKey.objects.filter(name=f"blob:{blob}").exists()


def test_stranger_cannot_send_a_file_to_a_case(file: str) -> None:
    for by in (agent("BANK2"), mediator(2)):
        with pytest.raises(NotReceived):
            files.sent(file, by)


def test_too_many_waiting_files_are_refused(file: str, settings) -> None:
    settings.RONGZHI_FILE_LIMITS = {"waiting_files": 2}
    files.sent(file, party(file))
    files.sent(file, party(file))

    with pytest.raises(NotReceived):
        files.sent(file, party(file))


def test_official_seal_needs_its_scan_and_a_witness() -> None:
    county()
    file = main_line.signing()
    bank = agent("BANK1")
    seal = {"signature_kind": "official_seal", "text_hash": main_line.text_hash(file), "witness": "李四"}

    bare = perform(file, "agreement.sign", by=bank, data=seal, now=NOW, request=key())
    blank = {**seal, "scan": [files.sent(file, bank)], "witness": ""}
    unseen = perform(file, "agreement.sign", by=bank, data=blank, now=NOW, request=key())
    whole = perform(
        file,
        "agreement.sign",
        by=bank,
        data={**seal, "scan": [files.sent(file, bank)]},
        now=NOW,
        request=key(),
    )

    assert isinstance(bare, Refusal)
    assert "seal_has_witness" in {r.key for r in bare.reasons}
    assert isinstance(unseen, Refusal)
    assert whole.ok
    assert faults(file) == []
