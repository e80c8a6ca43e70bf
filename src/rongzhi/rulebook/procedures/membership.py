"""A case's part in a group of parallel cases: invited, joined or left by the person's own word, its own sheet, its answer."""

from rongzhi.core.procedure.definition import Act, From, Last, NewEntry, Of, Procedure, SetEntries, Tells
from rongzhi.core.procedure.fields import Amount, Choice, Day, Field, Option, Text, YesNo
from rongzhi.rulebook.answers import AGREES, DC2, DC3, LONG, PARAGRAPH, PARTY, REASONS
from rongzhi.rulebook.guards.everyday import case_open
from rongzhi.rulebook.guards.membership import (
    agreed_to_wait,
    answer_may_change,
    asked_to_speak,
    day_not_past,
    figures_read,
    for_member,
    in_group,
    in_or_put_out,
    invitation_waits,
    is_held,
    kept_apart,
    member_is_person,
    member_speaks,
    no_sheet_open,
    not_held,
    not_in_group,
    not_kept_apart,
    not_speaker,
    put_out_before,
    sheet_open,
    speaks_for_group,
)
from rongzhi.rulebook.guards.speaking import COUNTER
from rongzhi.rulebook.sources import HOUSE, MASS_DISPUTES

OWN_WORD = ("party", "organisation")
GROUP = Field("group", Text(max=40), DC2, label="群体编号", en="Number of the group", required=True)
MEMBER_WAS = ("invited", "member", "put_out")
LIMITATION_WARNING = (
    "暂缓不停止、也不再次中断诉讼时效：时效自本人申请调解之日中断并重新计算；保证期间、撤销权期间不受影响。"
    "当事人和机构都同意等待的，人民调解的期限自等待结束之日起算；已经开始调解的，期限照常计算，延长仍须双方同意。"
)
LIMITATION_WARNING_EN = (
    "Waiting neither stops limitation nor interrupts it again: it was interrupted on the day this person asked for "
    "mediation and runs anew; guarantee and avoidance periods are not touched. Where person and institution both agreed "
    "to wait, the period of people's mediation counts from the day the waiting ends; a mediation that has begun runs on, "
    "and more time needs both sides' consent."
)

INVITE = Act(
    key="membership.invite",
    label="邀请当事人参加群体",
    en="Invite the party to join a group",
    who=("organisation",),
    data=(
        GROUP,
        PARTY,
        Field(
            "reply_by",
            Day(future=True),
            DC2,
            label="请在此日前答复（不答复不视为同意）",
            en="Please answer by (silence is no consent)",
            required=True,
        ),
        Field("about", PARAGRAPH, DC3, label="告知的内容", en="What the party is told"),
    ),
    needs=(case_open, not_in_group, member_is_person, day_not_past),
    does=(NewEntry("membership", "invited", party=Of("party"), code=Of("group"), on=Of("reply_by")),),
    tells=(Tells("group_invited", Of("party")),),
    concurrent=True,
    source=MASS_DISPUTES,
)

WITHDRAW_INVITATION = Act(
    key="membership.withdraw_invitation",
    label="撤回参加群体的邀请",
    en="Withdraw the invitation to the group",
    who=("organisation",),
    needs=(invitation_waits,),
    does=(SetEntries("membership", "withdrawn", was=("invited",)),),
    concurrent=True,
    source=HOUSE,
)

JOIN = Act(
    key="membership.join",
    label="加入群体",
    en="Join the group",
    who=OWN_WORD,
    data=(
        AGREES,
        Field(
            "wait",
            Choice(
                (
                    Option("yes", "同意本案等待示范案件的结果", "my case may wait for the lead case"),
                    Option("no", "不等待，本案照常办理", "my case goes on meanwhile"),
                )
            ),
            DC2,
            label="本案是否等待（可以随时改变）",
            en="Does your case wait (you may change this at any time)",
        ),
        *COUNTER,
    ),
    needs=(case_open, invitation_waits, member_speaks),
    does=(
        SetEntries("membership", "member", was=("invited",)),
        NewEntry("group_joining", "given", party=Last("membership", "party"), code=Of("wait"), on=From.TODAY),
    ),
    concurrent=True,
    backdatable=True,
    warning="加入只是同意一起计算、一起听取示范结果；接受与否以后由您自己决定，随时可以退出。"
    + LIMITATION_WARNING,
    warning_en="Joining means one formula and one lead case; whether you accept is your own decision later, and you may "
    "leave at any time. " + LIMITATION_WARNING_EN,
    source=MASS_DISPUTES,
)

REFUSE = Act(
    key="membership.refuse",
    label="不参加群体",
    en="Stay out of the group",
    who=OWN_WORD,
    data=COUNTER,
    needs=(invitation_waits, member_speaks),
    does=(SetEntries("membership", "refused", was=("invited",)),),
    concurrent=True,
    backdatable=True,
    source=MASS_DISPUTES,
)

LEAVE = Act(
    key="membership.leave",
    label="退出群体",
    en="Leave the group",
    who=OWN_WORD,
    data=COUNTER,
    needs=(in_or_put_out, member_speaks),
    does=(
        SetEntries("membership", "left", was=("member", "put_out")),
        SetEntries("group_proposal", "closed", match="all", was=("open", "accepted", "declined")),
        NewEntry("group_waited", "done", on=From.TODAY, when=is_held),
        SetEntries("group_hold", "ended", match="all", was=("open",)),
        SetEntries("group_speaker", "ended", match="all", was=("asked", "agreed")),
    ),
    tells=(Tells("group_left", "organisation"),),
    concurrent=True,
    backdatable=True,
    warning="退出以后本案单独办理，不受群体结果影响；不需要说明理由。",
    warning_en="Your case then goes on alone, untouched by the group's result; no reason is needed.",
    source=MASS_DISPUTES,
)

RELEASE = Act(
    key="membership.release",
    label="移出群体，各自办理",
    en="Put out of the group, to go on alone",
    who=("organisation",),
    data=(REASONS,),
    needs=(in_group,),
    does=(
        SetEntries("membership", "put_out", was=("member",)),
        SetEntries("group_proposal", "closed", match="all", was=("open", "declined")),
        NewEntry("group_waited", "done", on=From.TODAY, when=is_held),
        SetEntries("group_hold", "ended", match="all", was=("open",)),
        SetEntries("group_speaker", "ended", match="all", was=("asked", "agreed")),
    ),
    tells=(Tells("group_released", "party"),),
    concurrent=True,
    source=HOUSE,
)

PUT_BACK = Act(
    key="membership.put_back",
    label="恢复为群体成员",
    en="Put back into the group",
    who=("organisation",),
    needs=(case_open, put_out_before),
    does=(SetEntries("membership", "member", was=("put_out",)),),
    tells=(Tells("group_put_back", "party"),),
    concurrent=True,
    source=HOUSE,
)

KEEP_APART = Act(
    key="membership.keep_apart",
    label="不是同一类，不再提示并入群体",
    en="Another matter: do not propose it for a group again",
    who=("organisation",),
    data=(REASONS,),
    needs=(case_open, not_in_group, not_kept_apart),
    does=(NewEntry("kept_apart", "open", on=From.TODAY),),
    concurrent=True,
    source=HOUSE,
)

MAY_BE_JOINED = Act(
    key="membership.may_be_joined",
    label="恢复提示并入群体",
    en="Let it be proposed for a group again",
    who=("organisation",),
    needs=(kept_apart,),
    does=(SetEntries("kept_apart", "ended", match="all", was=("open",)),),
    concurrent=True,
    source=HOUSE,
)

ASK_TO_SPEAK = Act(
    key="membership.ask_to_speak",
    label="请当事人担任群体代表人",
    en="Ask the party to represent the group",
    who=("organisation",),
    data=(PARTY,),
    needs=(in_group, not_speaker, for_member),
    does=(NewEntry("group_speaker", "asked", party=Of("party"), on=From.TODAY),),
    tells=(Tells("group_speaker_asked", Of("party")),),
    concurrent=True,
    source=MASS_DISPUTES,
)

SPEAK = Act(
    key="membership.speak",
    label="同意担任群体代表人",
    en="Agree to represent the group",
    who=OWN_WORD,
    data=(AGREES, *COUNTER),
    needs=(in_group, asked_to_speak, member_speaks),
    does=(SetEntries("group_speaker", "agreed", was=("asked",)),),
    concurrent=True,
    warning="代表人只表达共同的意见，看不到其他成员的姓名、金额和案件；不能替任何人接受方案。",
    warning_en="A representative says what is common; they see no other member's name, amount or case, and accept "
    "nothing for anybody.",
    source=MASS_DISPUTES,
)

NOT_SPEAK = Act(
    key="membership.not_speak",
    label="不担任群体代表人",
    en="Decline to represent the group",
    who=OWN_WORD,
    data=COUNTER,
    needs=(asked_to_speak, member_speaks),
    does=(SetEntries("group_speaker", "declined", was=("asked",)),),
    concurrent=True,
    source=HOUSE,
)

STOP_SPEAKING = Act(
    key="membership.stop_speaking",
    label="不再担任群体代表人",
    en="Stop representing the group",
    who=OWN_WORD,
    data=COUNTER,
    needs=(speaks_for_group, member_speaks),
    does=(SetEntries("group_speaker", "ended", was=("agreed",)),),
    concurrent=True,
    source=HOUSE,
)

HOLD = Act(
    key="membership.hold",
    label="本案等待示范结果",
    en="The case waits for the lead case",
    who=("organisation",),
    data=(
        Field(
            "until",
            Day(future=True),
            DC2,
            label="最迟在此日重新查看",
            en="Looked at again on this day at the latest",
            required=True,
        ),
        Field(
            "institution_agrees",
            YesNo(must=True),
            DC2,
            label="金融机构也同意等待（等待的时间不计入调解期限）",
            en="The institution agrees to wait as well (this time is no part of the mediation period)",
            required=True,
        ),
        Field("how_agreed", PARAGRAPH, DC3, label="机构同意的依据", en="How the institution agreed"),
    ),
    needs=(case_open, in_group, agreed_to_wait, not_held, day_not_past),
    does=(NewEntry("group_hold", "open", party=Last("membership", "party"), on=Of("until")),),
    concurrent=True,
    warning=LIMITATION_WARNING,
    warning_en=LIMITATION_WARNING_EN,
    source=MASS_DISPUTES,
)

GO_ON = Act(
    key="membership.go_on",
    label="不再等待，本案照常办理",
    en="Stop waiting: the case goes on",
    who=OWN_WORD,
    data=COUNTER,
    needs=(is_held, member_speaks),
    does=(
        NewEntry("group_waited", "done", on=From.TODAY, when=is_held),
        SetEntries("group_hold", "ended", match="all", was=("open",)),
    ),
    concurrent=True,
    source=MASS_DISPUTES,
)

FIGURES = Act(
    key="membership.set_figures",
    label="登记本人的计算数据",
    en="Enter the member's own figures",
    who=("organisation",),
    data=(
        Field(
            "figures",
            Text(max=2_000, long=True),
            DC3,
            label="数据（每行“名称 = 数值”）",
            en="Figures (“name = value” on each line)",
            required=True,
            hint="例如：本金 = 10000.00；付款日 = 2025-03-01",
            hint_en="For example: principal = 10000.00; paid_on = 2025-03-01",
        ),
    ),
    needs=(in_group, figures_read, no_sheet_open),
    does=(NewEntry("group_figures", "set", party=Last("membership", "party"), on=From.TODAY),),
    concurrent=True,
    source=MASS_DISPUTES,
)

PROPOSE = Act(
    key="membership.propose",
    label="向成员提出其本人的方案",
    en="Put their own sheet to the member",
    who=("organisation",),
    data=(
        PARTY,
        Field("amount", Amount(), DC3, label="计算结果（元）", en="Result in yuan", required=True),
        Field(
            "sheet",
            LONG,
            DC3,
            label="计算表（数据、公式、结果）",
            en="Sheet (figures, formula, result)",
            required=True,
        ),
        Field("terms", LONG, DC3, label="方案内容", en="Terms", required=True),
        Field(
            "answer_by",
            Day(future=True),
            DC2,
            label="请在此日前答复（不答复不视为同意）",
            en="Please answer by (silence is no consent)",
            required=True,
        ),
    ),
    needs=(case_open, in_group, for_member, no_sheet_open, day_not_past),
    does=(
        NewEntry(
            "group_proposal",
            "open",
            party=Of("party"),
            code=Last("membership", "code"),
            on=Of("answer_by"),
            amount=Of("amount"),
        ),
    ),
    tells=(Tells("group_proposed", Of("party")),),
    concurrent=True,
    source=MASS_DISPUTES,
)

WITHDRAW_PROPOSAL = Act(
    key="membership.withdraw_proposal",
    label="撤回尚未答复的方案",
    en="Withdraw the unanswered sheet",
    who=("organisation",),
    needs=(sheet_open,),
    does=(SetEntries("group_proposal", "withdrawn", was=("open",)),),
    tells=(Tells("group_proposal_withdrawn", "party"),),
    concurrent=True,
    source=HOUSE,
)

ACCEPT = Act(
    key="membership.accept",
    label="接受本人的方案",
    en="Accept my sheet",
    who=OWN_WORD,
    data=(AGREES, *COUNTER),
    needs=(case_open, in_group, sheet_open, member_speaks),
    does=(
        SetEntries("group_proposal", "accepted", was=("open",)),
        NewEntry("group_waited", "done", on=From.TODAY, when=is_held),
        SetEntries("group_hold", "ended", match="all", was=("open",)),
    ),
    tells=(Tells("group_answered", "organisation"),),
    concurrent=True,
    backdatable=True,
    warning="接受以后，在本案中另写协议并签署，签署以前可以改变答复。",
    warning_en="An agreement is then written and signed in your own case; until it is signed you may change your answer.",
    source=MASS_DISPUTES,
)

DECLINE = Act(
    key="membership.decline",
    label="不接受本人的方案",
    en="Decline my sheet",
    who=OWN_WORD,
    data=COUNTER,
    needs=(in_group, sheet_open, member_speaks),
    does=(
        SetEntries("group_proposal", "declined", was=("open",)),
        NewEntry("group_waited", "done", on=From.TODAY, when=is_held),
        SetEntries("group_hold", "ended", match="all", was=("open",)),
    ),
    tells=(Tells("group_answered", "organisation"),),
    concurrent=True,
    backdatable=True,
    warning="不接受没有任何不利后果，本案单独办理，起诉等途径仍然开放；请留意诉讼时效。",
    warning_en="Declining has no ill effect: your case goes on alone, and other ways stay open; mind limitation.",
    source=MASS_DISPUTES,
)

TAKE_BACK_ANSWER = Act(
    key="membership.take_back_answer",
    label="收回对方案的答复",
    en="Take back my answer",
    who=OWN_WORD,
    data=COUNTER,
    needs=(in_group, answer_may_change, member_speaks),
    does=(SetEntries("group_proposal", "open", was=("accepted", "declined")),),
    tells=(Tells("group_answered", "organisation"),),
    concurrent=True,
    source=HOUSE,
)

TELL_RESULT = Act(
    key="membership.tell_result",
    label="告知示范结果",
    en="Tell the lead case's result",
    who=("organisation",),
    needs=(in_group,),
    does=(NewEntry("group_told", "done", on=From.TODAY),),
    tells=(Tells("group_result", "party"),),
    concurrent=True,
    source=MASS_DISPUTES,
)

MADE_LEAD = Act(
    key="membership.made_lead",
    label="选为示范案件",
    en="Chosen as the lead case",
    who=("system",),
    data=(GROUP,),
    needs=(in_group,),
    does=(
        NewEntry("group_lead", "open", code=Of("group"), on=From.TODAY),
        NewEntry("group_waited", "done", on=From.TODAY, when=is_held),
        SetEntries("group_hold", "ended", match="all", was=("open",)),
    ),
    tells=(Tells("group_lead_chosen", "party"),),
    concurrent=True,
    echo=True,
    source=MASS_DISPUTES,
)

LEAD_OVER = Act(
    key="membership.lead_over",
    label="不再是示范案件",
    en="No longer the lead case",
    who=("system",),
    data=(GROUP,),
    does=(SetEntries("group_lead", "ended", match="all", was=("open",)),),
    concurrent=True,
    echo=True,
    source=MASS_DISPUTES,
)

GROUP_OVER = Act(
    key="membership.group_over",
    label="群体办结或解除，本案单独办理",
    en="The group is over; the case goes on alone",
    who=("system",),
    data=(GROUP,),
    does=(
        SetEntries("membership", "group_over", was=MEMBER_WAS),
        SetEntries("group_proposal", "closed", match="all", was=("open",)),
        NewEntry("group_waited", "done", on=From.TODAY, when=is_held),
        SetEntries("group_hold", "ended", match="all", was=("open",)),
        SetEntries("group_speaker", "ended", match="all", was=("asked", "agreed")),
        SetEntries("group_lead", "ended", match="all", was=("open",)),
    ),
    tells=(Tells("group_over", "party"),),
    concurrent=True,
    echo=True,
    source=MASS_DISPUTES,
)

MEMBERSHIP = Procedure(
    key="membership",
    label="参加群体",
    en="part in a group",
    acts=(
        INVITE,
        WITHDRAW_INVITATION,
        JOIN,
        REFUSE,
        LEAVE,
        RELEASE,
        PUT_BACK,
        KEEP_APART,
        MAY_BE_JOINED,
        ASK_TO_SPEAK,
        SPEAK,
        NOT_SPEAK,
        STOP_SPEAKING,
        HOLD,
        GO_ON,
        FIGURES,
        PROPOSE,
        WITHDRAW_PROPOSAL,
        ACCEPT,
        DECLINE,
        TAKE_BACK_ANSWER,
        TELL_RESULT,
        MADE_LEAD,
        LEAD_OVER,
        GROUP_OVER,
    ),
    source=MASS_DISPUTES,
    standing=True,
)
