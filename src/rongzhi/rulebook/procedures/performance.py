"""Performance: each payment is reported and checked, dates move only with everybody's consent, a breach leads to enforcement."""

from rongzhi.core.procedure.definition import (
    Act,
    Clock,
    Ends,
    From,
    Last,
    NewEntry,
    NewSchedule,
    Of,
    Opens,
    Procedure,
    SetEntries,
    Stage,
    Tells,
    Variant,
)
from rongzhi.core.procedure.fields import Amount, Day, EntryRef, Field, Schedule
from rongzhi.rulebook.answers import AGREES, DC2, DC3, DC6, HOW_TOLD, PARAGRAPH, PARTY, REASONS, REMARK, WAY
from rongzhi.rulebook.guards.agents import may_dispose
from rongzhi.rulebook.guards.confirmation import enforceable
from rongzhi.rulebook.guards.performance import (
    CPL_250,
    all_agree_new_dates,
    all_performed,
    days_ahead,
    enforcement_not_counted,
    fits_the_sum,
    last_day_not_noted,
    last_day_noted,
    new_dates_not_answered,
    not_own_breach,
    not_own_report,
    own_duty,
    past_due,
    payment_unchecked,
    reports_checked,
    something_breached,
    something_paid,
    still_due,
    sums_to_outstanding,
)
from rongzhi.rulebook.guards.speaking import (
    FOR_PARTY,
    at_counter,
    speaks_for_party,
    speaks_for_principal,
    speaks_itself,
)
from rongzhi.rulebook.procedures.follow_up import AFTER_BREACH, AFTER_PERFORMANCE
from rongzhi.rulebook.sources import COUNTY, PML_31

# Proposals that were refused stay in the register, so the last day that stands is noted apart.
ENFORCE = Clock(
    "enforce_apply",
    parameter="enforce_apply",
    from_entry="instalment",
    choices=(Variant(last_day_noted, "enforce_apply", from_entry="last_day"),),
    on_expiry="performance.enforcement_over",
    waiting_for="parties",
    when=enforcement_not_counted,
)
GOING = ("running", "part_performed", "unknown")
GUARANTEE = "变更履行期不延长保证期间，未经保证人书面同意也不当然约束保证人；请及时通知保证人。"
GUARANTEE_EN = "New dates do not prolong the guarantee period, nor bind a guarantor who did not agree in writing: tell the guarantor in time."

INSTALMENT = Field(
    "instalment", EntryRef("instalment"), DC2, label="履行的期次", en="Instalment", required=True, form="F40"
)
PAYMENT = Field(
    "payment", EntryRef("payment"), DC2, label="付款记录", en="Payment", required=True, form="F40"
)
PAID_ON = Field("paid_on", Day(), DC6, label="付款日期", en="Day of payment", required=True, form="F40")
PAID = Field("amount", Amount(), DC6, label="付款金额（元）", en="Amount paid in yuan", form="F40")
PROOF = Field(
    "proof",
    PARAGRAPH,
    DC3,
    label="凭证说明（如转账凭证号）",
    en="Proof, such as the number of the transfer",
    form="F40",
)

PAY = Act(
    key="performance.pay",
    label="报告已付款",
    en="Report a payment",
    from_=("running", "part_performed", "checking", "unknown"),
    to="checking",
    who=("obliged_party", "organisation"),
    data=(INSTALMENT, PAID, PAID_ON, PROOF, FOR_PARTY),
    needs=(speaks_for_party, still_due, own_duty, fits_the_sum),
    does=(
        NewEntry(
            "payment",
            "reported",
            party=From.ACTOR_PARTY,
            code=Of("instalment"),
            on=Of("paid_on"),
            amount=Of("amount"),
            when=speaks_itself,
        ),
        NewEntry(
            "payment",
            "reported",
            party=Of("party"),
            code=Of("instalment"),
            on=Of("paid_on"),
            amount=Of("amount"),
            when=at_counter,
        ),
    ),
    tells=(Tells("payment_reported", "organisation"), Tells("payment_reported", "party")),
    source=PML_31,
)

PROVE = Act(
    key="performance.prove",
    label="核实付款属实",
    en="Check the payment: it is right",
    from_=("checking", "part_performed", "unknown"),
    to="part_performed",
    who=("organisation", "party"),
    data=(PAYMENT, REMARK),
    needs=(payment_unchecked, not_own_report, still_due, fits_the_sum),
    does=(SetEntries("payment", "proved", match=Of("payment")),),
    tells=(Tells("payment_proved", "party"),),
    source=PML_31,
)

DOUBT = Act(
    key="performance.doubt",
    label="对付款提出疑问",
    en="Doubt the payment",
    from_=("checking", "part_performed", "unknown"),
    to="unknown",
    who=("organisation", "party"),
    data=(
        PAYMENT,
        Field("reasons", PARAGRAPH, DC3, label="疑问", en="What is doubted", required=True, form="F40"),
    ),
    needs=(payment_unchecked, not_own_report),
    does=(SetEntries("payment", "doubted", match=Of("payment")),),
    tells=(Tells("payment_doubted", "party"), Tells("payment_doubted", "organisation")),
    source=PML_31,
)

PARTLY = Act(
    key="performance.partly",
    label="已履行一部分",
    en="Performed in part",
    from_=("running",),
    to="part_performed",
    who=("system",),
    needs=(something_paid,),
    automatic=True,
    source=PML_31,
)

COMPLETE = Act(
    key="performance.complete",
    label="履行完毕",
    en="Everything is performed",
    from_=("running", "part_performed", "checking", "unknown", "rescheduling"),
    to="performed",
    who=("system",),
    needs=(all_performed,),
    opens=(Opens("follow_up", starts=(AFTER_PERFORMANCE,)),),
    issues=("F40",),
    does=(
        SetEntries("instalment", "paid", match="all", was=("open", "part", "breached")),
        SetEntries("instalment", "dropped", match="all", was=("proposed",)),
    ),
    tells=(Tells("performed", "party"),),
    ends=Ends("performed"),
    automatic=True,
    source=PML_31,
)

REMIND = Act(
    key="performance.remind",
    label="提醒履行",
    en="Send a reminder",
    from_=GOING,
    who=("organisation",),
    data=(PARTY, WAY, REMARK),
    does=(NewEntry("reminder", "sent", party=Of("party"), code=Of("way"), on=From.TODAY),),
    concurrent=True,
    tells=(Tells("performance_reminder", Of("party")),),
    source=PML_31,
)

MARK_UNKNOWN = Act(
    key="performance.mark_unknown",
    label="履行情况不明",
    en="It is not known how it stands",
    from_=("running", "part_performed", "checking"),
    to="unknown",
    who=("organisation",),
    data=(REASONS,),
    tells=(Tells("performance_unknown", "party"),),
    source=PML_31,
)

GO_ON = Act(
    key="performance.go_on",
    label="情况已查明，继续履行",
    en="It is clear now; performance goes on",
    from_=("unknown", "checking"),
    to="running",
    who=("organisation",),
    data=(REASONS,),
    source=PML_31,
)

ASK_NEW_DATES = Act(
    key="performance.ask_new_dates",
    label="提议新的付款计划",
    en="Propose new dates",
    from_=GOING,
    to="rescheduling",
    who=("party", "organisation"),
    data=(
        Field(
            "schedule",
            Schedule(),
            DC6,
            label="尚未付清部分的新计划",
            en="New dates for what is unpaid",
            required=True,
            form="F40",
            hint="每期一行，先日期后金额，例如：2026-01-31 1000.00",
            hint_en="One a line, date and amount, for example: 2026-01-31 1000.00",
        ),
        REMARK,
        FOR_PARTY,
        HOW_TOLD,
    ),
    needs=(speaks_for_principal, sums_to_outstanding, days_ahead, may_dispose),
    does=(
        NewSchedule("instalment", "schedule", status="proposed", party=Last("instalment", "party")),
        NewEntry("last_day", "standing", on=Last("instalment", "on"), when=last_day_not_noted),
        NewEntry("reschedule", "asked", on=From.TODAY),
        NewEntry("reschedule_answer", "yes", party=From.ACTOR_PARTY, on=From.TODAY, when=speaks_itself),
        NewEntry(
            "reschedule_answer", "yes", party=Of("party"), code=Of("how"), on=From.TODAY, when=at_counter
        ),
    ),
    tells=(Tells("new_dates_proposed", "party"),),
    warning=GUARANTEE,
    warning_en=GUARANTEE_EN,
    source=COUNTY,
)

AGREE_NEW_DATES = Act(
    key="performance.agree_new_dates",
    label="同意新的付款计划",
    en="Agree to the new dates",
    from_=("rescheduling",),
    who=("party", "organisation"),
    data=(AGREES, FOR_PARTY, HOW_TOLD),
    needs=(speaks_for_principal, new_dates_not_answered, may_dispose),
    does=(
        NewEntry("reschedule_answer", "yes", party=From.ACTOR_PARTY, on=From.TODAY, when=speaks_itself),
        NewEntry(
            "reschedule_answer", "yes", party=Of("party"), code=Of("how"), on=From.TODAY, when=at_counter
        ),
    ),
    concurrent=True,
    warning=GUARANTEE,
    warning_en=GUARANTEE_EN,
    source=COUNTY,
)

NEW_DATES = Act(
    key="performance.new_dates",
    label="各方同意，按新计划履行",
    en="Every party agrees: the new dates hold",
    from_=("rescheduling",),
    to="running",
    who=("system",),
    needs=(all_agree_new_dates,),
    issues=("F40",),
    does=(
        SetEntries("instalment", "replaced", match="all", was=("open", "part", "breached")),
        SetEntries("instalment", "open", match="all", was=("proposed",)),
        NewEntry("last_day", "standing", on=Last("instalment", "on")),
        SetEntries("reschedule", "agreed"),
    ),
    tells=(Tells("new_dates_agreed", "party"),),
    automatic=True,
    source=COUNTY,
)

REFUSE_NEW_DATES = Act(
    key="performance.refuse_new_dates",
    label="不同意新的付款计划",
    en="Refuse the new dates",
    from_=("rescheduling",),
    to="running",
    who=("party", "organisation"),
    data=(FOR_PARTY, HOW_TOLD),
    needs=(speaks_for_principal,),
    does=(
        NewEntry("reschedule_answer", "no", party=From.ACTOR_PARTY, on=From.TODAY, when=speaks_itself),
        NewEntry(
            "reschedule_answer", "no", party=Of("party"), code=Of("how"), on=From.TODAY, when=at_counter
        ),
        SetEntries("instalment", "dropped", match="all", was=("proposed",)),
        SetEntries("reschedule", "refused"),
    ),
    tells=(Tells("new_dates_refused", "party"),),
    source=COUNTY,
)

DROP_NEW_DATES = Act(
    key="performance.drop_new_dates",
    label="未能一致，按原计划履行",
    en="No agreement on new dates: the old ones stand",
    from_=("rescheduling",),
    to="running",
    who=("organisation",),
    data=(REASONS,),
    does=(
        SetEntries("instalment", "dropped", match="all", was=("proposed",)),
        SetEntries("reschedule", "dropped"),
    ),
    tells=(Tells("new_dates_refused", "party"),),
    source=COUNTY,
)

NOTE_BREACH = Act(
    key="performance.note_breach",
    label="登记到期未履行",
    en="Record that an instalment was not kept",
    from_=GOING,
    to="breached",
    who=("organisation", "party"),
    data=(INSTALMENT, REMARK),
    needs=(past_due, reports_checked, not_own_breach),
    starts=(ENFORCE,),
    opens=(Opens("follow_up", starts=(AFTER_BREACH,)),),
    issues=("F40",),
    does=(SetEntries("instalment", "breached", match=Of("instalment")),),
    tells=(Tells("breached", "party"), Tells("breached", "organisation")),
    ends=Ends("breached"),
    source=PML_31,
)

DRAFT_ENFORCEMENT = Act(
    key="performance.draft_enforcement",
    label="起草强制执行申请",
    en="Draft the application for enforcement",
    from_=("breached",),
    who=("organisation", "party"),
    data=(FOR_PARTY,),
    needs=(enforceable, something_breached, speaks_for_party),
    starts=(ENFORCE,),
    issues=("F40",),
    does=(
        NewEntry("enforcement", "drafted", party=From.ACTOR_PARTY, on=From.TODAY, when=speaks_itself),
        NewEntry("enforcement", "drafted", party=Of("party"), on=From.TODAY, when=at_counter),
    ),
    concurrent=True,
    source=CPL_250,
)

ENFORCEMENT_OVER = Act(
    key="performance.enforcement_over",
    label="申请执行期间届满",
    en="The time to apply for enforcement is over",
    from_=("breached",),
    who=("system",),
    does=(NewEntry("enforcement_period", "over", on=From.TODAY),),
    concurrent=True,
    tells=(Tells("enforcement_over", "party"),),
    timer=True,
    source=CPL_250,
)

LATE_PAYMENT = Act(
    key="performance.late_payment",
    label="登记违约后的付款",
    en="Record a payment after the breach",
    from_=("breached",),
    who=("organisation",),
    data=(INSTALMENT, PAID, PAID_ON, PROOF, FOR_PARTY),
    needs=(still_due, own_duty, fits_the_sum),
    does=(
        NewEntry(
            "payment",
            "proved",
            party=Of("party"),
            code=Of("instalment"),
            on=Of("paid_on"),
            amount=Of("amount"),
        ),
    ),
    concurrent=True,
    tells=(Tells("payment_proved", "party"),),
    source=PML_31,
)

SETTLED_LATE = Act(
    key="performance.settled_late",
    label="违约后已付清",
    en="Paid in full after the breach",
    from_=("breached",),
    who=("system",),
    needs=(all_performed,),
    stops=("enforce_apply",),
    issues=("F40",),
    does=(
        SetEntries("instalment", "paid", match="all", was=("open", "part", "breached")),
        NewEntry("performance_late", "settled", on=From.TODAY),
    ),
    concurrent=True,
    tells=(Tells("performed", "party"),),
    automatic=True,
    source=PML_31,
)

PERFORMANCE = Procedure(
    key="performance",
    label="协议履行",
    en="performance",
    stages=(
        Stage("running", "履行期内", "not yet due", waiting_for="obliged_party"),
        Stage("part_performed", "部分履行", "performed in part", waiting_for="obliged_party"),
        Stage("checking", "核实履行情况", "performance being checked", waiting_for="organisation"),
        Stage("unknown", "履行情况不明", "status unknown", waiting_for="parties"),
        Stage("rescheduling", "协商变更履行期", "new date being agreed", waiting_for="parties"),
        Stage("performed", "履行完毕", "performed", final=True),
        Stage("breached", "未履行或未全部履行", "breached", final=True),
    ),
    acts=(
        PAY,
        PROVE,
        DOUBT,
        PARTLY,
        COMPLETE,
        REMIND,
        MARK_UNKNOWN,
        GO_ON,
        ASK_NEW_DATES,
        AGREE_NEW_DATES,
        NEW_DATES,
        REFUSE_NEW_DATES,
        DROP_NEW_DATES,
        NOTE_BREACH,
        DRAFT_ENFORCEMENT,
        ENFORCEMENT_OVER,
        LATE_PAYMENT,
        SETTLED_LATE,
    ),
    source=PML_31,
)
