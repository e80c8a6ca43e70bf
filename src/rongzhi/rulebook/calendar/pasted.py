"""Reads a list of holidays as people paste it – lines, CSV, Chinese words, spans of days – into the lines of the record."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rongzhi.core.workdays import DayKind

KINDS = {
    "day_off": DayKind.DAY_OFF,
    "放假": DayKind.DAY_OFF,
    "休": DayKind.DAY_OFF,
    "workday": DayKind.WORKDAY,
    "上班": DayKind.WORKDAY,
    "补班": DayKind.WORKDAY,
    "班": DayKind.WORKDAY,
}
DAY = r"\d{4}-\d{1,2}-\d{1,2}"
LINE = re.compile(rf"({DAY})(?:\s*(?:至|到|~|/)\s*({DAY}))?[\s,，]+([^\s,，]+)[\s,，]*(.*)")
LONGEST_SPAN = 31
COLUMNS = ("date,kind",)


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with a line, counted from 1."""

    line: int
    zh: str
    en: str


def pasted_days(text: str, *, year: int) -> tuple[str, tuple[LineFault, ...]]:
    """The days as the record keeps them, in order (“2027-01-01 day_off 元旦”), and every line that cannot be read."""
    found: dict[date, tuple[DayKind, str]] = {}
    faults: list[LineFault] = []
    for number, raw in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith(("#", *COLUMNS)):
            continue
        days, kind, name = _line(line)
        if not days or kind is None:
            faults.append(
                LineFault(
                    number,
                    "看不懂这一行，请写成“2027-01-01 放假 元旦”或者“2027-01-01至2027-01-03 放假 元旦”。",
                    "this line is not understood; write “2027-01-01 day_off New Year” or “2027-01-01/2027-01-03 "
                    "day_off New Year”.",
                )
            )
            continue
        for day in days:
            if day in found:
                faults.append(LineFault(number, f"{day} 重复。", f"{day} is given twice."))
            elif not year - 1 <= day.year <= year + 1:
                faults.append(
                    LineFault(number, f"{day} 不属于 {year} 年。", f"{day} does not belong to {year}.")
                )
            else:
                found[day] = (kind, name)
    if not found and not faults:
        faults.append(LineFault(1, "没有填写任何日期。", "there is no day in it."))
    lines = (f"{day} {kind} {name}".strip() for day, (kind, name) in sorted(found.items()))
    return "\n".join(lines), tuple(faults)


def _line(line: str) -> tuple[list[date], DayKind | None, str]:
    match = LINE.fullmatch(line)
    if match is None:
        return [], None, ""
    try:
        first = _day(match[1])
        last = _day(match[2]) if match[2] else first
    except ValueError:
        return [], None, ""
    count = (last - first).days + 1
    if not 1 <= count <= LONGEST_SPAN:
        return [], None, ""
    name = re.split(r"[,，]", match[4])[0].strip()[:40]
    return [first + timedelta(days=n) for n in range(count)], KINDS.get(match[3]), name


def _day(text: str) -> date:
    return date(*(int(part) for part in text.split("-")))
