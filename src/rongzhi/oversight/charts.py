"""Charts of figures as SVG files: one look, light and dark, wide and for a phone; the same figures give the same bytes."""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import altair as alt
import pylopdf_fonts_zh_cn as house_fonts
import vl_convert
from django.conf import settings

from rongzhi.core.statistics.funnels import LIMITS, Body, Funnel, limits
from rongzhi.core.statistics.given import Given
from rongzhi.oversight.board import Trend

FONT = "PingFang SC, HarmonyOS Sans SC, MiSans, Microsoft YaHei, Source Han Sans SC, Noto Sans CJK SC, Noto Sans SC, sans-serif"
OPEN_END = 1.25  # how far an interval without an upper end is drawn beyond the largest value


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a theme, as the pages have them (web/static/web/tokens.css)."""

    ink: str
    soft: str
    line: str
    mark: str
    band: str
    out: str
    ground: str


LIGHT = Look("#17232a", "#4e5d66", "#d3dbdc", "#0f5f70", "#e6f0f1", "#a3231a", "#ffffff")
DARK = Look("#e7edee", "#a9b6bc", "#38454b", "#6fbacb", "#17313a", "#ff9f93", "#1a2328")
WIDE, NARROW = 620, 250  # of the plot, in pixels


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in a chart: the title, the name of the measure, and what is outside the limits (of a funnel: what is
    counted along it).
    """

    title: str
    measure: str
    outside: str
    share: bool


def trend_svg(trend: Trend, words: Words, *, dark: bool = False, narrow: bool = False) -> bytes:
    """The months of an index with their intervals, the centre and the limits of chance; months without a figure are gaps."""
    look = DARK if dark else LIGHT
    rows: list[dict[str, Any]] = []
    for n, month in enumerate(trend.months):
        limit = trend.limits[n] if trend.limits and month.figure.value is not None else None
        rows.append(
            {
                "month": _month(month.group, narrow=narrow),
                **_figure(month),
                "least": limit.low if limit else None,
                "most": limit.high if limit else None,
                "out": bool(limit and limit.out),
                "centre": trend.centre,
            }
        )
    edge = _close(rows, share=words.share)
    given = [row for row in rows if row["value"] is not None]
    order = [row["month"] for row in rows]
    base = alt.Chart(alt.Data(values=rows)).encode(x=_x(order, narrow=narrow))
    layers: list[Any] = []
    if trend.limits:
        band = {"interpolate": "step", "color": look.band}
        layers.append(base.mark_area(**band).encode(y=_y(words, "least", edge), y2="most:Q"))
        layers.append(base.mark_line(strokeDash=[5, 4], strokeWidth=1, color=look.soft).encode(y="centre:Q"))
    here = alt.Chart(alt.Data(values=given)).encode(x=_x(order, narrow=narrow))
    layers += [
        here.mark_rule(color=look.mark, opacity=0.55).encode(y=_y(words, "low", edge), y2="high:Q"),
        base.mark_line(color=look.mark, strokeWidth=2).encode(y="value:Q"),
        here.mark_point(filled=True, size=46, opacity=1).encode(
            y="value:Q",
            color=alt.condition("datum.out", alt.value(look.out), alt.value(look.mark)),
            shape=alt.condition("datum.out", alt.value("triangle-up"), alt.value("circle")),
        ),
    ]
    return _svg(alt.layer(*layers), words, look, width=NARROW if narrow else WIDE, height=210)


def groups_svg(
    groups: Sequence[Given], names: Sequence[str], words: Words, *, dark: bool = False, narrow: bool = False
) -> bytes:
    """Each group with its interval, side by side in the order in which they come: no ranking."""
    look = DARK if dark else LIGHT
    rows = [
        {"group": name, **_figure(one), "n": f"n={one.figure.n}"}
        for one, name in zip(groups, names, strict=True)
        if one.figure.value is not None
    ]
    edge = _close(rows, share=words.share)
    least = 110 if narrow else 210
    y = alt.Y(
        "group:N",
        title=None,
        sort=[row["group"] for row in rows],
        axis=alt.Axis(labelLimit=least, domain=False, ticks=False),
    )
    base = alt.Chart(alt.Data(values=rows)).encode(y=y)
    layers = [
        base.mark_rule(color=look.mark, opacity=0.55, strokeWidth=2).encode(
            x=_x_of(words, "low", edge), x2="high:Q"
        ),
        base.mark_point(filled=True, size=60, opacity=1, color=look.mark).encode(x="value:Q"),
    ]
    width = (WIDE - least) if not narrow else (NARROW + 50 - least)
    return _svg(alt.layer(*layers), words, look, width=width, height=max(60, 28 * len(rows)))


def funnel_svg(
    found: Funnel, bodies: Sequence[Body], words: Words, *, dark: bool = False, narrow: bool = False
) -> bytes:
    """Each unit by its number and share, around the common rate with its limits (95 % and 99.8 %), over-dispersion counted
    in; hollow is the share shrunk towards the rate. No names: who it is stands in the table, for those who may know.
    """
    look = DARK if dark else LIGHT
    most = max(body.share.whole for body in bodies)
    at = sorted({max(1, round(most * n / 60)) for n in range(1, 67)})
    band: list[dict[str, float]] = []
    inner, outer = (limits(found.rate, at, level=level, tau=found.tau) for level in LIMITS)
    for n, (low, high), (least, greatest) in zip(at, inner, outer, strict=True):
        band.append({"n": n, "low": low, "high": high, "least": least, "greatest": greatest})
    rows = [
        {
            "n": body.share.whole,
            "value": body.share.part / body.share.whole,
            "shrunk": body.shrunk,
            "out": body.outside > 0,
        }
        for body in bodies
    ]
    x = alt.X(
        "n:Q",
        title=words.outside,
        axis=alt.Axis(format=",.0f", tickMinStep=1, domain=True, ticks=False),
        scale=alt.Scale(domain=[0, 1.1 * most]),
    )
    around = alt.Chart(alt.Data(values=band)).encode(x=x)
    points = alt.Chart(alt.Data(values=rows)).encode(x=x)
    axis = alt.Y("least:Q", title=words.measure, axis=_axis(words), scale=alt.Scale(domain=[0, 1]))
    layers = [
        around.mark_area(color=look.band, opacity=0.55).encode(y=axis, y2="greatest:Q"),
        around.mark_area(color=look.band).encode(y="low:Q", y2="high:Q"),
        alt.Chart(alt.Data(values=[{"rate": found.rate}]))
        .mark_rule(strokeDash=[5, 4], color=look.soft)
        .encode(y="rate:Q"),
        points.mark_rule(color=look.mark, opacity=0.4).encode(y="value:Q", y2="shrunk:Q"),
        points.mark_point(filled=False, size=40, color=look.mark).encode(y="shrunk:Q"),
        points.mark_point(filled=True, size=52, opacity=1).encode(
            y="value:Q",
            color=alt.condition("datum.out", alt.value(look.out), alt.value(look.mark)),
            shape=alt.condition("datum.out", alt.value("triangle-up"), alt.value("circle")),
        ),
    ]
    return _svg(alt.layer(*layers), words, look, width=NARROW if narrow else WIDE, height=260)


def counts_svg(
    counts: Sequence[tuple[str, int]], words: Words, *, dark: bool = False, narrow: bool = False
) -> bytes:
    """How many there were in each month, as bars."""
    look = DARK if dark else LIGHT
    rows = [{"month": _month(month, narrow=narrow), "n": n} for month, n in counts]
    axis = alt.Axis(format=",.0f", tickCount=5, tickMinStep=1, domain=False, ticks=False)
    bars = (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(color=look.mark, opacity=0.85)
        .encode(
            x=_x([str(row["month"]) for row in rows], narrow=narrow),
            y=alt.Y("n:Q", title=words.measure, axis=axis),
        )
    )
    return _svg(bars, words, look, width=NARROW if narrow else WIDE, height=180)


def _figure(given: Given) -> dict[str, Any]:
    figure = given.figure
    between = figure.interval
    high = between.high if between and between.high != float("inf") else None
    return {"value": figure.value, "low": between.low if between else None, "high": high}


def _close(rows: list[dict[str, Any]], *, share: bool) -> float:
    """Draw an interval without an upper end to the edge of the picture; gives that edge."""
    ends = [row[key] for row in rows for key in ("value", "high", "most") if row.get(key) is not None]
    most = max(ends, default=1.0)
    edge = min(1.0, (int(10 * most) + 1) / 10) if share else max(1.0, OPEN_END * most)
    for row in rows:
        if row["value"] is not None and row["high"] is None:
            row["high"] = edge
    return edge


def _month(month: str, *, narrow: bool) -> str:
    return month[2:].replace("-", "/") if narrow else month.replace("-", "/")


def _x(order: list[str], *, narrow: bool) -> Any:
    axis = alt.Axis(labelAngle=-60 if narrow else 0, labelOverlap="parity", domain=True, ticks=False)
    return alt.X("month:O", title=None, sort=order, axis=axis)


def _y(words: Words, name: str, edge: float) -> Any:
    return alt.Y(f"{name}:Q", title=words.measure, axis=_axis(words), scale=alt.Scale(domain=[0, edge]))


def _x_of(words: Words, name: str, edge: float) -> Any:
    return alt.X(f"{name}:Q", title=words.measure, axis=_axis(words), scale=alt.Scale(domain=[0, edge]))


def _axis(words: Words) -> Any:
    least = 0.05 if words.share else 1
    return alt.Axis(
        format=".0%" if words.share else ",.0f", tickCount=5, tickMinStep=least, domain=False, ticks=False
    )


def _svg(chart: Any, words: Words, look: Look, *, width: int, height: int) -> bytes:
    whole = chart.properties(width=width, height=height, description=words.title).configure(
        font=FONT,
        background=look.ground,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelColor=look.soft,
            titleColor=look.soft,
            gridColor=look.line,
            domainColor=look.line,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            labelPadding=6,
        ),
    )
    return _drawn(json.dumps(whole.to_dict(), ensure_ascii=False, sort_keys=True))


def _drawn(spec: str) -> bytes:
    """The picture of this declaration, kept by what it declares."""
    name = hashlib.sha256(f"{alt.__version__} {vl_convert.__version__} {spec}".encode()).hexdigest()
    folder = Path(settings.RONGZHI_HOME) / "cache" / "charts"
    path = folder / f"{name}.svg"
    if path.exists():
        return path.read_bytes()
    chart_fonts()
    drawn = vl_convert.vegalite_to_svg(json.loads(spec)).encode()
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{uuid4().hex}.new"
    new.write_bytes(drawn)
    os.replace(new, path)
    return drawn


@cache
def chart_fonts() -> None:
    """Let charts find the house fonts."""
    vl_convert.register_font_directory(str(house_fonts.serif_path().parent))
