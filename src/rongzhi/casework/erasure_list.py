"""The list of erasures: beside the installation key, outside backups, so that no backup brings an erased part back."""

import fcntl
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from rongzhi.core.record.canonical import canonical

NAME = "erasures.jsonl"


class ListUnusable(Exception):
    """The list of erasures cannot be read or written; `label` and `en` say what to do."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erased part. `key` is the hash of its wrapped key: a later key of the same part is not meant."""

    file: str
    part: str
    seq: int  # the event that recorded the erasure
    key: str
    reason: str
    by: str
    at: str


def list_path() -> Path:
    """Where the list lies."""
    return Path(settings.RONGZHI_KEY_FILE).with_name(NAME)


def key_mark(wrapped: bytes) -> str:
    """What the list says of a wrapped key: its hash, from which nothing can be opened."""
    return hashlib.sha256(wrapped).hexdigest()


def erased_parts() -> list[Erasure]:
    """All erasures in the order they were made. Raises ListUnusable; no list means that nothing was erased.

    A line that a crash cut off at the end does not count: its erasure was not made either.
    """
    path = list_path()
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as fault:
        raise _unusable(path, fault.strerror or "") from None
    whole = content[: content.rfind(b"\n") + 1]
    found = []
    for number, line in enumerate(whole.splitlines(), 1):
        try:
            found.append(Erasure(**json.loads(line)))
        except (ValueError, TypeError):
            raise _unusable(path, f"line {number}") from None
    return found


def remember(erasures: list[Erasure]) -> None:
    """Add to the list what it does not name yet, safely on disk when this returns. Raises ListUnusable."""
    path = list_path()
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            os.fchmod(file.fileno(), 0o600)
            known = {(e.file, e.part, e.key) for e in erased_parts()}
            content = file.read()
            file.seek(content.rfind(b"\n") + 1)
            file.truncate()  # a line that was cut off
            for erasure in erasures:
                if (erasure.file, erasure.part, erasure.key) not in known:
                    file.write(canonical(asdict(erasure)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as fault:
        raise _unusable(path, fault.strerror or "") from None


def _unusable(path: Path, why: str) -> ListUnusable:
    return ListUnusable(
        f"销毁清单 {path} 无法使用（{why}）。没有它，恢复备份会使已销毁的材料重新出现。请从单独保管的副本中恢复该文件，然后再试。",
        f"The list of erasures {path} cannot be used ({why}). Without it a restored backup would bring erased "
        "material back. Bring the file back from where its copy is kept, then try again.",
    )
