"""Conditions of the roster of neutrals: who is on it, and in what state."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.sources import FINANCE_14, HOUSE


@guard("neutral_active", requires="该调解员在册履职", en="the neutral is active", source=FINANCE_14)
def neutral_active(file: Picture, given: Given) -> bool:
    return file.header.get("status") == "active"


@guard("neutral_suspended", requires="该调解员处于暂停状态", en="the neutral is suspended", source=FINANCE_14)
def neutral_suspended(file: Picture, given: Given) -> bool:
    return file.header.get("status") == "suspended"


@guard("on_roster", requires="该调解员仍在名册上", en="the neutral is still on the roster", source=FINANCE_14)
def on_roster(file: Picture, given: Given) -> bool:
    return file.header.get("status") in ("active", "suspended")


@guard(
    "not_expired",
    requires="资格截止日晚于今天",
    en="the qualification has not expired",
    source=FINANCE_14,
    on_data=True,
)
def not_expired(file: Picture, given: Given) -> bool:
    expires = given.data.get("expires_on")
    return expires is None or expires > given.today


@guard(
    "dates_in_order",
    requires="起始日不晚于截止日",
    en="the first day is not after the last",
    source=HOUSE,
    on_data=True,
)
def dates_in_order(file: Picture, given: Given) -> bool:
    begins, ends = given.data.get("since"), given.data.get("until")
    return begins is None or ends is None or begins <= ends


@guard("entry_open", requires="该项登记仍然有效", en="that entry still holds", source=HOUSE, on_data=True)
def entry_open(file: Picture, given: Given) -> bool:
    entry = file.entries.get(str(given.data.get("entry")))
    return entry is not None and entry.status == "open"
