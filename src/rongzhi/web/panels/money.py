"""How long the money lasts, and what each channel costs."""

from rongzhi.core.statistics.forecast import AHEAD, FARTHEST, LEAST, LEVEL, Between, outlook
from rongzhi.core.statistics.measures import OfCases
from rongzhi.core.statistics.money import OUT
from rongzhi.oversight import board
from rongzhi.rulebook.indices import ENDED
from rongzhi.web.figures_shown import group_name
from rongzhi.web.panels.panel import FEWEST, Asking, Panel
from rongzhi.web.speech import say


def money_outlook(asking: Asking) -> Panel:
    found = outlook(asking.count.ledger, asking.period.cut_off)
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


def by_channel(asking: Asking) -> Panel:
    """What each channel cost and how many of its cases ended: the lines that name a channel, or a case."""
    channels = asking.count.facts("channel")
    spent: dict[str, float] = {}
    since = board.last_year(asking.period.cut_off).start
    for line in asking.count.ledger:
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
