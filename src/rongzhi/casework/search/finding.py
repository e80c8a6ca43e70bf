"""Finds files for one reader: candidates from the index among the cases that exist for them, then what they may read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from rongzhi.casework import matching
from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import Case, SearchRow
from rongzhi.casework.search.opening import open_files
from rongzhi.casework.search.query import Query
from rongzhi.casework.search.store import NAME, TEXT, Digests
from rongzhi.casework.search.store import matching as rows_with
from rongzhi.casework.search.words import Piece as Run
from rongzhi.casework.search.words import pieces as runs_of
from rongzhi.casework.search.words import places, wanted
from rongzhi.casework.seen import Piece, Sight, best, header_open
from rongzhi.casework.visibility import cases_for, glimpses
from rongzhi.core.procedure.definition import Actor
from rongzhi.rulebook.access import DataClass, Part, Visible

PAGE = 10
AT_ONCE = PAGE + 1  # candidates looked at together
MOST_LOOKED_AT = 200  # candidates for one page; what the reader may not read of them shows nowhere
WHOLE = frozenset(matching.WHOLE)
IN_NAMES = frozenset({"name", "words"})
IN_TEXTS = frozenset({"text", "words"})


@dataclass(frozen=True, slots=True)
class Hit:
    """One file found: as the reader may see it, with the opened pieces that are shown, and where the words stand.

    `seen.pieces` holds nothing but what the page shows: names of the parties, and the pieces found.
    """

    number: str
    seen: Sight
    found: tuple[tuple[Piece, tuple[tuple[int, int], ...]], ...] = ()


def find(
    by: Actor, query: Query, *, after: str = "", status: str = "", dispute_class: str = "", page: int = PAGE
) -> tuple[list[Hit], bool]:
    """A page of files, newest number first, behind the number `after`; and whether there are more.

    A file is found only by what this reader is shown of it, unmasked: a candidate that the index gives is opened and
    looked at as they may see it, and left out without a trace when the words are not there. Raises KeyFault.
    """
    hits: list[Hit] = []
    for numbers in _batches(by, query, after, dispute_class, most=max(MOST_LOOKED_AT, 2 * page)):
        for hit in _looked_at(by, query, numbers):
            if _wanted(hit.seen, status, dispute_class):
                hits.append(hit)
            if len(hits) > page:
                return hits[:page], True
    return hits, False


def _wanted(seen: Sight, status: str, dispute_class: str) -> bool:
    """Whether the file passes the filters, by what this reader may know of it."""
    header = seen.picture.header
    if status and header.get("status") != status:
        return False
    if not dispute_class:
        return True
    shown = best(seen.viewers, Part("header", DataClass.DC2, field="dispute_class")) is Visible.PLAIN
    return shown and header.get("dispute_class") == dispute_class


def _batches(by: Actor, query: Query, after: str, dispute_class: str, *, most: int) -> Iterator[list[str]]:
    """Numbers of candidates, some at a time, newest first."""
    rows = _candidates(by, query)
    if dispute_class:
        rows = rows.filter(dispute_class=dispute_class)
    looked = 0
    while looked < most:
        later = rows.filter(number__lt=after) if after else rows
        numbers = list(later.order_by("-number").values_list("number", flat=True)[:AT_ONCE])
        if numbers:
            yield numbers
        if len(numbers) < AT_ONCE:
            return
        looked, after = looked + len(numbers), numbers[-1]


def _candidates(by: Actor, query: Query) -> QuerySet[Case]:
    """The reader's cases in which something may stand that fits; more than they may know of."""
    rows = cases_for(by)
    if query.kind == "number":
        return rows.filter(number__startswith=query.text)
    if query.kind == "amount":
        return rows.filter(amount__gte=query.least, amount__lte=query.most)
    if query.day is not None:
        start = datetime.combine(query.day, time(), SHANGHAI)
        within = Q(next_due__gte=start, next_due__lt=start + timedelta(days=1))
        return rows.filter(Q(filed_on=query.day) | Q(ended_on=query.day) | within)
    if query.kind in WHOLE:
        same = matching.rows_of(installation_keys(), by.county, query.kind, query.text)
        return rows.filter(number__in=same.values("file"))
    return rows.filter(number__in=indexed(query).values("file"))


def indexed(query: Query) -> QuerySet[SearchRow]:
    """The rows of the index that hold the words of the query: among names, texts, or either."""
    digests, words = Digests(installation_keys()), wanted(query.text)
    spaces = [NAME] * (query.kind in IN_NAMES) + [TEXT] * (query.kind in IN_TEXTS)
    return rows_with([digests.tokens(space, words) for space in spaces])


def _looked_at(by: Actor, query: Query, numbers: list[str]) -> Iterator[Hit]:
    seen = open_files(glimpses(by, numbers), texts=query.kind in IN_TEXTS)
    for number in numbers:
        if number not in seen:
            continue
        hit = _fits(query, seen[number])
        if hit is not None:
            yield hit


def _fits(query: Query, seen: Sight) -> Hit | None:
    names = tuple(p for p in seen.pieces if p.part.startswith("person:") and p.key == "name" and not p.erased)
    number = seen.picture.number
    if query.kind == "number":
        return Hit(number, replace(seen, pieces=names))
    if query.kind == "amount":
        amount = seen.picture.header.get("amount")
        plain = best(seen.viewers, Part("header", DataClass.DC2, field="amount")) is Visible.PLAIN
        return Hit(number, replace(seen, pieces=names)) if plain and amount is not None else None
    if query.day is not None:
        fits = header_open(seen) and query.day in _days(seen)
        return Hit(number, replace(seen, pieces=names)) if fits else None
    readable = [p for p in seen.pieces if not p.masked and not p.erased]
    if query.kind in WHOLE:
        own = [p for p in readable if p.key == query.kind and str(p.value) == query.text]
        found: dict[Piece, tuple[tuple[int, int], ...]]
        found = {piece: ((0, len(str(piece.value))),) for piece in own[-1:]}
    else:
        found = _words_in(query, readable)
    if not found:
        return None
    shown = tuple(dict.fromkeys((*names, *found)))
    return Hit(number, replace(seen, pieces=shown), tuple(found.items()))


def _days(seen: Sight) -> set[date]:
    header = seen.picture.header
    days = {clock.due_at.astimezone(SHANGHAI).date() for clock in seen.picture.running_clocks if clock.due_at}
    return days | {header[key] for key in ("filed_on", "ended_on") if header.get(key)}


def _words_in(query: Query, readable: list[Piece]) -> dict[Piece, tuple[tuple[int, int], ...]]:
    """The pieces that hold the words: a name with all of them, or the texts of the file that have all together."""
    found: dict[Piece, tuple[tuple[int, int], ...]] = {}
    if query.kind in IN_NAMES:
        for piece in readable:
            if piece.key == "name" and piece.part.startswith("person:"):
                where = places(query.text, str(piece.value))
                if all(where.values()):
                    found[piece] = _in_order(where)
    if query.kind in IN_TEXTS:
        missing: set[tuple[str, str]] = {(run.kind, run.text) for run in runs_of(query.text)}
        holding: dict[Piece, tuple[tuple[int, int], ...]] = {}
        for piece in readable:
            if piece.part == "file":
                where = places(query.text, str(piece.value))
                here = {(run.kind, run.text) for run, spots in where.items() if spots}
                if here:
                    holding[piece] = _in_order(where)
                    missing -= here
        if not missing:
            found |= holding
    return found


def _in_order(where: Mapping[Run, list[tuple[int, int]]]) -> tuple[tuple[int, int], ...]:
    """Where the runs stand, without those that lie within another."""
    spots = sorted({spot for some in where.values() for spot in some})
    kept: list[tuple[int, int]] = []
    for start, end in spots:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
