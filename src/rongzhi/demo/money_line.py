"""The committee's money in the demo: income by quarter, costs by month, one wrong line taken back, funding for next year.

Every sum and paper was made up for the demo.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from rongzhi.casework.actions import Done, perform
from rongzhi.casework.models import Case, File
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.definition import Actor
from rongzhi.demo.arrivals import SHANGHAI
from rongzhi.demo.build import ADMINISTRATOR, COUNTY, OFFICER, OWNER
from rongzhi.demo.player import Player
from rongzhi.directory.models import Neutral

NOON = time(12, 5)
# Month: source, payer in the directory or by name, yuan, restricted.
INCOME: dict[int, tuple[tuple[str, str, str, str, str], ...]] = {
    9: (("government", "FIN", "", "60000.00", "no"), ("association", "", "某银行业协会", "20000.00", "no")),
    12: (("government", "FIN", "", "45000.00", "no"), ("court", "COURT", "", "8000.00", "no")),
    3: (("government", "FIN", "", "45000.00", "no"), ("donation", "", "某慈善基金会", "15000.00", "yes")),
    6: (("government", "FIN", "", "30000.00", "no"), ("association", "", "某银行业协会", "20000.00", "no")),
}
COSTS = (
    ("mediators", "2400.00", "no"),  # what is paid by the month, not by case
    ("staff", "6500.00", "no"),
    ("premises", "1200.00", "no"),
)
BY_CASE, FORGOTTEN = "200.00", 17  # yuan for a case; one in so many is forgotten
TRAINING = {4: ("training", "6000.00", "yes")}
ABSENT = ("N14",)
WRONG = 11  # month in which a cost is booked twice


@dataclass
class MoneyLine:
    """What is booked on the fifth of each month, or the first working day after it."""

    player: Player
    file: str = ""
    booked: str = ""

    def day(self, day: date) -> None:
        """Book the month, once."""
        month = f"{day:%Y-%m}"
        if day.day < 5 or self.booked == month or not self.player.rules.calendar.is_workday(day):
            return
        now = datetime.combine(day, NOON, tzinfo=SHANGHAI)
        if not self.file:
            self.file = self._do(None, "ledger.open", now, name="调委会收支台账", on_day=day)
        self.booked = month
        for n, (source, payer, name, amount, restricted) in enumerate(INCOME.get(day.month, ())):
            named = {"payer": payer} if payer else {"payer_name": name}
            paper = f"收字〔{month}〕{n + 1}号"
            told = {"source": source, "amount": amount, "restricted": restricted, "paper": paper, **named}
            self._do(self.file, "ledger.income", now, on_day=day, **told)
        self._pay(now, day)
        extra = (TRAINING[day.month],) if day.month in TRAINING else ()
        for n, (purpose, amount, restricted) in enumerate((*COSTS, *extra)):
            told = {
                "purpose": purpose,
                "amount": amount,
                "restricted": restricted,
                "paper": f"付字〔{month}〕{n + 1}号",
            }
            self._do(self.file, "ledger.cost", now, on_day=day, **told)
        if day.month in TRAINING:
            self._trained(now, day)
        if day.month == WRONG:
            self._twice(now, day)
        if day.month == 8:
            self._ahead(now, day)

    def _pay(self, now: datetime, day: date) -> None:
        """Pay the neutrals of the cases that ended last month, but for a few that are forgotten."""
        last = day.replace(day=1) - timedelta(days=1)
        ended = Case.objects.filter(
            county=COUNTY, status="ended", ended_on__range=(last.replace(day=1), last), neutral__gt=""
        )
        for number in ended.order_by("number").values_list("number", flat=True):
            if int(number[-2:]) % FORGOTTEN:
                told = {"purpose": "mediators", "amount": BY_CASE, "restricted": "no", "case": number}
                self._do(self.file, "ledger.cost", now, on_day=day, paper=f"付字{number}", **told)

    def _trained(self, now: datetime, day: date) -> None:
        """What the training was paid for: all on the roster but the absent come, and their hours are recorded."""
        people = Neutral.objects.filter(county=COUNTY, status="active").exclude(handle__in=ABSENT)
        for number in people.order_by("handle").values_list("number", flat=True):
            self._done(
                number,
                "neutral.qualify",
                now,
                by=ADMINISTRATOR,
                qualification="training",
                gained_on=day,
                hours="24",
            )

    def _twice(self, now: datetime, day: date) -> None:
        told = {"purpose": "premises", "amount": "1200.00", "restricted": "no", "paper": "付字重复"}
        seq = self._done(self.file, "ledger.cost", now, on_day=day, **told).seq
        entries = load(File.objects.values_list("picture", flat=True).get(number=self.file)).list("money_out")
        line = next(entry.key for entry in entries if entry.seq == seq)
        self._do(
            self.file, "ledger.cost_back", now, line=line, reasons=f"重复登记（第{seq}条）。 / Booked twice."
        )

    def _ahead(self, now: datetime, day: date) -> None:
        due = day.replace(month=12, day=20)
        funding = {"source": "government", "payer": "FIN", "amount": "120000.00", "paper": "预算批复"}
        self._do(self.file, "ledger.promised", now, on_day=due, **funding)
        self._do(
            self.file,
            "ledger.budget",
            now,
            on_day=day.replace(month=9, day=1),
            amount="240000.00",
            paper="年度预算",
        )

    def _do(self, file: str | None, act: str, now: datetime, **data: Any) -> str:
        return self._done(file, act, now, **data).file

    def _done(self, file: str | None, act: str, now: datetime, by: Actor | None = None, **data: Any) -> Done:
        told = {key: str(value) for key, value in data.items()}
        request = f"demo:{act}:{file or ''}:{now:%Y%m%d}:{told.get('paper', '')}:{told.get('line', '')}"
        done = perform(
            file,
            act,
            by=by or self.player.people[OFFICER],
            data=told,
            now=now,
            request=request,
            county=COUNTY,
            owner=OWNER,
        )
        assert isinstance(done, Done), done
        return done
