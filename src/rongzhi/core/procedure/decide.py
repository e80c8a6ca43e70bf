"""Weighs an act against the picture of a file: every reason against it at once, or what it changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from rongzhi.core.procedure.apply import Change, apply
from rongzhi.core.procedure.compile import compile_changes, is_due, seal_fields
from rongzhi.core.procedure.definition import Act, Actor, Given, Guard, Procedure
from rongzhi.core.procedure.fields import Code, EntryRef, PartyRef, Unfit, typed
from rongzhi.core.procedure.picture import Picture, Proceeding
from rongzhi.core.procedure.rules import Rules

SYSTEM = Actor(id="system", functions=frozenset({"system"}))
MOST_AUTOMATIC = 40  # far above any declared chain; the checker proves that there is no cycle


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stands against an act: what is wrong, in both languages, and where the rule comes from."""

    key: str
    zh: str
    en: str
    source: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    act: str
    reasons: tuple[Reason, ...]

    @property
    def ok(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Outcome:
    """An accepted act: clear facts, what goes into which sealed part, and the changes it makes."""

    act: Act
    proceeding: str
    facts: Mapping[str, Any]
    sealed: Mapping[str, Mapping[str, Any]]
    changes: tuple[Change, ...]
    given: Given = field(repr=False)

    @property
    def ok(self) -> bool:
        return True


def decide(
    rules: Rules,
    case: Picture,
    key: str,
    *,
    by: Actor,
    roles: frozenset[str],
    data: Mapping[str, Any],
    at: datetime,
    today: date,
    proceeding: str = "",
    expected: int | None = None,
) -> Outcome | Refusal:
    """Whether `by`, in these roles, may do the act now with this raw data; and what follows if so."""
    act = rules.acts.get(key)
    if act is None:
        return Refusal(key, (UNKNOWN_ACT,))
    found, reasons = _place(rules, case, act, proceeding)
    if not roles.intersection(act.who):
        reasons.append(_not_yours(act))
    if expected is not None and found is not None and not act.concurrent and found.version != expected:
        reasons.append(CHANGED)
    blocked = bool(reasons)
    values, unfit = _values(rules, case, act, data, today)
    reasons += unfit
    if (
        act.timer
        and not reasons
        and not any(
            is_due(c, act, str(values.get("clock") or ""), at, found.key if found else "")
            for c in case.clocks.values()
        )
    ):
        reasons.append(NOT_DUE)
    given = Given(values, by, at, today, roles, found.key if found else "", rules.tables, rules.parameters)
    if not blocked:
        # With answers missing or wrong, conditions on them are weighed only where they name something to bring.
        weighed = [g for g in act.needs if not reasons or not g.on_data or g.demands]
        reasons += [_unmet(g) for g in weighed if not g(case, given)]
    if reasons:
        return Refusal(key, tuple(reasons))
    changes, key_of_proceeding, parties = compile_changes(rules, case, act, given, found)
    facts, sealed = seal_fields(act, values, by, parties, found, case, key_of_proceeding)
    return Outcome(act, key_of_proceeding, facts, sealed, changes, given)


def available(
    rules: Rules, case: Picture, *, by: Actor, roles: frozenset[str], at: datetime, today: date
) -> list[tuple[Act, Proceeding | None, tuple[Reason, ...]]]:
    """Every act that these roles have in the stages where the file stands, with what still stands against it.

    Conditions on the answers are left out: they can be weighed only when the answers are there.
    """
    offered: list[tuple[Act, Proceeding | None, tuple[Reason, ...]]] = []
    for procedure in rules.procedures.values():
        if procedure.off or procedure.kind != case.kind:
            continue
        for act in procedure.acts:
            if act.automatic or act.timer or act.founds or not roles.intersection(act.who):
                continue
            for found in _places(procedure, case, act):
                given = Given(
                    {}, by, at, today, roles, found.key if found else "", rules.tables, rules.parameters
                )
                unmet = tuple(_unmet(g) for g in act.needs if not g.on_data and not g(case, given))
                offered.append((act, found, unmet))
    return offered


def follow(rules: Rules, case: Picture, *, at: datetime, today: date) -> Iterator[tuple[Outcome, Picture]]:
    """The automatic acts whose guards hold now, one after the other, with the picture after each."""
    for _ in range(MOST_AUTOMATIC):
        step = _next_automatic(rules, case, at, today)
        if step is None:
            return
        case = apply(case, step.changes, case.seq + 1)
        yield step, case
    raise RuntimeError(f"automatic acts do not come to rest in {case.number}")


def _next_automatic(rules: Rules, case: Picture, at: datetime, today: date) -> Outcome | None:
    for act in rules.automatic:
        for found in _places(rules.procedures[act.procedure], case, act):
            key = found.key if found else ""
            given = Given({}, SYSTEM, at, today, frozenset({"system"}), key, rules.tables, rules.parameters)
            if all(g(case, given) for g in act.needs):
                step = decide(
                    rules,
                    case,
                    act.key,
                    by=SYSTEM,
                    roles=frozenset({"system"}),
                    data={},
                    at=at,
                    today=today,
                    proceeding=key,
                )
                if isinstance(step, Outcome):
                    return step
    return None


def _places(procedure: Procedure, case: Picture, act: Act) -> list[Proceeding | None]:
    if procedure.standing:
        return [None] if case.seq else []
    if act.founds:
        return []
    if not act.from_:
        busy = not procedure.several and any(
            p.procedure == procedure.key and p.open for p in case.proceedings.values()
        )
        return [] if busy or not case.seq else [None]
    return [p for p in case.proceedings.values() if p.procedure == procedure.key and p.stage in act.from_]


def _place(rules: Rules, case: Picture, act: Act, proceeding: str) -> tuple[Proceeding | None, list[Reason]]:
    procedure = rules.procedures[act.procedure]
    if procedure.off:
        return None, [SWITCHED_OFF]
    if act.founds:
        return None, ([] if case.seq == 0 else [ALREADY_FILED])
    if procedure.kind != case.kind:
        return None, [WRONG_KIND]
    places = _places(procedure, case, act)
    if proceeding:
        places = [p for p in places if p is not None and p.key == proceeding] or (
            [p for p in places if p is None] if not act.from_ or procedure.standing else []
        )
    if not places:
        return None, [_out_of_stage(procedure, case, act)]
    if len(places) > 1:
        return places[-1], []
    return places[0], []


def _values(
    rules: Rules, case: Picture, act: Act, data: Mapping[str, Any], today: date
) -> tuple[dict[str, Any], list[Reason]]:
    values: dict[str, Any] = {}
    reasons: list[Reason] = []
    known = 0
    for item in act.data:
        raw = data.get(item.key)
        known += item.key in data
        if raw is None or raw == "":
            if item.required:
                reasons.append(
                    Reason(
                        "missing", f"请填写「{item.label}」。", f"Please give “{item.en}”.", field=item.key
                    )
                )
            continue
        try:
            value = typed(item, raw, today)
            if value is None:
                if item.required:
                    reasons.append(
                        Reason(
                            "missing",
                            f"请填写「{item.label}」。",
                            f"Please give “{item.en}”.",
                            field=item.key,
                        )
                    )
                continue
            _exists(rules, case, item.kind, value)
            values[item.key] = value
        except Unfit as unfit:
            reasons.append(
                Reason("unfit", f"{item.label}：{unfit.zh}", f"{item.en}: {unfit.en}", field=item.key)
            )
    if known != len(data):
        fields = {item.key for item in act.data}
        for name in sorted(set(data) - fields):
            reasons.append(
                Reason(
                    "foreign_field",
                    f"这一步没有「{name[:40]}」这一项，请删去后再提交。",
                    f"This step has no field “{name[:40]}”; remove it and send again.",
                    field=name[:40],
                )
            )
    return values, reasons


def _exists(rules: Rules, case: Picture, kind: object, value: Any) -> None:
    if isinstance(kind, Code) and kind.table in rules.tables and value not in rules.tables[kind.table]:
        raise Unfit(f"公布的目录中没有代码「{value}」。", f"The published list has no code “{value}”.")
    if isinstance(kind, PartyRef) and value not in case.parties:
        raise Unfit("本案没有这位当事人。", "There is no such party in this file.")
    if isinstance(kind, EntryRef) and (value not in case.entries or case.entries[value].kind != kind.kind):
        raise Unfit("本案没有这条登记。", "There is no such entry in this file.")


def _unmet(unmet: Guard) -> Reason:
    return Reason(
        unmet.key, f"尚不具备条件：{unmet.requires}。", f"Not yet possible: {unmet.en}.", str(unmet.source)
    )


def _not_yours(act: Act) -> Reason:
    return Reason(
        "not_yours",
        f"「{act.label}」不由您的角色办理。",
        f"“{act.en}” is not for your role to do.",
        str(act.source),
    )


def _out_of_stage(procedure: Procedure, case: Picture, act: Act) -> Reason:
    wanted = "、".join(procedure.stage(code).label for code in act.from_)
    wanted_en = ", ".join(procedure.stage(code).en for code in act.from_)
    last = case.proceeding(procedure.key)
    now = procedure.stage(last.stage).label if last else "尚未开始"
    now_en = procedure.stage(last.stage).en if last else "not begun"
    if not act.from_:
        return Reason("already_open", f"{procedure.label}正在办理中。", f"A {procedure.en} is already open.")
    return Reason(
        "out_of_stage",
        f"「{act.label}」只能在「{wanted}」时办理；{procedure.label}现在是「{now}」。",
        f"“{act.en}” belongs to the stage “{wanted_en}”; the {procedure.en} now stands at “{now_en}”.",
    )


def moved(case: Picture, outcome: Outcome) -> Picture:
    """The picture after an outcome."""
    return replace(apply(case, outcome.changes, case.seq + 1))


UNKNOWN_ACT = Reason("unknown_act", "没有这个办理事项。", "There is no such act.")
SWITCHED_OFF = Reason(
    "switched_off", "本县尚未启用这一程序。", "This procedure is not switched on in this county."
)
ALREADY_FILED = Reason("already_filed", "这一案卷已经立卷。", "This file is already opened.")
NOT_DUE = Reason("not_due", "期限尚未届满。", "The time is not over yet.")
WRONG_KIND = Reason("wrong_kind", "这一事项不适用于此类案卷。", "This act is not for this kind of file.")
CHANGED = Reason(
    "changed",
    "您打开页面之后，案件已有新的进展，请先查看变化再决定。您填写的内容没有提交。",
    "The file has moved on since you opened the page; look at what changed, then decide. Nothing was sent.",
)
