"""The twenty Chinese disputes written for the demo: their filings, and the path that each is meant to take."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from rongzhi.demo.arrivals import SHANGHAI
from rongzhi.demo.filings import FIELDS, Row
from rongzhi.demo.tables import read


@dataclass(frozen=True)
class Story:
    """What is to become of a Chinese dispute.

    `route` names each procedure in order with the stage it comes to; `ends` the end codes; `ground` the ground of a
    refusal, also one that the review sets aside. `ref` is the `external_ref` of its filing.
    """

    key: str
    ref: str
    title: str
    en: str
    filed_at: datetime
    story: str
    story_en: str
    route: tuple[tuple[str, str], ...]
    ends: tuple[str, ...]
    ground: str = ""


@cache
def _cases() -> tuple[tuple[Story, Row], ...]:
    return tuple(_case(number, table) for number, table in enumerate(read("chinese_cases.toml")["cases"], 1))


def _case(number: int, table: dict[str, Any]) -> tuple[Story, Row]:
    values = dict(table)
    filled = values.pop("row")
    ref = f"CN{number:02d}"
    row = dict.fromkeys(FIELDS, "") | filled | {"privacy_notice": "yes", "external_ref": ref}
    row["what_happened"] = row["what_happened"].strip()
    row["synthetic"] = ",".join(key for key in FIELDS if row[key] and key != "synthetic")
    values["filed_at"] = values["filed_at"].astimezone(SHANGHAI)
    values["route"] = tuple(tuple(step.split(":")) for step in values["route"])
    values["ends"] = tuple(values["ends"])
    return Story(ref=ref, **values), row


def chinese_filings() -> list[Row]:
    """The twenty filings, with the batch columns alone; every value, the text too, was written for the demo."""
    return [dict(row) for _, row in _cases()]


def chinese_stories() -> tuple[Story, ...]:
    """What is to become of each, in the same order."""
    return tuple(story for story, _ in _cases())
