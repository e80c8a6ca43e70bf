"""Which files an actor may see, and of a file which pieces: the one table of access, applied to rows."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from rongzhi.casework.evidence.attaching import is_description
from rongzhi.casework.keys import key_fault
from rongzhi.casework.models import Case, Event, File, Party, SealedPart
from rongzhi.casework.models import Entry as EntryRow
from rongzhi.casework.projection import facts_of
from rongzhi.casework.sealing import Opened, open_parts
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.definition import Act, Actor, NewParty
from rongzhi.core.procedure.fields import Field
from rongzhi.core.procedure.picture import Entry, Picture, Proceeding
from rongzhi.rulebook.access import (
    DataClass,
    Part,
    Viewer,
    Visible,
    mask_account,
    mask_identity,
    mask_name,
    mask_phone,
    mask_text,
    view,
)
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.case import KEPT_HERE, handed_to, party_key
from rongzhi.rulebook.guards.referral import restricted_proceedings
from rongzhi.rulebook.registry import national_procedures
from rongzhi.rulebook.roles import RoleColumn, column
from rongzhi.rulebook.tables import bodies as body_kinds

STAFF = frozenset({"officer", "reviewer", "manager"})
COMMISSIONS = {"commissioned", "entrusted"}


def cases_for(by: Actor) -> QuerySet[Case]:
    """The cases that exist for this actor."""
    if by.file:
        return Case.objects.filter(number=by.file)
    may = Q(pk__in=[])
    if by.functions & STAFF and by.bodies:
        may |= Q(owner__in=by.bodies)
    if by.neutral:
        mine = Q(neutral=by.neutral) | Q(neutral_proposed=by.neutral) | Q(evaluator=by.neutral)
        # Their numbers first: among all open cases of the county the few of one neutral are found by index alone.
        may |= Q(number__in=list(Case.objects.filter(mine).values_list("number", flat=True)))
    if by.bodies:
        may |= Q(number__in=Party.objects.filter(body__in=by.bodies, status="active").values("file"))
        may |= Q(court__in=by.bodies) | Q(commissioned_by__in=by.bodies)
        referred = EntryRow.objects.filter(kind="referral", code__in=by.bodies).exclude(status__in=KEPT_HERE)
        may |= Q(number__in=referred.values("file"))
    if "SEC" in by.codes:
        may |= Q(number__in=EntryRow.objects.filter(kind="referral", status="objected").values("file"))
        may |= Q(waiting_for__contains=",secretariat,")
    return Case.objects.filter(may, county=by.county)


@dataclass(frozen=True, slots=True)
class Piece:
    """One answer of one event as this viewer may see it."""

    seq: int
    part: str
    key: str
    label: str
    en: str
    value: Any
    data_class: DataClass
    masked: bool = False
    erased: bool = False


@dataclass(frozen=True)
class Sight:
    """A file as one actor sees it; made by `sight`, which gives None when the file does not exist for them."""

    picture: Picture
    by: Actor
    roles: frozenset[str]
    viewers: tuple[Viewer, ...]
    names: Mapping[str, str] = field(default_factory=dict)  # party key -> name, masked where it must be
    contacts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()
    sealed_away: bool = False  # the installation key is lost: header facts alone
    leads: frozenset[str] | None = (
        frozenset()
    )  # restricted hand-overs that are for this reader; None: every suspicion

    def of_event(self, seq: int) -> list[Piece]:
        return [piece for piece in self.pieces if piece.seq == seq]

    def entries(self) -> list[Entry]:
        """The lines of the register that this viewer may know of."""
        mine = party_key(self.picture, self.by)
        staff = bool(self.roles & {"organisation", "reviewer"})
        shown = []
        for line in self.picture.entries.values():
            if line.kind in OWN_LINES and not ("mediator" in self.roles or (mine and line.party == mine)):
                continue
            if line.kind in STAFF_LINES and not staff:
                continue
            shown.append(line)
        return shown


# What was said in confidence, and what only the organisation may know of: not even that it happened.
PRIVATE_ACTS = frozenset(
    {
        "mediation.private_note",
        "mediation.confide",
        "mediation.caucus_note",
        "rooms.speak_apart",
        "rooms.read_apart",
        "case.confirm_mandate",
    }
)
STAFF_ACTS = frozenset({"case.contact_by_superior"})
OWN_LINES = frozenset({"confidence", "caucus", "caucus_message", "caucus_read", "mandate_confirmed"})
STAFF_LINES = frozenset({"interference"})
LEAD_LINES = frozenset({"lead", "lead_decision", "lead_notice"})


# Offers, proposals and the answers to them: between the sides and their neutral alone, never for a court
# (法释〔2016〕14号 Art. 22; domain.md §17 rule 11); the organisation keeps them sealed (access.csv, DC4).
CONCESSION_ACTS = frozenset(
    {
        "mediation.offer",
        "mediation.propose",
        "mediation.accept_proposal",
        "mediation.decline_proposal",
        "mediation.reach",
        "rooms.speak",
        "rooms.read",
    }
)
EVALUATOR = "EVAL"  # weighs the pack alone, not what the sides offer each other
CONCESSION_LINES = frozenset({"offer", "proposal", "answer", "room_message", "room_read"})


def hears_concessions(viewers: tuple[Viewer, ...]) -> bool:
    """Whether the reader is a side of the case or its neutral."""
    return any(
        viewer.role_column is RoleColumn.PARTY
        or (viewer.role_column is RoleColumn.MEDIATOR and viewer.accepted and viewer.body != EVALUATOR)
        for viewer in viewers
    )


def _without_concessions(picture: Picture, viewers: tuple[Viewer, ...]) -> Picture:
    """The picture without offers and proposals, for everybody but the sides and their neutral."""
    if hears_concessions(viewers):
        return picture
    header = dict(picture.header)
    if not header.get("effective_on"):
        header.pop("agreed_amount", None)
    lines = {key: line for key, line in picture.entries.items() if line.kind not in CONCESSION_LINES}
    return replace(picture, header=header, entries=lines)


def _without_confidences(picture: Picture, viewers: tuple[Viewer, ...]) -> Picture:
    """The picture without lines about what another side said apart; the neutral of the case knows of them all."""
    if picture.kind != "case" or any(v.accepted and v.body != EVALUATOR for v in viewers):
        return picture
    own = frozenset().union(*(viewer.parties for viewer in viewers))
    lines = {k: e for k, e in picture.entries.items() if e.kind not in OWN_LINES or e.party in own}
    return replace(picture, entries=lines) if len(lines) < len(picture.entries) else picture


# Lines about a clock: they name it, and are hidden with it.
CLOCK_LINES = frozenset({"late", "recomputed"})


def _leads_of(picture: Picture, by: Actor, viewers: tuple[Viewer, ...]) -> frozenset[str] | None:
    """The restricted hand-overs of which this reader may know; None for who handles the suspicions of the file."""
    if any(v.leads_handled and v.role_column is RoleColumn.ORGANISATION for v in viewers):
        return None
    restricted = restricted_proceedings(picture)
    return frozenset(e.proceeding for e in handed_to(picture, by.bodies) if e.proceeding in restricted)


def _without_leads(picture: Picture, leads: frozenset[str] | None) -> Picture:
    """The picture without hand-overs that carry a suspicion, for everybody but who handles it (record.md §7)."""
    if leads is None:
        return picture
    hidden = restricted_proceedings(picture) - leads
    clocks = {k: c for k, c in picture.clocks.items() if c.proceeding not in hidden}
    lines = {
        key: line
        for key, line in picture.entries.items()
        if (line.kind not in LEAD_LINES or line.proceeding in leads)
        and line.proceeding not in hidden
        and (line.kind not in CLOCK_LINES or line.code in clocks or line.code not in picture.clocks)
    }
    if len(lines) == len(picture.entries) and not hidden:
        return picture
    runs = {k: p for k, p in picture.proceedings.items() if k not in hidden}
    header = picture.header
    if header.get("status") == "open" and runs and not any(p.open for p in runs.values()):
        last = max((p.since for p in runs.values() if p.since is not None), default=None)
        header = {**header, "status": "ended", "ended_on": last}
    return replace(picture, header=header, proceedings=runs, clocks=clocks, entries=lines)


def known_to(by: Actor, picture: Picture) -> Picture:
    """The picture as far as suspicions are known to this actor, for weighing what they ask; the same when that is all."""
    if "system" in by.functions or picture.kind != "case" or not restricted_proceedings(picture):
        return picture
    viewers = tuple(viewers_of(by, picture, roles_of(by, picture)))
    return _without_leads(picture, _leads_of(picture, by, viewers))


def known_otherwise(by: Actor) -> dict[str, Picture]:
    """Of the actor's cases those that carry a suspicion kept from them, each as they know it: three queries, few rows."""
    marked = list(
        EntryRow.objects.filter(kind="lead").exclude(proceeding="").values_list("file", flat=True).distinct()
    )
    numbers = list(cases_for(by).filter(number__in=marked).values_list("number", flat=True)) if marked else []
    rows = File.objects.filter(number__in=numbers).values_list("number", "picture") if numbers else ()
    pictures = {number: load(text) for number, text in rows}
    return {n: known for n, p in pictures.items() if (known := known_to(by, p)) is not p}


def sees_leads(seen: Sight) -> bool:
    """Whether the suspicions of this file are for this reader to handle (DC9)."""
    return seen.leads is None


NEUTRAL_END = "X11"
NEUTRAL_WORDS = ("依规定终止", "ended by rule")


def end_shown(seen: Sight, code: str) -> str:
    """The code of an end as this reader may know it: empty for one that is told in NEUTRAL_WORDS (record.md §7)."""
    return "" if code == NEUTRAL_END and not sees_leads(seen) else code


def header_open(seen: Sight) -> bool:
    """Whether stages, dates and deadlines are for this reader (DC2); a proposed neutral sees names and class alone."""
    if seen.picture.kind != "case":
        return True
    return best(seen.viewers, Part("header", DataClass.DC2, field="channel")) is not Visible.NO


def runs_shown(seen: Sight, theirs: Set[str]) -> list[Proceeding]:
    """The proceedings that this reader sees: all with the header, else those (`theirs`) in which they may act."""
    whole = header_open(seen)
    return [run for run in seen.picture.proceedings.values() if whole or run.key in theirs]


def act_shown(seen: Sight, act: str, actor: str, facts: Mapping[str, Any]) -> bool:
    """Whether this viewer may know that the act was done: nothing private, no suspicion of a crime.

    `facts` are those of the event: its proceeding and its clear answers.
    """
    proceeding, clock = facts.get("proceeding"), facts.get("data", {}).get("clock")
    if proceeding and proceeding not in seen.picture.proceedings:
        return False
    if clock and seen.picture.kind == "case" and clock not in seen.picture.clocks:
        return False
    if act in CONCESSION_ACTS and not hears_concessions(seen.viewers):
        return False
    if act in PRIVATE_ACTS:
        told = act != "mediation.private_note" and any(v.neutral and v.accepted for v in seen.viewers)
        return actor == seen.by.id or told
    if act == "case.report_suspicion":
        return sees_leads(seen)
    return act not in STAFF_ACTS or bool(seen.roles & {"organisation", "reviewer"})


def sight(by: Actor, number: str, *, open_sealed: bool = True) -> Sight | None:
    """The file as `by` may see it: opened and masked by the access table; None when it is not there for them."""
    row = File.objects.filter(number=number).values_list("picture", flat=True).first()
    if row is None:
        return None
    picture = load(row)
    if by.county and by.county != picture.county:
        return None
    roles = roles_of(by, picture)
    viewers = tuple(viewers_of(by, picture, roles))
    if not viewers and (picture.kind == "case" or not roles):
        return None
    leads = _leads_of(picture, by, viewers)
    picture = _without_concessions(_without_leads(picture, leads), viewers)
    picture = _without_confidences(picture, viewers)
    bare = Sight(picture, by, roles, viewers, leads=leads)
    if not open_sealed:
        return bare
    events = told_in(Event.objects.filter(file=number))
    pieces = list(header_pieces(bare, events))
    lost = key_fault() is not None
    if not lost:
        pieces += _sealed_pieces(bare, events)
    names, contacts = _people(pieces)
    ordered = tuple(sorted(pieces, key=lambda piece: piece.seq))
    # The number of the last event that the reader may know of: that others confided something must not show.
    known = [seq for seq, (act, actor, facts) in events.items() if act_shown(bare, act, actor, facts)]
    picture = replace(picture, seq=max((*known, *(piece.seq for piece in pieces)), default=1))
    return Sight(picture, by, roles, viewers, names, contacts, ordered, sealed_away=lost, leads=leads)


Events = Mapping[int, tuple[str, str, Mapping[str, Any]]]
"""Act, actor and clear facts of events of one file, by their number."""


def clear_facts(header: str) -> Mapping[str, Any]:
    """What an event says in clear, from its stored header."""
    facts: Mapping[str, Any] = facts_of(header)["facts"]
    return facts


def told_in(rows: QuerySet[Event]) -> Events:
    """These events of one file, each header read once; one query."""
    return {
        seq: (act, actor, clear_facts(header))
        for seq, act, actor, header in rows.values_list("seq", "act", "actor", "header")
    }


def viewers_of(by: Actor, picture: Picture, roles: frozenset[str]) -> Iterator[Viewer]:
    """The capacities in which the actor reads this file, as the access table knows them."""
    closed = picture.kind == "case" and picture.header.get("status") == "ended"
    kind = min(by.codes, default="")
    handle = min(by.bodies, default="")
    mine = party_key(picture, by)
    if mine:
        party = picture.parties[by.party if by.file == picture.number and by.party else mine]
        code = (
            "AGENT"
            if party.side == "agent"
            else {"consumer": "CONS", "small_business": "SMALLB"}.get(party.kind, "")
        )
        code = kind if party.kind == "institution" and _column(kind) is RoleColumn.PARTY else code or "CONS"
        yield Viewer(
            RoleColumn.PARTY, code, body_id=handle, person=by.id, parties=frozenset({mine, party.key})
        )
    if by.neutral and "mediator" in roles:
        accepted = picture.header.get("neutral") == by.neutral
        yield Viewer(
            RoleColumn.MEDIATOR, "MED", person=by.id, neutral=by.neutral, accepted=accepted, closed=closed
        )
    if by.neutral and "evaluator" in roles:
        running = picture.at("evaluation", "pack", "evaluating")
        yield Viewer(
            RoleColumn.MEDIATOR, "EVAL", person=by.id, neutral=by.neutral, accepted=running, closed=closed
        )
    owner = picture.owner in by.bodies and bool(by.functions & STAFF)
    if owner and _column(kind) is RoleColumn.ORGANISATION:
        yield Viewer(
            RoleColumn.ORGANISATION,
            kind,
            body_id=handle,
            person=by.id,
            owner_body=picture.owner,
            leads_handled=_handles_lead(by, picture),
        )
    if "court" in roles and _column(kind) is RoleColumn.COURT:
        commissioned = picture.header.get("commissioned_by") in by.bodies
        yield Viewer(
            RoleColumn.COURT,
            kind,
            body_id=handle,
            person=by.id,
            commissioned=commissioned and picture.header.get("court_kind") == "commissioned",
            entrusted=commissioned and picture.header.get("court_kind") == "entrusted",
            agreement_sent_to_court=picture.header.get("court") in by.bodies,
        )
    if "receiving_body" in roles:
        yield from _referred(by, picture, kind, handle)
    if "secretariat" in roles and _column(kind) is RoleColumn.SECRETARIAT:
        yield Viewer(RoleColumn.SECRETARIAT, kind, body_id=handle, person=by.id, handles=True)


def _referred(by: Actor, picture: Picture, kind: str, handle: str) -> Iterator[Viewer]:
    """A body to which something was sent: of a suspicion it reads the package alone, not the file behind it."""
    where, restricted = _column(kind), restricted_proceedings(picture)
    sent = handed_to(picture, by.bodies)
    ordinary = any(e.proceeding not in restricted for e in sent)
    if where is RoleColumn.DEPARTMENT and sent:
        yield Viewer(
            where,
            kind,
            body_id=handle,
            person=by.id,
            in_line=True,
            consent_or_duty=ordinary,
            leads_handled=any(e.proceeding in restricted for e in sent),
        )
    elif where is RoleColumn.COURT and ordinary:
        # The application with its packet lies with this court: what access.csv calls a case that is filed there.
        granted = frozenset({("header", "DC2")})
        yield Viewer(where, kind, body_id=handle, person=by.id, filed_with_court=True, granted=granted)
    elif where is RoleColumn.OTHER and sent:
        given = {("header", "DC2"), ("file", "DC3"), ("file", "DC6")} if ordinary else set()
        yield Viewer(where, kind, body_id=handle, person=by.id, granted=frozenset(given))


def _handles_lead(by: Actor, picture: Picture) -> bool:
    """The officer in charge, and who reported the lead or refused for it: nobody else of the organisation."""
    reported = {line.actor for line in picture.list("lead")} | {
        line.actor for line in picture.list("refusal")
    }
    return "officer" in by.functions and by.id in reported | {str(picture.header.get("officer", ""))}


@cache
def _column(kind: str) -> RoleColumn | None:
    return column(kind) if kind in body_kinds() else None


@cache
def _declared() -> Mapping[str, Act]:
    return {act.key: act for procedure in national_procedures() for act in procedure.acts}


@cache
def field_of(act: str, key: str, side: str = "") -> Field | None:
    """The declared field of a stored answer; what a new person gave is stored without the prefix of that side."""
    declared = _declared().get(act)
    if declared is None:
        return None
    prefixes = [e.prefix for e in declared.does if isinstance(e, NewParty) and side in ("", e.side)]
    for item in declared.data:
        if item.key == key or any(item.about == p and item.key == f"{p}_{key}" for p in prefixes):
            return item
    return None


def best(viewers: tuple[Viewer, ...], part: Part) -> Visible:
    """The most that any of the actor's capacities may see of this piece."""
    found = {view(viewer, part) for viewer in viewers}
    if Visible.PLAIN in found:
        return Visible.PLAIN
    return Visible.MASKED if Visible.MASKED in found else Visible.NO


# What was said on the way to an agreement is for those who took part: a court reads it only when every party
# agrees, a department or another body never (bodies.csv, may_see). Steps, facts agreed and the agreement are no part.
PROCESS = frozenset({"mediation", "rooms", "meetings", "evaluation", "fast_track", "silent_plan"})
PROCESS_ACTS = frozenset({"case.send_message"})
TOOK_PART = frozenset({RoleColumn.PARTY, RoleColumn.MEDIATOR, RoleColumn.ORGANISATION})
STEPS = frozenset({DataClass.DC1, DataClass.DC2, DataClass.DC5, DataClass.DC6})


def said_inside(act: str) -> bool:
    """Whether what this act says was said on the way to an agreement, and so is for those who took part."""
    declared = _declared().get(act)
    return act in PROCESS_ACTS or (declared is not None and declared.procedure in PROCESS)


def _readers(seen: Sight, act: str, kind: DataClass) -> tuple[Viewer, ...]:
    """The capacities that count for an answer of this act: of what was said in the process, those who took part."""
    if not said_inside(act) or kind in STEPS or kind is DataClass.DC9:
        return seen.viewers
    return tuple(viewer for viewer in seen.viewers if viewer.role_column in TOOK_PART)


def header_pieces(seen: Sight, events: Events) -> Iterator[Piece]:
    """What this viewer may see of what these events say in clear."""
    for seq, (act, actor, facts) in events.items():
        if not act_shown(seen, act, actor, facts):
            continue
        data = facts.get("data", {})
        for key, value in data.items():
            item = field_of(act, key)
            if item is None:
                continue
            part = Part("header", item.data_class, field=key)
            if best(_readers(seen, act, item.data_class), part) is not Visible.NO:
                yield Piece(seq, "header", key, item.label, item.en, value, item.data_class)


def _sealed_pieces(seen: Sight, events: Events) -> Iterator[Piece]:
    yield from opened_pieces(seen, events, SealedPart.objects.filter(file=seen.picture.number))


def pieces_at(seen: Sight, name: str, seqs: Iterable[int]) -> tuple[Piece, ...]:
    """What this viewer may see of one part in these events alone: for pages that show a few of many."""
    wanted = set(seqs)
    events = told_in(Event.objects.filter(file=seen.picture.number, seq__in=wanted))
    parts = SealedPart.objects.filter(file=seen.picture.number, name=name, seq__in=wanted)
    return tuple(opened_pieces(seen, events, parts))


def opened_pieces(seen: Sight, events: Events, parts: Iterable[SealedPart]) -> Iterator[Piece]:
    """What this viewer may see of these sealed parts; what they may not know of is not even opened."""
    found = list(parts)
    known = _parts_known(seen, {part.name for part in found})
    yield from pieces_shown(seen, events, open_parts([part for part in found if part.name in known]))


def pieces_shown(seen: Sight, events: Events, found: Iterable[Opened]) -> Iterator[Piece]:
    """What this viewer may see of parts of this file that were opened already, for pages that open many files at once."""
    some = list(found)
    known = _parts_known(seen, {opened.name for opened in some})
    for opened in some:
        if opened.name not in known:
            continue
        act, actor, facts = events[opened.seq]
        if not act_shown(seen, act, actor, facts) and not _own_side(seen, opened.name):
            continue
        if opened.name == "lead" and not (seen.leads is None or facts.get("proceeding") in seen.leads):
            continue
        yield from _pieces_of(seen, opened, act, actor)


def file_open(seen: Sight, act: str, piece: Piece, *, blob: str, sender: str) -> bool:
    """Whether this viewer may open the bytes of a file that an answer describes: as the answer, and never masked."""
    if piece.masked or piece.erased:
        return False
    part = Part(f"blob:{blob}", piece.data_class, field=piece.key, of=piece.part, sender=sender)
    return best(_readers(seen, act, piece.data_class), part) is Visible.PLAIN


def hears(seen: Sight, room: str) -> bool:
    """Whether this reader may be in a room: that of a party, or the joint room when none is named.

    The joint room is for the sides and their neutral alone: what is said there are offers and concessions
    (docs/decisions/0007). A caucus is for its side and the neutral.
    """
    if not room:
        readers = _readers(seen, "rooms.speak", DataClass.DC3)
        shown = best(readers, Part("file", DataClass.DC3, field="text"))
        return shown is Visible.PLAIN and hears_concessions(seen.viewers)
    if room not in seen.picture.parties:
        return False
    readers = _readers(seen, "rooms.speak_apart", DataClass.DC4)
    return best(readers, Part(f"side:{room}", DataClass.DC4, field="text")) is Visible.PLAIN


def place_shown(seen: Sight) -> bool:
    """Whether the place or link of a meeting is for this reader."""
    readers = _readers(seen, "mediation.set_meeting", DataClass.DC3)
    return best(readers, Part("file", DataClass.DC3, field="place")) is Visible.PLAIN


def part_known(seen: Sight, name: str) -> bool:
    """Whether this viewer may see anything of the part, and so know that the file has it."""
    return name == "header" or any(
        best(seen.viewers, _part(name, kind, "name", seen, "")) is not Visible.NO for kind in _classes(name)
    )


def _parts_known(seen: Sight, names: Iterable[str]) -> frozenset[str]:
    """Those of the parts that this viewer may know of, each weighed once."""
    return frozenset(name for name in names if part_known(seen, name))


def only_by_lead(seen: Sight) -> bool:
    """Whether the file is there for this reader for a suspicion alone, so that their very name would give it away."""
    return not roles_of(seen.by, _without_leads(seen.picture, frozenset()))


def _own_side(seen: Sight, name: str) -> bool:
    """A caucus note about a party stays readable to that party, though the act is the mediator's."""
    return name.startswith("side:")


def _classes(name: str) -> tuple[DataClass, ...]:
    return CLASSES_OF[name.partition(":")[0]]


CLASSES_OF: Mapping[str, tuple[DataClass, ...]] = {
    "file": (DataClass.DC3, DataClass.DC5, DataClass.DC6, DataClass.DC7),
    "person": (DataClass.DC3, DataClass.DC7),
    "side": (DataClass.DC4,),
    "notes": (DataClass.DC4,),
    "opinion": (DataClass.DC8,),
    "lead": (DataClass.DC9,),
}


def _part(name: str, kind: DataClass, key: str, seen: Sight, sender: str) -> Part:
    return Part(name, kind, field=key, sender=sender or (seen.picture.owner if name == "lead" else ""))


def _pieces_of(seen: Sight, opened: Opened, act: str, actor: str) -> Iterator[Piece]:
    if opened.content is None:
        kind = _classes(opened.name)[0]
        if best(seen.viewers, _part(opened.name, kind, "name", seen, "")) is not Visible.NO:
            yield Piece(opened.seq, opened.name, "", "已依法删除", "erased", None, kind, erased=True)
        return
    party = seen.picture.parties.get(opened.name.partition(":")[2])
    for key, value in opened.content.items():
        item = field_of(act, key, party.side if party else "") or field_of(act, key)
        kind = item.data_class if item else _classes(opened.name)[0]
        if opened.name.startswith("person:") and kind not in (DataClass.DC3, DataClass.DC7):
            kind = DataClass.DC3
        shown = best(_readers(seen, act, kind), _part(opened.name, kind, key, seen, ""))
        if shown is Visible.NO:
            continue
        label, en = (item.label, item.en) if item else (key, key)
        masked = shown is Visible.MASKED
        yield Piece(
            opened.seq, opened.name, key, label, en, _masked(key, value) if masked else value, kind, masked
        )


MASKS = {
    "id_number": mask_identity,
    "phone": mask_phone,
    "product_account": mask_account,
    "name": mask_name,
}


def _masked(key: str, value: Any) -> Any:
    if is_description(value):  # of files only that they are there
        return "＊" * len(value)
    return MASKS.get(key, mask_text)(str(value))


def _people(pieces: list[Piece]) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Names and contacts of parties as seen, later events over earlier ones."""
    names: dict[str, str] = {}
    contacts: dict[str, dict[str, str]] = {}
    for piece in sorted(pieces, key=lambda p: p.seq):
        kind, _, key = piece.part.partition(":")
        if kind != "person" or piece.erased:
            continue
        if piece.key == "name":
            names[key] = str(piece.value)
        else:
            contacts.setdefault(key, {})[piece.key] = str(piece.value)
    return names, contacts


def people_of(pieces: Iterable[Piece]) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Names and contacts of parties in these pieces, later events over earlier ones."""
    return _people(list(pieces))


def as_seen(picture: Picture, seen: Sight) -> Picture:
    """Another picture of the same file (as it once stood) with no more than the reader of `seen` may see."""
    return _without_concessions(_without_leads(picture, seen.leads), seen.viewers)


def glimpses(by: Actor, numbers: list[str]) -> dict[str, Sight]:
    """What the actor knows of each of these files without opening a sealed part; one query."""
    found = {}
    for number, text in File.objects.filter(number__in=numbers).values_list("number", "picture"):
        picture = load(text)
        roles = roles_of(by, picture)
        viewers = tuple(viewers_of(by, picture, roles))
        leads = _leads_of(picture, by, viewers)
        found[number] = Sight(_without_leads(picture, leads), by, roles, viewers, leads=leads)
    return found


def names_for(seen: Mapping[str, Sight]) -> dict[tuple[str, str], str]:
    """Names of parties on a page of a list, with one query; (file, party key) -> name."""
    found: dict[tuple[str, str], str] = {}
    if key_fault() is not None:
        return found
    parts = SealedPart.objects.filter(file__in=list(seen), name__startswith="person:").order_by("seq")
    for opened in open_parts(parts):
        name = (opened.content or {}).get("name")
        party = opened.name.partition(":")[2]
        if name is None:
            continue
        shown = best(seen[opened.file].viewers, Part(opened.name, DataClass.DC3, field="name"))
        if shown is not Visible.NO:
            found[opened.file, party] = mask_name(name) if shown is Visible.MASKED else name
    return found
