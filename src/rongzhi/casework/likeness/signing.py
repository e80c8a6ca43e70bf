"""Keeps signatures and clusters up to date with the record: after the commit, one case at a time, never what was erased."""

import secrets
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from rongzhi.casework.keys import installation_keys
from rongzhi.casework.likeness.held import clusters_of, note_stamp
from rongzhi.casework.likeness.stories import Told, signing_key, told
from rongzhi.casework.models import File
from rongzhi.casework.models import Likeness as Row
from rongzhi.casework.search.contents import FILE, PERSON
from rongzhi.casework.snapshot import load
from rongzhi.core.likeness.signature import Signature, signatures, to_bytes
from rongzhi.core.likeness.structure import KEYS, Structure
from rongzhi.core.procedure.picture import Picture
from rongzhi.directory.models import County

Progress = Callable[[int, int], None]
KIND = "case"
AT_ONCE = 100  # files in one transaction
STORED = tuple(key for key in KEYS if key != "seller")  # no form asks who sold


def waiting(county: str = "") -> QuerySet[File]:
    """The cases that went on since they were looked at, or never were; of one county or of all."""
    done = Row.objects.filter(file=OuterRef("number"), seq__gte=OuterRef("seq"))
    rows = File.objects.filter(~Exists(done), kind=KIND)
    return rows.filter(county=county) if county else rows


def sign(*, anew: bool = False, most: int | None = None, progress: Progress | None = None) -> int:
    """Sign every case that waits, at most so many, and put each into its cluster; gives their number.

    `anew` forgets all signatures and clusters before. Raises KeyFault without the installation's key. What was done
    before a fault stays; the next call goes on.
    """
    installation_keys()
    if anew:
        Row.objects.all().delete()
    total, done = waiting().count(), 0
    for county in waiting().order_by("county").values_list("county", flat=True).distinct():
        last = ""
        while most is None or done < most:
            rows = waiting(county).filter(number__gt=last).order_by("number")
            size = AT_ONCE if most is None else min(AT_ONCE, most - done)
            numbers = list(rows.values_list("number", flat=True)[:size])
            if not numbers:
                break
            with transaction.atomic():
                _sign_some(county, numbers)
                _settle(county)
            last, done = numbers[-1], done + len(numbers)
            if progress is not None:
                progress(done, total)
    return done


def forget(file: str, part: str) -> None:
    """Remove what an erased part gave: with the story its signature, with a person the digest of the township."""
    rows = Row.objects.filter(file=file)
    if part == FILE:
        rows.delete()
    elif part.startswith(PERSON):
        rows.exclude(place="").update(place="", turn=_turn())


def _sign_some(county: str, numbers: list[str]) -> None:
    """Sign some cases of one county. Their rows stay locked, so that no part is erased meanwhile, and the county's row,
    so that clusters are made by one process at a time.
    """
    files = File.objects.filter(number__in=numbers).order_by("number")
    if connection.vendor != "sqlite":  # there the IMMEDIATE transaction holds the lock already
        list(County.objects.select_for_update().filter(code=county).values_list("code"))
        files = files.select_for_update()
    found = {number: (seq, load(text)) for number, seq, text in files.values_list("number", "seq", "picture")}
    clusters = clusters_of(county)
    keys = installation_keys()
    key = signing_key(keys)
    known = {row.file: row for row in Row.objects.filter(file__in=list(found))}
    stories = told({number: picture for number, (_, picture) in found.items()}, keys)
    rows: dict[str, Row] = {}
    signed = signatures((stories[number].story for number in found), key)
    for (number, (seq, picture)), own in zip(found.items(), signed, strict=True):
        row = _row(picture, seq, stories[number], own)
        before = known.get(number)
        if before is not None and _same(before, row):
            row.cluster = before.cluster
        else:
            joined = clusters.add(number, own, structure_of(row))
            row.cluster = joined.cluster
            for gone in joined.merged:
                Row.objects.filter(county=county, cluster=gone).update(cluster=joined.cluster, turn=_turn())
                for other in rows.values():
                    other.cluster = joined.cluster if other.cluster == gone else other.cluster
        rows[number] = row
    Row.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["file"],
        update_fields=["seq", "turn", "signature", "cluster", *STORED],
    )
    note_stamp(county)


def _settle(county: str) -> None:
    """Look again at cases that stand alone, whenever the county has twice as many as the last time."""
    clusters = clusters_of(county)
    if not clusters.unsettled:
        return
    for gone, cluster in clusters.settle().items():
        Row.objects.filter(county=county, cluster=gone).update(cluster=cluster, turn=_turn())
    note_stamp(county)


def _row(picture: Picture, seq: int, one: Told, own: Signature) -> Row:
    facts = {name: getattr(one.structure, name) for name in STORED}
    return Row(
        file=picture.number, county=picture.county, seq=seq, turn=_turn(), signature=to_bytes(own), **facts
    )


def _same(before: Row, now: Row) -> bool:
    return bytes(before.signature) == now.signature and structure_of(before) == structure_of(now)


def structure_of(row: Row) -> Structure:
    """The facts of a stored case."""
    return Structure(**{name: getattr(row, name) for name in STORED})


def _turn() -> int:
    return secrets.randbits(32)


def still_there(numbers: list[str]) -> set[str]:
    """Of these files those that have a signature."""
    signed = Row.objects.filter(~Q(signature=b""), file__in=numbers)
    return set(signed.values_list("file", flat=True))
