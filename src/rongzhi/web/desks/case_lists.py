"""The lists of the desks whose rows are about files, as their pages have them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.meetings import calendar
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.exchange.lists import Column, Table
from rongzhi.web.actors import is_officer
from rongzhi.web.desks import assessor, mediator, outside
from rongzhi.web.desks.listed import TakenOut, of_desk, yes_if
from rongzhi.web.desks.vacancies import CALLED, vacancies
from rongzhi.web.handed import Handed
from rongzhi.web.labels import status_words
from rongzhi.web.speech import say
from rongzhi.web.unsent import unsent_page

MOST_PAGES = 200

OUTSIDE: tuple[Column[tuple[str, outside.Item]], ...] = (
    Column("栏目", "Section", lambda row: row[0], width=28),
    Column("案号", "Case", lambda row: row[1].file),
    Column("程序", "Procedure", lambda row: row[1].kind),
    Column("现在的阶段", "Where it stands", lambda row: row[1].stage, width=28),
    Column("等我", "Mine", lambda row: yes_if(row[1].mine), width=8),
    Column("自", "Since", lambda row: row[1].since, "date"),
    Column("至", "Until", lambda row: row[1].due, "date"),
    Column("期限", "Deadline", lambda row: row[1].clock, width=28),
    Column("超期", "Late", lambda row: yes_if(row[1].late), width=8),
)
HANDED: tuple[Column[Handed], ...] = (
    Column("案号", "Case", lambda row: row.file),
    Column("事项", "What", lambda row: row.about),
    Column("交出单位", "From", lambda row: row.giver, width=28),
    Column("接手单位", "To", lambda row: row.to, width=28),
    Column("决定日", "Decided", lambda row: row.decided_on, "date"),
    Column("接受日", "Accepted", lambda row: row.accepted_on, "date"),
    Column("工作日", "Working days", lambda row: row.days, "number"),
    Column("结果", "Outcome", lambda row: row.outcome or say("待接受", "not accepted yet"), width=24),
)
DATED: tuple[Column[mediator.Dated], ...] = (
    Column("日期", "Day", lambda row: row.on, "date"),
    Column("时间", "Hour", lambda row: row.hour, width=8),
    Column("案号", "Case", lambda row: row.file),
    Column("事项", "What", lambda row: row.what, width=36),
    Column("超期", "Late", lambda row: yes_if(row.late), width=8),
)


def _sections(found: Iterable[outside.Section]) -> list[tuple[str, outside.Item]]:
    return [(section.name, item) for section in found for item in section.items]


def _notes(by: Actor, rules: Rules, now: datetime) -> Iterable[tuple[assessor.Assessment, assessor.Note]]:
    return ((one, note) for one in assessor.log(by, rules) for note in one.notes)


def _unsent(by: Actor, rules: Rules, now: datetime) -> Iterable[Any]:
    for number in range(1, MOST_PAGES + 1):
        rows, more = unsent_page(by, page=number)
        yield from rows
        if not more:
            return


CASE_LISTS: Mapping[str, TakenOut] = {
    "court": TakenOut(
        Table("court", "法院台", "Court desk", OUTSIDE),
        lambda by, rules, now: _sections(outside.court(by, rules, now=now)),
        of_desk("desk_court"),
        lambda row: row[1].file,
    ),
    "received": TakenOut(
        Table("received", "移交台", "Hand-overs", OUTSIDE),
        lambda by, rules, now: _sections(outside.received(by, rules, now=now)),
        of_desk("desk_received"),
        lambda row: row[1].file,
    ),
    "handed": TakenOut(
        Table("handed", "交接用时", "Days between two bodies", HANDED),
        lambda by, rules, now: outside.hand_offs(by, rules, now=now),
        lambda by: "SEC" in by.codes,
        lambda row: row.file,
    ),
    "clocks": TakenOut(
        Table("clocks", "期限", "Clocks", DATED),
        lambda by, rules, now: mediator.desk(by, rules, now=now).clocks,
        of_desk("desk_mediator"),
        lambda row: row.file,
    ),
    "week": TakenOut(
        Table("week", "本周会期", "Meetings this week", DATED[:4]),
        lambda by, rules, now: mediator.desk(by, rules, now=now).meetings,
        of_desk("desk_mediator"),
        lambda row: row.file,
    ),
    "proposals": TakenOut(
        Table(
            "proposals",
            "方案待答复",
            "Proposals open",
            (
                Column("提出于", "Made on", lambda row: row.on, "date"),
                Column("案号", "Case", lambda row: row.file),
            ),
        ),
        lambda by, rules, now: mediator.desk(by, rules, now=now).proposals,
        of_desk("desk_mediator"),
        lambda row: row.file,
    ),
    "log": TakenOut(
        Table(
            "log",
            "评查记录",
            "Assessor's log",
            (
                Column("编号", "Number", lambda row: row[0].number),
                Column("事项", "Subject", lambda row: row[0].subject, "long"),
                Column("关于", "About", lambda row: row[0].about, width=24),
                Column(
                    "状态",
                    "State",
                    lambda row: say("进行中", "open") if row[0].open else say("已结束", "closed"),
                ),
                Column("开始", "Begun", lambda row: row[0].begun, "date"),
                Column("步骤", "Step", lambda row: row[1].act),
                Column("谁", "Who", lambda row: row[1].who),
                Column("时间", "When", lambda row: row[1].at, "moment"),
                Column(
                    "内容",
                    "Content",
                    lambda row: "\n".join(say("：", ": ").join(one) for one in row[1].answers),
                    "long",
                ),
            ),
        ),
        _notes,
        of_desk("desk_assessor"),
        lambda row: row[0].number,
    ),
    "handover": TakenOut(
        Table(
            "handover",
            "待接办",
            "To be taken over",
            (
                Column("案号", "Case", lambda row: row.file),
                Column(
                    "缺什么人",
                    "Who is missing",
                    lambda row: say("承办人", "officer") if row.officer else say("调解员", "neutral"),
                ),
                Column("最迟", "By", lambda row: row.by_day, "date"),
                Column("超期", "Late", lambda row: yes_if(row.late), width=8),
            ),
        ),
        lambda by, rules, now: vacancies(by),
        lambda by: bool(by.functions & CALLED and by.bodies),
        lambda row: row.file,
    ),
    "unsent": TakenOut(
        Table(
            "unsent",
            "未送达的消息",
            "Messages not sent",
            (
                Column("案号", "Case", lambda row: row.file),
                Column("内容", "Message", lambda row: row.text, "long"),
                Column("发给", "To", lambda row: row.to, width=24),
                Column("自", "Since", lambda row: row.since, "moment"),
                Column("原因", "Why", lambda row: row.why, "long"),
                Column("已停发", "Given up", lambda row: yes_if(row.given_up), width=8),
                Column("已试次数", "Tries", lambda row: row.tries, "number"),
            ),
        ),
        _unsent,
        is_officer,
        lambda row: row.file,
    ),
    "meetings": TakenOut(
        Table(
            "meetings",
            "调解日程",
            "Meetings",
            (
                Column("日期", "Day", lambda row: row.on, "date"),
                Column("时间", "Hour", lambda row: row.hour, width=8),
                Column("案件", "Case", lambda row: row.file),
                Column("地点或链接", "Place or link", lambda row: row.place, "long"),
                Column("状态", "State", lambda row: status_words(row.status)),
            ),
        ),
        lambda by, rules, now: calendar(by, since=now.astimezone(SHANGHAI).date()),
        lambda by: True,
        lambda row: row.file,
    ),
}
