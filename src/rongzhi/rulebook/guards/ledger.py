"""Conditions of the ledger: it is open, sums are above zero, a payer is named once, and a line is still booked."""

import re

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.sources import HOUSE


@guard("ledger_open", requires="台账在用", en="the ledger is in use", source=HOUSE)
def ledger_open(file: Picture, given: Given) -> bool:
    return file.header.get("status") == "open"


@guard("amount_positive", requires="金额大于零", en="the amount is above zero", source=HOUSE, on_data=True)
def amount_positive(file: Picture, given: Given) -> bool:
    amount = given.data.get("amount")
    return amount is not None and amount > 0


@guard(
    "payer_named",
    requires="写明付款人：名录中的单位，或者名称，二者填一个",
    en="the payer is named: a body of the directory, or by name, one of the two",
    source=HOUSE,
    on_data=True,
)
def payer_named(file: Picture, given: Given) -> bool:
    return bool(given.data.get("payer")) != bool(given.data.get("payer_name"))


@guard(
    "line_booked",
    requires="写明的是这本台账中还没有冲销的一笔",
    en="the line is one of this ledger that was not taken back",
    source=HOUSE,
    on_data=True,
)
def line_booked(file: Picture, given: Given) -> bool:
    line = file.entries.get(str(given.data.get("line") or ""))
    return line is not None and line.status == "booked"


@guard(
    "case_number_well_formed",
    requires="案号写成像“W-2026-000123”这样（不按件付的不填）",
    en="the case is named like “W-2026-000123” (empty where it is not paid by case)",
    source=HOUSE,
    on_data=True,
)
def case_number_well_formed(file: Picture, given: Given) -> bool:
    case = str(given.data.get("case") or "")
    return not case or (CASE_NUMBER.fullmatch(case) is not None and case.startswith(f"{file.county}-"))


CASE_NUMBER = re.compile(r"[A-Z]+-20\d\d-\d{6}")
