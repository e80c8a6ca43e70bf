"""The files of an act's form: those that just came are received and ticked, those of before are offered again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from rongzhi.casework.evidence.blobs import Received
from rongzhi.casework.evidence.receive import take_back, waiting
from rongzhi.core.procedure.decide import Reason
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.fields import Attachment, Field
from rongzhi.web.arriving import arrived

RECEIVE_ONLY = "receive_only"
TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class Sending:
    """What a POST brought: the answers with the new files among them, and whether the act is to wait."""

    answers: Mapping[str, Any]
    reasons: tuple[Reason, ...] = ()
    pause: bool = False  # files only came or went, or one was not taken: the form is shown again


def sending(
    request: HttpRequest, fields: Sequence[Field], answers: Mapping[str, Any], number: str, by: Actor
) -> Sending:
    """Receive the files of this POST. A file that is not taken stops the act, and keeps all the others."""
    found = dict(answers)
    kinds = {item.key: item.kind for item in fields if isinstance(item.kind, Attachment)}
    if not kinds:
        return Sending(found)
    reasons = []
    for item in arrived(request):
        if item.field not in kinds:
            continue
        if item.received is not None:
            found[item.field] = [*found.get(item.field, []), item.received.id]
        elif item.fault is not None:
            zh = f"「{item.name}」没有收到：{item.fault.label}其他文件已经收到，不用重选。"
            en = f"“{item.name}” was not received: {item.fault.en} The other files were received."
            reasons.append(Reason("file_not_taken", zh, en, field=item.field))
    gone = request.POST.get(TAKE_BACK, "")
    if gone and take_back(number, gone, by=by):
        found = {k: [b for b in v if b != gone] if k in kinds else v for k, v in found.items()}
    pause = bool(reasons or gone or request.POST.get(RECEIVE_ONLY))
    return Sending(found, tuple(reasons), pause)


def has_files(fields: Sequence[Field]) -> bool:
    """Whether a form asks for files."""
    return any(isinstance(item.kind, Attachment) for item in fields)


def waiting_for(fields: Sequence[Field], number: str, by: Actor) -> Sequence[Received]:
    """What this reader sent and has not handed in, where the form asks for files."""
    return waiting(number, by) if has_files(fields) else ()
