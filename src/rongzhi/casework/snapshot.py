"""The bridge in: the stored picture of a file as the typed value that rules look at, and back."""

import dataclasses
import json
from typing import Any

from rongzhi.core.procedure.apply import PLACES, ROWS, typed_column
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.record.canonical import canonical_exact

DEFAULTS = {
    table: {f.name: f.default for f in dataclasses.fields(row) if f.default is not dataclasses.MISSING}
    for table, row in ROWS.items()
}
NAMES = {table: tuple(f.name for f in dataclasses.fields(row)) for table, row in ROWS.items()}


def store(picture: Picture) -> str:
    """The picture as canonical JSON; columns that hold their default are left out."""
    whole: dict[str, Any] = {
        "number": picture.number,
        "county": picture.county,
        "kind": picture.kind,
        "owner": picture.owner,
        "seq": picture.seq,
        "header": {k: v for k, v in picture.header.items() if v is not None and v != ""},
    }
    for table, place in PLACES.items():
        rows = getattr(picture, place)
        if rows:
            whole[place] = {key: _columns(table, row) for key, row in rows.items()}
            whole[f"{place}_order"] = list(rows)
    return canonical_exact(whole).decode()


def _columns(table: str, row: Any) -> dict[str, Any]:
    defaults = DEFAULTS[table]
    found = {}
    for name in NAMES[table]:
        value = getattr(row, name)
        if name != "key" and (name not in defaults or value != defaults[name]):
            if name == "facts" and not value:
                continue
            found[name] = value
    return found


def load(text: str) -> Picture:
    """The picture that `store` wrote."""
    whole = json.loads(text)
    places: dict[str, Any] = {}
    for table, place in PLACES.items():
        rows = whole.get(place, {})
        places[place] = {
            key: ROWS[table](key=key, **{n: typed_column(n, v) for n, v in rows[key].items()})
            for key in whole.get(f"{place}_order", ())
        }
    return Picture(
        number=whole["number"],
        county=whole["county"],
        kind=whole["kind"],
        owner=whole["owner"],
        seq=whole["seq"],
        header={name: typed_column(name, value) for name, value in whole["header"].items()},
        **places,
    )
