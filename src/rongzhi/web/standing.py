"""Where the proceedings of a file stand: at which stage, whose turn it is, and until when."""

from dataclasses import dataclass
from datetime import datetime

from rongzhi.casework.seen import NEUTRAL_WORDS, Sight, end_shown
from rongzhi.core.parameters import NoValue
from rongzhi.core.procedure.definition import Stage
from rongzhi.core.procedure.picture import Proceeding, RunningClock
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.roles import CAPACITIES
from rongzhi.web import labels
from rongzhi.web.questions import clock_words
from rongzhi.web.speech import say, words

SOON = 3  # days before a deadline from which it is said to be near


@dataclass(frozen=True, slots=True)
class Standing:
    """One proceeding: its stage, whose turn it is, and its end."""

    run: Proceeding
    procedure: str
    stage: str
    waits_for: str
    mine: bool
    end: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock with what it rests on, and the days that are left (below zero: that it is late)."""

    clock: RunningClock
    name: str
    status: str
    late: bool
    source: str
    confidence: str
    unconfirmed: bool
    waits_for: str
    days: int | None

    @property
    def soon(self) -> bool:
        """Whether it runs and ends within a few days."""
        running = self.clock.status == "running" and not self.late
        return running and self.days is not None and self.days <= SOON

    @property
    def left(self) -> str:
        """The time that is left, or by how much it is late, in words."""
        if self.days is None or self.clock.status != "running":
            return ""
        if self.late:
            late = max(1, -self.days)
            return say(f"已逾期 {late} 天", f"{late} day{'' if late == 1 else 's'} late")
        if self.days <= 0:
            return say("今天到期", "ends today")
        return say(f"还有 {self.days} 天", f"{self.days} day{'' if self.days == 1 else 's'} left")


def standing(run: Proceeding, seen: Sight, rules: Rules) -> Standing:
    """Where this proceeding stands for this reader."""
    procedure = rules.procedures.get(run.procedure)
    stages = procedure.stages if procedure else ()
    here = next((s for s in stages if s.code == run.stage), Stage(run.stage, run.stage, run.stage))
    word = here.waiting_for if run.open else "none"
    role = CAPACITIES.get(word)
    return Standing(
        run,
        words(procedure) if procedure else run.procedure,
        words(here),
        labels.waiting_words(word),
        role is not None and role.value in seen.roles,
        end_words(run.end, rules, seen),
    )


def end_words(code: str, rules: Rules, seen: Sight) -> str:
    """The end of a proceeding; one that was stopped by rule is told neutrally to who may not know why."""
    if not code:
        return ""
    if not end_shown(seen, code):
        return say(*NEUTRAL_WORDS)
    return labels.code_words(rules, "ends", code)


def deadline(clock: RunningClock, rules: Rules, now: datetime, *, inside: bool) -> Deadline:
    """The clock in words; `inside` are those who are told that a value has still to be confirmed."""
    try:
        value = rules.parameters.on(clock.parameter, clock.started)
    except (NoValue, KeyError):
        value = None
    late = clock.status == "running" and clock.due_at is not None and clock.due_at < now
    return Deadline(
        clock,
        clock_words(rules, clock.parameter),
        labels.status_words(clock.status),
        late,
        labels.source_words(value.source) if value else "",
        str(value.confidence) if value else "",
        bool(value and value.unconfirmed and inside),
        labels.waiting_words(clock.waiting_for),
        (clock.due - now.date()).days if clock.due else None,
    )
