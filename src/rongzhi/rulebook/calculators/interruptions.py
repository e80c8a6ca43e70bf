"""What interrupts a limitation period, with its source; an interruption sets the whole period running anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rongzhi.core.parameters import Value
from rongzhi.core.procedure.definition import Confidence, Source
from rongzhi.core.workdays import Calendar, Due


class Ground(StrEnum):
    """Why a limitation period starts again."""

    MEDIATION_REQUEST = "mediation_request"
    POLICE_REPORT = "police_report"
    PAYMENT_ORDER = "payment_order"
    PRESERVATION = "preservation"
    ENFORCEMENT_REQUEST = "enforcement_request"
    ACKNOWLEDGEMENT = "acknowledgement"
    PART_PAYMENT = "part_payment"
    PAYMENT_PLAN = "payment_plan"
    BANK_MESSAGE = "bank_message"
    ASSIGNMENT_NOTICE = "assignment_notice"
    EXECUTION_CERTIFICATE = "execution_certificate"
    DEMAND = "demand"
    SUIT = "suit"
    ARBITRATION = "arbitration"


@dataclass(frozen=True, slots=True)
class GroundText:
    """A ground in words, and the rule that makes it interrupt."""

    label: str
    en: str
    source: Source


_RULES = "诉讼时效规定"
_CODE_195 = Source("《民法典》", "第一百九十五条", Confidence.RECALL)

GROUNDS: dict[Ground, GroundText] = {
    Ground.MEDIATION_REQUEST: GroundText(
        "向依法有权解决纠纷的组织提出请求",
        "request to a body entitled to settle disputes",
        Source(_RULES, "第十二条"),
    ),
    Ground.POLICE_REPORT: GroundText(
        "报案或者控告", "report to the police or prosecutor", Source(_RULES, "第十三条")
    ),
    Ground.PAYMENT_ORDER: GroundText(
        "申请支付令", "application for a payment order", Source(_RULES, "第十一条")
    ),
    Ground.PRESERVATION: GroundText(
        "申请诉前保全", "application for preservation", Source(_RULES, "第十一条")
    ),
    Ground.ENFORCEMENT_REQUEST: GroundText(
        "申请强制执行", "application for enforcement", Source(_RULES, "第十一条")
    ),
    Ground.ACKNOWLEDGEMENT: GroundText(
        "义务人承认债务", "acknowledgement by the debtor", Source(_RULES, "第十四条")
    ),
    Ground.PART_PAYMENT: GroundText("部分履行", "part payment", Source(_RULES, "第十四条")),
    Ground.PAYMENT_PLAN: GroundText("制定清偿计划", "plan to pay", Source(_RULES, "第十四条")),
    Ground.BANK_MESSAGE: GroundText(
        "银行向预留号码发送催收信息",
        "the bank's message to the reserved number",
        Source("银行卡规定(2021)", "第三条"),
    ),
    Ground.ASSIGNMENT_NOTICE: GroundText("债权转让通知", "notice of assignment", Source(_RULES, "第十七条")),
    Ground.EXECUTION_CERTIFICATE: GroundText(
        "申请执行证书",
        "application for the execution certificate",
        Source("公证债权文书执行规定(2018)", "第九条"),
    ),
    Ground.DEMAND: GroundText("权利人提出履行请求", "demand by the right holder", _CODE_195),
    Ground.SUIT: GroundText("提起诉讼", "suit", _CODE_195),
    Ground.ARBITRATION: GroundText("申请仲裁", "application for arbitration", _CODE_195),
}


@dataclass(frozen=True, slots=True)
class Interruption:
    """One interruption: the day on which it happened, and why."""

    on: date
    ground: Ground


@dataclass(frozen=True, slots=True)
class Run:
    """A period after its interruptions: where it runs from now, when it ends, and the last interruption that counted."""

    start: date
    due: Due
    last: Interruption | None


def run(value: Value, start: date, interruptions: Iterable[Interruption], *, calendar: Calendar) -> Run:
    """Let a period run from `start`; each interruption on or before its last day sets it running anew from that day.

    Interruptions before the start or after the end count for nothing.
    """
    counted: Interruption | None = None
    due = value.last_day(start, calendar=calendar)
    for interruption in sorted(interruptions, key=lambda each: each.on):
        if start <= interruption.on <= due.date:
            start, counted = interruption.on, interruption
            due = value.last_day(start, calendar=calendar)
    return Run(start, due, counted)
