"""Whether the files of a case are there, unchanged, and gone where they were erased; for `rongzhi verify`."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rongzhi.casework.erasure import ACT
from rongzhi.casework.evidence import store
from rongzhi.casework.evidence.blobs import part_of
from rongzhi.casework.faults import Fault
from rongzhi.casework.models import Blob, PartKey
from rongzhi.casework.stored import StoredFile


@dataclass(slots=True)
class Rows:
    """The rows of files of some cases, and which of them have keys; two queries."""

    blobs: dict[str, dict[str, Blob]] = field(default_factory=lambda: defaultdict(dict))
    keyed: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, numbers: Iterable[str]) -> "Rows":
        wanted, rows = list(numbers), cls()
        for row in Blob.objects.filter(file__in=wanted, seq__isnull=False).order_by("seq"):
            rows.blobs[row.file][row.pk] = row
        if rows.blobs:
            names = PartKey.objects.filter(file__in=list(rows.blobs), name__startswith="blob:")
            rows.keyed.update(names.values_list("file", "name"))
        return rows


def blob_faults(file: StoredFile, rows: Rows) -> Iterator[Fault]:
    """What is missing, changed, or still there though it was erased. Reads every file of the case from disk once."""
    erased: list[tuple[str, int]] = []
    named: dict[str, tuple[int, str]] = {}
    for event in file.events:
        if event.act == ACT:
            erased.append((json.loads(event.header)["facts"]["data"]["part"], event.seq))
        elif '"blobs":' in event.header:
            facts = json.loads(event.header)["facts"]
            named.update({blob: (event.seq, address) for blob, address in facts.get("blobs", {}).items()})
    here = rows.blobs.get(file.number, {})
    for blob, (seq, address) in named.items():
        row = here.get(blob)
        if row is None or row.address != address or row.seq != seq:
            zh = f"第 {seq} 号记录提交的文件 {blob} 在文件表中没有，或者被改动。"
            en = f"The file {blob} that event {seq} handed in is not in the table of files, or its row was changed."
            yield Fault(file.number, seq, "blob_row", zh, en)
        yield from _on_disk(file, blob, seq, address, row, erased, rows)
    for blob in sorted(set(here) - set(named)):
        zh = f"文件表中的文件 {blob} 没有任何记录提到它。"
        en = f"The table of files has {blob}, but no event handed it in."
        yield Fault(file.number, here[blob].seq or 0, "blob_row", zh, en)


def _on_disk(
    file: StoredFile,
    blob: str,
    seq: int,
    address: str,
    row: Blob | None,
    erased: list[tuple[str, int]],
    rows: Rows,
) -> Iterator[Fault]:
    part = part_of(blob)
    within = {part, row.part} if row is not None else {part}
    gone = any(name in within and at > seq for name, at in erased)
    keyed = (file.number, part) in rows.keyed
    found = store.hash_on_disk(address)
    if gone:
        if keyed or found or (row is not None and row.about is not None):
            zh = f"文件 {blob} 已列为销毁，却还有它的密钥、说明或内容。请运行 rongzhi erase --again，并等定时清理完成。"
            en = f"The file {blob} was erased, but its key, description or bytes are still there. Run rongzhi erase --again."
            yield Fault(file.number, seq, "not_erased", zh, en)
        return
    if not keyed:
        zh = f"文件 {blob} 没有密钥，记录中却没有销毁它的事项：密钥被删除。"
        en = f"The file {blob} has no key, but no event erased it: the key was deleted."
        yield Fault(file.number, seq, "key_gone", zh, en)
    if not found:
        zh = f"第 {seq} 号记录提交的文件 {blob} 在磁盘上找不到。请从备份中恢复 blobs 文件夹里的 {address}。"
        en = f"The file {blob} of event {seq} is not on disk. Bring back blobs/{address[:2]}/{address} from a backup."
        yield Fault(file.number, seq, "blob_missing", zh, en)
    elif found != address:
        zh = f"第 {seq} 号记录提交的文件 {blob} 在磁盘上已被改动。请从备份中恢复。"
        en = f"The file {blob} of event {seq} was changed on disk. Bring it back from a backup."
        yield Fault(file.number, seq, "blob_changed", zh, en)
