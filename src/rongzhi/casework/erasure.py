"""Erasing a part of a file: its key is destroyed, what was derived from it emptied, and the act recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from rongzhi.casework import matching
from rongzhi.casework.book import Book, When, Writes
from rongzhi.casework.erasure_list import Erasure, erased_parts, key_mark, remember
from rongzhi.casework.evidence.erasing import forget_files
from rongzhi.casework.likeness import signing as signatures
from rongzhi.casework.models import Due, File, PartKey, PartyCode, SealedPart
from rongzhi.casework.projection import project
from rongzhi.casework.record import flush
from rongzhi.casework.replay import NoKeys
from rongzhi.casework.sealing import SUITE
from rongzhi.casework.search import store as search_index
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.apply import apply
from rongzhi.core.procedure.decide import SYSTEM
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.record.canonical import canonical
from rongzhi.core.record.chain import event_hash

ACT = "record.erase"
KIND = "erased"
REASONS = {
    "request": ("本人请求删除", "the person asked for it"),
    "retention": ("保存期限届满", "the time of keeping is over"),
    "order": ("有权机关要求", "a competent authority ordered it"),
    "mistake": ("误收的材料", "it was taken in by mistake"),
}
ERASERS: list[Callable[[str, str], None]] = [
    matching.forget,
    forget_files,
    search_index.forget,
    signatures.forget,
]
"""What else holds something of a part: search index, files, signatures. Each is called with file and part, in the transaction."""


class NotErased(Exception):
    """Nothing was erased; `label` and `en` say why."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


@dataclass(frozen=True, slots=True)
class Erased:
    """An erasure that was made. `wiped`: the write-ahead log was emptied too (SQLite; always true elsewhere)."""

    file: str
    part: str
    seq: int
    wiped: bool


def erase(file: str, part: str, *, by: Actor, now: datetime, reason: str) -> Erased:
    """Destroy the key of one part of one file for ever, and record who did so and why (a code of REASONS).

    Raises NotErased (no such file, part, key or reason) and ListUnusable; nothing is then changed.
    """
    if reason not in REASONS:
        raise NotErased(
            f"没有「{reason}」这一销毁理由。可用：{'、'.join(REASONS)}。没有销毁任何内容。",
            f"There is no reason {reason!r} for erasing; choose one of {', '.join(REASONS)}. Nothing was erased.",
        )
    _overwrite_what_is_deleted()
    with transaction.atomic():
        seq = _erase(file, part, by=by.id, now=now, reason=reason)
    return Erased(file, part, seq, wipe())


def apply_erasures(*, now: datetime) -> list[Erased]:
    """Erase again whatever of the list is there, as after a restore; each is recorded as done by the system."""
    _overwrite_what_is_deleted()
    done: list[tuple[str, str, int]] = []
    for entry in erased_parts():
        with transaction.atomic():
            wrapped = (
                PartKey.objects.filter(file=entry.file, name=entry.part)
                .values_list("wrapped", flat=True)
                .first()
            )
            if wrapped is not None and key_mark(bytes(wrapped)) == entry.key:
                seq = _erase(entry.file, entry.part, by=SYSTEM.id, now=now, reason=entry.reason)
                done.append((entry.file, entry.part, seq))
    wiped = wipe()
    return [Erased(file, part, seq, wiped) for file, part, seq in done]


def wipe() -> bool:
    """Empty SQLite's write-ahead log, where deleted bytes would stay; False when a reader or a transaction hinders it."""
    if connection.vendor != "sqlite":
        return True
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return bool(cursor.fetchone()[0] == 0)


def _overwrite_what_is_deleted() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")


def _erase(file: str, part: str, *, by: str, now: datetime, reason: str) -> int:
    """All of one erasure inside the caller's transaction; the list is written last, before the commit.

    Were it written after, a crash between both would let a restored backup bring the part back.
    """
    rows = File.objects.filter(number=file)
    if connection.vendor != "sqlite":
        rows = rows.select_for_update()
    row = rows.values_list("picture", "head").first()
    if row is None:
        raise NotErased(
            f"没有案卷 {file}。没有销毁任何内容。", f"There is no file {file}. Nothing was erased."
        )
    key = PartKey.objects.filter(file=file, name=part).first()
    if key is None:
        raise _no_key(file, part)
    mark = key_mark(bytes(key.wrapped))
    book = Book(load(row[0]), bytes(row[1]), NoKeys(file))
    seq = _append(book, part, mark, by=by, now=now, reason=reason)
    key.delete()
    if part.startswith("person:"):
        PartyCode.objects.filter(file=file, party=part.removeprefix("person:")).delete()
        texts = Due.objects.filter(file=file, to=part.removeprefix("person:"), sealed__isnull=False)
        texts.update(nonce=None, sealed=None)
    for eraser in ERASERS:
        eraser(file, part)
    remember([Erasure(file, part, seq, mark, reason, by, now.isoformat())])
    return seq


def _append(book: Book, part: str, mark: str, *, by: str, now: datetime, reason: str) -> int:
    """The `erased` event: it changes nothing in the picture but the number of the last event."""
    file, seq = book.picture.number, book.picture.seq + 1
    facts: dict[str, Any] = {
        "data": {"part": part, "reason": reason, "key": mark},
        "changes": [],
        "proceeding": "",
    }
    header = canonical(
        {
            "file": file,
            "seq": seq,
            "kind": KIND,
            "version": 1,
            "at": now,
            "recorded_at": now,
            "actor": by,
            "act": ACT,
            "edition": 1,
            "pack": "",
            "request": "",
            "suite": SUITE.number,
            "facts": facts,
        }
    )
    book.head = event_hash(SUITE, book.head, header, ())
    before, book.picture = book.picture, apply(book.picture, (), seq)
    writes = Writes()
    writes.put("event", (file, seq), (file, seq, ACT, by, now, now, SUITE.number, header.decode(), book.head))
    project(writes, book, before, (), when=When(now, now), codes={})
    flush(writes)
    return seq


def _no_key(file: str, part: str) -> NotErased:
    if SealedPart.objects.filter(file=file, name=part).exists():
        return NotErased(
            f"案卷 {file} 的「{part}」部分已没有密钥，内容早已无法打开。",
            f"The part {part} of {file} has no key any more; it cannot be opened as it is.",
        )
    names = sorted(PartKey.objects.filter(file=file).values_list("name", flat=True))
    return NotErased(
        f"案卷 {file} 没有「{part}」部分。没有销毁任何内容。现有：{'、'.join(names) or '无'}。",
        f"File {file} has no part {part}. Nothing was erased. It has: {', '.join(names) or 'none'}.",
    )
