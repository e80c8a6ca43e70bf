"""Task: one body answers for it, with a date; reminder, supervision sheet, leading group; closed on proof alone."""

from rongzhi.core.procedure.definition import (
    Act,
    Clock,
    From,
    NewEntry,
    Of,
    Procedure,
    SetEntries,
    Stage,
    Tells,
)
from rongzhi.core.procedure.fields import Attachment, Choice, Code, Day, Field, Option, Text
from rongzhi.rulebook.answers import DC2, DC3, PARAGRAPH, SHORT
from rongzhi.rulebook.guards.tasks import (
    HELD,
    addressed_to_office,
    another_body,
    counts_from_receipt,
    date_left_open,
    date_stated,
    feedback_lies,
    feedback_overdue,
    helps_in_it,
    later_date,
    leads_it,
    limit_missed,
    may_object,
    names_consultation,
    names_helper,
    names_helper_2,
    names_helper_3,
    no_feedback_lies,
    no_numbers,
    not_before_today,
    not_received,
    supervises_office,
    supervision_due,
)
from rongzhi.rulebook.sources import COUNTY, PETITION_22, PETITION_23

OPEN_STAGES = ("tasks", "task_objected", "supervised", "escalated")
WITH_BODY = ("tasks", "supervised", "escalated")

BODY = Field(
    "body",
    Code("body_handles"),
    DC2,
    label="牵头单位",
    en="Lead body",
    required=True,
    form="F48",
    hint="只能是部门、金融机构或者调解组织",
    hint_en="A department, an institution or a mediation organisation",
)
DUE = Field(
    "due",
    Day(future=True),
    DC2,
    label="办结日期（不填的，自签收之日起按公布的期限计算）",
    en="Date due (when left open, the published period from the day it is signed for)",
    form="F48",
)
RESULT_WANTED = Field(
    "result_wanted",
    PARAGRAPH,
    DC3,
    label="需要的结果",
    en="Result wanted",
    required=True,
    part="task",
    form="F48",
    hint="当事人查阅本案时可以看到这一项",
    hint_en="Parties who read the file see this line",
)
UNTIL = Field("until", Day(future=True), DC2, label="新的日期", en="New date", required=True, form="F51")
WHY = Field("reasons", PARAGRAPH, DC3, label="理由", en="Reasons", required=True, part="task", form="F48")

HELPERS = (
    Field(
        "helper",
        Code("body_handles"),
        DC2,
        label="配合单位（可不填）",
        en="Helping body (optional)",
        form="F48",
    ),
    Field(
        "helper_2",
        Code("body_handles"),
        DC2,
        label="第二个配合单位（可不填）",
        en="Second helping body (optional)",
        form="F48",
    ),
    Field(
        "helper_3",
        Code("body_handles"),
        DC2,
        label="第三个配合单位（可不填）",
        en="Third helping body (optional)",
        form="F48",
    ),
)

# The clocks of a sheet: to the date that it states, else the published period from the day it is signed for. Until it is
# signed for, the same period counts from the day it was given, so that a sheet nobody signs for is late as well.
ON_THE_SHEET = (
    Clock(
        "feedback",
        parameter="task_feedback",
        on_expiry="task.overdue",
        waiting_for="lead_body",
        when=date_stated,
        until="due",
    ),
    Clock(
        "unreceived",
        parameter="task_feedback",
        on_expiry="task.overdue",
        waiting_for="lead_body",
        when=date_left_open,
    ),
)
NEW_DATE = (
    Clock(
        "feedback",
        parameter="task_feedback",
        on_expiry="task.overdue",
        waiting_for="lead_body",
        until="until",
    ),
)
GIVEN = NewEntry("task", "given", code=Of("body"), on=From.TODAY, facts=("due", "consultation", "about"))
# Another body takes it over: the earlier line stays as `moved`, so that who had it, and how long, can be read.
GIVEN_ON = NewEntry("task", "given", code=Of("body"), on=From.TODAY, facts=("due",))
MOVED = SetEntries("task", "moved", match="own", was=HELD)
RUNNING = ("feedback", "unreceived", "objection", "supervision", "escalation")

GIVE = Act(
    key="task.give",
    label="交办",
    en="Give a task",
    to="tasks",
    who=("secretariat",),
    data=(
        Field(
            "task",
            PARAGRAPH,
            DC3,
            label="交办事项",
            en="Task",
            required=True,
            part="task",
            form="F48",
            hint="只写要办的事，不写当事人的账户、证件号码，也不写背对背谈话的内容",
            hint_en="What is to be done; no account or identity numbers, nothing said in confidence",
        ),
        BODY,
        *HELPERS,
        Field(
            "about",
            Choice(
                (
                    Option("consultation", "会商纪要确定的事项", "what a consultation settled"),
                    Option("duty", "法定职责范围内的事项", "a matter within its legal duty"),
                    Option("missed_limit", "公布的期限已过", "a published time limit was missed"),
                )
            ),
            DC2,
            label="因何交办",
            en="What it rests on",
            required=True,
            form="F48",
        ),
        Field("basis", PARAGRAPH, DC3, label="依据", en="Basis", required=True, part="task", form="F48"),
        Field(
            "consultation",
            Text(max=24),
            DC2,
            label="所依据的会商（本案程序编号，可不填）",
            en="The consultation it carries out (key of its proceeding, optional)",
            form="F48",
        ),
        DUE,
        RESULT_WANTED,
        Field(
            "contact",
            SHORT,
            DC3,
            label="联系人和电话",
            en="Contact",
            required=True,
            part="task",
            form="F48",
        ),
    ),
    needs=(addressed_to_office, no_numbers, names_consultation, limit_missed, not_before_today),
    starts=ON_THE_SHEET,
    issues=("F48",),
    does=(
        SetEntries("coordination", "settled", match="all", was=("asked",)),
        GIVEN,
        NewEntry("task_helper", "asked", code=Of("helper"), on=From.TODAY, when=names_helper),
        NewEntry("task_helper", "asked", code=Of("helper_2"), on=From.TODAY, when=names_helper_2),
        NewEntry("task_helper", "asked", code=Of("helper_3"), on=From.TODAY, when=names_helper_3),
    ),
    tells=(Tells("task_given", "lead_body"), Tells("task_help_asked", "helper")),
    warning="交办只能要求部门、金融机构或者调解组织做其职责范围内的事，不得要求就纠纷实体作出某种处理；不得写入线索和举报人信息。",
    warning_en="A task asks a department, an institution or a mediation organisation for something within its duty, never "
    "for an outcome of the dispute itself; leads and informants stay out of it.",
    source=PETITION_22,
)

ADD_HELPER = Act(
    key="task.add_helper",
    label="增加配合单位",
    en="Ask one more body to help",
    from_=WITH_BODY,
    who=("secretariat",),
    data=(
        Field(
            "helper",
            Code("body_handles"),
            DC2,
            label="配合单位",
            en="Helping body",
            required=True,
            form="F48",
        ),
    ),
    needs=(addressed_to_office,),
    does=(NewEntry("task_helper", "asked", code=Of("helper"), on=From.TODAY),),
    tells=(Tells("task_help_asked", "helper"),),
    concurrent=True,
    source=COUNTY,
)

RECEIVE = Act(
    key="task.receive",
    label="签收交办单",
    en="Sign for the task",
    from_=("tasks",),
    who=("lead_body",),
    needs=(leads_it, not_received),
    stops=("unreceived",),
    starts=(
        Clock("objection", parameter="task_objection", on_expiry="task.window_over", waiting_for="lead_body"),
        Clock(
            "feedback",
            parameter="task_feedback",
            on_expiry="task.overdue",
            waiting_for="lead_body",
            when=counts_from_receipt,
        ),
    ),
    does=(
        SetEntries("task", "received", match="own", was=("given",)),
        NewEntry("task_receipt", "signed", code=From.ACTOR_BODY, on=From.TODAY),
    ),
    source=PETITION_22,
)

OBJECT = Act(
    key="task.object",
    label="对交办提出异议",
    en="Object to the task",
    from_=("tasks",),
    to="task_objected",
    who=("lead_body",),
    data=(
        Field(
            "ground",
            Choice(
                (
                    Option("competence", "不属本单位职责", "not our competence"),
                    Option("other", "其他", "other"),
                )
            ),
            DC2,
            label="理由类别",
            en="Ground",
            required=True,
            form="F49",
        ),
        Field(
            "basis",
            PARAGRAPH,
            DC3,
            label="详细理由和依据",
            en="Detailed reasons and basis",
            required=True,
            part="task",
            form="F49",
        ),
        Field(
            "competent",
            Code("body_handles"),
            DC2,
            label="应由哪个单位办理",
            en="Who is competent",
            required=True,
            form="F49",
        ),
    ),
    needs=(leads_it, may_object, no_feedback_lies),
    stops=("objection",),
    takes=("F49",),
    does=(
        SetEntries("task", "objected", match="own", was=("given", "received")),
        NewEntry(
            "task_objection",
            "open",
            code=Of("ground"),
            on=From.TODAY,
            facts=("competent",),
        ),
    ),
    tells=(Tells("task_objected", "secretariat"),),
    warning="异议不停止办理：决定作出之前，仍由本单位负责，期限照常计算。",
    warning_en="An objection stops nothing: until it is decided your body stays in charge and the dates run on.",
    source=PETITION_23,
)

UPHELD = Act(
    key="task.objection_upheld",
    label="异议成立，改由其他单位办理",
    en="Uphold the objection: another body takes the task",
    from_=("task_objected",),
    to="tasks",
    who=("secretariat",),
    data=(BODY, WHY, DUE),
    needs=(addressed_to_office, another_body, not_before_today),
    stops=RUNNING,
    starts=ON_THE_SHEET,
    issues=("F48",),
    does=(
        SetEntries("task_objection", "upheld", match="own", was=("open",)),
        SetEntries("task_delay", "moved", match="own", was=("reminded", "sheet_due")),
        MOVED,
        GIVEN_ON,
    ),
    tells=(Tells("task_given", "lead_body"),),
    source=PETITION_23,
)

DISMISSED = Act(
    key="task.objection_dismissed",
    label="异议不成立，由原单位继续办理",
    en="Dismiss the objection: the body goes on",
    from_=("task_objected",),
    to="tasks",
    who=("secretariat",),
    data=(WHY,),
    does=(
        SetEntries("task_objection", "dismissed", match="own", was=("open",)),
        SetEntries("task", "received", match="own", was=("objected",)),
    ),
    tells=(Tells("task_objection_dismissed", "lead_body"),),
    source=PETITION_23,
)

WINDOW_OVER = Act(
    key="task.window_over",
    label="异议期届满",
    en="The time for objections is over",
    from_=OPEN_STAGES,
    who=("system",),
    concurrent=True,
    timer=True,
    source=COUNTY,
)

HELP_DONE = Act(
    key="task.help_done",
    label="登记配合情况",
    en="Say how you helped",
    from_=OPEN_STAGES,
    who=("helper",),
    data=(
        Field(
            "done",
            PARAGRAPH,
            DC3,
            label="配合情况",
            en="What was done",
            required=True,
            part="task",
            form="F50",
        ),
    ),
    needs=(helps_in_it,),
    does=(NewEntry("task_help", "recorded", code=From.ACTOR_BODY, on=From.TODAY),),
    tells=(Tells("task_helped", "lead_body"),),
    concurrent=True,
    source=COUNTY,
)

FEEDBACK = Act(
    key="task.feedback",
    label="反馈办理情况",
    en="Report back",
    from_=OPEN_STAGES,
    who=("lead_body",),
    data=(
        Field(
            "done",
            PARAGRAPH,
            DC3,
            label="办理情况",
            en="What was done",
            required=True,
            part="task",
            form="F50",
        ),
        Field("result", PARAGRAPH, DC3, label="结果", en="Result", required=True, part="task", form="F50"),
        Field(
            "proof",
            Attachment(most=10),
            DC3,
            label="证明材料",
            en="Proof",
            required=True,
            part="task",
            form="F50",
            hint="没有证明不能办结；请遮住证件号码和账户号码",
            hint_en="Without proof a task cannot be closed; cover identity and account numbers",
        ),
        Field(
            "open_points",
            PARAGRAPH,
            DC3,
            label="遗留问题（可不填）",
            en="Open points (optional)",
            part="task",
            form="F50",
        ),
        Field("done_on", Day(), DC2, label="办结日期", en="Day it was done", required=True, form="F50"),
    ),
    needs=(leads_it, no_feedback_lies),
    stops=RUNNING,
    takes=("F50",),
    does=(
        NewEntry("task_feedback", "given", code=From.ACTOR_BODY, on=Of("done_on")),
        SetEntries("task", "answered", match="own", was=("given", "received", "supervised", "escalated")),
        SetEntries(
            "task_delay", "answered", match="own", was=("reminded", "sheet_due", "supervised", "escalated")
        ),
    ),
    tells=(Tells("task_answered", "secretariat"),),
    source=PETITION_22,
)

RETURN_FEEDBACK = Act(
    key="task.return_feedback",
    label="退回反馈，继续办理",
    en="Return the feedback",
    from_=WITH_BODY,
    to="tasks",
    who=("secretariat",),
    data=(WHY, UNTIL),
    needs=(feedback_lies, not_before_today),
    stops=RUNNING,
    starts=NEW_DATE,
    does=(
        SetEntries("task_feedback", "returned", match="own", was=("given",)),
        SetEntries("task", "received", match="own", was=HELD),
    ),
    tells=(Tells("task_feedback_returned", "lead_body"),),
    source=PETITION_22,
)

CLOSE = Act(
    key="task.close",
    label="凭证明办结",
    en="Close the task on proof",
    from_=WITH_BODY,
    to="closed",
    who=("secretariat",),
    data=(
        Field(
            "proof_seen",
            PARAGRAPH,
            DC3,
            label="证明核对情况",
            en="How the proof was checked",
            required=True,
            part="task",
            form="F50",
        ),
    ),
    needs=(feedback_lies,),
    does=(
        SetEntries("task_feedback", "accepted", match="own", was=("given",)),
        SetEntries("task", "closed", match="own", was=HELD),
        SetEntries("task_helper", "closed", match="own", was=("asked",)),
    ),
    tells=(Tells("task_closed", "lead_body"),),
    source=PETITION_22,
)

EXTEND = Act(
    key="task.extend",
    label="延长办理日期",
    en="Give more time",
    from_=("tasks", "supervised"),
    to="tasks",
    who=("secretariat",),
    data=(UNTIL, WHY),
    needs=(later_date, not_before_today, no_feedback_lies),
    stops=("feedback", "unreceived", "supervision", "escalation"),
    starts=NEW_DATE,
    does=(
        SetEntries("task_delay", "extended", match="own", was=("reminded", "sheet_due", "supervised")),
        SetEntries("task", "received", match="own", was=("supervised",)),
        NewEntry("task_extension", "given", on=Of("until")),
    ),
    tells=(Tells("task_extended", "lead_body"),),
    source=COUNTY,
)

OVERDUE = Act(
    key="task.overdue",
    label="反馈日期已过，自动催办",
    en="The date for feedback has passed: automatic reminder",
    from_=OPEN_STAGES,
    who=("system",),
    starts=(
        Clock(
            "supervision",
            parameter="task_supervise",
            on_expiry="task.supervision_due",
            waiting_for="secretariat",
        ),
    ),
    does=(NewEntry("task_delay", "reminded", on=From.TODAY),),
    tells=(Tells("task_reminder", "lead_body"), Tells("task_late", "secretariat")),
    concurrent=True,
    timer=True,
    source=COUNTY,
)

SUPERVISION_DUE = Act(
    key="task.supervision_due",
    label="到了应当督办的日期",
    en="The day of the supervision sheet has come",
    from_=OPEN_STAGES,
    who=("system",),
    does=(SetEntries("task_delay", "sheet_due", match="own", was=("reminded",)),),
    concurrent=True,
    timer=True,
    source=COUNTY,
)

ESCALATION = Clock(
    "escalation",
    parameter="task_escalate",
    on_expiry="task.escalate",
    waiting_for="lead_body",
)
ON_SUPERVISION = (
    SetEntries("task_delay", "supervised", match="own", was=("reminded", "sheet_due")),
    SetEntries("task", "supervised", match="own", was=("given", "received")),
)

SUPERVISE = Act(
    key="task.supervise",
    label="发督办单",
    en="Issue the supervision sheet",
    from_=("tasks",),
    to="supervised",
    who=("secretariat",),
    data=(
        Field(
            "asked",
            PARAGRAPH,
            DC3,
            label="督办要求",
            en="What is asked",
            required=True,
            part="task",
            form="F51",
        ),
        Field(
            "new_on",
            Day(future=True),
            DC2,
            label="新的日期（不填的，按公布的期限提级）",
            en="New date (when left open, it is escalated after the published period)",
            form="F51",
        ),
        Field(
            "copy_to", SHORT, DC3, label="抄送（可不填）", en="Copy to (optional)", part="task", form="F51"
        ),
    ),
    needs=(feedback_overdue, supervises_office, not_before_today),
    stops=("supervision", "feedback", "unreceived"),
    starts=(
        Clock(
            "escalation",
            parameter="task_escalate",
            on_expiry="task.escalate",
            waiting_for="lead_body",
            until="new_on",
        ),
    ),
    issues=("F51",),
    does=ON_SUPERVISION,
    tells=(Tells("task_supervised", "lead_body"),),
    warning="督办只针对超过日期未反馈的事，不涉及纠纷应当怎样处理。",
    warning_en="The sheet is about the missed date alone, never about how the dispute should end.",
    source=COUNTY,
)

SUPERVISE_BY_RULE = Act(
    key="task.supervise_by_rule",
    label="自动发督办单",
    en="The supervision sheet goes out by rule",
    from_=("tasks",),
    to="supervised",
    who=("system",),
    needs=(supervision_due, supervises_office),
    stops=("supervision",),
    starts=(ESCALATION,),
    issues=("F51",),
    does=ON_SUPERVISION,
    tells=(Tells("task_supervised", "lead_body"), Tells("task_late", "secretariat")),
    automatic=True,
    source=COUNTY,
)

ESCALATE = Act(
    key="task.escalate",
    label="提级",
    en="Escalate to the leading group",
    from_=("supervised",),
    to="escalated",
    who=("system",),
    issues=("F52",),
    does=(
        SetEntries("task_delay", "escalated", match="own", was=("supervised",)),
        SetEntries("task", "escalated", match="own", was=HELD),
        NewEntry("task_escalation", "open", on=From.TODAY),
    ),
    tells=(Tells("task_escalated", "leading_group"), Tells("task_escalated", "secretariat")),
    timer=True,
    source=COUNTY,
)

REPORT = Act(
    key="task.escalation_report",
    label="补充提级报告",
    en="Complete the escalation report",
    from_=("escalated",),
    who=("secretariat",),
    data=(
        Field(
            "block", PARAGRAPH, DC3, label="卡在哪里", en="The block", required=True, part="task", form="F52"
        ),
        Field(
            "options",
            PARAGRAPH,
            DC3,
            label="可供选择的办法",
            en="Options",
            required=True,
            part="task",
            form="F52",
        ),
        Field(
            "decision_asked",
            PARAGRAPH,
            DC3,
            label="请领导小组决定什么",
            en="Decision asked",
            required=True,
            part="task",
            form="F52",
            hint="只请求决定如何解除阻碍，不涉及纠纷应当怎样处理",
            hint_en="How the block is to be removed, never how the dispute should end",
        ),
    ),
    needs=(supervises_office,),
    issues=("F52",),
    does=(NewEntry("task_report", "made", on=From.TODAY),),
    tells=(Tells("task_escalated", "leading_group"),),
    concurrent=True,
    source=COUNTY,
)

DECISION = Field(
    "decision",
    PARAGRAPH,
    DC3,
    label="领导小组的决定（只写如何解除阻碍）",
    en="Decision of the leading group (how the block is removed, nothing else)",
    required=True,
    part="task",
    form="F52",
)
ON_THE_BLOCK = "领导小组只决定怎样解除阻碍、由谁办、何时办结，不得就纠纷实体作出指示，不得向法院、仲裁机构、公证机构或者调解员提出要求。"
ON_THE_BLOCK_EN = (
    "The leading group decides how the block is removed, who does it and by when; never how the dispute should end, "
    "and nothing is asked of a court, an arbitration body, a notary or a neutral."
)

GROUP_DECIDES = Act(
    key="task.group_decides",
    label="领导小组决定",
    en="The leading group decides",
    from_=("escalated",),
    to="tasks",
    who=("leading_group",),
    data=(DECISION, UNTIL),
    needs=(not_before_today, no_feedback_lies),
    starts=NEW_DATE,
    does=(
        SetEntries("task_escalation", "decided", match="own", was=("open",)),
        SetEntries("task_delay", "decided", match="own", was=("escalated",)),
        SetEntries("task", "received", match="own", was=HELD),
        NewEntry("group_decision", "made", on=Of("until")),
    ),
    tells=(Tells("group_decided", "lead_body"), Tells("group_decided", "secretariat")),
    warning=ON_THE_BLOCK,
    warning_en=ON_THE_BLOCK_EN,
    source=COUNTY,
)

GROUP_REASSIGNS = Act(
    key="task.group_reassigns",
    label="领导小组改派",
    en="The leading group names another body",
    from_=("escalated",),
    to="tasks",
    who=("leading_group",),
    data=(DECISION, BODY, DUE),
    needs=(addressed_to_office, another_body, not_before_today, no_feedback_lies),
    starts=ON_THE_SHEET,
    issues=("F48",),
    does=(
        SetEntries("task_escalation", "decided", match="own", was=("open",)),
        SetEntries("task_delay", "moved", match="own", was=("escalated",)),
        MOVED,
        GIVEN_ON,
        NewEntry("group_decision", "made", on=Of("due")),
    ),
    tells=(Tells("task_given", "lead_body"), Tells("group_decided", "secretariat")),
    warning=ON_THE_BLOCK,
    warning_en=ON_THE_BLOCK_EN,
    source=COUNTY,
)

CANCEL = Act(
    key="task.cancel",
    label="撤销交办",
    en="Take the task back",
    from_=OPEN_STAGES,
    to="cancelled",
    who=("secretariat",),
    data=(WHY,),
    does=(
        SetEntries("task_objection", "settled", match="own", was=("open",)),
        SetEntries("task", "cancelled", match="own", was=HELD),
        SetEntries("task_helper", "closed", match="own", was=("asked",)),
    ),
    tells=(Tells("task_cancelled", "lead_body"),),
    source=COUNTY,
)

TASK = Procedure(
    key="task",
    label="交办事项",
    en="task",
    stages=(
        Stage("tasks", "交办事项办理中", "tasks running", waiting_for="lead_body"),
        Stage("task_objected", "对交办提出异议", "task objected to", waiting_for="secretariat"),
        Stage("supervised", "督办中", "under supervision sheet", waiting_for="lead_body"),
        Stage("escalated", "已提级", "escalated", waiting_for="leading_group"),
        Stage("closed", "凭证明办结", "closed on proof", final=True),
        Stage("cancelled", "交办已撤销", "task taken back", final=True),
    ),
    acts=(
        GIVE,
        ADD_HELPER,
        RECEIVE,
        OBJECT,
        UPHELD,
        DISMISSED,
        WINDOW_OVER,
        HELP_DONE,
        FEEDBACK,
        RETURN_FEEDBACK,
        CLOSE,
        EXTEND,
        OVERDUE,
        SUPERVISION_DUE,
        SUPERVISE,
        SUPERVISE_BY_RULE,
        ESCALATE,
        REPORT,
        GROUP_DECIDES,
        GROUP_REASSIGNS,
        CANCEL,
    ),
    source=COUNTY,
    several=True,
    watched=True,
)
