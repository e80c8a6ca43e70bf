"""The bundle: 300 pages in flat memory, page numbers through the whole, nothing that acts, and what was left out by name."""

import io
import tracemalloc

import pikepdf
import pypdfium2
import pytest

from rongzhi.casework.evidence.bundle import Bundle, Words, make_bundle
from rongzhi.casework.evidence.exhibits import exhibits
from rongzhi.casework.visibility import sight
from tests.factories import files
from tests.factories.county import NOW, act, county, filed, officer, party

pytestmark = pytest.mark.django_db
WORDS = Words("证据目录", ["共两项"], ["序号", "材料", "证明", "提交", "页"], "未收入", "证据 {number}",
              ["文件名", "类型", "字节", "SHA-256"], "{name}：已销毁", "制作于", "{first}–{last}")  # fmt: skip


def handed_in(file: str, *sent: tuple[str, bytes]) -> None:
    blobs = [files.sent(file, party(file), name=name, content=content) for name, content in sent]
    act(file, "case.upload", by=party(file), files=blobs, title="合同", kind="contract", proves="证明搭售")


def bundled(file: str, *, left: tuple[str, ...] = ()) -> Bundle:
    seen = sight(officer(), file)
    assert seen is not None
    return make_bundle(file, exhibits(seen), WORDS, left=left, now=NOW)


def content(bundle: Bundle) -> bytes:
    try:
        return b"".join(bundle)
    finally:
        bundle.close()


def texts(made: bytes) -> list[str]:
    with pypdfium2.PdfDocument(made) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_pages_of_every_kind_stand_in_order_with_numbers() -> None:
    county()
    file = filed()
    handed_in(file, ("合同.pdf", files.pdf(pages=2, text="contract")), ("照片.jpg", files.photo()))
    handed_in(file, ("表.xlsx", files.office("xlsx")))

    found = texts(content(bundled(file, left=("证据 9：不在可以查看的范围内",))))

    assert len(found) == 5
    assert "证据目录" in found[0]
    assert "2–4" in found[0]
    assert "证据 9：不在可以查看的范围内" in found[0]
    assert "contract 1" in found[1]
    assert "表.xlsx" in found[4]
    assert all(f"{at} / 5" in text for at, text in enumerate(found, 1))


def test_poison_does_not_come_into_the_bundle() -> None:
    county()
    file = filed()
    handed_in(file, ("毒.pdf", files.poisoned_pdf()))

    made = content(bundled(file))

    with pikepdf.open(io.BytesIO(made)) as pdf:
        whole = "".join(repr(item) for item in pdf.objects)
    for word in ("JavaScript", "Launch", "EmbeddedFile", "cmd.exe"):
        assert word not in whole


def test_three_hundred_pages_are_bundled_in_flat_memory() -> None:
    county()
    file = filed()
    noise = files.pdf(pages=100)
    padded = io.BytesIO()
    with pikepdf.open(io.BytesIO(noise)) as pdf:  # three files of 8 MB that do not compress
        for page in list(pdf.pages)[:8]:
            page.contents_add(
                pdf.make_stream(b"%" + files.noise(1_000_000).hex().encode()[:1_000_000] + b"\n")
            )
        pdf.save(padded, compress_streams=False)
    for _ in range(3):
        handed_in(file, ("卷宗.pdf", padded.getvalue()))
    del padded

    tracemalloc.start()
    try:
        bundle = bundled(file)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert bundle.pages == 301
    assert peak < 12_000_000
    assert texts(content(bundle))[300].endswith("301 / 301")
