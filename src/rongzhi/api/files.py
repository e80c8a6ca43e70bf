"""Sending a file to a case by the interface: the body is the file itself, its id then goes into an act."""

from collections.abc import Iterator
from urllib.parse import unquote

from django.http import HttpRequest, JsonResponse, UnreadablePostError

from rongzhi.api.answers import refused
from rongzhi.casework.clock_now import now
from rongzhi.casework.evidence.faults import NotReceived
from rongzhi.casework.evidence.receive import receive
from rongzhi.core.procedure.decide import Reason
from rongzhi.core.procedure.definition import Actor

BLOCK = 256 * 1024
LONGEST_NAME = 400


def take_in(request: HttpRequest, number: str, by: Actor) -> JsonResponse:
    """Receive the body of a request as one file; its name stands percent-encoded in X-File-Name."""
    name = unquote(request.headers.get("X-File-Name", ""))[:LONGEST_NAME]
    if not name:
        return refused([NO_NAME])
    try:
        got = receive(number, by=by, name=name, chunks=_whole(request), now=now())
    except UnreadablePostError:
        return refused([CUT_OFF])
    except NotReceived as fault:
        return refused([Reason("file_not_taken", fault.label, fault.en, field="file")])
    return JsonResponse(
        {**got.described(), "cleaned": got.cleaned, "active_content": list(got.marks)},
        status=201,
        json_dumps_params={"ensure_ascii": False},
    )


def _whole(request: HttpRequest) -> Iterator[bytes]:
    """The body in blocks; raises UnreadablePostError when it ends before the length that it says."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    left = int(length) if length.isdigit() else 0
    while left > 0:
        block = request.read(min(BLOCK, left))
        if not block:
            raise UnreadablePostError("the body is shorter than it says")
        left -= len(block)
        yield block


NO_NAME = Reason(
    "file_name_missing",
    "请在 X-File-Name 中写明文件名（百分号编码）。",
    "Give the file's name, percent-encoded, in X-File-Name.",
    field="X-File-Name",
)
CUT_OFF = Reason(
    "cut_off",
    "文件没有完整送达，什么也没有保存，请再次发送。",
    "The file was cut off and nothing was kept; send it again.",
    field="file",
)
