"""Plan approved by silence: after a failed mediation, where all agreed beforehand, a served plan stands unless one objects."""

from rongzhi.core.procedure.definition import (
    Act,
    Clock,
    Ends,
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
)
from rongzhi.core.procedure.fields import Amount, Choice, Day, Field, Option, YesNo
from rongzhi.rulebook.answers import AGREES, DC2, DC3, LONG, PARAGRAPH, PARTY, REASONS, WAY
from rongzhi.rulebook.guards.agents import may_dispose
from rongzhi.rulebook.guards.mediation import is_neutral_of_case
from rongzhi.rulebook.guards.silent_plan import (
    all_consented,
    every_period_over,
    facts_not_disputed,
    mediation_failed,
    neutral_or_organisation,
    not_all_consented,
    not_consented_yet,
    not_served_before,
    not_served_on_all,
    served_on_all,
)
from rongzhi.rulebook.guards.speaking import (
    COUNTER,
    FOR_PARTY,
    at_counter,
    said,
    speaks_for_principal,
    speaks_itself,
)
from rongzhi.rulebook.sources import SILENT_24

OBJECTION = Clock(
    "silent_plan_objection",
    parameter="silent_plan_objection",
    on_expiry="silent_plan.period_over",
    from_field="served_on",
    waiting_for="parties",
)

BEGIN = Act(
    key="silent_plan.begin",
    label="征求对无异议方案方式的同意",
    en="Ask for consent to a plan approved by silence",
    to="consent",
    who=("mediator", "organisation"),
    data=(
        Field(
            "facts_undisputed",
            YesNo(must=True),
            DC2,
            label="各方对主要事实没有重大争议",
            en="The facts are not in serious dispute",
            required=True,
            form="F22",
        ),
    ),
    needs=(neutral_or_organisation, mediation_failed, facts_not_disputed),
    does=(NewEntry("silent_plan", "asked", on=From.TODAY),),
    tells=(Tells("silent_plan_consent_asked", "party"),),
    source=SILENT_24,
)

CONSENT = Act(
    key="silent_plan.consent",
    label="事先同意这一方式",
    en="Consent beforehand to this way",
    from_=("consent",),
    who=("party", "organisation"),
    data=(AGREES, *COUNTER),
    needs=(speaks_for_principal, not_consented_yet, may_dispose),
    does=said("silent_consent", "given"),
    concurrent=True,
    warning="同意后，收到书面方案之日起在期限内没有书面提出异议的，视为您接受该方案。",
    warning_en="If you consent, a plan that is served on you counts as accepted unless you object in writing in time.",
    source=SILENT_24,
)

CONSENTED = Act(
    key="silent_plan.consented",
    label="各方均已事先同意",
    en="Every side consented beforehand",
    from_=("consent",),
    to="drafting",
    who=("system",),
    needs=(all_consented,),
    automatic=True,
    source=SILENT_24,
)

DECLINE = Act(
    key="silent_plan.decline",
    label="不同意这一方式",
    en="Do not consent to this way",
    from_=("consent",),
    to="not_consented",
    who=("party", "organisation"),
    data=(
        Field("remark", PARAGRAPH, DC3, label="想法（可不填）", en="Your view (optional)", form="F22"),
        *COUNTER,
    ),
    needs=(speaks_for_principal,),
    issues=("F35",),
    does=(SetEntries("silent_plan", "not_consented"),),
    tells=(Tells("silent_plan_not_used", "party"),),
    ends=Ends("X08"),
    source=SILENT_24,
)

NOT_CONSENTED = Act(
    key="silent_plan.not_consented",
    label="未全部同意，不适用",
    en="Not every side consented: not used",
    from_=("consent",),
    to="not_consented",
    who=("organisation", "mediator"),
    data=(REASONS,),
    needs=(not_all_consented,),
    issues=("F35",),
    does=(SetEntries("silent_plan", "not_consented"),),
    tells=(Tells("silent_plan_not_used", "party"),),
    ends=Ends("X08"),
    source=SILENT_24,
)

DRAFT = Act(
    key="silent_plan.draft",
    label="拟定书面方案",
    en="Write the plan",
    from_=("drafting",),
    to="serving",
    who=("mediator",),
    data=(
        Field(
            "facts",
            PARAGRAPH,
            DC3,
            label="没有重大争议的事实",
            en="Facts not in serious dispute",
            required=True,
            form="F22",
        ),
        Field("plan", LONG, DC3, label="方案", en="Plan", required=True, form="F22"),
        Field("amount", Amount(), DC3, label="金额（元）", en="Amount in yuan", form="F22"),
    ),
    needs=(is_neutral_of_case, all_consented),
    issues=("F22",),
    does=(NewEntry("plan", "made", code=From.DIGEST, on=From.TODAY, amount=Of("amount")),),
    source=SILENT_24,
)

SERVED = Act(
    key="silent_plan.served",
    label="登记送达一方",
    en="Record service on one party",
    from_=("serving",),
    who=("organisation",),
    data=(
        PARTY,
        WAY,
        Field(
            "served_on", Day(), DC2, label="收到的日期", en="Day it was received", required=True, form="F38"
        ),
        Field("proof", PARAGRAPH, DC3, label="送达证明", en="Proof of service", required=True, form="F38"),
    ),
    needs=(not_served_before,),
    starts=(OBJECTION,),
    issues=("F38",),
    does=(NewEntry("service", "proved", party=Of("party"), code=Of("way"), on=Of("served_on")),),
    tells=(Tells("silent_plan_served", Of("party")),),
    backdatable=True,
    source=SILENT_24,
)

ALL_SERVED = Act(
    key="silent_plan.all_served",
    label="已送达每一方",
    en="Every party is served",
    from_=("serving",),
    to="objection_open",
    who=("system",),
    needs=(served_on_all,),
    automatic=True,
    source=SILENT_24,
)

NOT_SERVED = Act(
    key="silent_plan.not_served",
    label="未能证明送达，终结",
    en="Service not proved: end",
    from_=("serving",),
    to="not_served",
    who=("organisation",),
    data=(REASONS,),
    needs=(not_served_on_all,),
    stops=("silent_plan_objection",),
    issues=("F35",),
    does=(SetEntries("silent_plan", "not_served"),),
    tells=(Tells("silent_plan_not_used", "party"),),
    ends=Ends("X07"),
    source=SILENT_24,
)

OBJECT = Act(
    key="silent_plan.object",
    label="书面提出异议",
    en="Object in writing",
    from_=("serving", "objection_open"),
    to="objected",
    who=("party", "organisation"),
    data=(
        FOR_PARTY,
        Field(
            "how",
            Choice(
                (Option("online", "在线书面", "in writing, online"), Option("paper", "纸质书面", "on paper"))
            ),
            DC2,
            label="提出方式",
            en="How it was said",
            required=True,
            form="F23",
        ),
        Field("objection", PARAGRAPH, DC3, label="异议", en="Objection", required=True, form="F23"),
    ),
    needs=(speaks_for_principal,),
    stops=("silent_plan_objection",),
    takes=("F23",),
    issues=("F35",),
    does=(
        NewEntry("objection", "made", party=From.ACTOR_PARTY, on=From.TODAY, when=speaks_itself),
        NewEntry("objection", "made", party=Of("party"), on=From.TODAY, when=at_counter),
        SetEntries("plan", "objected"),
        SetEntries("silent_plan", "objected"),
    ),
    tells=(Tells("silent_plan_objected", "party"),),
    ends=Ends("X08"),
    backdatable=True,
    warning="提出书面异议的，方案不成立，本次调解不成。",
    warning_en="A written objection ends the plan; the mediation has then failed.",
    source=SILENT_24,
)

PERIOD_OVER = Act(
    key="silent_plan.period_over",
    label="一方异议期届满，没有书面异议",
    en="A party's period is over without objection",
    from_=("serving", "objection_open"),
    who=("system",),
    does=(NewEntry("silence", "recorded", on=From.TODAY),),
    concurrent=True,
    timer=True,
    source=SILENT_24,
)

APPROVE = Act(
    key="silent_plan.approve",
    label="期满无异议，视为达成协议",
    en="No objection: counts as an agreement",
    from_=("objection_open",),
    to="approved",
    who=("system",),
    needs=(all_consented, served_on_all, every_period_over),
    opens=(Opens("agreement"),),
    does=(
        SetEntries("plan", "approved"),
        SetEntries("silent_plan", "approved"),
        SetCase("agreed_amount", Last("plan", "amount")),
    ),
    tells=(Tells("silent_plan_approved", "party"),),
    automatic=True,
    source=SILENT_24,
)

SILENT_PLAN = Procedure(
    key="silent_plan",
    label="无异议调解方案认可",
    en="plan approved by silence",
    stages=(
        Stage("consent", "待各方事先同意", "prior consent of all awaited", waiting_for="parties"),
        Stage("drafting", "拟定书面方案", "plan being written", waiting_for="mediator"),
        Stage("serving", "送达中", "plan being served on each party", waiting_for="organisation"),
        Stage("objection_open", "异议期", "objection open", waiting_for="parties"),
        Stage("approved", "期满无异议，视为达成协议", "no objection, counts as agreement", final=True),
        Stage("objected", "有书面异议，调解不成", "objected, failed", final=True),
        Stage("not_consented", "未全部同意，不适用", "no consent of all, not used", final=True),
        Stage("not_served", "未能证明送达", "service not proved", final=True),
    ),
    acts=(
        BEGIN,
        CONSENT,
        CONSENTED,
        DECLINE,
        NOT_CONSENTED,
        DRAFT,
        SERVED,
        ALL_SERVED,
        NOT_SERVED,
        OBJECT,
        PERIOD_OVER,
        APPROVE,
    ),
    source=SILENT_24,
    off=True,
)
