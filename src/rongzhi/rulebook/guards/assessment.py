"""Conditions of the assessor's log."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.sources import HOUSE


@guard("assessment_open", requires="这项评查尚未结束", en="the assessment is still open", source=HOUSE)
def log_open(file: Picture, given: Given) -> bool:
    return file.header.get("status") == "open"


@guard(
    "told_by_a_party",
    requires="由案件的当事人自己填写",
    en="a party of a case tells it themselves",
    source=HOUSE,
)
def told_by_a_party(file: Picture, given: Given) -> bool:
    return bool(given.by.party and given.by.file)
