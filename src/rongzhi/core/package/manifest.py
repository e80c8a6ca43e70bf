"""What a package says of itself: kind, number, sender, receiver, purpose, legal basis, its files and what was left out."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from rongzhi.core.package.cards import Card
from rongzhi.core.package.faults import changed, newer, too_large, unsafe
from rongzhi.core.record.canonical import canonical

FORMAT = 1
KINDS = ("case", "packet")
MOST_FILES = 10_000
MOST_BYTES = 20_000_000_000
NAME = re.compile(r"(history\.jsonl|case\.json|(papers|evidence)/[A-Za-z0-9][A-Za-z0-9_.-]{0,100})\Z")
DIGEST = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the package: its name there, its bytes and their SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Office:
    """A body as a package names it: its handle in the sender's directory, its kind (bodies.csv) and its names."""

    handle: str
    kind: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not in the package, how often, and why, in words."""

    what: str
    count: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The signed head of a package. `basis_kind` is consent, duty or procedure; `head` the last hash of the file."""

    kind: str
    number: str
    sender: Card
    from_body: Office
    to_body: Office
    made_at: str
    purpose: str
    basis_kind: str
    basis: str
    head: str
    events: int
    files: tuple[Member, ...]
    left_out: tuple[LeftOut, ...]
    program: str
    format: int = FORMAT

    def text(self) -> bytes:
        """The bytes that are signed, and whose SHA-256 is the package's digest."""
        return canonical({**asdict(self), "sender": self.sender.as_json()})


TEXTS = ("kind", "number", "made_at", "purpose", "basis_kind", "basis", "head", "program")


def read_manifest(text: bytes) -> Manifest:
    """The manifest in these bytes. Raises PackageRefused: newer, changed, unsafe names, too large."""
    try:
        found = json.loads(text)
        number = found["format"]
        if isinstance(number, int) and number > FORMAT:
            raise newer(number, FORMAT)
        manifest = _manifest(found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise changed("manifest.json") from None
    names = [member.name for member in manifest.files]
    for name in names:
        if not NAME.match(name) or ".." in name or names.count(name) > 1:
            raise unsafe(name)
    if len(names) > MOST_FILES or sum(member.size for member in manifest.files) > MOST_BYTES:
        raise too_large("manifest.json")
    return manifest


def _manifest(found: Mapping[str, Any]) -> Manifest:
    if found["format"] != FORMAT or found["kind"] not in KINDS:
        raise ValueError
    if not all(isinstance(found[name], str) and len(found[name]) <= 4000 for name in TEXTS):
        raise ValueError
    if datetime.fromisoformat(found["made_at"]).tzinfo is None:
        raise ValueError
    files = tuple(Member(str(m["name"]), _count(m["size"]), _digest(m["sha256"])) for m in found["files"])
    left_out = tuple(
        LeftOut(str(one["what"]), _count(one["count"]), str(one["zh"]), str(one["en"]))
        for one in found["left_out"]
    )
    return Manifest(
        **{name: found[name] for name in TEXTS},
        sender=Card.read(found["sender"]),
        from_body=_office(found["from_body"]),
        to_body=_office(found["to_body"]),
        events=_count(found["events"]),
        files=files,
        left_out=left_out,
    )


def _office(found: Mapping[str, Any]) -> Office:
    return Office(*(str(found[name])[:200] for name in ("handle", "kind", "name_zh", "name_en")))


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value


def _digest(value: Any) -> str:
    if not isinstance(value, str) or not DIGEST.match(value):
        raise ValueError
    return value
