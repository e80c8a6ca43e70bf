"""Who answers for a case or a task, until when, and how long it lay between two bodies: read from the picture alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from rongzhi.core.procedure.picture import Entry, Picture, RunningClock
from rongzhi.core.workdays import Calendar
from rongzhi.rulebook.guards.referral import restricted_proceedings
from rongzhi.rulebook.guards.tasks import task_of

BEIJING = timezone(timedelta(hours=8))
# Proceedings that run beside the handling of a case: they alone do not make its owner the one who handles it.
BESIDE = frozenset({"referral", "task", "lead", "consultation", "follow_up"})
ELSEWHERE = "elsewhere"  # a body of another county: whoever sent it answers here for what comes back
CHARGED = frozenset({"task", "lead"})
# Files from before the watching clock have no date where no clock runs: they count from their open stage.
OLD_FILE_DAYS = 21


def responsible(case: Picture) -> str:
    """The handle of the one body that answers for this case.

    Its owner, until another body has accepted a hand-over and nothing of the case is open with the owner any more. A
    hand-over that was sent, signed for, objected to or returned changes nothing: whoever sent it keeps the case.
    A suspicion that was referred never shows here.
    """
    apart = restricted_proceedings(case)
    open_runs = [run for run in case.open_proceedings() if run.key not in apart]
    if any(run.procedure not in BESIDE for run in open_runs):
        return case.owner
    taken = {run.key for run in open_runs if run.procedure == "referral" and run.stage == "handled"}
    lines = [
        line
        for line in case.list("referral", "handled")
        if line.proceeding in taken and line.code not in ("", ELSEWHERE)
    ]
    return lines[-1].code if lines else case.owner


def charged(case: Picture, proceeding: str) -> str:
    """The handle of the body that answers for this task or lead question; empty for other proceedings."""
    run = case.proceedings.get(proceeding)
    if run is None or run.procedure not in CHARGED:
        return ""
    if run.procedure == "task":
        task = task_of(case, proceeding)
        return task.code if task is not None else case.owner
    named = case.list("lead_body", "named", "objected", "kept", proceeding=proceeding)
    return named[-1].code if named else case.owner


def next_due(case: Picture) -> datetime | None:
    """When something next falls due in an open case: the earliest running clock; None once it has ended."""
    open_runs = case.open_proceedings()
    if case.header.get("status") == "ended" or not open_runs:
        return None
    running = _dues(case.running_clocks)
    return min(running, default=_since((run.since for run in open_runs), case))


def next_due_of(case: Picture, proceeding: str) -> datetime | None:
    """When something next falls due in an open task or lead question; None for other proceedings and closed ones."""
    run = case.proceedings[proceeding]
    if not run.open or run.procedure not in CHARGED:
        return None
    running = _dues(clock for clock in case.running_clocks if clock.proceeding == proceeding)
    return min(running, default=_since((run.since,), case))


def _dues(clocks: Iterable[RunningClock]) -> list[datetime]:
    return [clock.due_at for clock in clocks if clock.due_at is not None]


def _since(days: Iterable[date | None], case: Picture) -> datetime:
    known = [day for day in days if day is not None] or [case.header["filed_on"]]
    return datetime.combine(max(known) + timedelta(days=OLD_FILE_DAYS), time(23, 59, 59), BEIJING)


@dataclass(frozen=True, slots=True)
class HandOff:
    """A case or task that goes from one body to another, with the days between the decision and the acceptance."""

    about: str  # referral, task or lead
    proceeding: str
    giver: str
    to: str
    decided_on: date
    accepted_on: date | None
    outcome: str = ""  # accepted, refused, returned, moved; empty while it is open


def days_lost(hand_off: HandOff, calendar: Calendar, today: date) -> int:
    """Working days from the decision to the acceptance (IA8), or to today while nobody has accepted."""
    return calendar.workdays_between(hand_off.decided_on, hand_off.accepted_on or today)


def hand_offs(case: Picture) -> tuple[HandOff, ...]:
    """Every hand-off of this case in order: hand-overs, and tasks and lead questions that another body took over."""
    found = [one for line in case.list("hand_off", "sent") if (one := _referral(case, line)) is not None]
    for kind, about in (("task", "task"), ("lead_body", "lead")):
        found += _moved(case, kind, about)
    return tuple(sorted(found, key=lambda one: (one.decided_on, one.proceeding)))


def _referral(case: Picture, sent: Entry) -> HandOff | None:
    steps = [line for line in case.list("hand_off", proceeding=sent.proceeding) if line.seq > sent.seq]
    # The register's line that was sent: made before it was sent and not replaced before.
    lines = [line for line in case.list("referral", proceeding=sent.proceeding) if line.seq <= sent.seq]
    if not lines or sent.on is None:
        return None
    last = next((line for line in steps if line.status != "objected"), None)
    accepted = last.on if last is not None else None
    outcome = last.status if last is not None else ""
    return HandOff("referral", sent.proceeding, case.owner, lines[-1].code, sent.on, accepted, outcome)


def _moved(case: Picture, kind: str, about: str) -> list[HandOff]:
    found = []
    before: dict[str, Entry] = {}
    for line in case.list(kind):
        earlier = before.get(line.proceeding)
        before[line.proceeding] = line
        if earlier is None or line.on is None:
            continue
        receipts = [
            r.on for r in case.list(f"{about}_receipt", proceeding=line.proceeding) if r.seq > line.seq
        ]
        accepted = receipts[0] if receipts else None
        outcome = "moved" if line.status == "moved" else "accepted" if accepted else ""
        found.append(HandOff(about, line.proceeding, earlier.code, line.code, line.on, accepted, outcome))
    return found
