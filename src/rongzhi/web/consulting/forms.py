"""The forms of a consultation's acts, fitted to what was asked: question by question, in the question's own words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rongzhi.casework.consulting import Put, Table
from rongzhi.core.procedure.definition import Act
from rongzhi.rulebook.consulting_fields import LEAST_MEMBERS
from rongzhi.rulebook.guards.consultation import may_sit
from rongzhi.rulebook.opinion_answers import LETTERS
from rongzhi.web.consulting.proposing import why
from rongzhi.web.questions import Answer, Group, Known, Question
from rongzhi.web.speech import say

NUMBERED = re.compile(r"(answer|confidence|low|high|reasons|law|missing|conclusion|reply)_(\d)")
PUT = re.compile(r"(question|kind|options|count)_(\d)")
OPINIONS = frozenset({"consultation.first_opinion", "consultation.second_opinion"})
BY_QUESTION = OPINIONS | {"consultation.record_minutes"}
SHORT = {
    "answer": ("答案", "Answer"),
    "confidence": ("把握（0–100%）", "Confidence (0–100 %)"),
    "low": ("合理范围：不低于（元）", "Range: not below (yuan)"),
    "high": ("合理范围：不高于（元）", "Range: not above (yuan)"),
    "reasons": ("理由", "Reasons"),
    "law": ("依据的规定", "Law"),
    "missing": ("还缺哪些事实", "Facts still missing"),
    "conclusion": ("结论", "Conclusion"),
    "reply": ("对不同意见的答复", "Reply to the dissent"),
}
ROWS = {"reasons": 4, "conclusion": 4, "law": 2, "missing": 2}
NEEDED = frozenset({"answer", "confidence", "reasons", "conclusion"})


def completed(act: Act, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with the number of options counted from their lines, where the form left it to us."""
    found = dict(answers)
    if act.key == "consultation.convene":
        for key, value in answers.items():
            if key.startswith("options_"):
                lines = [line for line in str(value).splitlines() if line.strip()]
                found.setdefault(f"count_{key[-1]}", str(len(lines)))
    return found


def fitted(asked: Sequence[Question], act: Act, table: Table | None, known: Known) -> list[Question]:
    """The questions of the form as this consultation needs them: its own words, nothing that was not asked."""
    if act.key == "consultation.convene":
        return _convening(asked, known)
    if act.key not in BY_QUESTION or table is None:
        return list(asked)
    puts = {put.question.number: put for put in table.questions}
    found = []
    for item in asked:
        match = NUMBERED.fullmatch(item.key)
        if match is None:
            found.append(replace(item, section=say("最后", "Last")))
        elif (put := puts.get(int(match[2]))) is not None and _wanted(match[1], put):
            found.append(_of_question(item, match[1], put))
    return found


def _wanted(what: str, put: Put) -> bool:
    return what not in ("low", "high") or put.question.kind == "amount"


def _of_question(item: Question, what: str, put: Put) -> Question:
    n, text = put.question.number, put.text
    item = replace(
        item,
        label=say(*SHORT[what]),
        section=say(f"问题 {n}　{text}", f"Question {n}: {text}"),
        form="",
        one_of=what in NEEDED,
        rows=ROWS.get(what, 3),
    )
    return _answering(item, put) if what == "answer" else item


def _answering(item: Question, put: Put) -> Question:
    """The answer as its kind asks for it: to pick, an amount, or letters in order."""
    kind = put.question.kind
    if kind == "yes_no":
        item.widget = "radio"
        item.groups = [Group("", [Answer("yes", say("是", "yes")), Answer("no", say("否", "no"))])]
    elif kind == "choice":
        item.widget = "radio"
        item.groups = [
            Group("", [Answer(c, f"{c}　{o}") for c, o in zip(LETTERS, put.options, strict=False)])
        ]
    elif kind == "amount":
        item.input_mode = "decimal"
        item.hint = say("单位：元，例如 12000.00", "in yuan, for example 12000.00")
    else:
        options = "；".join(f"{c} {o}" for c, o in zip(LETTERS, put.options, strict=False))
        item.hint = say(
            f"按合适程度写字母，最合适的在前，例如 {put.question.letters[::-1]}。{options}",
            f"Write the letters, the best first, for example {put.question.letters[::-1]}. {options}",
        )
    for answer in item.answers:
        answer.chosen = answer.code == item.value
    return item


def _convening(asked: Sequence[Question], known: Known) -> list[Question]:
    """Members from those who may sit; one question open, the others folded."""
    bodies = known.rules.tables.get("body_handles", {})
    reasons = why(known.picture, known.rules) if known.picture is not None else {}
    found = []
    for item in sorted(asked, key=lambda q: q.key != "chair"):
        match = PUT.fullmatch(item.key)
        if match and match[1] == "count":  # counted from the options
            item = replace(item, widget="hidden", section=say(f"问题 {match[2]}", f"Question {match[2]}"))
        elif match:
            n = match[2]
            label = {
                "question": ("问题", "Question"),
                "kind": ("怎样回答", "How it is answered"),
                "options": ("选项（每行一项）", "Options (one a line)"),
            }[match[1]]
            section = say(f"问题 {n}", f"Question {n}")
            empty = not any(q.value for q in asked if q.key == f"question_{n}")
            item = replace(item, label=say(*label), section=section, folded=n != "1" and empty, form="")
        elif item.key.startswith("member_") or item.key == "chair":
            item = _seat(replace(item, hint=reasons.get(item.value, "")), bodies)
        else:
            item = replace(item, section=say("材料", "The pack"))
        found.append(item)
    return found


def _seat(item: Question, bodies: Mapping[str, Any]) -> Question:
    if item.key.startswith("member_"):
        chosen = [a for a in item.answers if may_sit(str((bodies.get(a.code) or {}).get("kind", "")))]
        item = replace(item, groups=[Group("", chosen)])
        if int(item.key[-1]) > LEAST_MEMBERS:
            return replace(
                item,
                section=say("更多成员（至多九个）", "More members (nine at most)"),
                folded=not item.value,
            )
    return replace(item, section=say("成员和主持", "Members and chair"))
