"""Whether the events of a file are those that were written: chain, columns beside the header, parts and their events."""

import json
from collections import defaultdict
from datetime import datetime
from typing import Any

from rongzhi.casework.faults import Fault
from rongzhi.casework.stored import StoredEvent, StoredFile
from rongzhi.core.record.chain import Head, Link, Part, check_chain

SAME = ("seq", "act", "actor", "suite")
MOMENTS = ("at", "recorded_at")


def chain_fault(file: StoredFile) -> Fault | None:
    """The first place where the file's chain breaks; needs no key."""
    parts: dict[int, list[Part]] = defaultdict(list)
    for part in file.parts:
        parts[part.seq].append((part.name, part.nonce, part.sealed))
    links = [Link(e.seq, e.suite, e.header.encode(), parts.get(e.seq, ()), e.hash) for e in file.events]
    head = None if file.head is None else Head(file.seq, file.head)
    found = check_chain(links, head=head)
    return None if found is None else Fault(file.number, found.seq, found.kind.value, found.label, found.en)


def column_faults(file: StoredFile, *, before: int | None = None) -> list[Fault]:
    """Events whose columns say something else than the header that was hashed, as far as the chain holds."""
    faults = []
    for event in file.events:
        if before is not None and event.seq >= before:
            break
        wrong = _wrong_columns(file.number, event)
        if wrong:
            names = ", ".join(wrong)
            zh = f"第 {event.seq} 号记录的列与其头部不一致（{names}）：列被改动。"
            en = f"Columns of event {event.seq} differ from its header ({names}): they were changed."
            faults.append(Fault(file.number, event.seq, "columns", zh, en))
    return faults


def loose_parts(file: StoredFile) -> list[Fault]:
    """Sealed parts that stand under a number of which there is no event."""
    there = {event.seq for event in file.events}
    loose = sorted({part.seq for part in file.parts} - there)
    return [
        Fault(
            file.number,
            seq,
            "loose_part",
            f"有第 {seq} 号记录的密封部分，却没有该记录。",
            f"There are sealed parts of event {seq}, but no such event.",
        )
        for seq in loose
    ]


def _wrong_columns(number: str, event: StoredEvent) -> list[str]:
    try:
        header: dict[str, Any] = json.loads(event.header)
        wrong = [name for name in SAME if header[name] != getattr(event, name)]
        wrong += [name for name in MOMENTS if datetime.fromisoformat(header[name]) != getattr(event, name)]
        if header["file"] != number:
            wrong.append("file")
    except (ValueError, KeyError, TypeError):
        return ["header"]
    return wrong
