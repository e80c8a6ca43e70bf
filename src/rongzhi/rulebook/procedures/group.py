"""A group of parallel cases (示范调解、示范判决): consent of each person, a lead case, its result carried over as a proposal."""

from rongzhi.core.procedure.definition import (
    Act,
    From,
    NewEntry,
    Of,
    Procedure,
    SetCase,
    SetEntries,
    Stage,
)
from rongzhi.core.procedure.fields import Choice, Code, Day, EntryRef, Field, Option, Text
from rongzhi.rulebook.answers import DC2, DC3, LONG, PARAGRAPH, REASONS
from rongzhi.rulebook.group_members import EVER, MEMBER_ACTS
from rongzhi.rulebook.guards.group import (
    a_court,
    about_institution,
    enough_persons,
    everybody_has_end,
    formula_reads,
    group_stands,
    member_in_group,
    nothing_proposed,
)
from rongzhi.rulebook.sources import COUNTY, HOUSE, MASS_DISPUTES, PARALLEL_CASES

OFFICE = ("organisation",)
COMMON = (
    Field(
        "facts",
        LONG,
        DC3,
        label="共同事实（每位成员都会看到，不写任何人的姓名、账号）",
        en="Common facts (every member reads them: no names, no accounts)",
        required=True,
    ),
    Field("issues", LONG, DC3, label="共同争点", en="Common issues", required=True),
)
LEAD = Field("member", EntryRef("member"), DC2, label="示范案件", en="Lead case", required=True)
RESULT = Choice(
    (
        Option("agreement", "达成调解协议", "agreement"),
        Option("judgment", "作出判决", "judgment"),
    )
)
RUNNING = ("demonstration", "trial", "held")

OPEN = Act(
    key="group.open",
    label="立群体卷",
    en="Open a group",
    to="detected",
    who=("organisation", "secretariat"),
    data=(
        Field(
            "respondent",
            Code("body_handles"),
            DC2,
            label="涉及的金融机构",
            en="Institution concerned",
            required=True,
        ),
        Field(
            "dispute_class", Code("taxonomy"), DC2, label="纠纷类别", en="Class of the dispute", required=True
        ),
        Field("product", Text(max=120), DC3, label="产品或业务", en="Product or service", required=True),
        *COMMON,
        Field(
            "reasons",
            PARAGRAPH,
            DC3,
            label="为什么属于同类案件",
            en="Why these are parallel cases",
            required=True,
        ),
    ),
    needs=(about_institution,),
    does=(
        SetCase("respondent", Of("respondent")),
        SetCase("dispute_class", Of("dispute_class")),
        SetCase("status", "open"),
        NewEntry("group", "open", code=Of("respondent"), on=From.TODAY),
    ),
    founds=True,
    source=MASS_DISPUTES,
)

CORRECT_TEXTS = Act(
    key="group.correct_texts",
    label="更正共同事实和争点",
    en="Correct the common texts",
    from_=EVER,
    who=OFFICE,
    data=(*COMMON, REASONS),
    does=(NewEntry("group_text", "set", on=From.TODAY),),
    source=HOUSE,
)

ASK_CONSENT = Act(
    key="group.ask_consent",
    label="开始征求各当事人同意",
    en="Begin asking each person",
    from_=("detected",),
    to="consent",
    who=OFFICE,
    source=MASS_DISPUTES,
)

END_CONSENT = Act(
    key="group.end_consent",
    label="进入选定示范案件",
    en="Go on to choosing the lead case",
    from_=("consent",),
    to="typical_choice",
    who=OFFICE,
    needs=(enough_persons,),
    source=PARALLEL_CASES,
)

ASK_AGAIN = Act(
    key="group.ask_consent_again",
    label="重新征求同意",
    en="Go back to asking for consent",
    from_=("typical_choice",),
    to="consent",
    who=OFFICE,
    source=HOUSE,
)

CHOOSE_LEAD = Act(
    key="group.choose_lead_case",
    label="选定示范案件",
    en="Choose the lead case",
    from_=("typical_choice",),
    to="demonstration",
    who=OFFICE,
    data=(LEAD, REASONS),
    needs=(member_in_group, enough_persons),
    does=(NewEntry("typical", "open", code=Of("member"), on=From.TODAY),),
    source=PARALLEL_CASES,
)

ASK_COURT = Act(
    key="group.ask_court",
    label="提请法院选定示范案件",
    en="Ask the court to choose the lead case",
    from_=("typical_choice",),
    to="court_choice",
    who=OFFICE,
    data=(Field("court", Code("body_handles"), DC2, label="法院", en="Court", required=True), REASONS),
    needs=(a_court, enough_persons),
    does=(SetCase("court", Of("court")), NewEntry("court_asked", "open", code=Of("court"), on=From.TODAY)),
    source=PARALLEL_CASES,
)

COURT_CHOOSES = Act(
    key="group.court_chooses",
    label="法院选定示范案件",
    en="The court chooses the lead case",
    from_=("court_choice",),
    to="trial",
    who=("court", "organisation"),
    data=(LEAD, REASONS),
    needs=(member_in_group,),
    does=(
        NewEntry("typical", "open", code=Of("member"), on=From.TODAY),
        SetEntries("court_asked", "answered", was=("open",)),
    ),
    backdatable=True,
    source=PARALLEL_CASES,
)

COURT_DECLINES = Act(
    key="group.court_declines",
    label="法院不选定示范案件",
    en="The court does not choose",
    from_=("court_choice",),
    to="typical_choice",
    who=("court", "organisation"),
    data=(REASONS,),
    does=(SetEntries("court_asked", "declined", was=("open",)),),
    backdatable=True,
    source=PARALLEL_CASES,
)

LEAD_SUES = Act(
    key="group.lead_goes_to_court",
    label="示范案件转入诉讼",
    en="The lead case goes to court",
    from_=("demonstration",),
    to="trial",
    who=OFFICE,
    data=(REASONS,),
    source=PARALLEL_CASES,
)

HOLD = Act(
    key="group.hold_parallel",
    label="平行案件等待示范结果",
    en="Parallel cases wait for the lead case",
    from_=("demonstration", "trial"),
    to="held",
    who=OFFICE,
    warning="只有本人同意等待的案件可以暂缓；暂缓不停止诉讼时效，各案期限照常计算。",
    warning_en="Only cases whose person agreed may wait; limitation does not stop, and each case's time limits run on.",
    source=MASS_DISPUTES,
)

LEAD_RESULT = Act(
    key="group.lead_result",
    label="登记示范案件的结果",
    en="Record the lead case's result",
    from_=RUNNING,
    to="carry_over",
    who=("organisation", "court"),
    data=(
        Field("result", RESULT, DC2, label="结果", en="Result", required=True),
        Field("on_day", Day(), DC2, label="日期", en="Day", required=True),
        Field(
            "common_terms",
            LONG,
            DC3,
            label="可以告知其他成员的共同内容（不写示范案件当事人的身份和金额）",
            en="Common terms as others may be told them (not who the lead is, nor their amounts)",
            required=True,
        ),
    ),
    does=(NewEntry("typical_result", "open", code=Of("result"), on=Of("on_day")),),
    backdatable=True,
    source=PARALLEL_CASES,
)

LEAD_FAILS = Act(
    key="group.lead_fails",
    label="示范案件未成，另行选定",
    en="The lead case failed: another is to be chosen",
    from_=RUNNING,
    to="typical_choice",
    who=OFFICE,
    data=(REASONS,),
    does=(SetEntries("typical", "failed", was=("open",)),),
    source=MASS_DISPUTES,
)

TAKE_BACK_RESULT = Act(
    key="group.take_back_result",
    label="收回示范结果",
    en="Take the result back",
    from_=("carry_over",),
    to="held",
    who=OFFICE,
    data=(REASONS,),
    needs=(nothing_proposed,),
    does=(SetEntries("typical_result", "taken_back", was=("open",)),),
    source=HOUSE,
)

SET_FORMULA = Act(
    key="group.set_formula",
    label="确定损失计算公式",
    en="Set the loss formula",
    from_=("demonstration", "trial", "held", "carry_over"),
    who=OFFICE,
    data=(
        Field(
            "formula",
            Text(max=2_000, long=True),
            DC3,
            label="公式（每行“名称 = 算式”，最后一行是结果）",
            en="Formula (“name = arithmetic” on each line, the last one is the result)",
            required=True,
            hint="例如：应退 = 本金 * 0.05；可用 + - * / 括号 min max round days(起, 止) lpr(日期)",
            hint_en="For example: refund = principal * 0.05; + - * / brackets min max round days(from, to) lpr(day)",
        ),
        Field(
            "in_words",
            PARAGRAPH,
            DC3,
            label="用一般人看得懂的话说明",
            en="The formula in plain words",
            required=True,
        ),
        Field(
            "example",
            Text(max=2_000, long=True),
            DC3,
            label="示例数据（虚构，每行“名称 = 数值”）",
            en="Example figures (made up, “name = value” on each line)",
        ),
    ),
    needs=(formula_reads, nothing_proposed),
    does=(
        SetEntries("formula", "replaced", match="all", was=("set",)),
        NewEntry("formula", "set", on=From.TODAY),
    ),
    source=COUNTY,
)

CLOSE = Act(
    key="group.close",
    label="群体办结",
    en="Close the group",
    from_=("carry_over",),
    to="closed",
    who=OFFICE,
    needs=(everybody_has_end,),
    does=(SetCase("status", "ended"), NewEntry("group", "ended", on=From.TODAY)),
    source=MASS_DISPUTES,
)

DISSOLVE = Act(
    key="group.dissolve",
    label="解除群体，各案单独办理",
    en="Dissolve the group: cases go on alone",
    from_=EVER,
    to="dissolved",
    who=("organisation", "secretariat"),
    data=(REASONS,),
    needs=(group_stands,),
    does=(SetCase("status", "ended"), NewEntry("group", "ended", on=From.TODAY)),
    source=MASS_DISPUTES,
)

NOTE_ON_GROUP = Act(
    key="group.note",
    label="记一笔",
    en="Write a note",
    from_=EVER,
    who=OFFICE,
    data=(Field("note", PARAGRAPH, DC3, label="内容", en="Note", required=True),),
    does=(NewEntry("note", "made", on=From.TODAY),),
    concurrent=True,
    source=HOUSE,
)

GROUP = Procedure(
    key="group",
    label="群体纠纷（示范调解、示范判决）",
    en="mass dispute (demonstration mediation or judgment)",
    acts=(
        OPEN,
        CORRECT_TEXTS,
        ASK_CONSENT,
        END_CONSENT,
        ASK_AGAIN,
        CHOOSE_LEAD,
        ASK_COURT,
        COURT_CHOOSES,
        COURT_DECLINES,
        LEAD_SUES,
        HOLD,
        LEAD_RESULT,
        LEAD_FAILS,
        TAKE_BACK_RESULT,
        SET_FORMULA,
        CLOSE,
        DISSOLVE,
        NOTE_ON_GROUP,
        *MEMBER_ACTS,
    ),
    stages=(
        Stage("detected", "发现同类案件", "parallel cases found", waiting_for="organisation"),
        Stage("consent", "待各当事人同意并案", "consent of each person awaited", waiting_for="parties"),
        Stage("typical_choice", "选定示范案件", "typical case being chosen", waiting_for="organisation"),
        Stage(
            "court_choice",
            "待法院选定示范案件",
            "typical case to be chosen by the court",
            waiting_for="court",
        ),
        Stage("demonstration", "示范调解中", "demonstration mediation", waiting_for="mediator"),
        Stage("trial", "示范诉讼中", "demonstration suit", waiting_for="court"),
        Stage(
            "held", "平行案件暂缓，等待示范结果", "parallel cases held by consent", waiting_for="organisation"
        ),
        Stage(
            "carry_over",
            "示范结果作为方案，待各当事人答复",
            "result offered to each as a proposal",
            waiting_for="parties",
        ),
        Stage("closed", "全部平行案件已有结果", "each parallel case has its end", final=True),
        Stage("dissolved", "并案解除，各自办理", "group dissolved, cases go on alone", final=True),
    ),
    source=MASS_DISPUTES,
    kind="group",
)
