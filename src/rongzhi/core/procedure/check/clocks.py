"""Proves that every clock has a published length, begins on a known day, and ends in an act that can then be performed."""

from collections.abc import Iterator

from rongzhi.core.procedure.check.graph import RUNNING, clock_states, declared_clocks
from rongzhi.core.procedure.check.published import Published
from rongzhi.core.procedure.definition import Act, Clock
from rongzhi.core.procedure.faults import Fault
from rongzhi.core.procedure.fields import Day
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.workdays import TIMES


def check_clocks(rules: Rules, published: Published) -> Iterator[Fault]:
    """Faults of clocks: unknown parameters, starts and expiry acts; and names of clocks that nobody starts."""
    expiries: dict[tuple[str, str], set[str]] = {}
    for clock, act, procedure in declared_clocks(rules):
        where = f"{act.key}/{clock.key}"
        yield from _parameters(rules, clock, where)
        yield from _start(clock, act, where)
        yield from _expiry(rules, clock, procedure, where, published)
        expiries.setdefault((procedure, clock.key), set()).add(clock.on_expiry)
    for (key, name), ends in expiries.items():
        yield from _out_of_stage(rules, key, name, ends - {published.overdue})
    yield from _names(rules)


def _parameters(rules: Rules, clock: Clock, where: str) -> Iterator[Fault]:
    for key in dict.fromkeys((clock.parameter, *(choice.parameter for choice in clock.choices))):
        if key not in rules.parameters:
            yield Fault(
                "unknown_parameter",
                where,
                f"没有名为「{key}」的期限参数。",
                f"There is no parameter {key!r}.",
            )
            continue
        values = rules.parameters[key].values
        if not values:
            yield Fault(
                "no_value",
                where,
                f"期限参数「{key}」没有值；请由县规则包写明，并注明依据。",
                f"The parameter {key!r} has no value; the county sets it in its pack, with its basis.",
            )
        for value in values:
            if not value.source.strip():
                yield Fault(
                    "no_source",
                    where,
                    f"期限参数「{key}」没有出处。",
                    f"The parameter {key!r} has no source.",
                )
            if value.unit not in TIMES:
                yield Fault(
                    "not_a_period",
                    where,
                    f"参数「{key}」的单位是 {value.unit}，不能用来计算期限。",
                    f"The parameter {key!r} is counted in {value.unit}, which is no period.",
                )


def _start(clock: Clock, act: Act, where: str) -> Iterator[Fault]:
    for name in filter(None, (clock.from_field, clock.until)):
        field = act.field(name)
        if field is None or not isinstance(field.kind, Day):
            yield Fault(
                "unknown_field",
                where,
                f"期限所用的「{name}」不是本事项的日期项。",
                f"The period is counted by {name!r}, which is no date that this act asks for.",
            )


def _expiry(rules: Rules, clock: Clock, procedure: str, where: str, published: Published) -> Iterator[Fault]:
    if clock.on_expiry == published.overdue:
        act = rules.acts.get(clock.on_expiry)
        if act is None:
            yield Fault(
                "unknown_act",
                where,
                f"没有「{published.overdue}」这个逾期登记事项。",
                f"There is no act {published.overdue} that records what is late.",
            )
        return
    act = rules.acts.get(clock.on_expiry)
    if act is None:
        yield Fault(
            "unknown_act",
            where,
            f"期限届满时的事项「{clock.on_expiry}」不存在。",
            f"The clock ends in {clock.on_expiry!r}, and there is no such act.",
        )
        return
    if not act.timer:
        yield Fault(
            "not_a_timer",
            where,
            f"「{act.key}」不是期限届满事项（timer），系统不会办理。",
            f"{act.key} is not marked as a timer, so the system would not perform it.",
        )
    if act.procedure != procedure and not rules.procedures[act.procedure].standing:
        yield Fault(
            "foreign_expiry",
            where,
            f"期限属于「{procedure}」，届满事项「{act.key}」却属于另一个程序。",
            f"The clock runs in {procedure}, but its expiry act {act.key} belongs to another procedure.",
        )


def _out_of_stage(rules: Rules, key: str, name: str, ends: set[str]) -> Iterator[Fault]:
    """Where a clock may run, its expiry act must be possible, or time would end with nothing happening."""
    procedure = rules.procedures.get(key)
    if procedure is None or not ends:
        return
    states = clock_states(rules, procedure, name)
    finals = {stage.code for stage in procedure.stages if stage.final}
    for end in sorted(ends):
        act = procedure.act(end)
        if act is None:
            continue
        for stage, possible in states.items():
            if stage not in finals and RUNNING in possible and stage not in act.from_:
                yield Fault(
                    "expiry_out_of_stage",
                    f"{key}.{stage}",
                    f"期限「{name}」在这个阶段可能还在走，但届满事项「{end}」不能从这个阶段办理。",
                    f"The clock {name} may still run in this stage, yet its expiry act {end} does not start from it.",
                )


def _names(rules: Rules) -> Iterator[Fault]:
    known = {clock.key for clock, _, _ in declared_clocks(rules)}
    for act in rules.acts.values():
        extended = (act.extends.clock,) if act.extends else ()
        for name in dict.fromkeys((*act.stops, *act.pauses, *act.resumes, *act.restates, *extended)):
            if name not in known:
                yield Fault(
                    "unknown_clock",
                    act.key,
                    f"期限「{name}」没有任何事项会启动。",
                    f"No act starts a clock of the name {name!r}.",
                )
        for name in act.restates:
            if all(clock.key != name for clock in act.starts):
                yield Fault(
                    "restates_nothing",
                    act.key,
                    f"重新计算期限「{name}」时没有写明用哪个参数。",
                    f"It restates the clock {name!r} without declaring by which parameter.",
                )
