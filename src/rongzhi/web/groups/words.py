"""A group in words: how far everybody has come, the lead case, the formula with its example, and what has happened."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.groups.reading import Funnel, Group, funnel
from rongzhi.casework.groups.sheets import OwnSheet, own_sheet
from rongzhi.casework.queries import Step
from rongzhi.core.procedure.definition import Stage
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.register_words import pairs
from rongzhi.web.labels import code_words, stage_of
from rongzhi.web.naming import account_names
from rongzhi.web.speech import say, words

COUNTS = pairs("""
invited | 已邀请 | invited
unanswered | 未答复邀请 | invitation unanswered
refused | 不参加 | stayed out
member | 现在的成员 | in the group
left | 已退出或移出 | left or put out
proposed | 已收到方案 | got their sheet
accepted | 接受 | accepted
declined | 不接受 | declined
waiting | 未答复方案 | sheet unanswered
ended | 案件已另行结束 | case ended by itself
""")
RESULTS = pairs("""
agreement | 达成调解协议 | an agreement was reached
judgment | 作出判决 | judgment was given
""")
STATES = pairs("""
invited | 已邀请，未答复 | invited, no answer
refused | 不参加 | stayed out
member | 已加入 | joined
left | 已退出 | left
put_out | 已移出 | put out
proposed | 已收到方案，未答复 | has the sheet, no answer
accepted | 接受方案 | accepted
declined | 不接受方案 | declined
uninvited | 邀请已撤回 | invitation withdrawn
ended | 案件已结束 | case ended
withdrawn | 邀请已撤回 | invitation withdrawn
group_over | 群体已结束 | the group is over
""")
SHEETS = pairs("""
open | 等您答复 | your answer is asked
accepted | 您已接受 | you accepted
declined | 您未接受 | you declined
""")
TILES = ("invited", "member", "left", "proposed", "accepted", "declined")
UNDER_FIVE = ("不足5", "under five")


@dataclass(frozen=True, slots=True)
class Line:
    """A group on a list."""

    group: Group
    institution: str
    product: str
    stage: str
    counts: Funnel
    since: date | None


@dataclass(frozen=True, slots=True)
class Did:
    """One thing that happened, or the same thing so many times on one day."""

    what: str
    who: str
    on: date
    times: int = 1


def line_of(group: Group, rules: Rules) -> Line:
    """The group as its line of a list."""
    head = group.picture.header
    run = group.picture.proceeding("group")
    return Line(
        group,
        code_words(rules, "body_handles", str(head.get("respondent") or "")),
        code_words(rules, "taxonomy", str(head.get("dispute_class") or "")),
        stage_words(group, rules),
        funnel(group.picture),
        run.opened if run is not None else None,
    )


def stage_words(group: Group, rules: Rules) -> str:
    """Where the group stands."""
    found = declared_stage(group, rules)
    return words(found) if found is not None else group.stage


def declared_stage(group: Group, rules: Rules) -> Stage | None:
    return stage_of(rules, "group", group.stage)


def tiles(group: Group) -> list[tuple[str, int]]:
    """The six counts at the top of the page."""
    counts = dict(funnel(group.picture).steps())
    return [(words(COUNTS[key]), counts[key]) for key in TILES]


def all_counts(group: Group) -> list[tuple[str, int]]:
    """Every count in words, for the table and the workbook."""
    return [(words(COUNTS[key]), number) for key, number in funnel(group.picture).steps()]


def told(number: int | None) -> str:
    """A count as members are told it."""
    return say(*UNDER_FIVE) if number is None else str(number)


def result_words(code: str) -> str:
    """How the lead case came out."""
    return words(RESULTS[code]) if code in RESULTS else code


def state_words(status: str) -> str:
    """How a member stands."""
    return words(STATES[status]) if status in STATES else status


def sheet_words(status: str, *, own: bool) -> str:
    """How a member's sheet stands, said to themselves or to another reader of the case."""
    if own and status in SHEETS:
        return words(SHEETS[status])
    return state_words({"open": "proposed"}.get(status, status))


def worked_example(group: Group) -> OwnSheet | None:
    """The formula reckoned with its made-up figures; None when there is no formula or no example."""
    formula, example = group.common.get("formula", ""), group.common.get("example", "")
    if not formula or not example:
        return None
    return own_sheet(formula, group.common.get("in_words", ""), example)


def happened(steps: Iterable[Step], rules: Rules) -> list[Did]:
    """What people did, one by one, and what members did, counted by day; the latest first."""
    told_of = list(steps)
    names = account_names(step.actor for step in told_of)
    counted: Counter[tuple[date, str]] = Counter()
    found: list[Did] = []
    for step in told_of:
        act = rules.acts.get(step.act)
        on = _day(step.at)
        if act is not None and act.echo:
            counted[on, step.act] += 1
        else:
            found.append(Did(words(act) if act else step.act, names.get(step.actor, ""), on))
    found += [Did(words(rules.acts[act]), "", on, times) for (on, act), times in counted.items()]
    found.reverse()
    return sorted(found, key=lambda did: did.on, reverse=True)


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
