"""Who stands behind which opinion, for assessors: read-only, once opened, each reading in the access log.

An assessor is no viewer of the case: nothing else of it becomes readable here (docs/decisions/0014).
"""

from dataclasses import dataclass
from datetime import date

from rongzhi.casework.consulting import Table, consultations_of, opened_table
from rongzhi.casework.models import Entry, File
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.guards.consultation import openings_of, seats_of

MOST = 100


@dataclass(frozen=True, slots=True)
class Assessable:
    """A consultation whose opinions were opened: its file and proceeding, the stage, rounds opened, day of the last."""

    file: str
    run: str
    stage: str
    rounds: int
    opened_on: date


@dataclass(frozen=True, slots=True)
class Named:
    """The opened opinions of a consultation with their seats, in the file as it stands."""

    picture: Picture
    table: Table


def is_assessor(by: Actor) -> bool:
    """Whether this person assesses; nothing is implied of which cases."""
    return "assessor" in by.functions and bool(by.bodies)


def may_read_names(by: Actor, picture: Picture, run: str) -> bool:
    """Assessors of the county, unless their own body has or had a seat at this table: colleagues would unmask it."""
    return (
        is_assessor(by)
        and by.county == picture.county
        and picture.kind == "case"
        and not any(seat.code in by.bodies for seat in seats_of(picture, run))
    )


def assessable(by: Actor) -> list[Assessable]:
    """The consultations that this person may assess, the last opened first; nothing of them is opened."""
    if not is_assessor(by):
        return []
    held = Entry.objects.filter(kind="opened").values("file")
    found = []
    for text in File.objects.filter(county=by.county, number__in=held).values_list("picture", flat=True):
        picture = load(text)
        for run in consultations_of(picture):
            opened = openings_of(picture, run.key)
            if opened and may_read_names(by, picture, run.key):
                found.append(
                    Assessable(picture.number, run.key, run.stage, len(opened), opened[-1].on or date.min)
                )
    return sorted(found, key=lambda one: (one.opened_on, one.file), reverse=True)[:MOST]


def named_opinions(by: Actor, number: str, key: str) -> Named | None:
    """The opened opinions of this consultation with whose they are; None where there is nothing for this reader.

    To be logged before anything is shown: `seats_read` names the parts.
    """
    text = File.objects.filter(number=number, kind="case").values_list("picture", flat=True).first()
    if text is None:
        return None
    picture = load(text)
    run = picture.proceedings.get(key)
    if run is None or run not in consultations_of(picture) or not may_read_names(by, picture, key):
        return None
    table = opened_table(picture, run)
    return Named(picture, table) if table.rounds else None


def seats_read(found: Named) -> list[str]:
    """The sealed parts of which something is shown, by name."""
    seats = {voice.seat for each in found.table.rounds for voice in each.voices}
    return [f"opinion:{seat}" for seat in sorted(seats)]
