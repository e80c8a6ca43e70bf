"""Cases whose officer or neutral has left, as the list of what is to be taken over shows them."""

from dataclasses import dataclass
from datetime import date

from rongzhi.accounts.people import today_of
from rongzhi.casework.models import Case, Entry
from rongzhi.core.procedure.definition import Actor
from rongzhi.web.moment import now

VACANCIES = ("officer_vacancy", "neutral_vacancy")
MOST = 200
CALLED = frozenset({"officer", "manager"})


@dataclass(frozen=True, slots=True)
class Vacancy:
    """One case that waits for an officer or a neutral."""

    file: str
    officer: bool
    by_day: date | None
    late: bool


def vacancies(actor: Actor) -> list[Vacancy]:
    """What waits to be taken over in the actor's bodies, the earliest day first."""
    mine = Case.objects.filter(county=actor.county, owner__in=actor.bodies, status="open")
    rows = Entry.objects.filter(kind__in=VACANCIES, status="open", file__in=mine.values("number"))
    today = today_of(now())
    return [
        Vacancy(row.file, row.kind == "officer_vacancy", row.on, row.on is not None and row.on < today)
        for row in rows.order_by("on", "file")[:MOST]
    ]
