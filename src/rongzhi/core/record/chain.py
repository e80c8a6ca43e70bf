"""The chain of a file: the hash of each event over the one before, and where a chain first breaks."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from struct import Struct

from rongzhi.core.record.suites import SUITES, Suite

GENESIS = bytes(32)
"""What stands for the previous hash in the first event of a file."""

Part = tuple[str, bytes, bytes]
"""A sealed part of an event: name, nonce, ciphertext with its tag."""

_FORM = b"rongzhi event 1\n"
_length = Struct(">Q").pack


def event_hash(suite: Suite, previous: bytes, header: bytes, parts: Sequence[Part]) -> bytes:
    """Hash of an event: suite, previous hash, canonical header and every part, each behind its length.

    The order of `parts` does not matter. Ciphertexts are hashed as they are, so a chain is checked
    without keys and outlives them. Raises ValueError when two parts have one name.
    """
    fields = [previous, header]
    for name, nonce, ciphertext in sorted(parts):
        fields += (name.encode(), nonce, ciphertext)
    if len({part[0] for part in parts}) != len(parts):
        raise ValueError("two parts of one event have the same name")
    framed = [_FORM, _length(suite.number), _length(len(fields))]
    for field in fields:
        framed += (_length(len(field)), field)
    return suite.digest(b"".join(framed))


@dataclass(frozen=True, slots=True)
class Link:
    """An event as it is stored, as far as the chain goes."""

    seq: int
    suite: int
    header: bytes
    parts: Sequence[Part]
    hash: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a file, as its row or the county log knows it."""

    seq: int
    hash: bytes


class FaultKind(StrEnum):
    """How a chain can break."""

    GAP = "gap"
    SWAP = "swap"
    CHANGED = "changed"
    DUPLICATE = "duplicate"
    CUT = "cut"
    HEAD = "head"
    SUITE = "suite"


_SENTENCES = {
    FaultKind.GAP: ("缺少第 {seq} 号记录。", "Event {seq} is missing."),
    FaultKind.SWAP: (
        "第 {seq} 号的位置上是第 {other} 号记录:顺序被调换。",
        "In the place of event {seq} stands event {other}: the order was changed.",
    ),
    FaultKind.CHANGED: (
        "第 {seq} 号记录的内容与其哈希值不符:记录被改动。",
        "Event {seq} does not match its hash: it was changed after it was written.",
    ),
    FaultKind.DUPLICATE: (
        "第 {seq} 号的位置上重复出现第 {other} 号记录。",
        "In the place of event {seq} event {other} appears once more.",
    ),
    FaultKind.CUT: (
        "记录应到第 {other} 号,自第 {seq} 号起缺失:末尾被截去。",
        "The record reaches to event {other}, but from event {seq} on it is missing: the tail was cut.",
    ),
    FaultKind.HEAD: (
        "第 {seq} 号记录与案卷所存的最新哈希值或序号不符。",
        "Event {seq} is not the last event that the file's own row names.",
    ),
    FaultKind.SUITE: (
        "第 {seq} 号记录使用的第 {other} 号密码套件在此未知,无法核验。",
        "Event {seq} was written with suite {other}, which is unknown here; it cannot be checked.",
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """The first broken place of a chain. `other` is the second number in the sentence, if there is one."""

    kind: FaultKind
    seq: int
    other: int = 0

    @property
    def label(self) -> str:
        """What is wrong, in Chinese."""
        return _SENTENCES[self.kind][0].format(seq=self.seq, other=self.other)

    @property
    def en(self) -> str:
        """What is wrong, in English."""
        return _SENTENCES[self.kind][1].format(seq=self.seq, other=self.other)


def check_chain(
    events: Iterable[Link], *, head: Head | None = None, first: int = 1, previous: bytes = GENESIS
) -> Fault | None:
    """The first fault of a file's events in stored order, or None when the chain holds.

    `head` is what the file's row or the county log says of its last event; without it a cut tail
    cannot be seen. `first` and `previous` start the check behind events that were checked before.
    """
    rest = iter(events)
    seen: dict[bytes, int] = {}
    expected = first
    for link in rest:
        fault = _fault_of(link, expected=expected, previous=previous, seen=seen, rest=rest)
        if fault is not None:
            return fault
        previous = link.hash
        seen[link.hash] = link.seq
        expected += 1
    return _fault_of_tail(head, last=expected - 1, hash=previous)


def _fault_of(
    link: Link, *, expected: int, previous: bytes, seen: dict[bytes, int], rest: Iterator[Link]
) -> Fault | None:
    if link.seq < expected:
        return Fault(FaultKind.DUPLICATE, expected, link.seq)
    if link.seq > expected:
        if any(later.seq == expected for later in rest):
            return Fault(FaultKind.SWAP, expected, link.seq)
        return Fault(FaultKind.GAP, expected)
    suite = SUITES.get(link.suite)
    if suite is None:
        return Fault(FaultKind.SUITE, expected, link.suite)
    if _hash_or_none(suite, previous, link) == link.hash:
        return None
    if link.hash in seen:
        return Fault(FaultKind.DUPLICATE, expected, seen[link.hash])
    claimed = _claimed_seq(link.header)
    if claimed != expected and any(_claimed_seq(later.header) == expected for later in rest):
        return Fault(FaultKind.SWAP, expected, claimed)
    return Fault(FaultKind.CHANGED, expected)


def _fault_of_tail(head: Head | None, *, last: int, hash: bytes) -> Fault | None:
    if head is None or head == Head(last, hash):
        return None
    if last < head.seq:
        return Fault(FaultKind.CUT, last + 1, head.seq)
    return Fault(FaultKind.HEAD, last)


def _hash_or_none(suite: Suite, previous: bytes, link: Link) -> bytes | None:
    try:
        return event_hash(suite, previous, link.header, link.parts)
    except ValueError:
        return None


def _claimed_seq(header: bytes) -> int:
    """The number that a header gives itself, 0 when it cannot be read any more."""
    try:
        claimed = json.loads(header)["seq"]
    except (ValueError, KeyError, TypeError):
        return 0
    return claimed if isinstance(claimed, int) else 0
