"""What would follow from an act, in words: stages, deadlines, papers, messages."""

from rongzhi.casework.foresee import Foreseen
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.tables import forms
from rongzhi.web.labels import stage_of
from rongzhi.web.questions import clock_words
from rongzhi.web.speech import say, words


def outlook(foreseen: Foreseen, rules: Rules) -> tuple[str, ...]:
    """One sentence for each thing that would follow."""
    found = [_move(rules, *move) for move in foreseen.moves]
    found += [
        say(
            f"期限：{clock_words(rules, c.parameter)}，至 {c.due}",
            f"deadline: {clock_words(rules, c.parameter)}, until {c.due}",
        )
        for c in foreseen.clocks
    ]
    papers = [words(forms()[code]) if code in forms() else code for code in dict.fromkeys(foreseen.papers)]
    if papers:
        found.append(say("出具：", "issues: ") + say("、", ", ").join(papers))
    if foreseen.messages:
        n = len(foreseen.messages)
        found.append(say(f"发出 {n} 条消息", f"sends {n} message(s)"))
    return tuple(found) or (say("登记入卷", "is entered in the file"),)


def _move(rules: Rules, procedure: str, before: str, after: str) -> str:
    name = words(rules.procedures.get(procedure))
    stages = [stage_of(rules, procedure, code) for code in (before, after)]
    old, new = (words(s) if s else "" for s in stages)
    if not before:
        return say(f"开始{name}：{new}", f"{name} begins: {new}")
    return say(f"{name}：{old} → {new}", f"{name}: {old} → {new}")
