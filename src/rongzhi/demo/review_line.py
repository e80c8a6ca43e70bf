"""Reviews in the demo: each month some closed cases are drawn, two readers score them, and most findings are mended."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from rongzhi.casework.actions import perform
from rongzhi.casework.county_log import seal
from rongzhi.casework.models import Entry, File
from rongzhi.casework.sampling import draw_last_month
from rongzhi.demo.arrivals import SHANGHAI
from rongzhi.demo.build import COUNTY, OFFICER
from rongzhi.demo.player import Player

EVENING = time(18, 10)
DRAW_DAY, SCORE_DAY, MEND_DAY = 6, 12, 19  # of the month, or the next working day
READERS = (("reviewer", "expert"), ("observer", "lay"))
SECRETARIAT, MEASURES_IN = "coordinator", 8
MEASURES = (
    {
        "index": "IE6",
        "what": "与各机构签订应邀承诺，每月通报到场情况。 / Institutions promise to come; attendance is told them each month.",
        "body": "FIN",
        "due": "2026-12-31",
    },
    {
        "index": "IA1",
        "what": "向慈善组织和法院争取补贴，减少对单一来源的依赖。 / Ask charities and the court for support, so that no payer stands alone.",
        "body": "PMCF",
        "due": "2027-03-31",
    },
)
WORDS = {
    5: "程序、文书、说理都清楚。 / Procedure, papers and reasons are clear.",
    4: "总体规范，告知可以更早。 / Sound; people could have been told earlier.",
    3: "期限内办结，笔录过于简单。 / In time; the minutes are too short.",
    2: "缺一份送达回证，应当补正。 / A receipt of service is missing and has to be added.",
}


@dataclass
class ReviewLine:
    """A draw, two scores and what is mended, each once a month."""

    player: Player
    seed: int
    done: str = ""

    def day(self, day: date) -> None:
        """Do what this day brings."""
        if not self.player.rules.calendar.is_workday(day):
            return
        now = datetime.combine(day, EVENING, tzinfo=SHANGHAI)
        step = f"{day:%Y-%m} " + (
            "mend"
            if day.day >= MEND_DAY
            else "score"
            if day.day >= SCORE_DAY
            else "draw"
            if day.day >= DRAW_DAY
            else ""
        )
        if step == self.done or step.endswith(" "):
            return
        self.done = step
        if step.endswith("draw"):
            seal(COUNTY, now=now)
            draw_last_month(COUNTY, now=now)
        elif step.endswith("score"):
            self._score(now)
        else:
            self._mend(now)
            if day.month == MEASURES_IN:
                self._measures(now)

    def _score(self, now: datetime) -> None:
        scored = set(Entry.objects.filter(kind="file_score").values_list("file", flat=True))
        for number in self._files("sampled"):
            if number in scored:
                continue
            chance = random.Random(f"{self.seed} {number}")
            base = chance.choices((5, 4, 3, 2), (3, 5, 3, 1))[0]
            for login, seat in READERS:
                score = min(5, max(2, base + chance.choice((0, 0, 0, 1, -1))))
                told = {
                    "seat": seat,
                    "complete": "no" if score == 2 else "yes",
                    "score": str(score),
                    "reasons": WORDS[score],
                    "to_mend": "yes" if score == 2 else "no",
                } | ({"missing": "F39"} if score == 2 else {})
                self._do(number, "sampling.score", login, now, **told)

    def _mend(self, now: datetime) -> None:
        open_ones = Entry.objects.filter(kind="file_finding", status="open").order_by("file", "key")
        for number, key in open_ones.values_list("file", "key"):
            self._do(
                number, "sampling.mend", OFFICER, now, finding=key, done="已补正并归卷。 / Added and filed."
            )

    def _measures(self, now: datetime) -> None:
        """The secretariat says what is done about two of the figures."""
        file = File.objects.get(county=COUNTY, kind="county").number
        for told in MEASURES:
            self._do(file, "county.take_measure", SECRETARIAT, now, **told)

    def _files(self, kind: str) -> list[str]:
        return sorted(set(Entry.objects.filter(kind=kind).values_list("file", flat=True)))

    def _do(self, number: str, act: str, login: str, now: datetime, **data: Any) -> None:
        by = self.player.people[login]
        request = f"demo:{act}:{number}:{login}:{data.get('finding') or data.get('index', '')}"
        perform(number, act, by=by, data=data, now=now, request=request)
