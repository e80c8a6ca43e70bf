"""For whom a package is: the receiving body, the hand-over by which it gets the case, and the case as it may read it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rongzhi.casework.models import Event, File
from rongzhi.casework.projection import facts_of
from rongzhi.casework.seen import Sight
from rongzhi.casework.snapshot import load
from rongzhi.casework.visibility import sight_in
from rongzhi.core.package.faults import PackageRefused
from rongzhi.core.package.manifest import Office
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Entry, Picture
from rongzhi.directory.models import Body
from rongzhi.rulebook.access import DataClass
from rongzhi.rulebook.guards.referral import restricted_proceedings
from rongzhi.rulebook.hand_over import Handing
from rongzhi.rulebook.roles import RoleColumn, column
from rongzhi.rulebook.tables import body_roles

GONE = frozenset(
    {"replaced", "consent_refused", "refused", "objected"}
)  # lines by which nothing may leave any more
WAITS = frozenset({"prepared"})


@dataclass(frozen=True, slots=True)
class Receiver:
    """The body that gets a package, and what entitles it: a line of the register, or the case's own procedure."""

    office: Office
    picture: Picture
    line: Entry | None
    basis_kind: str  # consent, duty, procedure
    basis: str
    basis_en: str

    @property
    def whole(self) -> bool:
        """Whether the body takes the case over as its own: the whole file goes, not a packet."""
        return column_of(self.office.kind) is RoleColumn.ORGANISATION

    @property
    def restricted(self) -> bool:
        """Whether this is the package about a suspicion (DC9)."""
        return self.line is not None and self.line.proceeding in restricted_proceedings(self.picture)

    @property
    def sent(self) -> bool:
        """Whether the hand-over has been decided, so that the package may leave."""
        return self.line is None or self.line.status not in WAITS

    @property
    def whose(self) -> str:
        """Whose material may travel: applicant, respondent or all."""
        return str(self.line.facts.get("whose") or "all") if self.line else "all"

    def handing(self, today: date) -> Handing:
        """The hand-over as the map looks at it."""
        facts: Mapping[str, Any] = self.line.facts if self.line else {}
        return Handing(
            self.picture,
            self.office.kind,
            self.office.handle,
            today,
            str(facts.get("channel") or ""),
            self.line.proceeding if self.line else "",
            facts,
        )


def column_of(kind: str) -> RoleColumn:
    """The column of the access table by which a kind of body reads."""
    return column(kind) if kind in body_roles() else RoleColumn.OTHER


def office_of(county: str, handle: str) -> Office | None:
    """A body of the county's directory."""
    row = Body.objects.filter(county=county, handle=handle).first()
    return Office(row.handle, row.kind, row.name_zh, row.name_en) if row else None


BASES = {
    False: ("当事人的单独同意", "the party's separate consent"),
    True: ("限阅线索移送", "restricted referral of a suspicion"),
}
APPLIED = ("当事人共同申请司法确认", "joint application of the parties for confirmation")
COMMISSIONED = ("法院委派（委托）调解", "commission of the court")


def receiver(number: str, to: str, *, proceeding: str = "") -> Receiver:
    """Who gets a package of this case under the handle `to`. Raises PackageRefused when nothing entitles that body."""
    text = File.objects.filter(number=number, kind="case").values_list("picture", flat=True).first()
    if text is None:
        raise PackageRefused("no_case", f"没有案件 {number}。", f"There is no case {number}.")
    picture = load(text)
    office = office_of(picture.county, to)
    if office is None:
        raise PackageRefused(
            "no_body",
            f"名录中没有「{to}」这个单位。",
            f"The directory has no body {to!r}.",
        )
    lines = [e for e in picture.list("referral") if e.code == to and e.status not in GONE]
    lines = [e for e in lines if proceeding in ("", e.proceeding)]
    if lines:
        line = lines[-1]
        duty = str(line.facts.get("legal_duty") or "")
        restricted = line.proceeding in restricted_proceedings(picture)
        kind = "duty" if duty or restricted else "consent"
        return Receiver(office, picture, line, kind, *((duty, duty) if duty else BASES[restricted]))
    if to in (picture.header.get("court"), picture.header.get("commissioned_by")):
        words = APPLIED if picture.header.get("court") == to else COMMISSIONED
        return Receiver(office, picture, None, "procedure", *words)
    raise PackageRefused(
        "nothing_handed",
        f"本案没有向{office.name_zh}移交的记录，因此没有可以移送的内容。请先办理「准备移交」。",
        f"Nothing of this case was handed to {office.name_en or office.name_zh}. Prepare the hand-over first.",
    )


def seen_by(found: Receiver) -> Sight:
    """The case as the receiving body may read it by the access table once this hand-over is sent, and no more."""
    picture = _handed(found)
    owner = found.picture.owner if found.whole else found.office.handle
    by = Actor(
        id=f"package/{found.office.handle}",
        bodies=frozenset({owner}),
        codes=frozenset({found.office.kind}),
        functions=frozenset({"officer"}),
        county=picture.county,
    )
    seen = sight_in(picture, by)
    if seen is None:
        raise PackageRefused(
            "nothing_to_read",
            f"{found.office.name_zh}依规定不能阅读本案内容，没有可以移送的内容。",
            f"By the rules {found.office.name_en or found.office.name_zh} may read nothing of this case.",
        )
    return _narrowed(seen, found)


def _handed(found: Receiver) -> Picture:
    """The picture with this hand-over sent, and without others to the same body: each package stands for itself."""
    if found.line is None:
        return found.picture
    entries = {
        key: replace(e, status="sent") if e.key == found.line.key and e.status in WAITS else e
        for key, e in found.picture.entries.items()
        if found.whole or e.kind != "referral" or e.code != found.office.handle or e.key == found.line.key
    }
    return replace(found.picture, entries=entries)


def other_hand_overs(found: Receiver) -> set[int]:
    """The events of hand-overs to others: what they were told is not for this receiver."""
    own = found.line.proceeding if found.line else ""
    rows = Event.objects.filter(file=found.picture.number, act__startswith="referral.").values_list(
        "seq", "header"
    )
    return {seq for seq, header in rows if facts_of(header)["facts"]["proceeding"] != own}


def _narrowed(seen: Sight, found: Receiver) -> Sight:
    """What belongs to this hand-over: an ordinary one carries nothing of a suspicion; one side's material alone if
    that is what was agreed.
    """
    pieces = seen.pieces
    if not found.whole:
        others = other_hand_overs(found)
        pieces = tuple(p for p in pieces if p.seq not in others)
    if not found.restricted:
        pieces = tuple(p for p in pieces if p.data_class is not DataClass.DC9 and p.part != "lead")
    if found.whose != "all":
        others = {p.key for p in seen.picture.principals if p.side != found.whose}
        theirs = {e.seq for e in seen.picture.entries.values() if e.kind == "document" and e.party in others}
        pieces = tuple(
            p
            for p in pieces
            if p.seq not in theirs
            and (
                p.part.partition(":")[2] not in others or p.key == "name" or not p.part.startswith("person:")
            )
        )
    contacts = {
        key: value
        for key, value in seen.contacts.items()
        if any(p.part == f"person:{key}" and p.key != "name" for p in pieces)
    }
    return replace(seen, pieces=pieces, contacts=contacts)
