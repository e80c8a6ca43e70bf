"""Opens a package that came: proved in all its bytes, with what is in it and what speaks against taking it in."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import Entry
from rongzhi.casework.packages.trust import is_known
from rongzhi.core.package.archive import Package
from rongzhi.core.package.envelope import opened
from rongzhi.core.package.faults import PackageRefused, changed
from rongzhi.core.package.manifest import Manifest


@dataclass(frozen=True)
class Arrived:
    """A package whose every byte was proved: its contents, whether the sender is known, and the file it has become."""

    package: Package
    told: dict[str, Any]
    known: bool
    taken_as: str  # the number under which this very package was taken in; empty when it was not
    same_case: str  # the number under which another package of the same case was taken in

    @property
    def manifest(self) -> Manifest:
        return self.package.manifest

    @property
    def papers(self) -> list[str]:
        """The papers in the package, by their names there."""
        return [m.name for m in self.manifest.files if m.name.startswith("papers/")]

    @property
    def evidence(self) -> list[str]:
        """The files in the package that were handed in."""
        return [m.name for m in self.manifest.files if m.name.startswith("evidence/")]


@contextmanager
def arrived(file: IO[bytes], *, phrase: str = "") -> Iterator[Arrived]:
    """Prove a package and hold it open. Raises PackageRefused: what is wrong, with the name of the file in it.

    Needs no more memory than one block of it. Nothing is written.
    """
    content = opened(file, keys=installation_keys(), phrase=phrase)
    package = Package(content)
    package.prove()
    try:
        told = json.loads(package.whole("case.json"))
        if not isinstance(told, dict):
            raise ValueError
    except (ValueError, RecursionError):
        raise changed("case.json") from None
    manifest = package.manifest
    yield Arrived(
        package,
        told,
        is_known(manifest.sender),
        file_with(package.digest, "taken"),
        file_with(origin_of(manifest), "replaced"),
    )


def origin_of(manifest: Manifest) -> str:
    """What names a case of a sender for ever, as the register holds it."""
    return f"{manifest.sender.fingerprint}/{manifest.number}"[:80]


def file_with(code: str, status: str) -> str:
    """The file whose register names this origin in this status; empty when there is none."""
    row = Entry.objects.filter(kind="origin", code=code, status=status).values_list("file", flat=True).first()
    return str(row or "")


def refuse_unless_takeable(found: Arrived) -> None:
    """Raises PackageRefused when this package may not become a file here: unknown sender, or here already."""
    manifest = found.manifest
    if found.taken_as:
        raise PackageRefused(
            "taken_before",
            f"这个移送包已经收入，案号 {found.taken_as}。没有重复收入。",
            f"This very package was taken in before, as {found.taken_as}. It was not taken in again.",
        )
    if found.same_case:
        raise PackageRefused(
            "case_here",
            f"同一平台的案件 {manifest.number} 已经从另一个移送包收入，案号 {found.same_case}。没有重复收入。",
            f"Case {manifest.number} of that installation was taken in from another package, as {found.same_case}. "
            "It was not taken in again.",
        )
    if not found.known:
        raise PackageRefused(
            "unknown_sender",
            f"移送平台「{manifest.sender.name_zh}」（密钥指纹 {manifest.sender.fingerprint}）不在认可名单中。请管理员先电话核对"
            "指纹，再用 rongzhi package trust 认可。",
            f"The sender {manifest.sender.name_en or manifest.sender.name_zh} (fingerprint "
            f"{manifest.sender.fingerprint}) is not known here. An administrator compares the fingerprint by telephone "
            "and accepts it with `rongzhi package trust`.",
        )
    if manifest.kind != "case":
        raise PackageRefused(
            "packet",
            "这是一个材料包，不是整案移送，不能直接成为本平台的案件。请下载其中的文书和材料，按通常方式登记。",
            "This is a packet of documents, not a whole file, and does not become a case by itself. File it in the "
            "ordinary way with the documents in it.",
        )
