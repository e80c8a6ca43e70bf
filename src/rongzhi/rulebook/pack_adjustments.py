"""The adjustments and values of a county pack, from TOML to the closed list that the core knows."""

from datetime import date, datetime
from typing import Any

from rongzhi.core.parameters import Change, Open, Parameters
from rongzhi.core.procedure.adjust import Adjustment, Demand, LeaveOut, Narrow, SwitchOn
from rongzhi.core.procedure.definition import Confidence
from rongzhi.core.workdays import Unit
from rongzhi.rulebook.pack_files import TomlFile

Places = dict[int, tuple[str, int]]
FIELDS = {
    "leave_out": frozenset({"act", "basis"}),
    "narrow": frozenset({"act", "who", "basis"}),
    "demand": frozenset({"act", "field", "form", "label", "en", "text", "basis"}),
    "switch_on": frozenset({"procedure", "basis"}),
}
VALUE_FIELDS = frozenset({"from", "value", "unit", "extension", "extended_by", "roll", "basis", "notes"})


def read_adjustments(file: TomlFile, places: Places) -> tuple[Adjustment, ...]:
    """The adjustments of pack.toml in the order leave_out, narrow, demand, switch_on; `places` learns where each stands."""
    found: list[Adjustment] = []
    for kind, names in FIELDS.items():
        for row, head in file.records(kind):
            file.known(row, names, head)
            adjustment = _adjustment(file, kind, row, head)
            places[id(adjustment)] = (file.name, head)
            found.append(adjustment)
    return tuple(found)


def _adjustment(file: TomlFile, kind: str, row: dict[str, Any], head: int) -> Adjustment:
    basis = file.words(row, "basis", head)
    if kind == "switch_on":
        return SwitchOn(file.words(row, "procedure", head), basis)
    act = file.words(row, "act", head)
    if kind == "leave_out":
        return LeaveOut(act, basis)
    if kind == "narrow":
        return Narrow(act, file.items(row, "who", head), basis)
    field, form, label, en = (file.words(row, name, head) for name in ("field", "form", "label", "en"))
    return Demand(act, field, form, label, en, basis, text=file.truth(row, "text", head))


def read_changes(file: TomlFile, base: Parameters, places: Places) -> tuple[Change, ...]:
    """The values of parameters.toml: below `[[key]]`, a new value, or none to confirm the one in force as it stands."""
    found: list[Change] = []
    for key in file.tables:
        for row, head in file.records(key):
            if key not in base:
                file.fault(
                    head,
                    f"没有名为“{key}”的参数，请核对代码。",
                    f"there is no parameter {key!r}; check the key.",
                )
                continue
            file.known(row, VALUE_FIELDS, head)
            change = _change(file, key, row, head, base)
            if change is not None:
                places[id(change)] = (file.name, head)
                found.append(change)
    return tuple(found)


def _change(file: TomlFile, key: str, row: dict[str, Any], head: int, base: Parameters) -> Change | None:
    begins = row.get("from")
    if isinstance(begins, datetime) or not isinstance(begins, date | None):
        file.fault(
            file.at("from", head),
            "from 须为日期，如 2026-03-01，不加引号。",
            "from must be a day such as 2026-03-01, without quotation marks.",
        )
        return None
    before = base[key].on(begins or date.max)
    amount = row.get("value", before.amount if before else None)
    if not isinstance(amount, int) or isinstance(amount, bool):
        file.fault(file.at("value", head), "value 须为整数。", "value must be a whole number.")
        return None
    unit = extension = None
    try:
        unit = Unit(row["unit"]) if "unit" in row else None
        raw = row.get("extension")
        extension = Open(raw) if isinstance(raw, str) else raw
    except ValueError:
        file.fault(
            file.at("unit", head),
            f"unit 只能是：{'、'.join(Unit)}；extension 只能是整数、consent 或 open。",
            f"unit must be one of {', '.join(Unit)}; extension a whole number, consent or open.",
        )
        return None
    roll = row.get("roll")
    if not isinstance(roll, bool | None):
        file.fault(file.at("roll", head), "roll 须为 true 或 false。", "roll must be true or false.")
        return None
    return Change(
        key,
        amount,
        file.words(row, "basis", head),
        from_=begins,
        unit=unit,
        extension=extension,
        extended_by=row.get("extended_by"),
        roll=roll,
        confidence=Confidence.VERIFIED,
        notes=_notes(row, before),
    )


def _notes(row: dict[str, Any], before: Any) -> str:
    notes = str(row.get("notes", ""))
    if "value" in row or before is None:
        return notes
    confirmed = f"本县确认原值，原出处：{before.source}（{before.confidence}）"
    return f"{notes}；{confirmed}" if notes else confirmed
