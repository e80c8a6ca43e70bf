"""Conditions of keeping: a hold that stands, and a refusal that gives its reasons."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.sources import HOUSE, PIPL_44

REFUSED = frozenset({"refused", "part"})


@guard(
    "hold_stands", requires="该项暂停销毁仍然有效", en="that hold still stands", source=HOUSE, on_data=True
)
def hold_stands(case: Case, given: Given) -> bool:
    entry = case.entries.get(str(given.data.get("hold")))
    return entry is not None and entry.kind == "hold" and entry.status == "on_hold"


@guard(
    "refusal_has_reasons",
    requires="全部或者部分不同意的，须写明理由",
    en="a request that is refused, wholly or in part, is answered with reasons",
    source=PIPL_44,
    on_data=True,
)
def refusal_has_reasons(case: Case, given: Given) -> bool:
    return given.data.get("outcome") not in REFUSED or bool(given.data.get("why_not"))
