"""What a paper of a task says about it: its bodies, its date, how late it is, and what happened with it."""

from datetime import date

from rongzhi.casework.papers import wording
from rongzhi.casework.papers.view import NO_RUN, View
from rongzhi.rulebook.guards.tasks import task_of, tasks_of
from rongzhi.rulebook.papers.text import NONE, Pair

DATES = ("feedback", "unreceived")
LINES = {  # kind and status of a line of the register: what it says in the history
    "task_receipt": Pair("签收", "signed for"),
    "task_objection": Pair("提出异议", "objected to"),
    "task_extension": Pair("延长日期", "given more time"),
    "task_delay": Pair("到期未反馈，自动催办", "late, reminded"),
    "task_escalation": Pair("提级", "escalated"),
    "group_decision": Pair("领导小组决定", "decided by the leading group"),
}


def of_task(view: View, rest: str) -> Pair:
    """One variable of the task whose proceeding made the paper; nothing for a paper of no task."""
    key = _run(view)
    task = task_of(view.seen.picture, key)
    if task is None:
        return NONE
    if rest == "lead":
        return name_of(view, task.code)
    if rest == "helpers":
        lines = view.seen.picture.list("task_helper", proceeding=key)
        return wording.joined([name_of(view, line.code) for line in lines])
    if rest == "due":
        return wording.day(_due(view, key))
    return _days_late(view, key) if rest == "days_late" else _history(view, key)


def given_by(view: View, consultation: str) -> list[Pair]:
    """The tasks that came of a consultation, a line each: who leads, who helps, until when."""
    told = []
    for task in tasks_of(view.seen.picture, consultation):
        lead, due = name_of(view, task.code), wording.day(_due(view, task.proceeding))
        lines = view.seen.picture.list("task_helper", proceeding=task.proceeding)
        helpers = wording.joined([name_of(view, line.code) for line in lines])
        zh = "；".join(filter(None, (f"牵头{lead.zh}", helpers.zh and f"配合{helpers.zh}", due.zh)))
        en = "; ".join(filter(None, (f"lead {lead.en}", helpers.en and f"with {helpers.en}", due.en)))
        told.append(Pair(zh, en))
    return told


def _run(view: View) -> str:
    runs = view.runs.get(view.seq, NO_RUN)
    return next((key for key in sorted(runs) if key.startswith("task-")), "")


def name_of(view: View, handle: str) -> Pair:
    """The name of a body of the directory; the handle where it has none."""
    row = view.rules.tables.get("body_handles", {}).get(handle)
    return wording.both(row) if row else wording.same(handle)


def _due(view: View, key: str) -> date | None:
    clocks = [c for c in view.seen.picture.clocks.values() if c.proceeding == key and c.name in DATES]
    return clocks[-1].due if clocks else None


def _days_late(view: View, key: str) -> Pair:
    due, today = _due(view, key), view.at.astimezone(wording.SHANGHAI).date()
    if due is None or due >= today:
        return NONE
    days = (today - due).days
    return Pair(f"{days}日", f"{days} day{'s' if days > 1 else ''}")


def _history(view: View, key: str) -> Pair:
    """Each step with its day, in order, one a line."""
    steps = []
    for line in view.seen.picture.entries.values():
        if line.proceeding != key or line.on is None:
            continue
        on = wording.day(line.on)
        if line.kind == "task":
            body = name_of(view, line.code)
            steps.append(Pair(f"{on.zh}交办{body.zh}", f"{on.en}: given to {body.en}"))
        elif line.kind in LINES:
            words = LINES[line.kind]
            steps.append(Pair(f"{on.zh}{words.zh}", f"{on.en}: {words.en}"))
    return Pair("\n".join(s.zh for s in steps), "\n".join(s.en for s in steps)) if steps else NONE
