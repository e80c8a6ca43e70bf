"""Cases, neutrals, bodies and ledgers as figures know them: clear facts of their events and header; nothing sealed is opened, no suspicion told."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.clocks import OVERDUE
from rongzhi.casework.models import Case, Entry, Event, File, Party
from rongzhi.casework.pieces import clear_facts
from rongzhi.casework.snapshot import load
from rongzhi.core.statistics import money
from rongzhi.core.statistics.index import Story
from rongzhi.core.statistics.measures import SIDE, Happened
from rongzhi.directory.models import Body, Neutral

KEPT_BACK = (
    "referral.report_crime",
    "referral.report_violation",
    "referral.send_crime",
    "referral.send_violation",
)
LEADS = "referral.lead_"
COLUMNS = ("channel", "dispute_class", "door", "track", "amount_band", "reason")
GROUPINGS = ("channel", "body", "institution", *COLUMNS[1:])
AT_ONCE = 500
TOOK, USED = "neutral.took_case", "body.helped_to_file"
DUE = "agreement.falls_due"  # the last instalment of an agreement
AFTER_ALL = 1_000_000  # the number of what stands in a file without being an event of it


@dataclass(frozen=True, slots=True)
class Proof:
    """A proved specialism as the record has it: the classes, from which moment, and to which moment and day."""

    covers: tuple[str, ...]
    since: datetime
    until: datetime | None
    expires: date | None

    def holds(self, at: datetime) -> bool:
        """Whether it stood in the record and had not run out."""
        over = self.until is not None and self.until <= at
        return self.since <= at and not over and (self.expires is None or at.date() <= self.expires)


@dataclass(frozen=True, slots=True)
class Listed:
    """A neutral: the number of the own file, the background as it was registered, and what was proved when."""

    number: str
    background: str
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Helper:
    """A body that helps people to file: the number of its own file, and its kind."""

    number: str
    kind: str


@dataclass(frozen=True, slots=True)
class Directory:
    """Who is or was in the county's directory, by handle: neutrals and bodies."""

    neutrals: Mapping[str, Listed]
    bodies: Mapping[str, Helper]


def told_events(county: str, *, after: int = 0, upto: int | None = None) -> QuerySet[Event]:
    """The events of the county's cases and neutrals that figures may know of, without those about suspicions (access.csv, DC9).

    `after` and `upto` are keys of rows: those that were written after one, up to and with the other.
    """
    cases = Q(file__in=Case.objects.filter(county=county).values("number"))
    neutrals = Q(file__in=Neutral.objects.filter(county=county).values("number"))
    others = Q(file__in=File.objects.filter(county=county, kind__in=("ledger", "body")).values("number"))
    rows = Event.objects.filter(cases | neutrals | others, pk__gt=after)
    if upto is not None:
        rows = rows.filter(pk__lte=upto)
    return rows.exclude(act__startswith=LEADS).exclude(act__in=KEPT_BACK)


def happened(rows: QuerySet[Event], known: Directory) -> Iterator[tuple[str, int, Happened]]:
    """File, number and content of each of these events, by file and in the order in which they happened.

    Where a neutral takes a case, the same stands once more in the neutral's own file (TOOK); where a body helped to
    file it, in that body's (USED). Where an agreement takes effect, the day on which the last of it is due stands after
    it (DUE), as it was agreed then.
    """
    told = rows.order_by("file", "seq").values_list("file", "seq", "act", "at", "header")
    sides: tuple[str, dict[str, str]] = ("", {})
    for file, seq, act, at, header in told.iterator(chunk_size=AT_ONCE):
        facts: Any = clear_facts(header)
        changes = facts.get("changes") or ()
        if act.startswith("ledger."):
            yield from ((file, seq, line) for line in _booked(file, act, facts.get("data") or {}))
            continue
        data = facts.get("data") or {}
        more = _follows(changes, known, at)
        if answered := _visited(changes):
            if sides[0] != file:
                sides = (file, dict(Party.objects.filter(file=file).values_list("key", "side")))
            more[SIDE] = sides[1].get(answered, "")
        if act == OVERDUE:
            more["_clock"] = _clock_in(str(data.get("clock") or ""))
        if spoke := _speaker(act, changes):
            if sides[0] != file:
                sides = (file, dict(Party.objects.filter(file=file).values_list("key", "side")))
            more[SIDE] = sides[1].get(spoke, "")
        through = known.bodies.get(str(data.get("through") or "")) if act in ENTRANCES else None
        if through is not None:
            more["_origin"] = through.kind
        one = Happened(act, at.astimezone(SHANGHAI).date(), {**data, **more})
        yield file, seq, one
        if act == IN_EFFECT and (due := _due(file, changes)):
            yield file, seq, Happened(DUE, due)
        if who := known.neutrals.get(more.get("_neutral", "")):
            yield who.number, AFTER_ALL, Happened(TOOK, one.on)
        if through is not None:
            yield through.number, AFTER_ALL, Happened(USED, one.on)


ENTRANCES = ("intake.file", "intake.first_contact")


def _clock_in(key: str) -> str:
    """The name of the clock in its key, as `accept_decision` in intake-1/accept_decision/3; empty where it has none."""
    return "".join(key.split("/")[1:2])


IN_EFFECT = "agreement.take_effect"


def _due(file: str, changes: Sequence[Sequence[Any]]) -> date | None:
    """The last day of the instalments that this event opens; None where there are none."""
    opened = [key for kind, key, columns in changes if kind == "entry" and columns.get("status") == "open"]
    rows = Entry.objects.filter(file=file, kind="instalment", key__in=opened)
    found: date | None = rows.aggregate(last=Max("on"))["last"]
    return found


SPEAKS = ("rooms.speak", "mediation.accept_proposal")


def _speaker(act: str, changes: Sequence[Sequence[Any]]) -> str:
    """The party that speaks in the joint room or accepts a proposal by this event; empty for all others."""
    if act not in SPEAKS:
        return ""
    return next((str(columns.get("party") or "") for kind, _, columns in changes if kind == "entry"), "")


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
        said |= {"restricted": data.get("restricted") is True, "case": data.get("case") or ""}
        said |= {"channel": data.get("channel") or ""}
        yield Happened(BOOKED[act], date.fromisoformat(str(data["on_day"])), said)
    elif act in TAKEN_BACK:
        entries = load(File.objects.values_list("picture", flat=True).get(number=file)).entries
        line = entries[str(data["line"])]
        said = {"amount": str(-(line.amount or 0)), "what": line.code}
        said |= {"payer": line.facts.get("payer") or line.facts.get("payer_name") or ""}
        said |= {
            "restricted": line.facts.get("restricted") is True,
            "case": line.facts.get("case") or "",
            "channel": line.facts.get("channel") or "",
        }
        yield Happened(TAKEN_BACK[act], line.on or date.min, said)


def _visited(changes: Sequence[Sequence[Any]]) -> str:
    """The party that answers a follow-up by this event; empty where none does."""
    lines = (columns for kind, _, columns in changes if kind == "entry" and columns.get("kind") == "visit")
    return next((str(columns.get("party") or "") for columns in lines), "")


def _follows(changes: Sequence[Sequence[Any]], known: Directory, at: datetime) -> dict[str, Any]:
    """What follows from an event for the case: who takes it, with what background and proofs, what is claimed and what
    is agreed, how it came out, and that it ends or goes on.
    """
    found: dict[str, Any] = {}
    for kind, _, columns in changes:
        if kind == "entry" and columns.get("kind") == "agreement" and columns.get("amount") is not None:
            found["_agreed"] = str(columns["amount"])
        if kind == "proceeding" and columns.get("end"):
            found["_end"] = columns["end"]
        if kind != "case":
            continue
        if columns.get("amount") is not None:
            found["_claimed"] = str(columns["amount"])
        if neutral := columns.get("neutral"):
            who = known.neutrals.get(neutral)
            found["_neutral"] = neutral
            found["_background"] = who.background if who else ""
            proofs = who.proofs if who else ()
            found["_covers"] = sorted({code for proof in proofs if proof.holds(at) for code in proof.covers})
        if status := columns.get("status"):
            found["_ended"] = status == "ended"
    return found


def directory_of(county: str) -> Directory:
    """Who is or was in the county's directory; three queries."""
    proofs = _proofs(county)
    rows = Neutral.objects.filter(county=county).order_by("handle")
    bodies = Body.objects.filter(county=county).order_by("handle")
    return Directory(
        {row.handle: Listed(row.number, row.background, proofs.get(row.number, ())) for row in rows},
        {row.handle: Helper(row.number, row.kind) for row in bodies},
    )


def _proofs(county: str) -> dict[str, tuple[Proof, ...]]:
    """The proved specialisms of each neutral by the number of the own file, with the moments of the record."""
    numbers = Neutral.objects.filter(county=county).values("number")
    rows = Event.objects.filter(file__in=numbers, act__in=(PROVED, PROOF_ENDED)).order_by("file", "seq")
    found: dict[str, dict[str, Proof]] = {}
    for file, act, at, header in rows.values_list("file", "act", "at", "header"):
        facts = clear_facts(header)
        lines = [(key, columns) for kind, key, columns in facts.get("changes") or () if kind == "entry"]
        mine = found.setdefault(file, {})
        for key, columns in lines:
            if act == PROOF_ENDED and key in mine:
                mine[key] = replace(mine[key], until=at)
            elif act == PROVED and (told := str((columns.get("facts") or {}).get("covers") or "")):
                covers = tuple(code.strip() for code in told.replace("，", ",").split(",") if code.strip())
                ends = columns.get("on")
                mine[key] = Proof(covers, at, None, date.fromisoformat(str(ends)) if ends else None)
    return {file: tuple(some.values()) for file, some in found.items()}


PROVED, PROOF_ENDED = "neutral.qualify", "neutral.end_qualification"


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
    """Every case of the county in the order of their numbers, then ledgers, neutrals and bodies, without facts to group by."""
    known = directory_of(county)
    took: dict[str, list[Happened]] = {}
    numbers = list(Case.objects.filter(county=county).order_by("number").values_list("number", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        events = _events(county, some, known)
        for number, facts in facts_of(some):
            yield Story(number, facts, tuple(events.pop(number, ())))
        for number, taken in events.items():  # what is left stands in the files of neutrals and bodies
            took.setdefault(number, []).extend(taken)
    ledgers = File.objects.filter(county=county, kind="ledger").order_by("number")
    rest = [
        *ledgers.values_list("number", flat=True),
        *(one.number for some in (known.neutrals, known.bodies) for one in some.values()),
    ]
    own = _events(county, rest, known)
    for number in rest:
        yield Story(number, {}, (*own.get(number, ()), *took.get(number, ())))


def _events(county: str, files: Sequence[str], known: Directory) -> dict[str, list[Happened]]:
    found: dict[str, list[Happened]] = {}
    for file, _, one in happened(told_events(county).filter(file__in=files), known):
        found.setdefault(file, []).append(one)
    return found
