"""The access log: a row for each part of a file that was opened for a reader, and who may see these rows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from rongzhi.casework.actions import saved
from rongzhi.casework.consulting import may_sit_at
from rongzhi.casework.evidence.exhibits import files_of
from rongzhi.casework.models import AccessLog
from rongzhi.casework.models import Entry as EntryRow
from rongzhi.casework.seen import Sight, best, only_by_lead, part_known
from rongzhi.core.procedure.definition import Actor
from rongzhi.rulebook.access import DataClass, Part, Visible

MOST = 200
AT_ONCE = 500
FILE = "blob:"  # a file's own part
EXPORT = "export:"  # a list that was taken out as a workbook, with this file in it


@dataclass(frozen=True, slots=True)
class Logged:
    """One part that somebody opened, as a reader of the log may know it.

    `consulted`: somebody of a body that was consulted; then `reader` and `body` are empty.
    """

    reader: str
    body: str
    part: str
    at: datetime
    consulted: bool = False


def opened_parts(seen: Sight) -> tuple[str, ...]:
    """The names of the parts that were opened for this reader: the header, and each part of which a piece is shown."""
    return ("header", *sorted({p.part for p in seen.pieces if not p.erased} - {"header"}))


def record_opening(seen: Sight, *, now: datetime, besides: Collection[str] = ()) -> None:
    """Write one row for each opened part, in one INSERT; to be called before anything of the file is shown.

    `besides`: parts that are in the log already as part of the same opening. Raises NotSaved when the rows cannot
    be written: the caller then shows nothing. Source: record.md §7. [design]
    """
    apart = only_by_lead(seen)
    suspicions = {p.part for p in seen.pieces if p.data_class is DataClass.DC9}
    rows = [
        AccessLog(
            county=seen.picture.county,
            file=seen.picture.number,
            part=name,
            reader=seen.by.id,
            body=min(seen.by.bodies, default=""),
            at=now,
            apart=apart or name in suspicions,
        )
        for name in opened_parts(seen)
        if name not in besides
    ]
    if rows:
        with saved():
            AccessLog.objects.bulk_create(rows)


def record_names(opened: Iterable[tuple[Sight, Collection[str]]], *, now: datetime) -> None:
    """Write the rows of a page that shows pieces of many files: one for each file and part, in one INSERT.

    Each sight comes with the parts that are not in the log yet. To be called before anything is shown; raises NotSaved.
    """
    rows = [
        AccessLog(
            county=seen.picture.county,
            file=seen.picture.number,
            part=name,
            reader=seen.by.id,
            body=min(seen.by.bodies, default=""),
            at=now,
            apart=apart,
        )
        for seen, parts, apart in ((seen, parts, only_by_lead(seen)) for seen, parts in opened)
        for name in parts
    ]
    if rows:
        with saved():
            AccessLog.objects.bulk_create(rows, batch_size=AT_ONCE)


def record_parts(by: Actor, file: str, parts: Iterable[str], *, now: datetime) -> None:
    """Write a row for each of these parts of a file that somebody reads who is no viewer of the file.

    To be called before anything is shown; raises NotSaved.
    """
    body = min(by.bodies, default="")
    with saved():
        AccessLog.objects.bulk_create(
            AccessLog(county=by.county, file=file, part=part, reader=by.id, body=body, at=now, apart=False)
            for part in parts
        )


def record_file_opening(seen: Sight, blob: str, *, apart: bool, now: datetime) -> None:
    """Write the row of a file's opening; to be called before anything of it is shown. Raises NotSaved."""
    with saved():
        AccessLog.objects.create(
            county=seen.picture.county,
            file=seen.picture.number,
            part=f"{FILE}{blob}",
            reader=seen.by.id,
            body=min(seen.by.bodies, default=""),
            at=now,
            apart=apart or only_by_lead(seen),
        )


def record_export(by: Actor, table: str, opened: Iterable[Sight], *, now: datetime) -> None:
    """Write that a list with these files was taken out, and the parts opened for it; before anything is given out.

    One row more for each file, `export:<table>`, whoever may see that list; of a list that opens no file one row without
    a file. Raises NotSaved.
    """
    rows, files = [], list(opened)
    if not files:
        body = min(by.bodies, default="")
        rows = [
            AccessLog(county=by.county, part=f"{EXPORT}{table}", reader=by.id, body=body, at=now, apart=False)
        ]
    for seen in files:
        apart = only_by_lead(seen)
        suspicions = {p.part for p in seen.pieces if p.data_class is DataClass.DC9}
        rows += [
            AccessLog(
                county=seen.picture.county,
                file=seen.picture.number,
                part=name,
                reader=by.id,
                body=min(by.bodies, default=""),
                at=now,
                apart=apart or name in suspicions,
            )
            for name in (*opened_parts(seen), f"{EXPORT}{table}")
        ]
    with saved():
        AccessLog.objects.bulk_create(rows, batch_size=AT_ONCE)


def openings(seen: Sight, *, most: int = MOST) -> list[Logged]:
    """The rows of this file that the reader may see, newest first, at most so many.

    The access table decides (DC10; DC9 for what is logged apart): parties see those of their file, others their own.
    A part of whose existence the reader may not know (the other side's confidences) stays out, but for own readings.
    Who sat in a consultation is for the table alone (docs/decisions/0013): others read that somebody consulted looked.
    """

    files = files_of(seen)
    consulted = _consulted(seen)

    @cache
    def allowed(reader: str, apart: bool) -> bool:
        kind = DataClass.DC9 if apart else DataClass.DC10
        part = Part(f"log:{reader}", kind, sender=seen.picture.owner)
        return best(seen.viewers, part) is not Visible.NO

    @cache
    def known(part: str) -> bool:
        if part.startswith(EXPORT):
            return True
        return part.removeprefix(FILE) in files if part.startswith(FILE) else part_known(seen, part)

    found: list[Logged] = []
    for row in AccessLog.objects.filter(file=seen.picture.number).order_by("-id").iterator():
        if len(found) == most:
            break
        own = row.reader == seen.by.id
        if allowed(row.reader, row.apart) and (own or known(row.part)):
            unnamed = row.body in consulted and not own
            named = ("", "") if unnamed else (row.reader, row.body)
            found.append(Logged(*named, row.part, row.at, consulted=unnamed))
    return found


def _consulted(seen: Sight) -> frozenset[str]:
    """The bodies whose readings would tell this reader who sat: of a table at which the reader does not sit itself.

    A body that the reader's own picture of the case names otherwise (the owner, a party, a court, where it was handed
    to) has its own reason to read, and keeps its name.
    """
    picture = seen.picture
    if may_sit_at(seen) or not any(run.procedure == "consultation" for run in picture.proceedings.values()):
        return frozenset()
    lines = EntryRow.objects.filter(file=picture.number, kind__in=("seat", "chair"))
    named = {picture.owner} | {party.body for party in picture.parties.values()}
    named |= {str(picture.header.get(column) or "") for column in ("court", "commissioned_by")}
    named |= {line.code for line in picture.list("referral")}
    return frozenset(lines.values_list("code", flat=True)) - named
