"""Judicial confirmation: both parties apply together within thirty days, the court rules, and the ruling can be enforced."""

from rongzhi.core.procedure.definition import (
    Act,
    Clock,
    Ends,
    Extends,
    From,
    NewEntry,
    Of,
    Procedure,
    SetCase,
    SetEntries,
    Stage,
    Tells,
)
from rongzhi.core.procedure.fields import Choice, Code, Day, Field, Option, YesNo
from rongzhi.rulebook.answers import AGREES, DC2, DC3, HOW_TOLD, PARAGRAPH, PARTY, REMARK, SHORT
from rongzhi.rulebook.guards.agents import may_dispose
from rongzhi.rulebook.guards.confirmation import (
    CPLI_372,
    agreement_in_effect,
    all_joined,
    docketed,
    later_than_due,
    not_confirmed_yet,
    not_docketed,
    not_entrusted,
    not_joined_yet,
    objection_pending,
    right_court,
    subject_may_be_confirmed,
    withdrawal_asked,
    within_thirty_days,
)
from rongzhi.rulebook.guards.speaking import (
    FOR_PARTY,
    at_counter,
    speaks_for_principal,
    speaks_itself,
)
from rongzhi.rulebook.sources import (
    CPL_187,
    CPL_205,
    CPL_206,
    CPLI_354,
    CPLI_355,
    CPLI_356,
    CPLI_358,
    PML_33,
)

JC_APPLY_AGAIN = Clock(
    "jc_apply",
    parameter="jc_apply",
    from_entry="agreement",
    on_expiry="confirmation.not_applied",
    waiting_for="parties",
)
ACCEPT_DECISION = Clock(
    "jc_accept_decision", parameter="jc_accept_decision", from_field="handed_on", waiting_for="court"
)
CONCLUDE = Clock("jc_conclude", parameter="jc_conclude", from_field="docketed_on", waiting_for="court")

RULED_ON = Field("ruled_on", Day(), DC2, label="裁定日期", en="Day of the ruling")
RULING_NUMBER = Field("ruling_number", SHORT, DC3, label="裁定书案号", en="Number of the ruling")
MISSING = Field(
    "items",
    PARAGRAPH,
    DC3,
    label="需要补充的材料或说明",
    en="Papers or statements to add",
    required=True,
    form="F31",
)
DUE_ON = Field("due_on", Day(future=True), DC2, label="补充期限", en="Complete by")

SUBJECT = Field(
    "subject",
    Choice(
        (
            Option("duty", "给付金钱或者履行其他义务", "payment or another duty"),
            Option("title", "物权、知识产权确权", "title to property or intellectual property"),
            Option("status", "婚姻、亲子、收养等身份关系", "status: marriage, parentage, adoption"),
            Option(
                "special",
                "其他特别程序、公示催告、破产程序事项",
                "matter of another special, public-notice or bankruptcy procedure",
            ),
        )
    ),
    DC2,
    label="协议内容的性质",
    en="What the agreement settles",
    required=True,
    form="F31",
)

OPEN_AGAIN = Act(
    key="confirmation.open",
    label="重新提起司法确认",
    en="Begin a confirmation again",
    to="choosing",
    who=("party", "organisation"),
    needs=(agreement_in_effect, not_entrusted, not_confirmed_yet, within_thirty_days),
    starts=(JC_APPLY_AGAIN,),
    backdatable=True,
    source=CPL_205,
)

JOIN = Act(
    key="confirmation.join",
    label="表示共同申请司法确认",
    en="Say that you apply together",
    from_=("choosing",),
    who=("party", "organisation"),
    data=(AGREES, FOR_PARTY, HOW_TOLD),
    needs=(not_entrusted, agreement_in_effect, speaks_for_principal, not_joined_yet),
    does=(
        NewEntry("confirmation_choice", "yes", party=From.ACTOR_PARTY, on=From.TODAY, when=speaks_itself),
        NewEntry(
            "confirmation_choice", "yes", party=Of("party"), code=Of("how"), on=From.TODAY, when=at_counter
        ),
    ),
    concurrent=True,
    backdatable=True,
    source=CPL_205,
)

DECLINE = Act(
    key="confirmation.decline",
    label="表示不申请司法确认",
    en="Say that you do not apply",
    from_=("choosing", "preparing"),
    to="choosing",
    who=("party", "organisation"),
    data=(FOR_PARTY, HOW_TOLD),
    needs=(speaks_for_principal,),
    does=(
        NewEntry("confirmation_choice", "no", party=From.ACTOR_PARTY, on=From.TODAY, when=speaks_itself),
        NewEntry(
            "confirmation_choice", "no", party=Of("party"), code=Of("how"), on=From.TODAY, when=at_counter
        ),
    ),
    warning="一方不申请，另一方不能单独申请司法确认；三十日内可以改变决定。协议仍是合同，应当履行。",
    warning_en="Confirmation is asked for together: without you the other side cannot. You may change your mind within the thirty days. The agreement still binds as a contract.",
    source=CPL_205,
)

ALL_JOINED = Act(
    key="confirmation.all_joined",
    label="各方均同意共同申请",
    en="Every party applies",
    from_=("choosing",),
    to="preparing",
    who=("system",),
    needs=(all_joined, agreement_in_effect, not_entrusted),
    issues=("F31", "F32"),
    tells=(Tells("confirmation_being_prepared", "party"), Tells("confirmation_to_prepare", "organisation")),
    automatic=True,
    source=CPL_205,
)

APPLY = Act(
    key="confirmation.apply",
    label="向法院提出共同申请",
    en="Put the joint application before the court",
    from_=("preparing",),
    to="applied",
    who=("organisation",),
    data=(
        Field(
            "court", Code("body_handles"), DC2, label="受理申请的法院", en="Court", required=True, form="F31"
        ),
        SUBJECT,
        Field(
            "handed_on",
            Day(),
            DC2,
            label="法院收到申请之日",
            en="Day the court received it",
            required=True,
            form="F31",
        ),
        Field(
            "signed_together",
            YesNo(must=True),
            DC2,
            label="各方已在申请书上签名或者盖章",
            en="Every party signed the application",
            required=True,
            form="F31",
        ),
        Field(
            "true_and_free",
            YesNo(must=True),
            DC2,
            label="各方声明协议真实、自愿，不损害他人",
            en="The parties state: true, voluntary, no harm to others",
            required=True,
            form="F31",
        ),
        Field(
            "property_proof",
            PARAGRAPH,
            DC3,
            label="与协议有关的财产权利证明（如有）",
            en="Proof of property rights, if any",
            form="F31",
        ),
    ),
    needs=(all_joined, not_entrusted, subject_may_be_confirmed, right_court, within_thirty_days),
    starts=(ACCEPT_DECISION,),
    stops=("jc_apply",),
    takes=("F31", "F32"),
    does=(
        SetCase("court", Of("court")),
        NewEntry("confirmation_application", "handed_in", code=Of("court"), on=Of("handed_on")),
    ),
    tells=(Tells("confirmation_applied", "party"), Tells("confirmation_applied", "court")),
    backdatable=True,
    source=CPLI_354,
)

DOCKET = Act(
    key="confirmation.docket",
    label="法院立案审查",
    en="The court dockets it",
    from_=("applied",),
    to="docketed",
    who=("court", "organisation"),
    data=(
        Field("docketed_on", Day(), DC2, label="立案日期", en="Day of docketing"),
        Field("court_case_number", SHORT, DC3, label="法院案号", en="Court's case number"),
    ),
    needs=(not_docketed,),
    starts=(CONCLUDE,),
    stops=("jc_accept_decision",),
    does=(NewEntry("court_docket", "docketed", on=Of("docketed_on")),),
    tells=(Tells("confirmation_docketed", "party"),),
    backdatable=True,
    source=CPL_187,
)

ASK_CORRECTION = Act(
    key="confirmation.ask_correction",
    label="法院要求限期补交材料",
    en="The court asks for missing papers",
    from_=("applied",),
    to="correction",
    who=("court", "organisation"),
    data=(MISSING, DUE_ON),
    needs=(not_docketed,),
    pauses=("jc_accept_decision",),
    tells=(Tells("confirmation_correction", "party"), Tells("confirmation_correction", "organisation")),
    does=(NewEntry("court_question", "open", on=Of("due_on")),),
    backdatable=True,
    source=CPLI_354,
)

COMPLETE = Act(
    key="confirmation.complete",
    label="补交材料",
    en="Hand in the missing papers",
    from_=("correction",),
    to="applied",
    who=("party", "organisation"),
    data=(Field("added", PARAGRAPH, DC3, label="补充的内容", en="What you add", required=True, form="F31"),),
    needs=(not_docketed,),
    resumes=("jc_accept_decision",),
    does=(SetEntries("court_question", "answered"),),
    tells=(Tells("confirmation_completed", "court"),),
    source=CPLI_354,
)

ASK_SUPPLEMENT = Act(
    key="confirmation.ask_supplement",
    label="法院要求补充陈述或者证明材料",
    en="The court asks for statements or proof",
    from_=("docketed",),
    to="correction",
    who=("court", "organisation"),
    data=(MISSING, DUE_ON),
    does=(NewEntry("court_question", "open", on=Of("due_on")),),
    tells=(Tells("confirmation_correction", "party"), Tells("confirmation_correction", "organisation")),
    backdatable=True,
    source=CPLI_356,
)

SUPPLEMENT = Act(
    key="confirmation.supplement",
    label="补充陈述或者证明材料",
    en="Give the statements or proof",
    from_=("correction",),
    to="docketed",
    who=("party", "organisation"),
    data=(COMPLETE.data[0],),
    needs=(docketed,),
    does=(SetEntries("court_question", "answered"),),
    tells=(Tells("confirmation_completed", "court"),),
    source=CPLI_356,
)

NOT_ACCEPT = Act(
    key="confirmation.not_accept",
    label="法院裁定不予受理",
    en="The court does not accept it",
    from_=("applied", "correction"),
    to="not_accepted",
    who=("court", "organisation"),
    data=(
        Field(
            "ground",
            Choice(
                (
                    Option("not_court_matter", "不属于人民法院受理范围", "not a matter for a court"),
                    Option("wrong_court", "不属于收到申请的法院管辖", "not a matter for this court"),
                    Option("status", "申请确认身份关系无效、有效或者解除", "status matters"),
                    Option(
                        "special",
                        "涉及其他特别程序、公示催告程序、破产程序",
                        "another special, public-notice or bankruptcy procedure",
                    ),
                    Option(
                        "title", "内容涉及物权、知识产权确权", "title to property or intellectual property"
                    ),
                )
            ),
            DC2,
            label="不予受理的理由",
            en="Ground",
            required=True,
        ),
        RULED_ON,
        RULING_NUMBER,
    ),
    needs=(not_docketed,),
    does=(NewEntry("ruling", "not_accepted", code=Of("ground"), on=Of("ruled_on")),),
    tells=(Tells("confirmation_not_accepted", "party"), Tells("confirmation_not_accepted", "organisation")),
    backdatable=True,
    source=CPLI_355,
)

CONFIRM = Act(
    key="confirmation.confirm",
    label="法院裁定协议有效",
    en="The court confirms the agreement",
    from_=("docketed",),
    to="confirmed",
    who=("court", "organisation"),
    data=(RULED_ON, RULING_NUMBER),
    does=(NewEntry("ruling", "confirmed", on=Of("ruled_on")),),
    tells=(Tells("confirmed", "party"), Tells("confirmed", "organisation")),
    ends=Ends("confirmed"),
    backdatable=True,
    source=CPL_206,
)

DISMISS = Act(
    key="confirmation.dismiss",
    label="法院裁定驳回申请",
    en="The court dismisses the application",
    from_=("docketed",),
    to="dismissed",
    who=("court", "organisation"),
    data=(
        Field(
            "ground",
            Choice(
                (
                    Option("mandatory_law", "违反法律强制性规定", "against mandatory law"),
                    Option(
                        "harm",
                        "损害国家利益、社会公共利益、他人合法权益",
                        "harms the State, the public or others",
                    ),
                    Option("public_order", "违背公序良俗", "against public order and good morals"),
                    Option("not_voluntary", "违反自愿原则", "not voluntary"),
                    Option("unclear", "内容不明确", "unclear content"),
                    Option("other", "其他不能进行司法确认的情形", "another reason against confirmation"),
                )
            ),
            DC2,
            label="驳回的理由",
            en="Ground",
            required=True,
        ),
        RULED_ON,
        RULING_NUMBER,
    ),
    does=(NewEntry("ruling", "dismissed", code=Of("ground"), on=Of("ruled_on")),),
    tells=(Tells("confirmation_dismissed", "party"), Tells("confirmation_dismissed", "organisation")),
    ends=Ends("dismissed"),
    backdatable=True,
    source=CPLI_358,
)

EXTEND = Act(
    key="confirmation.extend",
    label="法院院长批准延长审限",
    en="The president of the court extends the period",
    from_=("docketed",),
    who=("court", "organisation"),
    data=(Field("until", Day(future=True), DC2, label="延长至", en="Until", required=True),),
    needs=(later_than_due,),
    extends=Extends("jc_conclude", Of("until")),
    does=(NewEntry("court_extension", "given", on=Of("until")),),
    backdatable=True,
    source=CPL_187,
)

WITHDRAW = Act(
    key="confirmation.withdraw",
    label="撤回司法确认申请",
    en="Withdraw the application",
    from_=("applied", "correction"),
    to="withdrawn",
    who=("party", "organisation"),
    data=(FOR_PARTY, HOW_TOLD, REMARK),
    needs=(speaks_for_principal, not_docketed, may_dispose),
    does=(
        NewEntry(
            "confirmation_withdrawal", "done", party=From.ACTOR_PARTY, on=From.TODAY, when=speaks_itself
        ),
        NewEntry("confirmation_withdrawal", "done", party=Of("party"), on=From.TODAY, when=at_counter),
    ),
    tells=(Tells("confirmation_withdrawn", "party"), Tells("confirmation_withdrawn", "court")),
    warning="撤回后，超过三十日不能再申请司法确认。协议仍是合同，应当履行。",
    warning_en="Once the thirty days are over, confirmation cannot be asked for again. The agreement still binds as a contract.",
    source=CPL_205,
)

ASK_WITHDRAWAL = Act(
    key="confirmation.ask_withdrawal",
    label="请求法院准许撤回申请",
    en="Ask the court for leave to withdraw",
    from_=("docketed", "correction"),
    who=("party", "organisation"),
    data=(FOR_PARTY, HOW_TOLD, REMARK),
    needs=(speaks_for_principal, docketed),
    does=(
        NewEntry(
            "confirmation_withdrawal", "asked", party=From.ACTOR_PARTY, on=From.TODAY, when=speaks_itself
        ),
        NewEntry("confirmation_withdrawal", "asked", party=Of("party"), on=From.TODAY, when=at_counter),
    ),
    concurrent=True,
    tells=(Tells("confirmation_withdrawal_asked", "court"),),
    warning=WITHDRAW.warning,
    warning_en=WITHDRAW.warning_en,
    source=CPLI_356,
)

ALLOW_WITHDRAWAL = Act(
    key="confirmation.allow_withdrawal",
    label="法院准许撤回（按撤回处理）",
    en="The court allows the withdrawal, or treats it as withdrawn",
    from_=("docketed", "correction"),
    to="withdrawn",
    who=("court", "organisation"),
    data=(
        Field(
            "why",
            Choice(
                (
                    Option("asked", "当事人请求撤回", "asked for by a party"),
                    Option("deemed", "按撤回处理", "treated as withdrawn"),
                )
            ),
            DC2,
            label="撤回的原因",
            en="Why",
            required=True,
        ),
        RULED_ON,
        RULING_NUMBER,
    ),
    needs=(withdrawal_asked,),
    does=(SetEntries("confirmation_withdrawal", "done", match="all", was=("asked",)),),
    tells=(Tells("confirmation_withdrawn", "party"), Tells("confirmation_withdrawn", "organisation")),
    backdatable=True,
    source=CPLI_356,
)

NOT_APPLIED = Act(
    key="confirmation.not_applied",
    label="三十日届满，未申请司法确认",
    en="The thirty days are over without an application",
    from_=("choosing", "preparing"),
    to="not_applied",
    who=("system",),
    tells=(Tells("confirmation_not_applied", "party"), Tells("confirmation_not_applied", "organisation")),
    timer=True,
    source=PML_33,
)

RULING_RECEIVED = Act(
    key="confirmation.ruling_received",
    label="登记当事人收到裁定",
    en="Record that a party received the ruling",
    from_=("confirmed",),
    who=("organisation", "court"),
    data=(
        PARTY,
        Field(
            "received_on", Day(), DC2, label="收到裁定之日", en="Day of receipt", required=True, form="F38"
        ),
    ),
    starts=(
        Clock(
            "jc_party_objection",
            parameter="jc_party_objection",
            from_field="received_on",
            on_expiry="confirmation.objection_over",
            waiting_for="party",
        ),
    ),
    does=(NewEntry("ruling_receipt", "received", party=Of("party"), on=Of("received_on")),),
    concurrent=True,
    takes=("F38",),
    source=CPLI_372,
)

HARM_KNOWN = Act(
    key="confirmation.harm_known",
    label="登记利害关系人知道权益受损之日",
    en="Record when an interested person knew of the harm",
    from_=("confirmed",),
    who=("organisation", "court"),
    data=(
        Field(
            "known_on",
            Day(),
            DC2,
            label="知道或者应当知道之日",
            en="Day of knowing",
            required=True,
            form="F38",
        ),
    ),
    starts=(
        Clock(
            "jc_third_party_objection",
            parameter="jc_third_party_objection",
            from_field="known_on",
            on_expiry="confirmation.objection_over",
            waiting_for="party",
        ),
    ),
    does=(NewEntry("harm_known", "noted", on=Of("known_on")),),
    concurrent=True,
    source=CPLI_372,
)

OBJECT = Act(
    key="confirmation.object",
    label="登记对确认裁定的异议",
    en="Record an objection to the ruling",
    from_=("confirmed",),
    who=("party", "organisation", "court"),
    data=(
        Field(
            "objector",
            Choice(
                (
                    Option("party", "当事人", "a party"),
                    Option("interested", "利害关系人", "an interested person"),
                )
            ),
            DC2,
            label="提出异议的人",
            en="Who objects",
        ),
        Field("objection", PARAGRAPH, DC3, label="异议的事实和理由", en="Facts and reasons"),
    ),
    does=(NewEntry("ruling_objection", "open", code=Of("objector"), on=From.TODAY),),
    concurrent=True,
    backdatable=True,
    tells=(Tells("ruling_objection", "court"),),
    source=CPLI_372,
)

OBJECTION_DECIDED = Act(
    key="confirmation.objection_decided",
    label="法院对异议作出裁定",
    en="The court decides the objection",
    from_=("confirmed",),
    who=("court", "organisation"),
    data=(
        Field(
            "result",
            Choice(
                (
                    Option("confirmed", "裁定驳回异议", "objection dismissed, the ruling stands"),
                    Option("changed", "裁定改变原裁定", "ruling changed"),
                    Option("set_aside", "裁定撤销原裁定", "ruling set aside"),
                )
            ),
            DC2,
            label="结果",
            en="Result",
            required=True,
        ),
        RULED_ON,
        RULING_NUMBER,
    ),
    needs=(objection_pending,),
    does=(
        SetEntries("ruling_objection", "decided", match="all", was=("open",)),
        SetEntries("ruling", Of("result"), was=("confirmed", "changed")),
    ),
    concurrent=True,
    backdatable=True,
    tells=(Tells("ruling_objection_decided", "party"), Tells("ruling_objection_decided", "organisation")),
    source=CPLI_372,
)

OBJECTION_OVER = Act(
    key="confirmation.objection_over",
    label="异议期届满",
    en="The time to object is over",
    from_=("confirmed",),
    who=("system",),
    does=(NewEntry("objection_period", "over", on=From.TODAY),),
    concurrent=True,
    timer=True,
    source=CPLI_372,
)

CONFIRMATION = Procedure(
    key="confirmation",
    label="司法确认",
    en="judicial confirmation",
    stages=(
        Stage("choosing", "待双方决定是否申请", "parties decide whether to apply", waiting_for="parties"),
        Stage("preparing", "准备申请材料", "papers being made", waiting_for="organisation"),
        Stage(
            "applied", "已共同申请，待法院受理", "applied together, acceptance awaited", waiting_for="court"
        ),
        Stage("correction", "待补充材料", "papers to be completed", waiting_for="parties"),
        Stage("docketed", "法院已立案审查", "docketed", waiting_for="court"),
        Stage("confirmed", "裁定确认有效", "confirmed", final=True),
        Stage("dismissed", "裁定驳回申请", "dismissed", final=True),
        Stage("not_accepted", "法院不予受理", "not accepted by the court", final=True),
        Stage("withdrawn", "申请已撤回", "application withdrawn", final=True),
        Stage("not_applied", "未在三十日内申请", "not applied for in 30 days", final=True),
    ),
    acts=(
        OPEN_AGAIN,
        JOIN,
        DECLINE,
        ALL_JOINED,
        APPLY,
        DOCKET,
        ASK_CORRECTION,
        COMPLETE,
        ASK_SUPPLEMENT,
        SUPPLEMENT,
        NOT_ACCEPT,
        CONFIRM,
        DISMISS,
        EXTEND,
        WITHDRAW,
        ASK_WITHDRAWAL,
        ALLOW_WITHDRAWAL,
        NOT_APPLIED,
        RULING_RECEIVED,
        HARM_KNOWN,
        OBJECT,
        OBJECTION_DECIDED,
        OBJECTION_OVER,
    ),
    source=CPL_205,
)
