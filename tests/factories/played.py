"""A made county played through the one door: each of its events is brought about by the people whose act it is.

What a made county tells are the events that figures know of; between them stand acts that the procedures ask for. All of
it happens on the day that was made. The numbers of the played files come back, in the order of the made ones.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from rongzhi.casework.actions import perform
from rongzhi.casework.models import Clock
from rongzhi.casework.rules import forget
from rongzhi.core.procedure.decide import SYSTEM
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.simulation.county import FIRST_DAY, Made
from rongzhi.core.statistics.index import Story
from rongzhi.core.statistics.measures import Happened
from rongzhi.core.statistics.money import BUDGET, IN, OUT, PROMISED
from rongzhi.directory.models import Body
from tests.factories import county as there
from tests.factories.county import CODE, NOW, SHANGHAI, done, key
from tests.factories.files import sent
from tests.factories.main_line import picture, text_hash

OPENS = time(9)
WORDS = "照此办理"
KINDS = {"people_mediation": "people", "industry_mediation": "industry"}
STEP = timedelta(seconds=20)


def play(made: Made) -> list[str]:
    """Play every file of a made county, in an empty database; gives their numbers in the county's own record."""
    there.county()
    _bodies(made)
    numbers = [""] * len(made.county)
    told = {int(story.file): story for story in made.stories()}
    own = [n for n in told if n >= made.cases]
    ledger = own[-1]
    for n in own[:-1]:
        numbers[n] = _kept("", [event for event in told[n].events if event.on < FIRST_DAY])
    forget()
    for n in range(made.cases):
        case = Case(told[n], made.texts[n] if made.texts else WORDS)
        for event in told[n].events:
            case.see(event)
        numbers[n] = case.number
    for n in own[:-1]:
        numbers[n] = _kept(numbers[n], [event for event in told[n].events if event.on >= FIRST_DAY])
    numbers[ledger] = _booked(told[ledger], numbers)
    return numbers


def renamed(story: Story, numbers: Sequence[str]) -> Story:
    """A made story under the number by which the county's record has it; so are the cases that lines of a ledger name."""
    events = [
        Happened(
            one.act,
            one.on,
            {**one.data, "case": numbers[int(one.data["case"])]} if one.data.get("case") else one.data,
        )
        for one in story.events
    ]
    return Story(numbers[int(story.file)], story.facts, tuple(events))


# Bodies, people, the ledger


def _bodies(made: Made) -> None:
    """Who is there from the first day: committees, institutions and two bodies that pay."""
    kinds = dict.fromkeys(made.facts["institution"][0], "BANK")
    kinds |= dict.fromkeys(made.facts["body"][0], "PMC")
    for n, (handle, kind) in enumerate(
        (kinds | {"FINB": "FINB", "ASSOC": "ASSOC", "CHAMB": "CHAMB"}).items(), 100
    ):
        Body.objects.create(
            number=f"{CODE}-B2026-{n:04}", county=CODE, handle=handle, kind=kind, name_zh=handle
        )


def _founder() -> Actor:
    return Actor(
        id="founder",
        functions=frozenset({"administrator", "officer"}),
        bodies=frozenset({"PMC0"}),
        county=CODE,
    )


def _at(day: Any, *, later: int = 0) -> datetime:
    return datetime.combine(day, OPENS, tzinfo=SHANGHAI) + later * STEP


def _kept(number: str, events: Sequence[Happened]) -> str:
    """A neutral or a body that helps: founded, and what happens to it; what follows from cases comes of itself."""
    for event in events:
        act, data = event.act, dict(event.data)
        if act in ("neutral.took_case", "body.helped_to_file"):
            continue
        if act.endswith(".register"):
            data["name_zh"] = data["handle"]
        elif act == "neutral.qualify":
            data["gained_on"] = event.on.isoformat()
        else:
            data = {"ground": "own_wish", "reasons": WORDS}
        answer = perform(
            number or None,
            act,
            by=_founder(),
            data=data,
            now=_at(event.on),
            request=key(),
            county=CODE,
            owner="PMC0",
        )
        number = done(answer).file
    return number


LEDGER_ACTS = {
    IN: ("ledger.income", "source"),
    OUT: ("ledger.cost", "purpose"),
    PROMISED: ("ledger.promised", "source"),
    BUDGET: ("ledger.budget", ""),
}


def _booked(story: Story, numbers: Sequence[str]) -> str:
    clerk = _founder()
    first = story.events[0].on
    opened = {"name": "台账", "on_day": first.isoformat()}
    file = done(
        perform(
            None,
            "ledger.open",
            by=clerk,
            data=opened,
            now=_at(first),
            request=key(),
            county=CODE,
            owner="PMC0",
        )
    ).file
    for event in story.events:
        act, what = LEDGER_ACTS[event.act]
        said = event.data
        data = {"amount": said["amount"], "on_day": event.on.isoformat(), "paper": "记账凭证"}
        data |= {what: said["what"]} if what else {}
        data |= {"restricted": "yes" if said["restricted"] else "no"} if event.act in (IN, OUT) else {}
        data |= {"payer": said["payer"]} if said["payer"] else {}
        data |= {"case": numbers[int(said["case"])]} if said["case"] else {}
        done(perform(file, act, by=clerk, data=data, now=_at(event.on, later=1), request=key()))
    return file


# Cases


@dataclass
class Case:
    """One made case while it is played."""

    story: Story
    text: str = WORDS
    number: str = ""
    now: datetime = NOW
    acts: int = 0
    met: int = 0  # how many of the made events were seen

    @property
    def officer(self) -> Actor:
        return _of(self.story.facts["body"], "officer")

    @property
    def reviewer(self) -> Actor:
        return _of(self.story.facts["body"], "reviewer")

    @property
    def bank(self) -> Actor:
        handle = self.story.facts["institution"]
        return Actor(id=f"agent-{handle}", bodies=frozenset({handle}), codes=frozenset({"BANK"}), county=CODE)

    @property
    def both(self) -> tuple[Actor, Actor]:
        return there.party(self.number), self.bank

    @property
    def taker(self) -> str:
        """The neutral who takes the case in the end."""
        return next(
            str(event.data["_neutral"]) for event in self.story.events if event.act == "appointment.accept"
        )

    @property
    def recused(self) -> bool:
        """Whether a challenge is still to be upheld."""
        return any(event.act == "appointment.uphold_challenge" for event in self.story.events[self.met :])

    @property
    def proposed(self) -> str:
        """The neutral to be named next: another than the last where a challenge will be upheld."""
        return ("N38" if self.taker == "N39" else "N39") if self.recused else self.taker

    def see(self, event: Happened) -> None:
        """Bring one made event about."""
        self.met += 1
        self.now = _at(event.on, later=self.acts)
        CUES[event.act](self, event)

    def do(self, act: str, by: Actor, *, proceeding: str = "", **data: Any) -> None:
        """One act, on the day of the event."""
        self.acts += 1
        self.now += STEP
        told = {
            name: "yes" if value is True else "no" if value is False else str(value)
            for name, value in data.items()
        }
        done(perform(self.number, act, by=by, data=told, now=self.now, request=key(), proceeding=proceeding))

    def open(self, procedure: str) -> str:
        return next(run.key for run in picture(self.number).open_proceedings(procedure))

    def later(self, days: int) -> str:
        return (self.now.date() + timedelta(days=days)).isoformat()


def _of(body: str, function: str, name: str = "") -> Actor:
    return Actor(
        id=name or f"{function}-{body}",
        bodies=frozenset({body}),
        codes=frozenset({"PMC"}),
        functions=frozenset({function}),
        county=CODE,
    )


def _neutral(handle: str) -> Actor:
    return Actor(id=handle, neutral=handle, county=CODE)


COURT = Actor(
    id="clerk",
    bodies=frozenset({"COURT"}),
    codes=frozenset({"COURT"}),
    functions=frozenset({"court"}),
    county=CODE,
)
SUPERVISOR = Actor(id="agent-SAMR", bodies=frozenset({"SAMR"}), codes=frozenset({"SAMR"}), county=CODE)


def _file(case: Case, event: Happened) -> None:
    facts = case.story.facts
    told = there.dispute(
        respondent_name=facts["institution"],
        respondent_body=facts["institution"],
        what_happened=case.text,
        amount=event.data["_claimed"],
        dispute_class=facts["dispute_class"],
        door=facts["door"],
        through=event.data.get("through"),
    )
    case.number = done(
        perform(
            None, "intake.file", by=case.officer, data=told, now=case.now, request=key(), county=CODE,
            owner=facts["body"],
        )
    ).file  # fmt: skip


def _completion(case: Case, event: Happened) -> None:
    case.do("intake.ask_completion", case.officer, items=WORDS, due_on=case.later(5))
    case.do("intake.complete", there.party(case.number), what_happened=WORDS)


def _accept(case: Case, event: Happened) -> None:
    channel, track = case.story.facts["channel"], case.story.facts["track"]
    case.do("intake.accept", case.officer, channel=channel, mediation_kind=KINDS[channel], track=track)


def _overdue(case: Case, event: Happened) -> None:
    """The clock of the next try is over; nobody had called again."""
    clock = Clock.objects.get(
        file=case.number, status="running", on_expiry="case.overdue", due_at__lte=case.now
    )
    case.do("case.overdue", SYSTEM, proceeding=clock.proceeding, clock=clock.key)


def _handed(case: Case, event: Happened) -> None:
    told = {"channel": "admin_mediation", "to_body": "SAMR", "whose": "all", "packet": WORDS, "why": WORDS}
    case.do("referral.begin", case.officer, **told, legal_duty=WORDS)


def _taken_over(case: Case, event: Happened) -> None:
    run = case.open("referral")
    day = case.now.date().isoformat()
    case.do("referral.send", case.officer, proceeding=run, next_on=case.later(10))
    case.do("referral.receive", SUPERVISOR, proceeding=run, received_on=day)
    case.do("referral.take_over", SUPERVISOR, proceeding=run, taken_on=day)


def _withdraw(case: Case, event: Happened) -> None:
    case.do("withdrawal.ask", there.party(case.number))
    case.do(
        "withdrawal.confirm",
        there.party(case.number),
        own_will=True,
        told=True,
        settled="not_settled",
    )


def _choose(case: Case, event: Happened) -> None:
    for by in case.both:
        case.do("appointment.choose", by, neutral=case.proposed)


def _propose_neutral(case: Case, event: Happened) -> None:
    case.do("appointment.propose", case.officer, neutral=case.proposed, method="appointed")


def _disclose(case: Case, event: Happened) -> None:
    handle = picture(case.number).header["neutral_proposed"]
    case.do(
        "appointment.disclose", _neutral(handle), ties=event.data["ties"], past_cases=False, available=True
    )


def _take(case: Case, event: Happened) -> None:
    run = picture(case.number).proceedings[case.open("appointment")]
    if run.stage == "objection_open":
        for by in case.both:
            case.do("appointment.no_objection", by, agrees=True)
    case.do("appointment.accept", _neutral(case.taker), agrees=True)
    case.do("mediation.tell_rights", _neutral(case.taker))


def _speak(case: Case, event: Happened) -> None:
    mine, theirs = case.both
    case.do("rooms.speak", mine if event.data["_side"] == "applicant" else theirs, text=WORDS)


def _propose(case: Case, event: Happened) -> None:
    case.do("mediation.propose", _neutral(case.taker), amount="100.00", terms=WORDS)
    if not any(one.act == "mediation.accept_proposal" for one in case.story.events):
        case.do("mediation.decline_proposal", case.bank)


def _accept_proposal(case: Case, event: Happened) -> None:
    """One side accepts; where the other does not, it says so at once."""
    consumer = event.data["_side"] == "applicant"
    case.do("mediation.accept_proposal", case.both[0] if consumer else case.bank, agrees=True)
    if not any(one.act == "mediation.proposal_agreed" for one in case.story.events):
        case.do("mediation.decline_proposal", case.bank)


def _draft(case: Case, event: Happened) -> None:
    amount = event.data["_agreed"]
    told = {"facts_and_issues": WORDS, "terms": WORDS, "amount": amount, "no_harm": True, "payer": "p2"}
    case.do("agreement.draft", _neutral(case.taker), **told, instalments=f"{case.later(30)} {amount}")
    for by in case.both:
        case.do("agreement.confirm_reading", by, agrees=True)


def _effect(case: Case, event: Happened) -> None:
    mine, theirs = case.both
    text = text_hash(case.number)
    case.do("agreement.sign", mine, signature_kind="hand", text_hash=text)
    scan = sent(case.number, theirs, now=case.now)
    case.do(
        "agreement.sign", theirs, signature_kind="official_seal", witness="李四", scan=scan, text_hash=text
    )
    case.do("agreement.mediator_sign", _neutral(case.taker), text_hash=text)
    case.do("agreement.seal", case.officer, text_hash=text)


def _apply(case: Case, event: Happened) -> None:
    for by in case.both:
        case.do("confirmation.join", by, agrees=True)
    day = case.now.date().isoformat()
    case.do(
        "confirmation.apply", case.officer, court="COURT", subject="duty", handed_on=day, signed_together=True,
        true_and_free=True,
    )  # fmt: skip
    case.do("confirmation.docket", COURT, docketed_on=day)


def _confirm(case: Case, event: Happened) -> None:
    case.do("confirmation.confirm", COURT)


def _dismiss(case: Case, event: Happened) -> None:
    case.do("confirmation.dismiss", COURT, ground="unclear")


def _not_applied(case: Case, event: Happened) -> None:
    clock = Clock.objects.get(
        file=case.number, status="running", on_expiry="confirmation.not_applied", due_at__lte=case.now
    )
    case.do("confirmation.not_applied", SYSTEM, proceeding=clock.proceeding)


def _perform(case: Case, event: Happened) -> None:
    (line,) = picture(case.number).list("instalment", "open")
    day = case.now.date().isoformat()
    case.do("performance.pay", case.bank, instalment=line.key, amount=line.amount, paid_on=day)
    (payment,) = picture(case.number).list("payment", "reported")
    case.do("performance.prove", case.officer, payment=payment.key)


def _visit(case: Case, event: Happened) -> None:
    mine, theirs = case.both
    said = {name: value for name, value in event.data.items() if name != "_side"}
    doubted = any(one.act == "follow_up.to_reviewer" for one in case.story.events)
    case.do(
        "follow_up.answer", mine if event.data["_side"] == "applicant" else theirs, felt_pressed=doubted, own_will="no" if doubted else "yes",
        **said,
    )  # fmt: skip


def _score(case: Case, event: Happened) -> None:
    if not picture(case.number).list("sampled"):
        told = {"month": f"{case.now:%Y-%m}", "seed": "seed", "frame": 10, "place": 1}
        case.do("sampling.draw", SYSTEM, **told)
    seat = event.data["seat"]
    reader = _of(case.story.facts["body"], "reviewer", f"reader-{seat}")
    missing = {} if event.data["complete"] else {"missing": "F39"}
    case.do("sampling.score", reader, **event.data, **missing, reasons=WORDS, to_mend=False)


def _plain(by: Callable[[Case], Actor], **data: Any) -> Callable[[Case, Happened], None]:
    """An act that is done as it was made."""

    def cue(case: Case, event: Happened) -> None:
        case.do(event.act, by(case), **data)

    return cue


def _nothing(case: Case, event: Happened) -> None:
    """It follows from the act before."""


def officer(case: Case) -> Actor:
    return case.officer


def applicant(case: Case) -> Actor:
    return there.party(case.number)


def mediator(case: Case) -> Actor:
    return _neutral(case.taker)


CUES: Mapping[str, Callable[[Case, Happened], None]] = {
    "intake.file": _file,
    "intake.ask_completion": _completion,
    "intake.refuse": _plain(officer, ground="NA1", facts=WORDS, next_ways=WORDS),
    "intake.close_refusal": _plain(lambda case: SYSTEM),
    "intake.accept": _accept,
    "invitation.try_failed": _plain(officer, party="p2", way="phone"),
    "case.overdue": _overdue,
    "invitation.send": _plain(officer, party="p2", way="phone"),
    "case.contact_by_superior": lambda case, event: case.do(
        event.act, case.officer, from_whom="superior", what=WORDS, contacted_on=event.on.isoformat()
    ),
    "referral.begin": _handed,
    "invitation.decline": _plain(lambda case: case.bank, refusal_reason=WORDS),
    "referral.take_over": _taken_over,
    "invitation.agree": _plain(lambda case: case.bank),
    "withdrawal.confirm": _withdraw,
    "withdrawal.record": _plain(officer),
    "appointment.joint_choice": _choose,
    "appointment.leave_it": _plain(applicant),
    "appointment.propose": _propose_neutral,
    "appointment.disclose": _disclose,
    "appointment.challenge": _plain(applicant, reasons=WORDS),
    "appointment.dismiss_challenge": _plain(lambda case: case.reviewer, reasons=WORDS),
    "appointment.uphold_challenge": _plain(lambda case: case.reviewer, reasons=WORDS),
    "appointment.accept": _take,
    "rooms.speak": _speak,
    "mediation.propose": _propose,
    "mediation.accept_proposal": _accept_proposal,
    "mediation.proposal_agreed": _nothing,
    "mediation.reach": _plain(mediator, terms=WORDS, amount="100.00"),
    "agreement.not_sign": _plain(applicant, reasons=WORDS),
    "mediation.fail": _plain(mediator, reasons=WORDS),
    "agreement.draft": _draft,
    "agreement.take_effect": _effect,
    "agreement.falls_due": _nothing,
    "confirmation.apply": _apply,
    "confirmation.confirm": _confirm,
    "confirmation.dismiss": _dismiss,
    "confirmation.not_applied": _not_applied,
    "performance.complete": _perform,
    "follow_up.answer": _visit,
    "follow_up.all_answered": _nothing,
    "follow_up.to_reviewer": _nothing,
    "sampling.score": _score,
}
