"""Conditions of the assessor's log."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.sources import HOUSE


@guard("assessment_open", requires="这项评查尚未结束", en="the assessment is still open", source=HOUSE)
def log_open(file: Picture, given: Given) -> bool:
    return file.header.get("status") == "open"
