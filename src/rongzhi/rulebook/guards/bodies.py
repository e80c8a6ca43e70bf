"""Conditions of the directory of bodies: which are institutions, and what they have promised."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.case import INSTITUTION_KINDS
from rongzhi.rulebook.sources import HOUSE, SMALL_27


@guard("body_active", requires="该单位仍在名录中", en="the body is active in the directory", source=HOUSE)
def body_active(file: Picture, given: Given) -> bool:
    return file.header.get("status") == "active"


@guard(
    "is_institution", requires="该单位是金融机构", en="the body is a financial institution", source=SMALL_27
)
def is_institution(file: Picture, given: Given) -> bool:
    return file.header.get("kind") in INSTITUTION_KINDS


@guard("cap_positive", requires="限额大于零", en="the cap is above zero", source=SMALL_27, on_data=True)
def cap_positive(file: Picture, given: Given) -> bool:
    cap = given.data.get("cap")
    return cap is not None and cap > 0


@guard(
    "commitment_dates",
    requires="生效日不晚于截止日",
    en="the commitment begins before it ends",
    source=SMALL_27,
    on_data=True,
)
def commitment_dates(file: Picture, given: Given) -> bool:
    begins, ends = given.data.get("valid_from"), given.data.get("valid_to")
    return begins is None or ends is None or begins <= ends
