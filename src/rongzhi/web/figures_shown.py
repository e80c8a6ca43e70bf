"""Figures in words: a value with its interval and of how many, what changed, and the names of groups."""

from dataclasses import dataclass
from datetime import date

from rongzhi.core.procedure.fields import Choice
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.statistics.control import Part
from rongzhi.core.statistics.index import MONTH, Given, Index, Until
from rongzhi.oversight.board import Headline
from rongzhi.rulebook.register_words import TRACKS
from rongzhi.rulebook.tables import channels, taxonomy
from rongzhi.web.speech import say, words

GROUPS = (
    ("channel", "办理渠道", "channel"),
    ("body", "调解组织", "organisation"),
    ("institution", "金融机构", "institution"),
    ("dispute_class", "纠纷类别", "class of dispute"),
    ("door", "提交方式", "way of filing"),
    ("track", "程序", "track"),
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


def shown(index: Index, given: Given | None, *, name: str = "") -> Shown:
    """A figure of one group, or of all."""
    name = name or words(index)
    if given is None:
        return Shown(index.key, name, "", why=say(*index.lacks) if index.lacks else "")
    figure = given.figure
    if figure.value is None:
        reason = figure.too_few
        return Shown(index.key, name, "", why=say(reason.zh, reason.en) if reason else "")
    timed = isinstance(index.measure, Until)
    between = figure.interval
    return Shown(
        index.key,
        name,
        _value(figure.value, timed=timed),
        _between(between.low, between.high, timed=timed) if between else "",
        _of(given, timed=timed),
    )


def headline(one: Headline) -> Shown:
    """A figure of the county with its change against the period before."""
    found = shown(one.index, one.given)
    if one.change is None or not found.value:
        return found
    timed = isinstance(one.index.measure, Until)
    size = _value(abs(one.change), timed=timed, points=True)
    level = abs(one.change) < (0.05 if timed else 0.0005)
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
    return Shown(
        found.key, found.name, found.value, found.interval, found.of, "", text + note, one.sure, better
    )


def part_words(part: Part, name: str) -> tuple[str, str, str, str]:
    """A group's part in a change: its name, the whole, and of it by its own rate and by its weight, in points."""
    return (name, *(f"{100 * value:+.1f}" for value in (part.whole, part.rate, part.mix)))


def _value(value: float, *, timed: bool, points: bool = False) -> str:
    if timed:
        return say(f"{value:g} 个工作日", f"{value:g} working days")
    if points:
        return say(f"{100 * value:.1f} 个百分点", f"{100 * value:.1f} points")
    return f"{100 * value:.1f}%"


def _between(low: float, high: float, *, timed: bool) -> str:
    if not timed:
        return f"{100 * low:.1f}%–{100 * high:.1f}%"
    return f"{low:g}–{high:g}" if high != float("inf") else say(f"{low:g} 以上", f"{low:g} or more")


def _of(given: Given, *, timed: bool) -> str:
    if given.share is not None:
        return f"{given.share.part:,} / {given.share.whole:,}"
    n = given.figure.n
    return say(f"{n:,} 件", f"n = {n:,}")


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
    rows = {"channel": channels, "dispute_class": taxonomy}
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
