"""Files in an act: what the sender names becomes the store's own description, and the act takes the files over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rongzhi.casework.evidence.blobs import blob_keys, describe
from rongzhi.casework.models import Blob
from rongzhi.core.procedure.decide import Outcome, Reason
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.core.procedure.fields import Attachment

MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Attached:
    """The answers with every file described by the store; `addresses` by id, and what stands against them."""

    data: Mapping[str, Any]
    addresses: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()


def attached(file: str, act: Act | None, data: Mapping[str, Any], by: Actor) -> Attached:
    """Put the descriptions of received files in place of the ids that the sender gave.

    A file counts only when it was received in this very case from this very person and no act has taken it. Two
    queries when files are named, none otherwise.
    """
    fields = [item for item in act.data if isinstance(item.kind, Attachment)] if act else []
    named = {item.key: _ids(data[item.key]) for item in fields if data.get(item.key)}
    if not named:
        return Attached(data)
    wanted = {blob for ids in named.values() for blob in ids}
    rows = {row.pk: row for row in Blob.objects.filter(pk__in=wanted, file=file, by=by.id, seq=None)}
    keys = blob_keys(file, rows)
    known = {blob: describe(rows[blob], keys[blob]).described() for blob in rows if blob in keys}
    answers = dict(data)
    reasons = []
    for item in fields:
        if item.key not in named:
            continue
        ids = named[item.key]
        if ids and all(blob in known for blob in ids):
            answers[item.key] = [known[blob] for blob in ids]
        else:
            answers.pop(item.key)
            reasons.append(
                Reason(
                    "file_not_received",
                    f"{item.label}：所选文件没有收到，或者已经用于其他事项。请重新选择文件。",
                    f"{item.en}: a file named here was not received, or was used already. Choose it again.",
                    field=item.key,
                )
            )
    return Attached(answers, {blob: row.address for blob, row in rows.items()}, tuple(reasons))


def _ids(raw: Any) -> list[str]:
    """The ids in an answer: one text, or a list of them; whatever else is there names no file."""
    found = raw if isinstance(raw, list | tuple) else [raw]
    return [blob if isinstance(blob, str) else "" for blob in found[:MOST_NAMED]]


def files_in(outcome: Outcome) -> dict[str, str]:
    """The files that an accepted act refers to: their ids, with the name of the part that each lies in."""
    keys = {item.key for item in outcome.act.data if isinstance(item.kind, Attachment)}
    if not keys.intersection(outcome.given.data):
        return {}
    found = {}
    for part, content in outcome.sealed.items():
        for value in content.values():
            if is_description(value):
                found.update({str(file["id"]): part for file in value})
    return found


def is_description(value: Any) -> bool:
    """Whether a stored answer describes files."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and "sha256" in item and "media" in item for item in value)
    )


def take_over(parts: Mapping[str, str], *, file: str, seq: int) -> bool:
    """The files now belong to event `seq`; False when one of them was taken meanwhile."""
    return all(
        Blob.objects.filter(pk=blob, file=file, seq=None).update(seq=seq, part=part) == 1
        for blob, part in parts.items()
    )
