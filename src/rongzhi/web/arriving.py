"""Takes the files of a form in one by one as they arrive, so that a broken upload keeps what had come whole."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import IO, Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from rongzhi.casework.evidence.blobs import Received
from rongzhi.casework.evidence.faults import NotReceived
from rongzhi.casework.evidence.limits import limits, too_large
from rongzhi.casework.evidence.receive import receive
from rongzhi.core.record.streams import SealedReader, SealedWriter
from rongzhi.core.record.suites import AES
from rongzhi.web.actors import actor_of
from rongzhi.web.moment import now
from rongzhi.web.pages import notice

View = Callable[..., HttpResponse]
NEW = "-new"  # what the name of a file input ends with, behind the key of its field


@dataclass(slots=True)
class Arrived:
    """One file of a form: received, or why not."""

    field: str
    name: str
    received: Received | None = None
    fault: NotReceived | None = None


@dataclass(slots=True)
class Spool:
    """A file while it comes in: on disk without a name, under a key that only this request has."""

    field: str
    name: str
    key: bytes = field(default_factory=AES.new_key)
    file: IO[bytes] = field(default_factory=tempfile.TemporaryFile)

    def chunks(self) -> Iterable[bytes]:
        return SealedReader(self.file, self.key, b"spool").chunks()


class Arriving(FileUploadHandler):
    """Spools each file of the request sealed; when it is whole, it is received, if the browser vouches for our page."""

    def __init__(self, request: HttpRequest, number: str) -> None:
        super().__init__(request)
        self.number = number
        self.arrived: list[Arrived] = []
        self._early = _from_our_page(request)
        self._waiting: list[Spool] = []
        self._spool: Spool | None = None
        self._writer: SealedWriter | None = None
        self._most = limits().largest

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, file_name, *args, **kwargs)
        self._spool = Spool(field_name.removesuffix(NEW), file_name)
        self._writer = SealedWriter(self._spool.file, self._spool.key, b"spool", AES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self._writer is not None
        assert self._spool is not None
        if start + len(raw_data) > self._most:
            self.arrived.append(Arrived(self._spool.field, self._spool.name, fault=too_large(self._most)))
            self._spool.file.close()
            self._spool = self._writer = None
            raise SkipFile
        self._writer.write(raw_data)

    def file_complete(self, file_size: int) -> None:
        if self._writer is None or self._spool is None:
            return
        self._writer.close()
        spool, self._spool, self._writer = self._spool, None, None
        if self._early:
            self._take(spool)
        else:
            self._waiting.append(spool)

    def close(self) -> None:
        """Forget what did not come whole, or was never taken."""
        for spool in (*self._waiting, self._spool):
            if spool is not None:
                spool.file.close()
        self._waiting, self._spool, self._writer = [], None, None

    def take(self) -> list[Arrived]:
        """What has arrived, all of it received now; to be called when the form itself is known to be ours."""
        while self._waiting:
            self._take(self._waiting.pop(0))
        return self.arrived

    def _take(self, spool: Spool) -> None:
        by = actor_of(self.request)  # type: ignore[arg-type]
        if by is None:
            return
        found = Arrived(spool.field, spool.name)
        try:
            found.received = receive(self.number, by=by, name=spool.name, chunks=spool.chunks(), now=now())
        except NotReceived as fault:
            found.fault = fault
        finally:
            spool.file.close()
        self.arrived.append(found)


class WholeBody:
    """The body of a request, which is as long as it says or fails: cut off, its last file would look whole."""

    def __init__(self, stream: Any, length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, size: int = -1) -> bytes:
        """As the stream's own; raises UnreadablePostError when it ends too early."""
        return self._counted(self._stream.read(size) if size != -1 else self._stream.read(), size)

    def readline(self, size: int = -1) -> bytes:
        """As the stream's own; raises UnreadablePostError when it ends too early."""
        return self._counted(self._stream.readline(size) if size != -1 else self._stream.readline(), size)

    def _counted(self, data: bytes, size: int) -> bytes:
        self._left -= len(data)
        if not data and size != 0 and self._left > 0:
            raise UnreadablePostError("the body is shorter than it says")
        return data


def _from_our_page(request: HttpRequest) -> bool:
    """Whether the browser itself says that the request comes from a page of this site: then nobody else sent it."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and origin == f"{request.scheme}://{request.get_host()}"


def arriving(view: View) -> View:
    """Let the files of a form about a case arrive one by one; `arrived` then gives them to the view.

    The form's token is checked as ever, but after the files are read: until then only files that the browser
    vouches for are received, and the others wait sealed for the check.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, number: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or request.content_type != "multipart/form-data" or not actor_of(request):
            return protected(request, number, *args, **kwargs)
        handler = Arriving(request, number)
        request.upload_handlers = [handler]
        length = request.META.get("CONTENT_LENGTH") or "0"
        request._stream = WholeBody(request._stream, int(length) if length.isdigit() else 0)  # type: ignore[attr-defined]
        request._arriving = handler  # type: ignore[attr-defined]
        try:
            return protected(request, number, *args, **kwargs)
        except UnreadablePostError:  # whoever sent it has gone, most likely
            return notice(request, *BROKEN_OFF, status=400)
        finally:
            handler.close()

    return inner


BROKEN_OFF = (
    ("传送中断", "Sending broke off"),
    (
        "连接中断，这一步没有办理。已经完整收到的文件会保留一天：请重新打开这一页，勾选它们，再补选其余的。",
        "The connection broke and nothing was done. Files that had come whole are kept for a day: open the form again, "
        "tick them, and choose the others once more.",
    ),
)


def arrived(request: HttpRequest) -> list[Arrived]:
    """The files that came with this request, each received or with the reason why not."""
    handler: Arriving | None = getattr(request, "_arriving", None)
    if handler is None:
        return []
    request.POST  # noqa: B018  reading the form lets the files arrive
    return handler.take()
