"""Cases as figures know them: clear facts of their events and of their header; nothing sealed is opened, no suspicion told."""

from collections.abc import Iterator
from typing import Any

from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.models import Case, Event, Party
from rongzhi.casework.pieces import clear_facts
from rongzhi.core.statistics.index import Happened, Story

KEPT_BACK = (
    "referral.report_crime",
    "referral.report_violation",
    "referral.send_crime",
    "referral.send_violation",
)
LEADS = "referral.lead_"
GROUPINGS = ("channel", "body", "institution", "dispute_class", "door", "track")
AT_ONCE = 500


def stories(county: str) -> Iterator[Story]:
    """Every case of the county, in the order of their numbers; three queries for 500 of them.

    Facts are the case's own as it stands now: channel, body that keeps it, institution on the other side, class, door,
    track; empty where there is none. Acts about suspicions are left out (access.csv, DC9).
    """
    numbers = list(Case.objects.filter(county=county).order_by("number").values_list("number", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        yield from _some(numbers[start : start + AT_ONCE])


def _some(numbers: list[str]) -> Iterator[Story]:
    rows = Case.objects.filter(number__in=numbers).order_by("number")
    institutions = dict(
        Party.objects.filter(file__in=numbers, side="respondent", body__gt="")
        .order_by("-key")
        .values_list("file", "body")
    )
    events: dict[str, list[Happened]] = {}
    told = Event.objects.filter(file__in=numbers).exclude(act__startswith=LEADS).exclude(act__in=KEPT_BACK)
    for file, act, at, header in told.order_by("file", "seq").values_list("file", "act", "at", "header"):
        facts: Any = clear_facts(header)
        events.setdefault(file, []).append(
            Happened(act, at.astimezone(SHANGHAI).date(), facts.get("data") or {})
        )
    for row in rows:
        facts = {
            name: str(getattr(row, name) or "") for name in ("channel", "dispute_class", "door", "track")
        }
        facts |= {"body": row.owner, "institution": institutions.get(row.number, "")}
        yield Story(row.number, facts, tuple(events.get(row.number, ())))
