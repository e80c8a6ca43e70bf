"""Takes a case over from a proved package: its history under a number of this county, then the act that records whence.

The events are those of the sender as this body may know them, each written anew into this installation's chain with
its own legal time, the moment of taking in, and number and hash of the event it comes from (docs/decisions/0010).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction

from rongzhi.casework.actions import Done, perform, saved
from rongzhi.casework.book import Book, When, Writes, open_book
from rongzhi.casework.evidence import store
from rongzhi.casework.evidence.blobs import part_of
from rongzhi.casework.evidence.kinds import KINDS
from rongzhi.casework.models import Blob, PartKey
from rongzhi.casework.numbers import next_numbers
from rongzhi.casework.packages.mapping import Names, names_here
from rongzhi.casework.packages.opening import Arrived, file_with, origin_of, refuse_unless_takeable
from rongzhi.casework.packages.receiver import column_of
from rongzhi.casework.pieces import ORIGIN_PAPERS
from rongzhi.casework.record import flush, write_event
from rongzhi.casework.rules import rules_of
from rongzhi.casework.sealing import SUITE, bound, context
from rongzhi.core.package.archive import Package
from rongzhi.core.package.faults import PackageRefused, changed, extra, missing
from rongzhi.core.procedure.apply import ROWS, revive
from rongzhi.core.procedure.decide import Outcome
from rongzhi.core.procedure.definition import Actor, Given
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.record.canonical import canonical
from rongzhi.core.record.suites import wrap_key
from rongzhi.directory.models import County
from rongzhi.rulebook.roles import RoleColumn

MOST_EVENTS = 20_000
MEDIA = {kind.media: kind.code for kind in KINDS.values()}
PARTS = ("file", "person:")
AT_ONCE = 200  # events that are held before they are written


@dataclass
class _Taking:
    """One taking in: where it has come, and what has to go again if it fails."""

    package: Package
    book: Book
    names: Names
    rules: Rules
    by: Actor
    now: datetime
    stored: list[str] = field(default_factory=list)  # addresses of files on disk
    used: set[str] = field(default_factory=set)  # files of the package that an event refers to


def take_in(found: Arrived, *, by: Actor, now: datetime) -> Done:
    """The case of this package as a new file of the officer's body; gives its number. The same package gives one file.

    Everything is written in one transaction; the files on disk are removed again when it fails. Raises PackageRefused,
    NotSaved, KeyFault; nothing is then left.
    """
    refuse_unless_takeable(found)
    if "officer" not in by.functions or not any(
        column_of(code) is RoleColumn.ORGANISATION for code in by.codes
    ):
        raise PackageRefused(
            "no_officer",
            "只有调解组织的工作人员可以收入移送的案件。",
            "Only an officer of a mediation organisation takes a case in.",
        )
    taking: _Taking | None = None
    try:
        with saved(), transaction.atomic():
            County.objects.select_for_update().get(code=by.county)
            _once(found)
            taking = _begun(found, by, now)
            _write_history(taking, found)
            return _record_origin(taking, found)
    except IntegrityError:  # a status, say, that the tables do not know
        _remove(taking)
        raise changed("history.jsonl") from None
    except BaseException:
        _remove(taking)
        raise


def _remove(taking: _Taking | None) -> None:
    for address in taking.stored if taking is not None else ():
        store.remove(address)


def _once(found: Arrived) -> None:
    """Look again under the lock, for somebody may have taken the same package in meanwhile."""
    refuse_unless_takeable(
        replace(
            found,
            taken_as=file_with(found.package.digest, "taken"),
            same_case=file_with(origin_of(found.manifest), "replaced"),
        )
    )


def _begun(found: Arrived, by: Actor, now: datetime) -> _Taking:
    county, manifest = by.county, found.manifest
    number = next_numbers(county, "case", now.year, 1)[0]
    owner = min(by.bodies)
    names = names_here(
        manifest.number, number, manifest.sender.county or "?", found.told.get("directory", {}), county
    )
    return _Taking(found.package, open_book(number, county, "case", owner), names, rules_of(county), by, now)


def _write_history(taking: _Taking, found: Arrived) -> None:
    count, writes = 0, Writes()
    for count, line in enumerate(_lines(taking.package), 1):
        if count > MOST_EVENTS:
            raise changed("history.jsonl")
        try:
            _write_line(taking, line, found, writes, first=count == 1)
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
            raise changed("history.jsonl") from None
        if count % AT_ONCE == 0:
            flush(writes)
    flush(writes)
    if count != found.manifest.events or not count:
        raise changed("history.jsonl")
    for member in found.manifest.files:
        if member.name.startswith("evidence/") and member.name not in taking.used:
            raise extra(member.name)


def _lines(package: Package) -> Iterator[dict[str, Any]]:
    for text in package.lines("history.jsonl"):
        try:
            line = json.loads(text)
        except (ValueError, RecursionError):
            raise changed("history.jsonl") from None
        if not isinstance(line, dict):
            raise changed("history.jsonl")
        yield line


def _write_line(
    taking: _Taking, line: Mapping[str, Any], found: Arrived, writes: Writes, *, first: bool
) -> None:
    """Write one event of the sender's into the chain here."""
    act = taking.rules.acts.get(str(line["act"]))
    if act is None:
        raise PackageRefused(
            "unknown_act",
            f"移送包中的事项「{str(line['act'])[:60]}」本平台不认识，可能由更新的版本制作。请先升级本平台。",
            f"The package has an act “{str(line['act'])[:60]}” that is not known here; a later version may have made "
            "it. Update this installation first.",
            member="history.jsonl",
        )
    seq = taking.book.picture.seq + 1
    taking.names.seqs[int(line["seq"])] = seq
    sealed, files = _with_files(taking, line, seq)
    changes = revive(taking.names.changes(line["changes"]))  # type: ignore[arg-type]
    _known_columns(taking, changes)
    if first:
        changes += _arriving(taking, found)
    outcome = Outcome(
        replace(act, version=int(line["version"])),
        str(line["proceeding"]),
        dict(line["data"]),
        sealed,
        tuple(changes),
        Given({}, taking.by, taking.now, taking.now.date(), frozenset()),
    )
    write_event(
        taking.book,
        outcome,
        writes,
        when=When(datetime.fromisoformat(line["at"]), taking.now, dict(line["backdated"])),
        actor=taking.names.actor(str(line["actor"])),
        request="",
        edition=int(line["edition"]),
        pack=str(line["pack"]),
        random_bytes=None,
        blobs=files,
        origin={"seq": int(line["seq"]), "hash": str(line["hash"]), "recorded_at": str(line["recorded_at"])},
    )


def _arriving(taking: _Taking, found: Arrived) -> list[Any]:
    """What the first event says besides: that this file was begun from a package, and of which case."""
    return [
        ("case", "", {"origin_number": found.manifest.number[:40]}),
        (
            "entry",
            "origin-1",
            {
                "kind": "origin",
                "status": "arriving",
                "code": origin_of(found.manifest),
                "on": taking.now.date(),
            },
        ),
    ]


def _known_columns(taking: _Taking, changes: list[Any]) -> None:
    """Raises ValueError for tables, columns, procedures and stages that are not known here."""
    procedures = {key: run.procedure for key, run in taking.book.picture.proceedings.items()}
    for table, key, columns in changes:
        if table == "case":
            continue
        names = set(ROWS[table].__dataclass_fields__) - {"key", "seq"}
        if set(columns) - names:
            raise ValueError
        if table == "proceeding":
            declared = taking.rules.procedures[procedures.setdefault(key, columns.get("procedure"))]
            if columns.get("stage", declared.first.code) not in {stage.code for stage in declared.stages}:
                raise ValueError


def _with_files(
    taking: _Taking, line: Mapping[str, Any], seq: int
) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """The opened parts of a line with its files and papers stored here, and the addresses of those by id."""
    sealed = {str(part): dict(content) for part, content in line["sealed"].items()}
    if not all(part == PARTS[0] or part.startswith(PARTS[1]) for part in sealed):
        raise ValueError
    addresses: dict[str, str] = {}
    for part, content in sealed.items():
        for value in content.values():
            for one in value if isinstance(value, list) else ():
                if isinstance(one, dict) and "sha256" in one:
                    _store(taking, one, _member_of(taking.package, str(one["id"])), part, seq, addresses)
    papers = [_paper(taking, one, seq, addresses) for one in line["papers"]]
    sealed = taking.names.sealed(sealed)
    if papers:
        sealed.setdefault("file", {})[ORIGIN_PAPERS] = papers
    return sealed, addresses


def _member_of(package: Package, blob: str) -> str:
    for member in package.manifest.files:
        if member.name.partition(".")[0] == f"evidence/{blob}":
            return member.name
    raise missing(f"evidence/{blob[:40]}")


def _paper(taking: _Taking, about: Mapping[str, str], seq: int, addresses: dict[str, str]) -> dict[str, Any]:
    """A paper that the sender issued, kept as it was issued."""
    member = next((m for m in taking.package.manifest.files if m.name == about["name"]), None)
    if member is None or not member.name.startswith("papers/"):
        raise missing(str(about["name"])[:80])
    blob = uuid4().hex
    described = {
        "id": blob,
        "name": f"{str(about['number'])[:100]}.pdf",
        "media": "application/pdf",
        "size": member.size,
        "sha256": member.sha256,
        "pages": 0,
    }
    _store(taking, described, member.name, "file", seq, addresses)
    return {**described, "id": taking.names.files[blob]}


def _store(
    taking: _Taking, about: Mapping[str, Any], member: str, part: str, seq: int, addresses: dict[str, str]
) -> None:
    """Seal the bytes of one file under a key of this installation; they are those that the event describes."""
    book, blob = taking.book, uuid4().hex
    name, key = part_of(blob), SUITE.new_key()
    where = context(book.picture.number, name)
    stored = store.keep(taking.package.read(member), key, where)
    taking.stored.append(stored.address)
    if stored.sha256 != about["sha256"] or stored.size != about["size"]:
        raise changed(member)
    described = {k: about[k] for k in ("name", "media", "size", "sha256", "pages")}
    nonce = SUITE.new_nonce()
    sealed = SUITE.seal(
        key,
        nonce,
        canonical({**described, "id": blob, "marks": [], "cleaned": False}),
        bound(book.picture.number, 0, name),
    )
    PartKey.objects.create(
        file=book.picture.number,
        name=name,
        wrapped=wrap_key(book.keys.installation.wrapping, key, where),
        since=0,
    )
    Blob.objects.create(
        id=blob,
        county=book.picture.county,
        file=book.picture.number,
        address=stored.address,
        size=stored.size,
        kind=MEDIA[str(about["media"])],
        received_at=taking.now,
        by=taking.by.id,
        seq=seq,
        part=part,
        nonce=nonce,
        about=sealed,
    )
    taking.names.files[str(about["id"])] = blob
    addresses[blob] = stored.address
    taking.used.add(member)


def _record_origin(taking: _Taking, found: Arrived) -> Done:
    manifest = found.manifest
    answer = perform(
        taking.book.picture.number,
        "transfer.take_in",
        by=replace(taking.by, functions=frozenset({"system"})),
        data={
            "origin_number": manifest.number,
            "origin_body": manifest.from_body.name_zh or manifest.sender.name_zh,
            "origin_head": manifest.head,
            "origin_events": str(manifest.events),
            "package": found.package.digest,
            "sender": manifest.sender.fingerprint,
            "basis_kind": manifest.basis_kind,
            "basis": manifest.basis,
            "purpose": manifest.purpose,
            "left_out": "\n".join(one.zh for one in manifest.left_out),
        },
        now=taking.now,
        request=f"package/{found.package.digest}",
    )
    if isinstance(answer, Done):
        return answer
    raise PackageRefused(
        answer.reasons[0].key,
        "；".join(reason.zh for reason in answer.reasons),
        "; ".join(reason.en for reason in answer.reasons),
    )
