"""Mediation: rights told, meetings, offers, the neutral's proposal, and every way in which it can end."""

from rongzhi.core.procedure.definition import (
    Act,
    Clock,
    Ends,
    Extends,
    From,
    Last,
    NewEntry,
    Of,
    Opens,
    Procedure,
    SetCase,
    SetEntries,
    Stage,
    Tells,
    Variant,
)
from rongzhi.core.procedure.fields import Amount, Day, EntryRef, Field, YesNo
from rongzhi.rulebook.answers import (
    AGREES,
    CHANNEL,
    DC2,
    DC3,
    DC4,
    DC5,
    DC9,
    HOW_TOLD,
    LONG,
    MODE,
    ON_DAY,
    PARAGRAPH,
    PARTY,
    REASONS,
    REMARK,
    SHORT,
    TO_BODY,
)
from rongzhi.rulebook.consulting_fields import ASKING
from rongzhi.rulebook.guards.agents import offer_within_mandate, within_mandate
from rongzhi.rulebook.guards.channels import (
    is_commissioned,
    is_commissioned_online,
    is_complex,
    is_entrusted,
    is_entrusted_simple,
    is_people_mediation,
    is_simple,
)
from rongzhi.rulebook.guards.consultation import came_back, none_open, two_tests
from rongzhi.rulebook.guards.everyday import is_party
from rongzhi.rulebook.guards.invitation import by_consumer
from rongzhi.rulebook.guards.mediation import (
    all_accept_proposal,
    all_consent_to_extend,
    appraisal_consented,
    consent_to_record,
    extension_within_limit,
    facts_signed_by_all,
    facts_unsigned_by_me,
    is_neutral_of_case,
    not_answered_extension,
    not_answered_proposal,
    not_complex_yet,
    on_simple_track,
    period_running,
    positive_amount,
    rights_told,
    sham_facts_given,
    somebody_declines,
    somebody_refuses_extension,
)
from rongzhi.rulebook.guards.meetings import (
    meeting_not_planned,
    meeting_stands_if_named,
    meeting_to_come,
    no_meeting_and_told,
    no_meeting_and_untold,
)
from rongzhi.rulebook.guards.referral import settled_before_notary
from rongzhi.rulebook.guards.speaking import COUNTER, said, speaks_for_party, speaks_for_principal
from rongzhi.rulebook.procedures.consultation import ADMISSION, ASKED
from rongzhi.rulebook.procedures.meetings import MINUTES, WHEN
from rongzhi.rulebook.sources import (
    COUNTY,
    FACTS_23,
    FINANCE_14,
    ONL_18,
    ONL_26,
    PML_17,
    PML_23,
    PML_26,
    PML_28,
    PML_29,
    SPM_14,
    SPM_18,
    SPM_22,
    SPM_26,
    SPM_27,
)

# A case that is reopened or taken up again after pressure has its whole period again; so has one that waited for a
# lead case with the consent of its person and of the institution, from the day on which the waiting ended.
BEGUN_ANEW = ("reopened", "resumption", "group_waited")
PERIOD = Clock(
    "mediation_period",
    parameter="med_ordinary",
    on_expiry="mediation.time_over",
    choices=(
        Variant(
            is_commissioned_online, "online_med_prefiling", from_entry="court_receipt", or_later=BEGUN_ANEW
        ),
        Variant(
            is_commissioned, "med_prefiling_commissioned", from_entry="court_receipt", or_later=BEGUN_ANEW
        ),
        Variant(
            is_entrusted_simple, "med_postfiling_simple", from_entry="court_receipt", or_later=BEGUN_ANEW
        ),
        Variant(is_entrusted, "med_postfiling_ordinary", from_entry="court_receipt", or_later=BEGUN_ANEW),
        Variant(is_people_mediation, "pm_period", from_entry="acceptance", or_later=BEGUN_ANEW),
        Variant(is_simple, "med_simple"),
        Variant(is_complex, "med_complex"),
    ),
    waiting_for="mediator",
)
RUNNING = ("opening", "meeting_set", "mediating", "proposal_open", "extension_asked", "consultation")
TALKING = ("meeting_set", "mediating")
WHY_UP = Field("reasons", PARAGRAPH, DC3, label="理由", en="Reasons", required=True, form="F19")
TERMS = Field("terms", PARAGRAPH, DC3, label="方案内容", en="Terms", required=True, form="F19")

TELL_RIGHTS = Act(
    key="mediation.tell_rights",
    label="告知权利义务",
    en="Tell rights and duties",
    from_=("opening", "meeting_set"),
    to="mediating",
    who=("mediator",),
    data=(HOW_TOLD, REMARK),
    needs=(is_neutral_of_case,),
    issues=("F10",),
    does=(NewEntry("rights_told", "done", party="each", on=From.TODAY),),
    source=SPM_14,
)

SET_MEETING = Act(
    key="mediation.set_meeting",
    label="约定调解时间地点",
    en="Set a meeting",
    from_=("opening", "mediating"),
    to="meeting_set",
    who=("mediator", "organisation"),
    data=WHEN,
    needs=(meeting_to_come,),
    issues=("F18",),
    tells=(Tells("meeting_set", "party"),),
    does=(NewEntry("session", "set", code=Of("mode"), on=Of("meeting_on"), facts=("hour",)),),
    source=FINANCE_14,
)

HOLD_MEETING = Act(
    key="mediation.hold_meeting",
    label="记录调解会",
    en="Record the meeting",
    from_=TALKING,
    to="mediating",
    who=("mediator",),
    data=(
        ON_DAY,
        MODE,
        Field(
            "session",
            EntryRef("session"),
            DC2,
            label="事先约定的哪一次（没有约定的不填）",
            en="Which meeting that was set (leave open if none was)",
            form="F19",
        ),
        Field(
            "present",
            SHORT,
            DC3,
            label="其他到场人员（当事人到会情况逐人登记）",
            en="Who else came (the parties are recorded one by one)",
            form="F19",
        ),
        MINUTES,
    ),
    needs=(is_neutral_of_case, rights_told, meeting_stands_if_named),
    issues=("F19",),
    does=(
        SetEntries("session", "held", match=Of("session"), on=Of("on_day")),
        NewEntry("session", "held", code=Of("mode"), on=From.TODAY, when=meeting_not_planned),
        NewEntry("minutes", "open", code=From.DIGEST, on=From.TODAY),
    ),
    tells=(Tells("minutes_to_sign", "party"),),
    backdatable=True,
    source=FINANCE_14,
)

MEETINGS_OFF = Act(
    key="mediation.meetings_off",
    label="调解会已取消，继续调解",
    en="The meeting is off; the mediation goes on",
    from_=("meeting_set",),
    to="mediating",
    who=("system",),
    needs=(no_meeting_and_told,),
    automatic=True,
    source=FINANCE_14,
)

MEETINGS_OFF_UNTOLD = Act(
    key="mediation.meetings_off_untold",
    label="调解会已取消，回到首次联系",
    en="The meeting is off; back to the first contact",
    from_=("meeting_set",),
    to="opening",
    who=("system",),
    needs=(no_meeting_and_untold,),
    automatic=True,
    source=FINANCE_14,
)

CAUCUS = Act(
    key="mediation.caucus_note",
    label="记录单方沟通（背靠背）",
    en="Record a private talk with one side",
    from_=RUNNING,
    who=("mediator",),
    data=(
        PARTY,
        Field(
            "note",
            PARAGRAPH,
            DC4,
            label="单方沟通内容（不给对方，不进法院卷）",
            en="What was said (not for the other side, not for the court)",
            required=True,
            about="party",
            form="F20",
        ),
    ),
    needs=(is_neutral_of_case, rights_told),
    does=(NewEntry("caucus", "held", party=Of("party"), on=From.TODAY),),
    concurrent=True,
    source=SPM_22,
)

PRIVATE_NOTE = Act(
    key="mediation.private_note",
    label="调解员私人备忘",
    en="Private note of the neutral",
    from_=RUNNING,
    who=("mediator",),
    data=(
        Field(
            "note",
            PARAGRAPH,
            DC4,
            label="备忘（只有您本人能看）",
            en="Note (only you can read it)",
            required=True,
            part="notes",
            form="F20",
        ),
    ),
    needs=(is_neutral_of_case,),
    concurrent=True,
    source=SPM_22,
)

OFFER = Act(
    key="mediation.offer",
    label="向对方提出方案",
    en="Make an offer to the other side",
    from_=RUNNING,
    who=("party", "organisation"),
    data=(
        Field("amount", Amount(), DC3, label="金额（元）", en="Amount in yuan", form="F19"),
        TERMS,
        *COUNTER,
    ),
    needs=(speaks_for_principal, rights_told, offer_within_mandate),
    does=said("offer", amount=Of("amount")),
    concurrent=True,
    source=PML_23,
)

CONFIDE = Act(
    key="mediation.confide",
    label="只告诉调解员",
    en="Tell the neutral only",
    from_=RUNNING,
    who=("party",),
    data=(
        Field(
            "amount",
            Amount(),
            DC4,
            label="愿意考虑的金额（元）",
            en="Amount you would consider, in yuan",
            form="F20",
        ),
        Field(
            "note",
            PARAGRAPH,
            DC4,
            label="想说的话（对方和法院都看不到）",
            en="What you want to say (neither the other side nor the court sees it)",
            required=True,
            form="F20",
        ),
    ),
    needs=(is_party,),
    does=(NewEntry("confidence", "given", party=From.ACTOR_PARTY, on=From.TODAY),),
    concurrent=True,
    source=SPM_22,
)

PROPOSE = Act(
    key="mediation.propose",
    label="提出调解方案",
    en="Make the neutral's proposal",
    from_=("mediating",),
    to="proposal_open",
    who=("mediator",),
    data=(Field("amount", Amount(), DC3, label="金额（元）", en="Amount in yuan", form="F19"), TERMS),
    needs=(is_neutral_of_case, rights_told),
    tells=(Tells("proposal_open", "party"),),
    does=(NewEntry("proposal", "open", on=From.TODAY, amount=Of("amount")),),
    source=PML_23,
)

ACCEPT_PROPOSAL = Act(
    key="mediation.accept_proposal",
    label="接受方案",
    en="Accept the proposal",
    from_=("proposal_open",),
    who=("party", "organisation"),
    data=(AGREES, *COUNTER),
    needs=(speaks_for_principal, not_answered_proposal, within_mandate),
    does=said("answer", "yes"),
    concurrent=True,
    source=PML_23,
)

DECLINE_PROPOSAL = Act(
    key="mediation.decline_proposal",
    label="不接受方案",
    en="Decline the proposal",
    from_=("proposal_open",),
    who=("party", "organisation"),
    data=(Field("remark", PARAGRAPH, DC3, label="想法（可不填）", en="Your view (optional)"), *COUNTER),
    needs=(speaks_for_principal, not_answered_proposal),
    does=said("answer", "no"),
    concurrent=True,
    source=PML_23,
)

PROPOSAL_AGREED = Act(
    key="mediation.proposal_agreed",
    label="各方接受方案",
    en="Every side accepted",
    from_=("proposal_open",),
    to="agreed",
    who=("system",),
    needs=(all_accept_proposal,),
    stops=("mediation_period",),
    opens=(Opens("agreement"),),
    does=(SetEntries("proposal", "accepted"), SetCase("agreed_amount", Last("proposal", "amount"))),
    automatic=True,
    source=PML_28,
)

PROPOSAL_FAILED = Act(
    key="mediation.proposal_failed",
    label="方案未获接受，继续调解",
    en="The proposal was not accepted",
    from_=("proposal_open",),
    to="mediating",
    who=("system",),
    needs=(somebody_declines,),
    does=(SetEntries("proposal", "declined"),),
    automatic=True,
    source=PML_23,
)

REACH = Act(
    key="mediation.reach",
    label="达成合意",
    en="Record that the sides agree",
    from_=("mediating", "meeting_set"),
    to="agreed",
    who=("mediator",),
    data=(TERMS, Field("amount", Amount(), DC3, label="金额（元）", en="Amount in yuan", form="F19")),
    needs=(is_neutral_of_case, rights_told, positive_amount),
    stops=("mediation_period",),
    opens=(Opens("agreement"),),
    does=(SetCase("agreed_amount", Of("amount")),),
    source=PML_28,
)

SEND_APPRAISAL = Act(
    key="mediation.send_appraisal",
    label="送鉴定评估（期限暂停）",
    en="Send for appraisal (the clock stops)",
    from_=("mediating",),
    to="appraisal",
    who=("mediator", "organisation"),
    data=(
        Field(
            "question",
            PARAGRAPH,
            DC3,
            label="鉴定事项",
            en="Question for the appraiser",
            required=True,
            form="F26",
        ),
        Field(
            "all_consent",
            YesNo(must=True),
            DC2,
            label="各方同意鉴定",
            en="All sides consent",
            required=True,
            form="F26",
        ),
    ),
    needs=(appraisal_consented,),
    pauses=("mediation_period",),
    does=(NewEntry("appraisal", "sent", on=From.TODAY),),
    source=ONL_26,
)

APPRAISAL_BACK = Act(
    key="mediation.appraisal_back",
    label="鉴定结果返回",
    en="The appraisal is back",
    from_=("appraisal",),
    to="mediating",
    who=("mediator", "organisation"),
    data=(Field("result", PARAGRAPH, DC3, label="鉴定结果", en="Result", required=True, form="F27"),),
    resumes=("mediation_period",),
    does=(SetEntries("appraisal", "back"),),
    source=ONL_26,
)

MOVE_UP_ORDINARY = Act(
    key="mediation.to_ordinary",
    label="转为普通程序（期限不重新起算）",
    en="Move up to the ordinary track (the clock goes on)",
    from_=RUNNING,
    who=("mediator", "organisation", "party"),
    data=(WHY_UP,),
    needs=(on_simple_track,),
    starts=(
        Clock(
            "mediation_period",
            parameter="med_ordinary",
            on_expiry="mediation.time_over",
            choices=(*PERIOD.choices[:5],),
        ),
    ),
    restates=("mediation_period",),
    does=(SetCase("track", "ordinary"), NewEntry("track", "raised", code="ordinary", on=From.TODAY)),
    concurrent=True,
    source=FINANCE_14,
)

MOVE_UP_COMPLEX = Act(
    key="mediation.to_complex",
    label="转为疑难复杂程序（期限不重新起算）",
    en="Move up to the difficult-complex track (the clock goes on)",
    from_=RUNNING,
    who=("mediator", "organisation", "party"),
    data=(WHY_UP,),
    needs=(not_complex_yet,),
    starts=(
        Clock(
            "mediation_period",
            parameter="med_complex",
            on_expiry="mediation.time_over",
            choices=(*PERIOD.choices[:5],),
        ),
    ),
    restates=("mediation_period",),
    does=(SetCase("track", "complex"), NewEntry("track", "raised", code="complex", on=From.TODAY)),
    concurrent=True,
    source=FINANCE_14,
)

ASK_EXTENSION = Act(
    key="mediation.ask_extension",
    label="征求延长调解期限的同意",
    en="Ask for consent to extend",
    from_=("mediating",),
    to="extension_asked",
    who=("mediator", "party"),
    data=(
        Field(
            "until", Day(future=True), DC2, label="新的届满日", en="New last day", required=True, form="F28"
        ),
        REASONS,
    ),
    needs=(period_running, extension_within_limit),
    issues=("F28",),
    tells=(Tells("extension_asked", "party"),),
    does=(NewEntry("extension", "asked", on=Of("until")),),
    source=SPM_27,
)

CONSENT_EXTENSION = Act(
    key="mediation.consent_extension",
    label="同意延长",
    en="Consent to the extension",
    from_=("extension_asked",),
    who=("party", "organisation"),
    data=(AGREES, *COUNTER),
    needs=(speaks_for_principal, not_answered_extension),
    takes=("F28",),
    does=said("extension_answer", "yes"),
    concurrent=True,
    source=SPM_27,
)

REFUSE_EXTENSION = Act(
    key="mediation.refuse_extension",
    label="不同意延长",
    en="Do not consent to the extension",
    from_=("extension_asked",),
    who=("party", "organisation"),
    data=COUNTER,
    needs=(speaks_for_principal, not_answered_extension),
    does=said("extension_answer", "no"),
    concurrent=True,
    source=SPM_27,
)

EXTENDED = Act(
    key="mediation.extended",
    label="期限延长",
    en="The period is extended",
    from_=("extension_asked",),
    to="mediating",
    who=("system",),
    needs=(all_consent_to_extend,),
    extends=Extends("mediation_period", Last("extension", "on")),
    does=(SetEntries("extension", "granted"),),
    automatic=True,
    source=SPM_27,
)

NOT_EXTENDED = Act(
    key="mediation.not_extended",
    label="未获同意，不延长",
    en="No extension",
    from_=("extension_asked",),
    to="mediating",
    who=("system",),
    needs=(somebody_refuses_extension,),
    does=(SetEntries("extension", "refused"),),
    automatic=True,
    source=SPM_27,
)

CONSULT = Act(
    key="mediation.consult",
    label="提请会商（期限不停）",
    en="Ask for a consultation (the clock goes on)",
    from_=("mediating",),
    to="consultation",
    who=("mediator", "organisation"),
    data=ASKING,
    needs=(none_open, two_tests),
    opens=(Opens("consultation", starts=(ADMISSION,)),),
    issues=("F44",),
    does=(ASKED,),
    tells=(Tells("consultation_asked", "secretariat"),),
    source=COUNTY,
)

CONSULTED = Act(
    key="mediation.consulted",
    label="会商结束，继续调解",
    en="The consultation is over",
    from_=("consultation",),
    to="mediating",
    who=("mediator", "organisation"),
    data=(
        Field(
            "advice",
            PARAGRAPH,
            DC3,
            label="会商意见（供参考，不约束任何人）",
            en="Advice (it binds nobody)",
            required=True,
            form="F47",
        ),
    ),
    needs=(came_back,),
    source=COUNTY,
)

RECORD_FACTS = Act(
    key="mediation.record_facts",
    label="调解不成，记载无争议事实",
    en="No agreement: record the undisputed facts",
    from_=("mediating",),
    to="facts_record",
    who=("mediator",),
    data=(
        Field(
            "facts",
            LONG,
            DC5,
            label="无争议事实（逐条）",
            en="Undisputed facts, one by one",
            required=True,
            form="F21",
        ),
        Field("disputed", PARAGRAPH, DC5, label="仍有争议的事项", en="What stays in dispute", form="F21"),
        Field(
            "all_consent",
            YesNo(must=True),
            DC2,
            label="各方同意记载并在后续程序使用",
            en="All consent to the record and its later use",
            required=True,
            form="F21",
        ),
    ),
    needs=(is_neutral_of_case, consent_to_record),
    issues=("F21",),
    does=(NewEntry("facts", "open", on=From.TODAY),),
    source=FACTS_23,
)

SIGN_FACTS = Act(
    key="mediation.sign_facts",
    label="签认无争议事实",
    en="Sign the undisputed facts",
    from_=("facts_record",),
    who=("party", "organisation"),
    data=(AGREES, *COUNTER),
    needs=(speaks_for_principal, facts_unsigned_by_me),
    does=said("fact_signature", "signed"),
    concurrent=True,
    source=ONL_18,
)

FACTS_SIGNED = Act(
    key="mediation.facts_signed",
    label="无争议事实签认完毕，调解终结",
    en="The facts are signed; the mediation ends",
    from_=("facts_record",),
    to="failed",
    who=("system",),
    needs=(facts_signed_by_all,),
    issues=("F35", "F36"),
    does=(SetEntries("facts", "signed"),),
    tells=(Tells("mediation_failed", "party"),),
    ends=Ends("X08"),
    automatic=True,
    source=ONL_18,
)

FACTS_NOT_SIGNED = Act(
    key="mediation.facts_not_signed",
    label="未能全部签认，调解终结",
    en="Not all sign; the mediation ends",
    from_=("facts_record",),
    to="failed",
    who=("mediator",),
    data=(REMARK,),
    issues=("F35", "F36"),
    does=(SetEntries("facts", "not_signed"),),
    tells=(Tells("mediation_failed", "party"),),
    ends=Ends("X08"),
    source=ONL_18,
)

FAIL = Act(
    key="mediation.fail",
    label="分歧过大，终结调解",
    en="End: the gap is too large",
    from_=("mediating", "meeting_set"),
    to="failed",
    who=("mediator",),
    data=(REASONS,),
    needs=(is_neutral_of_case, rights_told),
    issues=("F35", "F36"),
    tells=(Tells("mediation_failed", "party"),),
    ends=Ends("X08"),
    source=PML_26,
)

TIME_OVER = Act(
    key="mediation.time_over",
    label="期限届满且未同意延长，终结",
    en="Time is over without an extension",
    from_=(*RUNNING, "facts_record"),
    to="failed",
    who=("system",),
    issues=("F35", "F36"),
    tells=(Tells("time_over", "party"),),
    ends=Ends("X09"),
    timer=True,
    source=SPM_26,
)

LEAVE = Act(
    key="mediation.leave",
    label="不愿继续调解",
    en="Stop taking part",
    from_=(*RUNNING, "appraisal", "facts_record"),
    to="refused",
    who=("party", "organisation"),
    data=(
        Field(
            "reasons",
            PARAGRAPH,
            DC3,
            label="理由（金融机构请填写）",
            en="Reason (institutions please give one)",
        ),
        *COUNTER,
    ),
    needs=(speaks_for_party,),
    issues=("F35", "F36"),
    tells=(Tells("side_left", "party"),),
    ends=Ends("X06", choices=((by_consumer, "X05"),)),
    warning="任何一方都可以随时终止调解。终止后本次调解即告结束，您仍可选择其他途径；请留意诉讼时效和保证期间。",
    warning_en="Anybody may stop at any time. This ends the mediation; other ways stay open. Mind the limitation and guarantee periods.",
    source=PML_23,
)

STOP_SHAM = Act(
    key="mediation.stop",
    label="依规定终止",
    en="Stop by rule",
    from_=(*RUNNING, "appraisal", "facts_record"),
    to="stopped",
    who=("mediator", "organisation"),
    data=(
        Field(
            "lead_facts",
            PARAGRAPH,
            DC9,
            label="根据（限阅）",
            en="Facts (restricted)",
            required=True,
            form="F53",
        ),
    ),
    needs=(sham_facts_given,),
    issues=("F35",),
    tells=(Tells("mediation_stopped", "party"),),
    ends=Ends("X11"),
    source=SPM_18,
)

MOVE = Act(
    key="mediation.move",
    label="转入其他渠道",
    en="Move to another channel",
    from_=(*RUNNING, "appraisal", "facts_record"),
    to="moved",
    who=("mediator", "organisation"),
    data=(CHANNEL, TO_BODY, REASONS),
    needs=(settled_before_notary,),
    opens=(Opens("referral"),),
    does=(
        SetCase("channel", Of("channel")),
        NewEntry("route", "taken", code=Of("channel")),
    ),
    issues=("F09", "F35"),
    tells=(Tells("moved", "party"),),
    ends=Ends("X12"),
    source=PML_17,
)

MEDIATION = Procedure(
    key="mediation",
    label="调解",
    en="mediation",
    stages=(
        Stage("opening", "告知权利义务并首次联系", "rights told, first contact", waiting_for="mediator"),
        Stage("meeting_set", "已约定调解时间", "meeting set", waiting_for="parties"),
        Stage("mediating", "调解中", "mediating", waiting_for="mediator"),
        Stage("proposal_open", "调解方案待答复", "proposal open", waiting_for="parties"),
        Stage("appraisal", "鉴定评估期间（不计入期限）", "appraisal, clock stopped", waiting_for="appraiser"),
        Stage("consultation", "会商中", "side track: consultation", waiting_for="secretariat"),
        Stage("extension_asked", "待各方同意延长", "extension asked", waiting_for="parties"),
        Stage("facts_record", "无争议事实待签认", "undisputed facts to be signed", waiting_for="parties"),
        Stage("agreed", "达成调解合意", "agreed", final=True),
        Stage("failed", "调解不成", "failed", final=True),
        Stage("refused", "一方拒绝继续", "one side refuses to go on", final=True),
        Stage("stopped", "依规定终止", "stopped by rule", final=True),
        Stage("moved", "转入其他渠道", "moved to another channel", final=True),
        Stage("withdrawn", "已撤回", "withdrawn", final=True),
    ),
    acts=(
        TELL_RIGHTS,
        SET_MEETING,
        HOLD_MEETING,
        MEETINGS_OFF,
        MEETINGS_OFF_UNTOLD,
        CAUCUS,
        PRIVATE_NOTE,
        OFFER,
        CONFIDE,
        PROPOSE,
        ACCEPT_PROPOSAL,
        DECLINE_PROPOSAL,
        PROPOSAL_AGREED,
        PROPOSAL_FAILED,
        REACH,
        SEND_APPRAISAL,
        APPRAISAL_BACK,
        MOVE_UP_ORDINARY,
        MOVE_UP_COMPLEX,
        ASK_EXTENSION,
        CONSENT_EXTENSION,
        REFUSE_EXTENSION,
        EXTENDED,
        NOT_EXTENDED,
        CONSULT,
        CONSULTED,
        RECORD_FACTS,
        SIGN_FACTS,
        FACTS_SIGNED,
        FACTS_NOT_SIGNED,
        FAIL,
        TIME_OVER,
        LEAVE,
        STOP_SHAM,
        MOVE,
    ),
    source=PML_29,
)
