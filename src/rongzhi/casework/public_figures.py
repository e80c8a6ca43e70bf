"""A few counts of a county's cases that everybody may read: no person, no institution, nothing small enough to tell one."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from rongzhi.casework.models import Case, Proceeding

LEAST = 10  # a smaller count is not told: it could point at somebody
YEAR = timedelta(days=365)
AGREED = ("effective", "oral_recorded")  # stages of the agreement at which it binds


@dataclass(frozen=True, slots=True)
class Figures:
    """Cases of the last 365 days; None where the count is too small to be told."""

    filed: int | None
    open: int | None
    agreed: int | None
    ended: int | None


def figures(county: str, *, today: date) -> Figures:
    """The counts of the cases filed in the 365 days up to this day, whatever their outcome."""
    since = today - YEAR
    cases = Case.objects.filter(county=county, filed_on__gt=since, filed_on__lte=today)
    counts = cases.aggregate(
        filed=Count("pk"),
        still=Count("pk", filter=Q(status="open")),
        ended=Count("pk", filter=Q(status="ended")),
    )
    agreed = Proceeding.objects.filter(
        file__in=cases.values("number"), procedure="agreement", stage__in=AGREED
    ).aggregate(cases=Count("file", distinct=True))["cases"]
    return Figures(*(_told(n) for n in (counts["filed"], counts["still"], agreed, counts["ended"])))


def _told(count: int) -> int | None:
    return count if count >= LEAST else None
