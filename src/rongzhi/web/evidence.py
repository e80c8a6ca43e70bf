"""What the pages about files say: exhibits with who, when, for what and who opened them; and one file in detail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rongzhi.casework.access_log import openings
from rongzhi.casework.evidence.blobs import Received, part_of
from rongzhi.casework.evidence.exhibits import UPLOAD, Exhibit, Handed, exhibits, files_of, open_bytes
from rongzhi.casework.evidence.pdf import MARKS
from rongzhi.casework.evidence.preview import text_start
from rongzhi.casework.seen import Sight
from rongzhi.core.procedure.fields import Choice
from rongzhi.core.procedure.rules import Rules
from rongzhi.web.happenings import actor_names
from rongzhi.web.openings import consulted_words
from rongzhi.web.questions import size_words
from rongzhi.web.speech import bare, say, words

PAGES_SHOWN = 40  # drawn on one page; further ones have links


@dataclass(frozen=True, slots=True)
class Reading:
    """Who opened a file, and when first."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """One exhibit on the list."""

    exhibit: Exhibit
    kind: str
    who: str
    readings: Mapping[str, tuple[Reading, ...]]


@dataclass(frozen=True, slots=True)
class Other:
    """A file that belongs to another act: the scan of a seal, what was sent in a room."""

    file: Handed
    act: str
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One file in detail."""

    who: str
    act: str
    size: str
    pages: tuple[int, ...]
    more: tuple[int, ...]
    marks: tuple[str, ...]
    cleaned: bool
    text: str
    readings: tuple[Reading, ...]


def exhibit_rows(seen: Sight, rules: Rules) -> list[Row]:
    """The exhibits that the reader may see, in order."""
    found = exhibits(seen)
    readings = _readings(seen)
    names = actor_names(seen, {exhibit.actor for exhibit in found})
    return [
        Row(
            exhibit,
            kind_words(rules, exhibit.kind),
            names.get(exhibit.actor, exhibit.actor),
            {file.id: readings.get(part_of(file.id), ()) for file in exhibit.files},
        )
        for exhibit in found
    ]


def other_files(seen: Sight, rules: Rules) -> list[Other]:
    """The other files of the case that the reader may open."""
    found = [file for file in files_of(seen).values() if file.act != UPLOAD]
    names = actor_names(seen, {file.actor for file in found})
    return [
        Other(
            file,
            words(rules.acts.get(file.act)),
            _field_words(rules, file),
            names.get(file.actor, file.actor),
        )
        for file in found
    ]


def shown_file(seen: Sight, file: Handed, known: Received, rules: Rules) -> Shown:
    """What the page of one file shows."""
    pages = (
        tuple(range(1, file.pages + 1))
        if file.media == "application/pdf" or file.media.startswith("image/")
        else ()
    )
    return Shown(
        actor_names(seen, {file.actor}).get(file.actor, file.actor),
        words(rules.acts.get(file.act)),
        size_words(file.size),
        pages[:PAGES_SHOWN],
        pages[PAGES_SHOWN:],
        tuple(say(*MARKS[mark]) for mark in known.marks),
        known.cleaned,
        _text(seen, file),
        _readings(seen).get(part_of(file.id), ()),
    )


def _text(seen: Sight, file: Handed) -> str:
    if not file.media.startswith("text/"):
        return ""
    with open_bytes(seen.picture.number, file.id) as content:
        return text_start(content)  # type: ignore[arg-type]


def _readings(seen: Sight) -> dict[str, tuple[Reading, ...]]:
    """Who opened each file, as far as the reader may know: once each, at the first time that is known."""
    first: dict[str, dict[str, datetime]] = {}
    for row in openings(seen):  # newest first
        if row.part.startswith("blob:"):
            first.setdefault(row.part, {})[row.reader] = row.at
    names = {
        "": consulted_words(),
        **actor_names(seen, {r for readers in first.values() for r in readers if r}),
    }
    return {
        part: tuple(
            Reading(names.get(who, who), at) for who, at in sorted(readers.items(), key=lambda r: r[1])
        )
        for part, readers in first.items()
    }


def kind_words(rules: Rules, code: str) -> str:
    """The name of a kind of document."""
    item = rules.acts[UPLOAD].field("kind")
    options = item.kind.options if item is not None and isinstance(item.kind, Choice) else ()
    return next((words(option) for option in options if option.code == code), code)


def _field_words(rules: Rules, file: Handed) -> str:
    act = rules.acts.get(file.act)
    item = act.field(file.field) if act else None
    return bare(words(item)).partition("（")[0].partition(" (")[0] if item else ""
