"""Disputes to measure with: as many answers and as much text as an institution's batch usually holds, by seed."""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

SENTENCES = (
    "办理贷款时被要求同时购买保险，事先没有告知保费。",
    "多次致电客服，答复前后不一致，至今没有书面处理意见。",
    "合同上的签名并非本人所签，要求调取当时的录音录像。",
    "还款日当天已足额存入，系统仍记为逾期并上报征信。",
    "理财产品到期后未按约定兑付，工作人员称需要继续等待。",
    "信用卡分期手续费与当时口头告知的标准不一致。",
    "老人被推荐购买长期产品，急需用款时才知道提前支取要扣本金。",
    "投诉后超过十五日没有收到处理结果。",
)
BODY = {"applicant_kind": "consumer", "respondent_kind": "institution", "respondent_name": "示例银行W县支行"}
COLUMNS = (
    "applicant_kind", "applicant_name", "applicant_phone", "applicant_address", "respondent_kind", "respondent_name",
    "respondent_body", "what_happened", "claim", "amount", "happened_on", "complaint_made", "privacy_notice",
)  # fmt: skip


def dispute(number: int, *, most: int = 14, seed: int = 2026) -> dict[str, str]:
    """The answers of one filing, its story of at `most` so many sentences; the same number and seed give the same."""
    chance = Random(seed * 1_000_003 + number)
    story = "".join(chance.choices(SENTENCES, k=chance.randint(min(3, most), most)))
    return {
        **BODY,
        "applicant_name": f"申请人{number}",
        "applicant_phone": f"138{number % 100_000_000:08d}",
        "applicant_address": f"W县东镇{chance.randint(1, 400)}号",
        "respondent_body": chance.choice(("BANK1", "BANK2")),
        "what_happened": f"{story}（{number}）",
        "claim": "退还多收的费用并书面说明理由",
        "amount": f"{chance.randint(100, 90_000)}.{chance.randint(0, 99):02d}",
        "happened_on": f"2026-01-{chance.randint(1, 28):02d}",
        "complaint_made": chance.choice(("yes", "no", "unknown")),
        "privacy_notice": "yes",
    }


def disputes(count: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Numbered filings, as `perform_many` takes them."""
    for number in range(1, count + 1):
        yield number, {**dispute(number), "door": "batch"}


def write_csv(path: Path, count: int) -> None:
    """A batch file of so many rows, with stories so short that 100,000 rows stay below what one file may hold."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(dispute(number, most=5) for number in range(1, count + 1))
