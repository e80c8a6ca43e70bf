"""Applies the changes that an act made to the picture of a file: the one way a picture moves, also at replay."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from rongzhi.core.procedure.picture import Entry, Party, Picture, Proceeding, RunningClock

PictureT = TypeVar("PictureT", bound=Picture)

# (table, key, columns); tables are those of ROWS below, plus case, paper and message, which have no picture row.
Change = tuple[str, str, dict[str, Any]]

ROWS: Mapping[str, type] = {
    "party": Party,
    "proceeding": Proceeding,
    "clock": RunningClock,
    "entry": Entry,
}
PLACES: Mapping[str, str] = {
    "party": "parties",
    "proceeding": "proceedings",
    "clock": "clocks",
    "entry": "entries",
}
DAYS = frozenset({"since", "opened", "started", "due", "extended", "on"})  # and every name that ends in _on
MOMENTS = frozenset({"due_at"})
AMOUNTS = frozenset({"amount", "agreed_amount"})


def apply(picture: PictureT, changes: Iterable[Change], seq: int) -> PictureT:
    """A new picture after the changes of event `seq`; the old one stays as it was."""
    header = dict(picture.header)
    places: dict[str, dict[str, Any]] = {}
    for table, key, columns in changes:
        if table == "case":
            header.update(columns)
        elif table in ROWS:
            place = PLACES[table]
            rows = places.get(place)
            if rows is None:
                rows = places[place] = dict(getattr(picture, place))
            old = rows.get(key)
            if old is not None:
                rows[key] = dataclasses.replace(old, **columns)
            elif table == "entry":
                rows[key] = Entry(key=key, seq=seq, **columns)
            else:
                rows[key] = ROWS[table](key=key, **columns)
    moved: dict[str, Any] = {"seq": seq, "header": header, **places}
    return dataclasses.replace(picture, **moved)


def revive(changes: Iterable[list[Any]]) -> list[Change]:
    """Changes as they stand in a stored event (JSON) back with their dates, moments and amounts."""
    return [
        (table, key, {name: typed_column(name, value) for name, value in columns.items()})
        for table, key, columns in changes
    ]


def typed_column(name: str, value: Any) -> Any:
    """One stored column back as a date, moment, amount or tuple of pauses; anything else as it is."""
    if isinstance(value, str):
        if name in DAYS or name.endswith("_on"):
            return date.fromisoformat(value)
        if name in MOMENTS:
            return datetime.fromisoformat(value)
        if name in AMOUNTS:
            return Decimal(value)
    if name == "pauses":
        return tuple((date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in value)
    return value
