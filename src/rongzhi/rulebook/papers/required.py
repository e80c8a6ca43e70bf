"""What is demanded of papers: languages, Word files, and the forms that no built procedure makes."""

from collections.abc import Iterable, Mapping

from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.papers.text import Pair
from rongzhi.rulebook.tables import forms

ENGLISH = frozenset({"F05", "F06", "F07", "F08", "F09", "F10", "F18", "F24", "F29", "F35"})
WORD = frozenset({"F19", "F29", "F31", "F32", "F33", "F34", "F36", "F47", "F48"})
ON_REQUEST: Mapping[str, Pair] = {
    "F33": Pair("协议生效后，债权人可以取用", "for the creditor once the agreement is in effect"),
    "F34": Pair("协议生效后，各方可以取用", "for the parties once the agreement is in effect"),
}
WITHOUT_FILE = frozenset({"F20"})
"""Papers that are never drawn from the file: what one side said in confidence."""

TO_FILL_IN = frozenset({"F20", "F42", "F43"})
"""Forms whose text is there, to be filled in by hand, though no built procedure makes them."""

LATER: Mapping[str, Pair] = {
    "F20": Pair(
        "调解员自己手写的单页；单方沟通的内容只由调解员保管，不由案卷制成，不入案卷目录",
        "a sheet of the mediator's own: what was said in private stays with the mediator and is never drawn from the file",
    ),
    "F42": Pair("投诉办理程序尚未建成", "the procedure for complaints is not built yet"),
    "F43": Pair("投诉办理程序尚未建成", "the procedure for complaints is not built yet"),
    "F56": Pair("个案补贴由以后的经费部分制作", "pay sheets come with funding"),
}


def used_forms(rules: Rules) -> frozenset[str]:
    """The forms that some declared act issues, takes, or asks answers for, and those given out on request."""
    found = {code for act in rules.acts.values() for code in (*act.issues, *act.takes)}
    found |= {item.form for act in rules.acts.values() for item in act.data if item.form}
    return frozenset(found & set(forms()) | set(ON_REQUEST))


def wanted_forms(rules: Rules) -> frozenset[str]:
    """The forms that must have a text: issued, taken, or given out on request, but never a paper of confidences."""
    found = {code for act in rules.acts.values() for code in (*act.issues, *act.takes)}
    return frozenset((found & set(forms()) | set(ON_REQUEST)) - WITHOUT_FILE)


def left_out(rules: Rules) -> dict[str, Pair]:
    """The forms that no built procedure makes, with why. One that nobody explained has an empty reason."""
    wanted = wanted_forms(rules)
    return {code: LATER.get(code, Pair()) for code in sorted(forms()) if code not in wanted}


def page_of_left_out(rules: Rules) -> Iterable[str]:
    """The lines of the table in docs/papers.md."""
    yield "| 文书 form | 名称 name | 文本 text | 原因 why |"
    yield "|---|---|---|---|"
    for code, why in left_out(rules).items():
        row = forms()[code]
        text = "有，供手填 yes, to fill in by hand" if code in TO_FILL_IN else "没有 none"
        yield f"| {code} | {row.name_zh} {row.name_en} | {text} | {why.zh} / {why.en} |"
