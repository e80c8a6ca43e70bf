"""What one county pack changes against another: values, acts, documents demanded, procedures, settings and texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rongzhi.core.parameters import Parameter, Value
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.pack import Pack
from rongzhi.rulebook.register_words import UNITS


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that would be otherwise. `kind` is value, act, demand, procedure, setting, codes or text."""

    kind: str
    key: str
    label: str
    en: str
    before: str
    after: str
    basis: str = ""
    procedure: str = ""  # the procedure whose edition it changes, if it changes one
    before_en: str = ""  # where the English differs
    after_en: str = ""


def differences(old: Pack, new: Pack, old_rules: Rules, new_rules: Rules) -> tuple[Difference, ...]:
    """Everything that the new pack would change, in the order in which people ask: values first, texts last."""
    return (
        *_values(old_rules, new_rules),
        *_procedures(old_rules, new_rules, new),
        *_settings(old, new),
        *_texts(old, new),
    )


def _values(old: Rules, new: Rules) -> Iterator[Difference]:
    for key, parameter in new.parameters.items():
        before = old.parameters.get(key)
        if before is None or before.values != parameter.values:
            basis = next((v.source for v in reversed(parameter.values) if v.layer != "national"), "")
            (was, was_en), (then, then_en) = _series(before), _series(parameter)
            yield Difference(
                "value",
                key,
                parameter.label,
                parameter.en,
                was,
                then,
                basis,
                before_en=was_en,
                after_en=then_en,
            )


def _series(parameter: Parameter | None) -> tuple[str, str]:
    pairs = [written(value) for value in parameter.values] if parameter else []
    if not pairs:
        return "—", "—"
    return "；".join(zh for zh, _ in pairs), "; ".join(en for _, en in pairs)


def written(value: Value) -> tuple[str, str]:
    """A value with its unit, its extension and the day from which it holds, in Chinese and in English."""
    unit = UNITS.get(str(value.unit))
    zh = f"{value.amount}{unit.label if unit else value.unit}"
    en = f"{value.amount} {unit.en if unit else value.unit}"
    if isinstance(value.extension, int) and value.extension:
        zh, en = f"{zh}（可延长 {value.extension}）", f"{en} (may be extended by {value.extension})"
    if value.from_:
        zh, en = f"{value.from_} 起 {zh}", f"from {value.from_}: {en}"
    return zh, en


def _procedures(old: Rules, new: Rules, pack: Pack) -> Iterator[Difference]:
    for key in sorted(old.procedures.keys() | new.procedures.keys()):
        before, after = old.procedures.get(key), new.procedures.get(key)
        if before is None or after is None:
            continue
        if before.off != after.off:
            yield Difference(
                "procedure",
                key,
                after.label,
                after.en,
                *(("停用", "启用") if before.off else ("启用", "停用")),
                _basis(pack, key),
                key,
                *(("off", "on") if before.off else ("on", "off")),
            )
        acts, later = {a.key: a for a in before.acts}, {a.key: a for a in after.acts}
        for name in sorted(acts.keys() | later.keys()):
            yield from _act(key, acts.get(name), later.get(name), pack)


def _act(procedure: str, before: Act | None, after: Act | None, pack: Pack) -> Iterator[Difference]:
    act = after or before
    if act is None:
        return
    basis = _basis(pack, act.key)
    if before is None or after is None:
        yield Difference(
            "act",
            act.key,
            act.label,
            act.en,
            *(("不提供", "提供") if before is None else ("提供", "不提供")),
            basis,
            procedure,
            *(("not offered", "offered") if before is None else ("offered", "not offered")),
        )
        return
    if before.who != after.who:
        yield Difference(
            "act", act.key, act.label, act.en, ", ".join(before.who), ", ".join(after.who), basis, procedure
        )
    fields, later = {f.key: f for f in before.data}, {f.key: f for f in after.data}
    for name in sorted(fields.keys() ^ later.keys()):
        item = later.get(name) or fields[name]
        form = f"{item.label} / {item.en} ({item.form})"
        yield Difference(
            "demand",
            act.key,
            act.label,
            act.en,
            form if name in fields else "—",
            form if name in later else "—",
            basis,
            procedure,
        )


def _basis(pack: Pack, key: str) -> str:
    found = (a.basis for a in pack.adjustments if key in (getattr(a, "act", ""), getattr(a, "procedure", "")))
    return next(found, "")


def _settings(old: Pack, new: Pack) -> Iterator[Difference]:
    for name in sorted(old.settings.keys() | new.settings.keys()):
        before, after = old.settings.get(name), new.settings.get(name)
        if (before.value if before else None) != (after.value if after else None):
            told = ("—" if before is None else str(before.value), "—" if after is None else str(after.value))
            yield Difference("setting", name, name, name, *told, basis=after.basis if after else "")
    yield from _codes(old.chosen, new.chosen)


def _codes(old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]) -> Iterator[Difference]:
    for table in sorted(old.keys() | new.keys()):
        before, after = old.get(table), new.get(table)
        if before != after:
            told = (", ".join(before) if before else "*", ", ".join(after) if after else "*")
            yield Difference("codes", table, table, table, *told)


def _texts(old: Pack, new: Pack) -> Iterator[Difference]:
    for name in sorted(old.texts.keys() | new.texts.keys()):
        before, after = old.texts.get(name), new.texts.get(name)
        if before != after:
            yield Difference(
                "text",
                name,
                name,
                name,
                f"{before.zh}\n{before.en}" if before else "—",
                f"{after.zh}\n{after.en}" if after else "—",
            )
