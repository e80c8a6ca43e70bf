"""The interface for partners: file, perform and read, by the same rules as the pages, and what bad requests get."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rongzhi.api import tokens
from rongzhi.api.body import MOST_BYTES
from rongzhi.api.schema import performable
from rongzhi.casework.actions import NotSaved
from rongzhi.casework.models import AccessLog, Case, Party
from rongzhi.core.procedure.fields import Amount
from rongzhi.directory.models import Account
from tests.factories.county import DISPUTE, act, clock, county, dispute, filed, officer

pytestmark = pytest.mark.django_db
FILES = "/api/v1/files"


@pytest.fixture(autouse=True)
def fixed_time(monkeypatch):
    """The interface acts at the fixed moment of the tests."""
    monkeypatch.setattr("rongzhi.api.service.now", clock)


def token(account: str) -> str:
    return tokens.token_for(Account.objects.get(username=account))


def call(method: str, path: str, *, by: str | None = "officer", body: Any = None, raw: bytes | None = None):
    headers = {"Authorization": f"Bearer {token(by)}"} if by else {}
    content = raw if raw is not None else json.dumps(body).encode()
    return Client().generic(
        method, path, content if method == "POST" else b"", "application/json", headers=headers
    )


def post(path: str, *, by: str | None = "officer", **body: Any):
    return call("POST", path, by=by, body=body)


def keys(answer) -> list[str]:
    return [reason["key"] for reason in answer.json()["reasons"]]


def answers() -> dict[str, Any]:
    return {name: value for name, value in DISPUTE.items() if name != "door"}


def test_file_gives_a_receipt():
    county()

    answer = post(FILES, by="agent-BANK2", data=answers(), request="a1")

    receipt = answer.json()
    assert answer.status_code == 201
    assert (receipt["number"], receipt["received_at"], receipt["again"]) == (
        "W-2026-000001",
        "2026-03-02 10:00",
        False,
    )
    assert receipt["received_by"]["code"] == "PMCF"
    assert len(receipt["access_code"].replace("-", "")) == 17
    assert len(receipt["event"]["hash"]) == 64
    assert Case.objects.get().door == "institution"


def test_filing_again_gives_the_first_receipt_without_its_code():
    county()
    first = post(FILES, data=answers(), request="a1").json()

    answer = post(FILES, data=answers(), request="a1")

    assert answer.status_code == 200
    assert (answer.json()["number"], answer.json()["access_code"], answer.json()["again"]) == (
        first["number"],
        None,
        True,
    )
    assert answer.json()["event"] == first["event"]
    assert Case.objects.count() == 1


def test_same_request_with_other_data_is_a_conflict():
    county()
    post(FILES, data=answers(), request="a1")

    answer = post(FILES, data=dispute(door=None, amount="7.00"), request="a1")

    assert (answer.status_code, keys(answer)) == (409, ["request_reused"])


def test_institution_files_as_itself_and_gets_no_code():
    county()
    data = dispute(
        door=None,
        applicant_kind="institution",
        legal_basis="个人信息保护法第13条",
        respondent_kind="consumer",
        respondent_body=None,
    )

    answer = post(FILES, by="agent-BANK2", data=data, request="a1")

    assert answer.json()["access_code"] is None
    assert Party.objects.get(side="applicant").body == "BANK2"


def test_filing_says_everything_that_is_missing():
    county()

    answer = post(FILES, data={"amount": "0.001", "colour": "red"}, request="a1")

    assert answer.status_code == 422
    assert {reason.get("field") or reason["key"] for reason in answer.json()["reasons"]} == {
        "applicant_name", "respondent_name", "what_happened", "privacy_notice", "amount", "colour", "reachable"
    }  # fmt: skip
    assert all(reason["zh"] and reason["en"] for reason in answer.json()["reasons"])


def test_filing_with_an_unknown_organisation_is_refused():
    county()

    assert keys(post(FILES, data=answers(), request="a1", owner="BANK1")) == ["no_owner"]


def version(number: str, by: str = "officer") -> int:
    return call("GET", f"{FILES}/{number}", by=by).json()["proceedings"][0]["version"]


def test_perform_moves_the_file():
    county()
    number = filed()
    data = {"ground": "NA1", "facts": "不属于受理范围", "next_ways": "可以起诉"}

    answer = post(f"{FILES}/{number}/acts/intake.refuse", data=data, request="b1", expected=version(number))

    assert (answer.status_code, answer.json()["act"], answer.json()["event"]["seq"]) == (
        200,
        "intake.refuse",
        2,
    )
    read = call("GET", f"{FILES}/{number}").json()
    assert read["proceedings"][0]["stage"]["code"] == "refused"


def test_act_from_a_stale_page_is_a_conflict():
    county()
    number = filed()
    seen = version(number)
    act(number, "intake.ask_completion", by=officer(), items="身份证明", due_on="2026-03-10")
    act(number, "intake.go_on", by=officer(), reasons="材料已够")

    answer = post(
        f"{FILES}/{number}/acts/intake.refuse",
        data={"ground": "NA1", "facts": "不属于", "next_ways": "可以起诉"},
        request="b1",
        expected=seen,
    )

    assert answer.status_code == 409
    assert "changed" in keys(answer)


def test_act_without_the_version_seen_is_refused():
    county()
    number = filed()

    answer = post(f"{FILES}/{number}/acts/intake.refuse", data={}, request="b1")

    assert (answer.status_code, keys(answer)) == (422, ["expected_missing"])


@pytest.mark.parametrize(
    ("by", "act_key", "status", "key"),
    [
        ("agent-BANK1", "intake.refuse", 403, "not_yours"),
        ("agent-BANK2", "intake.refuse", 404, "not_found"),
        ("agent-BANK2", "withdrawal.ask", 404, "not_found"),
        ("officer", "intake.no_such_act", 404, "unknown_act"),
        ("officer", "intake.uphold", 403, "not_yours"),
        ("officer", "intake.file", 422, "already_filed"),
    ],
)
def test_act_that_is_not_for_the_caller(by, act_key, status, key):
    county()
    number = filed()

    answer = post(f"{FILES}/{number}/acts/{act_key}", by=by, data={}, request="b1", expected=1)

    assert answer.status_code == status
    assert key in keys(answer)


def test_case_of_others_and_case_that_is_not_there_look_the_same():
    county()
    number = filed()

    hidden = call("GET", f"{FILES}/{number}", by="agent-BANK2")
    absent = call("GET", f"{FILES}/W-2026-999999", by="agent-BANK2")

    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


def test_read_shows_where_the_file_stands_and_what_is_possible():
    county()
    number = filed()

    read = call("GET", f"{FILES}/{number}").json()

    (run,) = read["proceedings"]
    assert (run["procedure"]["code"], run["stage"]["zh"], run["waiting_for"]) == (
        "intake",
        "已收到申请",
        "organisation",
    )
    assert [(c["clock"], c["due"], c["status"]) for c in read["clocks"]] == [
        ("accept_decision", "2026-03-05", "running")
    ]
    assert [(p["side"], p["name"]) for p in read["parties"]] == [
        ("applicant", "张三"),
        ("respondent", "示例银行W县支行"),
    ]
    assert read["header"]["amount"] == "5000.00"
    refuse = next(a for a in read["acts"] if a["act"] == "intake.refuse")
    assert (refuse["open"], refuse["proceeding"], refuse["expected"]) == (True, "intake-1", 1)
    assert next(f for f in refuse["fields"] if f["name"] == "facts")["required"] is True


def test_read_keeps_the_other_sides_contact_from_a_party():
    county()
    number = filed()

    read = call("GET", f"{FILES}/{number}", by="agent-BANK1")

    assert read.status_code == 200
    assert "13800000001" in json.dumps(call("GET", f"{FILES}/{number}").json())
    assert "13800000001" not in json.dumps(read.json())


def test_read_of_a_file_that_is_no_case_is_not_there():
    county()

    assert call("GET", f"{FILES}/W-C2026-0001", by="administrator").status_code == 404


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic b2ZmaWNlcg=="}]
)
def test_nobody_without_a_token(headers):
    county()

    answer = Client().get(f"{FILES}/{filed()}", headers=headers)

    assert (answer.status_code, keys(answer)) == (401, ["signed_out"])


def test_token_ends_with_the_password_with_the_account_and_with_time(monkeypatch):
    county()
    account = Account.objects.get(username="officer")
    old = tokens.token_for(account)
    assert tokens.account_of(old) == account

    monkeypatch.setattr(tokens, "GOOD_FOR", timedelta(seconds=-1))
    assert tokens.account_of(old) is None
    monkeypatch.undo()
    account.set_password("another password")
    account.save()
    assert tokens.account_of(old) is None
    fresh = tokens.token_for(account)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert tokens.account_of(fresh) is None


def test_session_of_the_pages_reads_and_needs_its_protection_to_write():
    county()
    number = filed()
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        Account.objects.get(username="officer"), backend="django.contrib.auth.backends.ModelBackend"
    )

    read = client.get(f"{FILES}/{number}")
    write = client.post(
        FILES, json.dumps({"data": answers(), "request": "a1"}), content_type="application/json"
    )

    assert (read.status_code, write.status_code) == (200, 403)
    assert Case.objects.count() == 1


def body(**parts: Any) -> bytes:
    return json.dumps({"data": answers(), "request": "a1", **parts}).encode()


@pytest.mark.parametrize(
    ("raw", "status", "key"),
    [
        (b"", 400, "broken_json"),
        (b"{", 400, "broken_json"),
        (b"\xff\xfe", 400, "broken_json"),
        (b"[" * 100_000, 400, "broken_json"),
        (b'{"data": {}, "request": "a", "expected": ' + b"9" * 5000 + b"}", 400, "broken_json"),
        (b"[]", 400, "not_an_object"),
        (b'{"data": [], "request": "a"}', 400, "data"),
        (b'{"data": {}, "data": {}, "request": "a"}', 400, "twice"),
        (b'{"data": {"amount": 12.5}, "request": "a"}', 400, "float"),
        (b'{"data": {"amount": NaN}, "request": "a"}', 400, "float"),
        (b'{"data": {"amount": 1e30}, "request": "a"}', 400, "float"),
        (body(request=""), 400, "request"),
        (body(request=7), 400, "request"),
        (body(request="x" * 121), 400, "request"),
        (body(request="\u0000"), 400, "request"),
        (body(request="\ud800"), 400, "request"),
        (body(by="officer"), 400, "foreign_part"),
        (body(data={**DISPUTE, "what_happened": "\ud800"}), 400, "unreadable"),
        (body(data={**DISPUTE, "what_happened": "a\u0000b"}), 422, "unfit"),
        (body(data={**DISPUTE, "what_happened": {"a": ["b"]}}), 422, "unfit"),
        (body(data={**DISPUTE, "what_happened": "字" * 20_001}), 422, "unfit"),
        (b" " * (MOST_BYTES + 1), 413, "too_big"),
        (b" " * 4_000_000, 413, "too_big"),
    ],
)
def test_bad_body_gets_a_clear_message(raw, status, key):
    county()

    answer = call("POST", FILES, raw=raw)

    assert (answer.status_code, keys(answer)) == (status, [key])
    assert all(reason["zh"] and reason["en"] for reason in answer.json()["reasons"])
    assert Case.objects.count() == 0


def test_database_that_cannot_save_says_so(monkeypatch):
    county()

    def full(*args, **fields):
        raise NotSaved("磁盘空间不足", "The disk is full")

    monkeypatch.setattr("rongzhi.api.service.perform", full)
    answer = post(FILES, data=answers(), request="a1")

    assert (answer.status_code, keys(answer), answer["Retry-After"]) == (503, ["not_saved"], "30")


def test_lost_key_shows_header_facts_alone(installation):
    county()
    number = filed()
    (installation / "installation.key").unlink()

    read = call("GET", f"{FILES}/{number}")
    write = post(FILES, data=answers(), request="a1")

    assert read.status_code == 200
    assert "张三" not in json.dumps(read.json(), ensure_ascii=False)
    assert (write.status_code, keys(write)) == (503, ["no_key"])


def test_each_read_is_logged_and_what_is_not_read_is_not():
    county()
    number = filed()

    for _ in range(2):
        assert call("GET", f"{FILES}/{number}").status_code == 200
    assert call("GET", f"{FILES}/{number}", by="agent-BANK2").status_code == 404
    assert post(f"{FILES}/{number}/acts/intake.refuse", data={}, request="b1").status_code == 422

    rows = AccessLog.objects.filter(file=number).values_list("reader", "part")
    assert sorted(rows) == sorted(
        2 * [("officer", part) for part in ("header", "file", "person:p1", "person:p2")]
    )


def test_read_that_cannot_be_logged_is_refused(monkeypatch):
    county()
    number = filed()

    def full(*args, **fields):
        raise NotSaved("磁盘空间不足", "The disk is full")

    monkeypatch.setattr("rongzhi.api.service.record_opening", full)
    answer = call("GET", f"{FILES}/{number}")

    assert (answer.status_code, keys(answer)) == (503, ["not_saved"])
    assert "张三" not in json.dumps(answer.json(), ensure_ascii=False)


def test_description_has_a_component_for_every_act():
    county()

    schema = Client().get("/api/v1/openapi.json").json()

    components = schema["components"]["schemas"]
    assert {declared.key for declared in performable()} <= set(components)
    filing = components["intake.file"]
    assert set(filing["required"]) == {"applicant_name", "respondent_name", "what_happened", "privacy_notice"}
    for declared in performable():
        for item in declared.data:
            if isinstance(item.kind, Amount):
                assert components[declared.key]["properties"][item.key]["type"] == "string"
    paths = {path: sorted(operations) for path, operations in schema["paths"].items()}
    assert paths == {
        "/api/v1/files": ["post"],
        "/api/v1/files/{number}/acts/{act}": ["post"],
        "/api/v1/files/{number}/attachments": ["post"],
        "/api/v1/files/{number}": ["get"],
    }
