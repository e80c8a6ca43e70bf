"""What the pages about packages show: hand-overs of a case with what must be checked, transfers, and where a case is from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rongzhi.casework.evidence.exhibits import Handed, files_of
from rongzhi.casework.models import Case
from rongzhi.casework.packages.making import Plan, plan
from rongzhi.casework.packages.receiver import GONE
from rongzhi.casework.pieces import ORIGIN_PAPERS
from rongzhi.casework.seen import Sight
from rongzhi.core.package.faults import PackageRefused
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Body
from rongzhi.exchange.connectors.platforms import platform_of
from rongzhi.exchange.models import Commission, Transfer
from rongzhi.exchange.transfers import STUCK
from rongzhi.rulebook.tables import forms
from rongzhi.web.speech import say, words

MOST = 100
STATES = {
    "queued": ("待发", "queued"),
    "sent": ("已发，等待编号", "sent, number awaited"),
    "acknowledged": ("已签收", "acknowledged"),
    "failed": ("未成，已停发", "given up"),
}
PLATFORMS = {"court": ("法院平台", "courts' platform"), "province": ("省级平台", "province's platform")}
STUCK_WORDS = ("多次未成", "stuck")


@dataclass(frozen=True)
class Way:
    """One hand-over of a case as its page shows it: the plan, or why there is none, and the transfer on its way."""

    to: str
    name: str
    proceeding: str
    plan: Plan | None
    refusal: PackageRefused | None
    platform: str
    papers: tuple[str, ...]
    transfer: "Moving | None"

    @property
    def ready(self) -> bool:
        """Whether a package may leave now."""
        return self.plan is not None and not self.plan.refused and self.plan.found.sent

    @property
    def sendable(self) -> bool:
        """Whether it may leave by the receiver's platform: there is one, and it is not on its way or there already."""
        there = self.transfer is not None and (
            self.transfer.waits or self.transfer.row.status == "acknowledged"
        )
        return bool(self.ready and self.platform and not there)


@dataclass(frozen=True)
class Moving:
    """A transfer in words."""

    row: Transfer
    to: str
    platform: str
    state: str
    stuck: bool

    @property
    def waits(self) -> bool:
        """Whether it may be tried at once: it waits, or was given up while the platform was down."""
        return self.row.status != "acknowledged" and self.row.wrapped is not None


@dataclass(frozen=True)
class Origin:
    """Where a case was taken over from: number and body there, and the papers that were issued there."""

    number: str
    body: str
    papers: tuple[Handed, ...]


def ways(seen: Sight, *, now: datetime) -> list[Way]:
    """The hand-overs of the case that this reader knows of, the latest first."""
    picture = seen.picture
    lines = [e for e in picture.list("referral") if e.status not in GONE]
    found = [(e.code, e.proceeding) for e in reversed(lines)]
    for column in ("court", "commissioned_by"):
        handle = str(picture.header.get(column) or "")
        if handle and (handle, "") not in found:
            found.append((handle, ""))
    return [_way(seen, to, run, now) for to, run in found]


def _way(seen: Sight, to: str, run: str, now: datetime) -> Way:
    number, county = seen.picture.number, seen.picture.county
    row = Transfer.objects.filter(file=number, to_body=to, proceeding=run).order_by("-queued_at").first()
    moving = moving_of(row, _names(county, [to])) if row is not None else None
    name = _names(county, [to]).get(to, to)
    try:
        planned = plan(number, to, now=now, proceeding=run)
    except PackageRefused as refusal:
        return Way(to, name, run, None, refusal, "", (), moving)
    platform = platform_of(planned.found.office.kind, restricted=planned.found.restricted)
    papers = tuple(
        f"{form} {words(forms()[form])}" if form in forms() else form
        for form in sorted({form for form, _ in planned.papers})
    )
    return Way(to, name, run, planned, None, say(*PLATFORMS[platform]) if platform else "", papers, moving)


def _names(county: str, handles: Iterable[str]) -> dict[str, str]:
    rows = Body.objects.filter(county=county, handle__in=set(handles))
    return {row.handle: words(row) for row in rows}


def moving_of(row: Transfer, names: dict[str, str]) -> Moving:
    """A transfer as the pages show it."""
    stuck = row.status in ("queued", "sent") and row.tries >= STUCK
    return Moving(
        row,
        names.get(row.to_body, row.to_body),
        say(*PLATFORMS.get(row.platform, (row.platform, row.platform))),
        say(*(STUCK_WORDS if stuck else STATES[row.status])),
        stuck,
    )


def moving(by: Actor) -> list[Moving]:
    """The transfers of the cases of this officer's bodies, those that are open first."""
    mine = Case.objects.filter(owner__in=by.bodies, county=by.county).values("number")
    rows = list(Transfer.objects.filter(county=by.county, file__in=mine).order_by("-queued_at")[:MOST])
    rows.sort(key=lambda row: (row.status in ("acknowledged", "failed"), row.status != "failed"))
    names = _names(by.county, {row.to_body for row in rows})
    return [moving_of(row, names) for row in rows]


@dataclass(frozen=True)
class Commissioned:
    """A case that a court gave out by its platform, as the desk shows it."""

    row: Commission
    court: str
    to: str


def commissions(by: Actor) -> list[Commissioned]:
    """What courts gave out to this officer's bodies, and what names no body of the county; the latest first."""
    rows = Commission.objects.filter(county=by.county).order_by("-received_at", "-pk")
    named = set(Body.objects.filter(county=by.county).values_list("handle", flat=True))
    mine = [row for row in rows[:MOST] if row.to_body in by.bodies or row.to_body not in named]
    names = _names(by.county, {handle for row in mine for handle in (row.court, row.to_body)})
    return [
        Commissioned(row, names.get(row.court, row.court), names.get(row.to_body, row.to_body))
        for row in mine
    ]


def origin(seen: Sight) -> Origin | None:
    """Where the case was taken over from, for who reads its header; None for a case that began here."""
    header: Any = seen.picture.header
    if not header.get("origin_number"):
        return None
    papers = tuple(file for file in files_of(seen).values() if file.field == ORIGIN_PAPERS)
    return Origin(str(header["origin_number"]), str(header.get("origin_body") or ""), papers)
