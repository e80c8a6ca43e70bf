"""Figures of a ledger: on whom the money depends, how long it lasts, how steady it is. All sums are exact decimals.

A ledger is counted whole, nothing is drawn, so none of these has an interval. Sources: Hirschman 1964, American Economic
Review 54:761 (concentration as the sum of squared shares); the rest are the county's own formulas (domain.md §13 F).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt

from rongzhi.core.statistics.counts import Figure, Share, not_given
from rongzhi.core.statistics.durations import Counted, Lasted
from rongzhi.core.statistics.given import Beside, Given, given_time
from rongzhi.core.statistics.reasons import Reason

IN, OUT, PROMISED, BUDGET = "money.in", "money.out", "money.promised", "money.budget"
KINDS = (IN, OUT, PROMISED, BUDGET)
YEAR = timedelta(days=365)
TENTH = Decimal("0.1")
MONTHS, LEAST_MONTHS = 6, 6  # of spending that a runway is counted by; of income that its swing is told from


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a ledger: what it is (KINDS), its day, sum, source or purpose, payer, and whether it is restricted.

    A line that was taken back comes once more with its sum below zero.
    """

    kind: str
    on: date
    amount: Decimal
    what: str = ""
    payer: str = ""
    restricted: bool = False
    case: str = ""  # the case that it pays for, where it is one
    channel: str = ""  # the channel that it pays for, where it is known


@dataclass(frozen=True, slots=True)
class Asked:
    """What a figure of the ledger is counted from: lines, the cut-off, closed cases of the year, and its respondents.

    `due` says when each case of the year that a neutral had in hand ended.
    """

    lines: Sequence[Line]
    cut_off: date
    closed: int
    respondents: Collection[str]
    due: Mapping[str, date]

    def year(self, kind: str) -> list[Line]:
        """The lines of that kind in the twelve months up to the cut-off."""
        return [
            line for line in self.lines if line.kind == kind and self.cut_off - YEAR < line.on <= self.cut_off
        ]


def money(how: str, asked: Asked) -> Given:
    """One figure of the ledger by its name (HOW, or PAY_DELAY); or why it cannot be given: nothing booked, too short a
    time.
    """
    if how == PAY_DELAY:
        return _pay_delay(asked)
    value, n = HOW[how](asked)
    if value is None:
        return Given("", not_given(NOTHING if n == 0 else TOO_SHORT), None, ())
    return Given("", Figure(float(value), n), None, ())


NOTHING = Reason(
    "nothing_booked", "台账中没有可用的登记，不能下结论。", "The ledger holds nothing to count from.", 0
)
TOO_SHORT = Reason(
    "too_short",
    f"不足{LEAST_MONTHS}个月，不能下结论。",
    f"Less than {LEAST_MONTHS} months; nothing is said.",
    0,
)
Told = tuple[Decimal | float | None, int]


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))


def _by(lines: Iterable[Line], name: Callable[[Line], str]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for line in lines:
        found[name(line)] = found.get(name(line), Decimal(0)) + line.amount
    return {key: amount for key, amount in found.items() if amount > 0}


def _concentration(asked: Asked) -> Told:
    """Σ (income of a payer / all income)², one for a single payer, 1/k for k equal ones."""
    payers = _by(asked.year(IN), lambda line: line.payer)
    whole = sum(payers.values(), Decimal(0))
    return (sum((amount / whole) ** 2 for amount in payers.values()), len(payers)) if whole else (None, 0)


def _of_respondents(asked: Asked) -> Told:
    lines = asked.year(IN)
    whole = _sum(lines)
    theirs = _sum(line for line in lines if line.payer in asked.respondents)
    return (theirs / whole, len(lines)) if whole > 0 else (None, 0)


def _spending(asked: Asked) -> Decimal:
    """The mean of a month's spending over the last six."""
    since = asked.cut_off - timedelta(days=MONTHS * 365 / 12)
    return _sum(line for line in asked.year(OUT) if line.on > since) / MONTHS


def _runway(asked: Asked) -> Told:
    """Months that the free money lasts at the pace of the last six."""
    free = [line for line in asked.lines if not line.restricted and line.on <= asked.cut_off]
    left = _sum(line for line in free if line.kind == IN) - _sum(line for line in free if line.kind == OUT)
    pace = _spending(asked)
    return (max(left, Decimal(0)) / pace, len(free)) if pace > 0 else (None, 0)


def _secured(asked: Asked) -> Told:
    """Signed funding of the next twelve months over the budget for them."""
    ahead = [
        line
        for line in asked.lines
        if line.kind == PROMISED and asked.cut_off < line.on <= asked.cut_off + YEAR
    ]
    budgets = [line for line in asked.lines if line.kind == BUDGET and line.on <= asked.cut_off + YEAR]
    budget = budgets[-1].amount if budgets else Decimal(0)
    return (_sum(ahead) / budget, len(ahead)) if budget > 0 else (None, 0)


def _per_case(asked: Asked) -> Told:
    costs = asked.year(OUT)
    return (_sum(costs) / asked.closed, asked.closed) if asked.closed and costs else (None, 0)


def _swing(asked: Asked) -> Told:
    """Standard deviation over mean of a month's income; of whole months from the first with income on."""
    lines = asked.year(IN)
    if not lines:
        return None, 0
    first = min(line.on for line in lines)
    months = (asked.cut_off.year - first.year) * 12 + asked.cut_off.month - first.month
    if months < LEAST_MONTHS:
        return None, months or 1
    told = _by(lines, lambda line: f"{line.on:%Y-%m}")
    sums = [float(told.get(month, 0)) for month in _months(first, months)]
    mean = sum(sums) / len(sums)
    if not mean:
        return None, 0
    return sqrt(sum((amount - mean) ** 2 for amount in sums) / (len(sums) - 1)) / mean, len(sums)


def _months(first: date, count: int) -> list[str]:
    start = first.year * 12 + first.month - 1
    return [f"{(start + n) // 12}-{(start + n) % 12 + 1:02}" for n in range(count)]


def _sources(asked: Asked) -> Told:
    """How many kinds of source make a tenth of the income or more."""
    kinds = _by(asked.year(IN), lambda line: line.what)
    whole = sum(kinds.values(), Decimal(0))
    return (sum(amount >= TENTH * whole for amount in kinds.values()), len(kinds)) if whole else (None, 0)


def _pay_delay(asked: Asked) -> Given:
    """Days from the end of a case to the pay of its neutral, by Kaplan–Meier: an unpaid one runs on to the cut-off.

    Told only where pay is booked by case at all. The share unpaid for longer than UNPAID days stands beside.
    """
    paid: dict[str, list[Line]] = {}
    for line in asked.lines:
        if line.kind == OUT and line.case and line.what == PAY and line.on <= asked.cut_off:
            paid.setdefault(line.case, []).append(line)
    if not paid:
        return Given("", not_given(NOTHING), None, ())
    waits = []
    for case, end in sorted(asked.due.items()):
        on = _paid_on(paid.get(case, ()))
        waits.append(Lasted(float(max(0, ((on or asked.cut_off) - end).days)), on is not None))
    found = given_time("", Counted.of(waits))
    late = Share(sum(not one.ended and one.days > UNPAID for one in waits), len(waits))
    beside = Beside(
        f"结案{UNPAID}日后仍未付", f"Unpaid {UNPAID} days after the end", late.value, late.whole, "share"
    )
    return Given("", found.figure, None, (), (beside,))


def _paid_on(lines: Iterable[Line]) -> date | None:
    """The first day of a line that was not taken back; None where none is left."""
    left = Counter[tuple[date, Decimal]]()
    for line in lines:
        left[line.on, abs(line.amount)] += 1 if line.amount > 0 else -1
    return min((on for (on, _), n in left.items() if n > 0), default=None)


PAY_DELAY, PAY, UNPAID = "pay_delay", "mediators", 60
HOW: Mapping[str, Callable[[Asked], Told]] = {
    "concentration": _concentration,
    "of_respondents": _of_respondents,
    "runway": _runway,
    "secured": _secured,
    "per_case": _per_case,
    "swing": _swing,
    "sources": _sources,
}
