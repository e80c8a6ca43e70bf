"""Where cases come in and go out, in which townships, and what comes again."""

from rongzhi.core.statistics.counts import Share
from rongzhi.core.statistics.measures import Did, OfCases
from rongzhi.oversight import board
from rongzhi.rulebook.indices import FILED
from rongzhi.rulebook.tables import bodies as body_kinds
from rongzhi.rulebook.tables import ends
from rongzhi.web.figures_shown import group_name
from rongzhi.web.panels.panel import FEWEST, Asking, Panel, rate
from rongzhi.web.speech import say, words


def entries(asking: Asking) -> Panel:
    measure = {
        kind: Did(FILED.acts, (("_origin", (kind,)),))
        for kind in ("VILL", "ASSOC", "CCA", "CHAMB", "UNION", "VOL", "PMC")
    }
    whole = asking.count.number(OfCases(FILED, FILED), asking.period)
    told = [(kind, asking.count.number(OfCases(did, did), asking.period)) for kind, did in measure.items()]
    named = body_kinds()
    helped = sum(n for _, n in told)
    rows = [(words(named[kind]), *rate(Share(n, whole))) for kind, n in told if n and kind in named]
    rows.append((say("没有人帮忙提交", "nobody helped to file"), *rate(Share(whole - helped, whole))))
    return Panel(
        say("从哪里进来", "Where cases come in"),
        say("经谁帮忙提交。分母是全部提交。", "Through whom they were filed, of all that were filed."),
        (say("经谁", "Through"), say("件数", "Cases"), say("占比", "Share"), say("95% 区间", "95% interval")),
        tuple(rows) if whole else (),
        say("这段时间没有提交。", "Nothing was filed in this time."),
    )


def exits(asking: Asking) -> Panel:
    codes = asking.count.ends(asking.period)
    whole, known = sum(codes.values()), ends()
    few = sum(n for n in codes.values() if n < FEWEST)
    rows = [
        (words(known[code]) if code in known else code, *rate(Share(n, whole)))
        for code, n in sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
        if n >= FEWEST
    ]
    if few:
        rows.append((say("不足五件的合计", "below five, together"), *rate(Share(few, whole))))
    return Panel(
        say("怎样出去", "How cases go out"),
        say("办结的案件以什么结束。", "With what the cases that ended did end."),
        (say("结果", "End"), say("件数", "Cases"), say("占比", "Share"), say("95% 区间", "95% interval")),
        tuple(rows),
        say("这段时间没有办结。", "Nothing ended in this time."),
    )


def townships(asking: Asking) -> Panel:
    """Where people filed with the help of a station: the township is that of the station, not of a person."""
    filed = asking.count.filed_through(asking.period)
    whole = sum(filed.values())
    told = [(name, n) for name, n in sorted(filed.items()) if name and n >= FEWEST]
    few = sum(n for name, n in filed.items() if name and n < FEWEST)
    rows = [(name, *rate(Share(n, whole))) for name, n in told]
    if few:
        rows.append((say("不足五件的乡镇合计", "townships below five, together"), *rate(Share(few, whole))))
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


def again(asking: Asking) -> Panel:
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
