"""What is taken and what is not, known by content: each kind, and each way to pass something else off as one."""

import io
from collections.abc import Iterable, Iterator

import pytest
from PIL import Image

from rongzhi.casework.evidence.examine import Fit, fit
from rongzhi.casework.evidence.faults import NotReceived
from rongzhi.casework.evidence.limits import Limits
from tests.factories import files

MB = 1_000_000
M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00M4A mp42isom\x00\x00\x00\x00"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
MOV = b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  "
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt "
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def examined(name: str, content: bytes | Iterable[bytes], **changes: int) -> Fit:
    chunks = [content] if isinstance(content, bytes) else content
    found = fit(name, chunks, Limits(**changes))
    return Fit(found.kind, found.name, [b"".join(found.chunks)], found.pages, found.marks, found.cleaned)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", files.pdf(pages=3), "pdf"),
        ("a.jpg", files.photo(), "jpeg"),
        ("a.png", files.photo(format="PNG", turned=False), "png"),
        ("a.webp", files.photo(format="WEBP"), "webp"),
        ("a.docx", files.office("docx"), "docx"),
        ("a.xlsx", files.office("xlsx"), "xlsx"),
        ("a.txt", "日期 2026-01-01".encode("gb18030"), "txt"),
        ("a.csv", "日期,金额\n".encode(), "csv"),
        ("a.txt", "记事本".encode("utf-16"), "txt"),
        ("a.mp3", b"ID3\x04" + bytes(200), "mp3"),
        ("a.m4a", M4A + bytes(200), "m4a"),
        ("a.wav", WAV + bytes(200), "wav"),
        ("a.mp4", MP4 + bytes(200), "mp4"),
    ],
)
def test_kind_on_the_list_is_taken(name: str, content: bytes, kind: str) -> None:
    assert examined(name, content).kind.code == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pdf", b""),
        ("page.html", b"<!doctype html><script>alert(1)</script>"),
        ("page.txt", b"  <!DOCTYPE html><p>x"),
        ("picture.svg", SVG),
        ("picture.txt", SVG),
        ("picture.png", SVG),
        ("program.exe", b"MZ\x90\x00" + bytes(200)),
        ("program.pdf", b"MZ\x90\x00" + bytes(200)),
        ("photo.exe", files.photo()),
        ("script.txt", b"#!/bin/sh\nrm -rf /\n"),
        ("files.zip", files.office()),
        ("files.pdf", files.office()),
        ("other.docx", files.office("xlsx")),
        ("macros.docx", files.office(**{"word__vbaProject.bin": b"x"})),
        ("macros.xlsx", files.office("xlsx", **{"xl__vbaProject.bin": b"x"})),
        ("photo.heic", HEIC + bytes(200)),
        ("film.mov", MOV + bytes(200)),
        ("cut.jpg", files.photo(size=(400, 300))[:900]),
        ("cut.pdf", b"%PDF-1.7\nnothing follows"),
        ("locked.pdf", files.locked_pdf()),
        ("a.pdf", files.photo()[:0] + bytes(500)),
        ("bin.txt", bytes(range(256))),
        ("\u202efdp.txt", b"text"),
        ("a\x00.txt", b"text"),
    ],
)
def test_everything_else_is_refused_in_plain_words(name: str, content: bytes) -> None:
    with pytest.raises(NotReceived) as refused:
        examined(name, content)

    assert "。" in refused.value.label
    assert "." in refused.value.en
    assert "Traceback" not in refused.value.en
    assert "Error" not in refused.value.en


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/合同.pdf", "合同.pdf"),
        ("C:\\Users\\张三\\合同.pdf", "合同.pdf"),
        ("合同.PDF", "合同.pdf"),
        ("合同", "合同.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("...pdf", "pdf.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_path_and_tricks_in_a_name_are_taken_off(given: str, kept: str) -> None:
    assert examined(given, files.pdf()).name == kept


def test_renamed_photo_is_taken_as_what_it_is() -> None:
    found = examined("扫描.pdf", files.photo())

    assert (found.kind.code, found.name) == ("jpeg", "扫描.jpg")


def test_photo_is_turned_upright_and_loses_place_and_device() -> None:
    sent = files.photo(size=(60, 40))

    found = examined("照片.jpg", sent)

    (kept,) = found.chunks
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (40, 60)
        assert picture.getpixel((20, 5))[0] > 150
        assert picture.getpixel((20, 55))[2] > 150
        assert not dict(picture.getexif())
    assert b"MAKER-OF-PHONE" in sent
    assert b"MAKER-OF-PHONE" not in kept
    assert found.cleaned


def test_photo_of_a_hundred_megapixels_is_refused_before_it_is_decoded(monkeypatch) -> None:
    def decode(*args, **kwargs):
        raise AssertionError("the pixels were decoded")

    monkeypatch.setattr(Image.Image, "convert", decode)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decode)

    for width, height in ((10_000, 10_000), (60_000, 60_000)):
        with pytest.raises(NotReceived) as refused:
            examined("大照片.png", files.huge_png(width, height))
        assert "像素" in refused.value.label


def test_poisoned_pdf_is_taken_with_its_marks() -> None:
    assert set(examined("a.pdf", files.poisoned_pdf()).marks) >= {"script", "launch", "embedded"}
    assert examined("a.pdf", files.pdf()).marks == ()


def test_file_without_end_is_stopped_at_its_limit() -> None:
    taken = 0

    def endless(head: bytes) -> Iterator[bytes]:
        nonlocal taken
        yield head
        while True:
            taken += MB
            yield bytes(MB)

    for name, head, most in (("a.pdf", b"%PDF-1.7", 30), ("a.mp3", b"ID3\x04", 300)):
        taken = 0
        with pytest.raises(NotReceived) as refused:
            examined(name, endless(head)) if most == 30 else list(fit(name, endless(head), Limits()).chunks)
        assert f"{most} MB" in refused.value.label
        assert taken <= (most + 1) * MB


def test_pdf_of_too_many_pages_is_refused() -> None:
    with pytest.raises(NotReceived):
        examined("a.pdf", files.pdf(pages=4), pages=3)
