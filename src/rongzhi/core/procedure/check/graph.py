"""How the stages of a procedure hang together: where it can begin, where acts lead, and which clocks run where."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from rongzhi.core.procedure.definition import Act, Clock, Procedure
from rongzhi.core.procedure.rules import Rules

OFF, RUNNING, PAUSED = "off", "running", "paused"
Edges = Mapping[str, set[str]]


def entries(rules: Rules, procedure: Procedure) -> dict[str, list[tuple[Clock, ...]]]:
    """The stages where a proceeding can begin, each with the clocks that then start, for every way in."""
    found: dict[str, list[tuple[Clock, ...]]] = defaultdict(list)
    if not procedure.stages:
        return found
    for act in procedure.acts:
        if act.founds or not act.from_:
            found[act.to or procedure.first.code].append(act.starts)
    for act in rules.acts.values():
        for opening in act.opens:
            if opening.procedure == procedure.key:
                found[procedure.first.code].append(opening.starts)
    return found


def closings(rules: Rules, procedure: Procedure) -> set[str]:
    """The stages that acts of other procedures close this one in."""
    return {
        closing.stage
        for act in rules.acts.values()
        for closing in act.closes
        if closing.procedure == procedure.key
    }


def edges(acts: Iterable[Act]) -> dict[str, set[str]]:
    """Stage to stage, for every act that moves."""
    found: dict[str, set[str]] = defaultdict(set)
    for act in acts:
        if act.to is not None:
            for stage in act.from_:
                found[stage].add(act.to)
    return found


def reached(start: Iterable[str], along: Edges) -> set[str]:
    """Every stage that can be reached from these, themselves included."""
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        stage = waiting.pop()
        if stage not in seen:
            seen.add(stage)
            waiting += along.get(stage, ())
    return seen


def declared_clocks(rules: Rules) -> Iterator[tuple[Clock, Act, str]]:
    """Every declared clock with the act that starts it and the procedure whose proceeding it runs in."""
    for act in rules.acts.values():
        for clock in act.starts:
            yield clock, act, act.procedure
        for opening in act.opens:
            for clock in opening.starts:
                yield clock, act, opening.procedure


def clock_states(rules: Rules, procedure: Procedure, clock: str) -> dict[str, set[str]]:
    """In every stage that can be reached, the states in which the clock of that name can be.

    Every way through the stages is followed, whatever the conditions; a clock with a condition may have started or
    not. Acts of other procedures that pause, resume or stop a clock of that name may do so in any stage. So a clock
    surely runs in a stage when `running` is the only state there.
    """
    states: dict[str, set[str]] = defaultdict(set)
    for stage, ways in entries(rules, procedure).items():
        for starts in ways:
            states[stage] |= _started(starts, clock, {OFF})
    finals = {stage.code for stage in procedure.stages if stage.final}
    expiries = {declared.on_expiry for declared, _, _ in declared_clocks(rules) if declared.key == clock}
    inside = [act for act in procedure.acts if act.from_]
    outside = [act for act in rules.acts.values() if act.procedure != procedure.key and _touches(act, clock)]
    changed = True
    while changed:
        before = sum(map(len, states.values()))
        for stage in [code for code in states if code not in finals]:
            for act in inside:
                if stage in act.from_:
                    target = act.to or stage
                    over = target in finals or (act.timer and act.key in expiries)
                    states[target] |= (
                        _started(act.starts, clock, {OFF}) if over else _after(act, clock, states[stage])
                    )
            for act in outside:
                states[stage] |= _after(act, clock, states[stage], elsewhere=True)
        changed = sum(map(len, states.values())) != before
    return states


def _touches(act: Act, clock: str) -> bool:
    stops = clock in act.stops and not act.from_
    return stops or clock in chain(act.pauses, act.resumes)


def _after(act: Act, clock: str, before: set[str], *, elsewhere: bool = False) -> set[str]:
    states = set(before)
    if clock in act.stops and not (elsewhere and act.from_):
        states = {OFF}
    if clock in act.pauses:
        states = {PAUSED if state == RUNNING else state for state in states}
    if clock in act.resumes:
        states = {RUNNING if state == PAUSED else state for state in states}
    if not elsewhere and clock not in act.restates:
        states = _started(act.starts, clock, states)
    return states


def _started(starts: Iterable[Clock], clock: str, before: set[str]) -> set[str]:
    for declared in starts:
        if declared.key == clock:
            return {RUNNING} | (before if declared.when is not None else set())
    return before
