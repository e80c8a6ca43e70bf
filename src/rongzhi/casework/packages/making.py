"""Makes a package for one receiving body: what the map asks for is there, what it may not read is not."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import IO, Any

from rongzhi import __version__
from rongzhi.casework.access_log import record_opening
from rongzhi.casework.evidence.exhibits import Handed, files_of, open_bytes
from rongzhi.casework.evidence.faults import NotThere
from rongzhi.casework.evidence.names import ending_of
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import Event
from rongzhi.casework.packages.contents import as_told, directory_of, left_out_of
from rongzhi.casework.packages.history import Line, lines_of
from rongzhi.casework.packages.letter import letter
from rongzhi.casework.packages.receiver import Receiver, office_of, other_hand_overs, receiver, seen_by
from rongzhi.casework.packages.trust import own_card
from rongzhi.casework.papers.listing import listed
from rongzhi.casework.papers.making import NoPaper, made, pdf_of
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import Sight
from rongzhi.core.package.archive import Writer
from rongzhi.core.package.cards import Card
from rongzhi.core.package.envelope import SealedOut, seal_by_phrase, seal_for
from rongzhi.core.package.faults import PackageRefused
from rongzhi.core.package.manifest import LeftOut, Manifest, Member, Office
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.record.canonical import canonical
from rongzhi.rulebook.hand_over import LETTER, Finding, Row, findings, row_of
from rongzhi.rulebook.tables import forms

PACKED = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})


@dataclass(frozen=True)
class Plan:
    """A package before it is made: for whom, as they would read the case, by which row, and what was found."""

    found: Receiver
    seen: Sight
    row: Row
    papers: tuple[tuple[str, int], ...]
    files: tuple[Handed, ...]
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> tuple[Finding, ...]:
        """What must be put right before anything leaves."""
        return tuple(one for one in self.findings if one.refuses)


@dataclass(frozen=True)
class Packed:
    """A package that was made: its head, its digest, and how it opens (key, phrase, plain)."""

    manifest: Manifest
    digest: str
    how: str
    warnings: tuple[Finding, ...] = field(default=())


def plan(number: str, to: str, *, now: datetime, proceeding: str = "") -> Plan:
    """What a package of this case for the body `to` would hold, and what has to be checked. Raises PackageRefused."""
    found = receiver(number, to, proceeding=proceeding)
    seen = seen_by(found)
    handing = found.handing(now.date())
    row = row_of(handing)
    papers = _papers(seen, row, found)
    return Plan(
        found,
        seen,
        row,
        papers,
        tuple(files_of(seen).values()),
        tuple(findings(row, handing, {form for form, _ in papers})),
    )


def _papers(seen: Sight, row: Row, found: Receiver) -> tuple[tuple[str, int], ...]:
    """The papers that travel: every one with a whole file, those of the map in a packet; each issue of each."""
    some = listed(seen, rules_of(seen.picture.county))
    wanted = {LETTER, *row.papers} if not found.restricted else set(row.papers)
    if found.whole:
        return tuple((one.form, seq) for one in some for seq in one.seqs)
    others = other_hand_overs(found)
    return tuple(
        (one.form, seq) for one in some if one.form in wanted for seq in one.seqs if seq not in others
    )


def make(
    number: str,
    to: str,
    out: IO[bytes],
    *,
    by: Actor,
    now: datetime,
    proceeding: str = "",
    card: Card | None = None,
    phrase: str = "",
) -> Packed:
    """Write the package of a case for the body `to` into `out`; memory stays flat, for every file is streamed.

    It is sealed for the installation of `card`, or by `phrase`; a packet may also go open. What leaves is in the
    access log before the first byte. Raises PackageRefused (nothing is then worth keeping in `out`), KeyFault.
    """
    planned = plan(number, to, now=now, proceeding=proceeding)
    if planned.refused:
        first = planned.refused[0]
        raise PackageRefused(
            f"check_{first.key}",
            f"不能移送：{'；'.join(one.zh for one in planned.refused)}。",
            f"It cannot be sent: {'; '.join(one.en for one in planned.refused)}.",
        )
    if not planned.found.sent:
        raise PackageRefused(
            "not_sent",
            "移交还没有办理。请先办理「移交」，再导出移送包。",
            "The hand-over is only prepared. Hand it over first, then take the package out.",
        )
    if planned.found.whole and card is None and not phrase:
        raise PackageRefused(
            "not_sealed",
            "整案移送的包必须加密：请选择接收平台的密钥，或者使用一次性口令。",
            "A package of a whole file is always sealed: choose the receiver's key, or a one-time passphrase.",
        )
    record_opening(replace(planned.seen, by=by), now=now)
    sealed: SealedOut | None = None
    if card is not None:
        sealed = seal_for(out, card)
    elif phrase:
        sealed = seal_by_phrase(out, phrase)
    packed = _write(planned, sealed if sealed is not None else out, now)  # type: ignore[arg-type]
    if sealed is not None:
        sealed.finish()
    how = "key" if card is not None else "phrase" if phrase else "plain"
    return replace(packed, how=how)


def _write(planned: Plan, out: IO[bytes], now: datetime) -> Packed:
    found, county = planned.found, planned.seen.picture.county
    sender = office_of(county, found.picture.owner) or Office(found.picture.owner, "", "", "")
    with Writer(out) as writer:
        return _filled(planned, writer, sender, now)


def _filled(planned: Plan, writer: Writer, sender: Office, now: datetime) -> Packed:
    """Write everything that the plan names; a file that is no longer there is named among what was left out."""
    seen, found = planned.seen, planned.found
    number, county = seen.picture.number, seen.picture.county
    contents: list[tuple[Member, str]] = []
    issued: dict[int, list[dict[str, str]]] = {}
    for form, seq in planned.papers:
        try:
            row, pdf = pdf_of(made(seen, form, seq), now=now)
        except (NoPaper, LookupError):
            continue
        name = f"papers/{form}-{seq}.pdf"
        words = forms()[form].name_zh if form in forms() else form
        contents.append((writer.add(name, [pdf], packed=True), words))
        issued.setdefault(seq, []).append({"name": name, "form": form, "number": row.number})
    gone = []
    for file in planned.files:
        ending = ending_of(file.name)
        name = f"evidence/{file.id}{'.' + ending if ending.isascii() and ending.isalnum() else ''}"
        try:
            with open_bytes(number, file.id) as content:
                member = writer.add(name, content.chunks(), packed=file.media in PACKED)
            contents.append((member, file.name))
        except NotThere:
            gone.append(file.id)
    if gone and found.whole:  # what comes in would not be the same case
        raise PackageRefused(
            "file_lost",
            f"案卷中有 {len(gone)} 个文件在存储中找不到，整案移送不能缺件。请先从备份恢复文件，再制作移送包。",
            f"The store lacks {len(gone)} file(s) of this case, and a whole file does not go incomplete. Restore the "
            "files from the backup, then make the package.",
        )
    lines = lines_of(seen) if found.whole else []
    for line in lines:
        line.papers = issued.get(line.seq, [])
    left = left_out_of(seen, found, gone)
    if lines:
        writer.add("history.jsonl", _encoded(lines))
    writer.add(
        "case.json",
        [canonical(as_told(seen, found, directory_of(seen, lines) if lines else {}, planned.row))],
    )
    drawn = letter(
        number,
        county=county,
        from_body=sender,
        to_body=found.office,
        row=planned.row,
        basis=found.basis,
        contents=contents,
        left_out=left,
        now=now,
    )
    writer.add("papers/letter.pdf", [drawn], packed=True)
    manifest = _manifest(planned, sender, writer.members, left, len(lines), now)
    return Packed(manifest, writer.close(manifest, installation_keys()), "plain", planned.findings)


def _encoded(lines: list[Line]) -> Iterator[bytes]:
    for line in lines:
        yield canonical(line.as_json()) + b"\n"


def _manifest(
    planned: Plan, sender: Office, members: list[Member], left: list[LeftOut], events: int, now: datetime
) -> Manifest:
    found, number = planned.found, planned.seen.picture.number
    head: Any = Event.objects.filter(file=number).order_by("-seq").values_list("hash", flat=True).first()
    return Manifest(
        kind="case" if found.whole else "packet",
        number=number,
        sender=own_card(planned.seen.picture.county),
        from_body=sender,
        to_body=found.office,
        made_at=now.isoformat(timespec="seconds"),
        purpose=f"{planned.row.to_zh}：{planned.row.trigger_zh}",
        basis_kind=found.basis_kind,
        basis=found.basis,
        head=bytes(head).hex(),
        events=events,
        files=tuple(members),
        left_out=tuple(left),
        program=__version__,
    )
