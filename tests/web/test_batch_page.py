"""A batch in the browser: template, counts, error file, receipts, and nothing filed twice."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rongzhi.casework.models import Case

ROW = {
    "applicant_kind": "consumer",
    "applicant_name": "孙八",
    "applicant_phone": "13800000018",
    "respondent_name": "示例银行W县支行",
    "what_happened": "手续费没有事先告知。",
    "privacy_notice": "yes",
}


def lines(*rows: dict[str, str]) -> SimpleUploadedFile:
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return SimpleUploadedFile("batch.jsonl", text.encode())


def test_good_rows_are_filed_and_bad_ones_are_listed(county: str, staff) -> None:
    client = staff("officer")

    page = client.post(
        "/desk/batch/", {"file": lines(ROW, {**ROW, "amount": "many"}, {**ROW, "applicant_name": "周九"})}
    )

    assert page.status_code == 200
    assert Case.objects.count() == 2
    links = [
        piece.split('"')[0]
        for piece in page.text.split('href="')[1:]
        if piece.startswith("/desk/batch/") and ".csv" in piece.split('"')[0]
    ]
    errors, receipts = (
        list(csv.reader(io.StringIO(client.get(a).content.decode("utf-8-sig")))) for a in sorted(links)
    )
    assert (len(errors), len(receipts)) == (2, 3)
    assert Case.objects.first().door == "batch"


def test_results_are_for_the_session_that_sent_the_file(county: str, staff) -> None:
    page = staff("officer").post("/desk/batch/", {"file": lines(ROW)}).text
    link = next(p.split('"')[0] for p in page.split('href="')[1:] if "receipts.csv" in p.split('"')[0])

    assert staff("officer2").get(link).status_code == 404


def test_same_file_sent_again_files_nothing_twice(county: str, staff) -> None:
    client = staff("officer")
    client.post("/desk/batch/", {"file": lines(ROW)})
    client.post("/desk/batch/", {"file": lines(ROW)})

    assert Case.objects.count() == 1


def test_file_that_cannot_be_taken_is_told(county: str, staff) -> None:
    client = staff("officer")

    empty = client.post("/desk/batch/", {"file": SimpleUploadedFile("a.csv", b"\x00\x01\x02")})
    none = client.post("/desk/batch/", {})

    assert (empty.status_code, none.status_code) == (422, 422)
    assert Case.objects.count() == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_template_comes_in_every_kind(county: str, staff, kind: str) -> None:
    answer = staff("officer").get(f"/desk/batch/template/{kind}/")

    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("username", ["n1", "clerk", "administrator"])
def test_batch_is_for_officers_and_institutions(county: str, staff, username: str) -> None:
    assert staff(username).get("/desk/batch/").status_code == 404
