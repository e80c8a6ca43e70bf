"""The seats around the table: a small drawing with numbers, and the same as words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from rongzhi.casework.consulting import Seat
from rongzhi.core.procedure.rules import Rules
from rongzhi.web.labels import code_words
from rongzhi.web.speech import say

WIDE, HIGH, RADIUS = 320, 200, 15
STATES = {
    "awaited": ("等待意见", "opinion awaited"),
    "given": ("意见已收到", "opinion is in"),
    "silent": ("期限内没有意见", "no opinion in time"),
    "recused": ("已回避", "withdrew because of a tie"),
    "released": ("已退出", "released"),
    "chair": ("主持，不表态", "chair, gives no opinion"),
}
GONE = frozenset({"recused", "released"})


@dataclass(frozen=True, slots=True)
class Place:
    """A seat with its number in the drawing (0 for the chair), the body's name and its state in words."""

    seat: Seat
    number: int
    name: str
    words: str


def places(seats: Sequence[Seat], rules: Rules) -> list[Place]:
    """The seats in their order, numbered; the chair first, those who left without a number."""
    found, n = [], 0
    for seat in seats:
        n += seat.state != "chair"
        name = code_words(rules, "body_handles", seat.body)
        found.append(Place(seat, 0 if seat.state == "chair" else n, name, say(*STATES[seat.state])))
    return found


def drawing(found: Sequence[Place]) -> SafeString:
    """The table from above: the chair at its head, filled seats for opinions that are in. It is told in words beside."""
    at_table = [place for place in found if place.seat.state not in GONE]
    pieces = [f'<ellipse class="table" cx="{WIDE // 2}" cy="{HIGH // 2}" rx="95" ry="48"/>']
    for step, place in enumerate(at_table):
        angle = 2 * pi * step / max(len(at_table), 1) - pi / 2
        x, y = WIDE / 2 + 135 * cos(angle), HIGH / 2 + 78 * sin(angle)
        own = " own" if place.seat.mine else ""
        sign = say("主", "C") if place.seat.state == "chair" else str(place.number)
        pieces.append(
            f'<g class="seat {place.seat.state}{own}"><title>{escape(place.name)}：{escape(place.words)}</title>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}"/>'
            f'<text x="{x:.1f}" y="{y + 5:.1f}" text-anchor="middle">{escape(sign)}</text></g>'
        )
    given = sum(place.seat.state == "given" for place in at_table)
    due = sum(place.seat.state != "chair" for place in at_table)
    pieces.append(
        f'<text class="count" x="{WIDE // 2}" y="{HIGH // 2 + 6}" text-anchor="middle">{given} / {due}</text>'
    )
    label = say(f"会商席位：{due} 席，已有 {given} 份意见", f"Seats: {due}, opinions in: {given}")
    return mark_safe(
        f'<svg class="round-table" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(label)}">{"".join(pieces)}</svg>'
    )
