"""The files of a case: the list of exhibits, one file's page, its pages as pictures, and downloads that run nothing."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from rongzhi.casework.evidence.exhibits import Handed, about, files_of, open_bytes
from rongzhi.casework.evidence.faults import NotReceived, NotThere
from rongzhi.casework.evidence.pdf import without_active_content
from rongzhi.casework.evidence.preview import NotDrawn, page_as_png
from rongzhi.casework.evidence.receive import waiting
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import Sight
from rongzhi.core.record.streams import SealedReader
from rongzhi.web.bundling import bundle_for, made, recipients
from rongzhi.web.evidence import exhibit_rows, other_files, shown_file
from rongzhi.web.pages import guarded, known_only, notice, page
from rongzhi.web.seeing import note_file, open_file

SANDBOX = "sandbox; default-src 'none'"
NOTHING_RUNS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": SANDBOX,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer with bytes of a file carries: the browser may show or store it, and run nothing of it."""


@require_GET
@guarded
@known_only
def exhibits(request: HttpRequest, number: str) -> HttpResponse:
    """The numbered list of what was handed in: who, when, for what, and who has opened it."""
    seen = open_file(request, number)
    if seen.picture.kind != "case":
        raise Http404
    rules = rules_of(seen.picture.county)
    return page(
        request,
        "exhibits.html",
        number=number,
        rows=exhibit_rows(seen, rules),
        others=other_files(seen, rules),
        waits=waiting(number, seen.by),
        recipients=recipients(seen, rules),
    )


@require_GET
@guarded
@known_only
def file(request: HttpRequest, number: str, blob: str) -> HttpResponse:
    """One file: what it is, its pages as pictures, and where to fetch it."""
    seen, found = _open(request, number, blob)
    try:
        known = about(number, blob)
    except NotThere:
        return _gone(request)
    rules = rules_of(seen.picture.county)
    return page(
        request, "one_file.html", number=number, file=found, shown=shown_file(seen, found, known, rules)
    )


@require_GET
@guarded
@known_only
def picture(request: HttpRequest, number: str, blob: str, at: int) -> HttpResponse:
    """One page of a file, drawn here."""
    _, found = _open(request, number, blob)
    if not 1 <= at <= max(found.pages, 1):
        raise Http404
    try:
        with _reader(number, blob) as content:
            drawn = page_as_png(content, _kind(found), at)  # type: ignore[arg-type]
    except NotDrawn:
        raise Http404 from None
    return HttpResponse(drawn, content_type="image/png", headers=NOTHING_RUNS)


@require_GET
@guarded
@known_only
def download(request: HttpRequest, number: str, blob: str) -> HttpResponse | StreamingHttpResponse:
    """The file to keep; of a PDF with active content a copy without it."""
    _, found = _open(request, number, blob)
    try:
        marks = about(number, blob).marks
        if not marks:
            return _sent(Chunks(_reader(number, blob)), found.name, found.media, found.size)
        with _reader(number, blob) as content:
            plain = without_active_content(content)  # type: ignore[arg-type]
    except NotThere:
        return _gone(request)
    except NotReceived:
        return notice(request, *NO_COPY, status=422)
    return _sent((plain,), f"plain-{found.name}", found.media, len(plain))


@require_GET
@guarded
@known_only
def original(request: HttpRequest, number: str, blob: str) -> HttpResponse | StreamingHttpResponse:
    """The very bytes that were stored, as bytes of no kind."""
    _, found = _open(request, number, blob)
    try:
        return _sent(Chunks(_reader(number, blob)), found.name, "application/octet-stream", found.size)
    except NotThere:
        return _gone(request)


@require_GET
@guarded
@known_only
def bundle(request: HttpRequest, number: str) -> HttpResponse | StreamingHttpResponse:
    """All exhibits as one PDF, for the reader or for one of `recipients`; each file's opening is logged."""
    seen = open_file(request, number)
    rules = rules_of(seen.picture.county)
    word = request.GET.get("for", "")
    recipient = next((one for one in recipients(seen, rules) if one.key == word), None)
    if word and recipient is None:
        raise Http404
    kept, left = bundle_for(seen, rules, recipient)
    if not kept:
        return notice(request, *NOTHING, status=404)
    for exhibit in kept:
        for file in exhibit.files:
            note_file(request, seen, file)
    made_now = made(seen, rules, recipient, kept, left)
    return _sent(made_now, f"{number}-exhibits.pdf", "application/pdf", made_now.size)


def _open(request: HttpRequest, number: str, blob: str) -> tuple[Sight, Handed]:
    """The file, with its opening in the access log; Http404 when it is not there for this reader."""
    seen = open_file(request, number)
    found = files_of(seen).get(blob)
    if found is None:
        raise Http404
    note_file(request, seen, found)
    return seen, found


def _reader(number: str, blob: str) -> SealedReader:
    try:
        return open_bytes(number, blob)
    except NotThere:
        raise Http404 from None


def _kind(file: Handed) -> str:
    """The code of a kind by the stored media type."""
    return {"application/pdf": "pdf", "image/jpeg": "jpeg", "image/png": "png", "image/webp": "webp"}.get(
        file.media, ""
    )


class Chunks:
    """The bytes of a file as an answer sends them; closed with it, also when nobody reads to the end."""

    def __init__(self, reader: SealedReader) -> None:
        self._reader = reader

    def __iter__(self) -> Iterator[bytes]:
        return self._reader.chunks()

    def close(self) -> None:
        self._reader.close()


def _sent(chunks: Iterable[bytes], name: str, media: str, size: int) -> StreamingHttpResponse:
    """An answer that is saved under the file's name and run by nobody."""
    answer = StreamingHttpResponse(chunks, content_type=media, headers=NOTHING_RUNS)
    plain = name.encode("ascii", errors="replace").decode().replace("?", "_").replace('"', "_")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    answer["Content-Length"] = str(size)
    return answer


def _gone(request: HttpRequest) -> HttpResponse:
    return notice(request, *ERASED, status=410)


NOTHING = (
    ("没有可以汇编的证据", "There is nothing to bundle"),
    (
        "本案还没有这位接收人可以查看的证据材料。请先提交材料，或者换一位接收人。",
        "There is no evidence in this case yet that this recipient may see. Hand something in first, or choose "
        "another recipient.",
    ),
)
ERASED = (
    ("文件已不在", "The file is gone"),
    (
        "这个文件已依法销毁，或者暂时无法从磁盘读取。请向承办组织询问。",
        "The file was erased as the law allows, or cannot be read from disk at present. Ask the organisation.",
    ),
)
NO_COPY = (
    ("无法制作安全副本", "No safe copy could be made"),
    (
        "这份 PDF 含有活动内容，也无法去除。请以图片方式查看，或者请提交人重新导出。",
        "This PDF has active content that cannot be taken out. Look at its pages as pictures, or ask its sender to "
        "export it again.",
    ),
)
