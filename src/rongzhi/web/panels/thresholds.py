"""Where people fall out, who fares differently at which step, and what the procedures themselves prove."""

from rongzhi.oversight import board
from rongzhi.rulebook.hidden_thresholds import not_provable, proved
from rongzhi.web.figures_shown import group_name, ratio_words
from rongzhi.web.panels.panel import Asking, Panel, rate
from rongzhi.web.speech import say, words


def way(asking: Asking) -> Panel:
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
        tuple((say(step.zh, step.en), *rate(step.share)) for step in ways),
        say("这段时间没有提交。", "Nothing was filed in this time."),
    )


def way_by_group(asking: Asking) -> Panel:
    ways = board.steps(asking.count, asking.period, asking.by)
    if asking.by in board.ON_ACCEPTANCE:
        ways = {group: steps[1:] for group, steps in ways.items()}
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


def static_proof(asking: Asking) -> Panel:
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
        in_words=True,
    )
