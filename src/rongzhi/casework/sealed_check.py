"""Whether what is sealed opens where it should, and is gone where it was erased."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rongzhi.casework.erasure import ACT
from rongzhi.casework.erasure_list import Erasure, key_mark
from rongzhi.casework.faults import Fault
from rongzhi.casework.likeness.signing import still_there
from rongzhi.casework.models import AccessCode, Due, Match, PartKey, SearchRow
from rongzhi.casework.sealing import SUITE, bound, context
from rongzhi.casework.stored import StoredFile
from rongzhi.core.record.keys import CodeMistyped, InstallationKeys, code_digest
from rongzhi.core.record.suites import SealBroken, suite, unwrap_key


@dataclass(slots=True)
class Counted:
    """How many parts were looked at, opened and found erased."""

    parts: int = 0
    opened: int = 0
    erased: int = 0


@dataclass(slots=True)
class Keys:
    """Part keys, sealed messages and digests of some files, read with six queries."""

    parts: dict[str, dict[str, tuple[bytes, int]]] = field(default_factory=lambda: defaultdict(dict))
    messages: dict[str, list[tuple[str, int, str, bytes, bytes]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    codes: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    digests: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    searched: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    signed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, numbers: Iterable[str]) -> "Keys":
        wanted = list(numbers)
        keys = cls()
        for file, name, wrapped, since in PartKey.objects.filter(file__in=wanted).values_list(
            "file", "name", "wrapped", "since"
        ):
            keys.parts[file][name] = (bytes(wrapped), since)
        for file, key, seq, to, nonce, sealed in Due.objects.filter(
            file__in=wanted, sealed__isnull=False
        ).values_list("file", "key", "seq", "to", "nonce", "sealed"):
            keys.messages[file].append((key, seq, to, bytes(nonce or b""), bytes(sealed)))
        for file, name in Match.objects.filter(file__in=wanted).values_list("file", "part"):
            keys.digests[file].add(name)
        for file, name in SearchRow.objects.filter(file__in=wanted).values_list("file", "part"):
            keys.searched[file].add(name)
        keys.signed = still_there(wanted)
        if keys.messages:
            for file, digest in AccessCode.objects.filter(file__in=list(keys.messages)).values_list(
                "file", "digest"
            ):
                keys.codes[file].add(bytes(digest))
        return keys


def sealed_faults(
    file: StoredFile,
    keys: Keys,
    installation: InstallationKeys | None,
    listed: Iterable[Erasure],
    counted: Counted,
) -> Iterator[Fault]:
    """What does not open though it should, and what is still there though it was erased.

    Without the installation's keys only the latter can be seen.
    """
    wrapped = keys.parts.get(file.number, {})
    erased = list(_erased_events(file))
    yield from _not_listed(file, erased, listed)
    yield from _still_there(file, wrapped, erased, listed)
    opened: dict[str, bytes | None] = {}
    for name, (found, _) in wrapped.items():
        opened[name] = _unwrapped(file, name, found, installation)
        if installation is not None and opened[name] is None:
            zh = f"「{name}」部分的密钥打不开：密钥行被改动，或安装密钥不是原来的。"
            en = f"The key of part {name} does not open: its row was changed, or the installation's key is another."
            yield Fault(file.number, 0, "key", zh, en)
    suites = {event.seq: event.suite for event in file.events}
    for part in file.parts:
        if part.seq not in suites:
            continue  # named by the chain's check
        counted.parts += 1
        since = wrapped[part.name][1] if part.name in wrapped else None
        if since is None or part.seq < since:
            counted.erased += 1
            if not any(name == part.name and part.seq < seq for name, seq, _ in erased):
                yield _key_gone(file, part.seq, part.name)
            continue
        key = opened.get(part.name)
        if key is None:
            continue
        try:
            chosen = suite(suites[part.seq])
            json.loads(chosen.open(key, part.nonce, part.sealed, bound(file.number, part.seq, part.name)))
            counted.opened += 1
        except (SealBroken, ValueError):
            zh = f"第 {part.seq} 号记录的「{part.name}」部分打不开，虽然密钥还在。"
            en = f"Part {part.name} of event {part.seq} does not open though its key is there."
            yield Fault(file.number, part.seq, "sealed", zh, en)
    for name in sorted(keys.digests.get(file.number, set()) - set(wrapped)):
        zh = f"「{name}」部分已销毁，它的比对摘要却还在。请运行 rongzhi erase --again。"
        en = f"Part {name} was erased, but its digests are still there. Run: rongzhi erase --again."
        yield Fault(file.number, file.seq, "not_erased", zh, en)
    for name in sorted(keys.searched.get(file.number, set()) - set(wrapped)):
        zh = f"「{name}」部分已销毁，它的检索索引却还在。请运行 rongzhi search index --anew。"
        en = f"Part {name} was erased, but it is still in the search index. Run: rongzhi search index --anew."
        yield Fault(file.number, file.seq, "not_erased", zh, en)
    if file.number in keys.signed and "file" not in wrapped:
        zh = "案情部分已销毁，它的相似签名却还在。请运行 rongzhi groups find --anew。"
        en = "The story was erased, but its signature is still there. Run: rongzhi groups find --anew."
        yield Fault(file.number, file.seq, "not_erased", zh, en)
    yield from _messages(file, keys, wrapped, opened, installation)


def _erased_events(file: StoredFile) -> Iterator[tuple[str, int, str]]:
    """(part, seq, mark of its key) of each erasure in the record."""
    for event in file.events:
        if event.act == ACT:
            data = json.loads(event.header)["facts"]["data"]
            yield data["part"], event.seq, data["key"]


def _not_listed(
    file: StoredFile, erased: list[tuple[str, int, str]], listed: Iterable[Erasure]
) -> Iterator[Fault]:
    known = {(e.part, e.key) for e in listed}
    for part, seq, mark in erased:
        if (part, mark) not in known:
            zh = f"第 {seq} 号记录销毁了「{part}」部分，销毁清单中却没有：恢复备份会使它重新出现。"
            en = f"Event {seq} erased part {part}, but the list of erasures does not name it: a backup would bring it back."
            yield Fault(file.number, seq, "unlisted", zh, en)


def _still_there(
    file: StoredFile,
    wrapped: dict[str, tuple[bytes, int]],
    erased: list[tuple[str, int, str]],
    listed: Iterable[Erasure],
) -> Iterator[Fault]:
    marks = {(part, mark): seq for part, seq, mark in erased}
    marks |= {(e.part, e.key): marks.get((e.part, e.key), e.seq) for e in listed}
    for name, (key, _) in wrapped.items():
        seq = marks.get((name, key_mark(key)))
        if seq is not None:
            zh = f"「{name}」部分已列为销毁，它的密钥却还在。请运行 rongzhi erase --again。"
            en = f"Part {name} is listed as erased, but its key is still there. Run: rongzhi erase --again."
            yield Fault(file.number, min(seq, file.seq), "not_erased", zh, en)


def _unwrapped(
    file: StoredFile, name: str, wrapped: bytes, installation: InstallationKeys | None
) -> bytes | None:
    if installation is None:
        return None
    try:
        return unwrap_key(installation.wrapping, wrapped, context(file.number, name))
    except SealBroken:
        return None


def _key_gone(file: StoredFile, seq: int, name: str) -> Fault:
    zh = f"第 {seq} 号记录的「{name}」部分没有密钥，记录中却没有销毁它的事项：密钥被删除。"
    en = f"Part {name} of event {seq} has no key, but no event erased it: the key was deleted."
    return Fault(file.number, seq, "key_gone", zh, en)


def _messages(
    file: StoredFile,
    keys: Keys,
    wrapped: dict[str, tuple[bytes, int]],
    opened: dict[str, bytes | None],
    installation: InstallationKeys | None,
) -> Iterator[Fault]:
    for name, seq, to, nonce, sealed in keys.messages.get(file.number, ()):
        part = f"person:{to}"
        if part not in wrapped or seq < wrapped[part][1]:
            zh = f"消息 {name} 的内容还在，「{part}」部分却已销毁。"
            en = f"The text of message {name} is still there, but part {part} was erased."
            yield Fault(file.number, seq, "not_erased", zh, en)
            continue
        key = opened.get(part)
        if key is None or installation is None:
            continue
        try:
            code = json.loads(SUITE.open(key, nonce, sealed, bound(file.number, seq, part)))["code"]
            fits = code_digest(installation, code) in keys.codes.get(file.number, ())
        except (SealBroken, ValueError, KeyError, TypeError, CodeMistyped):
            fits = False
        if not fits:
            zh = f"消息 {name} 中的查询码打不开，或不是记录中的那一个。"
            en = f"The access code in message {name} does not open, or is not the one of the record."
            yield Fault(file.number, seq, "sealed", zh, en)
