"""The pages of papers: who gets which bytes and how they are served, and what the public page behind a QR says."""

import pytest

from rongzhi.casework.models import Paper
from tests.factories import county as made
from tests.factories.main_line import effective


@pytest.fixture(autouse=True)
def _time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rongzhi.web.views.papers.now", lambda: made.NOW)


def test_a_pdf_runs_nothing_and_is_the_same_again(county: str, staff, party) -> None:
    number = effective()
    address = f"/cases/{number}/papers/F29/paper.pdf"

    first, again = (party(number).get(address) for _ in range(2))

    assert first.status_code == 200
    assert first["Content-Type"] == "application/pdf"
    assert first["X-Content-Type-Options"] == "nosniff"
    assert first["Content-Security-Policy"].startswith("sandbox")
    assert first["Content-Disposition"].startswith("inline")
    assert first.content == again.content
    assert party(number).get(address + "?download=1")["Content-Disposition"].startswith("attachment")


def test_a_paper_is_there_for_who_may_see_it_alone(county: str, staff, party, client) -> None:
    number = effective()

    for form, file in (("F29", "pdf"), ("F29", "docx")):
        address = f"/cases/{number}/papers/{form}/paper.{file}"
        assert staff("officer").get(address).status_code == 200
        assert staff("agent-BANK2").get(address).status_code == 404
        assert client.get(address).status_code in (302, 404)
    assert staff("officer").get(f"/cases/{number}/papers/F07/paper.docx").status_code == 404
    assert staff("officer").get(f"/cases/{number}/papers/F53/paper.pdf").status_code == 404
    assert staff("officer").get(f"/cases/{number}/papers/F29/paper.pdf?of=1").status_code == 404
    assert staff("officer").get(f"/cases/{number}/papers/F29/paper.pdf?of=²").status_code == 200


def test_the_public_page_says_what_the_paper_is_and_names_nobody(county: str, staff, client) -> None:
    number = effective()
    staff("officer").get(f"/cases/{number}/papers/F29/paper.pdf")
    row = Paper.objects.get(form="F29")

    page = client.get(f"/p/{row.code.lower()}/")

    assert page.status_code == 200
    for told in ("调解协议书", "W县金融纠纷人民调解委员会", row.number, row.sha256):
        assert told in page.text
    for person in ("张三", "示例银行", "周明", "4,000"):
        assert person not in page.text


def test_a_wrong_code_tells_nothing_and_is_limited(county: str, staff, client) -> None:
    number = effective()
    staff("officer").get(f"/cases/{number}/papers/F07/paper.pdf")
    row = Paper.objects.get(form="F07")

    answers = [client.get(f"/p/0000-0000-0000-{n:04d}/").status_code for n in range(40)]

    assert answers[0] == 404
    assert answers[-1] == 429
    assert client.get(f"/p/{row.code}/").status_code == 429
    assert client.get("/p/x/", REMOTE_ADDR="10.0.0.9").status_code == 404


def test_letters_are_for_officers(county: str, staff) -> None:
    number = effective()
    form = {"numbers": number, "form": "F07", "window": "C5"}

    answer = staff("officer").post("/desk/letters/", form)

    assert answer["Content-Type"] == "application/pdf"
    assert staff("agent-BANK1").post("/desk/letters/", form).status_code == 403
    assert staff("officer").post("/desk/letters/", {**form, "numbers": "W-2026-999999"}).status_code == 200


def test_a_long_run_of_letters_is_offered_file_by_file(
    county: str, staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rongzhi.casework.papers.letters.MOST_LETTERS", 1)
    form = {"numbers": f"{effective()} {effective()}", "form": "F07", "window": "DL"}

    page = staff("officer").post("/desk/letters/", form)
    second = staff("officer").post("/desk/letters/", {**form, "file": "2"})

    assert page["Content-Type"].startswith("text/html")
    assert 'name="file" value="2"' in page.text
    assert second["Content-Type"] == "application/pdf"
    assert "letters-F07-2-" in second["Content-Disposition"]
