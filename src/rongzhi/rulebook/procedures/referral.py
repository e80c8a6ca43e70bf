"""Referral: a case is handed to another channel with a packet, its outside clock and its recorded answer."""

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
    Variant,
)
from rongzhi.core.procedure.fields import Amount, Choice, Code, Day, Field, Number, Option, Text, YesNo
from rongzhi.rulebook.answers import CHANNEL, DC2, DC3, DC9, HOW_TOLD, LONG, PARAGRAPH, PARTY, REASONS, SHORT
from rongzhi.rulebook.guards.referral import (
    about_crime,
    about_violation,
    administrative_sender,
    award_received,
    complex_complaint,
    consent_or_duty,
    consents_for_itself,
    crime_filed,
    crime_not_filed,
    crime_supplement_asked,
    head_decided,
    head_not_decided,
    is_arbitration,
    is_complaint,
    is_market_mediation,
    is_notarial,
    is_payment_order,
    is_simplified,
    is_small_claims,
    is_suit,
    names_the_receiver,
    objected_in_time,
    objected_in_writing,
    objects_to_the_debt,
    order_served,
    ordinary,
    packed,
    passed_on_by_pboc,
    police_review_runs,
    restricted,
    settled_before_notary,
    small_claims_evidence,
    suit_fee_asked,
    suit_judged,
    to_court,
    to_department,
    to_police,
    to_supervisor,
)
from rongzhi.rulebook.sources import (
    COUNTY,
    CPLI_436,
    CRIME_REFERRAL,
    NOTARISED,
    PETITION_23,
    PIPL,
    PML_17,
    PML_26,
)

TO_BODY = Field(
    "to_body", Code("body_handles"), DC2, label="接收单位", en="Receiving body", required=True, form="F09"
)
WHAT_IS_SENT = (
    Field(
        "whose",
        Choice(
            (
                Option("applicant", "仅申请人的材料", "the applicant's material only"),
                Option("respondent", "仅被申请人的材料", "the respondent's material only"),
                Option("all", "各方的材料", "material of every side"),
            )
        ),
        DC2,
        label="移交谁的材料",
        en="Whose material is sent",
        required=True,
        form="F09",
    ),
    Field(
        "packet",
        LONG,
        DC3,
        label="移交材料清单（不含背对背内容和让步）",
        en="List of what is sent (nothing said in confidence, no concessions)",
        required=True,
        form="F09",
        hint="办理公证的，写明调解协议和债务人接受强制执行的承诺；以后申请强制执行还需要第二份文书：执行证书",
        hint_en="For the notary: the agreement and the debtor's promise to accept enforcement; enforcement later needs a second paper, the execution certificate",
    ),
    Field("why", PARAGRAPH, DC3, label="移交原因", en="Why it is handed over", required=True, form="F09"),
    Field(
        "legal_duty",
        Text(max=200),
        DC2,
        label="法定职责（无需同意的，写明法律条款）",
        en="Legal duty (where no consent is needed: name the law and article)",
        form="F09",
    ),
)
HAND_OVER = (CHANNEL, TO_BODY, *WHAT_IS_SENT)
ELSEWHERE = "elsewhere"  # in place of a handle: a body of another county, which has no desk here
PREPARED = NewEntry(
    "referral", "prepared", code=Of("to_body"), on=From.TODAY, facts=("channel", "whose", "legal_duty")
)
RECEIVED_ON = Field(
    "received_on", Day(), DC2, label="签收日期", en="Day it was signed for", required=True, form="F09"
)
ITS_NUMBER = Field(
    "its_number",
    Text(max=80),
    DC3,
    label="接收单位的案号（可不填）",
    en="Number given by the receiving body (optional)",
    form="F09",
)
REFUSAL = Field("reasons", PARAGRAPH, DC3, label="不受理的理由", en="Reasons", required=True, form="F09")

# The clocks of channels.csv: they run outside, by the receiving body's own rules, from the day it says.
ON_RECEIPT = (
    Clock(
        "objection",
        parameter="petition_objection_to_assignment",
        from_field="received_on",
        waiting_for="receiving_body",
        when=to_department,
    ),
    Clock(
        "complaint_answer",
        parameter="complaint_bankins_simple",
        choices=(
            Variant(passed_on_by_pboc, "complaint_pboc_transferred_reply"),
            Variant(complex_complaint, "complaint_bankins_complex"),
        ),
        from_field="received_on",
        waiting_for="receiving_body",
        when=is_complaint,
    ),
    Clock(
        "acceptance",
        parameter="samr_complaint_accept",
        from_field="received_on",
        waiting_for="receiving_body",
        when=is_market_mediation,
    ),
    Clock(
        "acceptance",
        parameter="po_accept_notice",
        from_field="received_on",
        waiting_for="receiving_body",
        when=is_payment_order,
    ),
    Clock(
        "acceptance",
        parameter="arb_accept",
        from_field="received_on",
        waiting_for="receiving_body",
        when=is_arbitration,
    ),
    Clock(
        "acceptance",
        parameter="court_filing",
        from_field="received_on",
        waiting_for="receiving_body",
        when=to_court,
    ),
)
ON_ACCEPTANCE = (
    Clock(
        "handling",
        parameter="samr_mediation_max",
        from_field="accepted_on",
        waiting_for="receiving_body",
        when=is_market_mediation,
    ),
    Clock(
        "handling",
        parameter="po_issue",
        from_field="accepted_on",
        waiting_for="receiving_body",
        when=is_payment_order,
    ),
    Clock(
        "handling",
        parameter="notary_certificate",
        from_field="accepted_on",
        waiting_for="receiving_body",
        when=is_notarial,
    ),
    Clock(
        "handling",
        parameter="court_small_claims",
        from_field="accepted_on",
        waiting_for="receiving_body",
        when=is_small_claims,
    ),
    Clock(
        "handling",
        parameter="court_first_ordinary",
        choices=(Variant(is_simplified, "court_simplified"),),
        from_field="accepted_on",
        waiting_for="receiving_body",
        when=is_suit,
    ),
)
WINDOWS = (
    Clock(
        "fee",
        parameter="court_fee",
        on_expiry="referral.window_over",
        from_field="on_day",
        waiting_for="applicant",
        when=suit_fee_asked,
    ),
    Clock(
        "evidence",
        parameter="court_small_claims_evidence",
        on_expiry="referral.window_over",
        from_field="on_day",
        waiting_for="parties",
        when=small_claims_evidence,
    ),
    Clock(
        "appeal",
        parameter="court_appeal_judgment",
        on_expiry="referral.window_over",
        from_field="on_day",
        waiting_for="parties",
        when=suit_judged,
    ),
    Clock(
        "correction",
        parameter="arb_correction",
        on_expiry="referral.window_over",
        from_field="on_day",
        waiting_for="parties",
        when=award_received,
    ),
    Clock(
        "setting_aside",
        parameter="arb_setaside",
        on_expiry="referral.window_over",
        from_field="on_day",
        waiting_for="parties",
        when=award_received,
    ),
)
ON_DAY = Field("on_day", Day(), DC2, label="日期", en="Day", required=True, form="F09")

BEGIN = Act(
    key="referral.begin",
    label="准备移交",
    en="Prepare a hand-over",
    to="prepared",
    who=("organisation",),
    data=HAND_OVER,
    needs=(settled_before_notary,),
    does=(PREPARED,),
    source=PML_17,
)

BEGIN_ELSEWHERE = Act(
    key="referral.begin_elsewhere",
    label="准备移交其他县的单位",
    en="Prepare a hand-over to a body of another county",
    to="prepared",
    who=("organisation",),
    data=(
        Field(
            "receiver",
            SHORT,
            DC3,
            label="接收单位（其他县）",
            en="Receiving body (other county)",
            required=True,
            form="F09",
        ),
        CHANNEL,
        *WHAT_IS_SENT,
    ),
    does=(
        NewEntry(
            "referral", "prepared", code=ELSEWHERE, on=From.TODAY, facts=("channel", "whose", "legal_duty")
        ),
    ),
    warning="签收、是否受理和结果由本组织根据对方的书面答复登记；对方受理之前，案件仍由本组织负责。",
    warning_en="Receipt, acceptance and result are recorded here from its written answers; until it accepts, the case stays here.",
    source=PML_17,
)

PACK = Act(
    key="referral.pack",
    label="确定接收单位和材料",
    en="Settle receiver and packet",
    from_=("prepared",),
    who=("organisation",),
    data=HAND_OVER,
    needs=(ordinary, settled_before_notary),
    does=(SetEntries("referral", "replaced", match="own", was=("prepared",)), PREPARED),
    source=PML_17,
)

ASK_CONSENT = Act(
    key="referral.ask_consent",
    label="征求当事人同意",
    en="Ask for consent",
    from_=("prepared",),
    to="consent",
    who=("organisation",),
    needs=(ordinary, packed),
    issues=("F03",),
    tells=(Tells("referral_consent_asked", "party"),),
    source=PIPL,
)

GIVE_CONSENT = Act(
    key="referral.give_consent",
    label="同意移交给该单位",
    en="Consent to the hand-over",
    from_=("prepared", "consent"),
    who=("party", "organisation"),
    data=(
        PARTY,
        Field(
            "recipient",
            Code("body_handles"),
            DC2,
            label="同意的接收单位",
            en="Body that may receive it",
            required=True,
            form="F03",
        ),
        HOW_TOLD,
        Field(
            "agrees",
            YesNo(must=True),
            DC2,
            label="同意移交",
            en="Consent to the hand-over",
            required=True,
            form="F03",
        ),
    ),
    needs=(ordinary, names_the_receiver, consents_for_itself),
    takes=("F03",),
    does=(NewEntry("consent", "given", party=Of("party"), code=Of("recipient"), on=From.TODAY),),
    concurrent=True,
    backdatable=True,
    source=PIPL,
)

REFUSE_CONSENT = Act(
    key="referral.refuse_consent",
    label="不同意移交",
    en="No consent to the hand-over",
    from_=("consent",),
    to="consent_refused",
    who=("party", "organisation"),
    data=(
        HOW_TOLD,
        Field("remark", PARAGRAPH, DC3, label="想法（可不填）", en="Your view (optional)", form="F03"),
    ),
    needs=(ordinary,),
    does=(SetEntries("referral", "consent_refused", match="own", was=("prepared",)),),
    tells=(Tells("referral_not_sent", "applicant"),),
    backdatable=True,
    source=PIPL,
)

SEND = Act(
    key="referral.send",
    label="移交",
    en="Hand over",
    from_=("prepared", "consent"),
    to="sent",
    who=("organisation",),
    data=(
        Field("must_do", PARAGRAPH, DC3, label="当事人需要做什么", en="What the party must do", form="F09"),
        Field(
            "next_on", Day(future=True), DC2, label="下一步日期", en="Next date", required=True, form="F09"
        ),
    ),
    needs=(ordinary, packed, settled_before_notary, consent_or_duty),
    issues=("F09",),
    does=(
        SetEntries("referral", "sent", match="own", was=("prepared",), on=From.TODAY),
        NewEntry("hand_off", "sent", on=From.TODAY),
    ),
    tells=(Tells("referral_sent", "party"), Tells("referral_arrives", "receiving_body")),
    source=PML_17,
)

RECEIVE = Act(
    key="referral.receive",
    label="签收",
    en="Sign for it",
    from_=("sent",),
    to="received",
    who=("receiving_body", "organisation"),
    data=(RECEIVED_ON, ITS_NUMBER),
    needs=(ordinary,),
    starts=ON_RECEIPT,
    does=(SetEntries("referral", "received", match="own", was=("sent",), on=Of("received_on")),),
    backdatable=True,
    source=PML_17,
)

OBJECT = Act(
    key="referral.object",
    label="提出异议（不属本单位职责等）",
    en="Object (not our competence, for example)",
    from_=("sent", "received"),
    to="objected",
    who=("receiving_body",),
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
            form="F49",
        ),
        Field("competent", SHORT, DC3, label="应由哪个单位办理", en="Who is competent", form="F49"),
    ),
    needs=(ordinary,),
    stops=("objection", "acceptance"),
    takes=("F49",),
    does=(
        SetEntries("referral", "objected", match="own", was=("sent", "received")),
        NewEntry("hand_off", "objected", on=From.TODAY),
    ),
    tells=(Tells("referral_objected", "secretariat"),),
    source=PETITION_23,
)

DISMISS_OBJECTION = Act(
    key="referral.dismiss_objection",
    label="异议不成立，由原单位接收",
    en="Dismiss the objection",
    from_=("objected",),
    to="received",
    who=("secretariat",),
    data=(REASONS, RECEIVED_ON),
    needs=(ordinary,),
    starts=ON_RECEIPT[1:],
    does=(SetEntries("referral", "received", match="own", was=("objected",)),),
    tells=(Tells("objection_dismissed", "receiving_body"),),
    source=PETITION_23,
)

UPHOLD_OBJECTION = Act(
    key="referral.uphold_objection",
    label="异议成立，退回改送",
    en="Uphold the objection: back to be sent elsewhere",
    from_=("objected",),
    to="prepared",
    who=("secretariat",),
    data=(
        REASONS,
        Field("competent", SHORT, DC3, label="建议的接收单位", en="Body that should receive it", form="F49"),
    ),
    needs=(ordinary,),
    does=(
        SetEntries("referral", "refused", match="own", was=("objected",)),
        NewEntry("hand_off", "returned", on=From.TODAY),
    ),
    tells=(Tells("objection_upheld", "organisation"),),
    source=PETITION_23,
)

HANDLE = Act(
    key="referral.handle",
    label="受理办理",
    en="Accept and handle",
    from_=("received",),
    to="handled",
    who=("receiving_body", "organisation"),
    data=(
        Field(
            "accepted_on",
            Day(),
            DC2,
            label="受理（立案）日期",
            en="Day it was accepted (filed)",
            required=True,
            form="F09",
        ),
        Field(
            "court_track",
            Choice(
                (Option("ordinary", "普通程序", "ordinary"), Option("simplified", "简易程序", "simplified"))
            ),
            DC2,
            label="法院适用程序（诉讼填写）",
            en="Court procedure (suits)",
            form="F09",
        ),
        ITS_NUMBER,
    ),
    needs=(ordinary,),
    stops=("objection", "acceptance"),
    starts=ON_ACCEPTANCE,
    does=(
        SetEntries("referral", "handled", match="own", was=("received",), on=Of("accepted_on")),
        NewEntry("hand_off", "accepted", on=Of("accepted_on")),
    ),
    tells=(Tells("referral_handled", "party"),),
    backdatable=True,
    source=PML_17,
)

TAKE_OVER = Act(
    key="referral.take_over",
    label="接续办理，不再反馈",
    en="Take over; no feedback due",
    from_=("received", "handled"),
    to="taken_over",
    who=("receiving_body", "organisation"),
    data=(
        Field(
            "taken_on", Day(), DC2, label="接续日期", en="Day it was taken over", required=True, form="F09"
        ),
        ITS_NUMBER,
    ),
    needs=(ordinary,),
    does=(
        SetEntries("referral", "taken", match="own", was=("received", "handled"), on=Of("taken_on")),
        NewEntry("hand_off", "accepted", on=Of("taken_on")),
    ),
    tells=(Tells("referral_taken_over", "party"),),
    backdatable=True,
    source=PML_17,
)

REFUSE = Act(
    key="referral.refuse",
    label="接收单位不受理",
    en="The receiving body does not take it",
    from_=("sent", "received"),
    to="refused",
    who=("receiving_body", "organisation"),
    data=(
        REFUSAL,
        Field(
            "next_ways",
            PARAGRAPH,
            DC3,
            label="仍可选择的途径",
            en="Ways still open",
            required=True,
            form="F35",
        ),
    ),
    needs=(ordinary,),
    does=(
        SetEntries("referral", "refused", match="own", was=("sent", "received"), on=From.TODAY),
        NewEntry("hand_off", "refused", on=From.TODAY),
    ),
    tells=(Tells("referral_refused", "party"),),
    backdatable=True,
    source=PML_26,
)

STEP = Act(
    key="referral.record_step",
    label="登记接收单位的程序进展",
    en="Record a step of the receiving body",
    from_=("handled",),
    who=("receiving_body", "organisation", "party"),
    data=(
        Field(
            "step",
            Choice(
                (
                    Option("fee_notice", "收到交费通知", "fee notice received"),
                    Option("evidence_set", "指定举证期限", "time for evidence set"),
                    Option("decision_served", "收到判决书或裁决书", "judgment or award received"),
                    Option("other", "其他进展", "another step"),
                )
            ),
            DC2,
            label="进展",
            en="Step",
            required=True,
            form="F09",
        ),
        ON_DAY,
        Field("remark", PARAGRAPH, DC3, label="说明", en="Remark", form="F09"),
    ),
    needs=(ordinary,),
    starts=WINDOWS,
    does=(NewEntry("outside_step", "recorded", code=Of("step"), on=Of("on_day")),),
    concurrent=True,
    backdatable=True,
    source=PML_17,
)

FEE_PAID = Act(
    key="referral.fee_paid",
    label="登记已交费",
    en="Record that the fee is paid",
    from_=("handled",),
    who=("receiving_body", "organisation", "party"),
    data=(ON_DAY,),
    needs=(ordinary, is_suit),
    stops=("fee",),
    does=(NewEntry("outside_step", "recorded", code="fee_paid", on=Of("on_day")),),
    concurrent=True,
    backdatable=True,
    source=PML_17,
)

ORDER_ISSUED = Act(
    key="referral.order_issued",
    label="支付令已发出",
    en="The payment order is issued",
    from_=("handled",),
    who=("receiving_body", "organisation"),
    data=(ON_DAY,),
    needs=(ordinary, is_payment_order),
    stops=("handling",),
    starts=(
        Clock(
            "order_service",
            parameter="po_unservable",
            on_expiry="referral.window_over",
            from_field="on_day",
            waiting_for="receiving_body",
        ),
    ),
    does=(NewEntry("outside_step", "recorded", code="order_issued", on=Of("on_day")),),
    backdatable=True,
    source=PML_17,
)

ORDER_SERVED = Act(
    key="referral.order_served",
    label="支付令已送达债务人",
    en="The payment order reached the debtor",
    from_=("handled",),
    who=("receiving_body", "organisation"),
    data=(ON_DAY,),
    needs=(ordinary, is_payment_order),
    stops=("order_service",),
    starts=(
        Clock(
            "debtor",
            parameter="po_debtor",
            on_expiry="referral.window_over",
            from_field="on_day",
            waiting_for="obliged_party",
        ),
    ),
    does=(NewEntry("outside_step", "recorded", code="order_served", on=Of("on_day")),),
    backdatable=True,
    warning="口头异议无效；“没有能力偿还”不影响支付令的效力。",
    warning_en="An oral objection has no effect; “I cannot pay” does not stop the order.",
    source=PML_17,
)

ORDER_OBJECTION = Act(
    key="referral.order_objection",
    label="登记债务人对支付令的书面异议",
    en="Record the debtor's written objection to the payment order",
    from_=("handled",),
    who=("receiving_body", "organisation", "party"),
    data=(
        ON_DAY,
        Field(
            "in_which_form",
            Choice(
                (
                    Option("written", "书面", "in writing"),
                    Option("oral", "口头（没有效力）", "by word of mouth (has no effect)"),
                )
            ),
            DC2,
            label="异议的形式",
            en="Form of the objection",
            required=True,
            form="F09",
        ),
        Field(
            "objects_to",
            Choice(
                (
                    Option("debt", "对债务本身有异议", "the debt itself"),
                    Option(
                        "cannot_pay",
                        "没有能力偿还，或者只要求延期、变更清偿方式（不是异议）",
                        "cannot pay, or only wants more time or another way to pay (no objection)",
                    ),
                )
            ),
            DC2,
            label="异议针对什么",
            en="What it objects to",
            required=True,
            form="F09",
        ),
        Field("remark", PARAGRAPH, DC3, label="说明", en="Remark", form="F09"),
    ),
    needs=(
        ordinary,
        is_payment_order,
        order_served,
        objected_in_writing,
        objects_to_the_debt,
        objected_in_time,
    ),
    stops=("debtor",),
    does=(NewEntry("outside_step", "recorded", code="order_objection", on=Of("on_day")),),
    concurrent=True,
    backdatable=True,
    warning="口头异议无效；“没有能力偿还”不是异议，不影响支付令的效力。",
    warning_en="An oral objection has no effect; “I cannot pay” is no objection and does not stop the order.",
    source=CPLI_436,
)

ORDER_ENDED = Act(
    key="referral.order_ended",
    label="收到终结督促程序裁定",
    en="The court ended the payment-order procedure",
    from_=("handled",),
    who=("receiving_body", "organisation", "party"),
    data=(ON_DAY,),
    needs=(ordinary, is_payment_order),
    stops=("handling", "order_service", "debtor"),
    starts=(
        Clock(
            "no_suit",
            parameter="po_no_suit_declaration",
            on_expiry="referral.window_over",
            from_field="on_day",
            waiting_for="applicant",
        ),
    ),
    does=(NewEntry("outside_step", "recorded", code="order_ended", on=Of("on_day")),),
    backdatable=True,
    source=PML_17,
)

NOTARISED_NOW = Act(
    key="referral.notarised",
    label="登记公证机构已出具公证文书",
    en="Record that the notary has made the instrument",
    from_=("handled",),
    who=("receiving_body", "organisation"),
    data=(ON_DAY,),
    needs=(ordinary, is_notarial),
    stops=("handling",),
    does=(NewEntry("outside_step", "recorded", code="notarised", on=Of("on_day")),),
    backdatable=True,
    warning="仅有公证文书不能直接申请强制执行：对方不履行时，须先向公证机构申请执行证书，再凭公证文书和执行证书向法院申请。",
    warning_en="The instrument alone is not enough for enforcement: on default first ask the notary for the execution certificate, then go to the court with both papers.",
    source=NOTARISED,
)

WINDOW_OVER = Act(
    key="referral.window_over",
    label="外部期间届满",
    en="An outside period is over",
    from_=("prepared", "consent", "sent", "received", "objected", "handled"),
    who=("system",),
    does=(NewEntry("outside_step", "period_over", on=From.TODAY),),
    concurrent=True,
    timer=True,
    source=PML_17,
)

RESULT = Act(
    key="referral.result",
    label="反馈结果",
    en="Feed back the result",
    from_=("received", "handled"),
    to="result_back",
    who=("receiving_body", "organisation"),
    data=(
        Field(
            "outcome",
            Choice(
                (
                    Option("settled", "已解决", "settled"),
                    Option("decided", "已作出决定、裁判或证书", "decided"),
                    Option("not_settled", "未解决", "not settled"),
                    Option("ended", "程序已终结", "procedure ended"),
                )
            ),
            DC2,
            label="结果",
            en="Outcome",
            required=True,
            form="F50",
        ),
        Field("decided_on", Day(), DC2, label="结果日期", en="Day of the result", required=True, form="F50"),
        Field(
            "amount", Amount(), DC3, label="金额（元，可不填）", en="Amount in yuan (optional)", form="F50"
        ),
        Field("done", PARAGRAPH, DC3, label="办理情况", en="What was done", required=True, form="F50"),
    ),
    needs=(ordinary,),
    takes=("F50",),
    does=(
        SetEntries("referral", "back", match="own", was=("received", "handled"), on=Of("decided_on")),
        NewEntry("referral_result", "recorded", code=Of("outcome"), on=Of("decided_on"), amount=Of("amount")),
    ),
    tells=(Tells("referral_result", "party"),),
    backdatable=True,
    source=PML_17,
)

# Suspicions: the same path with restricted texts, and no message to anybody in the case.

LEAD_BODY = (
    TO_BODY,
    Field(
        "legal_duty",
        Text(max=200),
        DC9,
        label="移送的法律依据",
        en="Legal basis of the referral",
        required=True,
        form="F53",
    ),
)

REPORT_CRIME = Act(
    key="referral.report_crime",
    label="移送涉嫌犯罪线索",
    en="Refer a suspected crime",
    to="prepared",
    who=("organisation",),
    data=(
        *LEAD_BODY,
        Field("facts", LONG, DC9, label="事实", en="Facts", required=True, form="F53"),
        Field("persons", PARAGRAPH, DC9, label="涉及人员", en="Persons", form="F53"),
        Field("amount", Amount(), DC9, label="金额（元）", en="Amount in yuan", form="F53"),
        Field("evidence", PARAGRAPH, DC9, label="证据清单", en="List of evidence", required=True, form="F53"),
        Field(
            "informant", SHORT, DC9, label="线索来源（保护）", en="Who reported it (protected)", form="F53"
        ),
        Field(
            "civil_file",
            Choice(
                (
                    Option("go_on", "民事部分继续", "goes on"),
                    Option("stop", "暂停", "stops"),
                    Option("dismiss", "终结", "is dismissed"),
                )
            ),
            DC9,
            label="民事案件如何处理",
            en="What happens to the civil file",
            required=True,
            form="F53",
        ),
    ),
    needs=(to_police,),
    starts=(
        Clock(
            "head_decision",
            parameter="crime_head_decision",
            waiting_for="organisation",
            when=administrative_sender,
        ),
    ),
    does=(
        NewEntry("lead", "prepared", code="crime", on=From.TODAY),
        NewEntry("referral", "prepared", code=Of("to_body"), on=From.TODAY),
    ),
    source=CRIME_REFERRAL,
)

REPORT_VIOLATION = Act(
    key="referral.report_violation",
    label="转送涉嫌违规线索",
    en="Refer a suspected violation",
    to="prepared",
    who=("organisation",),
    data=(
        *LEAD_BODY,
        Field("institution", SHORT, DC9, label="机构", en="Institution", required=True, form="F54"),
        Field("conduct", LONG, DC9, label="行为", en="Conduct", required=True, form="F54"),
        Field("rule", PARAGRAPH, DC9, label="涉及的规定", en="Rule", required=True, form="F54"),
        Field("evidence", PARAGRAPH, DC9, label="证据", en="Evidence", form="F54"),
        Field("similar", Number(), DC9, label="同类案件数", en="Number of similar cases", form="F54"),
    ),
    needs=(to_supervisor,),
    does=(
        NewEntry("lead", "prepared", code="violation", on=From.TODAY),
        NewEntry("referral", "prepared", code=Of("to_body"), on=From.TODAY),
    ),
    source=COUNTY,
)

HEAD_DECIDES = Act(
    key="referral.head_decides",
    label="负责人决定移送",
    en="The head decides to refer",
    from_=("prepared",),
    who=("organisation",),
    data=(
        Field(
            "decided_by",
            SHORT,
            DC9,
            label="作出决定的负责人",
            en="Head who decided",
            required=True,
            form="F53",
        ),
        Field(
            "decided_on", Day(), DC2, label="决定日期", en="Day of the decision", required=True, form="F53"
        ),
    ),
    needs=(about_crime, administrative_sender, head_not_decided),
    stops=("head_decision",),
    starts=(Clock("transfer", parameter="crime_transfer", waiting_for="organisation"),),
    does=(NewEntry("lead_decision", "refer", on=Of("decided_on")),),
    source=CRIME_REFERRAL,
)

SEND_CRIME = Act(
    key="referral.send_crime",
    label="送出犯罪线索",
    en="Send the crime referral",
    from_=("prepared",),
    to="sent",
    who=("organisation",),
    needs=(about_crime, head_decided),
    stops=("transfer",),
    issues=("F53",),
    does=(
        SetEntries("referral", "sent", match="own", was=("prepared",), on=From.TODAY),
        SetEntries("lead", "sent", match="own", was=("prepared",)),
    ),
    tells=(Tells("lead_arrives", "receiving_body"),),
    source=CRIME_REFERRAL,
)

SEND_VIOLATION = Act(
    key="referral.send_violation",
    label="送出违规线索",
    en="Send the violation referral",
    from_=("prepared",),
    to="sent",
    who=("organisation",),
    needs=(about_violation,),
    issues=("F54",),
    does=(
        SetEntries("referral", "sent", match="own", was=("prepared",), on=From.TODAY),
        SetEntries("lead", "sent", match="own", was=("prepared",)),
    ),
    tells=(Tells("lead_arrives", "receiving_body"),),
    source=COUNTY,
)

LEAD_RECEIVED = Act(
    key="referral.lead_received",
    label="签收线索",
    en="Sign for the referral",
    from_=("sent",),
    to="received",
    who=("receiving_body", "organisation"),
    data=(
        Field(
            "received_on", Day(), DC2, label="签收日期", en="Day it was signed for", required=True, form="F53"
        ),
    ),
    needs=(restricted,),
    starts=(
        Clock(
            "police_review",
            parameter="crime_police_review",
            from_field="received_on",
            waiting_for="receiving_body",
            when=police_review_runs,
        ),
    ),
    does=(SetEntries("referral", "received", match="own", was=("sent",), on=Of("received_on")),),
    backdatable=True,
    source=CRIME_REFERRAL,
)

LEAD_NOTICE = Act(
    key="referral.lead_notice",
    label="登记线索办理通知",
    en="Record a notice on the referral",
    from_=("received",),
    who=("receiving_body", "organisation"),
    data=(
        Field(
            "step",
            Choice(
                (
                    Option("supplement_asked", "要求补充材料", "more material asked"),
                    Option("filed", "已立案", "filed"),
                    Option("not_filed", "不予立案", "not filed"),
                    Option("other", "其他", "other"),
                )
            ),
            DC9,
            label="通知内容",
            en="Notice",
            required=True,
            form="F53",
        ),
        Field(
            "on_day", Day(), DC2, label="收到通知的日期", en="Day the notice came", required=True, form="F53"
        ),
        Field("remark", PARAGRAPH, DC9, label="说明", en="Remark", form="F53"),
    ),
    needs=(restricted,),
    stops=("police_review",),
    starts=(
        Clock(
            "supplement",
            parameter="crime_supplement",
            from_field="on_day",
            waiting_for="organisation",
            when=crime_supplement_asked,
        ),
        Clock(
            "hand_over",
            parameter="crime_hand_over",
            from_field="on_day",
            waiting_for="organisation",
            when=crime_filed,
        ),
        Clock(
            "reconsideration",
            parameter="crime_agency_reconsider",
            on_expiry="referral.window_over",
            from_field="on_day",
            waiting_for="organisation",
            when=crime_not_filed,
        ),
    ),
    does=(NewEntry("lead_notice", "recorded", on=Of("on_day")),),
    concurrent=True,
    backdatable=True,
    source=CRIME_REFERRAL,
)

LEAD_TAKEN = Act(
    key="referral.lead_taken",
    label="线索由接收单位接续办理",
    en="The receiving body goes on with it",
    from_=("received",),
    to="taken_over",
    who=("receiving_body", "organisation"),
    data=(Field("taken_on", Day(), DC2, label="日期", en="Day", required=True, form="F53"),),
    needs=(restricted,),
    does=(
        SetEntries("referral", "taken", match="own", was=("received",), on=Of("taken_on")),
        SetEntries("lead", "taken", match="own"),
    ),
    backdatable=True,
    source=CRIME_REFERRAL,
)

LEAD_REFUSED = Act(
    key="referral.lead_refused",
    label="线索未被受理",
    en="The referral was not taken",
    from_=("sent", "received"),
    to="refused",
    who=("receiving_body", "organisation"),
    data=(Field("reasons", PARAGRAPH, DC9, label="理由", en="Reasons", required=True, form="F53"),),
    needs=(restricted,),
    does=(
        SetEntries("referral", "refused", match="own", was=("sent", "received"), on=From.TODAY),
        SetEntries("lead", "refused", match="own"),
    ),
    backdatable=True,
    source=CRIME_REFERRAL,
)

LEAD_RESULT = Act(
    key="referral.lead_result",
    label="反馈线索办理结果",
    en="Feed back what came of it",
    from_=("received",),
    to="result_back",
    who=("receiving_body", "organisation"),
    data=(
        Field("done", PARAGRAPH, DC9, label="办理结果", en="Result", required=True, form="F53"),
        Field("decided_on", Day(), DC2, label="结果日期", en="Day of the result", required=True, form="F53"),
    ),
    needs=(restricted,),
    does=(
        SetEntries("referral", "back", match="own", was=("received",), on=Of("decided_on")),
        SetEntries("lead", "back", match="own"),
    ),
    backdatable=True,
    source=CRIME_REFERRAL,
)

REFERRAL = Procedure(
    key="referral",
    label="移交其他渠道",
    en="referral",
    stages=(
        Stage("prepared", "准备移交材料", "hand-over being made", waiting_for="organisation"),
        Stage(
            "consent",
            "待当事人同意移交",
            "consent awaited (not where there is a legal duty)",
            waiting_for="party",
        ),
        Stage("sent", "已移交，待签收", "sent, receipt awaited", waiting_for="receiving_body"),
        Stage(
            "received", "已签收，待决定是否受理", "signed for, decision awaited", waiting_for="receiving_body"
        ),
        Stage("objected", "接收单位提出异议", "receiving body objects", waiting_for="secretariat"),
        Stage("handled", "接收单位办理中", "handled by the receiving body", waiting_for="receiving_body"),
        Stage("result_back", "结果已反馈", "result fed back", final=True),
        Stage("taken_over", "接收单位接续办理，不再反馈", "taken over, no feedback due", final=True),
        Stage("refused", "接收单位不受理", "not taken", final=True),
        Stage("consent_refused", "当事人不同意移交", "no consent, not sent", final=True),
    ),
    acts=(
        BEGIN,
        BEGIN_ELSEWHERE,
        PACK,
        ASK_CONSENT,
        GIVE_CONSENT,
        REFUSE_CONSENT,
        SEND,
        RECEIVE,
        OBJECT,
        DISMISS_OBJECTION,
        UPHOLD_OBJECTION,
        HANDLE,
        TAKE_OVER,
        REFUSE,
        STEP,
        FEE_PAID,
        ORDER_ISSUED,
        ORDER_SERVED,
        ORDER_OBJECTION,
        ORDER_ENDED,
        NOTARISED_NOW,
        WINDOW_OVER,
        RESULT,
        REPORT_CRIME,
        REPORT_VIOLATION,
        HEAD_DECIDES,
        SEND_CRIME,
        SEND_VIOLATION,
        LEAD_RECEIVED,
        LEAD_NOTICE,
        LEAD_TAKEN,
        LEAD_REFUSED,
        LEAD_RESULT,
    ),
    source=PML_17,
    several=True,
)
