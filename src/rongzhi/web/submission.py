"""One POST of an act: its request key, the version that was seen, a legal time on paper, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict

from rongzhi.casework.actions import Backdated
from rongzhi.core.procedure.decide import Reason
from rongzhi.core.procedure.definition import Act, Actor
from rongzhi.core.procedure.values import parse_date

SHANGHAI = ZoneInfo("Asia/Shanghai")
MAY_BACKDATE = frozenset({"officer", "court", "import"})
ON_PAPER = ("backdated_on", "backdated_at", "backdated_reason", "backdated_paper")


def new_request_key() -> str:
    """A key that no other request has."""
    return str(uuid4())


def request_key(request: HttpRequest) -> str:
    """The key that the form carried; a page sent twice carries the same one."""
    given = request.POST.get("request_key", "").strip()
    return given if 8 <= len(given) <= 120 and given.isprintable() else new_request_key()


def number_of(post: QueryDict, name: str) -> int | None:
    """A whole number carried in a hidden field."""
    text = post.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@dataclass(frozen=True, slots=True)
class OnPaper:
    """The legal time that somebody typed, as it was typed, and what is wrong with it."""

    values: Mapping[str, str] = field(default_factory=dict)
    backdated: Backdated | None = None
    reasons: tuple[Reason, ...] = ()


def may_backdate(act: Act, actor: Actor) -> bool:
    """Whether the form asks for a legal time that is not now."""
    return act.backdatable and bool(actor.functions & MAY_BACKDATE)


def on_paper(post: QueryDict) -> OnPaper:
    """The legal time in a POST; none when its fields are empty."""
    values = {name: post.get(name, "").strip()[:500] for name in ON_PAPER}
    if not any(values.values()):
        return OnPaper()
    try:
        day = parse_date(values["backdated_on"])
        hour = time.fromisoformat(values["backdated_at"] or "00:00")
    except ValueError:
        return OnPaper(values, None, (WRONG_TIME,))
    at = datetime.combine(day, hour.replace(tzinfo=None), SHANGHAI)
    return OnPaper(values, Backdated(at, values["backdated_reason"], values["backdated_paper"]))


def today(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()


WRONG_TIME = Reason(
    "legal_time",
    "法律时间的写法不对，请填写日期（如 2026-01-31）和时间（如 14:30），或者全部留空。",
    "The legal time cannot be read; give a day (such as 2026-01-31) and a time (such as 14:30), or leave all of it empty.",
    field="backdated_on",
)
