"""How answers, spreads and voices are written for people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.safestring import SafeString

from rongzhi.casework.consulting import Put, Round, Said, Table, Voice
from rongzhi.casework.opinion_figures import as_round, changed, in_figures
from rongzhi.core.opinions.spread import Spread
from rongzhi.core.opinions.stability import stability
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.opinion_answers import LETTERS, Answer
from rongzhi.web.consulting.strip import amounts
from rongzhi.web.labels import code_words
from rongzhi.web.speech import say, words


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer with how many gave it; `percent` of those who answered, for the length of its bar."""

    words: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A voice as the page shows it; `who` only where names may be known."""

    answer: str
    confidence: int
    reasons: str
    law: str
    missing: str
    bounds: str
    who: str = ""


@dataclass
class Asked:
    """One question with everything that was said to it, by rounds."""

    put: Put
    kind: str
    rounds: list["Heard"] = field(default_factory=list)
    talk: list[Said] = field(default_factory=list)
    conclusion: str = ""
    reply: str = ""
    dissent: list[Spoken] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Heard:
    """One round of one question: figures, bars, voices in an order that tells nothing."""

    number: int
    summary: tuple[str, ...]
    bars: tuple[Bar, ...]
    voices: tuple[Spoken, ...]
    strip: SafeString | None = None  # amounts on a line; bars would tell nothing of them


SEED = 20260831  # of the bootstrap; shown with the figures

KINDS = {
    "yes_no": ("是或否", "yes or no"),
    "amount": ("金额", "an amount"),
    "choice": ("选一项", "one of several"),
    "rank": ("排顺序", "an order"),
}


def asked(table: Table, rules: Rules) -> list[Asked]:
    """Every question of the consultation for its page."""
    found = []
    for put in table.questions:
        n = put.question.number
        one = Asked(put, say(*KINDS[put.question.kind]))
        before: Round | None = None
        for each in table.rounds:
            one.rounds.append(_heard(put, each, before, table, rules))
            before = each
        one.talk = [said for said in table.talk if said.about == n]
        one.conclusion = table.minutes.get(f"conclusion_{n}", "")
        one.reply = table.minutes.get(f"reply_{n}", "")
        if table.rounds and table.minutes:
            one.dissent = _dissent(put, table.rounds[-1], table, rules)
        found.append(one)
    return found


def words_of(answer: Answer | None, put: Put | None = None) -> str:
    """An answer in words: yes, an amount with its unit, an option by name."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return say("是", "yes") if answer else say("否", "no")
    if isinstance(answer, Decimal):
        return say(f"{answer:,.2f} 元", f"{answer:,.2f} yuan")
    if isinstance(answer, tuple):
        return " › ".join(answer)
    option = put.options[LETTERS.index(answer)] if put and LETTERS.index(answer) < len(put.options) else ""
    return f"{answer} {option}".strip()


def _heard(put: Put, each: Round, before: Round | None, table: Table, rules: Rules) -> Heard:
    number = put.question.number
    figures = in_figures(put, each)
    bars = tuple(
        Bar(words_of(answer, put), count, round(100 * count / max(figures.answering.part, 1)))
        for answer, count in figures.counts
    )
    summary = list(_summary(put, figures))
    if before is not None:
        moved, both = changed(before.to(number), each.to(number))
        if both:
            summary.append(
                say(
                    f"与上一轮相比，{both} 个成员中 {moved} 个改变了答案",
                    f"{moved} of {both} changed since the round before",
                )
            )
        summary.append(_stable(put, before, each))
    voices = sorted(each.to(number), key=lambda v: (v.reasons, v.confidence))
    strip = amounts(figures) if figures.quartiles is not None else None
    return Heard(
        each.number, tuple(summary), bars, tuple(_spoken(v, put, table, rules) for v in voices), strip
    )


def _stable(put: Put, before: Round, each: Round) -> str:
    """Whether the answers moved little enough to end the rounds, or what still moved."""
    question = [put.question]
    found = stability(as_round(question, before), as_round(question, each), str(put.question.number))
    if found.stable:
        return say("意见已经稳定（不等于一致）", "stable by now (which is not to agree)")
    reasons = "；".join(words(reason) for reason in found.why_not)
    return say(f"还没有稳定：{reasons}", f"not stable yet: {reasons}")


def agreement_words(table: Table) -> list[str]:
    """Krippendorff's alpha of the last round, for each kind of question, or why it is not given."""
    from rongzhi.core.opinions import agreements  # slow import

    if not table.rounds:
        return []
    found = []
    last = as_round([put.question for put in table.questions], table.rounds[-1])
    for kind, figure in agreements(last, seed=SEED).items():
        name = say(*KINDS[kind.value])
        if figure.value is None:
            found.append(say(f"{name}：{words(figure.too_few)}", f"{name}: {words(figure.too_few)}"))
            continue
        interval = f"（{figure.interval.low:.2f}–{figure.interval.high:.2f}）" if figure.interval else ""
        found.append(f"{name}：α = {figure.value:.2f}{interval}，n = {figure.n}")
    return found


def _summary(put: Put, figures: Spread) -> Sequence[str]:
    share = figures.answering
    yield say(
        f"{share.whole} 个成员中 {share.part} 个作答", f"{share.part} of {share.whole} members answered"
    )
    if share.part == 1:
        yield say("只有一份意见，谈不上一致不一致", "one opinion only: there is nothing to agree with")
        return
    if figures.quartiles is not None:
        q = figures.quartiles
        yield say(
            f"中位数 {q.median:,.2f} 元，中间一半在 {q.lower:,.2f}–{q.upper:,.2f} 元",
            f"median {q.median:,.2f} yuan, the middle half {q.lower:,.2f}–{q.upper:,.2f}",
        )
    elif figures.mean_ranks:
        order = "，".join(f"{code} {rank:.1f}" for code, rank in figures.mean_ranks)
        yield say(f"平均名次（小的在前）：{order}", f"mean rank, the best first: {order}")
    elif len(figures.modes) > 1:
        tied = "、".join(words_of(mode, put) for mode in figures.modes)
        yield say(f"最多的答案并列：{tied}", f"a tie between: {tied}")
    elif figures.modes:
        same = figures.agreeing
        mode = words_of(figures.modes[0], put)
        yield say(
            f"最多的答案是“{mode}”：{same.part}/{same.whole}",
            f"most often “{mode}”: {same.part} of {same.whole}",
        )


def _spoken(voice: Voice, put: Put, table: Table, rules: Rules) -> Spoken:
    bounds = f"{voice.low or '…'}–{voice.high or '…'}" if voice.low or voice.high else ""
    return Spoken(
        words_of(voice.answer, put),
        voice.confidence,
        voice.reasons,
        voice.law,
        voice.missing,
        bounds,
        name_at(voice.seat, table, rules) if table.named else "",
    )


def name_at(seat: str, table: Table, rules: Rules) -> str:
    """The name of the body on a seat."""
    body = next((s.body for s in table.seats if s.key == seat), "")
    return code_words(rules, "body_handles", body) if body else ""


def _dissent(put: Put, last: Round, table: Table, rules: Rules) -> list[Spoken]:
    """Who answered otherwise than most, in their own words; by name only on their own wish. Amounts have no dissent:
    their spread is shown instead."""
    if put.question.kind == "amount":
        return []
    figures = in_figures(put, last)
    if len(figures.modes) != 1:
        return []
    found = []
    for voice in last.to(put.question.number):
        if voice.answer != figures.modes[0]:
            spoken = _spoken(voice, put, table, rules)
            wish = name_at(voice.seat, table, rules) if voice.names_itself else ""
            found.append(
                Spoken(
                    spoken.answer,
                    spoken.confidence,
                    spoken.reasons,
                    spoken.law,
                    spoken.missing,
                    spoken.bounds,
                    wish,
                )
            )
    return found
