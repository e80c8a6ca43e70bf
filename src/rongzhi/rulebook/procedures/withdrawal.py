"""Withdrawal: asked for freely, checked by somebody other than the mediator, recorded with the ways still open, and followed up."""

from rongzhi.core.procedure.definition import (
    Act,
    Closes,
    Ends,
    From,
    NewEntry,
    Of,
    Opens,
    Procedure,
    SetEntries,
    Stage,
    Tells,
)
from rongzhi.core.procedure.fields import Choice, Field, Option, YesNo
from rongzhi.rulebook.answers import DC2, DC3, HOW_TOLD, PARAGRAPH, REMARK
from rongzhi.rulebook.guards.agents import may_dispose
from rongzhi.rulebook.guards.speaking import FOR_PARTY, at_counter, speaks_itself
from rongzhi.rulebook.guards.withdrawal import (
    applicant_speaks,
    not_the_neutral,
    own_free_will,
    settled_themselves,
    something_to_withdraw,
    will_not_said_yet,
)
from rongzhi.rulebook.procedures.follow_up import AFTER_WITHDRAWAL
from rongzhi.rulebook.sources import COUNTY, PML_26, SPM_26

WARNING = "撤回不影响您另行投诉、申请调解、仲裁或者起诉。提出调解请求之日诉讼时效已中断，应重新计算；保证期间、撤销权期间和诉前保全后的三十日起诉期不因调解停止，请尽早行使权利。"
WARNING_EN = "After a withdrawal you may still complain, ask for mediation again, arbitrate or sue. Limitation was interrupted on the day you asked for mediation and runs anew; the guarantee period, periods of avoidance and the 30 days after preservation never stopped: act in time."

ASK = Act(
    key="withdrawal.ask",
    label="请求撤回",
    en="Ask to withdraw",
    to="asked",
    who=("applicant", "organisation"),
    data=(
        FOR_PARTY,
        HOW_TOLD,
        Field("reasons", PARAGRAPH, DC3, label="原因（可不填）", en="Why (optional)"),
    ),
    needs=(something_to_withdraw, applicant_speaks, may_dispose),
    does=(
        NewEntry("withdrawal", "asked", party=From.ACTOR_PARTY, on=From.TODAY, when=speaks_itself),
        NewEntry("withdrawal", "asked", party=Of("party"), code=Of("how"), on=From.TODAY, when=at_counter),
    ),
    tells=(Tells("withdrawal_asked", "organisation"),),
    warning=WARNING,
    warning_en=WARNING_EN,
    source=SPM_26,
)

CHECK = Act(
    key="withdrawal.check",
    label="向申请人核实真实意愿",
    en="Ask the applicant for its own free will",
    from_=("asked",),
    to="check",
    who=("organisation",),
    data=(REMARK,),
    needs=(not_the_neutral,),
    tells=(Tells("withdrawal_check", "applicant"),),
    source=COUNTY,
)

CONFIRM = Act(
    key="withdrawal.confirm",
    label="确认撤回是本人意愿",
    en="Confirm that it is your own will",
    from_=("asked", "check"),
    to="check",
    who=("applicant", "organisation"),
    data=(
        Field(
            "own_will",
            YesNo(must=True),
            DC2,
            label="撤回是本人的决定，没有受到压力",
            en="It is my own decision, without pressure",
            required=True,
            form="F35",
        ),
        Field(
            "told",
            YesNo(must=True),
            DC2,
            label="已知晓仍可选择的途径，以及时效和保证期间的提示",
            en="I know the ways still open and the warning on limitation and guarantee",
            required=True,
            form="F35",
        ),
        Field(
            "settled",
            Choice(
                (
                    Option("settled", "双方已自行和解", "we settled by ourselves"),
                    Option("not_settled", "没有和解", "we did not settle"),
                )
            ),
            DC2,
            label="撤回时的情况",
            en="How things stand",
            required=True,
            form="F35",
        ),
        FOR_PARTY,
        HOW_TOLD,
    ),
    needs=(not_the_neutral, applicant_speaks, will_not_said_yet, may_dispose),
    does=(
        NewEntry(
            "free_will",
            "confirmed",
            party=From.ACTOR_PARTY,
            code=Of("settled"),
            on=From.TODAY,
            when=speaks_itself,
        ),
        NewEntry(
            "free_will",
            "confirmed",
            party=Of("party"),
            code=Of("settled"),
            on=From.TODAY,
            facts=("how",),
            when=at_counter,
        ),
    ),
    warning=WARNING,
    warning_en=WARNING_EN,
    source=COUNTY,
)

RECORD = Act(
    key="withdrawal.record",
    label="登记撤回",
    en="Record the withdrawal",
    from_=("check",),
    to="recorded",
    who=("organisation",),
    data=(REMARK,),
    needs=(not_the_neutral, own_free_will),
    # The first list has a stage for a withdrawal; the tables give the last two none of their own.
    closes=(
        Closes("intake", "withdrawn"),
        Closes("invitation", "withdrawn"),
        Closes("appointment", "withdrawn"),
        Closes("mediation", "withdrawn"),
        Closes("fast_track", "withdrawn"),
        Closes("evaluation", "withdrawn"),
        Closes("confirmation", "withdrawn"),
        Closes("agreement", "not_signed"),
        Closes("silent_plan", "not_consented"),
    ),
    opens=(Opens("follow_up", starts=(AFTER_WITHDRAWAL,)),),
    issues=("F35",),
    does=(SetEntries("withdrawal", "recorded", match="all", was=("asked",)),),
    tells=(Tells("withdrawn", "applicant"),),
    ends=Ends("X04", choices=((settled_themselves, "X03"),)),
    source=SPM_26,
)

CANCEL = Act(
    key="withdrawal.cancel",
    label="不撤回，继续办理",
    en="Do not withdraw; go on",
    from_=("asked", "check"),
    to="cancelled",
    who=("applicant", "organisation"),
    data=(FOR_PARTY, HOW_TOLD),
    needs=(applicant_speaks,),
    does=(SetEntries("withdrawal", "cancelled", match="all", was=("asked",)),),
    tells=(Tells("withdrawal_cancelled", "organisation"), Tells("withdrawal_cancelled", "applicant")),
    source=PML_26,
)

WITHDRAWAL = Procedure(
    key="withdrawal",
    label="撤回",
    en="withdrawal",
    stages=(
        Stage("asked", "收到撤回请求", "withdrawal asked", waiting_for="organisation"),
        Stage("check", "核实本人真实意愿", "own free will being checked", waiting_for="applicant"),
        Stage("recorded", "已登记撤回", "recorded", final=True),
        Stage("cancelled", "申请人放弃撤回", "applicant goes on", final=True),
    ),
    acts=(ASK, CHECK, CONFIRM, RECORD, CANCEL),
    source=COUNTY,
)
