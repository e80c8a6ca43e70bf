"""How the people of the demo act: moves with their answers, and the routes that cases take, read from two tables."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from rongzhi.demo.tables import read


@dataclass(frozen=True)
class Move:
    """An act, who does it, the days that go by after it, the answers, and what makes it pointless."""

    name: str
    by: str
    data: Mapping[str, str]
    after: tuple[int, int] = (0, 1)
    unless: tuple[str, str] = ("", "")  # a line of the register of the actor's party: kind, status
    unless_any: tuple[str, str, str] = ("", "", "")  # a line of anybody: kind, status, a fact that it holds
    most: int = 0  # times in one case; 0: as often as the rules offer it
    stages: tuple[str, ...] = ()  # of those in which the rules offer it, the ones in which people do it

    @property
    def act(self) -> str:
        return self.name.partition("#")[0]


@dataclass(frozen=True)
class Route:
    """The way that a case takes: moves in order, moves of the main line left out, and what filings it fits."""

    key: str
    do: tuple[str, ...] = ()
    leave_out: frozenset[str] = frozenset()
    fits: tuple[str, ...] = ()
    ground: str = ""
    weight: int = 0
    least: int = 0
    kinds: tuple[str, ...] = ()
    halt: tuple[str, str] = ("", "")  # procedure and stage in which everybody stops
    first_contact: bool = False
    slow: bool = False  # a ready case that days have to go by for: it goes its way with all the others
    same_day: tuple[
        str, ...
    ] = ()  # after these the people sit together until mediation and agreement are done


@dataclass(frozen=True)
class Behaviour:
    """Every table of behaviour."""

    main: tuple[Move, ...]
    moves: Mapping[str, Move]
    routes: tuple[Route, ...]
    by_kind: Mapping[str, Route]
    light: tuple[Route, ...]
    stories: Mapping[str, Route]
    ready: tuple[Route, ...]
    named: Mapping[str, Route] = field(default_factory=dict)


@cache
def behaviour() -> Behaviour:
    """The tables of behaviour.toml and routes.toml. Raises LookupError for a move that is not in the table."""
    table, ways = read("behaviour.toml"), read("routes.toml")
    moves = {name: _move(name, row) for name, row in table["moves"].items()}
    routes = tuple(_route(row["key"], row) for row in ways["routes"])
    kinds = [_route("+".join(row["kinds"]), row) for row in ways["by_kind"]]
    found = Behaviour(
        main=tuple(moves[name] for name in table["main"]),
        moves=moves,
        routes=routes,
        by_kind={kind: route for route in kinds for kind in route.kinds},
        light=tuple(_route(row["key"], row) for row in ways["light"]),
        stories={key: _route(f"story_{key}", row) for key, row in ways["stories"].items()},
        ready=tuple(_ready(where, row) for where, row in ways["ready"].items()),
        named={route.key: route for route in routes},
    )
    unknown = {
        name
        for route in (*routes, *kinds, *found.light, *found.stories.values(), *found.ready)
        for name in (*route.do, *route.leave_out)
        if name not in moves
    }
    if unknown:
        raise LookupError(f"routes.toml names moves that behaviour.toml does not have: {sorted(unknown)}")
    return found


def _move(name: str, row: dict[str, Any]) -> Move:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    return Move(name=name, **{**row, **lists})


def _route(key: str, row: dict[str, Any]) -> Route:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    values["leave_out"] = frozenset(values.pop("not", ()))
    values["key"] = key
    return Route(**values)


def _ready(where: str, row: dict[str, Any]) -> Route:
    procedure, _, stage = where.partition(":")
    return _route(f"ready_{procedure}_{stage}", {**row, "halt": [procedure, stage]})


def draw(routes: Sequence[Route], source: random.Random) -> Route | None:
    """One of the routes by weight; None when there is none."""
    fit = [route for route in routes if route.weight]
    return source.choices(fit, weights=[route.weight for route in fit])[0] if fit else None
