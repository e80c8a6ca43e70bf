"""Seals what an event says of persons and stories, and opens it again for who may read it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import PartKey, SealedPart
from rongzhi.core.record.canonical import canonical
from rongzhi.core.record.keys import InstallationKeys
from rongzhi.core.record.suites import AES, SealBroken, Suite, suite, unwrap_key, wrap_key

SUITE: Suite = AES


@dataclass
class FileKeys:
    """The keys of one file's parts: those it has, and those made now that still have to be written."""

    file: str
    installation: InstallationKeys
    known: dict[str, bytes] = field(default_factory=dict)
    wrapped: dict[str, bytes] = field(default_factory=dict)  # stored, and not needed so far
    new: list[tuple[str, bytes]] = field(default_factory=list)  # (part name, wrapped key)

    @classmethod
    def of(
        cls, file: str, *, fresh: bool = False, installation: InstallationKeys | None = None
    ) -> "FileKeys":
        keys = cls(file, installation or installation_keys())
        if not fresh:
            rows = PartKey.objects.filter(file=file).values_list("name", "wrapped")
            keys.wrapped.update((name, bytes(wrapped)) for name, wrapped in rows)
        return keys

    def key(self, name: str) -> bytes:
        """The part's key; a new one when the part has none yet."""
        found = self.known.get(name)
        if found is None and name in self.wrapped:
            found = self.known[name] = unwrap_key(
                self.installation.wrapping, self.wrapped[name], context(self.file, name)
            )
        if found is None:
            found = self.known[name] = SUITE.new_key()
            self.new.append((name, wrap_key(self.installation.wrapping, found, context(self.file, name))))
        return found

    def seal(self, seq: int, name: str, content: Mapping[str, Any]) -> tuple[str, bytes, bytes]:
        """(name, nonce, ciphertext) of a part's content in event `seq`."""
        nonce = SUITE.new_nonce()
        return name, nonce, SUITE.seal(self.key(name), nonce, canonical(content), bound(self.file, seq, name))


def context(file: str, name: str) -> bytes:
    return f"{file}\x00{name}".encode()


def bound(file: str, seq: int, name: str) -> bytes:
    """What the ciphertext is bound to: it opens nowhere else."""
    return f"{file}\x00{seq}\x00{name}".encode()


@dataclass(frozen=True, slots=True)
class Opened:
    """One sealed part of one event, opened; `content` is None where its key was destroyed."""

    file: str
    seq: int
    name: str
    content: dict[str, Any] | None


def open_parts(parts: Iterable[SealedPart], *, suite_number: int = SUITE.number) -> list[Opened]:
    """Open sealed parts of any files with two queries in all; raises SealBroken when a ciphertext was changed."""
    found = list(parts)
    installation = installation_keys()
    wrapped = {
        (file, name): (bytes(key), since)
        for file, name, key, since in PartKey.objects.filter(file__in={p.file for p in found}).values_list(
            "file", "name", "wrapped", "since"
        )
    }
    keys: dict[tuple[str, str], bytes] = {}
    opened = []
    chosen = suite(suite_number)
    for part in found:
        place = (part.file, part.name)
        if place not in wrapped or part.seq < wrapped[place][1]:
            opened.append(Opened(part.file, part.seq, part.name, None))
            continue
        if place not in keys:
            keys[place] = unwrap_key(installation.wrapping, wrapped[place][0], context(*place))
        plain = chosen.open(
            keys[place], bytes(part.nonce), bytes(part.sealed), bound(part.file, part.seq, part.name)
        )
        opened.append(Opened(part.file, part.seq, part.name, json.loads(plain)))
    return opened


__all__ = ["FileKeys", "Opened", "SealBroken", "open_parts"]
