"""Who wishes to be told how and how often, and the one message that bundles news of several cases: numbers alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from rongzhi.core.procedure.picture import Picture
from rongzhi.directory.models import County
from rongzhi.rulebook.pack import Words

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = time(9)  # when a digest leaves: each morning, or on Monday morning
MONDAY = 0
MOST_NAMED = 10
FREQUENCIES = ("at_once", "daily", "weekly")
REQUIRED_ONLY = "required"

# News that asks nothing of the reader and sets no date. Whatever is not here – an invitation, a notice with a date,
# a question that waits for an answer – is required and leaves at once, whatever anybody wishes.
BUNDLED = frozenset(
    {
        "message",
        "room_news",
        "sides_agreed",
        "fast_track_begun",
        "fast_track_covered",
        "evaluation_declined",
        "evaluation_withdrawn",
        "silent_plan_not_used",
        "confirmation_being_prepared",
        "confirmation_applied",
        "confirmation_docketed",
        "confirmation_completed",
        "payment_proved",
        "performed",
        "referral_result",
        "party_added",
        "agent_ended",
        "joined",
        "split",
    }
)
TEXT = Words(
    "您有{count}件案件有新进展：{cases}。请登录查看。（{county}金融纠纷调解平台）",
    "There is news in {count} of your cases: {cases}. Please sign in to read it. ({county}, platform for financial "
    "disputes)",
)
MORE = Words("等", " and more")
SUBJECT = Words("案件进展汇总", "News of your cases")


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wishes to be told: means (empty: as it comes) and frequency."""

    means: str = ""
    frequency: str = "at_once"


def wish_of(picture: Picture, party: str) -> Wish:
    """What the party chose last in this file."""
    chosen = [entry for entry in picture.list("notice_wish") if entry.party == party]
    if not chosen:
        return Wish()
    last = max(chosen, key=lambda entry: entry.seq)
    return Wish(last.code, str(last.facts.get("frequency") or "at_once"))


def leaves_at(frequency: str, since: datetime) -> datetime | None:
    """When the digest that takes up something of `since` leaves; None when it is not bundled."""
    if frequency not in ("daily", "weekly"):
        return None
    local = since.astimezone(SHANGHAI)
    moment = datetime.combine(local.date(), HOUR, SHANGHAI)
    if moment <= local:
        moment += timedelta(days=1)
    if frequency == "weekly":
        moment += timedelta(days=(MONDAY - moment.weekday()) % 7)
    return moment


def digest(county: County, files: Collection[str], *, short: bool = False) -> str:
    """The digest as it is sent: how many cases, and their numbers; nothing else of them."""
    named = sorted(set(files))
    zh, en = "、".join(named[:MOST_NAMED]), ", ".join(named[:MOST_NAMED])
    if len(named) > MOST_NAMED:
        zh, en = zh + MORE.zh, en + MORE.en
    count = len(named)
    chinese = TEXT.zh.format(count=count, cases=zh, county=county.name_zh)
    if short:
        return chinese
    return f"{chinese}\n\n{TEXT.en.format(count=count, cases=en, county=county.name_en)}"


def digest_subject() -> str:
    """The subject of a digest; it names no case."""
    return f"{SUBJECT.zh} / {SUBJECT.en}"
