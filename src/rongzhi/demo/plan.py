"""Which text is filed as what: ordinary, by an institution, handed over by a court, twice, or with a ground of refusal."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from rongzhi.demo.tables import Complaint, complaints, read

ORDINARY, INSTITUTION, DUPLICATE = "ordinary", "institution", "duplicate"


@dataclass(frozen=True)
class Kind:
    """One kind of filing made by design; empty values leave the matter to the ordinary tables."""

    key: str
    rows: int = 0
    ground: str = ""
    dispute_class: str = ""
    reason: str = ""
    claim: str = ""
    respondent: str = ""
    products: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    small_business: bool = False
    oldest: bool = False
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Slot:
    """One row to be: its reference, its text, its kind, its serial number, and the row that it repeats."""

    ref: str
    complaint: Complaint
    kind: Kind
    serial: int
    repeats: str = ""


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of plan.toml by key, and the ordinary one."""
    table = {ORDINARY: Kind(ORDINARY)}
    for row in read("plan.toml")["kinds"]:
        values = dict(row)
        table[row["key"]] = Kind(
            key=values.pop("key"),
            dispute_class=values.pop("class", ""),
            products=tuple(values.pop("products", ())),
            cues=tuple(values.pop("cues", ())),
            values=values.pop("set", {}),
            **values,
        )
    return table


@cache
def chances() -> dict[str, int]:
    """Chances in a thousand, by key."""
    return dict(read("plan.toml")["chances"])


def _best(free: list[Complaint], kind: Kind) -> Complaint:
    """The first text with the product and a cue, else with the product, else the first."""
    fit = [text for text in free if not kind.products or text.product in kind.products]
    cued = [text for text in fit if any(cue in text.narrative.lower() for cue in kind.cues)]
    return (cued or fit or free)[0]


def _assign(block: list[Complaint]) -> dict[str, Kind]:
    """Gives the kinds of the plan to texts of a block; the rare kinds choose first."""
    given: dict[str, Kind] = {}
    free = list(block)
    for kind in sorted(kinds().values(), key=lambda kind: kind.rows):
        if kind.key == DUPLICATE:
            continue
        for _ in range(min(kind.rows, len(free))):
            chosen = _best(free, kind)
            free.remove(chosen)
            given[chosen.id] = kind
    return given


def _with_duplicates(block: list[Slot], source: random.Random) -> list[Slot]:
    """Adds the second filings of a block, each some rows after the first."""
    kind = kinds()[DUPLICATE]
    ordinary = [slot for slot in block if slot.kind.key == ORDINARY]
    rows = list(block)
    for first in source.sample(ordinary, min(kind.rows, len(ordinary))):
        again = Slot(f"{first.ref}-2", first.complaint, kind, first.serial, repeats=first.ref)
        rows.insert(rows.index(first) + source.randint(1, 40), again)
    return rows


def slots(seed: int) -> Iterator[Slot]:
    """All rows to be, in the order of filing; the same seed gives the same rows."""
    order = list(complaints())
    random.Random(seed).shuffle(order)
    size = read("plan.toml")["block"]
    for start in range(0, len(order), size):
        block = order[start : start + size]
        given = _assign(block)
        rows = [
            Slot(text.id, text, given.get(text.id, kinds()[ORDINARY]), serial)
            for serial, text in enumerate(block, start=start)
        ]
        yield from _with_duplicates(rows, random.Random(f"{seed}/duplicates/{start}"))
