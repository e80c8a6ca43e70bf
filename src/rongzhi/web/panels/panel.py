"""A table beside the indicators: its heading, what to mind, its columns and rows; and who asks for it."""

from dataclasses import dataclass
from datetime import datetime

from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.statistics.counts import Share
from rongzhi.core.statistics.index import Period
from rongzhi.oversight import board
from rongzhi.oversight.figures import Counting

FEWEST = board.FEWEST


@dataclass(frozen=True, slots=True)
class Panel:
    """A table with its heading: what it shows, what to mind, the names of its columns, and its rows as texts.

    The first column is a text, the others are numbers, or with `in_words` texts as well. `empty` stands where there is no
    row.
    """

    title: str
    hint: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""
    in_words: bool = False

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """The rows with the name of the column at each cell, as a small screen shows them."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for what: the reader, the county's rules, the open count, the period and by what to group."""

    actor: Actor
    rules: Rules
    count: Counting
    period: Period
    by: str
    now: datetime


def rate(share: Share) -> tuple[str, str, str]:
    """Of how many, the share, and its interval; a share of few is not given."""
    of = f"{share.part:,} / {share.whole:,}"
    if share.whole < FEWEST or share.value is None or share.interval is None:
        return of, "—", ""
    between = share.interval
    return of, f"{100 * share.value:.1f}%", f"{100 * between.low:.1f}%–{100 * between.high:.1f}%"
