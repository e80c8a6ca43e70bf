"""What stands on the pages of the five faults beside the indicators: further tables, each with what it may not be taken for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from rongzhi.casework.consultation_figures import figures as consultation_figures
from rongzhi.casework.models import File
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Entry
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.statistics.counts import Share
from rongzhi.core.statistics.forecast import AHEAD, FARTHEST, LEAST, LEVEL, Between, outlook
from rongzhi.core.statistics.index import Period
from rongzhi.core.statistics.measures import Did, OfCases, Paired
from rongzhi.core.statistics.money import OUT
from rongzhi.oversight import board
from rongzhi.oversight.figures import Counting
from rongzhi.rulebook.hidden_thresholds import not_provable, proved
from rongzhi.rulebook.indices import EFFECTIVE, ENDED, FILED, INDICES
from rongzhi.rulebook.tables import bodies as body_kinds
from rongzhi.rulebook.tables import ends
from rongzhi.web.consulting import overview
from rongzhi.web.figures_shown import group_name, ratio_words, shown
from rongzhi.web.labels import code_words
from rongzhi.web.speech import say, words

FEWEST = board.FEWEST
CHOSEN = (
    ("appointment.joint_choice", "双方共同选定", "chosen by both sides"),
    ("appointment.propose", "组织指定", "proposed by the organisation"),
    ("appointment.leave_it", "当事人请组织指定", "left to the organisation by the sides"),
    ("fast_track.take_office", "小额快速程序中指定", "named in the fast track"),
)


@dataclass(frozen=True, slots=True)
class Panel:
    """A table with its heading: what it shows, what to mind, the names of its columns, and its rows as texts.

    The first column is a text, the others are numbers. `empty` stands where there is no row.
    """

    title: str
    hint: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """The rows with the name of the column at each cell, as a small screen shows them."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for what: the reader, the county's rules, the open count, the period and by what to group."""

    actor: Actor
    rules: Rules
    count: Counting
    period: Period
    by: str
    now: datetime


def panels(fault: str, asking: Asking) -> list[Panel]:
    """The panels of a page, in order."""
    return [make(asking) for make in PANELS.get(fault, ())]


def _rate(share: Share) -> tuple[str, str, str]:
    """Of how many, the share, and its interval; a share of few is not given."""
    of = f"{share.part:,} / {share.whole:,}"
    if share.whole < FEWEST or share.value is None or share.interval is None:
        return of, "—", ""
    between = share.interval
    return of, f"{100 * share.value:.1f}%", f"{100 * between.low:.1f}%–{100 * between.high:.1f}%"


def _standing(asking: Asking) -> Panel:
    """Who runs, pays and hosts each mediation body, with the paper, as it stood and as it stands."""
    files = {
        file: load(picture)
        for file, picture in File.objects.filter(county=asking.actor.county, kind="body")
        .order_by("number")
        .values_list("number", "picture")
    }
    known = body_kinds()
    rows = []
    for picture in files.values():
        kind = known.get(str(picture.header.get("kind") or ""))
        if kind is None or kind.kind != "mediation_org":
            continue
        lines = picture.list("standing")
        name = code_words(asking.rules, "body_handles", str(picture.header.get("handle") or ""))
        rows += [_stood(name, line, asking.rules) for line in reversed(lines)] or [
            (name, say("没有登记", "not recorded"), "—", "—", "—")
        ]
    return Panel(
        say("谁主办、谁出钱、谁给场所", "Who runs, pays and hosts"),
        say(
            "由各调解组织凭文件登记，历次变化都保留。没有登记不等于没有。",
            "Entered by each mediation body with its paper; every change is kept. Not recorded does not mean none.",
        ),
        (
            say("组织", "Body"),
            say("主办", "Run by"),
            say("出资", "Paid by"),
            say("场所", "Hosted by"),
            say("自；凭证", "From; paper"),
        ),
        tuple(rows),
        say("名录中没有调解组织。", "The directory has no mediation body."),
    )


def _stood(name: str, line: Entry, rules: Rules) -> tuple[str, ...]:
    who = (str(line.facts.get(key) or "") for key in ("founder", "payer", "host"))
    past = "" if line.status == "open" else say("（已变更）", " (since changed)")
    return (
        name + past,
        *(code_words(rules, "body_handles", one) if one else "—" for one in who),
        f"{line.on or ''} {line.facts.get('paper') or ''}",
    )


def _dominance(asking: Asking) -> Panel:
    made = consultation_figures(asking.actor.county, now=asking.now)
    rows = [
        (line.name, line.value or say("次数太少", "too few"), line.interval, f"{line.n}")
        for line in overview.lines(made)[-2:]
    ]
    return Panel(
        say("会商中有没有人带着走", "Does somebody lead the table along"),
        say(
            "再次意见向牵头单位、向付费单位靠拢多少：0 为不靠拢，1 为完全跟随；区间含 0 就看不出靠拢。不足二十次会商不下结论；误报率见会商情况一页。",
            "How far second opinions drift towards the lead department and towards who pays: 0 not at all, 1 in full; an interval that holds 0 shows no drift. Below 20 consultations nothing is said; the rate of false alarms stands on the page of consultations.",
        ),
        (
            say("什么", "What"),
            say("数值", "Value"),
            say("95% 区间", "95% interval"),
            say("次数", "n"),
        ),
        tuple(rows),
    )


def _appointments(asking: Asking) -> Panel:
    numbers = [
        (zh, en, asking.count.number(OfCases(did, did), asking.period))
        for act, zh, en in CHOSEN
        for did in (Did((act,)),)
    ]
    whole = sum(n for _, _, n in numbers)
    return Panel(
        say("调解员怎样产生", "How neutrals came to their cases"),
        say(
            "选定、指定各多少。名单上只有一人不是选择。",
            "How many were chosen and how many named. A choice from a list of one is none.",
        ),
        (say("方式", "How"), say("件数", "Cases"), say("占比", "Share"), say("95% 区间", "95% interval")),
        tuple((say(zh, en), *_rate(Share(n, whole))) for zh, en, n in numbers if n),
        say("这段时间没有确定过调解员。", "No neutral took a case in this time."),
    )


def _within_outcome(asking: Asking) -> Panel:
    """How both sides found it, apart for cases that were settled and for the others."""
    index = INDICES["ID4"]
    rows = []
    for zh, en, without in (("协议生效的", "settled", False), ("没有协议的", "not settled", True)):
        if isinstance(index.measure, Paired):
            split = replace(index, measure=replace(index.measure, among=EFFECTIVE, without=without))
            one = shown(split, asking.count.given(split, asking.period)[0])
            rows.append(
                (say(zh, en), one.value or say("数量太少", "too few"), one.interval or "—", one.of or "—")
            )
    return Panel(
        say("同样的结果，双方觉得一样公平吗", "With the same outcome, do both sides find it alike"),
        say(
            "机构打的公平分减消费者打的（1—5分），同一案件；没有谈成的往往打得低，所以按结果分开看。",
            "Fairness as institutions score it minus as consumers do (1 to 5), same case; who did not settle scores lower, so outcomes stand apart.",
        ),
        (say("结果", "Outcome"), say("差", "Gap"), say("95% 区间", "95% interval"), say("案件", "Cases")),
        tuple(rows),
    )


def _entries(asking: Asking) -> Panel:
    measure = {
        kind: Did(FILED.acts, (("_origin", (kind,)),))
        for kind in ("VILL", "ASSOC", "CCA", "CHAMB", "UNION", "VOL", "PMC")
    }
    whole = asking.count.number(OfCases(FILED, FILED), asking.period)
    told = [(kind, asking.count.number(OfCases(did, did), asking.period)) for kind, did in measure.items()]
    named = body_kinds()
    helped = sum(n for _, n in told)
    rows = [(words(named[kind]), *_rate(Share(n, whole))) for kind, n in told if n and kind in named]
    rows.append((say("没有人帮忙提交", "nobody helped to file"), *_rate(Share(whole - helped, whole))))
    return Panel(
        say("从哪里进来", "Where cases come in"),
        say("经谁帮忙提交。分母是全部提交。", "Through whom they were filed, of all that were filed."),
        (say("经谁", "Through"), say("件数", "Cases"), say("占比", "Share"), say("95% 区间", "95% interval")),
        tuple(rows) if whole else (),
        say("这段时间没有提交。", "Nothing was filed in this time."),
    )


def _exits(asking: Asking) -> Panel:
    codes = asking.count.ends(asking.period)
    whole, known = sum(codes.values()), ends()
    few = sum(n for n in codes.values() if n < FEWEST)
    rows = [
        (words(known[code]) if code in known else code, *_rate(Share(n, whole)))
        for code, n in sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
        if n >= FEWEST
    ]
    if few:
        rows.append((say("不足五件的合计", "below five, together"), *_rate(Share(few, whole))))
    return Panel(
        say("怎样出去", "How cases go out"),
        say("办结的案件以什么结束。", "With what the cases that ended did end."),
        (say("结果", "End"), say("件数", "Cases"), say("占比", "Share"), say("95% 区间", "95% interval")),
        tuple(rows),
        say("这段时间没有办结。", "Nothing ended in this time."),
    )


def _way(asking: Asking) -> Panel:
    ways = board.steps(asking.count, asking.period).get("", [])
    return Panel(
        say("人在哪一步掉队", "Where people fall out"),
        say(
            "这段时间提交的案件一步一步走到哪里；每一步的比例以上一步为分母。还在办的以后可能走得更远。",
            "How far the cases filed in this time have come; each share is of the step before. Open cases may come further.",
        ),
        (
            say("步骤", "Step"),
            say("到这一步 / 到上一步", "Here / at the step before"),
            say("比例", "Share"),
            say("95% 区间", "95% interval"),
        ),
        tuple((say(step.zh, step.en), *_rate(step.share)) for step in ways),
        say("这段时间没有提交。", "Nothing was filed in this time."),
    )


def _way_by_group(asking: Asking) -> Panel:
    ways = board.steps(asking.count, asking.period, asking.by)
    names = next(iter(ways.values()), [])
    rows = []
    for step, ratios in zip(names[1:], board.differing_steps(ways), strict=True):
        for one in ratios:
            if one.stands_out:
                name = f"{say(step.zh, step.en)} · {group_name(asking.by, one.group, asking.rules)}"
                rows.append((name, *ratio_words(one)))
    return Panel(
        say("哪些人在哪一步与别人不同", "Who fares differently at which step"),
        say(
            "每一步、每一组都与其余各组相比；只列出校正后 p 小于 0.05 的（所有步骤和各组一并校正）。年龄、残疾等须当事人另行同意才能统计，这里没有。",
            "At each step every group against all others; only what stays below 0.05 after correction over all steps and groups is listed. Age and disability need a consent of their own and are not counted here.",
        ),
        (
            say("步骤和组", "Step and group"),
            say("是其余各组的几倍", "Times all others"),
            say("95% 区间", "95% interval"),
            say("校正后的 p", "Corrected p"),
        ),
        tuple(rows),
        say("没有一组在哪一步显得不同。", "No group stands out at any step."),
    )


def _static(asking: Asking) -> Panel:
    found = list(proved(asking.rules))
    rows = [
        (
            words(threshold),
            say("有待改正", "to be mended")
            if faults
            else say("声明中没有，声明以外由人看管", "absent from the declarations; people watch the rest")
            if threshold.partly
            else say("已证明没有", "proved absent"),
        )
        for threshold, faults in found
    ]
    rows += [
        (words(one), say("声明证明不了，由人看管", "no declaration proves it; people watch it"))
        for one in not_provable()
    ]
    return Panel(
        say("程序本身有没有门槛", "Are there thresholds in the procedures themselves"),
        say(
            "不看案件，只看程序的写法：由声明逐条检查。",
            "Without any case: checked point by point from how the procedures are declared.",
        ),
        (say("门槛", "Threshold"), say("结论", "Finding")),
        tuple(rows),
    )


def _money_outlook(asking: Asking) -> Panel:
    found = outlook(asking.count.ledger(), asking.period.cut_off)
    rows: list[tuple[str, ...]] = []
    if found is not None:
        trial = found.trial
        rows = [
            (
                say("不再进钱，还能用几个月", "Months left if no more comes in"),
                f"{found.lasts.middle:.1f}",
                _range(found.lasts, months=True),
            ),
            (
                say(f"今后{AHEAD}个月的支出（元）", f"Costs of the next {AHEAD} months (yuan)"),
                f"{found.cost.middle:,.0f}",
                _range(found.cost, months=False),
            ),
            (
                say("拿过去试：落在预计范围内的次数", "Tried on the past: how often it lay in the range"),
                f"{trial.part} / {trial.whole}" if trial.whole else "—",
                say(f"应为 {LEVEL:.0%} 左右", f"should be about {LEVEL:.0%}")
                if trial.whole >= FEWEST
                else say("次数太少，不能下结论", "too few to say"),
            ),
        ]
    return Panel(
        say("钱还能用多久", "How long the money lasts"),
        say(
            f"以过去各月的支出随机组合成今后各月，给出 {LEVEL:.0%} 的范围；看不出趋势和季节。只算非限定资金。",
            f"The months to come are drawn from those that were; the range holds {LEVEL:.0%} of such futures. It foresees no trend and no season. Free money alone.",
        ),
        (say("什么", "What"), say("中间值", "Middle"), say(f"{LEVEL:.0%} 范围", f"{LEVEL:.0%} range")),
        tuple(rows),
        say(
            f"不足{LEAST}个整月的支出，不作预计。",
            f"Below {LEAST} whole months of costs nothing is foretold.",
        ),
    )


def _range(one: Between, *, months: bool) -> str:
    if months and one.open_end:
        return say(
            f"{one.low:.1f} 以上（至少 {FARTHEST} 个月）",
            f"{one.low:.1f} or more ({FARTHEST} months at least)",
        )
    return f"{one.low:.1f}–{one.high:.1f}" if months else f"{one.low:,.0f}–{one.high:,.0f}"


def _by_channel(asking: Asking) -> Panel:
    """What each channel cost and how many of its cases ended: the lines that name a channel, or a case."""
    channels = asking.count.facts("channel")
    spent: dict[str, float] = {}
    since = board.last_year(asking.period.cut_off).start
    for line in asking.count.ledger():
        if line.kind == OUT and since <= line.on <= asking.period.cut_off:
            channel = line.channel or channels.get(line.case, "")
            spent[channel] = spent.get(channel, 0.0) + float(line.amount)
    ended = asking.count.numbers(OfCases(ENDED, ENDED), board.last_year(asking.period.cut_off), "channel")
    rows = []
    for channel in sorted(spent, key=lambda key: (not key, key)):
        n = ended.get(channel, 0) if channel else 0
        name = (
            group_name("channel", channel, asking.rules)
            if channel
            else say("分不清渠道的", "not told by channel")
        )
        each = f"{spent[channel] / n:,.2f}" if n >= FEWEST else "—"
        rows.append((name, f"{spent[channel]:,.2f}", f"{n:,}" if channel else "—", each))
    return Panel(
        say("各渠道的成本", "Cost by channel"),
        say(
            "近十二个月台账中写明渠道或者案号的支出，与同期办结的案件相比。不追求便宜。",
            "Costs of the last twelve months that name a channel or a case, against the cases that ended. Not to be chased down.",
        ),
        (
            say("渠道", "Channel"),
            say("支出（元）", "Cost (yuan)"),
            say("办结", "Ended"),
            say("每件（元）", "Each (yuan)"),
        ),
        tuple(rows),
        say("台账中还没有支出。", "The ledger has no cost yet."),
    )


def _again(asking: Asking) -> Panel:
    pairs = board.recurring(asking.count, asking.period)
    found, earlier = (
        [one for one in pairs if one.now >= FEWEST][:MOST_AGAIN],
        any(one.before for one in pairs),
    )
    rows = []
    for one in found:
        institution, kind = (
            group_name(by, key, asking.rules)
            for by, key in zip(("institution", "dispute_class"), one.keys, strict=True)
        )
        change = (
            say("上一期没有记录", "nothing recorded before")
            if not earlier
            else say("比上一期多", "more than before")
            if one.corrected < SURE and one.now > one.before
            else say("比上一期少", "fewer than before")
            if one.corrected < SURE
            else say("看不出变化", "no sure change")
        )
        rows.append((f"{institution} · {kind}", f"{one.now:,}", f"{one.before:,}", change))
    return Panel(
        say("同样的事又来了", "The same again"),
        say(
            "同一机构、同一类纠纷的件数，与上一期相比；看的组多，p 值已经校正，小于 0.05 才说多了或少了。",
            "Cases of one institution and one class against the period before; of many pairs, p is corrected, and below 0.05 it is said to have changed.",
        ),
        (
            say("机构和类别", "Institution and class"),
            say("本期", "This period"),
            say("上一期", "Before"),
            say("变化", "Change"),
        ),
        tuple(rows),
        say("没有哪一组达到五件。", "No pair reaches five."),
    )


MOST_AGAIN, SURE = 12, 0.05


def _townships(asking: Asking) -> Panel:
    """Where people filed with the help of a station: the township is that of the station, not of a person."""
    filed = asking.count.filed_through(asking.period)
    whole = sum(filed.values())
    told = [(name, n) for name, n in sorted(filed.items()) if name and n >= FEWEST]
    few = sum(n for name, n in filed.items() if name and n < FEWEST)
    rows = [(name, *_rate(Share(n, whole))) for name, n in told]
    if few:
        rows.append((say("不足五件的乡镇合计", "townships below five, together"), *_rate(Share(few, whole))))
    return Panel(
        say("乡镇", "Townships"),
        say(
            "经乡镇站点提交的件数。当事人住在哪个乡镇属个人信息，不统计。",
            "Filed through the townships' stations. Where people live is theirs and is not counted.",
        ),
        (
            say("乡镇", "Township"),
            say("件数", "Cases"),
            say("占比", "Share"),
            say("95% 区间", "95% interval"),
        ),
        tuple(rows),
        say("这段时间没有人经站点提交。", "Nobody filed through a station in this time."),
    )


def county_panels(asking: Asking) -> list[Panel]:
    """The panels of the county's page."""
    return [_townships(asking), _again(asking)]


PANELS: Mapping[str, tuple[Callable[[Asking], Panel], ...]] = {
    "independence": (_appointments, _standing, _dominance),
    "professional": (_within_outcome,),
    "society": (_entries, _exits),
    "thresholds": (_way, _way_by_group, _static),
    "lasting": (_money_outlook, _by_channel),
}
