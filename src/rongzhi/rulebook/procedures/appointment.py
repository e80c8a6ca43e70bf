"""Appointment: the neutral is chosen or drawn, discloses before accepting, and can be challenged at any time."""

from rongzhi.core.procedure.definition import (
    Act,
    Clock,
    Ends,
    From,
    Last,
    Look,
    NewEntry,
    Of,
    Opens,
    Procedure,
    SetCase,
    SetEntries,
    Stage,
    Tells,
)
from rongzhi.core.procedure.fields import Choice, Code, Day, Field, Option, Text, YesNo
from rongzhi.rulebook.answers import AGREES, DC2, DC3, PARAGRAPH, REASONS
from rongzhi.rulebook.guards.appointment import (
    all_chose_the_same,
    by_court_invitation,
    disclosed_first,
    is_proposed,
    mediation_running,
    neutral_free_of_ties,
    no_mediation_yet,
    nobody_objects,
    not_answered_disclosure,
    not_recused_here,
)
from rongzhi.rulebook.guards.everyday import somebody_else
from rongzhi.rulebook.guards.invitation import by_consumer
from rongzhi.rulebook.guards.speaking import COUNTER, said, speaks_for_party, speaks_for_principal
from rongzhi.rulebook.procedures.mediation import PERIOD
from rongzhi.rulebook.sources import FINANCE_14, ONL_13, PML_19, SPM_12, SPM_15

RECUSAL = Clock("recusal_decision", parameter="med_recusal_decision", waiting_for="reviewer")
# Who employs, pays and hosts the neutral on the day of the appointment (C15): the roster may change later.
TIES_CHOSEN = (
    ("employer", Look("neutrals", Last("choice"), "employer")),
    ("payer", Look("neutrals", Last("choice"), "payer")),
    ("host", Look("neutrals", Last("choice"), "host")),
    ("background", Look("neutrals", Last("choice"), "background")),
)
TIES_PROPOSED = (
    ("employer", Look("neutrals", Of("neutral"), "employer")),
    ("payer", Look("neutrals", Of("neutral"), "payer")),
    ("host", Look("neutrals", Of("neutral"), "host")),
    ("background", Look("neutrals", Of("neutral"), "background")),
)
NEUTRAL = Field("neutral", Code("neutrals"), DC2, label="调解员", en="Neutral", required=True, form="F13")
METHOD = Field(
    "method",
    Choice(
        (
            Option("draw", "随机抽取", "drawn at random"),
            Option("appointed", "组织指定", "appointed by the organisation"),
            Option("court", "法院指定", "appointed by the court"),
            Option("one_side", "一方选定、对方不反对", "chosen by one side, the other does not object"),
        )
    ),
    DC2,
    label="产生方式",
    en="Method",
    required=True,
    form="F13",
)
CANDIDATES = Field(
    "candidates", Text(max=2000), DC2, label="出示的候选名单", en="Candidates shown", form="F13"
)

SHOW_LIST = Act(
    key="appointment.show_list",
    label="出示调解员名单",
    en="Show the list of neutrals",
    from_=("selection",),
    who=("organisation",),
    data=(
        Field(
            "candidates",
            Text(max=2000),
            DC2,
            label="候选名单（编号，逗号分隔）",
            en="Candidates (numbers, commas)",
            required=True,
            form="F13",
        ),
    ),
    issues=("F13",),
    does=(NewEntry("candidates", "shown", on=From.TODAY, facts=("candidates",)),),
    concurrent=True,
    optional=True,
    source=FINANCE_14,
)

CHOOSE = Act(
    key="appointment.choose",
    label="选择调解员",
    en="Choose a neutral",
    from_=("selection",),
    who=("party", "organisation"),
    data=(NEUTRAL, *COUNTER),
    needs=(speaks_for_principal, neutral_free_of_ties, not_recused_here),
    does=(
        SetEntries("choice", "replaced", match="party", party=From.ACTOR_PARTY, was=("open",)),
        SetEntries("choice", "replaced", match="party", party=Of("party"), was=("open",)),
        *said("choice", code=Of("neutral")),
    ),
    concurrent=True,
    source=PML_19,
)

JOINT_CHOICE = Act(
    key="appointment.joint_choice",
    label="各方选定同一调解员",
    en="All sides chose the same neutral",
    from_=("selection",),
    to="disclosure",
    who=("system",),
    needs=(all_chose_the_same,),
    stops=("selection_window",),
    issues=("F14",),
    does=(
        SetCase("neutral_proposed", Last("choice")),
        SetCase("chosen_by", "joint"),
        NewEntry("appointment", "proposed", code=Last("choice"), on=From.TODAY, remembers=TIES_CHOSEN),
    ),
    tells=(Tells("neutral_proposed", "neutral"),),
    automatic=True,
    source=FINANCE_14,
)

WINDOW_OVER = Act(
    key="appointment.window_over",
    label="选择期满，转为抽取或指定",
    en="The time to choose is over",
    from_=("selection",),
    to="drawing",
    who=("system",),
    timer=True,
    source=FINANCE_14,
)

LEAVE_TO_ORGANISATION = Act(
    key="appointment.leave_it",
    label="请组织指定",
    en="Leave the choice to the organisation",
    from_=("selection",),
    to="drawing",
    who=("party", "organisation"),
    data=COUNTER,
    needs=(speaks_for_principal,),
    stops=("selection_window",),
    source=FINANCE_14,
)

PROPOSE = Act(
    key="appointment.propose",
    label="抽取或指定调解员",
    en="Draw or appoint a neutral",
    from_=("drawing", "replacing"),
    to="disclosure",
    who=("organisation",),
    data=(
        NEUTRAL,
        METHOD,
        CANDIDATES,
        Field("seed", Text(max=120), DC2, label="抽取种子", en="Seed of the draw", form="F14"),
    ),
    needs=(neutral_free_of_ties, not_recused_here),
    issues=("F14",),
    does=(
        SetCase("neutral_proposed", Of("neutral")),
        SetCase("chosen_by", Of("method")),
        NewEntry(
            "appointment",
            "proposed",
            code=Of("neutral"),
            on=From.TODAY,
            facts=("method", "candidates", "seed"),
            remembers=TIES_PROPOSED,
        ),
        SetEntries("neutral_vacancy", "filled", match="all", was=("open",), on=From.TODAY),
    ),
    tells=(Tells("neutral_proposed", "neutral"),),
    source=FINANCE_14,
)

DISCLOSE = Act(
    key="appointment.disclose",
    label="披露并声明",
    en="Disclose",
    from_=("disclosure",),
    to="objection_open",
    who=("mediator",),
    data=(
        Field(
            "ties",
            YesNo(),
            DC2,
            label="与当事人或其集团在近三年有联系",
            en="Ties with a party or its group in the last 3 years",
            required=True,
            form="F15",
        ),
        Field(
            "past_cases",
            YesNo(),
            DC2,
            label="曾办理涉及同一机构的案件",
            en="Past cases with the same institution",
            required=True,
            form="F15",
        ),
        Field("details", PARAGRAPH, DC3, label="说明", en="Details", form="F15"),
        Field(
            "available",
            YesNo(must=True),
            DC2,
            label="本人有时间办理",
            en="I have the time",
            required=True,
            form="F15",
        ),
    ),
    needs=(is_proposed,),
    issues=("F15",),
    tells=(Tells("disclosure_shown", "party"),),
    does=(
        NewEntry("disclosure", "made", code=From.ACTOR_NEUTRAL, on=From.TODAY, facts=("ties", "past_cases")),
    ),
    source=ONL_13,
)

NO_OBJECTION = Act(
    key="appointment.no_objection",
    label="对调解员无异议",
    en="No objection",
    from_=("objection_open",),
    who=("party", "organisation"),
    data=(AGREES, *COUNTER),
    needs=(speaks_for_principal, not_answered_disclosure),
    does=said("no_objection", "given"),
    concurrent=True,
    source=ONL_13,
)

OBJECTIONS_OVER = Act(
    key="appointment.objections_over",
    label="各方均无异议",
    en="No side objects",
    from_=("objection_open",),
    to="accepting",
    who=("system",),
    needs=(nobody_objects,),
    automatic=True,
    source=ONL_13,
)

GO_ON = Act(
    key="appointment.go_on",
    label="已告知各方，继续",
    en="All were told: go on",
    from_=("objection_open",),
    to="accepting",
    who=("organisation",),
    data=(
        Field(
            "remark",
            PARAGRAPH,
            DC3,
            label="告知各方的时间和方式（之后仍可申请回避）",
            en="When and how each was told (a challenge stays open)",
            required=True,
            form="F14",
        ),
    ),
    source=ONL_13,
)

CHALLENGE = Act(
    key="appointment.challenge",
    label="申请回避",
    en="Challenge the neutral",
    from_=("objection_open", "disclosure", "accepting"),
    to="recusal",
    who=("party", "organisation"),
    data=(
        Field(
            "reasons",
            PARAGRAPH,
            DC3,
            label="回避的事实和理由",
            en="Facts and ground",
            required=True,
            form="F16",
        ),
        *COUNTER,
    ),
    needs=(speaks_for_party,),
    starts=(RECUSAL,),
    takes=("F16",),
    does=said("challenge"),
    source=SPM_15,
)

CHALLENGE_LATER = Act(
    key="appointment.challenge_later",
    label="调解中申请回避",
    en="Challenge the neutral during the mediation",
    to="recusal",
    who=("party", "organisation"),
    data=(
        Field(
            "reasons",
            PARAGRAPH,
            DC3,
            label="回避的事实和理由",
            en="Facts and ground",
            required=True,
            form="F16",
        ),
        *COUNTER,
    ),
    needs=(speaks_for_party, mediation_running),
    starts=(RECUSAL,),
    takes=("F16",),
    does=said("challenge"),
    source=SPM_15,
)

DISMISS_CHALLENGE = Act(
    key="appointment.dismiss_challenge",
    label="驳回回避申请",
    en="Dismiss the challenge",
    from_=("recusal",),
    to="accepting",
    who=("reviewer",),
    data=(REASONS,),
    needs=(somebody_else, no_mediation_yet),
    stops=("recusal_decision",),
    issues=("F17",),
    tells=(Tells("challenge_dismissed", "party"),),
    does=(SetEntries("challenge", "dismissed"),),
    source=SPM_15,
)

DISMISS_LATER = Act(
    key="appointment.dismiss_later_challenge",
    label="驳回回避申请（调解继续）",
    en="Dismiss the challenge (mediation goes on)",
    from_=("recusal",),
    to="appointed",
    who=("reviewer",),
    data=(REASONS,),
    needs=(somebody_else, mediation_running),
    stops=("recusal_decision",),
    issues=("F17",),
    tells=(Tells("challenge_dismissed", "party"),),
    does=(SetEntries("challenge", "dismissed"),),
    source=SPM_15,
)

UPHOLD_CHALLENGE = Act(
    key="appointment.uphold_challenge",
    label="同意回避，更换调解员",
    en="Uphold the challenge",
    from_=("recusal",),
    to="replacing",
    who=("reviewer",),
    data=(REASONS,),
    needs=(somebody_else,),
    stops=("recusal_decision",),
    issues=("F17",),
    tells=(Tells("challenge_upheld", "party"),),
    does=(
        SetEntries("challenge", "upheld"),
        SetEntries("appointment", "recused"),
        SetCase("neutral", ""),
        SetCase("neutral_proposed", ""),
    ),
    source=SPM_15,
)

STEP_BACK = Act(
    key="appointment.step_back",
    label="主动回避",
    en="Withdraw on own motion",
    from_=("disclosure", "objection_open", "accepting"),
    to="replacing",
    who=("mediator",),
    data=(REASONS,),
    does=(SetEntries("appointment", "withdrew"), SetCase("neutral_proposed", "")),
    source=SPM_15,
)

CHANGE = Act(
    key="appointment.change",
    label="更换调解员",
    en="Change the neutral",
    to="replacing",
    who=("organisation",),
    data=(REASONS,),
    needs=(mediation_running,),
    does=(SetEntries("appointment", "changed"), SetCase("neutral", ""), SetCase("neutral_proposed", "")),
    tells=(Tells("neutral_changes", "party"),),
    source=PML_19,
)

BY_DAY = Field(
    "by_day",
    Day(future=True),
    DC2,
    label="最迟何日提出新的调解员",
    en="Another neutral is proposed by",
    required=True,
    form="F14",
)

GONE_BEFORE = Act(
    key="appointment.neutral_gone",
    label="拟定的调解员离任，另行确定",
    en="The proposed neutral has left",
    from_=("disclosure", "objection_open", "accepting", "recusal"),
    to="replacing",
    who=("organisation", "system"),
    data=(BY_DAY,),
    needs=(no_mediation_yet,),
    stops=("recusal_decision",),
    does=(
        SetEntries("appointment", "withdrew"),
        SetCase("neutral_proposed", ""),
        NewEntry("neutral_vacancy", "open", on=Of("by_day")),
    ),
    tells=(Tells("neutral_left", "organisation"), Tells("neutral_changes", "party")),
    source=PML_19,
)

GONE_LATER = Act(
    key="appointment.neutral_left",
    label="调解员离任，另行确定",
    en="The neutral has left during the mediation",
    to="replacing",
    who=("organisation", "system"),
    data=(BY_DAY,),
    needs=(mediation_running,),
    stops=("recusal_decision",),
    does=(
        SetEntries("appointment", "changed"),
        SetCase("neutral", ""),
        SetCase("neutral_proposed", ""),
        NewEntry("neutral_vacancy", "open", on=Of("by_day")),
    ),
    tells=(Tells("neutral_left", "organisation"), Tells("neutral_changes", "party")),
    source=PML_19,
)

REJECT = Act(
    key="appointment.reject",
    label="拒绝指定的调解员",
    en="Reject the appointed neutral",
    from_=("disclosure", "objection_open"),
    to="rejected",
    who=("party", "organisation"),
    data=(REASONS, AGREES, *COUNTER),
    needs=(speaks_for_principal, by_court_invitation),
    issues=("F35",),
    ends=Ends("X06", choices=((by_consumer, "X05"),)),
    warning="请注意：在法院特邀调解中，拒绝指定的调解员，视为拒绝调解，本次调解即告结束。如对调解员的公正有疑虑，请改用“申请回避”。",
    warning_en="Mind: in mediation specially invited by a court, rejecting the appointed mediator counts as refusing mediation and ends it. If you doubt the mediator's fairness, use “Challenge the neutral” instead.",
    source=SPM_12,
)

ACCEPT = Act(
    key="appointment.accept",
    label="接受办理",
    en="Accept the appointment",
    from_=("accepting",),
    to="appointed",
    who=("mediator",),
    data=(AGREES,),
    needs=(is_proposed, disclosed_first),
    issues=("F14",),
    opens=(Opens("mediation", starts=(PERIOD,)),),
    does=(
        SetCase("neutral", From.ACTOR_NEUTRAL),
        SetCase("neutral_proposed", ""),
        SetEntries("appointment", "accepted"),
    ),
    tells=(Tells("neutral_appointed", "party"),),
    source=SPM_12,
)

APPOINTMENT = Procedure(
    key="appointment",
    label="确定调解员",
    en="appointment",
    stages=(
        Stage("selection", "当事人选择调解员", "parties choose", waiting_for="parties"),
        Stage("drawing", "抽取或指定", "draw or appointment", waiting_for="organisation"),
        Stage("disclosure", "待调解员披露", "disclosure awaited", waiting_for="mediator"),
        Stage(
            "objection_open", "待当事人对披露表态", "disclosure shown, objection open", waiting_for="parties"
        ),
        Stage("recusal", "回避审查中", "recusal being decided", waiting_for="organisation"),
        Stage("accepting", "待调解员确认接受", "acceptance by the neutral awaited", waiting_for="mediator"),
        Stage("replacing", "更换调解员", "mediator being replaced", waiting_for="organisation"),
        Stage("appointed", "已确定调解员", "appointed and accepted", final=True),
        Stage(
            "rejected",
            "拒绝指定，视为拒绝调解",
            "appointment rejected, taken as refusal (specially invited only)",
            final=True,
        ),
        Stage("withdrawn", "已撤回", "withdrawn", final=True),
    ),
    acts=(
        SHOW_LIST,
        CHOOSE,
        JOINT_CHOICE,
        WINDOW_OVER,
        LEAVE_TO_ORGANISATION,
        PROPOSE,
        DISCLOSE,
        NO_OBJECTION,
        OBJECTIONS_OVER,
        GO_ON,
        CHALLENGE,
        CHALLENGE_LATER,
        DISMISS_CHALLENGE,
        DISMISS_LATER,
        UPHOLD_CHALLENGE,
        STEP_BACK,
        CHANGE,
        GONE_BEFORE,
        GONE_LATER,
        REJECT,
        ACCEPT,
    ),
    source=PML_19,
)
