"""What a list of a desk is when it is taken out: its columns, its rows for a reader, whose it is, and which files stand in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.exchange.lists import Table
from rongzhi.web.desks.places import keys_of
from rongzhi.web.speech import say

Rows = Callable[[Actor, Rules, datetime], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A list that may be taken out: its columns, its rows for this reader, and whether the reader has it at all.

    `file` gives the number of the file that a row is about, for the access log; None when no row is about a file.
    """

    table: Table[Any]
    rows: Rows
    has: Callable[[Actor], bool]
    file: Callable[[Any], str] | None = None


def of_desk(key: str) -> Callable[[Actor], bool]:
    """Whether a reader has this desk."""
    return lambda by: key in keys_of(by)


def yes_if(holds: bool) -> str:
    """A mark in a column of yes and nothing."""
    return say("是", "yes") if holds else ""
