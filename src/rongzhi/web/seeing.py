"""Opens a file for a page as its reader may see it and logs the opening, or says that it is not there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest

from rongzhi.casework.access_log import opened_parts, record_file_opening, record_names, record_opening
from rongzhi.casework.evidence.blobs import part_of
from rongzhi.casework.evidence.exhibits import Handed
from rongzhi.casework.keys import key_fault
from rongzhi.casework.seen import Piece, Sight
from rongzhi.casework.visibility import names_for, sight
from rongzhi.web.actors import actor_of
from rongzhi.web.moment import now

LONGEST_NUMBER = 40
OPENED = "opened"
SAME_OPENING = timedelta(minutes=5)


def open_file(request: HttpRequest, number: str, *, talk: bool = True) -> Sight:
    """The file as the reader may see it, with the opening in the access log; without `talk`, messages stay shut.

    Raises Http404 when it is not there for them, NotSaved when the opening cannot be logged.
    """
    actor = actor_of(request)
    if actor is None or len(number) > LONGEST_NUMBER or not number.isprintable():
        raise Http404
    seen = sight(actor, number, open_sealed=key_fault() is None, talk=talk)
    if seen is None:
        raise Http404
    _log(request, seen, now())
    return seen


def glance(request: HttpRequest, number: str) -> Sight:
    """The file with the names of its parties alone, for pages that open a few pieces of many themselves.

    Raises Http404 when it is not there for them. What is opened then goes through `note_opening`.
    """
    actor = actor_of(request)
    if actor is None or len(number) > LONGEST_NUMBER or not number.isprintable():
        raise Http404
    seen = sight(actor, number, open_sealed=False)
    if seen is None:
        raise Http404
    names = {party: name for (_, party), name in names_for({number: seen}).items()}
    return replace(seen, names=names)


def note_opening(request: HttpRequest, seen: Sight, pieces: tuple[Piece, ...]) -> Sight:
    """The sight with these pieces opened, and the opening in the access log; raises NotSaved when it cannot be logged."""
    seen = replace(seen, pieces=pieces)
    _log(request, seen, now())
    return seen


def note_file(request: HttpRequest, seen: Sight, file: Handed) -> None:
    """Log the opening of one handed-in file, before anything of it is shown; its pages within five minutes belong to
    the same opening. Raises NotSaved.
    """
    at, name = now(), part_of(file.id)
    held = _held(request, at)
    key = f"{seen.by.id} {seen.picture.number}"
    began, *logged = held.get(key, [at.isoformat()])
    if name not in logged:
        record_file_opening(seen, file.id, apart=file.apart, now=at)
        request.session[OPENED] = {**held, key: [began, *sorted({*logged, name})]}


def note_list(request: HttpRequest, opened: Iterable[Sight]) -> None:
    """Log what a list opened of many files (names, answers), in one INSERT, before any of it is shown.

    Pages of the same file within five minutes belong to the same opening, as for a single file. Raises NotSaved.
    """
    at = now()
    held = _held(request, at)
    fresh: list[tuple[Sight, list[str]]] = []
    for seen in opened:
        key = f"{seen.by.id} {seen.picture.number}"
        began, *logged = held.get(key, [at.isoformat()])
        parts = sorted({p.part for p in seen.pieces if not p.erased and p.part != "header"} - set(logged))
        if parts:
            fresh.append((seen, parts))
            held[key] = [began, *sorted({*logged, *parts})]
    if fresh:
        record_names(fresh, now=at)
        request.session[OPENED] = held


def _held(request: HttpRequest, at: datetime) -> dict[str, list[str]]:
    """The openings of this session that are not over: when each began, and the parts that were opened in it."""
    return {
        key: opening
        for key, opening in request.session.get(OPENED, {}).items()
        if timedelta(0) <= at - datetime.fromisoformat(opening[0]) < SAME_OPENING
    }


def _log(request: HttpRequest, seen: Sight, at: datetime) -> None:
    """Log what was opened. For five minutes from there, pages of the same file in the same session belong to the same
    opening; only a part that was not yet opened in it gets another row.
    """
    held = _held(request, at)
    key = f"{seen.by.id} {seen.picture.number}"
    began, *logged = held.get(key, [at.isoformat()])
    parts = {*logged, *opened_parts(seen)}
    if len(parts) > len(logged):
        record_opening(seen, now=at, besides=logged)
        request.session[OPENED] = {**held, key: [began, *sorted(parts)]}
