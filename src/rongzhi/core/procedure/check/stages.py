"""Proves that every stage can be reached, can end, and has somebody or a clock that brings it on; that nothing runs in a circle."""

from collections import defaultdict
from collections.abc import Iterator

from rongzhi.core.procedure.check.graph import (
    RUNNING,
    clock_states,
    closings,
    declared_clocks,
    edges,
    entries,
    reached,
)
from rongzhi.core.procedure.check.published import Published
from rongzhi.core.procedure.definition import Act, Procedure, SetEntries
from rongzhi.core.procedure.faults import Fault
from rongzhi.core.procedure.rules import Rules


def check_stages(rules: Rules, published: Published) -> Iterator[Fault]:
    """Faults of stages: unreachable, without an end, or with nobody who can bring them on."""
    for procedure in rules.procedures.values():
        if procedure.standing:
            continue
        if not procedure.stages:
            yield Fault(
                "no_stages",
                procedure.key,
                "没有阶段，也不是常设程序。",
                "It has no stages and is not a standing procedure.",
            )
            continue
        yield from _reach_and_end(rules, procedure)
        yield from _somebody_or_a_clock(rules, procedure, published)
        yield from _same_as_published(procedure, published)
    yield from check_automatic(rules)


def _reach_and_end(rules: Rules, procedure: Procedure) -> Iterator[Fault]:
    along = edges(procedure.acts)
    known = reached({*entries(rules, procedure), *closings(rules, procedure)}, along)
    finals = {stage.code for stage in procedure.stages if stage.final}
    for stage in procedure.stages:
        where = f"{procedure.key}.{stage.code}"
        if stage.code not in known:
            yield Fault(
                "unreachable_stage",
                where,
                f"没有任何事项能到达阶段「{stage.label}」。请加上到达它的事项，或者删去这个阶段。",
                f"No act leads to the stage “{stage.en}”. Add one, or take the stage out.",
            )
        if not finals & reached([stage.code], along):
            yield Fault(
                "never_ends",
                where,
                f"从阶段「{stage.label}」不能到达任何最终阶段，案件会停在这里。",
                f"No final stage can be reached from “{stage.en}”: a case would stay there for ever.",
            )


def _somebody_or_a_clock(rules: Rules, procedure: Procedure, published: Published) -> Iterator[Fault]:
    """A stage is brought on by a person's act that leaves it; by a person's act in it that an automatic act follows;
    or by a clock that surely runs in it (on every way there) and whose expiry act leaves it. Closing from outside
    (withdrawal) does not count.
    """
    clocks = {clock.key: clock.on_expiry for clock, _, key in declared_clocks(rules) if key == procedure.key}
    states = {name: clock_states(rules, procedure, name) for name in clocks}
    for stage in procedure.stages:
        if stage.final:
            continue
        here = [act for act in procedure.acts if stage.code in act.from_]
        leaving = [act for act in here if act.to not in (None, stage.code)]
        by_person = {
            act.key
            for act in here
            if not act.automatic and not act.timer and set(act.who) - {published.system}
        }
        expires = {clocks[name] for name in clocks if states[name].get(stage.code) == {RUNNING}}
        moved = any(act.key in by_person or act.key in expires for act in leaving)
        followed = bool(by_person) and any(act.automatic for act in leaving)
        if not moved and not followed:
            yield Fault(
                "nobody_acts",
                f"{procedure.key}.{stage.code}",
                f"在阶段「{stage.label}」没有人可以办理，也没有必定在走的期限会推进它。",
                f"Nobody can act in the stage “{stage.en}”, and no clock that surely runs there brings it on.",
            )


def _same_as_published(procedure: Procedure, published: Published) -> Iterator[Fault]:
    wanted = published.stages.get(procedure.key)
    if wanted is None:
        return
    declared = {stage.code: stage for stage in procedure.stages}
    table = {stage.code: stage for stage in wanted}
    for code in dict.fromkeys((*table, *declared)):
        if declared.get(code) != table.get(code):
            yield Fault(
                "stage_differs",
                f"{procedure.key}.{code}",
                f"与公布的阶段表（stages.csv）不一致：表中为 {_row(table.get(code))}，程序中为 {_row(declared.get(code))}。",
                f"It differs from stages.csv: the table has {_row(table.get(code))}, the procedure {_row(declared.get(code))}.",
            )


def _row(stage: object) -> str:
    return "—" if stage is None else str(stage)


def check_automatic(rules: Rules) -> Iterator[Fault]:
    """Automatic acts come to rest: the graph of (procedure, stage) along them has no circle.

    An automatic act must leave its stage, or use up lines of the register (every line in the statuses named gets
    another one; that its conditions ask for such a line is trusted). One that opens another proceeding leads to the
    first stage there. One that begins a proceeding may do so again whenever an earlier one has ended, so it follows
    on every final stage.
    """
    along: dict[str, set[str]] = defaultdict(set)
    for procedure in rules.procedures.values():
        finals = [stage.code for stage in procedure.stages if stage.final]
        for act in procedure.acts:
            if not act.automatic:
                continue
            targets = {f"{procedure.key}.{act.to}"} if act.to else set()
            for opening in act.opens:
                opened = rules.procedures.get(opening.procedure)
                if opened is not None and opened.stages:
                    targets.add(f"{opened.key}.{opened.first.code}")
            stays = procedure.standing or act.to is None or act.to in act.from_
            if stays and not _uses_up(act):
                yield Fault(
                    "automatic_stays",
                    act.key,
                    "自动事项没有离开所在阶段，可能反复执行。请写明去向。",
                    "An automatic act that does not leave its stage could go on for ever. Let it lead to another stage.",
                )
            for stage in act.from_ or finals:
                along[f"{procedure.key}.{stage}"] |= targets
    for node in sorted(along):
        if node in reached(along[node], along):
            yield Fault(
                "automatic_cycle",
                node,
                "从这里开始，自动事项会一个接一个回到原处，永不停止。",
                "From here automatic acts lead one to the other and back again, without end.",
            )


def _uses_up(act: Act) -> bool:
    return any(
        isinstance(effect, SetEntries)
        and effect.match == "all"
        and effect.was
        and effect.status not in effect.was
        for effect in act.does
    )
