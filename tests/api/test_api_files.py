"""Sending a document by the interface, and handing it in by the id that came back."""

import pytest
from django.test import Client

from rongzhi.api import tokens
from rongzhi.casework.models import Blob
from rongzhi.directory.models import Account
from tests.factories import files
from tests.factories.county import clock, county, filed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fixed_time(monkeypatch):
    monkeypatch.setattr("rongzhi.api.service.now", clock)
    monkeypatch.setattr("rongzhi.api.files.now", clock)


def call(path: str, content: bytes, *, by: str, media: str = "application/octet-stream", **headers: str):
    token = tokens.token_for(Account.objects.get(username=by))
    headers["Authorization"] = f"Bearer {token}"
    return Client().generic("POST", f"/api/v1/files/{path}", content, media, headers=headers)


def test_document_is_sent_and_handed_in_by_its_id():
    county()
    file = filed()

    sent = call(
        f"{file}/attachments",
        files.pdf(pages=2),
        by="agent-BANK1",
        **{"X-File-Name": "%E5%90%88%E5%90%8C.pdf"},
    )
    body = b'{"request": "u1", "data": {"files": ["%s"], "title": "c", "kind": "contract"}}'
    done = call(
        f"{file}/acts/case.upload",
        body % sent.json()["id"].encode(),
        by="agent-BANK1",
        media="application/json",
    )

    assert sent.status_code == 201
    assert (sent.json()["name"], sent.json()["pages"]) == ("合同.pdf", 2)
    assert done.status_code == 200
    assert Blob.objects.get().seq == done.json()["event"]["seq"]


def test_what_cannot_be_taken_is_refused_with_its_reason():
    county()
    file = filed()

    nameless = call(f"{file}/attachments", files.pdf(), by="agent-BANK1")
    program = call(f"{file}/attachments", b"MZ" + bytes(99), by="agent-BANK1", **{"X-File-Name": "a.pdf"})
    stranger = call(f"{file}/attachments", files.pdf(), by="agent-BANK2", **{"X-File-Name": "a.pdf"})

    assert [a.status_code for a in (nameless, program, stranger)] == [422, 422, 422]
    assert program.json()["reasons"][0]["key"] == "file_not_taken"
    assert not Blob.objects.exists()
