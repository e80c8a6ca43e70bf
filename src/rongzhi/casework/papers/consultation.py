"""What the papers of a consultation say: questions put, one opinion, and the minutes: who sat, spread, dissents, tasks."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from rongzhi.casework.consulting import Put, Round, Table, Voice, may_sit_at, table_as_of
from rongzhi.casework.opinion_figures import changed, in_figures
from rongzhi.casework.papers import wording
from rongzhi.casework.papers.tasks import given_by, name_of
from rongzhi.casework.papers.view import NO_RUN, View
from rongzhi.rulebook.consulting_fields import TESTS
from rongzhi.rulebook.guards.consultation import questions_of, seats_of
from rongzhi.rulebook.opinion_answers import LETTERS, Answer, NoAnswer, read_answer
from rongzhi.rulebook.papers.text import NONE, Pair

GONE = {
    "recused": Pair("回避", "withdrew because of a tie"),
    "released": Pair("退出", "released"),
    "silent": Pair("期限内没有意见", "no opinion in time"),
}


def of_consultation(view: View, rest: str) -> Pair:
    """One variable of the consultation whose proceeding made the paper; nothing for who may not read its minutes."""
    runs = view.runs.get(view.seq, NO_RUN)
    key = next((key for key in sorted(runs) if key.startswith("consultation-")), "")
    if rest == "tests":
        return _tests(view)
    if rest in _BEFORE:
        return _BEFORE[rest](view, key) if key else NONE
    found = table_as_of(view.seen, view.whole or view.seen.picture, key, view.seq) if key else None
    return _TOLD[rest](view, found) if found is not None else NONE


def _lines(pairs: list[Pair]) -> Pair:
    return Pair("\n".join(p.zh for p in pairs), "\n".join(p.en for p in pairs)) if pairs else NONE


def _tests(view: View) -> Pair:
    """The tests, ticked as the request says; the sign of a crime only for who handles suspicions: an empty box would lie."""
    said = {p.key: p.value for p in view.seen.pieces if view.same_run(p.seq) and p.key.startswith("test_")}
    shown = []
    for key, zh, en in TESTS:
        if key == "crime" and view.seen.leads is not None:
            continue
        tick = "■" if wording.yes(said.get(f"test_{key}")) else "□"
        shown.append(Pair(f"{tick} {zh}", f"{tick} {en}"))
    return _lines(shown)


def _put(view: View, run: str) -> list[Put]:
    """The questions of a consultation as far as the reader may read them."""
    told = {p.key: str(p.value) for p in view.seen.pieces if view.same_run(p.seq) and not p.erased}
    found = []
    for question in questions_of(view.seen.picture, run):
        n = question.number
        lines = tuple(line.strip() for line in told.get(f"options_{n}", "").splitlines() if line.strip())
        found.append(Put(question, told.get(f"question_{n}", ""), lines))
    return found


def _pack(view: View, run: str) -> Pair:
    """Each question as it was put, with how it is answered and its options."""
    told = []
    for put in _put(view, run):
        how = HOW[put.question.kind]
        told.append(
            Pair(
                f"问题{put.question.number}：{put.text}（{how.zh}）",
                f"Question {put.question.number}: {put.text} ({how.en})",
            )
        )
        told += _options(put)
    return _lines(told)


def _options(put: Put) -> list[Pair]:
    return [wording.same(f"　{LETTERS[n]}. {line}") for n, line in enumerate(put.options)]


def _invited(view: View, run: str) -> Pair:
    """Who is asked, for those at the table; others learn it from the minutes alone."""
    if not may_sit_at(view.seen):
        return NONE
    return wording.joined(
        [name_of(view, seat.code) for seat in seats_of(view.whole or view.seen.picture, run)]
    )


def _opinion(view: View, run: str) -> Pair:
    """The opinion that the paper's own event gave, question by question; nothing while it is sealed to the reader."""
    said = {p.key: str(p.value) for p in view.seen.pieces if p.seq == view.seq and not p.erased}
    told = []
    for put in _put(view, run):
        n = put.question.number
        try:
            answer = words_of(read_answer(put.question, said.get(f"answer_{n}", "")), put)
        except NoAnswer:
            continue
        sure = said.get(f"confidence_{n}", "")
        told += [Pair(f"问题{n}：{put.text}", f"Question {n}: {put.text}"), *_options(put)]
        told.append(Pair(f"　答案：{answer.zh}（把握{sure}%）", f"  Answer: {answer.en} ({sure}% sure)"))
        low, high = said.get(f"low_{n}"), said.get(f"high_{n}")
        if low or high:
            ends = [wording.yuan(each).zh if each else "…" for each in (low, high)]
            told.append(Pair(f"　范围：{ends[0]}至{ends[1]}", f"  Range: {ends[0]} – {ends[1]}"))
        for key, words in WRITTEN.items():
            if text := said.get(f"{key}_{n}"):
                told.append(Pair(f"　{words.zh}：{text}", f"  {words.en}: {text}"))
    if competence := said.get("competence"):
        told.append(Pair(f"本单位与此事有关的职责：{competence}", f"Within our competence: {competence}"))
    return _lines(told)


def _giver(view: View, run: str) -> Pair:
    """Whose opinion it is: for that body itself and, once opened, for the secretariat."""
    if not any(p.seq == view.seq and p.part.startswith("opinion:") for p in view.seen.pieces):
        return NONE
    part = next(p.part for p in view.seen.pieces if p.seq == view.seq and p.part.startswith("opinion:"))
    seat = (view.whole or view.seen.picture).entries.get(part.partition(":")[2])
    return name_of(view, seat.code) if seat else NONE


def _bodies(view: View, found: Table, *states: str) -> list[Pair]:
    return [name_of(view, seat.body) for seat in found.seats if seat.state in states]


def _chair(view: View, found: Table) -> Pair:
    return wording.joined(_bodies(view, found, "chair"))


def _members(view: View, found: Table) -> Pair:
    return wording.joined(_bodies(view, found, "given", "silent", "awaited"))


def _absences(view: View, found: Table) -> Pair:
    told = []
    for state, words in GONE.items():
        for body in _bodies(view, found, state):
            told.append(Pair(f"{words.zh}：{body.zh}", f"{words.en}: {body.en}"))
    if not told:
        return Pair("均声明无利害关系，无人缺席", "all stated that they have no tie; nobody was absent")
    return _lines(told)


def _spread(view: View, found: Table, rounds: list[Round]) -> Pair:
    shown = []
    for each in rounds:
        before = next((r for r in found.rounds if r.number == each.number - 1), None)
        for put in found.questions:
            told = spread_words(put, each)
            if before is not None:
                n = put.question.number
                moved, both = changed(before.to(n), each.to(n))
                more = Pair(
                    f"；{both}个成员中{moved}个改变了答案", f"; {moved} of {both} changed their answer"
                )
                told = Pair(told.zh + more.zh, told.en + more.en) if both else told
            n = put.question.number
            head = Pair(f"第{each.number}轮 问题{n}：", f"Round {each.number}, question {n}: ")
            shown.append(Pair(head.zh + told.zh, head.en + told.en))
    return _lines(shown)


def _first(view: View, found: Table) -> Pair:
    return _spread(view, found, found.rounds[:1])


def _later(view: View, found: Table) -> Pair:
    if len(found.rounds) < 2:
        return Pair("只征求了一轮意见", "one round of opinions was held")
    return _spread(view, found, found.rounds[1:])


def _discussion(view: View, found: Table) -> Pair:
    if not found.whole:
        return Pair(
            "讨论发言只供成员单位和办公室查阅", "what was said is for the members and the secretariat"
        )
    said = [Pair(f"问题{s.about}：{s.text}", f"Question {s.about}: {s.text}") for s in found.talk]
    return _lines(said) if said else Pair("没有讨论发言", "nobody spoke in the discussion")


def _questions(view: View, found: Table) -> Pair:
    return _lines(
        [Pair(f"{p.question.number}. {p.text}", f"{p.question.number}. {p.text}") for p in found.questions]
    )


def _conclusions(view: View, found: Table) -> Pair:
    told = []
    for put in found.questions:
        n = put.question.number
        text = found.minutes.get(f"conclusion_{n}", "")
        told.append(
            Pair(f"问题{n}：{put.text}\n{text or '没有结论'}", f"Question {n}: {put.text}\n{text or 'none'}")
        )
    return _lines(told)


def _agreement(view: View, found: Table) -> Pair:
    """How many of the last round gave the most frequent answer, question by question; never a percentage alone."""
    if not found.rounds:
        return NONE
    told = []
    for put in found.questions:
        n, figures = put.question.number, in_figures(put, found.rounds[-1])
        if figures.quartiles is not None:
            continue  # amounts are told by their median and middle half
        if figures.answering.part < 2 or len(figures.modes) != 1:
            words = Pair("没有多数答案", "no answer was given most often")
        else:
            same = figures.agreeing
            words = Pair(f"{same.part}／{same.whole}", f"{same.part} of {same.whole}")
        told.append(Pair(f"问题{n}：{words.zh}", f"Question {n}: {words.en}"))
    return _lines(told)


def _dissents(view: View, found: Table) -> Pair:
    """Who answered otherwise than most, in their own words, by name on their own wish alone; and what was answered."""
    told = []
    for put in found.questions:
        n = put.question.number
        for voice in dissenting(put, found.rounds[-1]) if found.rounds else ():
            body = next((s.body for s in found.seats if s.key == voice.seat), "")
            who = name_of(view, body) if voice.names_itself else Pair("一个成员", "a member")
            answer = words_of(voice.answer, put)
            told.append(
                Pair(
                    f"问题{n}，{who.zh}（{answer.zh}）：{voice.reasons}",
                    f"Question {n}, {who.en} ({answer.en}): {voice.reasons}",
                )
            )
        reply = found.minutes.get(f"reply_{n}", "")
        if reply:
            told.append(Pair(f"答复：{reply}", f"Reply: {reply}"))
    return _lines(told) if told else Pair("没有不同意见", "no dissent")


def dissenting(put: Put, last: Round) -> list[Voice]:
    """The voices that answered otherwise than most; none for amounts, whose spread is told instead, and for a tie."""
    figures = in_figures(put, last)
    if put.question.kind == "amount" or len(figures.modes) != 1:
        return []
    voices = sorted(last.to(put.question.number), key=lambda v: (v.reasons, v.confidence))
    return [voice for voice in voices if voice.answer != figures.modes[0]]


def _tasks(view: View, found: Table) -> Pair:
    given = given_by(view, found.run.key)
    return _lines(given) if given else Pair("随后另发交办单", "sheets of tasks follow, if any")


def spread_words(put: Put, each: Round) -> Pair:
    """How one question was answered in one round: counts, and the median with the middle half for amounts."""
    figures = in_figures(put, each)
    share = figures.answering
    head = Pair(f"{share.whole}个成员中{share.part}个作答", f"{share.part} of {share.whole} answered")
    if figures.quartiles is not None:
        q = figures.quartiles
        return Pair(
            f"{head.zh}；中位数{q.median:,.2f}元，中间一半{q.lower:,.2f}–{q.upper:,.2f}元",
            f"{head.en}; median {q.median:,.2f} yuan, middle half {q.lower:,.2f}–{q.upper:,.2f}",
        )
    counts = [(words_of(answer, put), count) for answer, count in figures.counts]
    zh = "，".join(f"{words.zh} {count}" for words, count in counts)
    en = ", ".join(f"{words.en} {count}" for words, count in counts)
    return Pair(f"{head.zh}；{zh}", f"{head.en}; {en}") if counts else head


def words_of(answer: Answer, put: Put) -> Pair:
    """An answer in both languages."""
    if isinstance(answer, bool):
        return Pair("是", "yes") if answer else Pair("否", "no")
    if isinstance(answer, Decimal):
        return Pair(f"{answer:,.2f}元", f"{answer:,.2f} yuan")
    if isinstance(answer, tuple):
        return wording.same(" › ".join(answer))
    place = LETTERS.index(answer)
    return wording.same(f"{answer} {put.options[place]}" if place < len(put.options) else answer)


HOW = {
    "yes_no": Pair("是或否", "yes or no"),
    "amount": Pair("金额，元", "an amount in yuan"),
    "choice": Pair("选一项", "one of these"),
    "rank": Pair("排顺序", "an order"),
}
WRITTEN = {
    "reasons": Pair("理由", "Reasons"),
    "law": Pair("依据", "Law"),
    "missing": Pair("还缺的事实", "Facts missing"),
}
# What can be told from the pieces that the reader sees; the rest needs the table as it stood at the minutes.
_BEFORE: Mapping[str, Callable[[View, str], Pair]] = {
    "pack": _pack,
    "invited": _invited,
    "opinion": _opinion,
    "giver": _giver,
}
_TOLD: Mapping[str, Callable[[View, Table], Pair]] = {
    "chair": _chair,
    "members": _members,
    "absences": _absences,
    "questions": _questions,
    "first": _first,
    "discussion": _discussion,
    "later": _later,
    "conclusions": _conclusions,
    "agreement": _agreement,
    "dissents": _dissents,
    "tasks": _tasks,
}
