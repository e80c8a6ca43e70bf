"""Deadlines that are over: each is expired by its declared act, which the system performs like any other."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rongzhi.casework.actions import LONGEST_KEY, Done, perform
from rongzhi.casework.models import Clock
from rongzhi.core.procedure.decide import SYSTEM, Reason, Refusal

OVERDUE = "case.overdue"
PAGE = 500


@dataclass(frozen=True, slots=True)
class Stuck:
    """A clock that is over and could not be expired, with what stands against it."""

    file: str
    clock: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ClockReport:
    """What a run did: how many clocks each act expired, how many had been settled before their turn, and the rest."""

    expired: Mapping[str, int] = field(default_factory=dict)
    settled: int = 0
    stuck: tuple[Stuck, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.expired.values())


def run_clocks(
    *, now: datetime, limit: int | None = None, progress: Callable[[int], None] | None = None
) -> ClockReport:
    """Expire the clocks that are due by `now`, the oldest first; `limit` is the most that one run takes up.

    Each is taken up once. When its act is refused (a condition does not hold), the file is marked overdue instead,
    so that somebody looks at it. `progress` is told the number of clocks taken up. Raises NotSaved or KeyFault;
    what was done before stays done, and the next run goes on from there.
    """
    expired: Counter[str] = Counter()
    stuck: list[Stuck] = []
    settled = 0
    for taken, clock in enumerate(_due(now), 1):
        if limit is not None and taken > limit:
            break
        answer = _expire(clock, now)
        if answer is None:
            settled += 1
        elif isinstance(answer, Done):
            expired[answer.act] += 1
        else:
            stuck.append(Stuck(clock.file, clock.key, answer.reasons))
        if progress is not None:
            progress(taken)
    return ClockReport(dict(expired), settled, tuple(stuck))


def _due(now: datetime) -> Iterator[Clock]:
    """Every clock that is due, once, in order; also those that become due while the run goes on."""
    seen: set[tuple[str, str]] = set()
    while True:
        before = len(seen)
        for clock in _pass(now):
            if (clock.file, clock.key) not in seen:
                seen.add((clock.file, clock.key))
                yield clock
        if len(seen) == before:
            return


def _pass(now: datetime) -> Iterator[Clock]:
    due = Clock.objects.filter(status="running", due_at__lte=now).order_by("due_at", "pk")
    last: Clock | None = None
    while True:
        rows = due
        if last is not None:
            rows = due.filter(due_at__gte=last.due_at).exclude(due_at=last.due_at, pk__lte=last.pk)
        page = list(rows[:PAGE])
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1]


def _expire(clock: Clock, now: datetime) -> Done | Refusal | None:
    """Perform what follows from this clock; None when an act before has settled it."""
    if not Clock.objects.filter(pk=clock.pk, status="running", due_at__lte=now).exists():
        return None
    answer = _perform(clock, clock.on_expiry, now)
    if isinstance(answer, Refusal) and clock.on_expiry != OVERDUE:
        answer = _perform(clock, OVERDUE, now)
    return answer


def _perform(clock: Clock, act: str, now: datetime) -> Done | Refusal:
    data = {"clock": clock.key} if act == OVERDUE else {}
    return perform(
        clock.file, act, by=SYSTEM, data=data, proceeding=clock.proceeding, request=_request(clock), now=now
    )


def _request(clock: Clock) -> str:
    key = f"clock:{clock.file}:{clock.key}"
    return key if len(key) <= LONGEST_KEY else f"clock:{hashlib.sha256(key.encode()).hexdigest()}"
