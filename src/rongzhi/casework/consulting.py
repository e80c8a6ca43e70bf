"""A consultation as one reader may see it: seats, questions, opinions by round without names, talk, minutes."""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from rongzhi.casework.consulted import OPINIONS
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import Event, SealedPart
from rongzhi.casework.pieces import clear_facts
from rongzhi.casework.sealing import open_parts
from rongzhi.casework.seen import Sight
from rongzhi.core.procedure.definition import Act
from rongzhi.core.procedure.picture import Entry, Picture, Proceeding
from rongzhi.rulebook.guards.consultation import (
    SEATED,
    given_in_round,
    openings_of,
    own_seat,
    questions_of,
    round_of,
    seats_of,
)
from rongzhi.rulebook.opinion_answers import Answer, NoAnswer, Question, read_answer
from rongzhi.rulebook.roles import RoleColumn

LAID_OUT = frozenset({"consultation.convene", "consultation.add_member"})
MINUTES, ADVICE, SPEAK = "consultation.record_minutes", "consultation.advise", "consultation.speak"


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat at the table: `state` is awaited, given, silent (its time went by), recused, released or chair."""

    key: str
    body: str
    state: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """A question as it was put, with its options."""

    question: Question
    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """What one member answered to one question in one round; `seat` is for figures, never for a page of members."""

    seat: str
    number: int
    answer: Answer
    confidence: int
    reasons: str = ""
    law: str = ""
    missing: str = ""
    low: str = ""
    high: str = ""
    names_itself: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One round of opinions: when it was opened and by what (`all_in`, `time_up`), and what was answered."""

    number: int
    opened_on: date | None
    by: str
    due: int
    voices: tuple[Voice, ...]

    def to(self, number: int) -> list[Voice]:
        """The answers to one question."""
        return [voice for voice in self.voices if voice.number == number]

    @property
    def given(self) -> int:
        return len({voice.seat for voice in self.voices})


@dataclass(frozen=True, slots=True)
class Said:
    """Something said about a question; `speaker` is a label that stays the same within the consultation."""

    about: int
    speaker: str
    text: str
    at: datetime
    mine: bool


@dataclass
class Table:
    """Everything of one consultation that this reader may see."""

    run: Proceeding
    whole: bool  # sits at the table or serves it; else only what was asked and what came of it
    named: bool  # may know whose opinion it was: the secretariat, once opinions are open
    mine: str = ""  # key of the reader's own seat
    seats: list[Seat] = field(default_factory=list)
    questions: list[Put] = field(default_factory=list)
    pack: Mapping[str, str] = field(default_factory=dict)
    rounds: list[Round] = field(default_factory=list)
    own: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)  # own opinions by round
    talk: list[Said] = field(default_factory=list)
    minutes: Mapping[str, str] = field(default_factory=dict)
    advice: str = ""
    waiting: int = 0  # seats whose opinion of the running round is awaited

    @property
    def due(self) -> int:
        return sum(1 for seat in self.seats if seat.state in ("awaited", "given", "silent"))


def consultations_of(picture: Picture) -> list[Proceeding]:
    """The consultations of a file in their order."""
    return [run for run in picture.proceedings.values() if run.procedure == "consultation"]


def may_sit_at(seen: Sight) -> bool:
    """Whether this reader sits at the table of a consultation of this file, or serves it."""
    return any(v.members or v.role_column is RoleColumn.SECRETARIAT for v in seen.viewers)


def may_open(seen: Sight) -> bool:
    """Whether anything of this file's consultations is for this reader."""
    result = (RoleColumn.ORGANISATION, RoleColumn.MEDIATOR)
    return may_sit_at(seen) or any(viewer.role_column in result for viewer in seen.viewers)


def table(seen: Sight, run: Proceeding) -> Table | None:
    """The consultation as this reader may see it; None when nothing of it is for them.

    Opinions are given back only for rounds that were opened, and to members only once they were fed back.
    """
    serves = any(v.role_column is RoleColumn.SECRETARIAT for v in seen.viewers)
    seat = next(
        (s for v in seen.viewers for s in v.members if seen.picture.entries[s].proceeding == run.key), ""
    )
    result = any(v.role_column in (RoleColumn.ORGANISATION, RoleColumn.MEDIATOR) for v in seen.viewers)
    if not (serves or seat or result):
        return None
    whole = bool(serves or seat)
    told = _told(seen.picture, run, opinions=whole)
    held = own_seat(seen.picture, run.key, seen.by.bodies)
    found = Table(run, whole, named=serves, mine=held.key if held else "")
    found.seats = seats(seen.picture, run, found.mine)
    found.minutes, found.advice = told.minutes, told.advice
    found.questions = _questions(seen.picture, run, told.pack)
    if not whole:
        return found
    found.pack = told.pack
    open_rounds = rounds_open(seen.picture, run, everything=serves)
    found.rounds = [r for r in _rounds(seen.picture, run, told.opinions) if r.number <= open_rounds]
    found.own = told.own(held.key if held else "", seen.picture, run)
    found.talk = _talk(seen, run, told.talk)
    found.waiting = sum(1 for s in found.seats if s.state == "awaited")
    return found


def table_as_of(seen: Sight, picture: Picture, key: str, seq: int) -> Table | None:
    """What the minutes tell of a consultation as it stood at event `seq`; None for who may not read minutes.

    `picture` is the file as it stood, before any wall: names of dissenters stay with the caller, who asks their wish.
    """
    run = picture.proceedings.get(key)
    if run is None or not may_open(seen) or run.stage not in ("tasks", "closed"):
        return None
    told = _told(picture, run, opinions=True, until=seq)
    found = Table(run, whole=may_sit_at(seen), named=False)
    found.seats = seats(picture, run)
    found.minutes = told.minutes
    found.questions = _questions(picture, run, told.pack)
    found.rounds = _rounds(picture, run, told.opinions)
    if found.whole:  # what was said in the discussion stays at the table
        found.talk = _talk(replace(seen, picture=picture), run, told.talk)
    return found


def table_of(seen: Sight, act: Act, run: Proceeding | None) -> Table | None:
    """The consultation that an act's form is about; None for acts of other procedures."""
    if act.procedure != "consultation" or run is None or run.procedure != "consultation":
        return None
    return table(seen, run)


def rounds_open(picture: Picture, run: Proceeding, *, everything: bool) -> int:
    """How many rounds may be read: to the secretariat all that were opened, to members those that were fed back."""
    opened = len(openings_of(picture, run.key))
    if everything or run.stage in ("minutes", "tasks", "closed"):
        return opened
    return min(opened, len(picture.list("fed_back", proceeding=run.key)))


def rounds(picture: Picture, run: Proceeding) -> list[Round]:
    """Every opened round of a consultation, for figures that name nobody."""
    return _rounds(picture, run, _told(picture, run, opinions=True).opinions)


def opened_table(picture: Picture, run: Proceeding) -> Table:
    """Questions, seats and every opened round, with names; who may read it is for the caller to say."""
    told = _told(picture, run, opinions=True)
    found = Table(run, whole=True, named=True)
    found.seats = seats(picture, run)
    found.questions = _questions(picture, run, told.pack)
    found.rounds = _rounds(picture, run, told.opinions)
    return found


def seats(picture: Picture, run: Proceeding, mine: str = "") -> list[Seat]:
    """The seats and the chair, and what is known of each without opening anything."""
    given = {e.code for e in given_in_round(picture, run.key)}
    answering = run.stage in ("first_opinion", "second_opinion")
    last = _last_round(picture, run)
    found = []
    for entry in seats_of(picture, run.key):
        state = entry.status
        if state == SEATED:
            came = entry.code in (given if answering else last)
            state = "given" if came else "awaited" if answering else "silent"
        found.append(Seat(entry.key, entry.code, state, entry.key == mine))
    chairs = [Seat(e.key, e.code, "chair") for e in picture.list("chair", proceeding=run.key)]
    return [*chairs, *found]


def _last_round(picture: Picture, run: Proceeding) -> set[str]:
    """The bodies whose opinion stands in the last round that was opened."""
    opened = openings_of(picture, run.key)
    if not opened:
        return set()
    before = opened[-2].seq if len(opened) > 1 else 0
    given = picture.list("opinion", proceeding=run.key)
    return {e.code for e in given if before < e.seq < opened[-1].seq}


@dataclass
class _Told:
    """What the events of one consultation hold, opened."""

    pack: dict[str, str] = field(default_factory=dict)
    minutes: dict[str, str] = field(default_factory=dict)
    advice: str = ""
    opinions: list[tuple[int, str, Mapping[str, Any]]] = field(default_factory=list)  # seq, seat, answers
    talk: list[tuple[int, str, str, datetime]] = field(default_factory=list)  # seq, actor, text, at

    def own(self, seat: str, picture: Picture, run: Proceeding) -> dict[int, Mapping[str, Any]]:
        return {
            _round_at(picture, run, seq): answers
            for seq, who, answers in self.opinions
            if seat and who == seat
        }


def _told(picture: Picture, run: Proceeding, *, opinions: bool, until: int | None = None) -> _Told:
    """The texts of a consultation; two queries. Opinions stay shut unless asked for."""
    events = {
        seq: (act, actor, at)
        for seq, act, actor, at, header in Event.objects.filter(
            file=picture.number, act__startswith="consultation."
        ).values_list("seq", "act", "actor", "at", "header")
        if clear_facts(header).get("proceeding") == run.key and (until is None or seq <= until)
    }
    parts = SealedPart.objects.filter(file=picture.number, seq__in=list(events))
    if not opinions:
        parts = parts.exclude(name__startswith="opinion:")
    told = _Told()
    for part in sorted(open_parts(parts), key=lambda p: p.seq):
        act, actor, at = events[part.seq]
        content = {key: str(value) for key, value in (part.content or {}).items()}
        if act in OPINIONS and part.name.startswith("opinion:"):
            told.opinions.append((part.seq, part.name.partition(":")[2], part.content or {}))
        elif act in LAID_OUT:
            told.pack.update(content)
        elif act == MINUTES:
            told.minutes.update(content)
        elif act == ADVICE:
            told.advice = content.get("advice", "")
        elif act == SPEAK:
            told.talk.append((part.seq, actor, content.get("text", ""), at))
    return told


def _questions(picture: Picture, run: Proceeding, pack: Mapping[str, str]) -> list[Put]:
    return [
        Put(
            question,
            pack.get(f"question_{question.number}", ""),
            tuple(
                line.strip()
                for line in pack.get(f"options_{question.number}", "").splitlines()
                if line.strip()
            ),
        )
        for question in questions_of(picture, run.key)
    ]


def _round_at(picture: Picture, run: Proceeding, seq: int) -> int:
    return sum(1 for opening in openings_of(picture, run.key) if opening.seq < seq) + 1


def _rounds(
    picture: Picture, run: Proceeding, opinions: Iterable[tuple[int, str, Mapping[str, Any]]]
) -> list[Round]:
    """The opened rounds with their voices; who left the table is no longer heard."""
    asked = {q.number: q for q in questions_of(picture, run.key)}
    held = {seat.key for seat in seats_of(picture, run.key, SEATED)}
    by_round: dict[int, list[Voice]] = {}
    for seq, seat, answers in opinions:
        if seat in held:
            by_round.setdefault(_round_at(picture, run, seq), []).extend(_voices(asked, seat, answers))
    return [
        Round(n, opening.on, opening.status, len(held), tuple(by_round.get(n, ())))
        for n, opening in enumerate(openings_of(picture, run.key), 1)
    ]


def _voices(asked: Mapping[int, Question], seat: str, answers: Mapping[str, Any]) -> Iterable[Voice]:
    for n, question in asked.items():
        try:
            answer = read_answer(question, str(answers.get(f"answer_{n}") or ""))
        except NoAnswer:
            continue
        said = {
            key: str(answers.get(f"{key}_{n}") or "") for key in ("reasons", "law", "missing", "low", "high")
        }
        confidence = int(answers.get(f"confidence_{n}") or 0)
        yield Voice(seat, n, answer, confidence, **said, names_itself=answers.get("name_me") is True)


def label_of(number: str, run: str, key: str, among: Iterable[str]) -> str:
    """甲, 乙, 丙 …: the same for one seat all through a consultation, in an order that tells nothing of the seats."""

    def drawn(seat: str) -> bytes:
        return hmac.digest(installation_keys().pseudonyms, f"{number}\x00{run}\x00{seat}".encode(), "sha256")

    order = sorted(among, key=drawn)
    return STEMS[order.index(key) % len(STEMS)] if key in order else ""


STEMS = "甲乙丙丁戊己庚辛壬癸"


def _talk(seen: Sight, run: Proceeding, said: Iterable[tuple[int, str, str, datetime]]) -> list[Said]:
    lines: dict[int, Entry] = {e.seq: e for e in seen.picture.list("consult_message", proceeding=run.key)}
    keys = {s.code: s.key for s in seats_of(seen.picture, run.key)}
    found = []
    for seq, actor, text, at in said:
        line = lines.get(seq)
        seat = keys.get(line.code, "") if line else ""
        about = int(line.facts.get("about") or 0) if line else 0
        label = label_of(seen.picture.number, run.key, seat, keys.values())
        found.append(Said(about, label, text, at, actor == seen.by.id))
    return found


__all__ = [
    "Put",
    "Round",
    "Said",
    "Seat",
    "Table",
    "Voice",
    "consultations_of",
    "label_of",
    "round_of",
    "rounds",
    "seats",
    "table",
]
