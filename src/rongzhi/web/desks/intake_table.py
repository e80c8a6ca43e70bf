"""The filings of the intake desk as a workbook: what its page shows of each."""

from rongzhi.exchange.lists import Column, Table
from rongzhi.rulebook.register_words import TRACKS
from rongzhi.rulebook.screening import Advice
from rongzhi.rulebook.tables import channels
from rongzhi.web.desks.intake import Filing
from rongzhi.web.desks.lines import Row
from rongzhi.web.desks.listed import yes_if
from rongzhi.web.labels import confidence_words, status_words
from rongzhi.web.speech import say, words

MOST_FILINGS = 500
Shown = tuple[Filing, Row]


def _completion(row: Shown) -> str:
    asked = row[0].completion
    if asked == "asked":
        return say("已一次告知，待补正", "asked once, awaited")
    return status_words(asked) if asked else ""


def _way(row: Shown) -> str:
    """The way recommended, the track, and the rule behind it."""
    way = row[0].way
    if way is None:
        return ""
    channel = channels().get(way.best.channel)
    track = TRACKS.get(way.track)
    names = (
        words(channel) if channel else way.best.channel,
        words(track) if track else way.track,
        way.best.rule,
    )
    return " · ".join(map(str, filter(None, names)))


def _advice(one: Advice) -> str:
    """One piece of advice with its reason, its source and how sure that is."""
    sure = confidence_words(one.confidence)
    return say(
        f"{one.zh}理由：{one.why}（{one.source}，{sure}）",
        f"{one.en} Why: {one.why_en} ({one.source}, {sure})",
    )


FILINGS: Table[Shown] = Table(
    "filings",
    "受理台",
    "Intake desk",
    (
        Column("案号", "Case", lambda row: row[1].number),
        Column("当事人", "Parties", lambda row: row[1].names, "long"),
        Column("阶段", "Stage", lambda row: tuple(s.stage for s in row[1].standings), width=28),
        Column("超期", "Late", lambda row: yes_if(row[1].late), width=8),
        Column("类别", "Class", lambda row: row[1].dispute_class, width=24),
        Column("金额（元）", "Yuan", lambda row: row[1].amount, "amount"),
        Column("提交", "Filed", lambda row: row[1].filed_on, "date"),
        Column("期限", "Deadline", lambda row: row[1].clock, width=24),
        Column("至", "Until", lambda row: row[1].due, "moment"),
        Column("一次补正", "Completion", _completion, width=24),
        Column("补正至", "Completion until", lambda row: row[0].completion_by, "date"),
        Column("建议渠道", "Way recommended", _way, "long"),
        Column("可能相同", "Possibly the same", lambda row: row[0].duplicates, width=28),
        Column("审查提示", "Screening advice", lambda row: "\n".join(map(_advice, row[0].advice)), "long"),
        Column("可办的事", "To do", lambda row: tuple(act.label for act in row[1].acts), "long"),
    ),
)
