"""The access log: a row for each part of a file that was opened for a reader, and who may see these rows."""

from collections.abc import Collection
from datetime import datetime
from functools import cache

from rongzhi.casework.actions import saved
from rongzhi.casework.models import AccessLog
from rongzhi.casework.visibility import Sight, best, only_by_lead, part_known
from rongzhi.rulebook.access import DataClass, Part, Visible

MOST = 200


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


def openings(seen: Sight, *, most: int = MOST) -> list[AccessLog]:
    """The rows of this file that the reader may see, newest first, at most so many.

    The access table decides (DC10; DC9 for what is logged apart): parties see those of their file, others their own.
    A part of whose existence the reader may not know (the other side's confidences) stays out, but for own readings.
    """

    @cache
    def allowed(reader: str, apart: bool) -> bool:
        kind = DataClass.DC9 if apart else DataClass.DC10
        part = Part(f"log:{reader}", kind, sender=seen.picture.owner)
        return best(seen.viewers, part) is not Visible.NO

    @cache
    def known(part: str) -> bool:
        return part_known(seen, part)

    found: list[AccessLog] = []
    for row in AccessLog.objects.filter(file=seen.picture.number).order_by("-id").iterator():
        if len(found) == most:
            break
        if allowed(row.reader, row.apart) and (row.reader == seen.by.id or known(row.part)):
            found.append(row)
    return found
