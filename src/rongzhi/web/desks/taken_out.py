"""The lists of the desks that can be taken out as workbooks: whose each is, its columns, and its rows as the page has them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rongzhi.accounts.capacities import own_post
from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.meetings import calendar
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.directory.models import Account, Body, Neutral
from rongzhi.exchange.lists import Column, Table
from rongzhi.web.actors import is_officer
from rongzhi.web.capacity_words import actor_words
from rongzhi.web.desks import assessor, figures, institution, mediator, outside
from rongzhi.web.desks.places import keys_of
from rongzhi.web.desks.vacancies import CALLED, vacancies
from rongzhi.web.labels import status_words
from rongzhi.web.roster_words import background_words, body_kind_words, specialism_words
from rongzhi.web.speech import say, words
from rongzhi.web.unsent import unsent_page

MOST_PAGES = 200
Rows = Callable[[Actor, Rules, datetime], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A list that may be taken out: its columns, its rows for this reader, and whether the reader has it at all."""

    table: Table[Any]
    rows: Rows
    has: Callable[[Actor], bool]


def taken_out(key: str, by: Actor) -> TakenOut | None:
    """The list of that key; None when there is none, or it is not this reader's."""
    found = LISTS.get(key)
    return found if found is not None and found.has(by) else None


def _of_desk(key: str) -> Callable[[Actor], bool]:
    return lambda by: key in keys_of(by)


def _sections(found: Iterable[outside.Section]) -> list[tuple[str, outside.Item]]:
    return [(section.name, item) for section in found for item in section.items]


def _late(late: bool) -> str:
    return say("是", "yes") if late else ""


OUTSIDE: tuple[Column[tuple[str, outside.Item]], ...] = (
    Column("栏目", "Section", lambda row: row[0], width=28),
    Column("案号", "Case", lambda row: row[1].file),
    Column("程序", "Procedure", lambda row: row[1].kind),
    Column("现在的阶段", "Where it stands", lambda row: row[1].stage, width=28),
    Column("等我", "Mine", lambda row: _late(row[1].mine), width=8),
    Column("自", "Since", lambda row: row[1].since, "date"),
    Column("至", "Until", lambda row: row[1].due, "date"),
    Column("期限", "Deadline", lambda row: row[1].clock, width=28),
    Column("超期", "Late", lambda row: _late(row[1].late), width=8),
)
LOAD: tuple[Column[figures.Load], ...] = (
    Column("姓名", "Name", lambda row: row.name),
    Column("办理中", "Open", lambda row: row.open, "number"),
    Column("已超期", "Late", lambda row: row.late, "number"),
)
DATED: tuple[Column[mediator.Dated], ...] = (
    Column("日期", "Day", lambda row: row.on, "date"),
    Column("时间", "Hour", lambda row: row.hour, width=8),
    Column("案号", "Case", lambda row: row.file),
    Column("事项", "What", lambda row: row.what, width=36),
    Column("超期", "Late", lambda row: _late(row.late), width=8),
)


def _notes(by: Actor, rules: Rules, now: datetime) -> Iterable[tuple[assessor.Assessment, assessor.Note]]:
    return ((one, note) for one in assessor.log(by, rules) for note in one.notes)


def _unsent(by: Actor, rules: Rules, now: datetime) -> Iterable[Any]:
    for number in range(1, MOST_PAGES + 1):
        rows, more = unsent_page(by, page=number)
        yield from rows
        if not more:
            return


def _people(by: Actor, rules: Rules, now: datetime) -> Iterable[Account]:
    return Account.objects.filter(county=by.county).order_by("-is_active", "body", "username")


def _neutrals(by: Actor, rules: Rules, now: datetime) -> Iterable[Neutral]:
    return Neutral.objects.filter(county=by.county).order_by("status", "pinyin", "handle")


def _bodies(by: Actor, rules: Rules, now: datetime) -> Iterable[Body]:
    return Body.objects.filter(county=by.county).order_by("kind", "pinyin", "handle")


LISTS: Mapping[str, TakenOut] = {
    "court": TakenOut(
        Table("court", "法院台", "Court desk", OUTSIDE),
        lambda by, rules, now: _sections(outside.court(by, rules, now=now)),
        _of_desk("desk_court"),
    ),
    "received": TakenOut(
        Table("received", "移交台", "Hand-overs", OUTSIDE),
        lambda by, rules, now: _sections(outside.received(by, rules, now=now)),
        _of_desk("desk_received"),
    ),
    "officers": TakenOut(
        Table("officers", "承办人工作量", "Load of officers", LOAD),
        lambda by, rules, now: figures.figures(by, rules, now=now).officers,
        _of_desk("desk_figures"),
    ),
    "neutrals": TakenOut(
        Table(
            "neutrals",
            "调解员工作量",
            "Load of neutrals",
            (*LOAD, Column("上限", "Most at once", lambda row: row.limit, "number")),
        ),
        lambda by, rules, now: figures.figures(by, rules, now=now).neutrals,
        _of_desk("desk_figures"),
    ),
    "quality": TakenOut(
        Table(
            "quality",
            "质量",
            "Quality",
            (
                Column("指标", "What", lambda row: row.name, "long"),
                Column("数 / 总数", "Of all", lambda row: row.text, width=28),
            ),
        ),
        lambda by, rules, now: figures.figures(by, rules, now=now).quality,
        _of_desk("desk_figures"),
    ),
    "stages": TakenOut(
        Table(
            "stages",
            "各阶段停留时间",
            "Days in the present stage",
            (
                Column("阶段", "Stage", lambda row: row.name, "long"),
                Column("件数", "Cases", lambda row: row.count, "number"),
                Column("中位数", "Median", lambda row: row.middle),
                Column("最长", "Longest", lambda row: row.longest),
            ),
        ),
        lambda by, rules, now: figures.figures(by, rules, now=now).stages,
        _of_desk("desk_figures"),
    ),
    "agents": TakenOut(
        Table(
            "agents",
            "授权代表和限额",
            "Agents and limits",
            (
                Column("代表", "Agent", lambda row: row.name),
                Column("账号", "Account", lambda row: row.account),
                Column("权限", "Scope", lambda row: row.scope, width=24),
                Column("限额（元）", "Limit in yuan", lambda row: row.limit, "amount"),
                Column("至", "Until", lambda row: row.until, "date"),
                Column("已过期", "Over", lambda row: _late(row.over), width=8),
            ),
        ),
        lambda by, rules, now: institution.desk(by, rules, now=now).agents,
        _of_desk("desk_institution"),
    ),
    "clocks": TakenOut(
        Table("clocks", "期限", "Clocks", DATED),
        lambda by, rules, now: mediator.desk(by, rules, now=now).clocks,
        _of_desk("desk_mediator"),
    ),
    "log": TakenOut(
        Table(
            "log",
            "评查记录",
            "Assessor's log",
            (
                Column("编号", "Number", lambda row: row[0].number),
                Column("事项", "Subject", lambda row: row[0].subject, "long"),
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
        _of_desk("desk_assessor"),
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
                Column("超期", "Late", lambda row: _late(row.late), width=8),
            ),
        ),
        lambda by, rules, now: vacancies(by),
        lambda by: bool(by.functions & CALLED and by.bodies),
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
            ),
        ),
        _unsent,
        is_officer,
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
    ),
    "people": TakenOut(
        Table(
            "people",
            "人员",
            "People",
            (
                Column("姓名", "Name", words),
                Column("用户名", "Account", lambda row: row.username),
                Column(
                    "岗位",
                    "Office",
                    lambda row: actor_words(own_post(row).actor) if row.is_active else "",
                    "long",
                ),
                Column(
                    "状态",
                    "State",
                    lambda row: say("在用", "active") if row.is_active else say("停用", "disabled"),
                ),
            ),
        ),
        _people,
        _of_desk("desk_administrator"),
    ),
    "roster": TakenOut(
        Table(
            "roster",
            "调解员、评估员名册",
            "Roster of neutrals",
            (
                Column("姓名", "Name", words),
                Column("编号", "Handle", lambda row: row.handle),
                Column("背景", "Background", lambda row: background_words(row.background), width=24),
                Column("专长", "Specialisms", lambda row: specialism_words(row.specialisms), "long"),
                Column("已登记的联系", "Ties on record", lambda row: row.ties, "long"),
                Column("状态", "State", lambda row: status_words(row.status)),
            ),
        ),
        _neutrals,
        lambda by: True,
    ),
    "bodies": TakenOut(
        Table(
            "bodies",
            "单位",
            "Bodies",
            (
                Column("名称", "Name", words, width=36),
                Column("编号", "Handle", lambda row: row.handle),
                Column("类别", "Kind", lambda row: body_kind_words(row.kind), width=28),
                Column("公开联系方式", "Public contact", lambda row: row.contact, "long"),
                Column("状态", "State", lambda row: status_words(row.status)),
            ),
        ),
        _bodies,
        lambda by: True,
    ),
}
