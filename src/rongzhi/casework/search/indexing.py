"""Brings the index up to date with the record: after the commit, some files in a transaction, never what was erased."""

from collections.abc import Callable, Iterable

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import Event, File, SealedPart, SearchedFile
from rongzhi.casework.projection import facts_of
from rongzhi.casework.sealing import open_parts
from rongzhi.casework.search.contents import FILE, PERSON, open_proceedings, texts
from rongzhi.casework.search.store import NAME, TEXT, Digests, Row, empty, put
from rongzhi.casework.search.words import grams
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.picture import Picture

Progress = Callable[[int, int], None]
KIND = "case"  # bodies, neutrals and the county have lists of their own
AT_ONCE = 200  # files in one transaction: a few tenths of a second in which nobody else writes


def waiting() -> QuerySet[File]:
    """The files that went on since they were indexed, or never were."""
    done = SearchedFile.objects.filter(file=OuterRef("number"), seq__gte=OuterRef("seq"))
    return File.objects.filter(~Exists(done), kind=KIND)


def index(*, anew: bool = False, most: int | None = None, progress: Progress | None = None) -> int:
    """Index every file that waits, at most so many; `anew` empties the index before. Gives the number of files.

    Raises KeyFault without the installation's key. What was done before a fault stays; the next call goes on.
    """
    installation_keys()
    if anew:
        with transaction.atomic():
            empty()
            SearchedFile.objects.all().delete()
    total, done, digests = waiting().count(), 0, Digests(installation_keys())
    last = ""
    while most is None or done < most:
        rows = waiting().filter(number__gt=last).order_by("number")
        size = AT_ONCE if most is None else min(AT_ONCE, most - done)
        numbers = list(rows.values_list("number", flat=True)[:size])
        if not numbers:
            break
        with transaction.atomic():
            _index_some(numbers, digests)
        last, done = numbers[-1], done + len(numbers)
        if progress is not None:
            progress(done, total)
    return done


def _index_some(numbers: list[str], digests: Digests) -> None:
    """Write the rows of some files anew. Their rows in the file table stay locked, so no part is erased meanwhile."""
    rows = File.objects.filter(number__in=numbers).order_by("number")
    if connection.vendor != "sqlite":  # there the IMMEDIATE transaction holds the lock already
        rows = rows.select_for_update()
    found = {number: (seq, text) for number, seq, text in rows.values_list("number", "seq", "picture")}
    put(list(found), _rows(numbers, {number: load(text) for number, (_, text) in found.items()}, digests))
    SearchedFile.objects.bulk_create(
        (SearchedFile(file=number, seq=seq) for number, (seq, _) in found.items()),
        update_conflicts=True,
        unique_fields=["file"],
        update_fields=["seq"],
    )


def _rows(numbers: Iterable[str], pictures: dict[str, Picture], digests: Digests) -> list[Row]:
    wanted = Q(name=FILE) | Q(name__startswith=PERSON)
    parts = list(SealedPart.objects.filter(wanted, file__in=numbers).order_by(F("file"), F("seq")))
    places = {(part.file, part.seq) for part in parts}
    acts: dict[tuple[str, int], tuple[str, str]] = {}
    for file, seq, act, header in (
        Event.objects.filter(file__in=numbers).values_list("file", "seq", "act", "header").iterator()
    ):
        if (file, seq) in places:
            acts[file, seq] = (act, facts_of(header)["facts"].get("proceeding", ""))
    allowed = {
        file: open_proceedings(picture, ["", *picture.proceedings]) for file, picture in pictures.items()
    }
    words: dict[tuple[str, str], set[str]] = {}
    for opened in open_parts(parts):
        act, proceeding = acts[opened.file, opened.seq]
        if opened.content is None or proceeding not in allowed[opened.file]:
            continue
        for text in texts(opened.name, act, opened.content):
            words.setdefault((opened.file, opened.name), set()).update(grams(text))
    return [
        (file, name, digests.tokens(NAME if name.startswith(PERSON) else TEXT, found))
        for (file, name), found in words.items()
    ]
