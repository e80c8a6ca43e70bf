"""The loan prime rate (LPR) in force on a day: the last quote published on or before it."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from rongzhi.core.workdays import months_after
from rongzhi.rulebook.tables.reading import lines, shipped

TABLE = "lpr.csv"
COLUMNS = ("date", "one_year", "five_year")
QUOTE_DAY = 20  # of each month, or the next working day


class NoLpr(LookupError):
    """No LPR of this kind existed on that day."""


@dataclass(frozen=True, slots=True)
class Lpr:
    """A quote in percent a year. `provisional`: a later quote is due by that day and not in the table yet."""

    published_on: date
    one_year: Decimal
    five_year: Decimal
    provisional: bool = False


def lpr_on(day: date) -> Lpr:
    """The last quote published on or before the day. Raises NoLpr before the first one, 2019-08-20."""
    quotes = published()
    place = bisect_right([quote.published_on for quote in quotes], day)
    if place == 0:
        first = quotes[0].published_on
        raise NoLpr(
            f"There was no LPR of this kind on {day}; the first was published on {first}. Use the older rate rules."
        )
    quote = quotes[place - 1]
    if place < len(quotes) or day < _next_quote(quote.published_on):
        return quote
    return Lpr(quote.published_on, quote.one_year, quote.five_year, provisional=True)


@cache
def published() -> tuple[Lpr, ...]:
    """All quotes of the table, earliest first. Raises BrokenTable."""
    return read_lpr(shipped(TABLE))


def read_lpr(data: bytes, *, file: str = TABLE) -> tuple[Lpr, ...]:
    """The quotes of a CSV text. Raises BrokenTable with file and line for a broken row or a wrong order."""
    quotes: list[Lpr] = []
    for line in lines(file, data, COLUMNS):
        try:
            rates = Decimal(line.text("one_year")), Decimal(line.text("five_year"))
            quote = Lpr(date.fromisoformat(line.text("date")), *rates)
        except (ValueError, InvalidOperation):
            raise line.broken(
                zh="日期应写成 2026-01-20，利率应写成 3.00。",
                en="a day is written 2026-01-20 and a rate 3.00.",
            ) from None
        if not all(rate.is_finite() and 0 < rate < 100 for rate in rates):
            raise line.broken(zh="利率应在 0 与 100 之间。", en="a rate must lie between 0 and 100.")
        if quotes and quote.published_on <= quotes[-1].published_on:
            raise line.broken(zh="日期没有按先后排列。", en="the days are not in order.")
        quotes.append(quote)
    return tuple(quotes)


def _next_quote(published_on: date) -> date:
    return months_after(published_on.replace(day=QUOTE_DAY), 1)
