"""The roster of neutrals: registered, qualified, tied, paid, suspended and released, each change on record."""

from rongzhi.core.procedure.definition import Act, From, NewEntry, Of, Procedure, SetCase, SetEntries
from rongzhi.core.procedure.fields import Choice, Code, Day, EntryRef, Field, Number, Option, Text, YesNo
from rongzhi.rulebook.answers import ADDRESS, DC1, DC3, EMAIL, PARAGRAPH, PERSON_NAME, PHONE, REASONS
from rongzhi.rulebook.guards.roster import (
    dates_in_order,
    entry_open,
    neutral_active,
    neutral_suspended,
    not_expired,
    on_roster,
)
from rongzhi.rulebook.sources import FINANCE_14, ONL_13

OFFICE = ("administrator", "organisation")
BACKGROUND = Choice(
    (
        Option("industry", "金融业在职或退休", "financial industry"),
        Option("law", "律师、法律工作者", "law"),
        Option("court", "退休法官、检察官", "retired judge or prosecutor"),
        Option("teaching", "高校、研究机构", "teaching or research"),
        Option("public", "机关、事业单位", "public service"),
        Option("community", "村居、社会组织、志愿者", "community or volunteer"),
        Option("other", "其他", "other"),
    )
)
QUALIFICATION = Choice(
    (
        Option("mediator", "调解员资格", "mediator"),
        Option("lawyer", "律师执业证", "lawyer"),
        Option("finance", "金融专业资格", "finance"),
        Option("accounting", "会计、审计资格", "accounting"),
        Option("court_list", "法院特邀名册", "court's list"),
        Option("training", "年度培训考核", "yearly training and test"),
        Option("other", "其他", "other"),
    )
)
EMPLOYER = Field(
    "employer",
    Code("body_handles"),
    DC1,
    label="聘用单位（没有的不填）",
    en="Employer (empty: none)",
    form="F15",
)
PAYER = Field(
    "payer", Code("body_handles"), DC1, label="付酬单位（没有的不填）", en="Payer (empty: none)", form="F15"
)
HOST = Field(
    "host", Code("body_handles"), DC1, label="驻点单位（没有的不填）", en="Host (empty: none)", form="F15"
)
SPECIALISMS = Field(
    "specialisms",
    Text(max=400),
    DC1,
    label="专长（纠纷类别代码，逗号分隔）",
    en="Specialisms (class codes, commas)",
    form="F13",
)

REGISTER = Act(
    key="neutral.register",
    label="登记入册",
    en="Enter on the roster",
    who=OFFICE,
    data=(
        Field("handle", Text(max=40), DC1, label="编号", en="Handle", required=True, form="F13"),
        Field("name_zh", PERSON_NAME, DC1, label="姓名", en="Name in Chinese", required=True, form="F13"),
        Field("name_en", PERSON_NAME, DC1, label="姓名（拉丁字母）", en="Name in Latin letters", form="F13"),
        Field("background", BACKGROUND, DC1, label="背景", en="Background", required=True, form="F13"),
        SPECIALISMS,
        EMPLOYER,
        PAYER,
        HOST,
        Field("evaluator", YesNo(), DC1, label="可以担任评估员", en="May act as evaluator", form="F27"),
        Field("load", Number(most=1000), DC1, label="同时办理案件上限", en="Most cases at once", form="F13"),
        Field("phone", PHONE, DC3, label="联系电话", en="Phone", form="F13"),
        Field("email", EMAIL, DC3, label="电子邮箱", en="E-mail", form="F13"),
        Field("address", ADDRESS, DC3, label="地址", en="Address", form="F13"),
    ),
    does=(
        SetCase("handle", Of("handle")),
        SetCase("name_zh", Of("name_zh")),
        SetCase("name_en", Of("name_en")),
        SetCase("background", Of("background")),
        SetCase("specialisms", Of("specialisms")),
        SetCase("employer", Of("employer")),
        SetCase("payer", Of("payer")),
        SetCase("host", Of("host")),
        SetCase("may_evaluate", Of("evaluator")),
        SetCase("load_limit", Of("load")),
        SetCase("status", "active"),
        NewEntry("post", "open", on=From.TODAY, facts=("employer", "payer", "host")),
    ),
    founds=True,
    source=FINANCE_14,
)

QUALIFY = Act(
    key="neutral.qualify",
    label="登记资格或培训",
    en="Record a qualification or training",
    who=OFFICE,
    data=(
        Field(
            "qualification", QUALIFICATION, DC1, label="资格", en="Qualification", required=True, form="F13"
        ),
        Field("gained_on", Day(), DC1, label="取得日期", en="Gained on", required=True, form="F13"),
        Field(
            "expires_on",
            Day(future=True),
            DC1,
            label="有效期至（长期有效的不填）",
            en="Valid until (empty: no end)",
            form="F13",
        ),
        Field(
            "covers",
            Text(max=200),
            DC1,
            label="证明的专长（纠纷类别代码，逗号分隔；不证明专长的不填）",
            en="Specialisms that it proves (class codes, commas; empty: none)",
            form="F13",
        ),
        Field("hours", Number(most=2000), DC1, label="培训学时", en="Hours of training", form="F13"),
        Field("number", Text(max=80), DC3, label="证书编号", en="Number of the certificate", form="F13"),
    ),
    needs=(on_roster, not_expired),
    does=(
        NewEntry(
            "qualification",
            "open",
            code=Of("qualification"),
            on=Of("expires_on"),
            facts=("gained_on", "hours", "covers"),
        ),
    ),
    concurrent=True,
    source=FINANCE_14,
)

END_QUALIFICATION = Act(
    key="neutral.end_qualification",
    label="资格失效",
    en="A qualification ends",
    who=OFFICE,
    data=(
        Field(
            "entry",
            EntryRef("qualification"),
            DC1,
            label="资格",
            en="Qualification",
            required=True,
            form="F13",
        ),
        REASONS,
    ),
    needs=(on_roster, entry_open),
    does=(SetEntries("qualification", "ended", match=Of("entry")),),
    source=FINANCE_14,
)

SPECIALISE = Act(
    key="neutral.specialise",
    label="更新专长",
    en="Change the specialisms",
    who=OFFICE,
    data=(
        Field(
            "specialisms",
            Text(max=400),
            DC1,
            label="专长（纠纷类别代码，逗号分隔）",
            en="Specialisms (class codes, commas)",
            required=True,
            form="F13",
        ),
    ),
    needs=(on_roster,),
    does=(
        SetCase("specialisms", Of("specialisms")),
        NewEntry("specialisms", "set", on=From.TODAY, facts=("specialisms",)),
    ),
    source=FINANCE_14,
)

TIE = Act(
    key="neutral.tie",
    label="登记与机构的联系",
    en="Record a tie with an institution",
    who=(*OFFICE, "mediator"),
    data=(
        Field("body", Code("body_handles"), DC1, label="机构", en="Institution", required=True, form="F15"),
        Field(
            "tie",
            Choice(
                (
                    Option("employed", "现任职", "employed there"),
                    Option("was_employed", "曾任职（三年内）", "employed there within 3 years"),
                    Option("counsel", "代理、顾问", "counsel or adviser"),
                    Option("shares", "持股", "shares"),
                    Option("loan", "借款", "loan"),
                    Option("kin", "亲属任职", "kin employed there"),
                    Option("other", "其他", "other"),
                )
            ),
            DC1,
            label="联系",
            en="Tie",
            required=True,
            form="F15",
        ),
        Field("since", Day(), DC1, label="起始日", en="Since", form="F15"),
        Field(
            "until",
            Day(future=True),
            DC1,
            label="截止日（仍存续的不填）",
            en="Until (empty: it goes on)",
            form="F15",
        ),
        Field("details", PARAGRAPH, DC3, label="说明", en="Details", form="F15"),
    ),
    needs=(on_roster, dates_in_order),
    does=(NewEntry("tie", "open", code=Of("body"), on=Of("until"), facts=("tie", "since")),),
    concurrent=True,
    source=ONL_13,
)

END_TIE = Act(
    key="neutral.end_tie",
    label="联系结束",
    en="A tie has ended",
    who=OFFICE,
    data=(
        Field("entry", EntryRef("tie"), DC1, label="联系", en="Tie", required=True, form="F15"),
        Field(
            "ended_on",
            Day(),
            DC1,
            label="结束日期（三年内仍计算）",
            en="Ended on (it still counts for 3 years)",
            required=True,
            form="F15",
        ),
    ),
    needs=(entry_open,),
    does=(SetEntries("tie", "ended", match=Of("entry"), on=Of("ended_on")),),
    source=ONL_13,
)

PAID_BY = Act(
    key="neutral.paid_by",
    label="登记聘用、付酬、驻点变化",
    en="Who employs, pays or hosts has changed",
    who=OFFICE,
    data=(
        EMPLOYER,
        PAYER,
        HOST,
        Field("since", Day(), DC1, label="自", en="From", required=True, form="F15"),
    ),
    needs=(on_roster,),
    does=(
        SetEntries("post", "replaced", was=("open",)),
        NewEntry("post", "open", on=Of("since"), facts=("employer", "payer", "host")),
        SetCase("employer", Of("employer"), clears=True),
        SetCase("payer", Of("payer"), clears=True),
        SetCase("host", Of("host"), clears=True),
    ),
    source=FINANCE_14,
)

SUSPEND = Act(
    key="neutral.suspend",
    label="暂停履职",
    en="Suspend",
    who=OFFICE,
    data=(REASONS,),
    needs=(neutral_active,),
    does=(SetCase("status", "suspended"), NewEntry("state", "suspended", on=From.TODAY)),
    source=FINANCE_14,
)

RESUME = Act(
    key="neutral.resume",
    label="恢复履职",
    en="Resume",
    who=OFFICE,
    data=(REASONS,),
    needs=(neutral_suspended,),
    does=(SetCase("status", "active"), NewEntry("state", "active", on=From.TODAY)),
    source=FINANCE_14,
)

LEAVE = Act(
    key="neutral.leave",
    label="退出名册",
    en="Leave the roster",
    who=OFFICE,
    data=(
        Field(
            "ground",
            Choice(
                (
                    Option("own_wish", "本人提出", "own wish"),
                    Option("removed", "除名", "struck off"),
                    Option("expired", "资格失效", "qualification expired"),
                    Option("other", "其他", "other"),
                )
            ),
            DC1,
            label="原因",
            en="Ground",
            required=True,
            form="F43",
        ),
        REASONS,
    ),
    needs=(on_roster,),
    does=(SetCase("status", "left"), NewEntry("state", "left", code=Of("ground"), on=From.TODAY)),
    source=FINANCE_14,
)

LOAD = Act(
    key="neutral.load",
    label="设定同时办理案件上限",
    en="Set the most cases at once",
    who=(*OFFICE, "mediator"),
    data=(Field("load", Number(most=1000), DC1, label="上限", en="Limit", required=True, form="F13"),),
    needs=(on_roster,),
    does=(SetCase("load_limit", Of("load")), NewEntry("load", "set", code=Of("load"), on=From.TODAY)),
    source=FINANCE_14,
)

ROSTER = Procedure(
    key="neutral",
    label="调解员名册",
    en="roster of neutrals",
    acts=(
        REGISTER,
        QUALIFY,
        END_QUALIFICATION,
        SPECIALISE,
        TIE,
        END_TIE,
        PAID_BY,
        SUSPEND,
        RESUME,
        LEAVE,
        LOAD,
    ),
    source=FINANCE_14,
    kind="neutral",
    standing=True,
)
