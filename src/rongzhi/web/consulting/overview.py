"""All consultations of the county on one page: which are open, and what the figures say, each with how many it rests on."""

from dataclasses import dataclass
from datetime import date

from rongzhi.casework.consultation_figures import LEAD, PAYER, Figures
from rongzhi.casework.models import Proceeding
from rongzhi.core.opinions import Figure, Kind, Share
from rongzhi.core.procedure.rules import Rules
from rongzhi.web.labels import code_words, stage_of
from rongzhi.web.speech import say, words


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: its name, the value with its interval, how many it rests on, and what it may not be taken for."""

    name: str
    value: str
    interval: str
    n: int
    why_none: str
    note: str


@dataclass(frozen=True, slots=True)
class Body:
    """One body: opinions in time of those due, never given, and how near its opinions came."""

    name: str
    in_time: str
    late: int
    missing: int
    brier: str


@dataclass(frozen=True, slots=True)
class Going:
    """One consultation that is open."""

    file: str
    run: str
    stage: str
    since: date


ALPHA = {
    Kind.YES_NO: ("一致系数 α：是或否", "Agreement α: yes or no"),
    Kind.CHOICE: ("一致系数 α：选一项", "Agreement α: one of several"),
    Kind.RANK: ("一致系数 α：排顺序", "Agreement α: orders"),
    Kind.AMOUNT: ("一致系数 α：金额", "Agreement α: amounts"),
}
NOTES = {
    "alpha": ("一致不等于正确", "agreement is not correctness"),
    "amounts": (
        "各案金额大小不同，会使这一系数偏高",
        "cases of different size raise this figure",
    ),
    "w": ("0 为各说各话，1 为完全同序", "0: every order another, 1: all the same"),
    "drift": (
        "0 为不向其靠拢，1 为完全跟随；p 为按抽签得到的概率",
        "0: no drift, 1: followed in full; p is the chance by lot",
    ),
}


def lines(made: Figures) -> list[Line]:
    """Every figure over all consultations, or why it cannot be given."""
    found = []
    for kind, figure in made.agreement.items():
        note = NOTES["amounts" if kind is Kind.AMOUNT else "alpha"]
        found.append(_line(say(*ALPHA[kind]), figure, say(*note)))
    if made.concordance is not None:
        found.append(
            _line(say("排序一致 W（肯德尔）", "Concordance W (Kendall)"), made.concordance, say(*NOTES["w"]))
        )
    for key, zh, en in (
        (LEAD, "再次意见向牵头单位靠拢", "Drift of second opinions towards the lead"),
        (PAYER, "再次意见向付费单位靠拢", "Drift towards who pays the mediation body"),
    ):
        one = made.dominance[key]
        p = f"p = {one.p:.3f}；" if one.p is not None else ""
        found.append(_line(say(zh, en), one.weight, p + say(*NOTES["drift"])))
    return found


def shares(made: Figures) -> list[tuple[str, str]]:
    """Shares with both numbers and their interval."""
    return [
        (say("首轮意见按数收到", "First opinions given, of those due"), _share(made.answered)),
        (
            say("最后一轮与首轮不同的答案", "Answers that changed from first to last round"),
            _share(made.changed),
        ),
    ]


def bodies(made: Figures, rules: Rules) -> list[Body]:
    """Each body that was asked."""
    return [
        Body(
            code_words(rules, "body_handles", one.body),
            _share(one.time.in_time),
            one.time.late,
            one.time.missing,
            f"{one.truth.score.value:.3f}（n={one.truth.score.n}）"
            if one.truth.score.value is not None
            else _why(one.truth.score),
        )
        for one in made.bodies
    ]


def going(county: str, rules: Rules) -> list[Going]:
    """The consultations that are open, the longest in their stage first."""
    rows = Proceeding.objects.filter(procedure="consultation", open=True, file__startswith=f"{county}-")
    found = []
    for row in rows.order_by("since", "file"):
        stage = stage_of(rules, row.procedure, row.stage)
        found.append(Going(row.file, row.key, words(stage) if stage else row.stage, row.since))
    return found


def _line(name: str, figure: Figure, note: str) -> Line:
    value = f"{figure.value:.3f}" if figure.value is not None else ""
    interval = f"{figure.interval.low:.3f} – {figure.interval.high:.3f}" if figure.interval else ""
    return Line(name, value, interval, figure.n, _why(figure), note)


def _why(figure: Figure) -> str:
    return words(figure.too_few) if figure.too_few is not None and figure.value is None else ""


def _share(share: Share) -> str:
    if share.value is None or share.interval is None:
        return say("没有", "none")
    low, high = share.interval.low, share.interval.high
    return f"{share.part} / {share.whole}（{share.value:.0%}，{low:.0%}–{high:.0%}）"
