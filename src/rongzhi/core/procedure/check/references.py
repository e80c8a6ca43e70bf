"""Proves that every name in a declaration stands for something: roles, stages, procedures, ends, fields, entries, texts, tables."""

from collections import Counter
from collections.abc import Iterator

from rongzhi.core.procedure.check.graph import declared_clocks
from rongzhi.core.procedure.check.published import Published
from rongzhi.core.procedure.definition import (
    Act,
    Guard,
    Last,
    NewEntry,
    NewParty,
    NewSchedule,
    Of,
    Procedure,
    SetCase,
    SetClock,
    SetEntries,
    SetParty,
)
from rongzhi.core.procedure.faults import Fault
from rongzhi.core.procedure.fields import Code, EntryRef, Schedule
from rongzhi.core.procedure.rules import Rules


def check_references(rules: Rules, published: Published) -> Iterator[Fault]:
    """Faults of names: used twice, or meaning nothing."""
    made = published.kinds | {
        effect.kind
        for act in rules.acts.values()
        for effect in act.does
        if isinstance(effect, NewEntry | NewSchedule)
    }
    for procedure in rules.procedures.values():
        yield from _twice(procedure)
        yield from _source(procedure.key, str(procedure.source.instrument))
        for act in procedure.acts:
            yield from _act(rules, procedure, act, published)
            yield from _values(act, made)
    for clock, act, _ in declared_clocks(rules):
        kinds = (
            clock.from_entry,
            *(k for choice in clock.choices for k in (choice.from_entry, *choice.or_later)),
        )
        yield from _kinds(act.key, [kind for kind in kinds if kind], made)


def guards_of(act: Act) -> Iterator[Guard]:
    """Every condition that an act names: its own, and those of its clocks, openings, entries and ends."""
    yield from act.needs
    clocks = [*act.starts, *(clock for opening in act.opens for clock in opening.starts)]
    for clock in clocks:
        yield from (choice.when for choice in clock.choices)
    whens = [
        *(clock.when for clock in clocks),
        *(opening.when for opening in act.opens),
        *(effect.when for effect in act.does if isinstance(effect, NewEntry)),
    ]
    yield from (when for when in whens if when is not None)
    if act.ends is not None:
        yield from (when for when, _ in act.ends.choices)


def _twice(procedure: Procedure) -> Iterator[Fault]:
    names = Counter([act.key for act in procedure.acts])
    names.update(f"{procedure.key}.{stage.code}（阶段 stage）" for stage in procedure.stages)
    for act in procedure.acts:
        names.update(f"{act.key}/{field.key}" for field in act.data)
        if act.procedure != procedure.key:
            yield Fault(
                "foreign_act",
                act.key,
                f"这个事项列在程序「{procedure.key}」中，代码须以“{procedure.key}.”开头。",
                f"The act stands in the procedure {procedure.key}, so its key must begin with {procedure.key}.",
            )
    for name, times in names.items():
        if times > 1:
            yield Fault("duplicate", name, f"同一名称用了 {times} 次。", f"The name is used {times} times.")


def _source(where: str, instrument: str) -> Iterator[Fault]:
    if not instrument.strip():
        yield Fault("no_source", where, "没有写明出处。", "It names no source.")


def _act(rules: Rules, procedure: Procedure, act: Act, published: Published) -> Iterator[Fault]:
    yield from _source(act.key, act.source.instrument)
    for guard in guards_of(act):
        yield from _source(f"{act.key}/{guard.key}", guard.source.instrument)
        if not guard.requires.strip() or not guard.en.strip():
            yield Fault(
                "no_sentence",
                f"{act.key}/{guard.key}",
                "条件没有中文或者英文的说明。",
                "The condition has no sentence in Chinese or in English.",
            )
    yield from _who(act, published)
    codes = {stage.code for stage in procedure.stages}
    for stage in dict.fromkeys((*act.from_, *((act.to,) if act.to else ()))):
        if stage not in codes and not procedure.standing:
            yield _unknown("unknown_stage", act.key, "阶段", "stage", stage)
    for opening in act.opens:
        other = rules.procedures.get(opening.procedure)
        if other is None or other.standing:
            yield _unknown("unknown_procedure", act.key, "程序", "procedure", opening.procedure)
    for closing in act.closes:
        other = rules.procedures.get(closing.procedure)
        if other is None:
            yield _unknown("unknown_procedure", act.key, "程序", "procedure", closing.procedure)
        elif not any(stage.code == closing.stage and stage.final for stage in other.stages):
            yield _unknown(
                "unknown_stage", act.key, "最终阶段", "final stage", f"{closing.procedure}.{closing.stage}"
            )
    for form in dict.fromkeys((*act.issues, *act.takes, *(field.form for field in act.data if field.form))):
        if form not in published.forms:
            yield _unknown("unknown_form", act.key, "公布的文书", "published form", form)
    for code in _ends(act):
        if code not in published.ends:
            yield _unknown("unknown_end", act.key, "结束代码", "end code", code)
    for tell in act.tells:
        if published.texts is not None and tell.text not in published.texts:
            yield _unknown("unknown_text", act.key, "通知文字", "message text", tell.text)
    for field in act.data:
        if isinstance(field.kind, Code) and field.kind.table not in {
            *rules.tables,
            *published.runtime_tables,
        }:
            yield _unknown(
                "unknown_table", f"{act.key}/{field.key}", "代码表", "table of codes", field.kind.table
            )
        if not field.label.strip() or not field.en.strip():
            yield Fault(
                "no_label",
                f"{act.key}/{field.key}",
                "没有中文或者英文名称。",
                "It has no label in Chinese or in English.",
            )


def _unknown(code: str, where: str, zh: str, en: str, name: str) -> Fault:
    return Fault(code, where, f"没有「{name}」这一{zh}。", f"There is no {en} {name!r}.")


def _who(act: Act, published: Published) -> Iterator[Fault]:
    for role in act.who:
        if role not in published.roles:
            yield _unknown("unknown_role", act.key, "角色", "role", role)
    by_machine = act.automatic or act.timer or act.echo
    if by_machine != (set(act.who) == {published.system}) or not act.who:
        yield Fault(
            "nobody_may",
            act.key,
            "没有人可以办理：系统事项须只由系统办理，其他事项须写明办理人。",
            "Nobody may do it: automatic and timer acts are the system's alone, every other act names a person's role.",
        )


def _ends(act: Act) -> list[str]:
    if act.ends is None:
        return []
    fixed = [act.ends.code] if isinstance(act.ends.code, str) else []
    return [*fixed, *(code for _, code in act.ends.choices)]


def _values(act: Act, made: frozenset[str]) -> Iterator[Fault]:
    """Every field that a change takes is one that the act asks for; every kind of entry is made somewhere."""
    fields = {field.key for field in act.data}
    used: list[object] = [tell.to for tell in act.tells]
    used += [act.ends.code] if act.ends else []
    used += [act.extends.until] if act.extends else []
    kinds: list[str] = [field.kind.kind for field in act.data if isinstance(field.kind, EntryRef)]
    names: list[str] = []
    for effect in act.does:
        if isinstance(effect, NewParty):
            used += [effect.side, effect.kind, effect.body, effect.represents]
            if not effect.optional and all(field.about != effect.prefix for field in act.data):
                yield _unknown(
                    "unknown_field", act.key, "当事人信息项", "field about the party", effect.prefix
                )
        elif isinstance(effect, SetParty):
            used += [effect.party, effect.status, effect.joined]
        elif isinstance(effect, NewEntry):
            used += [effect.party, effect.code, effect.on, effect.amount]
            names += effect.facts
        elif isinstance(effect, NewSchedule):
            used.append(effect.party)
            if not any(field.key == effect.field and isinstance(field.kind, Schedule) for field in act.data):
                yield _unknown("unknown_field", act.key, "分期项", "schedule field", effect.field)
        elif isinstance(effect, SetEntries):
            kinds.append(effect.kind)
            used += [effect.match, effect.status, effect.party, effect.code, effect.on, effect.amount]
        elif isinstance(effect, SetClock):
            used += [effect.clock, effect.due]
        elif isinstance(effect, SetCase):
            used.append(effect.value)
    kinds += [value.kind for value in used if isinstance(value, Last)]
    names += [value.field for value in used if isinstance(value, Of)]
    for name in dict.fromkeys(names):
        if name not in fields:
            yield _unknown("unknown_field", act.key, "填写项", "field of this act", name)
    yield from _kinds(act.key, kinds, made)


def _kinds(where: str, kinds: list[str], made: frozenset[str]) -> Iterator[Fault]:
    for kind in dict.fromkeys(kinds):
        if kind not in made:
            yield Fault(
                "unknown_entry",
                where,
                f"没有任何事项会登记「{kind}」。",
                f"No act makes an entry of the kind {kind!r}.",
            )
