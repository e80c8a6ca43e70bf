"""The declared rules of routing in their order: which channel, which kind of mediation, which track, and why."""

from collections.abc import Callable
from dataclasses import dataclass

from rongzhi.core.procedure.definition import Confidence, Source
from rongzhi.core.routing import RoutingRule
from rongzhi.rulebook.matter import Matter
from rongzhi.rulebook.sources import (
    COMMERCIAL,
    COUNTY,
    FINANCE_14,
    ONL_10,
    PML_17,
    SMALL_27,
    SPM_11,
    SPM_20,
    SUIT_125,
)

# Channels that one party can begin alone, so that its wish can be followed; the others need the rest or a court.
OPEN_TO_ONE = frozenset(
    {"complaint", "people_mediation", "industry_mediation", "payment_order", "small_claims", "suit"}
)
SIMPLE_REASONS = ("R01", "R02", "R03", "R12")  # service, systems, process, fees: the papers decide [design]
KINDS = {"people_mediation": "people", "industry_mediation": "industry"}
FRAUD_32 = Source("《反电信网络诈骗法》", "第三十二条；《反洗钱法》(2024) 第三十九条")
AUTHORITY_127 = Source("《民事诉讼法》(2023)", "第一百二十七条第三项")
SPECIAL_143 = Source("民诉法解释(2022)", "第一百四十三条")
ORDER_225 = Source("《民事诉讼法》(2023)", "第二百二十五条")
ARBITRATION_5 = Source("《仲裁法》(2025修订)", "第五条")
LENDING_CAP = Source("民间借贷规定(2020)", "第二十五条")
COMPLAINT_39 = Source("《消费者权益保护法》(2013)", "第三十九条第一项")


def _court(kind: str) -> Callable[[Matter], bool]:
    return lambda matter: matter.text("court_kind") == kind


def _within_commitment(matter: Matter) -> bool:
    cap, amount = matter.context.commitment_cap, matter.amount
    return matter.consumer_matter and cap is not None and amount is not None and amount <= cap


def _creditor_claims_money(matter: Matter) -> bool:
    creditor = "institution" in matter.kinds("applicant")
    return creditor and matter.amount is not None and matter.is_class("B", "C", "P")


def _wish_can_be_followed(matter: Matter) -> bool:
    return matter.text("channel_wished") in OPEN_TO_ONE


CHANNEL_RULES: tuple[RoutingRule[Matter], ...] = (
    RoutingRule(
        "court_entrusted",
        "法院立案后委托调解，由本组织按委托办理。",
        "A court entrusted it after filing.",
        SPM_20,
        _court("entrusted"),
        "entrusted",
        "court",
        alone=True,
    ),
    RoutingRule(
        "court_commissioned",
        "法院立案前委派调解，由本组织按委派办理。",
        "A court commissioned it before filing.",
        ONL_10,
        _court("commissioned"),
        "commissioned",
        "court",
        alone=True,
    ),
    RoutingRule(
        "suit_pending",
        "法院或者仲裁机构已经受理；可以请该机构委托调解，本组织不另行受理。",
        "A court or arbitral body has it; ask that body to entrust the mediation.",
        SPM_11,
        lambda m: m.text("suit_pending") == "yes",
        "suit",
        alone=True,
    ),
    RoutingRule(
        "power_of_authority",
        "请求事项属于有权机关的职权，由该机关处理；民事部分可以另行申请。",
        "What is asked lies in the power of an authority; a civil part may be filed apart.",
        AUTHORITY_127,
        lambda m: m.is_class("Q03"),
        "admin_mediation",
        alone=True,
    ),
    RoutingRule(
        "control_measure",
        "账户管控先向机构申诉，机构须答复；调解只涉及服务质量。",
        "A control measure on an account: appeal to the institution, which must answer; mediation concerns the service only.",
        FRAUD_32,
        lambda m: m.is_class("Q01", "Q02"),
        "complaint",
    ),
    RoutingRule(
        "special_procedure",
        "实现担保物权适用法院特别程序，不在该程序中调解。",
        "Enforcing security is a special procedure of the court, without mediation in it.",
        SPECIAL_143,
        lambda m: m.is_class("H05"),
        "suit",
        alone=True,
    ),
    RoutingRule(
        "wish",
        "申请人希望采用这一渠道，该渠道可以由一方启动。",
        "The applicant wishes this way, and one party can begin it.",
        FINANCE_14,
        _wish_can_be_followed,
        lambda m: m.text("channel_wished"),
    ),
    RoutingRule(
        "own_commitment",
        "机构已承诺接受小额快速解决，争议金额在其限额之内。",
        "The institution committed itself beforehand, and the amount is within its cap.",
        SMALL_27,
        _within_commitment,
        "small_fast",
    ),
    RoutingRule(
        "consumer_and_institution",
        "金融消费者与金融机构之间的纠纷，由行业性专业性金融纠纷调解组织调解。",
        "A consumer and an institution: industry mediation.",
        FINANCE_14,
        lambda m: m.consumer_matter,
        "industry_mediation",
        "industry",
    ),
    RoutingRule(
        "small_business_and_institution",
        "小微企业、农户与金融机构之间的纠纷，由金融纠纷调解组织调解。",
        "A small business or farmer and an institution: industry mediation.",
        FINANCE_14,
        lambda m: m.between_businesses and "small_business" in m.all_kinds,
        "industry_mediation",
        "industry",
    ),
    RoutingRule(
        "between_businesses",
        "双方都是经营者，也可以进行商事调解。",
        "Both sides are businesses: commercial mediation is possible.",
        COMMERCIAL,
        lambda m: m.between_businesses,
        "industry_mediation",
        "commercial",
    ),
    RoutingRule(
        "private_lending",
        "民间借贷纠纷，没有金融机构参加，由人民调解委员会调解，不收费。",
        "Private lending without an institution: people's mediation, free of charge.",
        PML_17,
        lambda m: m.is_class("N") and "institution" not in m.all_kinds,
        "people_mediation",
        "people",
    ),
    RoutingRule(
        "institution_takes_part",
        "一方是金融机构，由金融纠纷调解组织调解。",
        "An institution is on one side: industry mediation.",
        FINANCE_14,
        lambda m: "institution" in m.all_kinds,
        "industry_mediation",
        "industry",
    ),
    RoutingRule(
        "peoples_mediation",
        "平等主体之间的民事纠纷，可以申请人民调解，不收费。",
        "A civil dispute between equals: people's mediation is open and free.",
        PML_17,
        lambda m: not m.is_class("Q"),
        "people_mediation",
        "people",
    ),
    RoutingRule(
        "complaint_first_possible",
        "还没有向机构投诉：可以先投诉，机构须限期答复；投诉不是调解的前提。",
        "No complaint was made yet: one is possible and must be answered in time; it is no precondition.",
        COMPLAINT_39,
        lambda m: m.consumer_matter and m.text("complaint_made") == "no",
        "complaint",
    ),
    RoutingRule(
        "certain_sum",
        "债权人请求给付确定的金钱，也可以申请支付令。",
        "A creditor claims a certain sum: a payment order is possible.",
        ORDER_225,
        _creditor_claims_money,
        "payment_order",
    ),
    RoutingRule(
        "arbitration_clause",
        "有仲裁条款：可以仲裁，不能起诉，但仍可以调解。",
        "There is an arbitration clause: arbitration is possible, a suit is not, mediation stays open.",
        ARBITRATION_5,
        lambda m: m.text("arbitration_clause") == "yes",
        "arbitration",
    ),
    RoutingRule(
        "suit_stays_open",
        "诉讼始终可以选择，调解不推迟立案。",
        "A suit stays possible all the time; mediation does not put off its filing.",
        SUIT_125,
        lambda m: m.text("arbitration_clause") != "yes",
        "suit",
    ),
)


@dataclass(frozen=True, slots=True)
class TrackRule:
    """When `test` holds, the matter goes to this track; the first rule that holds decides."""

    key: str
    zh: str
    en: str
    source: Source
    test: Callable[[Matter], bool]
    track: str


TRACK = Source("domain.md §4.3；本县规则（待通过）", "", Confidence.DESIGN)
TRACK_RULES: tuple[TrackRule, ...] = (
    TrackRule(
        "many_persons",
        "当事人在三方以上，适用疑难复杂程序。",
        "Three parties or more: the difficult-complex track.",
        TRACK,
        lambda m: len(m.case.principals) > 2,
        "complex",
    ),
    TrackRule(
        "same_conduct",
        "还有他人就同一行为提出的案件，适用疑难复杂程序。",
        "Others filed about the same conduct: the difficult-complex track.",
        TRACK,
        lambda m: bool(m.context.parallel),
        "complex",
    ),
    TrackRule(
        "help_needed",
        "当事人需要帮助，宜当面办理，适用普通程序。",
        "A party needs help, best given in person: the ordinary track.",
        TRACK,
        lambda m: bool(m.text("applicant_needs_help")),
        "ordinary",
    ),
    TrackRule(
        "papers_decide",
        "争议涉及服务、系统、流程或者收费，凭材料即可判断，适用简易程序。",
        "Service, systems, process or fees, where the papers decide: the simple track.",
        TRACK,
        lambda m: m.reason[:3] in SIMPLE_REASONS,
        "simple",
    ),
    TrackRule(
        "ordinary",
        "没有其他规则适用，适用普通程序；当事人可以申请转入更高程序。",
        "No other rule applies: the ordinary track; a party may ask to move up.",
        COUNTY,
        lambda m: True,
        "ordinary",
    ),
)
