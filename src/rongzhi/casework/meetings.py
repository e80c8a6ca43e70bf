"""The meetings of a case as a reader may see them, whether dates clash with other cases, and what stands in a calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rongzhi.casework.keys import key_fault
from rongzhi.casework.models import Case, Match, Party, SealedPart
from rongzhi.casework.models import Entry as EntryRow
from rongzhi.casework.pieces import pieces_at
from rongzhi.casework.projection import facts_of
from rongzhi.casework.sealing import open_parts
from rongzhi.casework.seen import Sight, header_open, place_shown
from rongzhi.casework.visibility import cases_for, glimpses
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Entry, Picture

SHANGHAI = ZoneInfo("Asia/Shanghai")
CLOSE = timedelta(hours=2)  # a party's other meeting this near is told
MOST = 500  # lines of one calendar


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: when, how, in what state; place and who is expected as far as the reader may know them."""

    file: str
    key: str
    status: str
    mode: str
    on: date | None
    hour: str
    place: str = ""
    expected: str = ""

    @property
    def at(self) -> datetime | None:
        """The moment it begins; None when only the day is known."""
        if self.on is None or not self.hour:
            return None
        return datetime.combine(self.on, time.fromisoformat(self.hour), SHANGHAI)


def meetings(seen: Sight) -> list[Meeting]:
    """The meetings of the case, latest day first; three queries more at most."""
    if not header_open(seen):
        return []
    lines = seen.picture.list("session")
    found = [_meeting(seen.picture.number, line, words) for line, words in _with_words(seen, lines)]
    return sorted(found, key=lambda m: (m.on or date.min, m.hour, len(m.key), m.key), reverse=True)


def _with_words(seen: Sight, lines: list[Entry]) -> Iterable[tuple[Entry, dict[str, str]]]:
    words: dict[int, dict[str, str]] = {}
    if key_fault() is None and place_shown(seen):
        for piece in pieces_at(seen, "file", [line.seq for line in lines]):
            if piece.key in ("place", "expected") and not piece.erased:
                words.setdefault(piece.seq, {})[piece.key] = str(piece.value)
    return [(line, words.get(line.seq, {})) for line in lines]


def _meeting(file: str, line: Entry, words: dict[str, str]) -> Meeting:
    hour = str(line.facts.get("hour") or "")
    return Meeting(
        file,
        line.key,
        line.status,
        line.code,
        line.on,
        hour,
        words.get("place", ""),
        words.get("expected", ""),
    )


@dataclass(frozen=True, slots=True)
class Attendance:
    """How one participant stands to one meeting: what was announced, when they joined, what the neutral recorded."""

    party: str
    planned: str = ""
    joined: str = ""
    came: str = ""


def attendance(picture: Picture, meeting: str) -> list[Attendance]:
    """A line for each active party and agent; the last word counts."""
    found = []
    for party in picture.parties.values():
        if party.status != "active":
            continue
        last = {
            line.status: line.code
            for line in picture.list("attendance")
            if line.facts.get("session") == meeting and line.party == party.key
        }
        found.append(
            Attendance(party.key, last.get("planned", ""), last.get("joined", ""), last.get("recorded", ""))
        )
    return found


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that is already set on that day: whose (neutral, place, or a party's key) and at what hour."""

    whose: str
    hour: str


def clashes(seen: Sight, *, on: date, hour: str, place: str, mode: str, but: str = "") -> list[Clash]:
    """What else is set on that day for the same neutral, institution, agent or place, in this county; few queries.

    It tells an hour and whose it is, nothing of the other case: not its number, not its people.
    """
    number, county, picture = seen.picture.number, seen.picture.county, seen.picture
    found = {
        Clash("here", str(e.facts.get("hour") or ""))
        for e in picture.list("session", "set")
        if e.on == on and e.key != but
    }
    rows = EntryRow.objects.filter(kind="session", status="set", on=on, file__startswith=f"{county}-")
    others: dict[str, list[tuple[int, str]]] = {}
    for file, seq, facts in rows.exclude(file=number).values_list("file", "seq", "facts"):
        others.setdefault(file, []).append((seq, str(facts_of(facts).get("hour") or "")))
    if not others:
        return sorted(found, key=lambda clash: (clash.hour, clash.whose))
    neutral = str(picture.header.get("neutral") or "")
    for file, theirs, owner in Case.objects.filter(number__in=others).values_list(
        "number", "neutral", "owner"
    ):
        if neutral and theirs == neutral:
            found |= {Clash("neutral", at) for _, at in others[file]}
        if place and mode == "site" and owner == picture.owner:
            found |= {Clash("place", at) for at in _same_place(file, others[file], place)}
    for file, party in _same_people(picture, list(others)):
        found |= {Clash(party, at) for _, at in others[file] if _near(on, hour, at)}
    return sorted(found, key=lambda clash: (clash.hour, clash.whose))


def _near(on: date, one: str, other: str) -> bool:
    if not one or not other:
        return True
    first, second = (datetime.combine(on, time.fromisoformat(hour)) for hour in (one, other))
    return abs(first - second) < CLOSE


def _same_place(file: str, set_: list[tuple[int, str]], place: str) -> list[str]:
    """The hours at which the same place is taken; the other case's words are compared here and go nowhere."""
    if key_fault() is not None:
        return []
    hours = dict(set_)
    parts = SealedPart.objects.filter(file=file, name="file", seq__in=list(hours))
    wanted = _bare(place)
    return [
        hours[p.seq] for p in open_parts(parts) if _bare(str((p.content or {}).get("place") or "")) == wanted
    ]


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def _same_people(picture: Picture, files: list[str]) -> list[tuple[str, str]]:
    """(file, party of this case) where the same body is a party, or the same agent stands."""
    bodies = {p.body: p.key for p in picture.parties.values() if p.body and p.status == "active"}
    rows = Party.objects.filter(file__in=files, body__in=list(bodies), status="active")
    found = {(file, bodies[body]) for file, body in rows.values_list("file", "body")}
    agents = [p.key for p in picture.side("agent")]
    if agents:
        own = {
            bytes(token): part.partition(":")[2]
            for part, token in Match.objects.filter(
                file=picture.number, part__in=[f"person:{key}" for key in agents]
            ).values_list("part", "token")
        }
        same = Match.objects.filter(token__in=list(own), file__in=files)
        found |= {(file, own[bytes(token)]) for file, token in same.values_list("file", "token")}
    return sorted(found)


def calendar(by: Actor, *, since: date, file: str = "") -> list[Meeting]:
    """The meetings of this actor's cases from that day on, as far as they may know them; a fixed number of queries."""
    rows = EntryRow.objects.filter(kind="session", on__gte=since, file__in=cases_for(by).values("number"))
    if file:
        rows = rows.filter(file=file)
    wanted = list(rows.order_by("on", "file").values_list("file", "key")[:MOST])
    seen = glimpses(by, sorted({number for number, _ in wanted}))
    lines = [
        (number, line)
        for number, key in wanted
        if header_open(seen[number]) and (line := seen[number].picture.entries.get(key)) is not None
    ]
    places = _places(seen, lines)
    return [_meeting(number, line, {"place": places.get((number, line.seq), "")}) for number, line in lines]


def _places(seen: dict[str, Sight], lines: list[tuple[str, Entry]]) -> dict[tuple[str, int], str]:
    wanted = {(number, line.seq) for number, line in lines if place_shown(seen[number])}
    if not wanted or key_fault() is not None:
        return {}
    parts = SealedPart.objects.filter(
        name="file", file__in={file for file, _ in wanted}, seq__in={seq for _, seq in wanted}
    )
    chosen = [part for part in parts if (part.file, part.seq) in wanted]
    return {(p.file, p.seq): str((p.content or {}).get("place") or "") for p in open_parts(chosen)}
