"""The auditor's desk: who opened which part of which file, what was taken out, and how the record stands.

Names no content and no person of a file. A reading that was logged apart (of a suspicion, DC9) is not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode

from rongzhi.casework.access_log import EXPORT
from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.county_log import daily_root, unsealed_events
from rongzhi.casework.health import Finding, findings
from rongzhi.casework.models import AccessLog, CountyRoot, Event
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.values import parse_date
from rongzhi.directory.models import Body
from rongzhi.exchange.lists import Column, Table
from rongzhi.web.naming import account_names
from rongzhi.web.speech import say, words

PAGE = 50
PARTS = {
    "header": ("登记信息", "header"),
    "file": ("案情材料", "story and papers"),
    "person": ("当事人信息", "a party's data"),
    "side": ("单方沟通", "said apart"),
    "notes": ("私人备忘", "own notes"),
    "opinion": ("会商意见", "opinion"),
    "blob": ("证据文件", "a file handed in"),
    "export": ("导出清单", "list taken out"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """How the log is narrowed."""

    reader: str = ""
    file: str = ""
    exports: bool = False
    since: date | None = None
    until: date | None = None

    def address(self, page: int = 1) -> str:
        """The query of an address that asks for this."""
        parts = {"reader": self.reader, "file": self.file, "exports": "1" if self.exports else ""}
        parts |= {"since": str(self.since or ""), "until": str(self.until or "")}
        return "?" + urlencode({k: v for k, v in {**parts, "page": page if page > 1 else ""}.items() if v})


@dataclass(frozen=True, slots=True)
class Opening:
    """One row of the log in words."""

    at: datetime
    who: str
    body: str
    file: str
    part: str
    export: bool


@dataclass(frozen=True, slots=True)
class Record:
    """How the county's record stands."""

    sealed: int
    unsealed: int
    events: int
    root_at: datetime | None
    root: str
    yesterday: str
    checks: tuple[Finding, ...]


def asked_of(get: QueryDict) -> Asked:
    """What the address asks for; anything that cannot be read is left out."""
    days: dict[str, date | None] = {}
    for name in ("since", "until"):
        try:
            days[name] = parse_date(get.get(name, "")) if get.get(name) else None
        except ValueError:
            days[name] = None
    texts = {name: get.get(name, "").replace("\x00", "").strip()[:80] for name in ("reader", "file")}
    return Asked(
        texts["reader"], texts["file"].upper(), get.get("exports") == "1", days["since"], days["until"]
    )


def rows_for(by: Actor, asked: Asked) -> QuerySet[AccessLog]:
    """The rows of the county's log, newest first, without those logged apart."""
    rows = AccessLog.objects.filter(county=by.county, apart=False)
    if asked.reader:
        rows = rows.filter(reader=asked.reader)
    if asked.file:
        rows = rows.filter(file=asked.file)
    if asked.exports:
        rows = rows.filter(part__startswith=EXPORT)
    if asked.since:
        rows = rows.filter(at__gte=_begins(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_begins(asked.until + timedelta(days=1)))
    return rows.order_by("-id")


def openings(by: Actor, asked: Asked, *, page: int = 1, size: int = PAGE) -> tuple[list[Opening], bool]:
    """A page of the log, and whether there is more; three queries."""
    start = (max(page, 1) - 1) * size
    found = list(rows_for(by, asked)[start : start + size + 1])
    shown = found[:size]
    people = account_names(r.reader for r in shown)
    bodies = {b.handle: words(b) for b in Body.objects.filter(county=by.county)}
    return [_opening(row, people, bodies) for row in shown], len(found) > size


def _opening(row: AccessLog, people: Mapping[str, str], bodies: Mapping[str, str]) -> Opening:
    who = people.get(row.reader, "")
    return Opening(
        row.at,
        f"{who}（{row.reader}）" if who else row.reader,
        bodies.get(row.body, row.body),
        row.file,
        part_words(row.part),
        row.part.startswith(EXPORT),
    )


def part_words(part: str) -> str:
    """The kind of a part, never which side or which file it was."""
    kind = part.partition(":")[0]
    name = say(*PARTS[kind]) if kind in PARTS else kind
    return f"{name} · {part.removeprefix(EXPORT)}" if part.startswith(EXPORT) else name


def busiest(by: Actor, asked: Asked, *, most: int = 10) -> list[tuple[str, int, int]]:
    """(reader, openings, files) of those who opened most."""
    rows = (
        rows_for(by, asked)
        .order_by()
        .values("reader")
        .annotate(n=Count("pk"), files=Count("file", distinct=True))
    )
    return [(row["reader"], row["n"], row["files"]) for row in rows.order_by("-n", "reader")[:most]]


def record(by: Actor, *, now: datetime) -> Record:
    """The public log of the county, and whether database, triggers and key are well."""
    last = CountyRoot.objects.filter(county=by.county).order_by("size").last()
    day = daily_root(by.county, now.astimezone(SHANGHAI).date() - timedelta(days=1))
    return Record(
        last.size if last else 0,
        unsealed_events(by.county),
        Event.objects.filter(file__startswith=f"{by.county}-").count(),
        last.sealed_at if last else None,
        bytes(last.root).hex() if last else "",
        bytes(day.root).hex() if day else "",
        tuple(findings()),
    )


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


TABLE: Table[Opening] = Table(
    "openings",
    "查阅记录",
    "Openings",
    (
        Column("时间", "When", lambda row: row.at, "moment"),
        Column("查阅人", "Who", lambda row: row.who, width=28),
        Column("单位", "Body", lambda row: row.body, width=28),
        Column("案卷", "File", lambda row: row.file),
        Column("部分", "Part", lambda row: row.part, width=28),
    ),
)
