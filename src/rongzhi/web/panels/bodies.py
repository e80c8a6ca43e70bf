"""Who chooses neutrals, who runs and pays the bodies, who leads a consultation, and whether both sides find it alike."""

from dataclasses import replace

from rongzhi.casework.consultation_figures import figures as consultation_figures
from rongzhi.casework.models import File
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.picture import Entry
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.statistics.counts import Share
from rongzhi.core.statistics.measures import Did, OfActs, Paired
from rongzhi.rulebook.indices import EFFECTIVE, INDICES
from rongzhi.rulebook.tables import bodies as body_kinds
from rongzhi.web.consulting import overview
from rongzhi.web.figures_shown import shown
from rongzhi.web.labels import code_words
from rongzhi.web.panels.panel import Asking, Panel, rate
from rongzhi.web.speech import say


def _proposed(method: str) -> Did:
    return Did(("appointment.propose",), (("method", (method,)),))


CHOSEN = (
    (Did(("appointment.joint_choice",)), "双方共同选定", "chosen by both sides"),
    (_proposed("one_side"), "一方选定，对方不反对", "chosen by one side, the other does not object"),
    (_proposed("draw"), "随机抽取", "drawn at random"),
    (_proposed("appointed"), "组织指定", "appointed by the organisation"),
    (_proposed("court"), "法院指定", "appointed by the court"),
    (Did(("fast_track.take_office",)), "小额快速程序中指定", "named in the fast track"),
)


def appointments(asking: Asking) -> Panel:
    """How often a neutral was chosen, drawn or named; one that replaces another counts once more."""
    numbers = [(zh, en, asking.count.number(OfActs(did, did), asking.period)) for did, zh, en in CHOSEN]
    whole = sum(n for _, _, n in numbers)
    return Panel(
        say("调解员怎样产生", "How neutrals came to their cases"),
        say(
            "选定、抽取、指定各多少；更换的另计一次。名单上只有一人不是选择。",
            "How many were chosen, drawn and named; a replacement counts once more. A choice from a list of one is none.",
        ),
        (say("方式", "How"), say("件数", "Cases"), say("占比", "Share"), say("95% 区间", "95% interval")),
        tuple((say(zh, en), *rate(Share(n, whole))) for zh, en, n in numbers if n),
        say("这段时间没有确定过调解员。", "No neutral took a case in this time."),
    )


def standing(asking: Asking) -> Panel:
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
        in_words=True,
    )


def _stood(name: str, line: Entry, rules: Rules) -> tuple[str, ...]:
    who = (str(line.facts.get(key) or "") for key in ("founder", "payer", "host"))
    past = "" if line.status == "open" else say("（已变更）", " (since changed)")
    return (
        name + past,
        *(code_words(rules, "body_handles", one) if one else "—" for one in who),
        f"{line.on or ''} {line.facts.get('paper') or ''}",
    )


def dominance(asking: Asking) -> Panel:
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


def within_outcome(asking: Asking) -> Panel:
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
