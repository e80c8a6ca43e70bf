"""The bundle of a case's exhibits against a bare concatenation of the same bytes: the time, and the most memory held."""

import io
from collections.abc import Iterator
from contextlib import closing
from itertools import repeat, takewhile
from statistics import median
from typing import Any

from pikepdf import Name, Pdf

from benchmarks.figures import Figure, ratio_of, side_by_side, timed
from benchmarks.memory import most_held
from benchmarks.store import Store
from rongzhi.casework.evidence.bundle import Bundle, Words, make_bundle
from rongzhi.casework.evidence.exhibits import Exhibit, exhibits, open_bytes
from rongzhi.casework.visibility import sight
from tests.factories.county import NOW, act, filed, officer, party
from tests.factories.files import noise, pdf, sent

FILE_PAGES = 50  # pages of one file that was handed in
WIDE, HIGH = 250, 200  # pixels of one byte that does not compress: 50 kB, as a scanned page of text weighs
CHUNK = 65_536
WORDS = Words("证据目录", [], ["序号", "材料", "证明", "提交", "页"], "未收入", "证据 {number}",
              ["文件名", "类型", "字节", "SHA-256"], "{name}", "制作于", "{first}–{last}")  # fmt: skip


def measure(store: Store, *, size: int, repetitions: int) -> list[Figure]:
    """Bundle `size` pages, and put the pages of the same files behind each other and nothing else."""
    store.found("bundle")
    number, found = _handed_in(size)
    content = list(_contents(number, found))

    def ours() -> float:
        return timed(lambda: _bundled(number, found))

    def bare() -> float:
        return timed(lambda: _concatenated(content))

    pages, size_of_bundle = _bundled(number, found)
    pairs = side_by_side(ours, bare, repetitions)
    bare_pages, bare_size = _concatenated(content)
    return [
        Figure(
            "bundle",
            f"a bundle of {size} pages, opened, numbered, indexed and sealed / their bare concatenation",
            store.kind,
            **ratio_of(pairs),
            counts={
                "milliseconds": round(median(pair[0] for pair in pairs) * 1000),
                "milliseconds_bare": round(median(pair[1] for pair in pairs) * 1000),
                "pages_per_second": round(pages / median(pair[0] for pair in pairs)),
                "megabytes": round(size_of_bundle / 1e6, 1),
                "megabytes_bare": round(bare_size / 1e6, 1),
                "repetitions": repetitions,
            },
            broken=[] if bare_pages == size < pages else ["the two hold different pages"],
        )
    ]


def peak(store: Store, *, size: int) -> dict[str, Any]:
    """Bundle `size` pages in this process. Gives megabytes before and at the most."""
    store.found("memory")
    _bundled(*_handed_in(FILE_PAGES))
    number, found = _handed_in(size)
    before = most_held()
    pages, length = _bundled(number, found)
    return {"before": before, "most": most_held(), "pages": pages, "megabytes": round(length / 1e6, 1)}


def _handed_in(size: int) -> tuple[str, list[Exhibit]]:
    """A case with files of so many pages together, and its exhibits."""
    number = filed()
    by = party(number)
    for start in range(0, size, FILE_PAGES):
        content = scanned(min(FILE_PAGES, size - start))
        blob = sent(number, by, name=f"卷宗{start}.pdf", content=content)
        act(number, "case.upload", by=by, files=[blob], title="卷宗", kind="contract", proves="证明搭售")
    seen = sight(officer(), number)
    if seen is None:
        raise RuntimeError("the case is not seen; the figure would say nothing")
    return number, exhibits(seen)


def scanned(pages: int) -> bytes:
    """A PDF with as many bytes in each page as a scan has."""
    out, scan = io.BytesIO(), noise(WIDE * HIGH)
    with Pdf.open(io.BytesIO(pdf(pages=pages))) as made:
        for page in made.pages:
            image = made.make_stream(
                scan,
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=WIDE,
                Height=HIGH,
                ColorSpace=Name.DeviceGray,
                BitsPerComponent=8,
            )
            page.add_resource(image, Name.XObject, Name.Scan)
            page.contents_add(made.make_stream(b"q 500 0 0 600 40 60 cm /Scan Do Q"))
        made.save(out, compress_streams=False, deterministic_id=True)
    return out.getvalue()


def _bundled(number: str, found: list[Exhibit]) -> tuple[int, int]:
    """Make the bundle and send it, as to a browser; its pages and bytes."""
    with closing(make_bundle(number, found, WORDS, left=[], now=NOW)) as bundle:
        return bundle.pages, _sent(bundle)


def _sent(bundle: Bundle) -> int:
    return sum(map(len, bundle))


def _contents(number: str, found: list[Exhibit]) -> Iterator[bytes]:
    """The bytes of the files, opened."""
    for exhibit in found:
        for file in exhibit.files:
            with open_bytes(number, file.id) as opened:
                yield b"".join(takewhile(bool, (opened.read(n) for n in repeat(CHUNK))))


def _concatenated(contents: list[bytes]) -> tuple[int, int]:
    """What a script of five lines does: the pages behind each other, written to memory."""
    out = io.BytesIO()
    with Pdf.new() as whole:
        sources = [Pdf.open(io.BytesIO(content)) for content in contents]
        for source in sources:
            whole.pages.extend(source.pages)
        whole.save(out, compress_streams=False)
        count = len(whole.pages)
        for source in sources:
            source.close()
    return count, len(out.getvalue())
