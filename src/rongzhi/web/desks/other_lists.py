"""The lists of the desks that are about no file: figures, agents, people, the roster, bodies."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from rongzhi.accounts.capacities import own_post
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.directory.models import Account, Body, Neutral, SecondFactor
from rongzhi.exchange.lists import Column, Table
from rongzhi.web.capacity_words import actor_words
from rongzhi.web.desks import figures, institution
from rongzhi.web.desks.listed import TakenOut, of_desk, yes_if
from rongzhi.web.labels import status_words
from rongzhi.web.roster_words import background_words, body_kind_words, specialism_words
from rongzhi.web.speech import say, words

LOAD: tuple[Column[figures.Load], ...] = (
    Column("姓名", "Name", lambda row: row.name),
    Column("办理中", "Open", lambda row: row.open, "number"),
    Column("已超期", "Late", lambda row: row.late, "number"),
)


def _no_account() -> str:
    return say("未关联账号（仅登记）", "no account (on record only)")


def _people(by: Actor, rules: Rules, now: datetime) -> Iterable[tuple[Account, bool]]:
    apps = set(SecondFactor.objects.filter(account__county=by.county).values_list("pk", flat=True))
    rows = Account.objects.filter(county=by.county).order_by("-is_active", "body", "username")
    return [(row, row.pk in apps) for row in rows]


def _state(row: Account, app: bool) -> str:
    """How an account stands, in the words of the page."""
    if row.left_on:
        return say(f"已离任 {row.left_on}", f"has left {row.left_on}")
    if not row.is_active:
        return say("已停用", "disabled")
    return say("已绑定验证器", "app enrolled") if app else say("未绑定验证器", "no app yet")


def _neutrals(by: Actor, rules: Rules, now: datetime) -> Iterable[Neutral]:
    return Neutral.objects.filter(county=by.county).order_by("status", "pinyin", "handle")


def _bodies(by: Actor, rules: Rules, now: datetime) -> Iterable[Body]:
    return Body.objects.filter(county=by.county).order_by("kind", "pinyin", "handle")


OTHER_LISTS: Mapping[str, TakenOut] = {
    "officers": TakenOut(
        Table("officers", "承办人工作量", "Load of officers", LOAD),
        lambda by, rules, now: figures.figures(by, rules, now=now).officers,
        of_desk("desk_figures"),
    ),
    "neutrals": TakenOut(
        Table(
            "neutrals",
            "调解员工作量",
            "Load of neutrals",
            (*LOAD, Column("上限", "Most at once", lambda row: row.limit, "number")),
        ),
        lambda by, rules, now: figures.figures(by, rules, now=now).neutrals,
        of_desk("desk_figures"),
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
        of_desk("desk_figures"),
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
        of_desk("desk_figures"),
    ),
    "agents": TakenOut(
        Table(
            "agents",
            "授权代表和限额",
            "Agents and limits",
            (
                Column("代表", "Agent", lambda row: row.name if row.account else _no_account()),
                Column("账号", "Account", lambda row: row.account),
                Column("权限", "Scope", lambda row: row.scope, width=24),
                Column(
                    "限额（元）",
                    "Limit in yuan",
                    lambda row: say("不限", "none") if row.limit is None else row.limit,
                    "amount",
                ),
                Column("至", "Until", lambda row: row.until, "date"),
                Column("已过期", "Over", lambda row: yes_if(row.over), width=8),
            ),
        ),
        lambda by, rules, now: institution.desk(by, rules, now=now).agents,
        of_desk("desk_institution"),
    ),
    "commitments": TakenOut(
        Table(
            "commitments",
            "小额快速解决承诺",
            "Commitments for small disputes",
            (
                Column("产品", "Product", lambda row: row[0], width=28),
                Column("限额（元）", "Up to, in yuan", lambda row: row[1], "amount"),
                Column("至", "Until", lambda row: row[2], "date"),
            ),
        ),
        lambda by, rules, now: institution.desk(by, rules, now=now).commitments,
        of_desk("desk_institution"),
    ),
    "people": TakenOut(
        Table(
            "people",
            "人员",
            "People",
            (
                Column("姓名", "Name", lambda row: words(row[0])),
                Column("用户名", "User name", lambda row: row[0].username),
                Column(
                    "岗位",
                    "Post",
                    lambda row: actor_words(own_post(row[0]).actor) if row[0].is_active else "",
                    "long",
                ),
                Column("状态", "State", lambda row: _state(*row), width=24),
            ),
        ),
        _people,
        of_desk("desk_administrator"),
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
