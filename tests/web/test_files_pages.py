"""Handing files in through the pages, and looking at them: what came is kept, what is shown runs nothing, each opening is logged."""

import io
import re

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from rongzhi.casework.evidence.receive import waiting
from rongzhi.casework.models import AccessLog, Blob, Event
from tests.factories import county as made
from tests.factories import files
from tests.factories.main_line import effective, signing, text_hash
from tests.web.forms import carried

UPLOAD = {"title": "贷款合同", "kind": "contract", "proves": "证明搭售保险"}


def upload(client: Client, number: str, *sent: SimpleUploadedFile, act: str = "case.upload", **answers):
    address = f"/cases/{number}/acts/{act}/"
    opened = client.get(address)
    assert opened.status_code == 200
    assert 'enctype="multipart/form-data"' in opened.text
    field = "files-new" if act == "case.upload" else "scan-new"
    return client.post(address, {**carried(opened.text), **answers, field: list(sent)})


def sheet(name: str = "合同.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf() if content is None else content)


def links(text: str) -> list[str]:
    return re.findall(r'href="(/cases/[^"]+/files/[0-9a-f]{32}/)"', text)


def handed_in(number: str, by: str = "p1", *, name: str = "合同.pdf", content: bytes | None = None) -> str:
    who = made.party(number, by)
    blob = files.sent(number, who, name=name, content=content)
    made.act(number, "case.upload", by=who, files=[blob], title="合同", kind="contract", proves="证明搭售")
    return blob


def test_several_files_go_with_one_step(county: str, party) -> None:
    number = made.filed()

    answer = upload(party(number), number, sheet(), sheet("照片.jpg", files.photo()), **UPLOAD)

    assert answer.status_code == 302
    assert Event.objects.filter(file=number, act="case.upload").count() == 1
    assert Blob.objects.filter(file=number, seq__isnull=False).count() == 2
    shown = party(number).get(f"/cases/{number}/files/").text
    assert "合同.pdf" in shown
    assert "照片.jpg" in shown
    assert "证明搭售保险" in shown


def test_refused_file_stops_the_step_and_keeps_the_others(county: str, party) -> None:
    number, client = made.filed(), None
    client = party(number)

    answer = upload(client, number, sheet(), sheet("病毒.exe", b"MZ" + bytes(100)), **UPLOAD)

    assert answer.status_code == 422
    assert "「病毒.exe」没有收到" in answer.text
    assert "合同.pdf" in answer.text
    assert "证明搭售保险" in answer.text
    assert not Event.objects.filter(file=number, act="case.upload").exists()
    (blob,) = [file.id for file in waiting(number, made.party(number))]
    assert f'value="{blob}" checked' in answer.text

    again = client.post(
        f"/cases/{number}/acts/case.upload/", {**carried(answer.text), **UPLOAD, "files": [blob]}
    )
    assert again.status_code == 302
    assert waiting(number, made.party(number)) == []


def test_files_are_sent_first_and_handed_in_later(county: str, party) -> None:
    number = made.filed()

    answer = upload(party(number), number, sheet(), receive_only="yes")

    assert answer.status_code == 200
    assert not Event.objects.filter(file=number, act="case.upload").exists()
    offered = party(number).get(f"/cases/{number}/acts/case.upload/").text
    assert "合同.pdf" in offered
    assert "尚未提交" in party(number).get(f"/cases/{number}/files/").text
    gone = Blob.objects.get().pk
    taken = party(number).post(f"/cases/{number}/acts/case.upload/", {"take_back": gone, "files": gone})
    assert taken.status_code == 200
    assert not Blob.objects.exists()


def broken_off(client: Client, number: str, *sent: SimpleUploadedFile, **headers: str) -> None:
    """Send a form whose last file breaks off, as a telephone without signal does."""
    body = encode_multipart(BOUNDARY, {**UPLOAD, "files-new": list(sent)})
    cut = body[: body.rindex(b"%PDF") + 5_000]
    extra = {
        "CONTENT_TYPE": MULTIPART_CONTENT,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(cut),
    }
    answer = client.generic("POST", f"/cases/{number}/acts/case.upload/", headers=headers, **extra)
    assert answer.status_code == 400
    assert "传送中断" in answer.text


def test_broken_upload_keeps_the_files_that_had_come_whole(county: str, party) -> None:
    number = made.filed()
    client = party(number)

    broken_off(
        client,
        number,
        sheet("第一页.pdf"),
        sheet("第二页.pdf", files.pdf(pages=40)),
        **{"Sec-Fetch-Site": "same-origin"},
    )

    assert [file.name for file in waiting(number, made.party(number))] == ["第一页.pdf"]
    assert "第一页.pdf" in client.get(f"/cases/{number}/acts/case.upload/").text


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_broken_upload_from_elsewhere_leaves_nothing(county: str, party, headers: dict[str, str]) -> None:
    number = made.filed()

    broken_off(
        party(number), number, sheet("第一页.pdf"), sheet("第二页.pdf", files.pdf(pages=40)), **headers
    )

    assert not Blob.objects.exists()


def test_form_without_its_token_leaves_nothing(county: str, party) -> None:
    number = made.filed()
    client = Client(enforce_csrf_checks=True)
    client.cookies = party(number).cookies

    answer = client.post(f"/cases/{number}/acts/case.upload/", {**UPLOAD, "files-new": [sheet()]})

    assert answer.status_code == 403
    assert not Blob.objects.exists()


def test_seal_is_signed_with_its_scan_and_shown_to_the_parties(county: str, staff, party) -> None:
    number = signing()
    seal = {"signature_kind": "official_seal", "witness": "李四", "text_hash": text_hash(number)}

    bare = upload(staff("agent-BANK1"), number, act="agreement.sign", **seal)
    whole = upload(staff("agent-BANK1"), number, sheet("盖章页.pdf"), act="agreement.sign", **seal)

    assert bare.status_code == 422
    assert "扫描件" in bare.text
    assert whole.status_code == 302
    page = party(number).get(f"/cases/{number}/").text
    assert "盖章页.pdf" in page
    assert links(page)


def test_page_of_a_file_shows_it_as_pictures_and_logs_the_opening_first(county: str, staff, party) -> None:
    number = made.filed()
    blob = handed_in(number, content=files.pdf(pages=2))
    client = staff("officer")

    page = client.get(f"/cases/{number}/files/{blob}/")
    drawn = client.get(f"/cases/{number}/files/{blob}/page/2.png")

    assert page.status_code == drawn.status_code == 200
    assert drawn["Content-Type"] == "image/png"
    assert drawn["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in drawn["Content-Security-Policy"]
    assert Image.open(io.BytesIO(drawn.content)).size[0] == 1240
    assert client.get(f"/cases/{number}/files/{blob}/page/3.png").status_code == 404
    rows = AccessLog.objects.filter(file=number, part=f"blob:{blob}")
    assert [row.reader for row in rows] == ["officer"]
    assert "officer" in party(number).get(f"/cases/{number}/files/").text.partition("看过的人")[2]


def test_file_is_not_shown_when_its_opening_cannot_be_logged(county: str, staff, monkeypatch) -> None:
    number = made.filed()
    blob = handed_in(number)
    client = staff("officer")
    from rongzhi.casework.actions import NotSaved
    from rongzhi.web import seeing

    def refuse(*args, **kwargs):
        raise NotSaved("记不下", "not logged")

    monkeypatch.setattr(seeing, "record_file_opening", refuse)
    for path in ("", "page/1.png", "download/", "original/"):
        answer = client.get(f"/cases/{number}/files/{blob}/{path}")
        assert answer.status_code == 503
        assert b"%PDF" not in answer.getvalue()


def test_download_is_an_attachment_that_runs_nothing(county: str, staff) -> None:
    number = made.filed()
    content = files.pdf()
    blob = handed_in(number, content=content)

    answer = staff("officer").get(f"/cases/{number}/files/{blob}/download/")

    assert answer.getvalue() == content
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_poisoned_pdf_is_seen_as_pictures_and_fetched_without_its_poison(county: str, staff) -> None:
    number = made.filed()
    poison = files.poisoned_pdf()
    blob = handed_in(number, content=poison)
    client = staff("officer")

    page = client.get(f"/cases/{number}/files/{blob}/").text
    plain = client.get(f"/cases/{number}/files/{blob}/download/").getvalue()
    whole = client.get(f"/cases/{number}/files/{blob}/original/")

    assert "脚本" in page
    assert "启动其他程序的动作" in page
    assert "内嵌的附件" in page
    assert client.get(f"/cases/{number}/files/{blob}/page/1.png").status_code == 200
    for word in (b"JavaScript", b"Launch", b"poison", b"EmbeddedFile"):
        assert word not in plain
    assert len(pikepdf.open(io.BytesIO(plain)).pages) == 2
    assert whole.getvalue() == poison
    assert whole["Content-Type"] == "application/octet-stream"


def test_others_do_not_find_the_file(county: str, staff, party) -> None:
    number, other = made.filed(), made.filed(applicant_phone="13800000002")
    blob = handed_in(number)

    for client in (staff("agent-BANK2"), staff("n2"), staff("clerk"), party(other), Client()):
        for path in (
            "",
            f"{blob}/",
            f"{blob}/page/1.png",
            f"{blob}/download/",
            f"{blob}/original/",
            "bundle.pdf",
        ):
            answer = client.get(f"/cases/{number}/files/{path}")
            assert answer.status_code in (302, 404)
            assert b"PDF" not in answer.content
    assert party(other).get(f"/cases/{other}/files/{blob}/").status_code == 404
    assert not AccessLog.objects.filter(part=f"blob:{blob}").exists()


def test_secretariat_that_sees_with_stars_sees_only_that_files_are_there(county: str, staff) -> None:
    number = effective()
    blob = handed_in(number)

    answer = staff("agent-SEC").get(f"/cases/{number}/files/{blob}/")

    assert answer.status_code == 404


def test_bundle_holds_what_the_reader_sees_and_names_the_rest(county: str, staff, party) -> None:
    number = made.filed()
    handed_in(number, content=files.pdf(pages=3))
    handed_in(number, name="照片.jpg", content=files.photo())
    handed_in(number, name="账单.csv", content="日期,金额\n2026-01-01,5.00\n".encode())
    client = staff("officer")

    answer = client.get(f"/cases/{number}/files/bundle.pdf")

    with pikepdf.open(io.BytesIO(answer.getvalue())) as bundle:
        assert len(bundle.pages) == 1 + 3 + 1 + 1
        with bundle.open_outline() as outline:
            assert [item.title for item in outline.root][1:] == ["证据 1 合同", "证据 2 合同", "证据 3 合同"]
    assert AccessLog.objects.filter(reader="officer", part__startswith="blob:").count() == 3
    assert party(number).get(f"/cases/{number}/files/bundle.pdf?for=p2").status_code == 404
    assert client.get(f"/cases/{number}/files/bundle.pdf?for=p1").getvalue().startswith(b"%PDF")
