"""Of which county and which days figures are asked, as commands take it; refused in words where it cannot be counted."""

from datetime import date, timedelta

from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.clock_now import now
from rongzhi.core.statistics.index import Period
from rongzhi.directory.models import County

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)  # days that a record may lie on


class NotAsked(Exception):
    """Something is asked for that is not there; `label` and `en` say what there is."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


def county_of(given: str) -> str:
    """The county meant: the one named, or the only one. Raises NotAsked."""
    known = sorted(County.objects.values_list("code", flat=True))
    code = given or (known[0] if len(known) == 1 else "")
    if code not in known:
        raise NotAsked(
            f"请用 --county 指明县。现有：{'、'.join(known) or '无'}。",
            f"Say which county with --county. There is: {', '.join(known) or 'none'}.",
        )
    return code


def period_of(start: date | None, end: date | None) -> Period:
    """From the first day to the last, known up to today; a year up to today where nothing is named. Raises NotAsked."""
    today = now().astimezone(SHANGHAI).date()
    start, end = start or (end or today) - timedelta(days=365), end or today
    if not EARLIEST <= start <= end <= LATEST:
        raise NotAsked(
            f"起日不早于 {EARLIEST}、不晚于止日，止日不晚于 {LATEST}。",
            f"The first day is {EARLIEST} or later; the last day is not before it, and {LATEST} or earlier.",
        )
    return Period(start, end + timedelta(days=1), today)
