"""A case that a court gives out by its platform."""

import io
from datetime import timedelta

from rongzhi.exchange.connectors.court.commissions import Commission, Enclosed
from tests.factories.county import NOW
from tests.factories.files import pdf

ANSWERS = {
    "applicant_kind": "consumer",
    "applicant_name": "欧阳证甲",
    "applicant_phone": "13866660001",
    "申请人": "",
    "respondent_kind": "institution",
    "respondent_name": "示例银行W县支行",
    "respondent_body": "BANK1",
    "what_happened": "卡片一直在手里，却被人在外地刷走五千元。",
    "amount": "5000.00",
    "dispute_class": "C05",
    "privacy_notice": "yes",
}
COMMISSION = Commission(
    key="sp-2026-0001",
    court="COURT",
    to_body="PMCF",
    kind="commissioned",
    trial="simple",
    case_number="（2026）演示诉前调7号",
    handed_on=NOW.date() - timedelta(days=2),
    answers=ANSWERS,
    enclosed=(Enclosed("起诉状.pdf", "起诉状", lambda: io.BytesIO(pdf(pages=2))),),
)
