"""The picture of one file that rules may look at: header, parties, proceedings, clocks and its register of entries."""

import builtins
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Party:
    key: str
    side: str  # applicant, respondent, guarantor, third, agent
    kind: str = ""  # consumer, small_business, institution, other
    body: str = ""  # number of the body's file
    represents: str = ""  # for agents: the party's key
    status: str = "active"  # active, released, replaced
    joined: bool = False
    named: int = 0  # seq of the event that holds name and contact


@dataclass(frozen=True, slots=True)
class Proceeding:
    key: str
    procedure: str
    stage: str
    open: bool = True
    version: int = 1
    end: str = ""
    edition: int = 1
    since: date | None = None
    opened: date | None = None
    actor: str = ""  # who brought it to this stage


@dataclass(frozen=True, slots=True)
class RunningClock:
    key: str
    name: str
    proceeding: str
    parameter: str
    started: date
    due: date | None
    due_at: datetime | None = None
    status: str = "running"  # running, paused, stopped, expired
    on_expiry: str = "case.overdue"
    pauses: tuple[tuple[date, date | None], ...] = ()
    extended: date | None = None
    provisional: bool = False
    waiting_for: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    kind: str
    status: str = "open"
    party: str = ""
    actor: str = ""
    proceeding: str = ""
    code: str = ""
    on: date | None = None
    amount: Decimal | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything of one file that rules, pages and the projection share; `header` holds its clear columns."""

    number: str
    county: str
    kind: str = "case"
    owner: str = ""
    seq: int = 0
    header: Mapping[str, Any] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)
    proceedings: Mapping[str, Proceeding] = field(default_factory=dict)
    clocks: Mapping[str, RunningClock] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def open_proceedings(self, procedure: str = "") -> list[Proceeding]:
        return [p for p in self.proceedings.values() if p.open and procedure in ("", p.procedure)]

    def proceeding(self, procedure: str) -> Proceeding | None:
        """The open proceeding of that procedure begun last, else the last closed one, else None."""
        found: Proceeding | None = None
        for item in self.proceedings.values():
            if item.procedure == procedure and (found is None or item.open or not found.open):
                found = item
        return found

    def at(self, procedure: str, *stages: str) -> bool:
        """Whether a proceeding of that procedure stands in one of these stages."""
        return any(p.procedure == procedure and p.stage in stages for p in self.proceedings.values())

    def list(self, kind: str, *statuses: str, party: str = "", proceeding: str = "") -> list[Entry]:
        return [
            e
            for e in self.entries.values()
            if e.kind == kind
            and (not statuses or e.status in statuses)
            and party in ("", e.party)
            and proceeding in ("", e.proceeding)
        ]

    def latest(self, kind: str, *statuses: str, party: str = "") -> Entry | None:
        found = self.list(kind, *statuses, party=party)
        return found[-1] if found else None

    def side(self, *sides: str) -> "builtins.list[Party]":
        return [p for p in self.parties.values() if p.side in sides and p.status == "active"]

    @property
    def principals(self) -> "builtins.list[Party]":
        """The active parties who have a say of their own: applicants and respondents."""
        return self.side("applicant", "respondent")

    def clock(self, name: str, proceeding: str = "") -> RunningClock | None:
        found = None
        for item in self.clocks.values():
            if item.name == name and proceeding in ("", item.proceeding):
                found = item
        return found

    @property
    def running_clocks(self) -> Iterable[RunningClock]:
        return [c for c in self.clocks.values() if c.status == "running"]
