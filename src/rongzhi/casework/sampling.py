"""Which closed cases are reviewed: each month some are drawn by a root of the county's log that nobody could foresee."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rongzhi.casework.actions import SHANGHAI, Done, perform
from rongzhi.casework.models import Case, CountyRoot, Entry
from rongzhi.core.draws import drawn
from rongzhi.core.procedure.decide import SYSTEM
from rongzhi.rulebook.procedures.sampling import DRAW

LEAST, EACH = 2, 20  # cases that are drawn at least, and one in so many beyond that [design]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a month's draw is made from: its cases in the order of their numbers, the seed, and how many are drawn."""

    month: str
    cases: tuple[str, ...]
    seed: str

    @property
    def drawn(self) -> list[str]:
        """The cases drawn, in the order of the draw."""
        return drawn(self.cases, max(LEAST, -(-len(self.cases) // EACH)), seed=self.seed)


def frame(county: str, month: date) -> Frame | None:
    """The frame of the month in which `month` lies; None while no root of the county's log was sealed after it.

    The seed is the first root that was sealed after the month's last day, with the month: the cases are fixed before the
    root is known, and nobody chooses it.
    """
    last = month.replace(day=monthrange(month.year, month.month)[1])
    over = datetime.combine(last + timedelta(days=1), time(), tzinfo=SHANGHAI)
    root = CountyRoot.objects.filter(county=county, sealed_at__gte=over).order_by("size").first()
    if root is None:
        return None
    ended = Case.objects.filter(county=county, status="ended", ended_on__range=(month.replace(day=1), last))
    cases = tuple(ended.order_by("number").values_list("number", flat=True))
    return Frame(f"{month:%Y-%m}", cases, f"{bytes(root.root).hex()} {month:%Y-%m}")


def draw_last_month(county: str, *, now: datetime) -> int:
    """Draw from the cases that ended last month, once; gives how many were drawn.

    Raises NotSaved or KeyFault; what was drawn before stays, and the rest follows at the next call.
    """
    month = now.astimezone(SHANGHAI).date().replace(day=1) - timedelta(days=1)
    found = frame(county, month)
    if found is None:
        return 0
    before = Entry.objects.filter(kind="sampled", code=found.month, file__in=found.cases)
    if before.exists() and before.count() >= len(found.drawn):
        return 0
    done = 0
    for place, number in enumerate(found.drawn, 1):
        told = {
            "month": found.month,
            "seed": found.seed,
            "frame": str(len(found.cases)),
            "place": str(place),
        }
        request = f"sampling:{found.month}:{number}"
        answer = perform(number, DRAW.key, by=SYSTEM, data=told, now=now, request=request)
        done += isinstance(answer, Done) and not answer.again
    return done
