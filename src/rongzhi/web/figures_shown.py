"""Figures in words: a value with its interval and of how many, what changed, and the names of groups."""

from dataclasses import dataclass, replace
from datetime import date

from rongzhi.core.money import BANDS
from rongzhi.core.procedure.fields import Choice
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.statistics.control import Part
from rongzhi.core.statistics.given import Beside, Given
from rongzhi.core.statistics.index import MONTH, Index
from rongzhi.core.statistics.measures import unit_of
from rongzhi.core.statistics.ratios import Ratio
from rongzhi.oversight.board import Headline
from rongzhi.rulebook.register_words import TRACKS
from rongzhi.rulebook.tables import channels, reasons, taxonomy
from rongzhi.web.speech import say, words

GROUPS = (
    ("channel", "办理渠道", "channel"),
    ("body", "调解组织", "organisation"),
    ("institution", "金融机构", "institution"),
    ("dispute_class", "纠纷类别", "class of dispute"),
    ("door", "提交方式", "way of filing"),
    ("track", "程序", "track"),
    ("amount_band", "金额", "amount"),
    ("reason", "投诉原因", "reason"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure as a page shows it; `value` is empty where it cannot be given, and `why` says why."""

    key: str
    name: str
    value: str
    interval: str = ""
    of: str = ""
    why: str = ""
    change: str = ""
    sure: bool = False
    better: str = ""  # better, worse, or empty where neither is better or nothing changed for sure
    beside: tuple[tuple[str, str], ...] = ()  # further figures that have to be read with it: name and value


def shown(index: Index, given: Given | None, *, name: str = "") -> Shown:
    """A figure of one group, or of all."""
    name = name or words(index)
    if given is None:
        return Shown(index.key, name, "", why=say(*index.lacks) if index.lacks else "")
    figure = given.figure
    if figure.value is None:
        reason = figure.too_few
        return Shown(index.key, name, "", why=say(reason.zh, reason.en) if reason else "")
    unit = unit_of(index.measure) if index.measure is not None else ""
    between = figure.interval
    return Shown(
        index.key,
        name,
        _value(figure.value, unit),
        _between(between.low, between.high, unit) if between else "",
        _of(given),
        beside=tuple((say(one.zh, one.en), _beside(one)) for one in given.beside),
    )


def headline(one: Headline) -> Shown:
    """A figure of the county with its change against the period before."""
    found = shown(one.index, one.given)
    if one.change is None or not found.value:
        return found
    unit = unit_of(one.index.measure) if one.index.measure is not None else ""
    size = _value(abs(one.change), "points" if unit == "share" else unit).lstrip("+")
    level = abs(one.change) < LEVEL[unit]
    text = (
        say("与上一期持平", "as in the period before")
        if level
        else say(f"比上一期高 {size}", f"{size} more than before")
        if one.change > 0
        else say(f"比上一期低 {size}", f"{size} less than before")
    )
    note = "" if one.sure or level else say("（可能只是偶然）", " (may be chance)")
    wished = {"more": one.change > 0, "less": one.change < 0}.get(one.index.better)
    better = "" if not one.sure or wished is None else "better" if wished else "worse"
    return replace(found, change=text + note, sure=one.sure, better=better)


def _beside(one: Beside) -> str:
    """A figure beside the first: its value, its interval, and of how many; or why there is none."""
    if one.value is None:
        return say(one.why.zh, one.why.en) if one.why else f"— (n = {one.n:,})"
    between = one.interval
    around = f"{_between(between.low, between.high, one.unit)}, " if between else ""
    return f"{_value(one.value, one.unit)} ({around}n = {one.n:,})"


def part_words(part: Part, name: str) -> tuple[str, str, str, str]:
    """A group's part in a change: its name, the whole, and of it by its own rate and by its weight, in points."""
    return (name, *(f"{100 * value:+.1f}" for value in (part.whole, part.rate, part.mix)))


LEVEL = {
    "share": 0.0005,
    "points": 0.0005,
    "days": 0.05,
    "calendar": 0.05,
    "number": 0.005,
    "yuan": 0.005,
    "months": 0.05,
}  # what looks the same when it is rounded


def ratio_words(one: Ratio) -> tuple[str, str, str]:
    """How often a group's share is that of all others, its interval, and the corrected p."""
    between = one.interval
    high = "…" if between is None or between.high == float("inf") else f"{between.high:.2f}"
    told = f"{between.low:.2f}–{high}" if between else ""
    p = "< 0.001" if one.corrected < 0.001 else f"{one.corrected:.3f}"
    return ("—" if one.value is None else f"{one.value:.2f}", told, p)


def _value(value: float, unit: str) -> str:
    if unit == "days":
        return say(f"{value:g} 个工作日", f"{value:g} working days")
    if unit == "calendar":
        return say(f"{value:g} 天", f"{value:g} days")
    if unit == "points":
        return say(f"{100 * value:+.1f} 个百分点", f"{100 * value:+.1f} points")
    if unit == "yuan":
        return say(f"{value:,.2f} 元", f"{value:,.2f} yuan")
    if unit == "months":
        return say(f"{value:.1f} 个月", f"{value:.1f} months")
    return _number(value) if unit == "number" else f"{100 * value:.1f}%"


def _number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _between(low: float, high: float, unit: str) -> str:
    if unit in ("days", "calendar"):
        return f"{low:g}–{high:g}" if high != float("inf") else say(f"{low:g} 以上", f"{low:g} or more")
    if unit == "points":
        return say(f"{100 * low:+.1f} 至 {100 * high:+.1f}", f"{100 * low:+.1f} to {100 * high:+.1f}")
    return f"{_number(low)}–{_number(high)}" if unit == "number" else f"{100 * low:.1f}%–{100 * high:.1f}%"


def _of(given: Given) -> str:
    if given.share is not None:
        return f"{given.share.part:,} / {given.share.whole:,}"
    n = given.figure.n
    return f"n = {n:,}"


def group_name(by: str, key: str, rules: Rules) -> str:
    """The name of a group in the reader's language."""
    if not key:
        return say("（未记载）", "(not recorded)")
    if by == MONTH:
        return key
    if by == "track":
        return say(*TRACKS[key]) if key in TRACKS else key
    if by == "door":
        return _door(key, rules)
    if by == "amount_band":
        return next((words(band) for band in BANDS if band.code == key), key)
    rows = {"channel": channels, "dispute_class": taxonomy, "reason": reasons}
    row = rows[by]().get(key) if by in rows else rules.tables.get("body_handles", {}).get(key)
    return words(row) if row else key


def _door(key: str, rules: Rules) -> str:
    """The words of a way of filing, as the form of filing has them."""
    item = rules.acts["intake.file"].field("door")
    options = item.kind.options if item is not None and isinstance(item.kind, Choice) else ()
    return next((words(option) for option in options if option.code == key), key)


def day_of(text: str | None, otherwise: date) -> date:
    """A day from the address; the other one where it is none."""
    try:
        return date.fromisoformat(text) if text else otherwise
    except ValueError:
        return otherwise
