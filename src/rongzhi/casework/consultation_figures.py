"""Figures over the consultations of a county: agreement, later truth, punctuality, and drift towards a lead or a payer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from rongzhi.casework.consulting import Put, Round, consultations_of, rounds
from rongzhi.casework.models import Event, File
from rongzhi.casework.models import Proceeding as ProceedingRow
from rongzhi.casework.opinion_figures import as_round
from rongzhi.casework.rules import rules_of
from rongzhi.casework.snapshot import load
from rongzhi.core.opinions import (
    Brier,
    Concordance,
    Consulted,
    Dominance,
    Figure,
    Foretold,
    Kind,
    Share,
    Timeliness,
    agreement_over,
    brier,
    concordance_over,
    dominance_of,
    false_alarm_rate,
    said,
    spread,
    timeliness,
)
from rongzhi.core.opinions import Round as Answers
from rongzhi.core.procedure.picture import Picture, Proceeding
from rongzhi.rulebook.competence import competent_bodies
from rongzhi.rulebook.guards.consultation import openings_of, questions_of, seats_of

SEED = 20260831
LEAD, PAYER = "lead", "payer"
# Choices are left out over several consultations: option A of one question has nothing to do with option A of another.
COMPARABLE = (Kind.YES_NO, Kind.AMOUNT, Kind.RANK)


@dataclass(frozen=True, slots=True)
class Held:
    """One consultation whose first opinions are open: its rounds, and which body sits where."""

    file: str
    picture: Picture
    run: Proceeding
    rounds: tuple[Round, ...]
    bodies: dict[str, str]  # seat key -> handle

    def as_answers(self, number: int) -> Answers:
        """A round as core/opinions takes it; 0 is the first, -1 the last."""
        return as_round(questions_of(self.picture, self.run.key), self.rounds[number])


@dataclass
class OfABody:
    """What is known of one body's opinions: in time, and how near they came to what turned out."""

    body: str
    time: Timeliness
    truth: Brier


@dataclass
class Figures:
    """All figures of a county's consultations; each says itself when there is too little to say it."""

    held: int
    open: int
    agreement: dict[Kind, Figure] = field(default_factory=dict)
    concordance: Figure | None = None
    dominance: dict[str, Dominance] = field(default_factory=dict)  # towards the lead, towards the payer
    alarms: Share | None = None
    bodies: list[OfABody] = field(default_factory=list)
    changed: Share = field(default_factory=lambda: Share(0, 0))
    answered: Share = field(default_factory=lambda: Share(0, 0))
    seed: int = SEED


def held(county: str) -> Iterator[Held]:
    """The county's consultations whose first opinions were opened, file by file."""
    runs = ProceedingRow.objects.filter(procedure="consultation").values("file")
    rows = File.objects.filter(county=county, number__in=runs).order_by("number")
    for number, text in rows.values_list("number", "picture").iterator(chunk_size=100):
        picture = load(text)
        for run in consultations_of(picture):
            if openings_of(picture, run.key):
                seats = {seat.key: seat.code for seat in seats_of(picture, run.key)}
                yield Held(number, picture, run, tuple(rounds(picture, run)), seats)


def figures(county: str, *, now: datetime, seed: int = SEED, alarm_runs: int = 0) -> Figures:
    """Every figure; `alarm_runs` simulated counties of the same number give the false-alarm rate (0: not asked).

    Source: domain.md §12 and docs/opinions.md. Opinions are opened by the house, and nothing here names an opinion.
    """
    found = list(held(county))
    going = ProceedingRow.objects.filter(procedure="consultation", open=True, file__startswith=f"{county}-")
    made = Figures(held=len(found), open=going.count(), seed=seed)
    last = [one.as_answers(-1) for one in found]
    made.agreement = {kind: agreement_over(last, kind, seed=seed) for kind in COMPARABLE}
    made.concordance = concordance_over(list(_concordances(last)), seed=seed)
    for name, reference in ((LEAD, _lead), (PAYER, _payer)):
        pairs = [pair for one in found if (pair := _pair(one, reference(one)))]
        made.dominance[name] = dominance_of(pairs, seed=seed)
    if alarm_runs and made.dominance[LEAD].p is not None:
        made.alarms = false_alarm_rate(consultations=len(found), runs=alarm_runs, seed=seed)
    made.bodies = _of_bodies(found, now=now, seed=seed)
    made.changed = _changed(found)
    made.answered = Share(sum(one.rounds[0].given for one in found), sum(one.rounds[0].due for one in found))
    return made


def _concordances(last: list[Answers]) -> Iterator[Concordance]:
    """Kendall's W of each consultation that asked for an order."""
    for one in last:
        for question in one.questions:
            if question.kind is Kind.RANK and (found := spread(one, question.key).concordance) is not None:
                yield found
                break


def _pair(one: Held, reference: str) -> Consulted | None:
    """First and last opinions of who answered in both, with the seat of the reference; None without two rounds."""
    if len(one.rounds) < 2 or not reference:
        return None
    first, last = one.as_answers(0), one.as_answers(-1)
    if reference not in first.due or reference not in last.due:
        return None
    return Consulted(first, last, reference)


def _lead(one: Held) -> str:
    """The seat of the lead department: the one that was named, else the only one that the matrix calls competent.

    Empty where several are competent and none was named, and where the lead does not sit.
    """
    named = one.picture.list("lead_body")
    if named:
        return _seat_of(one, named[-1].code)
    competent = competent_bodies(one.picture, rules_of(one.picture.county).tables)
    handles = competent[0].handles if len(competent) == 1 else ()
    return next((seat for handle in handles if (seat := _seat_of(one, handle))), "")


def _payer(one: Held) -> str:
    """The seat of the body that pays the case's neutral."""
    neutral = rules_of(one.picture.county).tables.get("neutrals", {}).get(one.picture.header.get("neutral"))
    return _seat_of(one, str((neutral or {}).get("payer") or ""))


def _seat_of(one: Held, body: str) -> str:
    return next((seat for seat, handle in one.bodies.items() if body and handle == body), "")


def _changed(found: list[Held]) -> Share:
    """How many answers were another in the last round than in the first, of those given in both."""
    moved = whole = 0
    for one in found:
        if len(one.rounds) < 2:
            continue
        first = {(v.seat, v.number): v.answer for v in one.rounds[0].voices}
        for voice in one.rounds[-1].voices:
            if (voice.seat, voice.number) in first:
                whole += 1
                moved += voice.answer != first[voice.seat, voice.number]
    return Share(moved, whole)


def _of_bodies(found: list[Held], *, now: datetime, seed: int) -> list[OfABody]:
    due: dict[str, list[tuple[datetime, datetime | None]]] = {}
    foretold: dict[str, list[Foretold]] = {}
    for one in found:
        for body, limit, came in _times(one):
            due.setdefault(body, []).append((limit, came))
        for body, told in _foretold(one):
            foretold.setdefault(body, []).append(told)
    return [
        OfABody(body, timeliness(due[body], now=now), brier(foretold.get(body, []), seed=seed))
        for body in sorted(due)
    ]


def _times(one: Held) -> Iterator[tuple[str, datetime, datetime | None]]:
    """When each seat's first opinion was due, and when it came (None: never)."""
    clock = next(
        (c for c in one.picture.clocks.values() if c.proceeding == one.run.key and c.name == "first_opinion"),
        None,
    )
    if clock is None or clock.due_at is None:
        return
    first = openings_of(one.picture, one.run.key)[0].seq
    given = {e.code: e.seq for e in one.picture.list("opinion", proceeding=one.run.key) if e.seq < first}
    times = dict(Event.objects.filter(file=one.file, seq__in=given.values()).values_list("seq", "at"))
    for seat in seats_of(one.picture, one.run.key, "seated"):
        yield seat.code, clock.due_at, times.get(given.get(seat.code, 0))


def _foretold(one: Held) -> Iterator[tuple[str, Foretold]]:
    """What each body said in its last opinion of questions whose answer is known by now."""
    truth = {
        str(e.facts.get("about")): bool(e.facts.get("outcome"))
        for e in one.picture.list("consult_truth", proceeding=one.run.key)
    }
    if not truth:
        return
    last = one.as_answers(-1)
    for question, outcome in truth.items():
        for seat, answer in last.to(question).items():
            if (probability := said(answer)) is not None and seat in one.bodies:
                yield one.bodies[seat], Foretold(probability, outcome, f"{one.file} {one.run.key}")


def in_one(questions: list[Put], each: Round) -> Answers:
    """A round of one consultation as core/opinions takes it, for the agreement shown on its page."""
    return as_round([put.question for put in questions], each)
