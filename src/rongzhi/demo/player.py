"""The seeded player: lets the people of the demo act on their cases through perform() alone, with their own rights."""

import csv
import heapq
import io
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from rongzhi.casework.actions import Done, perform
from rongzhi.casework.clocks import run_clocks
from rongzhi.casework.models import Clock, File
from rongzhi.casework.rules import rules_of
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.decide import Refusal, available
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.core.procedure.picture import Picture, Proceeding
from rongzhi.demo.arrivals import SHANGHAI
from rongzhi.demo.behaviour import Behaviour, Move, Route, behaviour
from rongzhi.demo.build import COUNTY, OFFICER, OWNER, Filing, as_csv, login_of_body, login_of_neutral
from rongzhi.demo.coordination import helpers, task_bodies
from rongzhi.demo.files import send
from rongzhi.demo.values import NotNow, Situation, answers
from rongzhi.exchange.intake.filing import BatchReport, file_batch
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.case import party_key
from rongzhi.rulebook.guards.follow_up import to_be_asked

DESKS = {"officer": OFFICER, "reviewer": "reviewer", "court": "clerk", "coordinator": "coordinator"}
CHARGED: Mapping[str, Callable[[Picture], list[str]]] = {
    "task_body": task_bodies,
    "helper": helpers,
    "leaders": lambda picture: ["LEAD"],
}
OPENS, CLOSES = time(8, 40), time(17, 20)
IDLE_DAYS = 4  # how long people wait when nothing can be done; deadlines go on meanwhile
MOST_IDLE = 45
TOGETHER = ("appointment", "mediation", "agreement")
Watch = Callable[["Played", Move, Actor, Mapping[str, str], datetime, str], None]


@dataclass
class Played:
    """A case while it is played: its filing, its route, what is left of it, and what was remembered."""

    number: str
    filing: Filing
    route: Route
    source: random.Random
    codes: Mapping[str, str]
    left: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    memory: dict[str, Any] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    idle: int = 0
    acts: int = 0
    quick: bool = False
    together: bool = False
    halted: bool = False

    @property
    def ground(self) -> str:
        return self.route.ground or self.filing.design.ground


@dataclass
class Offer:
    """What an actor may do in a case at this turn."""

    by: Actor
    party: str
    acts: Mapping[str, list[Proceeding | None]]


class Player:
    """Lives the demo year: files by arrival, runs the clocks of each day, and gives each case its turns."""

    def __init__(
        self,
        people: Mapping[str, Actor],
        *,
        seed: int,
        watch: Watch | None = None,
        say: Callable[[str], None] = print,
    ) -> None:
        self.people = people
        self.seed = seed
        self.watch = watch
        self.say = say
        self.tables: Behaviour = behaviour()
        self.rules = rules_of(COUNTY)
        self.cases: dict[str, Played] = {}
        self.by_ref: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.turns: list[tuple[datetime, int, str]] = []
        self.filed = BatchReport("", "", 0)
        self.expired: Counter[str] = Counter()
        self.stuck: list[Any] = []
        self.refused: Counter[str] = Counter()
        self.performed: Counter[str] = Counter()
        self.errors = io.BytesIO()
        self._count = 0

    # Filing

    def file(self, some: list[Filing], routes: Mapping[str, Route]) -> None:
        """File one slice as a batch, at the moment of its last row; the cases with a route get their first turn."""
        now = some[-1].at
        receipts = io.BytesIO()
        report = file_batch(
            io.BytesIO(as_csv(filing.row for filing in some)),
            filename="batch.csv",
            by=self.people[some[0].by],
            county=COUNTY,
            owner=OWNER,
            now=now,
            receipts=receipts,
            errors=self.errors,
            language="en",
        )
        for name in ("total", "read", "filed", "again", "refused", "bad", "problem_count"):
            setattr(self.filed, name, getattr(self.filed, name) + getattr(report, name))
        self.filed.problems += report.problems
        for row in csv.reader(io.StringIO(receipts.getvalue().decode("utf-8-sig"))):
            if row and row[0].isdigit():
                self._filed(some[int(row[0]) - 1], row[2], row[3], routes, now)

    def _filed(
        self, filing: Filing, number: str, code: str, routes: Mapping[str, Route], now: datetime
    ) -> None:
        self.by_ref[filing.design.ref] = number
        self.codes[number] = code
        route = routes.get(filing.design.ref)
        if route is None:
            return
        case = self.begin(number, filing, route, codes={"p1": code})
        first = self.by_ref.get(filing.design.repeats)
        earlier = tuple(self.cases)[-40:-1]
        case.others = (first,) if first else (case.source.choice(earlier),) if earlier else ()
        if route.halt == ("", "") or route.slow:
            self._next(case, self._later(now, (0, 2), case.source))

    def begin(self, number: str, filing: Filing, route: Route, *, codes: Mapping[str, str]) -> Played:
        """Take a filed case up for playing."""
        source = random.Random(f"{self.seed}/play/{filing.design.ref}")
        case = Played(number, filing, route, source, codes, left=list(route.do))
        self.cases[number] = case
        return case

    # Time

    def run(
        self, days: Iterator[date], slices: Mapping[date, list[list[Filing]]], routes: Mapping[str, Route]
    ) -> None:
        """Live these days one after the other."""
        for day in days:
            self.clocks(datetime.combine(day, time(0, 20), tzinfo=SHANGHAI))
            for some in slices.get(day, ()):
                self.turns_until(some[-1].at)
                self.file(some, routes)
            self.turns_until(datetime.combine(day, time(17, 30), tzinfo=SHANGHAI))
            if day.day == 1:
                self.say(f"{day:%Y-%m}  {self.filed.filed} filed, {sum(self.performed.values())} acts")

    def clocks(self, now: datetime) -> None:
        """Let the deadlines that are over take effect."""
        if Clock.objects.filter(status="running", due_at__lte=now).exists():
            report = run_clocks(now=now)
            self.expired.update(report.expired)
            self.stuck += report.stuck

    def turns_until(self, moment: datetime) -> None:
        while self.turns and self.turns[0][0] <= moment:
            now, _, number = heapq.heappop(self.turns)
            self.turn(self.cases[number], now)

    def _next(self, case: Played, at: datetime) -> None:
        self._count += 1
        heapq.heappush(self.turns, (at, self._count, case.number))

    def _later(self, now: datetime, after: tuple[int, int], source: random.Random) -> datetime:
        """Some working days on; within the same day some time on, or the next working morning."""
        days = source.randint(*after)
        if days == 0:
            soon = now + timedelta(minutes=source.randint(15, 100))
            if soon.date() == now.date() and soon.time() < CLOSES and self._open(now.date()):
                return soon
            days = 1
        day = self.rules.calendar.workdays_after(now.date(), days)
        return datetime.combine(day, OPENS, tzinfo=SHANGHAI) + timedelta(minutes=source.randint(0, 500))

    def _open(self, day: date) -> bool:
        return self.rules.calendar.is_workday(day)

    # One turn

    def turn(self, case: Played, now: datetime) -> None:
        """Do the first move that somebody may do, and say when the case comes up again."""
        picture = self.picture(case)
        if self._halted(case, picture):
            return
        move = self._act(case, picture, now)
        if move is None:
            case.idle += 1
            ended = picture.header.get("status") == "ended"
            if case.quick or case.idle > (2 if ended else MOST_IDLE):
                return
            self._next(case, self._later(now, (IDLE_DAYS, IDLE_DAYS), case.source))
            return
        case.idle = 0
        if move.name in case.route.same_day:
            case.together = True
        elif case.together and not any(self.picture(case).open_proceedings(key) for key in TOGETHER):
            case.together = False
        if case.quick or case.together:
            self._next(case, now + timedelta(minutes=case.source.randint(2, 8)))
        elif case.filing.story is not None:
            self._next(case, self._later(now, (min(move.after[0], 1), min(move.after[1], 1)), case.source))
        else:
            self._next(case, self._later(now, move.after, case.source))

    def picture(self, case: Played) -> Picture:
        return load(File.objects.values_list("picture", flat=True).get(number=case.number))

    def _halted(self, case: Played, picture: Picture) -> bool:
        procedure, stage = case.route.halt
        if not procedure or case.left:
            return False
        case.halted = any(
            p.open and p.procedure == procedure and p.stage == stage for p in picture.proceedings.values()
        )
        return case.halted

    def _act(self, case: Played, picture: Picture, now: datetime) -> Move | None:
        offers: dict[str, Offer] = {}
        head = [self.tables.moves[case.left[0]]] if case.left else []
        main = [m for m in self.tables.main if m.name not in case.route.leave_out]
        for place, move in enumerate((*head, *main)):
            act = self.rules.acts[move.act]
            if not self._possible(act, picture) or (
                move.most and place and case.done[move.name] >= move.most
            ):
                continue
            for by in self._actors(move.by, case, picture):
                if self._try(case, picture, move, by, offers, now):
                    case.done[move.name] += 1
                    if head and (place == 0 or move.name == case.left[0]):
                        case.left.pop(0)
                    return move
        return None

    def _possible(self, act: Act, picture: Picture) -> bool:
        if self.rules.procedures[act.procedure].off:
            return False
        return not act.from_ or any(
            p.procedure == act.procedure and p.stage in act.from_ for p in picture.proceedings.values()
        )

    def _try(
        self, case: Played, picture: Picture, move: Move, by: Actor, offers: dict[str, Offer], now: datetime
    ) -> bool:
        offer = self._offer(picture, by, offers, now)
        if move.act not in offer.acts or self._pointless(move, picture, offer.party):
            return False
        for found in offer.acts[move.act]:
            if move.stages and (found is None or found.stage not in move.stages):
                continue
            situation = Situation(
                picture, self.rules, now.date(), case.filing.row, case.ground, case.source, offer.party, found,
                case.others, case.memory,
            )  # fmt: skip
            try:
                data = answers(move.data, situation)
            except NotNow:
                continue
            if self._perform(case, move, by, data, now, found):
                return True
        return False

    def _perform(
        self,
        case: Played,
        move: Move,
        by: Actor,
        data: Mapping[str, str],
        now: datetime,
        found: Proceeding | None,
    ) -> bool:
        proceeding = found.key if found is not None else ""
        data = send(data, file=case.number, by=by, now=now)
        if self.watch is not None:
            self.watch(case, move, by, data, now, proceeding)
        answer = perform(
            case.number,
            move.act,
            by=by,
            data=data,
            now=now,
            request=f"{case.number}:{case.acts}:{move.name}",
            expected=found.version if found is not None else None,
            proceeding=proceeding,
        )
        case.acts += 1
        if isinstance(answer, Refusal):
            self.refused[f"{move.name}: {', '.join(r.key for r in answer.reasons)}"] += 1
            return False
        case.codes = {**case.codes, **answer.codes}
        self.performed[move.act] += 1
        return True

    def _offer(self, picture: Picture, by: Actor, offers: dict[str, Offer], now: datetime) -> Offer:
        key = f"{by.id}/{by.party}"
        if key not in offers:
            roles = roles_of(by, picture)
            acts: dict[str, list[Proceeding | None]] = {}
            for act, found, unmet in available(
                self.rules, picture, by=by, roles=roles, at=now, today=now.date()
            ):
                if not unmet:
                    acts.setdefault(act.key, []).append(found)
            offers[key] = Offer(by, party_key(picture, by), acts)
        return offers[key]

    def _pointless(self, move: Move, picture: Picture, party: str) -> bool:
        kind, status = move.unless
        if kind and kind in ("court_receipt", "appointment") and picture.list(kind, status):
            return True
        if kind and party and picture.list(kind, status, party=party):
            open_keys = {p.key for p in picture.proceedings.values() if p.open}
            lines = picture.list(kind, status, party=party)
            return any(line.proceeding in open_keys for line in lines)
        kind, status, fact = move.unless_any
        return bool(kind) and any(fact in line.facts for line in picture.list(kind, status))

    # Who acts

    def _actors(self, by: str, case: Played, picture: Picture) -> list[Actor]:
        if by in DESKS:
            return [self.people[DESKS[by]]]
        if by == "neutral":
            handle = picture.header.get("neutral_proposed") or picture.header.get("neutral")
            both = [picture.header.get("neutral"), handle]
            return [self.people[login_of_neutral(h)] for h in dict.fromkeys(both) if h]
        if by == "evaluator":
            handle = picture.header.get("evaluator")
            return [self.people[login_of_neutral(handle)]] if handle else []
        if by == "receiver":
            handles = dict.fromkeys(
                e.code for e in picture.list("referral") if e.code in self.rules.tables["body_handles"]
            )
            return [self.people[login_of_body(h)] for h in handles]
        if by in CHARGED:
            return [self.people[login_of_body(h)] for h in CHARGED[by](picture)]
        if by == "members":
            handles = dict.fromkeys(e.code for e in picture.list("seat", "seated"))
            return [self.people[login_of_body(h)] for h in handles]
        if by == "visited":
            return [a for p in to_be_asked(picture) if (a := self._party(case, picture, p.key))]
        parties = picture.principals if by == "each" else picture.side(by)
        return [a for p in parties if (a := self._party(case, picture, p.key))]

    def _party(self, case: Played, picture: Picture, key: str) -> Actor | None:
        """A party comes by its institution's login, else by case number and access code, if it was given one."""
        body = picture.parties[key].body
        if body:
            return self.people.get(login_of_body(body))
        if not case.codes.get(key):
            return None
        return Actor(id=f"{case.number}/{key}", party=key, file=case.number, county=COUNTY)


def done_or_raise(answer: Done | Refusal) -> Done:
    """The act that had to be accepted."""
    if isinstance(answer, Done):
        return answer
    raise RuntimeError("; ".join(f"{reason.key}: {reason.en}" for reason in answer.reasons))
