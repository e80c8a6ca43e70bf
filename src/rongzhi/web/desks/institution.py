"""The institution's desk: its disputes by stage, the answers it owes, and who may act for it up to what amount."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse

from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.models import Case, Party, Proceeding
from rongzhi.casework.models import Entry as EntryRow
from rongzhi.casework.visibility import known_otherwise
from rongzhi.casework.worklist import Wanted, rows_for
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.directory.models import Body
from rongzhi.rulebook.agents import facts_of_line
from rongzhi.rulebook.register_words import CODES
from rongzhi.web.labels import stage_of
from rongzhi.web.naming import account_names
from rongzhi.web.speech import words


@dataclass(frozen=True, slots=True)
class Agent:
    """One who may act for the institution."""

    account: str
    name: str
    scope: str
    limit: Decimal | None
    until: date | None
    over: bool


@dataclass
class Desk:
    """Everything of the page."""

    open: int = 0
    ended: int = 0
    as_applicant: int = 0
    mine: int = 0  # that wait for this institution
    to_answer: int = 0  # invitations without an answer
    late: int = 0
    claimed: Decimal = Decimal("0.00")
    stages: list[tuple[str, int, str]] = field(default_factory=list)
    agents: list[Agent] = field(default_factory=list)
    commitments: list[tuple[str, Decimal | None, date | None]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)  # of the body, in the directory


def desk(by: Actor, rules: Rules, *, now: datetime) -> Desk:
    """All disputes of the actor's bodies as a party, counted with a fixed number of queries."""
    parties = Party.objects.filter(body__in=by.bodies, status="active")
    mine = Case.objects.filter(county=by.county, number__in=parties.values("file"))
    rows = list(mine.values_list("number", "status", "next_due", "amount"))
    running = {number for number, status, _, _ in rows if status == "open"}
    made = Desk(
        open=len(running),
        ended=len(rows) - len(running),
        as_applicant=parties.filter(
            side="applicant", file__in=mine.filter(status="open").values("number")
        ).count(),
        late=sum(1 for number, _, due, _ in rows if number in running and due is not None and due < now),
        claimed=sum(
            (amount for number, _, _, amount in rows if number in running and amount), Decimal("0.00")
        ),
    )
    made.mine = rows_for(by, Wanted(waiting="me"), now=now).count()
    made.to_answer = rows_for(by, Wanted(waiting="respondent", procedure="invitation"), now=now).count()
    hidden = known_otherwise(by)
    counted: Counter[tuple[str, str]] = Counter()
    runs = Proceeding.objects.filter(open=True, file__in=mine.values("number"))
    for file, key, procedure, stage in runs.values_list("file", "key", "procedure", "stage"):
        if file not in hidden or key in hidden[file].proceedings:
            counted[procedure, stage] += 1
    made.stages = [_stage(rules, *key, n) for key, n in sorted(counted.items())]
    _of_body(made, by, now.astimezone(SHANGHAI).date())
    return made


def _stage(rules: Rules, procedure: str, stage: str, number: int) -> tuple[str, int, str]:
    named = stage_of(rules, procedure, stage)
    name = f"{words(rules.procedures.get(procedure))} · {words(named) if named else stage}"
    return name, number, f"{reverse('desk')}?waiting=all&procedure={procedure}&stage={procedure}.{stage}"


def _of_body(made: Desk, by: Actor, today: date) -> None:
    """Who may act, and what was promised, from the body's own file."""
    made.files = list(
        Body.objects.filter(county=by.county, handle__in=by.bodies).values_list("number", flat=True)
    )
    lines = EntryRow.objects.filter(file__in=made.files, kind__in=("authority", "commitment"), status="open")
    found = list(lines.order_by("pk"))
    named = {facts_of_line(line.facts).get("account", "") for line in found if line.kind == "authority"}
    names = account_names(named)
    for line in found:
        if line.kind == "commitment":
            made.commitments.append((line.code, line.amount, line.on))
            continue
        account = facts_of_line(line.facts).get("account", "")
        scope = words(CODES[line.code]) if line.code in CODES else line.code
        over = line.on is not None and line.on < today
        made.agents.append(Agent(account, names.get(account, account), scope, line.amount, line.on, over))
