"""Bulletins of complaints checked against themselves: do parts add up, do medians and shares follow, does the growth?

A check that needs figures which a bulletin does not give is not made up: it says what is missing. Tolerances follow from
the digits that are printed. The rows are those of the regulator's quarterly bulletins (sector, quarter, level, name,
metric, value, unit, note); a growth that a bulletin states stands in `note` as `+31.43% on the quarter`.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from statistics import median
from typing import TextIO

COLUMNS = ("sector", "quarter", "level", "name", "metric", "value", "unit", "note")
QUARTER = re.compile(r"(20\d\d)Q([1-4])")
GROWTH = re.compile(r"([+-]\d+(?:\.\d+)?)% on the quarter")
BASE = re.compile(r"\b\d+/(\d+)\b")
REST = "其他"
WHOLE_GROUPS = frozenset({"财产保险公司", "人身保险公司"})  # of insurers there are no others
AGREES, CONTRADICTS, UNKNOWN = "agrees", "contradicts", "cannot be checked"
KINDS = ("credit_card_complaints", "personal_loan_complaints", "wealth_product_complaints")
SHARE = "credit_card_share_of_own_complaints"


class BadRow(ValueError):
    """A line that is no row of a bulletin; `label` and `en` say which and what to do."""

    def __init__(self, line: int, zh: str, en: str) -> None:
        self.label, self.en = f"第 {line} 行：{zh}", f"Line {line}: {en}"
        super().__init__(self.en)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a bulletin. `level`: total, group, or institution:GROUP."""

    sector: str
    quarter: str
    level: str
    name: str
    metric: str
    value: Decimal
    unit: str = ""
    note: str = ""

    @property
    def group(self) -> str:
        """The group of an institution; empty for anything else."""
        return self.level.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one bulletin: what was checked in both languages, what is stated, what follows, and the verdict."""

    sector: str
    quarter: str
    zh: str
    en: str
    stated: Decimal | None
    computed: Decimal | None
    verdict: str


def read(lines: TextIO) -> list[Row]:
    """The rows of a CSV file with the heads of COLUMNS. Raises BadRow."""
    table = csv.DictReader(lines)
    if tuple(table.fieldnames or ()) != COLUMNS:
        raise BadRow(1, f"表头应为 {','.join(COLUMNS)}。", f"The heads have to be {','.join(COLUMNS)}.")
    return [_row(number, told) for number, told in enumerate(table, 2)]


def _row(line: int, told: Mapping[str | None, str | None]) -> Row:
    if None in told or any(told[name] is None for name in COLUMNS):
        raise BadRow(line, "列数与表头不符。", "It has not as many columns as the heads.")
    text = {name: str(told[name]).strip() for name in COLUMNS}
    if not QUARTER.fullmatch(text["quarter"]):
        raise BadRow(
            line,
            f"季度写成 2022Q1 这样，不是“{text['quarter']}”。",
            f"A quarter is written 2022Q1, not “{text['quarter']}”.",
        )
    try:
        value = Decimal(text.pop("value"))
    except InvalidOperation:
        raise BadRow(line, "value 不是数字。", "The value is no number.") from None
    if not value.is_finite() or value < 0:
        raise BadRow(line, "value 不能为负数或者无穷。", "The value cannot be below zero or without end.")
    return Row(value=value, **text)


def reconcile(rows: Iterable[Row]) -> list[Check]:
    """Every check of every bulletin, bulletins in the order of sector and quarter."""
    bulletins: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        bulletins[row.sector, row.quarter].append(row)
    members = _members(bulletins)
    totals = {
        key: row.value
        for key, some in bulletins.items()
        for row in some
        if (row.level, row.metric) == ("total", "complaints")
    }
    return [
        check
        for key in sorted(bulletins)
        for make in (_groups, _institutions, _kinds, _medians, _shares)
        for check in make(key, bulletins[key], members)
    ] + [
        check
        for key in sorted(bulletins)
        for check in _growth(key, bulletins[key], totals.get((key[0], before(key[1]))))
    ]


def before(quarter: str) -> str:
    """The quarter before: 2021Q4 of 2022Q1."""
    year, n = map(int, quarter.split("Q"))
    return f"{year - (n == 1)}Q{n - 1 or 4}"


def _members(bulletins: Mapping[tuple[str, str], Sequence[Row]]) -> dict[tuple[str, str], frozenset[str]]:
    """The institutions of a group: the most that any bulletin gives whose figures add up to it. (A bulletin on cards alone
    adds up without those that have no cards.)
    """
    found: dict[tuple[str, str], frozenset[str]] = {}
    for (sector, _), rows in bulletins.items():
        for row in rows:
            if row.level == "group":
                inside = [r for r in rows if r.group == row.name and r.metric == row.metric]
                names = frozenset(r.name for r in inside)
                whole = sum(r.value for r in inside) == row.value
                if inside and whole and len(names) > len(found.get((sector, row.name), ())):
                    found[sector, row.name] = names
    return found


Key = tuple[str, str]
Members = Mapping[tuple[str, str], frozenset[str]]


def _groups(key: Key, rows: Sequence[Row], members: Members) -> Iterator[Check]:
    """Groups add up to the total, where all are given: a rest is among them, or it is known that there are no others."""
    for whole in (row for row in rows if row.level == "total"):
        parts = [row for row in rows if row.level == "group" and row.metric == whole.metric]
        if parts:
            names = {row.name for row in parts}
            yield _sum(
                key,
                f"各类机构之和（{whole.metric}）",
                f"Groups add up to the total ({whole.metric})",
                whole.value,
                sum((row.value for row in parts), Decimal(0)),
                complete=REST in names or names >= WHOLE_GROUPS,
            )


def _institutions(key: Key, rows: Sequence[Row], members: Members) -> Iterator[Check]:
    """Institutions add up to their group, where all are given."""
    for whole in (row for row in rows if row.level == "group" and not row.metric.startswith("median_")):
        parts = [row for row in rows if row.group == whole.name and row.metric == whole.metric]
        if parts:
            yield _sum(
                key,
                f"{whole.name}各家之和（{whole.metric}）",
                f"Institutions of {whole.name} add up ({whole.metric})",
                whole.value,
                sum((row.value for row in parts), Decimal(0)),
                complete=members.get((key[0], whole.name)) == frozenset(row.name for row in parts),
            )


def _kinds(key: Key, rows: Sequence[Row], members: Members) -> Iterator[Check]:
    """Kinds of complaint are no more than all complaints: there may be others that are not given."""
    wholes = {(row.level, row.name): row.value for row in rows if row.metric == "complaints"}
    for (level, name), whole in wholes.items():
        parts = [row.value for row in rows if (row.level, row.name) == (level, name) and row.metric in KINDS]
        if parts:
            told = sum(parts, Decimal(0))
            yield Check(
                *key,
                f"{name}各种类之和不超过总数",
                f"Kinds of {name} are no more than all",
                whole,
                told,
                AGREES if told <= whole else CONTRADICTS,
            )


def _sum(key: Key, zh: str, en: str, stated: Decimal, computed: Decimal, *, complete: bool) -> Check:
    verdict = (
        AGREES
        if computed == stated
        else CONTRADICTS
        if complete or computed > stated
        else UNKNOWN  # not all parts are given
    )
    return Check(*key, zh, en, stated, computed, verdict)


def _medians(key: Key, rows: Sequence[Row], members: Members) -> Iterator[Check]:
    """The median of a group is that of its institutions, where all are given; to the last digit printed, and half."""
    for row in rows:
        if row.level != "group" or not row.metric.startswith("median_"):
            continue
        metric = row.metric.removeprefix("median_")
        values = {r.name: r.value for r in rows if r.group == row.name and r.metric == metric}
        whole = members.get((key[0], row.name), frozenset())
        told = (f"{row.name}的中位数（{metric}）", f"Median of {row.name} ({metric})")
        if not values or frozenset(values) != whole:
            yield Check(*key, *told, row.value, None, UNKNOWN)
            continue
        found = Decimal(median(values.values()))
        near = abs(found - row.value) <= _half_digit(row.value)
        yield Check(*key, *told, row.value, found, AGREES if near else CONTRADICTS)


def _shares(key: Key, rows: Sequence[Row], members: Members) -> Iterator[Check]:
    """The share of cards is cards over own complaints; where those are not given, cards over share add up to the group."""
    figure = {(row.level, row.name, row.metric): row.value for row in rows}
    for row in rows:
        cards, own = (
            figure.get((row.level, row.name, metric)) for metric in ("credit_card_complaints", "complaints")
        )
        if row.metric == SHARE and cards is not None and own:
            found = 100 * cards / own
            near = abs(found - row.value) <= _half_digit(row.value)
            yield Check(
                *key,
                f"{row.name}信用卡投诉占比",
                f"Share of cards, {row.name}",
                row.value,
                found,
                AGREES if near else CONTRADICTS,
            )
    for whole in (row for row in rows if row.level == "group" and row.metric == "complaints"):
        shares = [row for row in rows if row.group == whole.name and row.metric == SHARE and row.value]
        names = frozenset(row.name for row in shares)
        if not shares or members.get((key[0], whole.name)) != names:
            continue
        half = [
            (figure.get((row.level, row.name, "credit_card_complaints"), Decimal(0)), row.value)
            for row in shares
        ]
        middle = sum((100 * cards / share for cards, share in half), Decimal(0))
        low = sum((100 * cards / (share + _half_digit(share)) for cards, share in half), Decimal(0))
        high = sum((100 * cards / (share - _half_digit(share)) for cards, share in half), Decimal(0))
        yield Check(
            *key,
            f"{whole.name}各家占比与总数相符",
            f"Shares of cards in {whole.name} agree with its number",
            whole.value,
            middle,
            AGREES if low <= whole.value <= high else CONTRADICTS,
        )


def _growth(key: Key, rows: Sequence[Row], earlier: Decimal | None) -> Iterator[Check]:
    """The growth that is stated follows from the bulletin before, or from the base that the note names."""
    for row in rows:
        stated = GROWTH.search(row.note)
        if stated is None:
            continue
        named = BASE.search(row.note)
        base = earlier if earlier is not None else Decimal(named[1]) if named else None
        told = (f"{row.name}比上季度的增幅（%）", f"Growth on the quarter of {row.name} (%)")
        growth = Decimal(stated[1])
        if not base:
            yield Check(*key, *told, growth, None, UNKNOWN)
            continue
        found = 100 * (row.value / base - 1)
        near = abs(found - growth) <= _half_digit(growth)
        yield Check(*key, *told, growth, found, AGREES if near else CONTRADICTS)


def _half_digit(printed: Decimal) -> Decimal:
    """Half of the last digit that was printed, and the rounding of a half itself."""
    exponent = printed.normalize().as_tuple().exponent
    digits = -min(0, int(exponent)) or 1  # files write 47.0 as 47: one decimal is what the bulletins print
    return Decimal("0.5").scaleb(-digits) + Decimal("1e-9")
