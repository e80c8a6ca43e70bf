"""The assessor's own log: what was looked at, what was found, what is recommended; closed to managers and everybody else.

Nothing of it changes a case, and nobody but the assessors of the body that keeps it reads or writes it; a party may tell
them in private, at any stage, whether anybody pressed them, and no trace of that stands in the case. [design]
"""

from rongzhi.core.procedure.definition import Act, From, NewEntry, Of, Procedure, SetCase
from rongzhi.core.procedure.fields import Choice, Field, Option, Text
from rongzhi.rulebook.answers import DC2, DC3, PARAGRAPH
from rongzhi.rulebook.guards.assessment import log_open, told_by_a_party
from rongzhi.rulebook.sources import HOUSE

ABOUT = Field(
    "about",
    Choice(
        (
            Option("service", "对办理工作的投诉", "complaint about the service"),
            Option("sample", "抽查", "sample"),
            Option("follow_up", "回访反映", "reported at a follow-up"),
            Option("theme", "专题", "theme across cases"),
            Option("pressure", "当事人私下反映", "told in private by a party"),
        )
    ),
    DC2,
    label="起因",
    en="What it is about",
    required=True,
)

BEGIN = Act(
    key="assessment.begin",
    label="开始一项评查",
    en="Begin an assessment",
    who=("assessor",),
    data=(
        ABOUT,
        Field("subject", Text(max=300), DC3, label="事项", en="Subject", required=True),
        Field("note", PARAGRAPH, DC3, label="经过和问题", en="What happened, and the question"),
    ),
    does=(
        SetCase("about", Of("about")),
        SetCase("status", "open"),
        NewEntry("assessment", "open", code=Of("about"), on=From.TODAY),
    ),
    founds=True,
    source=HOUSE,
)

TELL = Act(
    key="assessment.tell",
    label="只告诉评查人员：有没有人给我压力",
    en="Tell the assessors alone whether anybody pressed me",
    who=("filer",),
    data=(
        Field(
            "subject", Text(max=300), DC3, label="案件和阶段", en="Case and stage", required=True, form="F41"
        ),
        Field(
            "pressed",
            Choice(
                (
                    Option("nobody", "没有人", "nobody"),
                    Option("organisation", "调解组织或者调解员", "the organisation or the neutral"),
                    Option("other_side", "对方", "the other side"),
                    Option("office", "机关、单位的人", "somebody in an office"),
                    Option("else", "其他人", "somebody else"),
                )
            ),
            DC3,
            label="有没有人给您压力",
            en="Did anybody press you",
            required=True,
            form="F41",
        ),
        Field("note", PARAGRAPH, DC3, label="经过（可不填）", en="What happened (optional)", form="F41"),
    ),
    needs=(told_by_a_party,),
    does=(
        SetCase("about", "pressure"),
        SetCase("status", "open"),
        NewEntry("assessment", "open", code="pressure", on=From.TODAY),
    ),
    founds=True,
    source=HOUSE,
)

NOTE = Act(
    key="assessment.note",
    label="记一笔",
    en="Write a note",
    who=("assessor",),
    data=(Field("note", PARAGRAPH, DC3, label="内容", en="Note", required=True),),
    needs=(log_open,),
    does=(NewEntry("assessment_note", "made", on=From.TODAY),),
    concurrent=True,
    source=HOUSE,
)

FIND = Act(
    key="assessment.find",
    label="写下评查意见",
    en="Write the finding",
    who=("assessor",),
    data=(
        Field(
            "finding",
            Choice(
                (
                    Option("sound", "办理妥当", "handled soundly"),
                    Option("better", "可以改进", "could be better"),
                    Option("wrong", "办理不当", "handled wrongly"),
                    Option("unclear", "不能查明", "cannot be established"),
                )
            ),
            DC2,
            label="意见",
            en="Finding",
            required=True,
        ),
        Field("note", PARAGRAPH, DC3, label="事实和理由", en="Facts and reasons", required=True),
        Field("recommendation", PARAGRAPH, DC3, label="建议", en="Recommendation"),
    ),
    needs=(log_open,),
    does=(NewEntry("assessment_finding", "made", code=Of("finding"), on=From.TODAY),),
    concurrent=True,
    source=HOUSE,
)

CLOSE = Act(
    key="assessment.close",
    label="结束评查",
    en="Close the assessment",
    who=("assessor",),
    data=(Field("note", PARAGRAPH, DC3, label="结语", en="Closing words"),),
    needs=(log_open,),
    does=(SetCase("status", "ended"), NewEntry("assessment", "ended", on=From.TODAY)),
    source=HOUSE,
)

ASSESSMENT = Procedure(
    key="assessment",
    label="独立评查",
    en="independent assessment",
    acts=(BEGIN, TELL, NOTE, FIND, CLOSE),
    source=HOUSE,
    kind="assessment",
    standing=True,
)
