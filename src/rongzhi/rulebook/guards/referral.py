"""Conditions of a hand-over: consent or a named duty, a packet, and which outside clock the channel starts."""

from collections.abc import Mapping
from typing import Any

from rongzhi.core.procedure.definition import Confidence, Given, Guard, Source, guard
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.case import Case, party_key
from rongzhi.rulebook.case import channel as case_channel
from rongzhi.rulebook.sources import (
    COUNTY,
    CPL_227,
    CPLI_436,
    CRIME_REFERRAL,
    HOUSE,
    NOTARY,
    PIPL,
    PML_17,
)

# Bodies of bodies.csv that the rules on referral by administrative organs bind.
ADMINISTRATIVE = frozenset({"FIN", "PBOC", "NFRA", "CSRC", "JB", "SAMR", "FINB", "AUDIT", "STAT"})
SUPERVISORS = frozenset({"PBOC", "NFRA", "CSRC", "FIN", "SAMR", "JB"})
POLICE = frozenset({"PS", "PSD", "PROC"})
DEPARTMENTS = ADMINISTRATIVE | {"GOVC", "XF", "LA", "SEC"}

COMPLAINTS = Source("原银保监会令2020年第3号；中国人民银行令〔2020〕第5号", "", Confidence.VERIFIED_SECONDARY)
MARKET = Source("市场监督管理投诉举报处理暂行办法", "第十四条、第二十一条")


def own_referral(case: Case, given: Given) -> Entry | None:
    """The register's line of this hand-over; None before it is prepared."""
    found = case.list("referral", proceeding=given.proceeding) if given.proceeding else []
    return found[-1] if found else None


def restricted_proceedings(case: Case) -> frozenset[str]:
    """Keys of the hand-overs that carry a suspicion (DC9): nothing of them may be shown to parties or mediators."""
    return frozenset(e.proceeding for e in case.list("lead") if e.proceeding)


def _channel(case: Case, given: Given) -> str:
    own = own_referral(case, given)
    stated = own.facts.get("channel") if own else None
    return str(given.data.get("channel") or stated or case_channel(case))


def _body(given: Given, handle: str) -> Mapping[str, Any]:
    row: Mapping[str, Any] = given.tables.get("body_handles", {}).get(handle) or {}
    return row


def _receiver_kind(case: Case, given: Given) -> str:
    own = own_referral(case, given)
    handle = str(given.data.get("to_body") or (own.code if own else ""))
    return str(_body(given, handle).get("kind", ""))


def _sender_kind(case: Case, given: Given) -> str:
    return str(_body(given, case.owner).get("kind", ""))


@guard(
    "packed",
    requires="移交对象和材料清单已确定",
    en="the receiver and the list of what is sent are settled",
    source=COUNTY,
)
def packed(case: Case, given: Given) -> bool:
    own = own_referral(case, given)
    return own is not None and own.status == "prepared"


@guard(
    "consent_or_duty",
    requires="材料所涉当事人已同意向该单位移交，或者写明了法定职责",
    en="those whose material it is consent to this receiver, or a legal duty is named",
    source=PIPL,
    demands=("F03", "F09"),
)
def consent_or_duty(case: Case, given: Given) -> bool:
    own = own_referral(case, given)
    if own is None:
        return False
    if own.facts.get("legal_duty"):
        return True
    whose = str(own.facts.get("whose", "all"))
    concerned = case.principals if whose == "all" else case.side(whose)
    return bool(concerned) and all(
        any(e.code in (own.code, "all") for e in case.list("consent", "given", party=p.key))
        for p in concerned
    )


@guard(
    "recipient_asked",
    requires="同意的接收单位就是拟移交的单位",
    en="the consent names the body that the hand-over is meant for",
    source=PIPL,
    on_data=True,
)
def names_the_receiver(case: Case, given: Given) -> bool:
    own = own_referral(case, given)
    return own is not None and given.data.get("recipient") == own.code


@guard(
    "whose_consent",
    requires="写明同意的是哪一方；本人只能代表自己一方",
    en="the party who consents is named; a party speaks for itself alone",
    source=PIPL,
    on_data=True,
)
def consents_for_itself(case: Case, given: Given) -> bool:
    return "organisation" in given.roles or given.data.get("party") == party_key(case, given.by)


@guard("ordinary_hand_over", requires="普通移交", en="an ordinary hand-over", source=COUNTY)
def ordinary(case: Case, given: Given) -> bool:
    return given.proceeding not in restricted_proceedings(case)


@guard(
    "crime_hand_over", requires="涉嫌犯罪线索移送", en="a referral of suspected crime", source=CRIME_REFERRAL
)
def about_crime(case: Case, given: Given) -> bool:
    return any(e.code == "crime" for e in case.list("lead", proceeding=given.proceeding))


@guard(
    "violation_hand_over", requires="违规线索转送", en="a referral of a suspected violation", source=COUNTY
)
def about_violation(case: Case, given: Given) -> bool:
    return any(e.code == "violation" for e in case.list("lead", proceeding=given.proceeding))


@guard("restricted_hand_over", requires="限阅的线索移送", en="a restricted referral", source=HOUSE)
def restricted(case: Case, given: Given) -> bool:
    return given.proceeding in restricted_proceedings(case)


@guard(
    "to_police",
    requires="接收单位是公安机关或检察院",
    en="the receiver is the police or the procuratorate",
    source=CRIME_REFERRAL,
    on_data=True,
)
def to_police(case: Case, given: Given) -> bool:
    return _receiver_kind(case, given) in POLICE


@guard(
    "to_supervisor",
    requires="接收单位是监管或主管部门",
    en="the receiver is a regulator or the department in charge",
    source=COUNTY,
    on_data=True,
)
def to_supervisor(case: Case, given: Given) -> bool:
    return _receiver_kind(case, given) in SUPERVISORS


@guard(
    "administrative_sender",
    requires="移送单位是行政机关",
    en="the sender is an administrative organ",
    source=CRIME_REFERRAL,
)
def administrative_sender(case: Case, given: Given) -> bool:
    return _sender_kind(case, given) in ADMINISTRATIVE


@guard(
    "head_decided",
    requires="行政机关移送的，负责人已决定移送",
    en="where an administrative organ refers, its head has decided",
    source=CRIME_REFERRAL,
)
def head_decided(case: Case, given: Given) -> bool:
    return not administrative_sender(case, given) or bool(
        case.list("lead_decision", "refer", proceeding=given.proceeding)
    )


@guard(
    "head_not_decided", requires="负责人尚未决定", en="the head has not decided yet", source=CRIME_REFERRAL
)
def head_not_decided(case: Case, given: Given) -> bool:
    return not case.list("lead_decision", proceeding=given.proceeding)


@guard(
    "department_receives",
    requires="接收单位是县内部门",
    en="the receiver is a department of the county",
    source=COUNTY,
)
def to_department(case: Case, given: Given) -> bool:
    return _receiver_kind(case, given) in DEPARTMENTS and not restricted(case, given)


@guard(
    "complaint_to_bank_or_insurer",
    requires="向银行、保险机构投诉，或者由人民银行分支机构转办",
    en="a complaint to a bank or insurer, or passed on by a PBOC branch",
    source=COMPLAINTS,
)
def is_complaint(case: Case, given: Given) -> bool:
    kinds = {"BANK", "INS", "PAY"} if passed_on_by_pboc(case, given) else {"BANK", "INS"}
    return _channel(case, given) == "complaint" and _receiver_kind(case, given) in kinds


@guard(
    "passed_on_by_pboc", requires="由人民银行分支机构转办", en="passed on by a PBOC branch", source=COMPLAINTS
)
def passed_on_by_pboc(case: Case, given: Given) -> bool:
    return _sender_kind(case, given) == "PBOC" and _receiver_kind(case, given) in ("BANK", "PAY")


@guard("complex_complaint", requires="投诉事项复杂", en="the complaint is complex", source=COMPLAINTS)
def complex_complaint(case: Case, given: Given) -> bool:
    return case.header.get("track") == "complex"


@guard(
    "market_regulation",
    requires="市场监管部门行政调解",
    en="administrative mediation by market regulation",
    source=MARKET,
)
def is_market_mediation(case: Case, given: Given) -> bool:
    return _channel(case, given) == "admin_mediation" and _receiver_kind(case, given) == "SAMR"


def _through(code: str, zh: str, en: str) -> Guard:
    @guard(f"channel_{code}", requires=zh, en=en, source=PML_17)
    def through(case: Case, given: Given) -> bool:
        return _channel(case, given) == code

    return through


def _step(code: str, step: str, zh: str, en: str) -> Guard:
    @guard(f"step_{step}_{code}", requires=zh, en=en, source=PML_17, on_data=True)
    def reached(case: Case, given: Given) -> bool:
        return _channel(case, given) == code and given.data.get("step") == step

    return reached


is_payment_order = _through("payment_order", "支付令", "payment order")
is_notarial = _through("notarial", "公证赋强", "enforceable notarial instrument")
is_arbitration = _through("arbitration", "仲裁", "arbitration")
is_small_claims = _through("small_claims", "小额诉讼", "small-claims procedure")
is_suit = _through("suit", "诉讼", "suit")
suit_fee_asked = _step("suit", "fee_notice", "法院已通知交费", "the court asked for the fee")
suit_judged = _step("suit", "decision_served", "判决已送达", "the judgment was served")
small_claims_evidence = _step(
    "small_claims", "evidence_set", "法院已指定举证期限", "the court set the time for evidence"
)
award_received = _step("arbitration", "decision_served", "裁决书已收到", "the award was received")


@guard(
    "settled_before_notary",
    requires="办理公证赋强的，调解协议已经生效，且没有正在进行的调解：当事人之间有争议的事项不予公证，先达成协议再办理公证",
    en="for the notary an agreement is in effect and no mediation is running: what is in dispute is not notarised, so settle first, then notarise",
    source=NOTARY,
    on_data=True,
)
def settled_before_notary(case: Case, given: Given) -> bool:
    if _channel(case, given) != "notarial":
        return True
    return bool(case.list("agreement", "effective")) and not case.open_proceedings("mediation")


@guard(
    "order_served",
    requires="支付令已送达债务人",
    en="the payment order was served on the debtor",
    source=CPL_227,
)
def order_served(case: Case, given: Given) -> bool:
    steps = case.list("outside_step", "recorded", proceeding=given.proceeding)
    return any(e.code == "order_served" for e in steps)


@guard(
    "objection_in_writing",
    requires="异议以书面提出；口头异议无效",
    en="the objection is in writing; an oral one has no effect",
    source=CPLI_436,
    on_data=True,
)
def objected_in_writing(case: Case, given: Given) -> bool:
    return given.data.get("in_which_form") == "written"


@guard(
    "objection_to_the_debt",
    requires="异议针对债务本身；“没有能力偿还”或者要求延期、变更清偿方式，不影响支付令的效力",
    en="it objects to the debt itself; “I cannot pay”, more time or another way to pay do not stop the order",
    source=CPLI_436,
    on_data=True,
)
def objects_to_the_debt(case: Case, given: Given) -> bool:
    return given.data.get("objects_to") == "debt"


@guard(
    "objection_in_time",
    requires="在收到支付令之日起的异议期内提出；逾期视为没有异议",
    en="within the debtor's period from the day of service; a late one counts as none",
    source=CPL_227,
    on_data=True,
)
def objected_in_time(case: Case, given: Given) -> bool:
    clock, day = case.clock("debtor", given.proceeding), given.data.get("on_day")
    if clock is None or clock.due is None or day is None:
        return False
    return clock.status != "stopped" and clock.started <= day <= clock.due


@guard("court_channel_taken", requires="诉讼或小额诉讼", en="suit or small-claims procedure", source=PML_17)
def to_court(case: Case, given: Given) -> bool:
    return _channel(case, given) in ("suit", "small_claims")


@guard(
    "simplified_suit",
    requires="法院适用简易程序",
    en="the court uses the simplified procedure",
    source=PML_17,
    on_data=True,
)
def is_simplified(case: Case, given: Given) -> bool:
    return given.data.get("court_track") == "simplified"


def _crime_step(step: str, zh: str, en: str) -> Guard:
    @guard(f"crime_{step}", requires=zh, en=en, source=CRIME_REFERRAL, on_data=True)
    def reached(case: Case, given: Given) -> bool:
        return (
            administrative_sender(case, given) and about_crime(case, given) and given.data.get("step") == step
        )

    return reached


crime_supplement_asked = _crime_step(
    "supplement_asked", "公安机关要求补充材料", "the police asked for more material"
)
crime_filed = _crime_step("filed", "公安机关已立案", "the police filed the case")
crime_not_filed = _crime_step("not_filed", "公安机关不予立案", "the police did not file the case")


@guard(
    "police_review_runs",
    requires="行政机关移送的犯罪线索已由公安机关签收",
    en="the police signed for a crime referral of an administrative organ",
    source=CRIME_REFERRAL,
)
def police_review_runs(case: Case, given: Given) -> bool:
    return administrative_sender(case, given) and about_crime(case, given)
