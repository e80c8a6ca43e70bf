"""Which groups a reader may see, the texts that are common to all members, and how far everybody has come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rongzhi.casework.keys import key_fault
from rongzhi.casework.models import Entry as EntryRow
from rongzhi.casework.models import Event, File, SealedPart
from rongzhi.casework.sealing import open_parts
from rongzhi.casework.seen import Piece, Sight
from rongzhi.casework.snapshot import load
from rongzhi.casework.visibility import without_members
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Entry, Picture
from rongzhi.rulebook.access import DataClass
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.guards.group import IN, lead
from rongzhi.rulebook.guards.membership import membership

MOST = 200
SMALL = (
    5  # fewer than so many are not told to members: a count could point at somebody (domain.md §13, design)
)
FILE = "file"  # the sealed part of the group's texts
TEXTS = ("product", "facts", "issues")
COMMON_OF = {
    "group.open": TEXTS,
    "group.correct_texts": ("facts", "issues"),
    "group.lead_result": ("common_terms",),
    "group.set_formula": ("formula", "in_words", "example"),
}
STATED_BY = {"group.lead_result": ("typical_result", "open"), "group.set_formula": ("formula", "set")}


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many cases were asked, and how far they have come; everybody once in `now`."""

    invited: int
    unanswered: int
    refused: int
    member: int  # in the group today
    left: int
    proposed: int  # ever got a sheet that stands
    accepted: int
    declined: int
    waiting: int  # hold a sheet and have not answered
    ended: int

    def steps(self) -> tuple[tuple[str, int], ...]:
        return tuple((name, getattr(self, name)) for name in self.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Group:
    """A group as one reader may see it: numbers of member cases that do not exist for them are left blank."""

    picture: Picture
    by: Actor
    roles: frozenset[str]
    common: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return self.picture.number

    @property
    def stage(self) -> str:
        run = self.picture.proceeding("group")
        return run.stage if run is not None else ""

    @property
    def over(self) -> bool:
        return self.picture.header.get("status") != "open"

    @property
    def runs_it(self) -> bool:
        return "organisation" in self.roles

    @property
    def members(self) -> list[Entry]:
        return self.picture.list("member")

    @property
    def result(self) -> Entry | None:
        return self.picture.latest("typical_result", "open")

    @property
    def lead(self) -> Entry | None:
        return lead(self.picture)


def groups_for(by: Actor) -> list[Group]:
    """The groups that exist for this actor, the latest first; two queries and one for each group's members."""
    if by.file or not by.county:
        return []
    rows = File.objects.filter(county=by.county, kind="group").order_by("-number")
    found = []
    for text in rows.values_list("picture", flat=True)[: MOST * 5]:
        picture = load(text)
        if roles := roles_of(by, picture):
            found.append(Group(picture, by, roles))
        if len(found) == MOST:
            break
    return found


def group_of(by: Actor, number: str, *, texts: bool = True) -> Group | None:
    """The group as `by` may see it; None when it does not exist for them."""
    text = (
        File.objects.filter(number=number, kind="group", county=by.county)
        .values_list("picture", flat=True)
        .first()
    )
    if text is None:
        return None
    picture = load(text)
    roles = roles_of(by, picture)
    if not roles:
        return None
    common = common_texts(picture) if texts and key_fault() is None else {}
    return Group(without_members(picture, by), by, roles, common)


def group_behind(case: Picture) -> Picture | None:
    """The group that a case is or was asked to be in, whole: for the pages of that case, which choose what to show."""
    found = membership(case)
    if found is None:
        return None
    text = File.objects.filter(number=found.code, kind="group").values_list("picture", flat=True).first()
    return load(text) if text is not None else None


def common_texts(group: Picture) -> dict[str, str]:
    """The texts that are common to all members, by the keys of their fields; an erased one is left out.

    Of the result and the formula those that stand now; of the facts the latest. Raises KeyFault, SealBroken.
    """
    seqs = {
        seq: act
        for seq, act in Event.objects.filter(file=group.number, act__in=COMMON_OF).values_list("seq", "act")
        if _stands(group, act, seq)
    }
    parts = SealedPart.objects.filter(file=group.number, name=FILE, seq__in=seqs).order_by("seq")
    found: dict[str, str] = {}
    for opened in open_parts(parts):
        content = opened.content or {}
        found |= {key: str(content[key]) for key in COMMON_OF[seqs[opened.seq]] if content.get(key)}
    return found


def _stands(group: Picture, act: str, seq: int) -> bool:
    if act not in STATED_BY:
        return True
    kind, status = STATED_BY[act]
    line = group.latest(kind, status)
    return line is not None and line.seq == seq


def as_opened(group: Group, seen: Sight | None = None) -> Sight:
    """The common texts as an opening of the group's file by this reader, for the access log."""
    pieces = tuple(Piece(0, FILE, key, key, key, value, DataClass.DC3) for key, value in group.common.items())
    by, roles = (seen.by, seen.roles) if seen is not None else (group.by, group.roles)
    return Sight(group.picture, by, roles, (), pieces=pieces)


def funnel(group: Picture) -> Funnel:
    """The counts of a group, from its own lines."""
    count = {status: len(group.list("member", status)) for status in STATUSES}
    asked = sum(count.values()) - count["uninvited"]
    return Funnel(
        invited=asked,
        unanswered=count["invited"],
        refused=count["refused"],
        member=sum(count[status] for status in IN),
        left=count["left"] + count["put_out"],
        proposed=count["proposed"] + count["accepted"] + count["declined"],
        accepted=count["accepted"],
        declined=count["declined"],
        waiting=count["proposed"],
        ended=count["ended"],
    )


STATUSES = (
    "invited",
    "refused",
    "member",
    "left",
    "put_out",
    "proposed",
    "accepted",
    "declined",
    "uninvited",
    "ended",
)


def told_to_members(group: Picture) -> dict[str, int | None]:
    """The counts that a member may know: how many are in it, and how many have answered; None under five."""
    counts = funnel(group)
    shown = {"member": counts.member + counts.ended, "answered": counts.accepted + counts.declined}
    return {name: number if number >= SMALL else None for name, number in shown.items()}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member case that exists for the reader."""

    line: Entry
    proposed: Any = None  # yuan of the sheet that stands
    answer_by: date | None = None
    lead: bool = False
    speaks: bool = False
    held: bool = False
    figures: bool = False


def rows_of(group: Group) -> list[MemberRow]:
    """The members whose cases exist for this reader, in the order they were asked; one query."""
    named = [line for line in group.members if line.code]
    numbers = [line.code for line in named]
    kinds = ("group_proposal", "group_hold", "group_figures")
    lines: dict[tuple[str, str], EntryRow] = {}
    wanted = EntryRow.objects.filter(file__in=numbers, kind__in=kinds).exclude(
        status__in=("withdrawn", "closed", "ended")
    )
    for row in wanted.order_by("seq"):
        lines[row.file, row.kind] = row
    speaking = {line.code for line in group.picture.list("representative", "open")}
    first = group.lead
    made = []
    for line in named:
        sheet = lines.get((line.code, "group_proposal"))
        made.append(
            MemberRow(
                line,
                sheet.amount if sheet else None,
                sheet.on if sheet else None,
                lead=first is not None and line.key == first.key,
                speaks=line.key in speaking and line.status in IN,
                held=(line.code, "group_hold") in lines,
                figures=(line.code, "group_figures") in lines,
            )
        )
    return made


def figures_of(cases: Iterable[str]) -> dict[str, str | None]:
    """The latest figures of each case as they were entered; None where they were erased. Three queries."""
    latest: dict[str, int] = {}
    rows = Event.objects.filter(file__in=list(cases), act="membership.set_figures").order_by("seq")
    for file, seq in rows.values_list("file", "seq"):
        latest[file] = seq
    parts = SealedPart.objects.filter(file__in=list(latest), name=FILE, seq__in=set(latest.values()))
    wanted = [part for part in parts if latest.get(part.file) == part.seq]
    found: dict[str, str | None] = {}
    for opened in open_parts(wanted):
        text = (opened.content or {}).get("figures")
        found[opened.file] = str(text) if text else None
    return found
