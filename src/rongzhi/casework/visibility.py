"""Which files an actor may see, and each as they may see it: the one table of access, applied to rows."""

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Q, QuerySet

from rongzhi.casework.consulted import without_table
from rongzhi.casework.keys import key_fault
from rongzhi.casework.models import Case, Event, File, Party, Proceeding, SealedPart
from rongzhi.casework.models import Entry as EntryRow
from rongzhi.casework.pieces import header_pieces, people_of, sealed_pieces, told_in, without_talk
from rongzhi.casework.sealing import open_parts
from rongzhi.casework.seen import Sight, act_shown, best
from rongzhi.casework.snapshot import load
from rongzhi.casework.viewers import STAFF, viewers_of
from rongzhi.casework.withheld import (
    leads_of,
    without_blind,
    without_concessions,
    without_confidences,
    without_leads,
)
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.rulebook.access import (
    DataClass,
    Part,
    Viewer,
    Visible,
    mask_name,
)
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.case import KEPT_HERE
from rongzhi.rulebook.guards.referral import restricted_proceedings
from rongzhi.rulebook.guards.tasks import LEFT


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
        seats = EntryRow.objects.filter(Q(kind="seat", status="seated") | Q(kind="chair"), code__in=by.bodies)
        may |= Q(number__in=seats.values("file"))
        tasked = EntryRow.objects.filter(kind__in=("task", "task_helper", "lead_body"), code__in=by.bodies)
        may |= Q(number__in=tasked.exclude(status=LEFT).values("file"))
    if "LEAD" in by.codes:
        may |= Q(number__in=EntryRow.objects.filter(kind="task_escalation").values("file"))
    if "SEC" in by.codes:
        may |= Q(number__in=EntryRow.objects.filter(kind="referral", status="objected").values("file"))
        kinds = ("task", "lead_question", "coordination")
        may |= Q(number__in=EntryRow.objects.filter(kind__in=kinds).values("file"))
        may |= Q(waiting_for__contains=",secretariat,")
        may |= Q(number__in=Proceeding.objects.filter(procedure="consultation").values("file"))
    return Case.objects.filter(may, county=by.county)


def without_members(picture: Picture, by: Actor) -> Picture:
    """A group's picture with the numbers of those member cases alone that exist for this reader; others stay unnamed."""
    if picture.kind != "group":
        return picture
    lines = [line for line in picture.entries.values() if line.kind == "member"]
    there = set(
        cases_for(by).filter(number__in=[line.code for line in lines]).values_list("number", flat=True)
    )
    named = {line.key: replace(line, code="") for line in lines if line.code not in there}
    return replace(picture, entries={**picture.entries, **named}) if named else picture


def known_to(by: Actor, picture: Picture) -> Picture:
    """The picture as far as suspicions are known to this actor, for weighing what they ask; the same when that is all."""
    if "system" in by.functions or picture.kind != "case" or not restricted_proceedings(picture):
        return picture
    viewers = tuple(viewers_of(by, picture, roles_of(by, picture)))
    return without_leads(picture, leads_of(picture, by, viewers))


def known_otherwise(by: Actor) -> dict[str, Picture]:
    """Of the actor's cases those that carry a suspicion kept from them, each as they know it: three queries, few rows."""
    marked = list(
        EntryRow.objects.filter(kind="lead").exclude(proceeding="").values_list("file", flat=True).distinct()
    )
    numbers = list(cases_for(by).filter(number__in=marked).values_list("number", flat=True)) if marked else []
    rows = File.objects.filter(number__in=numbers).values_list("number", "picture") if numbers else ()
    pictures = {number: load(text) for number, text in rows}
    return {n: known for n, p in pictures.items() if (known := known_to(by, p)) is not p}


def sight(by: Actor, number: str, *, open_sealed: bool = True, talk: bool = True) -> Sight | None:
    """The file as `by` may see it: opened and masked by the access table; None when it is not there for them.

    Without `talk`, what was said in rooms stays shut, but for messages that brought a file.
    """
    row = File.objects.filter(number=number).values_list("picture", flat=True).first()
    if row is None:
        return None
    return sight_in(load(row), by, open_sealed=open_sealed, talk=talk)


def sight_in(picture: Picture, by: Actor, *, open_sealed: bool = True, talk: bool = True) -> Sight | None:
    """The same for a picture of the file as it is, or as it would be once it is handed over."""
    number = picture.number
    if by.county and by.county != picture.county:
        return None
    roles = roles_of(by, picture)
    viewers = tuple(viewers_of(by, picture, roles))
    if not viewers and (picture.kind == "case" or not roles):
        return None
    leads = leads_of(picture, by, viewers)
    picture = _withheld(picture, by, viewers, leads)
    bare = Sight(picture, by, roles, viewers, leads=leads)
    if not open_sealed:
        return bare
    events = told_in(Event.objects.filter(file=number))
    pieces = list(header_pieces(bare, events))
    lost = key_fault() is not None
    if not lost:
        pieces += sealed_pieces(bare, events if talk else without_talk(events))
    names, contacts = people_of(pieces)
    ordered = tuple(sorted(pieces, key=lambda piece: piece.seq))
    # The number of the last event that the reader may know of: that others confided something must not show.
    known = [seq for seq, (act, actor, facts) in events.items() if act_shown(bare, act, actor, facts)]
    picture = replace(picture, seq=max((*known, *(piece.seq for piece in pieces)), default=1))
    return Sight(picture, by, roles, viewers, names, contacts, ordered, sealed_away=lost, leads=leads)


def as_seen(picture: Picture, seen: Sight) -> Picture:
    """Another picture of the same file (as it once stood) with no more than the reader of `seen` may see."""
    return _withheld(picture, seen.by, seen.viewers, seen.leads)


def _withheld(
    picture: Picture, by: Actor, viewers: tuple[Viewer, ...], leads: frozenset[str] | None
) -> Picture:
    """The picture without suspicions, concessions, confidences, other members and seats that this reader may not know of."""
    picture = without_blind(without_concessions(without_leads(picture, leads), viewers), by)
    picture = without_members(without_confidences(picture, viewers), by)
    return without_table(picture, viewers)


def glimpses(by: Actor, numbers: list[str]) -> dict[str, Sight]:
    """What the actor knows of each of these files without opening a sealed part; one query."""
    found = {}
    for number, text in File.objects.filter(number__in=numbers).values_list("number", "picture"):
        picture = load(text)
        roles = roles_of(by, picture)
        viewers = tuple(viewers_of(by, picture, roles))
        leads = leads_of(picture, by, viewers)
        found[number] = Sight(
            without_blind(without_leads(picture, leads), by), by, roles, viewers, leads=leads
        )
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
