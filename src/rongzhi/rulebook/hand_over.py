"""The hand-over map of domain.md §5: from where to where, why, which papers travel, and what is checked before."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rongzhi.core.procedure.definition import Confidence
from rongzhi.rulebook.case import Case
from rongzhi.rulebook.guards.referral import POLICE, restricted_proceedings
from rongzhi.rulebook.roles import RoleColumn, column
from rongzhi.rulebook.tables import body_roles

LETTER = "F09"  # the transfer letter that goes before every ordinary hand-over


@dataclass(frozen=True, slots=True)
class Handing:
    """One hand-over as the map looks at it: the case, the line of the register, the receiver's kind, and the day."""

    case: Case
    to_kind: str
    to_body: str
    today: date
    channel: str = ""
    proceeding: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


Test = Callable[[Handing], bool]


@dataclass(frozen=True, slots=True)
class Check:
    """What must be checked before sending. `holds` is None where only a person can see it: it is then always shown."""

    key: str
    zh: str
    en: str
    holds: Test | None = None
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the map. `papers` travel if they are there; without those of `needed` nothing is sent."""

    key: str
    from_zh: str
    from_en: str
    to_zh: str
    to_en: str
    trigger_zh: str
    trigger_en: str
    papers: tuple[str, ...]
    needed: tuple[str, ...]
    checks: tuple[Check, ...]
    confidence: Confidence = Confidence.DESIGN


@dataclass(frozen=True, slots=True)
class Finding:
    """What stands against a hand-over, or has to be looked at first."""

    key: str
    zh: str
    en: str
    refuses: bool


def _consented(handing: Handing) -> bool:
    if handing.facts.get("legal_duty"):
        return True
    whose = str(handing.facts.get("whose") or "all")
    case = handing.case
    concerned = case.principals if whose == "all" else case.side(whose)
    given = case.list("consent", "given")
    return bool(concerned) and all(
        any(e.party == party.key and e.code in (handing.to_body, "all") for e in given) for party in concerned
    )


def _thirty_days_open(handing: Handing) -> bool:
    effective = handing.case.header.get("effective_on")
    return effective is None or (handing.today - effective).days <= 30


def _both_signed(handing: Handing) -> bool:
    return bool(handing.case.header.get("effective_on"))


def _mediation_over(handing: Handing) -> bool:
    return not handing.case.open_proceedings("mediation")


def _clause_stated(handing: Handing) -> bool:
    return handing.case.header.get("arbitration_clause") == "yes"


def _no_doubt_of_limitation(handing: Handing) -> bool:
    return handing.case.header.get("known_on") is not None


CONSENT = Check(
    "consent",
    "材料所涉当事人已同意向该单位移交，或者写明了法定职责",
    "Those whose material it is consent to this receiver, or a legal duty is named",
    _consented,
    refuses=True,
)
LIMITATION = Check(
    "limitation",
    "请核对诉讼时效：当事人没有填写知道权利受损害的日期",
    "Look at limitation: the day on which the loss became known was not stated",
    _no_doubt_of_limitation,
)
WITHOUT_CONFIDENCES = Check(
    "no_confidences",
    "单方沟通的内容、方案和让步不随案移送（本包已自动排除）",
    "Nothing said in confidence and no concession travels (this package leaves them out by itself)",
)
FILE_AT_ONCE = Check(
    "file_at_once",
    "当事人坚持起诉的，应当立即移送立案，不得以调解拖延",
    "If the party insists on suing, the case is filed at once; mediation may not delay it",
)

COMPLAINT_TO_MEDIATION = Row(
    "complaint_mediation", "投诉处理", "complaint", "调解组织", "mediation",
    "投诉被拒绝、逾期没有答复，或者消费者愿意调解", "refused, silent past its date, or the consumer's wish",
    ("F01", "F02", "F09"), (), (CONSENT, LIMITATION),
)  # fmt: skip
TO_CONFIRMATION = Row(
    "mediation_confirmation", "调解", "mediation", "司法确认", "confirmation",
    "已签署调解协议", "agreement signed", ("F29", "F31", "F32"), ("F29",),
    (
        Check("both_sign", "双方已签署协议，协议已经生效", "Both have signed and the agreement is in effect", _both_signed, refuses=True),
        Check("thirty_days", "申请司法确认须在协议生效之日起三十日内：已经超过", "The application belongs within 30 days of effect: they are over", _thirty_days_open),
        Check("title", "涉及物权、知识产权确权的事项不予确认，请核对协议内容", "Questions of title are not confirmed: look at the terms"),
    ),
)  # fmt: skip
TO_NOTARY = Row(
    "mediation_notary", "调解", "mediation", "公证机构", "notary",
    "有给付内容的调解协议", "agreement with payment", ("F29", "F34", "F09"), ("F29",),
    (CONSENT, Check("promise", "债务人已书面承诺不履行时接受强制执行", "The debtor has promised in writing to accept enforcement")),
)  # fmt: skip
TO_PAYMENT_ORDER = Row(
    "mediation_payment_order", "调解", "mediation", "支付令", "payment order",
    "数额确定、逾期三十日未付或者一方不到场", "certain sum, missed 30 days or one side absent", ("F29", "F33", "F09"), ("F29",),
    (CONSENT, Check("no_counter", "债权人没有对待给付义务", "The creditor owes nothing in return")),
)  # fmt: skip
TO_ARBITRATION = Row(
    "mediation_arbitration", "调解", "mediation", "仲裁机构（依和解作出裁决）", "arbitration award on settlement",
    "有仲裁条款", "arbitration clause", ("F29", "F09"), ("F29",),
    (CONSENT, Check("clause", "仲裁条款有效；案卷中没有写明有仲裁条款", "The clause is valid; the file does not say that there is one", _clause_stated)),
)  # fmt: skip
TO_COURT = Row(
    "mediation_court", "调解", "mediation", "人民法院", "court",
    "调解不成", "failed", ("F35", "F21", "F36", "F09"), (),
    (
        Check("mediation_over", "调解尚未结束", "The mediation is still going on", _mediation_over),
        WITHOUT_CONFIDENCES,
        FILE_AT_ONCE,
    ),
)  # fmt: skip
COURT_TO_ORGANISATION = Row(
    "court_organisation", "人民法院", "court", "调解组织", "organisation",
    "适宜调解，当事人同意（委派）或者已立案（委托）", "suitable, consent (委派) or filed (委托)", ("F37", "F36"), (),
    (Check("receipt", "签收日期即为调解期限的起算日", "The day of receipt is where the period starts"),),
)  # fmt: skip
TO_POLICE = Row(
    "any_police", "任何单位", "any", "公安机关", "police", "涉嫌犯罪", "suspected crime", ("F53",), ("F53",),
    (Check("section_11", "仅移送限阅材料；行政机关移送的，须由负责人决定", "The restricted package alone; an administrative organ refers by decision of its head"),),
)  # fmt: skip
TO_REGULATOR = Row(
    "any_regulator", "任何单位", "any", "监管部门", "regulator", "涉嫌违规", "suspected violation", ("F54",), ("F54",),
    (Check("liability", "调解不免除违规责任", "Mediation does not lift liability"),),
)  # fmt: skip
TO_CONSULTATION = Row(
    "any_consultation", "任何单位", "any", "会商", "consultation", "复杂疑难", "complex", ("F44", "F45"), (),
    (CONSENT, Check("mask", "姓名、账号等须遮蔽", "Persons and accounts are masked")),
)  # fmt: skip
PETITION_TO_MEDIATION = Row(
    "petition_mediation", "信访", "petition", "调解组织", "mediation", "民事部分，当事人同意", "civil part, consent", ("F01", "F09"), (),
    (
        CONSENT,
        Check("petition_number", "须写明信访编号", "The petition number is stated"),
        Check("petition_clock", "信访期限（60日，可延长30日）继续计算", "The petition clock of 60 and 30 days keeps running"),
    ),
)  # fmt: skip
# Two rows that the map of domain.md does not have, for what the procedures can do besides. [design]
TO_DEPARTMENT = Row(
    "any_department", "调解组织", "organisation", "主管部门等其他单位", "department or another body",
    "属于其职责，或者当事人选择其他途径", "its competence, or another way chosen", ("F01", "F02", "F09", "F35"), (),
    (CONSENT, WITHOUT_CONFIDENCES),
)  # fmt: skip
TO_ORGANISATION = Row(
    "organisation_organisation", "调解组织", "organisation", "另一调解组织（整案移交）", "another organisation (the whole file)",
    "由另一组织或者另一县办理", "another organisation or county takes it over", ("F09",), (),
    (
        CONSENT,
        Check("all_sides", "整案移交须包括各方的材料", "The whole file goes over with the material of every side", lambda h: h.facts.get("whose", "all") == "all", refuses=True),
        WITHOUT_CONFIDENCES,
    ),
)  # fmt: skip

HAND_OVER_MAP: tuple[Row, ...] = (
    COMPLAINT_TO_MEDIATION,
    TO_CONFIRMATION,
    TO_NOTARY,
    TO_PAYMENT_ORDER,
    TO_ARBITRATION,
    TO_COURT,
    COURT_TO_ORGANISATION,
    TO_POLICE,
    TO_REGULATOR,
    TO_CONSULTATION,
    PETITION_TO_MEDIATION,
    TO_DEPARTMENT,
    TO_ORGANISATION,
)


def row_of(handing: Handing) -> Row:
    """The row of the map that this hand-over follows."""
    kind = handing.to_kind
    where = column(kind) if kind in body_roles() else RoleColumn.OTHER
    if handing.proceeding and handing.proceeding in restricted_proceedings(handing.case):
        return TO_POLICE if kind in POLICE else TO_REGULATOR
    if where is RoleColumn.COURT:
        if handing.channel == "payment_order":
            return TO_PAYMENT_ORDER
        asked = handing.case.header.get("court") == handing.to_body and not handing.proceeding
        return TO_CONFIRMATION if asked else TO_COURT
    if where is RoleColumn.ORGANISATION:
        return TO_ORGANISATION
    return {"NOT": TO_NOTARY, "ARB": TO_ARBITRATION, "SEC": TO_CONSULTATION}.get(kind, TO_DEPARTMENT)


def findings(row: Row, handing: Handing, there: Iterable[str]) -> list[Finding]:
    """What refuses this hand-over and what the sender must look at; `there` are the forms that could travel."""
    present = set(there)
    found = [
        Finding(
            f"paper_{form}",
            f"缺少必须随案移送的文书 {form}",
            f"The paper {form}, which has to travel, is not there",
            refuses=True,
        )
        for form in row.needed
        if form not in present
    ]
    found += [
        Finding(
            f"paper_{form}",
            f"没有通常随案移送的文书 {form}（如不适用，可以照常移送）",
            f"The paper {form}, which travels as a rule, is not there (fine where it does not apply)",
            refuses=False,
        )
        for form in row.papers
        if form not in present and form not in row.needed
    ]
    for check in row.checks:
        if check.holds is None or not check.holds(handing):
            found.append(Finding(check.key, check.zh, check.en, check.refuses))
    return found
