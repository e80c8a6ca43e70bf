"""Cases as figures know them: clear facts of their events and of their header; nothing sealed is opened, no suspicion told."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

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
COLUMNS = ("channel", "dispute_class", "door", "track")
GROUPINGS = ("channel", "body", "institution", "dispute_class", "door", "track")
AT_ONCE = 500


def told_events(county: str, *, after: int = 0, upto: int | None = None) -> QuerySet[Event]:
    """The events of the county's cases that figures may know of, without those about suspicions (access.csv, DC9).

    `after` and `upto` are keys of rows: those that were written after one, up to and with the other.
    """
    rows = Event.objects.filter(pk__gt=after, file__in=Case.objects.filter(county=county).values("number"))
    if upto is not None:
        rows = rows.filter(pk__lte=upto)
    return rows.exclude(act__startswith=LEADS).exclude(act__in=KEPT_BACK)


def happened(rows: QuerySet[Event]) -> Iterator[tuple[str, int, Happened]]:
    """Case, number and content of each of these events, by case and in the order in which they happened."""
    told = rows.order_by("file", "seq").values_list("file", "seq", "act", "at", "header")
    for file, seq, act, at, header in told.iterator(chunk_size=AT_ONCE):
        facts: Any = clear_facts(header)
        yield file, seq, Happened(act, at.astimezone(SHANGHAI).date(), facts.get("data") or {})


def facts_of(numbers: Collection[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What each of these cases may be grouped by, as it stands now, in the order of their numbers; empty where nothing is."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), AT_ONCE):
        some = ordered[start : start + AT_ONCE]
        against = Party.objects.filter(file__in=some, side="respondent", body__gt="")
        institutions = dict(against.order_by("-key").values_list("file", "body"))
        for row in Case.objects.filter(number__in=some).order_by("number"):
            facts = {name: str(getattr(row, name) or "") for name in COLUMNS}
            yield row.number, facts | {"body": row.owner, "institution": institutions.get(row.number, "")}


def stories(county: str) -> Iterator[Story]:
    """Every case of the county, in the order of their numbers; three queries for 500 of them."""
    numbers = list(Case.objects.filter(county=county).order_by("number").values_list("number", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        events: dict[str, list[Happened]] = {}
        for file, _, one in happened(told_events(county).filter(file__in=some)):
            events.setdefault(file, []).append(one)
        for number, facts in facts_of(some):
            yield Story(number, facts, tuple(events.get(number, ())))
