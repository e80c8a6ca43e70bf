"""Batch files of the tests."""

import csv
import io

GOOD = {
    "applicant_name": "王五",
    "applicant_phone": "13700000003",
    "applicant_kind": "consumer",
    "respondent_name": "示例银行W县支行",
    "respondent_kind": "institution",
    "respondent_body": "BANK1",
    "what_happened": "贷款时被要求买保险。",
    "amount": "1234.50",
    "known_on": "2026-01-05",
    "privacy_notice": "是",
    "legal_basis": "",
    "external_ref": "",
}


def table(*rows: dict[str, str]) -> io.BytesIO:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=GOOD)
    writer.writeheader()
    for number, row in enumerate(rows, 1):
        writer.writerow({**GOOD, "external_ref": f"ref {number}", **row})
    return io.BytesIO(text.getvalue().encode())
