"""Cases and neutrals as figures know them: clear facts of their events and header; nothing sealed is opened, no suspicion told."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.models import Case, Event, File, Party
from rongzhi.casework.pieces import clear_facts
from rongzhi.casework.snapshot import load
from rongzhi.core.statistics import money
from rongzhi.core.statistics.index import Story
from rongzhi.core.statistics.measures import SIDE, Happened
from rongzhi.directory.models import Neutral

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
TOOK = "neutral.took_case"
AFTER_ALL = 1_000_000  # the number of what stands in a file without being an event of it


@dataclass(frozen=True, slots=True)
class Listed:
    """A neutral: the number of the own file, and the background as it was registered."""

    number: str
    background: str


def told_events(county: str, *, after: int = 0, upto: int | None = None) -> QuerySet[Event]:
    """The events of the county's cases and neutrals that figures may know of, without those about suspicions (access.csv, DC9).

    `after` and `upto` are keys of rows: those that were written after one, up to and with the other.
    """
    cases = Q(file__in=Case.objects.filter(county=county).values("number"))
    neutrals = Q(file__in=Neutral.objects.filter(county=county).values("number"))
    ledgers = Q(file__in=File.objects.filter(county=county, kind="ledger").values("number"))
    rows = Event.objects.filter(cases | neutrals | ledgers, pk__gt=after)
    if upto is not None:
        rows = rows.filter(pk__lte=upto)
    return rows.exclude(act__startswith=LEADS).exclude(act__in=KEPT_BACK)


def happened(rows: QuerySet[Event], roster: Mapping[str, Listed]) -> Iterator[tuple[str, int, Happened]]:
    """File, number and content of each of these events, by file and in the order in which they happened.

    Where a neutral takes a case, the same stands once more in the neutral's own file (TOOK).
    """
    told = rows.order_by("file", "seq").values_list("file", "seq", "act", "at", "header")
    sides: tuple[str, dict[str, str]] = ("", {})
    for file, seq, act, at, header in told.iterator(chunk_size=AT_ONCE):
        facts: Any = clear_facts(header)
        changes = facts.get("changes") or ()
        if act.startswith("ledger."):
            yield from ((file, seq, line) for line in _booked(file, act, facts.get("data") or {}))
            continue
        more = _follows(changes, roster)
        if answered := _visited(changes):
            if sides[0] != file:
                sides = (file, dict(Party.objects.filter(file=file).values_list("key", "side")))
            more[SIDE] = sides[1].get(answered, "")
        one = Happened(act, at.astimezone(SHANGHAI).date(), {**(facts.get("data") or {}), **more})
        yield file, seq, one
        if who := roster.get(more.get("_neutral", "")):
            yield who.number, AFTER_ALL, Happened(TOOK, one.on)


BOOKED = {
    "ledger.income": money.IN,
    "ledger.cost": money.OUT,
    "ledger.promised": money.PROMISED,
    "ledger.budget": money.BUDGET,
}
TAKEN_BACK = {
    "ledger.income_back": money.IN,
    "ledger.cost_back": money.OUT,
    "ledger.promise_back": money.PROMISED,
}


def _booked(file: str, act: str, data: Mapping[str, Any]) -> Iterator[Happened]:
    """The line that an act of the ledger books, on the day of the money; one that is taken back comes below zero."""
    if act in BOOKED:
        said = {"amount": str(data["amount"]), "what": data.get("source") or data.get("purpose") or ""}
        said |= {"payer": data.get("payer") or data.get("payer_name") or ""}
        said |= {"restricted": data.get("restricted") is True}
        yield Happened(BOOKED[act], date.fromisoformat(str(data["on_day"])), said)
    elif act in TAKEN_BACK:
        entries = load(File.objects.values_list("picture", flat=True).get(number=file)).entries
        line = entries[str(data["line"])]
        said = {"amount": str(-(line.amount or 0)), "what": line.code}
        said |= {"payer": line.facts.get("payer") or line.facts.get("payer_name") or ""}
        said |= {"restricted": line.facts.get("restricted") is True}
        yield Happened(TAKEN_BACK[act], line.on or date.min, said)


def _visited(changes: Sequence[Sequence[Any]]) -> str:
    """The party that answers a follow-up by this event; empty where none does."""
    lines = (columns for kind, _, columns in changes if kind == "entry" and columns.get("kind") == "visit")
    return next((str(columns.get("party") or "") for columns in lines), "")


def _follows(changes: Sequence[Sequence[Any]], roster: Mapping[str, Listed]) -> dict[str, Any]:
    """What follows from an event for the case: who takes it, with what background, and that it ends or goes on."""
    found: dict[str, Any] = {}
    for kind, _, columns in changes:
        if kind != "case":
            continue
        if neutral := columns.get("neutral"):
            found["_neutral"] = neutral
            found["_background"] = roster[neutral].background if neutral in roster else ""
        if status := columns.get("status"):
            found["_ended"] = status == "ended"
    return found


def roster_of(county: str) -> dict[str, Listed]:
    """Who is or was on the roster, by handle."""
    rows = Neutral.objects.filter(county=county).order_by("handle")
    return {row.handle: Listed(row.number, row.background) for row in rows}


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
    """Every case of the county in the order of their numbers, then every neutral, who has no facts to group by."""
    roster = roster_of(county)
    took: dict[str, list[Happened]] = {}
    numbers = list(Case.objects.filter(county=county).order_by("number").values_list("number", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        events = _events(county, some, roster)
        for number, facts in facts_of(some):
            yield Story(number, facts, tuple(events.pop(number, ())))
        for number, taken in events.items():  # what is left stands in the files of neutrals
            took.setdefault(number, []).extend(taken)
    own = _events(county, [who.number for who in roster.values()], roster)
    for number in (
        File.objects.filter(county=county, kind="ledger").order_by("number").values_list("number", flat=True)
    ):
        yield Story(number, {}, tuple(_events(county, [number], roster).get(number, ())))
    for who in roster.values():
        yield Story(who.number, {}, (*own.get(who.number, ()), *took.get(who.number, ())))


def _events(county: str, files: Sequence[str], roster: Mapping[str, Listed]) -> dict[str, list[Happened]]:
    found: dict[str, list[Happened]] = {}
    for file, _, one in happened(told_events(county).filter(file__in=files), roster):
        found.setdefault(file, []).append(one)
    return found
