"""Invitation: the other side is asked to take part, by recorded tries, and always with a next date."""

from rongzhi.core.procedure.definition import (
    Act,
    Clock,
    Ends,
    From,
    NewEntry,
    Of,
    Opens,
    Procedure,
    SetEntries,
    SetParty,
    Stage,
    Tells,
    Variant,
)
from rongzhi.core.procedure.fields import Field, YesNo
from rongzhi.rulebook.answers import DC2, DC3, HOW_TOLD, PARAGRAPH, PARTY, PERSON_NAME, SHORT, WAY
from rongzhi.rulebook.guards.channels import is_commissioned_online
from rongzhi.rulebook.guards.everyday import is_party
from rongzhi.rulebook.guards.invitation import (
    applicant_consents_to_invitation,
    by_consumer,
    institution_gives_reason,
    intake_running,
    not_broker_against_investor,
    outside_own_commitment,
    respondent_is_institution,
    tried_more_than_once,
)
from rongzhi.rulebook.sources import BANK_CONSUMER_16, COUNTY, FINANCE_14, ONL_15, ONL_25, PML_17, PML_23

SELECTION = Clock(
    "selection_window",
    parameter="med_selection_window",
    on_expiry="appointment.window_over",
    choices=(Variant(is_commissioned_online, "online_med_joint_choice"),),
    waiting_for="parties",
)
ANSWER = Clock(
    "answer",
    parameter="med_party_response",
    on_expiry="invitation.no_answer_yet",
    choices=(Variant(respondent_is_institution, "med_institution_response"),),
    waiting_for="respondent",
)
NEXT_TRY = Clock("next_try", parameter="invite_next_try", waiting_for="organisation")

PREPARE = Act(
    key="invitation.prepare",
    label="准备邀请",
    en="Prepare an invitation",
    to="prepared",
    who=("organisation",),
    data=(),
    needs=(intake_running,),
    source=PML_17,
)

SEND = Act(
    key="invitation.send",
    label="发出调解邀请",
    en="Send the invitation",
    from_=("prepared", "try_failed"),
    to="invited",
    who=("organisation",),
    data=(
        PARTY,
        WAY,
        Field("summary", PARAGRAPH, DC3, label="请求摘要", en="Summary of the claim", form="F11"),
    ),
    needs=(applicant_consents_to_invitation,),
    stops=("next_try",),
    starts=(ANSWER,),
    issues=("F11", "F03"),
    tells=(Tells("invitation", Of("party")),),
    gives_code=Of("party"),
    does=(NewEntry("invitation", "sent", party=Of("party"), code=Of("way"), on=From.TODAY),),
    source=FINANCE_14,
)

TRY_FAILED = Act(
    key="invitation.try_failed",
    label="登记未能联系",
    en="Record a failed try",
    from_=("prepared", "invited"),
    to="try_failed",
    who=("organisation",),
    data=(PARTY, WAY, Field("remark", SHORT, DC3, label="情况", en="What happened")),
    stops=("answer",),
    starts=(NEXT_TRY,),
    does=(NewEntry("invitation", "failed", party=Of("party"), code=Of("way"), on=From.TODAY),),
    backdatable=True,
    source=ONL_25,
)

NO_ANSWER_YET = Act(
    key="invitation.no_answer_yet",
    label="逾期未答复，安排再次联系",
    en="No answer in time: the next try is due",
    from_=("invited",),
    to="try_failed",
    who=("system",),
    stops=("answer",),
    starts=(NEXT_TRY,),
    does=(SetEntries("invitation", "silent"),),
    timer=True,
    source=COUNTY,
)

JOIN = Act(
    key="invitation.join",
    label="凭邀请码加入",
    en="Join with the code",
    from_=("invited", "try_failed", "prepared"),
    who=("respondent",),
    data=(
        Field(
            "privacy_notice",
            YesNo(must=True),
            DC2,
            label="已阅读个人信息处理告知",
            en="I have read the personal information notice",
            required=True,
            form="F03",
        ),
    ),
    needs=(is_party,),
    does=(
        SetParty(From.ACTOR_PARTY, joined=True),
        NewEntry("join", "done", party=From.ACTOR_PARTY, on=From.TODAY),
        NewEntry("notice", "given", party=From.ACTOR_PARTY, code="F03", on=From.TODAY),
    ),
    concurrent=True,
    source=PML_17,
)

AGREE = Act(
    key="invitation.agree",
    label="同意调解",
    en="Agree to mediate",
    from_=("invited", "try_failed"),
    to="agreed",
    who=("respondent", "organisation"),
    data=(
        HOW_TOLD,
        Field("authorised_person", PERSON_NAME, DC3, label="授权代表", en="Authorised person", form="F12"),
        Field("authority_limit", SHORT, DC3, label="授权范围", en="Limit of authority", form="F12"),
        Field("position", PARAGRAPH, DC3, label="对请求的意见", en="Position on the claim", form="F12"),
    ),
    stops=("answer", "next_try"),
    opens=(Opens("appointment", starts=(SELECTION,)),),
    takes=("F12",),
    issues=("F13",),
    tells=(Tells("other_side_agreed", "applicant"),),
    does=(SetEntries("invitation", "answered"),),
    backdatable=True,
    source=PML_17,
)

DECLINE = Act(
    key="invitation.decline",
    label="明确拒绝调解",
    en="Refuse to mediate",
    from_=("invited", "try_failed"),
    to="refused",
    who=("respondent", "organisation"),
    data=(
        HOW_TOLD,
        Field(
            "refusal_reason",
            PARAGRAPH,
            DC3,
            label="理由（金融机构必填）",
            en="Reason (institutions must give one)",
            form="F12",
        ),
    ),
    needs=(institution_gives_reason, not_broker_against_investor, outside_own_commitment),
    stops=("answer", "next_try"),
    takes=("F12",),
    issues=("F35",),
    tells=(Tells("other_side_refused", "applicant"),),
    does=(SetEntries("invitation", "refused"),),
    ends=Ends("X06", choices=((by_consumer, "X05"),)),
    backdatable=True,
    warning="拒绝后本次调解即告结束；银行保险机构拒绝须有正当理由。",
    warning_en="This ends the mediation. Banks and insurers need a proper reason to refuse.",
    source=BANK_CONSUMER_16,
)

NO_ANSWER = Act(
    key="invitation.give_up_no_answer",
    label="多次邀请无答复，终结",
    en="End: no answer after recorded invitations",
    from_=("try_failed",),
    to="no_answer",
    who=("organisation",),
    data=(Field("remark", SHORT, DC3, label="情况说明", en="Remark"),),
    needs=(tried_more_than_once,),
    stops=("next_try",),
    issues=("F35",),
    tells=(Tells("no_answer", "applicant"),),
    ends=Ends("X07", choices=((respondent_is_institution, "X06"),)),
    source=ONL_15,
)

UNREACHABLE = Act(
    key="invitation.give_up_unreachable",
    label="多次联系未果，终结",
    en="End: cannot be reached after recorded tries",
    from_=("try_failed",),
    to="unreachable",
    who=("organisation",),
    data=(Field("remark", SHORT, DC3, label="情况说明", en="Remark"),),
    needs=(tried_more_than_once,),
    stops=("next_try",),
    issues=("F35",),
    tells=(Tells("unreachable", "applicant"),),
    ends=Ends("X07"),
    source=ONL_25,
)

INVITATION = Procedure(
    key="invitation",
    label="邀请",
    en="invitation",
    stages=(
        Stage("prepared", "待发出邀请", "invitation prepared", waiting_for="organisation"),
        Stage("invited", "已送达邀请，待答复", "invited, answer awaited", waiting_for="respondent"),
        Stage("try_failed", "未能联系，待再次联系", "try failed, next try due", waiting_for="organisation"),
        Stage("agreed", "同意调解", "agreed to mediate", final=True),
        Stage("refused", "明确拒绝", "clearly refused", final=True),
        Stage("no_answer", "逾期未答复", "no answer in time", final=True),
        Stage("unreachable", "无法联系", "unreachable after recorded tries", final=True),
        Stage("withdrawn", "已撤回", "withdrawn", final=True),
    ),
    acts=(PREPARE, SEND, TRY_FAILED, NO_ANSWER_YET, JOIN, AGREE, DECLINE, NO_ANSWER, UNREACHABLE),
    source=PML_23,
)
