"""Small-dispute fast resolution: an institution that promised it beforehand is bound once the consumer accepts."""

from rongzhi.core.procedure.definition import (
    Act,
    Clock,
    Closes,
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
from rongzhi.core.procedure.fields import Amount, Code, Day, Field, YesNo
from rongzhi.rulebook.answers import (
    AGREES,
    DC1,
    DC2,
    DC3,
    DC6,
    HOW_TOLD,
    LONG,
    PARAGRAPH,
    PARTY,
    REASONS,
    REMARK,
    SHORT,
    WAY,
)
from rongzhi.rulebook.guards.agents import may_dispose
from rongzhi.rulebook.guards.appointment import is_proposed, neutral_free_of_ties, not_recused_here
from rongzhi.rulebook.guards.fast_track import (
    amount_within_cap,
    case_accepted,
    commitment_in_force,
    commitment_of_institution,
    consumer_against_institution,
    consumer_answers,
    first_fast_track,
    first_objection,
    neutral_named,
    no_neutral,
    no_ties_disclosed,
    ordinary_not_running,
    ordinary_wished,
    proposal_within_cap,
)
from rongzhi.rulebook.guards.mediation import is_neutral_of_case
from rongzhi.rulebook.guards.speaking import (
    COUNTER,
    FOR_PARTY,
    at_counter,
    said,
    speaks_for_party,
    speaks_itself,
)
from rongzhi.rulebook.sources import COUNTY, ONL_13, SMALL_27, SPM_15

NEUTRAL = Field("neutral", Code("neutrals"), DC2, label="调解员", en="Neutral", required=True, form="F24")
CONTACT = Clock("small_fast_contact", parameter="small_fast_contact", waiting_for="organisation")
PROPOSAL = Clock(
    "fast_proposal",
    parameter="fast_proposal",
    on_expiry="fast_track.proposal_falls_due",
    waiting_for="mediator",
)
ANSWER = Clock(
    "fast_answer",
    parameter="fast_answer",
    on_expiry="fast_track.silent",
    from_field="served_on",
    waiting_for="consumer",
)

BEGIN = Act(
    key="fast_track.begin",
    label="申请小额纠纷快速解决",
    en="Ask for small-dispute fast resolution",
    to="commitment_check",
    who=("organisation", "consumer"),
    data=(REMARK,),
    needs=(case_accepted, consumer_against_institution, ordinary_not_running, first_fast_track),
    starts=(CONTACT,),
    tells=(Tells("fast_track_begun", "party"),),
    does=(NewEntry("fast_track", "asked", party=From.ACTOR_PARTY, on=From.TODAY),),
    source=SMALL_27,
)

CHECK = Act(
    key="fast_track.check",
    label="登记机构承诺，进入快速调解",
    en="Record the commitment and go on",
    from_=("commitment_check",),
    to="trying",
    who=("organisation",),
    data=(
        Field(
            "institution",
            PARTY.kind,
            DC2,
            label="作出承诺的机构",
            en="Institution that gave the commitment",
            required=True,
            form="F24",
        ),
        Field("product", SHORT, DC1, label="承诺适用的产品", en="Product covered", required=True, form="F24"),
        Field("cap", Amount(), DC2, label="承诺的限额（元）", en="Cap in yuan", required=True, form="F24"),
        Field("valid_from", Day(), DC2, label="承诺生效日", en="In force from", required=True, form="F24"),
        Field(
            "valid_to",
            Day(future=True),
            DC2,
            label="承诺截止日（长期有效的不填）",
            en="In force until (empty: no end)",
            form="F24",
        ),
        Field(
            "amount",
            Amount(),
            DC2,
            label="争议金额（元；申请中未写明的填写）",
            en="Amount in dispute (if the application did not state it)",
            form="F24",
        ),
        NEUTRAL,
    ),
    needs=(
        commitment_of_institution,
        commitment_in_force,
        amount_within_cap,
        neutral_free_of_ties,
        not_recused_here,
    ),
    starts=(PROPOSAL,),
    closes=(Closes("invitation", "agreed"),),
    issues=("F14", "F10"),
    does=(
        NewEntry(
            "commitment",
            "open",
            party=Of("institution"),
            code=Of("product"),
            on=Of("valid_to"),
            amount=Of("cap"),
            facts=("valid_from", "valid_to", "amount"),
        ),
        SetCase("neutral_proposed", Of("neutral")),
        SetCase("chosen_by", "appointed"),
        NewEntry("appointment", "proposed", code=Of("neutral"), on=From.TODAY),
        SetEntries("fast_track", "covered"),
    ),
    tells=(Tells("fast_track_covered", "party"), Tells("neutral_proposed", "neutral")),
    source=SMALL_27,
)

NOT_COVERED = Act(
    key="fast_track.not_covered",
    label="不在承诺范围，转普通程序",
    en="Not covered: go to ordinary mediation",
    from_=("commitment_check",),
    to="not_covered",
    who=("organisation",),
    data=(REASONS,),
    stops=("small_fast_contact",),
    opens=(Opens("invitation"),),
    does=(SetEntries("fast_track", "not_covered"),),
    tells=(Tells("fast_track_not_covered", "party"),),
    source=SMALL_27,
)

NAME_NEUTRAL = Act(
    key="fast_track.name_neutral",
    label="另定调解员",
    en="Name another neutral",
    from_=("trying", "proposal_due"),
    who=("organisation",),
    data=(NEUTRAL,),
    needs=(no_neutral, neutral_free_of_ties, not_recused_here),
    issues=("F14",),
    does=(
        SetCase("neutral_proposed", Of("neutral")),
        NewEntry("appointment", "proposed", code=Of("neutral"), on=From.TODAY),
    ),
    tells=(Tells("neutral_proposed", "neutral"),),
    source=COUNTY,
)

TAKE_OFFICE = Act(
    key="fast_track.take_office",
    label="披露并接受办理",
    en="Disclose and accept the case",
    from_=("trying", "proposal_due"),
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
        AGREES,
    ),
    needs=(is_proposed, no_ties_disclosed),
    issues=("F15",),
    does=(
        NewEntry("disclosure", "made", code=From.ACTOR_NEUTRAL, on=From.TODAY, facts=("ties", "past_cases")),
        SetCase("neutral", From.ACTOR_NEUTRAL),
        SetCase("neutral_proposed", ""),
        SetEntries("appointment", "accepted"),
    ),
    tells=(Tells("neutral_appointed", "party"),),
    source=ONL_13,
)

STEP_BACK = Act(
    key="fast_track.step_back",
    label="主动回避",
    en="Withdraw on own motion",
    from_=("trying", "proposal_due"),
    who=("mediator",),
    data=(REASONS,),
    does=(SetCase("neutral", ""), SetCase("neutral_proposed", ""), SetEntries("appointment", "withdrew")),
    tells=(Tells("neutral_changes", "party"),),
    source=SPM_15,
)

OBJECT_TO_NEUTRAL = Act(
    key="fast_track.object_to_neutral",
    label="要求更换调解员",
    en="Ask for another neutral",
    from_=("trying", "proposal_due"),
    who=("party", "organisation"),
    data=(
        Field(
            "reasons", PARAGRAPH, DC3, label="事实和理由", en="Facts and reasons", required=True, form="F16"
        ),
        *COUNTER,
    ),
    needs=(speaks_for_party, neutral_named, first_objection),
    takes=("F16",),
    does=(
        *said("challenge", "upheld"),
        SetCase("neutral", ""),
        SetCase("neutral_proposed", ""),
        SetEntries("appointment", "recused"),
    ),
    tells=(Tells("neutral_changes", "party"),),
    source=COUNTY,
)

CONTACTED = Act(
    key="fast_track.contacted",
    label="登记首次联系当事人",
    en="Record the first contact with the sides",
    from_=("trying", "commitment_check", "proposal_due"),
    who=("organisation", "mediator"),
    data=(PARTY, WAY, Field("remark", PARAGRAPH, DC3, label="联系情况", en="What was said", form="F19")),
    stops=("small_fast_contact",),
    does=(NewEntry("contact", "made", party=Of("party"), code=Of("way"), on=From.TODAY),),
    concurrent=True,
    backdatable=True,
    source=SMALL_27,
)

SETTLE = Act(
    key="fast_track.settle",
    label="方案前达成一致",
    en="The sides agree before a proposal",
    from_=("trying", "proposal_due"),
    to="agreed",
    who=("mediator",),
    data=(
        Field("amount", Amount(), DC6, label="金额（元）", en="Amount in yuan", form="F19"),
        Field("terms", LONG, DC6, label="一致的内容", en="What they agreed", required=True, form="F19"),
    ),
    needs=(is_neutral_of_case,),
    stops=("small_fast_contact", "fast_proposal"),
    opens=(Opens("agreement"),),
    does=(SetCase("agreed_amount", Of("amount")), SetEntries("commitment", "used")),
    tells=(Tells("sides_agreed", "party"),),
    source=SMALL_27,
)

NO_AGREEMENT = Act(
    key="fast_track.no_agreement",
    label="未能一致，由调解员提出方案",
    en="No agreement: a proposal is due",
    from_=("trying",),
    to="proposal_due",
    who=("mediator",),
    data=(REMARK,),
    needs=(is_neutral_of_case,),
    source=SMALL_27,
)

PROPOSAL_FALLS_DUE = Act(
    key="fast_track.proposal_falls_due",
    label="期满未一致，应当提出方案",
    en="Time is over: a proposal is due",
    from_=("trying", "proposal_due"),
    to="proposal_due",
    who=("system",),
    timer=True,
    source=COUNTY,
)

PROPOSE = Act(
    key="fast_track.propose",
    label="提出小额纠纷调解意见",
    en="Make the settlement proposal",
    from_=("proposal_due",),
    to="serving",
    who=("mediator",),
    data=(
        Field("facts", PARAGRAPH, DC3, label="事实", en="Facts", required=True, form="F24"),
        Field(
            "rules",
            PARAGRAPH,
            DC3,
            label="依据的法律和惯例",
            en="Rules and custom used",
            required=True,
            form="F24",
        ),
        Field("terms", PARAGRAPH, DC3, label="调解意见", en="Proposal", required=True, form="F24"),
        Field("amount", Amount(), DC3, label="金额（元）", en="Amount in yuan", required=True, form="F24"),
    ),
    needs=(is_neutral_of_case, proposal_within_cap),
    stops=("fast_proposal", "small_fast_contact"),
    issues=("F24",),
    does=(NewEntry("proposal", "made", on=From.TODAY, amount=Of("amount")),),
    source=SMALL_27,
)

SERVE = Act(
    key="fast_track.serve",
    label="登记方案送达",
    en="Record that the proposal was served",
    from_=("serving",),
    to="proposal_open",
    who=("organisation",),
    data=(
        WAY,
        Field(
            "served_on",
            Day(),
            DC2,
            label="消费者收到的日期",
            en="Day the consumer got it",
            required=True,
            form="F38",
        ),
        Field("proof", PARAGRAPH, DC3, label="送达证明", en="Proof of service", required=True, form="F38"),
    ),
    starts=(ANSWER,),
    issues=("F38", "F25"),
    does=(
        NewEntry("service", "proved", code=Of("way"), on=Of("served_on")),
        SetEntries("proposal", "served", on=Of("served_on")),
    ),
    tells=(Tells("fast_proposal_open", "party"),),
    backdatable=True,
    source=SMALL_27,
)

ACCEPT = Act(
    key="fast_track.accept",
    label="消费者接受方案",
    en="The consumer accepts",
    from_=("proposal_open",),
    to="accepted",
    who=("consumer", "organisation"),
    data=(
        FOR_PARTY,
        HOW_TOLD,
        Field(
            "agrees",
            YesNo(must=True),
            DC2,
            label="接受调解意见",
            en="The proposal is accepted",
            required=True,
            form="F25",
        ),
    ),
    needs=(consumer_answers, may_dispose),
    stops=("fast_answer",),
    opens=(Opens("agreement"),),
    takes=("F25",),
    does=(
        NewEntry("answer", "yes", party=From.ACTOR_PARTY, on=From.TODAY, when=speaks_itself),
        NewEntry("answer", "yes", party=Of("party"), on=From.TODAY, when=at_counter),
        SetEntries("proposal", "accepted"),
        SetCase("agreed_amount", Last("proposal", "amount")),
        SetEntries("commitment", "used"),
    ),
    tells=(Tells("fast_proposal_accepted", "party"),),
    backdatable=True,
    warning="接受后，金融机构依其事先承诺受该意见约束。",
    warning_en="Once you accept, the institution is bound by its earlier commitment.",
    source=SMALL_27,
)

DECLINE = Act(
    key="fast_track.decline",
    label="消费者不接受方案",
    en="The consumer does not accept",
    from_=("proposal_open",),
    to="not_accepted",
    who=("consumer", "organisation"),
    data=(
        FOR_PARTY,
        HOW_TOLD,
        Field(
            "go_on",
            YesNo(),
            DC2,
            label="是否继续普通调解",
            en="Go on with ordinary mediation",
            required=True,
            form="F25",
        ),
        Field("remark", PARAGRAPH, DC3, label="想法（可不填）", en="Your view (optional)", form="F25"),
    ),
    needs=(consumer_answers,),
    stops=("fast_answer",),
    opens=(Opens("invitation", when=ordinary_wished),),
    takes=("F25",),
    issues=("F35",),
    does=(
        NewEntry("answer", "no", party=From.ACTOR_PARTY, on=From.TODAY, when=speaks_itself),
        NewEntry("answer", "no", party=Of("party"), on=From.TODAY, when=at_counter),
        SetEntries("proposal", "declined"),
        SetEntries("commitment", "closed"),
    ),
    tells=(Tells("fast_proposal_not_accepted", "party"),),
    ends=Ends("X08", choices=((ordinary_wished, "X12"),)),
    backdatable=True,
    warning="不接受的，该意见仅为专业意见，不约束任何一方；其他途径不受影响。",
    warning_en="If you do not accept, the proposal is only an expert view that binds nobody; your other ways stay open.",
    source=SMALL_27,
)

SILENT = Act(
    key="fast_track.silent",
    label="逾期未答复，视为不接受",
    en="No answer in time: not accepted",
    from_=("proposal_open",),
    to="not_accepted",
    who=("system",),
    issues=("F35",),
    does=(SetEntries("proposal", "silent"), SetEntries("commitment", "closed")),
    tells=(Tells("fast_proposal_not_accepted", "party"),),
    ends=Ends("X08"),
    timer=True,
    source=COUNTY,
)

FAST_TRACK = Procedure(
    key="fast_track",
    label="小额纠纷快速解决",
    en="small-dispute fast resolution",
    stages=(
        Stage(
            "commitment_check", "核对机构承诺与限额", "commitment and cap checked", waiting_for="organisation"
        ),
        Stage("trying", "快速调解中", "fast mediation", waiting_for="mediator"),
        Stage("proposal_due", "待调解员提出方案", "proposal due", waiting_for="mediator"),
        Stage("serving", "方案送达中", "proposal being served", waiting_for="organisation"),
        Stage("proposal_open", "待消费者答复", "proposal open", waiting_for="consumer"),
        Stage("agreed", "方案前已达成一致", "agreed before a proposal", final=True),
        Stage("accepted", "消费者接受，机构受约束", "accepted by consumer, institution bound", final=True),
        Stage("not_accepted", "消费者未接受，仅为专业意见", "not accepted, expert view only", final=True),
        Stage(
            "not_covered", "不在承诺范围，转普通程序", "not covered, goes to ordinary mediation", final=True
        ),
        Stage("withdrawn", "已撤回", "withdrawn", final=True),
    ),
    acts=(
        BEGIN,
        CHECK,
        NOT_COVERED,
        NAME_NEUTRAL,
        TAKE_OFFICE,
        STEP_BACK,
        OBJECT_TO_NEUTRAL,
        CONTACTED,
        SETTLE,
        NO_AGREEMENT,
        PROPOSAL_FALLS_DUE,
        PROPOSE,
        SERVE,
        ACCEPT,
        DECLINE,
        SILENT,
    ),
    source=SMALL_27,
)
