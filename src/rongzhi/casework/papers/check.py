"""Whether the kept papers of a case open and are the bytes that were drawn; for `rongzhi verify`."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from rongzhi.casework.faults import Fault
from rongzhi.casework.models import Paper
from rongzhi.casework.papers.keeping import part_of
from rongzhi.casework.sealing import SUITE, bound
from rongzhi.casework.stored import StoredFile
from rongzhi.core.record.keys import InstallationKeys
from rongzhi.core.record.suites import SealBroken, unwrap_key


def with_papers(numbers: Iterable[str]) -> set[str]:
    """Those of these files that have kept papers; one query."""
    return set(Paper.objects.filter(file__in=list(numbers)).values_list("file", flat=True).distinct())


def paper_faults(
    file: StoredFile, keys: Mapping[str, tuple[bytes, int]], installation: InstallationKeys | None
) -> Iterator[Fault]:
    """What does not open, or has other bytes than its row says. One paper at a time, so that memory stays flat.

    `keys` are the wrapped part keys of the file; without the installation's keys only missing ones can be seen.
    """
    for row in Paper.objects.filter(file=file.number).order_by("code").iterator(chunk_size=1):
        wrapped = keys.get(part_of(row.code))
        if row.sealed is None:
            if wrapped is not None:
                zh = f"文书 {row.number}（{row.code}）的内容已销毁，它的密钥却还在。"
                en = f"The bytes of paper {row.number} ({row.code}) were erased, but its key is still there."
                yield Fault(file.number, row.seq, "not_erased", zh, en)
        elif wrapped is None:
            zh = f"文书 {row.number}（{row.code}）没有密钥，内容却还在：密钥被删除。"
            en = f"Paper {row.number} ({row.code}) has no key, but its bytes are there: the key was deleted."
            yield Fault(file.number, row.seq, "key_gone", zh, en)
        elif installation is not None and _digest(row, wrapped[0], installation) != row.sha256:
            zh = f"保存的文书 {row.number}（{row.code}）被改动：打不开，或者校验值不符。请从备份中恢复，或者重新制作。"
            en = (
                f"The kept paper {row.number} ({row.code}) was changed: it does not open, or its SHA-256 is not the "
                "one on record. Bring it back from a backup."
            )
            yield Fault(file.number, row.seq, "paper_changed", zh, en)


def _digest(row: Paper, wrapped: bytes, installation: InstallationKeys) -> str:
    part = part_of(row.code)
    try:
        key = unwrap_key(installation.wrapping, wrapped, f"{row.file}\x00{part}".encode())
        pdf = SUITE.open(
            key, bytes(row.nonce or b""), bytes(row.sealed or b""), bound(row.file, row.seq, part)
        )
    except (SealBroken, ValueError):
        return ""
    return hashlib.sha256(pdf).hexdigest()
