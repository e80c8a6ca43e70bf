"""Amounts on a line: a dot for each opinion, the middle half as a box, the median as a stroke."""

from collections import Counter
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from rongzhi.core.opinions.spread import Spread
from rongzhi.web.speech import say

WIDE, HIGH, SIDE, LINE = 640, 96, 24, 52


def amounts(figures: Spread) -> SafeString | None:
    """The drawing of a question about money; None when nobody answered. The words beside it say the same."""
    q = figures.quartiles
    if q is None:
        return None
    span = q.highest - q.lowest

    def at(value: Decimal) -> float:
        return WIDE / 2 if not span else SIDE + float((value - q.lowest) / span) * (WIDE - 2 * SIDE)

    pieces = [
        f'<line class="axis" x1="{SIDE}" y1="{LINE}" x2="{WIDE - SIDE}" y2="{LINE}"/>',
        f'<rect class="box" x="{at(q.lower):.1f}" y="{LINE - 16}" width="{max(at(q.upper) - at(q.lower), 1):.1f}" height="32"/>',
        f'<line class="median" x1="{at(q.median):.1f}" y1="{LINE - 20}" x2="{at(q.median):.1f}" y2="{LINE + 20}"/>',
    ]
    counts: Counter[Decimal] = Counter()
    for value, count in figures.counts:
        if isinstance(value, Decimal):
            counts[value] += count
    for value, count in counts.items():
        for step in range(count):
            pieces.append(f'<circle cx="{at(value):.1f}" cy="{LINE - 7 * step}" r="6"/>')
    ends = (
        ((q.lowest, "start", SIDE), (q.highest, "end", WIDE - SIDE))
        if span
        else ((q.median, "middle", WIDE // 2),)
    )
    for value, anchor, x in ends:
        pieces.append(f'<text x="{x}" y="{HIGH - 6}" text-anchor="{anchor}">{value:,.0f}</text>')
    pieces.append(f'<text x="{at(q.median):.1f}" y="20" text-anchor="middle">{q.median:,.2f}</text>')
    label = say(f"金额分布，中位数 {q.median:,.2f} 元", f"Amounts, median {q.median:,.2f} yuan")
    return mark_safe(
        f'<svg class="strip" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(label)}">{"".join(pieces)}</svg>'
    )
