"""Which filing takes which route: what it was made for, what it fits, and what the demo has to show at least."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rongzhi.core.money import parse_amount
from rongzhi.demo.behaviour import Behaviour, Route, behaviour, draw
from rongzhi.demo.build import Filing
from rongzhi.demo.plan import ORDINARY
from rongzhi.demo.values import CAP

PLAYED = 300
"""How many cases are played to their end when there are enough; the others are ended at the desk."""

PLAYABLE = (
    ORDINARY,
    "institution",
    "commissioned",
    "entrusted",
    "arbitration",
    "old",
    "weak_authority",
    "own",
)
READY_AMONG = 150  # the ready cases are among the last filings
SLOW = (45, 90)  # but those that days have to go by for: filed so many days before the last one
READY_SHARE = 4  # and no more than a quarter of all


@dataclass
class Cast:
    """The route of each filing by its reference, and the ready cases in the order of the table."""

    routes: dict[str, Route] = field(default_factory=dict)
    ready: dict[str, Route] = field(default_factory=dict)
    played: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)


def cast(found: Sequence[Filing], *, seed: int, switched_off: frozenset[str] = frozenset()) -> Cast:
    """Give the filings their routes; the same seed gives the same ones."""
    source, tables, given = random.Random(f"{seed}/casting"), behaviour(), Cast()
    for filing in found:
        route = _by_design(filing, tables)
        if route is not None:
            given.routes[filing.design.ref] = route
            given.played.add(filing.design.ref)
    free = [f for f in found if f.design.ref not in given.routes and f.design.kind in PLAYABLE]
    if not free:
        return given
    _ready(free, tables, given, switched_off)
    early = [f for f in free if f.design.ref not in given.routes]
    early = early[: max(len(early) * 2 // 3, 1)]
    source.shuffle(early)
    _required(early, tables, given)
    rest = [f for f in found if f.design.ref not in given.routes and f.design.kind in PLAYABLE]
    more = max(min(PLAYED - len(given.played), len(rest)), 0)
    chosen = {f.design.ref for f in source.sample(rest, more)}
    for filing in rest:
        full = filing.design.ref in chosen
        fitting = [r for r in (tables.routes if full else tables.light) if fits(r, filing)]
        route = draw(fitting, source)
        if route is not None:
            given.routes[filing.design.ref] = route
            if full:
                given.played.add(filing.design.ref)
    return given


def _by_design(filing: Filing, tables: Behaviour) -> Route | None:
    if filing.story is not None:
        return tables.stories.get(filing.story.key)
    return tables.by_kind.get(filing.design.kind)


def _ready(free: Sequence[Filing], tables: Behaviour, given: Cast, switched_off: frozenset[str]) -> None:
    late = [f for f in reversed(free) if f.design.kind == ORDINARY or f.design.kind == "own"][:READY_AMONG]
    most = len(free) // READY_SHARE
    half = late[: len(late) // 2] if len(free) < 2 * READY_AMONG else late
    for route in sorted(tables.ready, key=lambda r: -len(r.fits)):
        if route.halt[0] in switched_off or route.first_contact or len(given.ready) >= most:
            continue
        among = [f for f in free if SLOW[0] <= (free[-1].at - f.at).days <= SLOW[1]] if route.slow else half
        filing = next(
            (f for f in among if f.design.ref not in given.routes and fits(route, f) and _plain(f)), None
        )
        if filing is not None:
            given.routes[filing.design.ref] = given.ready[filing.design.ref] = route


def _required(early: Sequence[Filing], tables: Behaviour, given: Cast) -> None:
    wanted = [
        route
        for turn in range(max(r.least for r in tables.routes))
        for route in tables.routes
        if turn < route.least
    ]
    for route in wanted:
        filing = next((f for f in early if f.design.ref not in given.routes and fits(route, f)), None)
        if filing is None:
            given.missing.append(route.key)
            continue
        given.routes[filing.design.ref] = route
        given.played.add(filing.design.ref)


def fits(route: Route, filing: Filing) -> bool:
    """Whether the filing is of the sort that the route asks for."""
    if filing.row.get("suit_pending") == "yes" and not _from_court(filing):
        return False
    return all(FITS[name](filing) for name in route.fits)


def _plain(filing: Filing) -> bool:
    """A consumer against an institution that takes part: what most routes can be shown on."""
    return filing.row.get("applicant_kind") == "consumer" and _may_refuse(filing) and _institution(filing)


def _from_court(filing: Filing) -> bool:
    return filing.row.get("channel_wished", "") in ("commissioned", "entrusted")


def _institution(filing: Filing) -> bool:
    return bool(filing.row.get("respondent_body"))


def _may_refuse(filing: Filing) -> bool:
    return not filing.row.get("respondent_body", "").startswith("SEC_CO")


def _small(filing: Filing) -> bool:
    amount = filing.row.get("amount", "")
    try:
        return not amount or parse_amount(amount) <= CAP
    except ValueError:
        return False


FITS: Mapping[str, Callable[[Filing], bool]] = {
    "institution_respondent": _institution,
    "person_respondent": lambda f: not _institution(f) and f.row.get("applicant_kind") == "consumer",
    "institution_applicant": lambda f: f.row.get("applicant_kind") == "institution",
    "consumer_applicant": lambda f: f.row.get("applicant_kind") == "consumer",
    "committed": lambda f: _institution(f) and f.row.get("applicant_kind") == "consumer",
    "may_refuse": _may_refuse,
    "small": _small,
    "simple": lambda f: f.row.get("reason", "")[:3] in ("R01", "R02", "R03", "R12"),
    "court": _from_court,
    "several_lines": lambda f: (
        f.row.get("respondent_body", "").startswith("BANK")
        and f.row.get("dispute_class", "")[:1] in ("D", "K")
    ),
}
