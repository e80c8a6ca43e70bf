"""Draws a procedure as SVG: stages, arrows numbered by act, and a legend; classes only, so that a page may style it."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from rongzhi.core.procedure.check.graph import closings
from rongzhi.core.procedure.definition import Act, Procedure
from rongzhi.core.procedure.render.layout import (
    BOX,
    FINAL,
    MARGIN,
    Box,
    Lane,
    Layout,
    Text,
    lay_out,
    wrapped,
)
from rongzhi.core.procedure.rules import Rules

# The look of a drawing where no page gives it one; the site holds the same rules in its own stylesheet.
STYLE = """
.procedure text { font: 14px "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; fill: #1b2530; }
.procedure .small { font-size: 11px; fill: #52606d; }
.procedure .entry { font-size: 12px; }
.procedure .number { font-size: 11px; fill: #1f4e79; }
.procedure .box { fill: #f4f7fa; stroke: #52708c; stroke-width: 1.2; }
.procedure .final .box { fill: #eef5ee; stroke: #5b8a5f; stroke-width: 2; }
.procedure .current .box { fill: #fff3cd; stroke: #b35900; stroke-width: 3; }
.procedure .line { fill: none; stroke: #7a8896; stroke-width: 1.3; }
.procedure .head, .procedure .dot { fill: #7a8896; }
.procedure .tone1 .line { stroke: #2f6f9f; } .procedure .tone1 .head, .procedure .tone1 .dot { fill: #2f6f9f; }
.procedure .tone2 .line { stroke: #9a6324; } .procedure .tone2 .head, .procedure .tone2 .dot { fill: #9a6324; }
.procedure .tone3 .line { stroke: #4f7f52; } .procedure .tone3 .head, .procedure .tone3 .dot { fill: #4f7f52; }
.procedure .begin { fill: #1b2530; }
.procedure .paper { fill: #ffffff; }
"""
TONES = 4
LEGEND_CELL = 232
CLOSED_OUTSIDE = ("其他程序可以结束于此", "another procedure may end it here")
STAYS = {"zh": "本阶段内", "en": "within", "both": "本阶段内 within"}
COLUMNS = {"zh": "label", "en": "en"}


def draw(rules: Rules, key: str, *, current: str = "", language: str = "zh", styled: bool = False) -> str:
    """The drawing of a procedure as an SVG element; empty for a standing procedure, which has no stages.

    `language` is zh, en or both; `current` is the stage to mark; `styled` puts the stylesheet in, for a file that
    stands alone. Without it there are classes only, so that a page with a strict content policy can show it.
    """
    procedure = rules.procedures[key]
    if not procedure.stages:
        return ""
    closed = closings(rules, procedure)
    lines = {
        stage.code: (
            *_lines(stage.label, stage.en, language, (FINAL if stage.final else BOX) - 20),
            *(_note(CLOSED_OUTSIDE, language) if stage.code in closed else ()),
        )
        for stage in procedure.stages
    }
    opened = any(opening.procedure == key for act in rules.acts.values() for opening in act.opens)
    layout = lay_out(procedure, lines, opened)
    legend, legend_height, legend_width = _legend(procedure, layout, language)
    width, height = max(layout.width, legend_width), layout.height + legend_height
    label = (
        f"{procedure.label}：{procedure.en}" if language == "both" else getattr(procedure, COLUMNS[language])
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="procedure" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" role="img" aria-label={quoteattr(label)}>'
    ]
    if styled:
        parts += [
            f"<style>{STYLE}</style>",
            f'<rect class="paper" width="{width:.0f}" height="{height:.0f}"/>',
        ]
    for index, lane in enumerate(layout.right):
        parts.append(_lane(lane, layout, procedure, index % TONES, to_right=True, language=language))
    for index, lane in enumerate(layout.left):
        parts.append(_lane(lane, layout, procedure, (index + 1) % TONES, to_right=False, language=language))
    for source, target, numbers in layout.down:
        parts.append(_down(layout.boxes[source], layout.boxes[target], numbers, procedure, language))
    for code, numbers in layout.begins.items():
        parts.append(_begin(layout.boxes[code], numbers, layout, procedure, language))
    parts += [_box(box, current, language) for box in layout.boxes.values()]
    return "\n".join([*parts, legend, "</svg>"]) + "\n"


def _lines(label: str, en: str, language: str, width: float) -> tuple[Text, ...]:
    zh = [Text(line) for line in wrapped(label, 14, width)]
    if language == "zh":
        return tuple(zh)
    if language == "en":
        return tuple(Text(line) for line in wrapped(en, 14, width))
    return (*zh, *(Text(line, small=True) for line in wrapped(en, 11, width)))


def _note(words: tuple[str, str], language: str) -> tuple[Text, ...]:
    chosen = {"zh": words[:1], "en": words[1:], "both": words}[language]
    return tuple(Text(f"← {line}" if index == 0 else line, small=True) for index, line in enumerate(chosen))


def _box(box: Box, current: str, language: str) -> str:
    kinds = " ".join(
        [
            "stage",
            *(["final"] if box.stage.final else []),
            *(["current"] if box.stage.code == current else []),
        ]
    )
    height = sum(13 if line.small else 17 for line in box.lines) + (16 if box.inside else 0)
    y = box.middle - height / 2
    texts = []
    for line in box.lines:
        y += 13 if line.small else 17
        kind = ' class="small"' if line.small else ""
        texts.append(f'<text{kind} x="{box.x + 10:.0f}" y="{y - 4:.1f}">{escape(line.words)}</text>')
    if box.inside:
        numbers = " ".join(map(str, box.inside))
        texts.append(
            f'<text class="number" x="{box.x + 10:.0f}" y="{y + 12:.1f}">{STAYS[language]}: {numbers}</text>'
        )
    return (
        f'<g class="{kinds}"><rect class="box" x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.0f}" '
        f'height="{box.height:.1f}" rx="6"/>{"".join(texts)}</g>'
    )


def _lane(
    lane: Lane, layout: Layout, procedure: Procedure, tone: int, *, to_right: bool, language: str
) -> str:
    target = layout.boxes[lane.target]
    parts = []
    for stub in lane.stubs:
        box = layout.boxes[stub.source]
        x = box.right if to_right else box.x
        if to_right and box.stage.final:
            x = box.x
        label_x = x + 5 if to_right and not box.stage.final else x - 5
        anchor = "" if to_right and not box.stage.final else ' text-anchor="end"'
        parts.append(f'<path class="line" d="M{x:.1f} {stub.y:.1f}H{lane.x:.1f}V{lane.end:.1f}"/>')
        if len(lane.stubs) > 1:
            parts.append(f'<circle class="dot" cx="{lane.x:.1f}" cy="{stub.y:.1f}" r="2.4"/>')
        parts.append(_numbers(stub.numbers, label_x, stub.y - 3, anchor, procedure, language))
    if to_right and not lane.inward:
        end, way = target.x, 1
    elif to_right:
        end, way = target.right, -1
    else:
        end, way = target.x, 1
    parts.append(f'<path class="line" d="M{lane.x:.1f} {lane.end:.1f}H{end - 6 * way:.1f}"/>')
    parts.append(_head(end, lane.end, way))
    return f'<g class="way tone{tone}">{"".join(parts)}</g>'


def _head(x: float, y: float, way: int) -> str:
    return f'<path class="head" d="M{x:.1f} {y:.1f}l{-8 * way} -4v8z"/>'


def _down(source: Box, target: Box, numbers: tuple[int, ...], procedure: Procedure, language: str) -> str:
    x = source.x + source.width / 2
    return (
        f'<g class="way"><path class="line" d="M{x:.1f} {source.bottom:.1f}V{target.y - 6:.1f}"/>'
        f'<path class="head" d="M{x:.1f} {target.y:.1f}l-4 -8h8z"/>'
        f"{_numbers(numbers, x + 6, (source.bottom + target.y) / 2 + 3, '', procedure, language)}</g>"
    )


def _begin(box: Box, numbers: tuple[int, ...], layout: Layout, procedure: Procedure, language: str) -> str:
    rows = 1 + sum(1 for lane in layout.left for stub in lane.stubs if stub.source == box.stage.code)
    rows += sum(1 for lane in layout.left if lane.target == box.stage.code)
    y = box.middle - 17 * (rows - 1) / 2
    x = box.x - 24
    label = _numbers(numbers, x - 7, y + 4, ' text-anchor="end"', procedure, language) if numbers else ""
    return (
        f'<g class="way"><circle class="begin" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'
        f'<path class="line" d="M{x:.1f} {y:.1f}H{box.x - 6:.1f}"/>{_head(box.x, y, 1)}{label}</g>'
    )


def _numbers(
    numbers: Iterable[int], x: float, y: float, anchor: str, procedure: Procedure, language: str
) -> str:
    shown = " ".join(map(str, numbers))
    names = "；".join(_name(procedure.acts[number - 1], language) for number in numbers)
    return (
        f'<text class="number" x="{x:.1f}" y="{y:.1f}"{anchor}>{shown}<title>{escape(names)}</title></text>'
    )


def _name(act: Act, language: str) -> str:
    return f"{act.label} {act.en}" if language == "both" else str(getattr(act, COLUMNS[language]))


def _legend(procedure: Procedure, layout: Layout, language: str) -> tuple[str, float, float]:
    """The numbered acts below the drawing: its SVG, height and width."""
    columns = max(2, int((layout.width - 2 * MARGIN) // LEGEND_CELL))
    cells = []
    for number, act in enumerate(procedure.acts, 1):
        main = act.en if language == "en" else act.label
        lines = [Text(line) for line in wrapped(f"{number}  {main}", 12, LEGEND_CELL - 14)]
        if language == "both":
            lines += [Text(line, small=True) for line in wrapped(act.en, 11, LEGEND_CELL - 32)]
        cells.append(lines)
    rows = -(-len(cells) // columns)
    parts: list[str] = []
    y = layout.height + 6
    for row in range(rows):
        in_row = [
            (column, cells[column * rows + row])
            for column in range(columns)
            if column * rows + row < len(cells)
        ]
        for column, lines in in_row:
            parts += _cell(lines, MARGIN + column * LEGEND_CELL, y)
        y += max(sum(13 if line.small else 16 for line in lines) for _, lines in in_row) + 4
    return (
        f'<g class="legend">{"".join(parts)}</g>',
        y - layout.height + 4,
        columns * LEGEND_CELL + 2 * MARGIN,
    )


def _cell(lines: list[Text], x: float, y: float) -> list[str]:
    found = []
    for line in lines:
        y += 13 if line.small else 16
        kind, inset = ("small", 20.0) if line.small else ("entry", 0.0)
        found.append(f'<text class="{kind}" x="{x + inset:.0f}" y="{y - 3:.0f}">{escape(line.words)}</text>')
    return found
