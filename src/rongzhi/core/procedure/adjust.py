"""The closed list of adjustments that a county may make to a procedure; each cites its basis, none changes the law's shape."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rongzhi.core.procedure.data_classes import DataClass
from rongzhi.core.procedure.definition import Act, Procedure
from rongzhi.core.procedure.faults import Fault
from rongzhi.core.procedure.fields import Field, Text, YesNo


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """An act that is marked optional is not offered."""

    act: str
    basis: str


@dataclass(frozen=True, slots=True)
class Narrow:
    """Fewer roles may do an act: `who` is a part of those declared."""

    act: str
    who: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Demand:
    """An act asks for one more document, which a published form names: confirmed by yes, or told in a text."""

    act: str
    field: str
    form: str
    label: str
    en: str
    basis: str
    text: bool = False


@dataclass(frozen=True, slots=True)
class SwitchOn:
    """A complete procedure that is off by default is used in this county."""

    procedure: str
    basis: str


Adjustment = LeaveOut | Narrow | Demand | SwitchOn
Procedures = Mapping[str, Procedure]


def adjust(
    procedures: Procedures, adjustments: Iterable[Adjustment]
) -> tuple[dict[str, Procedure], list[Fault]]:
    """New procedures with every lawful adjustment made, and a fault for each that is not; the old ones stay as they were.

    The result still has to pass the checker: leaving out an act may leave a stage without a way on.
    """
    adjusted = dict(procedures)
    faults: list[Fault] = []
    for adjustment in adjustments:
        found = _fault(adjusted, adjustment)
        if found is not None:
            faults.append(found)
            continue
        if isinstance(adjustment, SwitchOn):
            adjusted[adjustment.procedure] = replace(adjusted[adjustment.procedure], off=False)
            continue
        key = adjustment.act.partition(".")[0]
        procedure = adjusted[key]
        acts = [_changed(act, adjustment) if act.key == adjustment.act else act for act in procedure.acts]
        adjusted[key] = replace(procedure, acts=tuple(act for act in acts if act is not None))
    return adjusted, faults


def _changed(act: Act, adjustment: LeaveOut | Narrow | Demand) -> Act | None:
    if isinstance(adjustment, LeaveOut):
        return None
    if isinstance(adjustment, Narrow):
        return replace(act, who=tuple(role for role in act.who if role in adjustment.who))
    item = Field(
        adjustment.field,
        Text(max=4_000, long=True) if adjustment.text else YesNo(must=True),
        DataClass.DC3 if adjustment.text else DataClass.DC2,
        label=adjustment.label,
        en=adjustment.en,
        required=True,
        form=adjustment.form,
    )
    return replace(act, data=(*act.data, item))


def _fault(procedures: Procedures, adjustment: Adjustment) -> Fault | None:
    where = adjustment.procedure if isinstance(adjustment, SwitchOn) else adjustment.act
    if not adjustment.basis.strip():
        return Fault(
            "no_basis",
            where,
            "调整没有写明依据。请写明本县的规则或者决定。",
            "The adjustment cites no basis. Name the county's rule or decision.",
        )
    if isinstance(adjustment, SwitchOn):
        return _switch_fault(procedures, where)
    procedure = procedures.get(where.partition(".")[0])
    act = procedure.act(where) if procedure else None
    if act is None:
        return Fault(
            "unknown_act",
            where,
            "没有这个办理事项。请核对代码，见 docs/procedures。",
            "There is no such act. Check the key against docs/procedures.",
        )
    if isinstance(adjustment, LeaveOut):
        return _leave_out_fault(act)
    if isinstance(adjustment, Narrow):
        return _narrow_fault(act, adjustment)
    return _demand_fault(act, adjustment)


def _switch_fault(procedures: Procedures, key: str) -> Fault | None:
    if key not in procedures:
        return Fault(
            "unknown_procedure",
            key,
            "没有这个程序。请核对代码。",
            "There is no such procedure. Check the key.",
        )
    if not procedures[key].off:
        return Fault(
            "already_on",
            key,
            "这个程序本来就在使用，不需要启用。请删去这一项。",
            "This procedure is in use already. Remove the entry.",
        )
    return None


def _leave_out_fault(act: Act) -> Fault | None:
    if act.optional:
        return None
    return Fault(
        "not_optional",
        act.key,
        "这个办理事项不是可选事项，不能省去。",
        "This act is not marked optional, so it cannot be left out.",
    )


def _narrow_fault(act: Act, adjustment: Narrow) -> Fault | None:
    foreign = [role for role in adjustment.who if role not in act.who]
    if foreign:
        return Fault(
            "not_narrower",
            act.key,
            f"只能减少办理人，不能增加：{'、'.join(foreign)}。原有：{'、'.join(act.who)}。",
            f"Roles can be taken away, not added: {', '.join(foreign)}. Declared: {', '.join(act.who)}.",
        )
    if not adjustment.who or set(adjustment.who) == set(act.who):
        return Fault(
            "not_narrower",
            act.key,
            "须保留至少一个办理人，并且少于原有。",
            "At least one role must stay, and fewer than before.",
        )
    return None


def _demand_fault(act: Act, adjustment: Demand) -> Fault | None:
    if act.automatic or act.timer or act.echo:
        return Fault(
            "nobody_answers",
            act.key,
            "这个事项由系统办理，没有人可以回答新的要求。",
            "The system does this act, so nobody could answer the demand.",
        )
    if act.field(adjustment.field) is not None:
        return Fault(
            "duplicate_field",
            act.key,
            f"已有名为「{adjustment.field}」的一项，请换一个名称。",
            f"There is a field {adjustment.field!r} already; take another name.",
        )
    if not (adjustment.field.isidentifier() and adjustment.label.strip() and adjustment.en.strip()):
        return Fault(
            "demand_unnamed",
            act.key,
            "新的要求须有英文代码以及中文、英文名称。",
            "A demand needs a field name and a label in Chinese and in English.",
        )
    if not adjustment.form.strip():
        return Fault(
            "hidden_demand",
            act.key,
            "新的要求没有写明公布的文书代码（F01–F57），属于隐性门槛。",
            "The demand names no published form (F01 to F57): a hidden threshold.",
        )
    return None
