"""What the reports say: the month for the joint meeting, and the year in the fields of the INFO network."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from rongzhi.casework.rules import rules_of
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.statistics.counts import Share
from rongzhi.core.statistics.index import Index, Period
from rongzhi.core.statistics.measures import Did, OfCases, Until
from rongzhi.oversight import board
from rongzhi.oversight.charts import Words, counts_svg, trend_svg
from rongzhi.oversight.figures import Counting, counting
from rongzhi.rulebook.faults import PAGES
from rongzhi.rulebook.indices import ACCEPTED, EFFECTIVE, ENDED, FILED, INDICES, SOURCE
from rongzhi.rulebook.tables import grounds
from rongzhi.web.figures_shown import Shown, group_name, headline, shown
from rongzhi.web.measures_taken import measures
from rongzhi.web.panels import Asking, panels
from rongzhi.web.reports.blocks import Block, Heading, Paragraph, Picture, Report, Table
from rongzhi.web.speech import english, say, words

DAY = timedelta(days=1)
# Grounds for which the matter is outside what the mechanism is for; the others decline a matter inside it. [design]
OUT_OF_SCOPE = ("NA1", "NA7", "NA10", "NA12")
NEUTRAL = "NA7–9"  # told in one word to everybody, so they are counted together (record.md §2)
TO_END = Index(
    "T",
    "从提交到结束",
    "From filing to the end",
    "",
    "",
    "",
    "",
    "",
    "",
    "less",
    SOURCE,
    Until(FILED, ENDED),
)
WHOLE_MONTHS = 12


def month_period(month: date) -> Period:
    """The month in which the day lies, known up to its last day."""
    first = month.replace(day=1)
    after = (first + 31 * DAY).replace(day=1)
    return Period(first, after, after - DAY)


def year_up_to(period: Period) -> Period:
    """The twelve months that end with this period."""
    last = period.end - DAY
    start = date(last.year - (last.month < 12), last.month % 12 + 1, 1)
    return Period(start, period.end, period.cut_off)


def monthly(actor: Actor, name: str, month: date, *, now: datetime) -> Report:
    """The month for the joint meeting: what came and went, the five questions over twelve months, what is done."""
    own = month_period(month)
    year, rules = year_up_to(own), rules_of(actor.county)
    report = Report(
        "en" if english() else "zh",
        say(f"{name}金融纠纷多元化解月报", f"Financial disputes in {name}: monthly report"),
        say(
            f"{own.start.year}年{own.start.month}月 · 统计截至{own.cut_off.isoformat()} · 供联席会议",
            f"{own.start:%B %Y} · known up to {own.cut_off.isoformat()} · for the joint meeting",
        ),
    )
    with counting(actor.county) as count:
        report.blocks += _counts(count, own)
        report.blocks += _open(count, year)
        for fault in PAGES:
            report.blocks += _fault(count, year, fault, actor, rules, now)
    report.blocks += _done(actor, rules, now)
    report.blocks += _how_to_read()
    return report


def _counts(count: Counting, own: Period) -> Iterator[Block]:
    before = board.before(own)
    before = Period(before.start.replace(day=1), own.start, own.cut_off)
    yield Heading(say("一、这个月", "1. The month"))
    now = board.denominators(count, own)
    then = {en: n for _, en, n in board.denominators(count, before)}
    yield Table(
        (say("事项", "What"), say("本月", "This month"), say("上月", "Month before")),
        tuple((say(zh, en), f"{n:,}", f"{then.get(en, 0):,}") for zh, en, n in now),
    )


def _open(count: Counting, year: Period) -> Iterator[Block]:
    found = board.backlog(count, year)
    yield Heading(say("二、在办案件", "2. Cases that are open"))
    text = say(f"月末在办 {found.open:,} 件。", f"Open at the end of the month: {found.open:,}.")
    if found.days is not None:
        text += say(
            f"近十二个月平均每天收 {found.a_day:.1f} 件；按利特尔定律，每件平均约在办 {found.days:.0f} 天。",
            f" Over twelve months {found.a_day:.1f} a day came in; by Little's law a case stays about {found.days:.0f} days.",
        )
    yield Paragraph(text)
    caption = say("各月末在办件数", "Open at the end of each month")
    named = Words(caption, say("件", "cases"), "", share=False)
    yield Picture(counts_svg(found.months, named), caption)


def _fault(
    count: Counting, year: Period, fault: object, actor: Actor, rules: Rules, now: datetime
) -> Iterator[Block]:
    page = next(one for one in PAGES if one is fault)
    number = PAGES.index(page) + 3
    ordinal = "一二三四五六七八九"[number - 1]
    yield Heading(say(f"{ordinal}、{page.label}", f"{number}. {page.en}"))
    yield Paragraph(
        say(page.asks, page.asks_en) + say(" 以下为近十二个月。", " Below, the last twelve months.")
    )
    told = board.headlines(count, page.indices, year)
    yield _figures([headline(one) for one in told])
    for one in told:
        trend = board.trend(count, one.index, year)
        if trend.drawn:
            timed = isinstance(one.index.measure, Until)
            caption = f"{one.index.key} {words(one.index)}"
            named = Words(
                caption,
                say("工作日（中位数）", "working days (median)") if timed else say("比例", "share"),
                "",
                share=not timed,
            )
            yield Picture(trend_svg(trend, named), caption)
            break
    asking = Asking(actor, rules, count, year, "channel", now)
    for panel in panels(page.key, asking):
        if panel.rows and len(panel.rows) <= MOST_ROWS:
            yield Heading(panel.title, 2)
            yield Table(panel.head, panel.rows)
            yield Paragraph(panel.hint, note=True)


MOST_ROWS = 16


def _figures(found: list[Shown]) -> Table:
    return Table(
        (
            say("指标", "Indicator"),
            say("数值", "Value"),
            say("95% 区间", "95% interval"),
            say("分子 / 分母", "Of how many"),
            say("与上一期相比", "Against before"),
        ),
        tuple(
            (
                f"{one.key} {one.name}",
                one.value or say("数量太少", "too few"),
                one.interval or "—",
                one.of or "—",
                one.change or "—",
            )
            for one in found
        ),
        wide=frozenset({0, 4}),
    )


def _done(actor: Actor, rules: Rules, now: datetime) -> Iterator[Block]:
    found = measures(actor, frozenset(INDICES), rules, today=now.date())
    yield Heading(say("八、我们在做什么", "8. What we do about it"))
    yield Table(
        (say("指标和措施", "Indicator and measure"), say("责任单位", "By whom"), say("期限", "Until")),
        tuple((f"{one.name}：{one.what}", one.body, f"{one.due} {one.state}") for one in found.taken),
        wide=frozenset({0, 1}),
        empty=say("还没有针对这些数字的措施。", "Nothing is being done about these figures yet."),
    )


def _how_to_read() -> Iterator[Block]:
    yield Heading(say("怎样读这些数字", "How to read these figures"))
    yield Paragraph(
        say(
            "全部由办案记录算出，不用填报。比例的区间为威尔逊区间，时间为卡普兰—迈耶中位数，都是 95%。少于五件的不给出。"
            "区间重叠的，分不出高下；变化后面写“可能只是偶然”的，不作结论。指标由本县设计，待通过。",
            "All are counted from the record of the cases; nobody fills anything in. Intervals of shares are Wilson's, times are "
            "Kaplan–Meier medians, all 95%. Below five none is given. Intervals that overlap tell nothing apart, and “may be chance” "
            "means that nothing follows. The indicators are the county's own design, still to be adopted.",
        ),
        note=True,
    )


def annual(actor: Actor, name: str, year: int, *, now: datetime) -> Report:
    """The year in the fields of the INFO network (six principles, 2014; domain.md §14) [verified-secondary]."""
    last = min(date(year, 12, 31), now.date())
    period = Period(date(year, 1, 1), date(year + 1, 1, 1), last)
    rules = rules_of(actor.county)
    report = Report(
        "en" if english() else "zh",
        say(f"{name}金融纠纷多元化解{year}年度报告", f"Financial disputes in {name}: annual report {year}"),
        say(
            f"按金融申诉专员国际网络（INFO）的报告事项 · 统计截至{last.isoformat()}",
            f"In the fields of the INFO network · known up to {last.isoformat()}",
        ),
    )
    with counting(actor.county) as count:
        report.blocks += _fields(count, period)
        report.blocks += _seasons(count, period)
        report.blocks += _refusals(count, period)
        report.blocks += _systemic(count, period, rules)
        report.blocks += _governance(count, period)
    report.blocks += _how_to_read()
    return report


def _n(count: Counting, did: Did, period: Period) -> int:
    return count.number(OfCases(did, did), period)


def _fields(count: Counting, period: Period) -> Iterator[Block]:
    filed, accepted = _n(count, FILED, period), _n(count, ACCEPTED, period)
    by_ground = _by_ground(count, period)
    out = sum(n for code, n in by_ground.items() if code in (*OUT_OF_SCOPE, NEUTRAL))
    declined = sum(by_ground.values()) - out
    came = count.way(ACCEPTED, [ENDED, EFFECTIVE], period, "").get("", [0, 0, 0])
    settled = count.way(ACCEPTED, [EFFECTIVE], period, "").get("", [0, 0])[1]
    stopped = came[1] - came[2]
    ((spent,), (kept,)) = (
        count.given(TO_END, period),
        count.given(INDICES["IC4"], period),
    )
    time = shown(TO_END, spent)
    performed = shown(INDICES["IC4"], kept)
    yield Heading(say("一、收到和办结", "1. Received and resolved"))
    rows = [
        (say("收到", "Received"), f"{filed:,}", say("提交的申请", "disputes filed")),
        (
            say("不属于范围", "Out of scope"),
            f"{out:,}",
            say("不予受理的理由在范围以外", "refused because the matter lies outside"),
        ),
        (
            say("属于范围但未受理", "In scope, declined"),
            f"{declined:,}",
            say("其他不予受理的理由", "refused for other grounds"),
        ),
        (say("受理", "Accepted"), f"{accepted:,}", say("受理的申请", "accepted")),
        (
            say("未达成协议而结束", "Discontinued"),
            f"{stopped:,}",
            say(
                "这些受理的案件中，撤回、对方不应邀、未达成等",
                "of those accepted: withdrawn, other side did not come, no agreement, and so on",
            ),
        ),
        (
            say("达成协议", "Resolved"),
            f"{settled:,}",
            say("这些受理的案件中，协议已生效", "of those accepted: agreements in effect"),
        ),
        (
            say("还在办理", "Still open"),
            f"{accepted - came[1] - (settled - came[2]):,}",
            say("到统计日尚未结束", "not over by the cut-off"),
        ),
        (
            say("结果对谁有利", "In whose favour"),
            _favour(count, period),
            say(
                "调解不分胜负；这里是协议额与请求额之比的中位数",
                "mediation has no winner; the median of agreed over claimed",
            ),
        ),
        (
            say("平均用时", "Time taken"),
            time.value or say("数量太少", "too few"),
            say("从提交到结束的中位数，", "median from filing to the end, ") + (time.interval or "—"),
        ),
        (
            say("履行率", "Compliance"),
            performed.value or say("数量太少", "too few"),
            f"{performed.of} {performed.interval}",
        ),
    ]
    yield Table(
        (say("事项", "Field"), say("数字", "Figure"), say("怎样算", "How it is counted")),
        tuple(rows),
        wide=frozenset({0, 2}),
    )


def _favour(count: Counting, period: Period) -> str:
    value = count.middle_ratio("_agreed", "_claimed", EFFECTIVE, period)
    return f"{100 * value:.0f}%" if value is not None else say("数量太少", "too few")


def _seasons(count: Counting, period: Period) -> Iterator[Block]:
    rows = count.by_month(FILED, period)
    months = [(month, rows.get(month, 0)) for month in board.months(period)]
    caption = say("各月收到件数", "Received in each month")
    yield Heading(say("二、各月", "2. Month by month"))
    yield Picture(counts_svg(months, Words(caption, say("件", "cases"), "", share=False)), caption)


def _by_ground(count: Counting, period: Period) -> dict[str, int]:
    codes = (*grounds(), NEUTRAL)
    told = {
        code: _n(count, Did(("intake.refuse",), (("ground", (code,)),)), period)
        for code in codes
        if code not in ("NA7", "NA8", "NA9")
    }
    return {code: n for code, n in told.items() if n}


def _refusals(count: Counting, period: Period) -> Iterator[Block]:
    found, rows = _by_ground(count, period), grounds()
    whole = sum(found.values())
    yield Heading(say("三、不予受理的理由", "3. Grounds of refusal"))
    yield Table(
        (say("理由", "Ground"), say("件数", "Cases"), say("占比", "Share")),
        tuple(
            (
                f"{code} {words(rows[code]) if code in rows else say('依规不宜调解', 'not suited to mediation')}",
                f"{n:,}",
                f"{100 * (Share(n, whole).value or 0):.1f}%",
            )
            for code, n in found.items()
        ),
        empty=say("没有不予受理。", "Nothing was refused."),
    )


def _systemic(count: Counting, period: Period, rules: Rules) -> Iterator[Block]:
    again = board.recurring(count, period)
    yield Heading(say("四、反复出现的问题", "4. Systemic problems"))
    yield Paragraph(
        say(
            "同一机构、同一类纠纷在一年里的件数，与上一年相比；只列出两年合计满三十件的。",
            "Cases of one institution and one class in the year against the year before; pairs with thirty or more in both together.",
        ),
        note=True,
    )
    yield Table(
        (
            say("机构和类别", "Institution and class"),
            say("今年", "This year"),
            say("上一年", "Year before"),
        ),
        tuple(
            (
                f"{group_name('institution', one.keys[0], rules)} · {group_name('dispute_class', one.keys[1], rules)}",
                f"{one.now:,}",
                f"{one.before:,}",
            )
            for one in again
            if one.now + one.before >= OFTEN
        )[:MOST_ROWS],
        empty=say("没有。", "There are none."),
    )
    yield Paragraph(
        say(
            "个案介绍须当事人另行同意，本报告不附。",
            "Case studies need a consent of their own; none is given here.",
        )
    )


OFTEN = 30


def _governance(count: Counting, period: Period) -> Iterator[Block]:
    keys = ("IA1", "IA2", "IA3", "IA6", "ID1", "ID3", "IC1", "IC2", "IC6", "IC7", "IB7", "IF1", "IF2")
    yield Heading(say("五、治理、质量和经费", "5. Governance, quality and funding"))
    yield _figures([headline(one) for one in board.headlines(count, [INDICES[key] for key in keys], period)])
