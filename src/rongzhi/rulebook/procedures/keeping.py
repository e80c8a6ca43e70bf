"""Keeping of files: a hold against destruction, and a person's request about their own data."""

from rongzhi.core.procedure.definition import Act, From, NewEntry, Of, Procedure, SetEntries
from rongzhi.core.procedure.fields import Choice, EntryRef, Field, Option, YesNo
from rongzhi.rulebook.answers import DC2, DC3, PARAGRAPH, PARTY, REASONS
from rongzhi.rulebook.guards.keeping import hold_stands, refusal_has_reasons
from rongzhi.rulebook.sources import HOUSE, PIPL_44

HOLD = Act(
    key="keeping.hold",
    label="暂停销毁（保全案卷）",
    en="Hold the file against destruction",
    who=("organisation", "reviewer"),
    data=(
        Field(
            "ground",
            Choice(
                (
                    Option("suit", "诉讼或者仲裁", "suit or arbitration"),
                    Option("enforcement", "强制执行", "enforcement"),
                    Option("performance", "履行未了结", "performance still open"),
                    Option("review", "复核", "review"),
                    Option("complaint", "投诉", "complaint"),
                    Option("authority", "有权机关要求", "a competent authority asked for it"),
                )
            ),
            DC2,
            label="事由",
            en="Ground",
            required=True,
            form="F57",
        ),
        REASONS,
    ),
    does=(NewEntry("hold", "on_hold", code=Of("ground"), on=From.TODAY),),
    concurrent=True,
    source=HOUSE,
)

RELEASE = Act(
    key="keeping.release",
    label="解除暂停销毁",
    en="Release a hold",
    who=("organisation", "reviewer"),
    data=(
        Field("hold", EntryRef("hold"), DC2, label="哪一项", en="Which hold", required=True, form="F57"),
        REASONS,
    ),
    needs=(hold_stands,),
    does=(SetEntries("hold", "lifted", match=Of("hold")),),
    concurrent=True,
    source=HOUSE,
)

DATA_REQUEST = Act(
    key="keeping.data_request",
    label="答复当事人关于个人信息的请求",
    en="Answer a person's request about their data",
    who=("organisation",),
    data=(
        PARTY,
        Field(
            "what",
            Choice(
                (
                    Option("copy", "查阅、复制", "see and copy"),
                    Option("correct", "更正、补充", "correct or complete"),
                    Option("delete", "删除", "delete"),
                )
            ),
            DC2,
            label="请求什么",
            en="What is asked",
            required=True,
            form="F03",
        ),
        Field(
            "identity_checked",
            YesNo(must=True),
            DC2,
            label="已核对是本人或者其代理人",
            en="It was checked that it is the person or the agent",
            required=True,
            form="F03",
        ),
        Field(
            "outcome",
            Choice(
                (
                    Option("granted", "照办", "granted"),
                    Option("part", "部分照办", "granted in part"),
                    Option("refused", "不同意", "refused"),
                )
            ),
            DC2,
            label="答复",
            en="Answer",
            required=True,
            form="F03",
        ),
        Field(
            "why_not",
            PARAGRAPH,
            DC3,
            label="不同意的理由（当事人看得到）",
            en="Reasons for what is refused (the person reads them)",
            form="F03",
        ),
    ),
    needs=(refusal_has_reasons,),
    does=(
        NewEntry(
            "data_request", "answered", party=Of("party"), code=Of("what"), on=From.TODAY, facts=("outcome",)
        ),
    ),
    concurrent=True,
    source=PIPL_44,
)

KEEPING = Procedure(
    key="keeping",
    label="案卷保存",
    en="keeping of files",
    acts=(HOLD, RELEASE, DATA_REQUEST),
    source=HOUSE,
    standing=True,
)
