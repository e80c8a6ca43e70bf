"""Risk grading, advice to an institution and warning letters, each with its answer: beside the procedures of a case."""

from rongzhi.core.procedure.definition import Act, From, NewEntry, Of, Procedure, SetEntries, Tells
from rongzhi.core.procedure.fields import Choice, Code, Day, EntryRef, Field, Number, Option, YesNo
from rongzhi.rulebook.answers import DC2, DC3, LONG, PARAGRAPH
from rongzhi.rulebook.guards.advice import (
    answer_ahead,
    by_factors,
    may_warn,
    own_letter,
    to_institution,
)
from rongzhi.rulebook.sources import COUNTY, FINANCE_6

INSTITUTION = Field(
    "institution",
    Code("body_handles"),
    DC2,
    label="收件机构",
    en="Institution",
    required=True,
    form="F55",
)
ANSWER_BY = Field(
    "answer_by", Day(future=True), DC2, label="请于何日前答复", en="Answer by", required=True, form="F55"
)
ANSWER = (
    Field("answer", PARAGRAPH, DC3, label="答复", en="Answer", required=True, form="F55"),
    Field(
        "measure",
        Choice(
            (
                Option("taken", "采纳并已改进", "taken up and put right"),
                Option("planned", "采纳，将改进", "taken up, to be put right"),
                Option("part", "部分采纳", "taken up in part"),
                Option("declined", "不采纳", "not taken up"),
            )
        ),
        DC2,
        label="采纳情况",
        en="What becomes of it",
        required=True,
        form="F55",
    ),
)

GRADE = Act(
    key="advice.grade",
    label="风险分级",
    en="Grade the risk",
    who=("organisation",),
    data=(
        Field("similar", Number(), DC2, label="同类诉求件数", en="Number of similar claims", form="F44"),
        Field(
            "public_order",
            YesNo(),
            DC2,
            label="是否有激化或者影响公共秩序的危险",
            en="Danger of violence or to public order",
            form="F44",
        ),
        Field(
            "level",
            Choice(
                (Option("low", "低", "low"), Option("raised", "中", "raised"), Option("high", "高", "high"))
            ),
            DC2,
            label="等级",
            en="Level",
            required=True,
            form="F44",
            hint="六分以上为高，三分以上为中；因素和分值见公布的规则",
            hint_en="High from six points, raised from three; factors and points stand in the published rules",
        ),
        Field(
            "departs",
            PARAGRAPH,
            DC3,
            label="不按分值定级的理由（按分值的不填）",
            en="Why it departs from the points (leave empty when it does not)",
            form="F44",
        ),
    ),
    needs=(by_factors,),
    does=(
        SetEntries("risk", "replaced", match="all", was=("set",)),
        NewEntry("risk", "set", code=Of("level"), on=From.TODAY, facts=("similar", "public_order")),
    ),
    concurrent=True,
    source=COUNTY,
)

SEND = Act(
    key="advice.send",
    label="向机构提出调解建议",
    en="Send advice to the institution",
    who=("organisation",),
    data=(
        INSTITUTION,
        Field("pattern", LONG, DC3, label="发现的问题", en="Pattern found", required=True, form="F55"),
        Field("cases", Number(least=1), DC2, label="涉及件数", en="Cases", required=True, form="F55"),
        Field("advice", LONG, DC3, label="建议", en="Advice", required=True, form="F55"),
        ANSWER_BY,
    ),
    needs=(to_institution, answer_ahead),
    issues=("F55",),
    does=(NewEntry("advice", "sent", code=Of("institution"), on=Of("answer_by"), facts=("cases",)),),
    tells=(Tells("advice_sent", Of("institution")),),
    concurrent=True,
    source=FINANCE_6,
)

ANSWER_ADVICE = Act(
    key="advice.answer",
    label="答复调解建议",
    en="Answer the advice",
    who=("institution", "organisation"),
    data=(
        Field(
            "letter",
            EntryRef("advice"),
            DC2,
            label="答复哪一份建议",
            en="Which advice",
            required=True,
            form="F55",
        ),
        *ANSWER,
    ),
    needs=(own_letter,),
    does=(
        SetEntries("advice", "answered", match=Of("letter")),
        NewEntry("advice_answer", "given", code=Of("measure"), on=From.TODAY),
    ),
    tells=(Tells("advice_answered", "organisation"),),
    concurrent=True,
    source=COUNTY,
)

WARN = Act(
    key="advice.warn",
    label="签发警示函",
    en="Sign a warning letter",
    who=("receiving_body", "lead_body", "leading_group"),
    data=(
        INSTITUTION,
        Field("facts", LONG, DC3, label="事实", en="Facts", required=True, form="F54"),
        Field("rule", PARAGRAPH, DC3, label="涉及的规定", en="Rule", required=True, form="F54"),
        Field("wanted", LONG, DC3, label="要求", en="What is to be done", required=True, form="F54"),
        ANSWER_BY,
    ),
    needs=(may_warn, to_institution, answer_ahead),
    does=(NewEntry("warning", "sent", code=Of("institution"), on=Of("answer_by")),),
    tells=(Tells("warning_sent", Of("institution")),),
    concurrent=True,
    warning="警示函针对机构的行为，不得要求对个案作出某种处理。",
    warning_en="A warning is about the institution's conduct, never about how a case should end.",
    source=COUNTY,
)

ANSWER_WARNING = Act(
    key="advice.answer_warning",
    label="答复警示函",
    en="Answer the warning letter",
    who=("institution", "organisation"),
    data=(
        Field(
            "warning",
            EntryRef("warning"),
            DC2,
            label="答复哪一份警示函",
            en="Which warning",
            required=True,
            form="F54",
        ),
        *ANSWER,
    ),
    needs=(own_letter,),
    does=(
        SetEntries("warning", "answered", match=Of("warning")),
        NewEntry("advice_answer", "given", code=Of("measure"), on=From.TODAY),
    ),
    tells=(Tells("advice_answered", "organisation"),),
    concurrent=True,
    source=COUNTY,
)

ADVICE = Procedure(
    key="advice",
    label="风险分级、建议和警示",
    en="risk, advice and warnings",
    acts=(GRADE, SEND, ANSWER_ADVICE, WARN, ANSWER_WARNING),
    source=COUNTY,
    standing=True,
)
