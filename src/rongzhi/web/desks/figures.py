"""The manager's figures: load of neutrals and officers, deadlines of the next days, and quality as the record gives it.

No figure ranks persons: how many settle is not counted per neutral, so that nobody is pressed to settle. [design]
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.models import Case, Entry, Event, Proceeding
from rongzhi.casework.visibility import known_otherwise
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.directory.models import Account, Neutral
from rongzhi.web.desks.samples import Share, Spread, spread
from rongzhi.web.labels import stage_of
from rongzhi.web.speech import say, words

DAYS_AHEAD = 7
SINCE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has open; `limit` is the most at once, when one is set."""

    key: str
    name: str
    open: int
    late: int
    limit: int | None = None

    @property
    def over(self) -> bool:
        return self.limit is not None and self.open > self.limit


@dataclass
class Figures:
    """Everything of the manager's page."""

    open: int = 0
    late: int = 0
    no_officer: int = 0
    neutrals: list[Load] = field(default_factory=list)
    officers: list[Load] = field(default_factory=list)
    ahead: list[tuple[date, int]] = field(default_factory=list)
    stages: list[Spread] = field(default_factory=list)
    quality: list[Share] = field(default_factory=list)
    since: date | None = None


def figures(by: Actor, rules: Rules, *, now: datetime) -> Figures:
    """The figures of the actor's bodies; a fixed number of queries. Hand-overs about a suspicion are left out."""
    mine = Case.objects.filter(county=by.county, owner__in=by.bodies)
    running = mine.filter(status="open")
    late = Q(next_due__lt=now)
    total = running.aggregate(
        open=Count("pk"), late=Count("pk", filter=late), nobody=Count("pk", filter=Q(officer=""))
    )
    today = now.astimezone(SHANGHAI).date()
    return Figures(
        open=total["open"],
        late=total["late"],
        no_officer=total["nobody"],
        neutrals=_neutrals(by, running, late),
        officers=_officers(by, running, late),
        ahead=_ahead(running, now),
        stages=_stages(by, running, rules, today),
        quality=_quality(mine, running, total, now),
        since=today - SINCE,
    )


def _neutrals(by: Actor, running: QuerySet[Case], late: Q) -> list[Load]:
    rows = (
        running.exclude(neutral="").values("neutral").annotate(n=Count("pk"), late=Count("pk", filter=late))
    )
    counted = {row["neutral"]: (row["n"], row["late"]) for row in rows}
    found = []
    for neutral in Neutral.objects.filter(county=by.county, status="active").order_by("pinyin", "handle"):
        number, overdue = counted.get(neutral.handle, (0, 0))
        limit = json.loads(neutral.more or "{}").get("load_limit")
        found.append(Load(neutral.handle, words(neutral), number, overdue, int(limit) if limit else None))
    return found


def _officers(by: Actor, running: QuerySet[Case], late: Q) -> list[Load]:
    rows = (
        running.exclude(officer="").values("officer").annotate(n=Count("pk"), late=Count("pk", filter=late))
    )
    counted = {row["officer"]: (row["n"], row["late"]) for row in rows}
    accounts = Account.objects.filter(county=by.county, body__in=by.bodies)
    names = {account.username: words(account) for account in accounts}
    return [Load(who, names.get(who, who), *counted[who]) for who in sorted(counted)]


def _ahead(running: QuerySet[Case], now: datetime) -> list[tuple[date, int]]:
    """How many deadlines fall on each of the next days."""
    until = now + timedelta(days=DAYS_AHEAD)
    dues = running.filter(next_due__gte=now, next_due__lte=until).values_list("next_due", flat=True)
    counted = Counter(due.astimezone(SHANGHAI).date() for due in dues if due is not None)
    first = now.astimezone(SHANGHAI).date()
    return [(first + timedelta(days=n), counted[first + timedelta(days=n)]) for n in range(DAYS_AHEAD + 1)]


def _stages(by: Actor, running: QuerySet[Case], rules: Rules, today: date) -> list[Spread]:
    """How long the open proceedings have been in their present stage."""
    hidden = known_otherwise(by)
    days: dict[tuple[str, str], list[int]] = defaultdict(list)
    rows = Proceeding.objects.filter(open=True, file__in=running.values("number"))
    for file, key, procedure, stage, since in rows.values_list("file", "key", "procedure", "stage", "since"):
        if file in hidden and key not in hidden[file].proceedings:
            continue
        days[procedure, stage].append((today - since).days)
    order = {key: place for place, key in enumerate(rules.procedures)}
    return [
        spread(_stage_words(rules, procedure, stage), found)
        for (procedure, stage), found in sorted(
            days.items(), key=lambda row: (order.get(row[0][0], 99), row[0][1])
        )
    ]


def _stage_words(rules: Rules, procedure: str, stage: str) -> str:
    named = stage_of(rules, procedure, stage)
    return f"{words(rules.procedures.get(procedure))} · {words(named) if named else stage}"


def _quality(
    mine: QuerySet[Case], running: QuerySet[Case], total: dict[str, int], now: datetime
) -> list[Share]:
    """Of the last year, as the record gives it."""
    files = mine.values("number")
    events = Event.objects.filter(act__in=COUNTED, at__gte=now - SINCE, file__in=files)
    acts = dict(events.values_list("act").annotate(n=Count("pk")))
    ended = dict(
        Proceeding.objects.filter(
            file__in=files, procedure="mediation", open=False, since__gte=now.date() - SINCE
        )
        .values_list("stage")
        .annotate(n=Count("pk"))
    )
    visits = dict(
        Entry.objects.filter(kind="visit", file__in=files, on__gte=now.date() - SINCE)
        .values_list("status")
        .annotate(n=Count("pk"))
    )
    decided = acts.get("intake.accept", 0) + acts.get("intake.refuse", 0)
    reviewed = acts.get("intake.uphold", 0) + acts.get("intake.overturn", 0)
    return [
        Share(say("办理中的案件已超期", "open cases that are late"), total["late"], total["open"]),
        Share(say("审查后不予受理", "refused after screening"), acts.get("intake.refuse", 0), decided),
        Share(
            say("不予受理中申请复核的", "refusals of which a review was asked"),
            acts.get("intake.ask_review", 0),
            acts.get("intake.refuse", 0),
        ),
        Share(say("复核后撤销原决定", "reviews that overturned"), acts.get("intake.overturn", 0), reviewed),
        Share(
            say("要求过一次性补正的", "asked once for completion"),
            acts.get("intake.ask_completion", 0),
            decided,
        ),
        Share(
            say("结束的调解中达成合意", "ended mediations that reached agreement"),
            ended.get("agreed", 0),
            sum(ended.values()),
        ),
        Share(
            say("回访中反映受压力等问题的", "follow-ups that reported pressure or the like"),
            visits.get("doubt", 0),
            sum(visits.values()),
        ),
    ]


COUNTED: Iterable[str] = (
    "intake.accept",
    "intake.refuse",
    "intake.ask_review",
    "intake.uphold",
    "intake.overturn",
    "intake.ask_completion",
)
