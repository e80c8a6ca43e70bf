"""How long cases and tasks lay between two bodies, in words: for the page of a case and the secretariat's list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rongzhi.casework.seen import Sight, header_open
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.charge import ELSEWHERE, days_lost, hand_offs
from rongzhi.rulebook.register_words import pairs
from rongzhi.web.speech import say, words

ABOUT = pairs("""
referral | 移交 | hand-over
task | 交办 | task
lead | 牵头 | lead
""")
OUTCOMES = pairs("""
accepted | 已接受 | accepted
refused | 不受理 | not taken
returned | 异议成立，退回 | objected to and returned
moved | 又改由他单位 | moved on to another body
""")


@dataclass(frozen=True, slots=True)
class Handed:
    """One hand-off in words, with the working days between the decision and the acceptance."""

    file: str
    about: str
    giver: str
    to: str
    decided_on: date
    accepted_on: date | None
    days: int
    outcome: str

    @property
    def open(self) -> bool:
        return not self.outcome


def handed(seen: Sight, rules: Rules, *, today: date) -> list[Handed]:
    """The hand-offs of one file as this reader may know them; none where the header is not for them."""
    if seen.picture.kind != "case" or not header_open(seen):
        return []
    return [
        Handed(
            seen.picture.number,
            words(ABOUT[one.about]),
            body_name(rules, one.giver),
            body_name(rules, one.to),
            one.decided_on,
            one.accepted_on,
            days_lost(one, rules.calendar, today),
            words(OUTCOMES[one.outcome]) if one.outcome else "",
        )
        for one in hand_offs(seen.picture)
    ]


def of_many(by: Actor, seen: Iterable[Sight], rules: Rules, *, today: date) -> list[Handed]:
    """The hand-offs of several files: open ones first, then those that took longest."""
    found = [row for one in seen for row in handed(one, rules, today=today)]
    return sorted(found, key=lambda row: (not row.open, -row.days, row.file))


def body_name(rules: Rules, handle: str) -> str:
    """The name of a body of the county; of another county's only that it is one."""
    if handle == ELSEWHERE:
        return say("其他县的单位", "a body of another county")
    row = rules.tables.get("body_handles", {}).get(handle)
    return words(row) if row is not None else handle
