"""The page of a file: what each reader is shown of it, and what nobody is shown."""

import pytest
from django.test import Client

from rongzhi.casework.papers.making import made as paper_made
from rongzhi.casework.visibility import sight
from tests.factories import county as made
from tests.factories.main_line import NOTE, SECRET, agreed, effective, joined, mediating, signing

NASTY = '<script>alert("x")</script>'


def test_text_of_people_is_never_markup(county: str, staff, party) -> None:
    number = made.filed(
        applicant_name=f"张{NASTY}", what_happened=NASTY, claim="'\"><img src=x onerror=alert(1)>"
    )
    made.act(number, "case.send_message", by=made.party(number), message=NASTY)

    for client in (staff("officer"), party(number), staff("agent-BANK1")):
        page = client.get(f"/cases/{number}/")
        assert page.status_code == 200
        assert "<script" not in page.text
        assert "<img" not in page.text
    assert NASTY not in staff("officer").get("/desk/?waiting=all").text
    assert "<script" not in staff("officer").get(f"/cases/{number}/papers/F01/").text


def test_case_page_answers_where_whose_turn_until_when_and_what_next(county: str, staff) -> None:
    number = made.filed()

    page = staff("officer").get(f"/cases/{number}/").text

    assert "已收到申请" in page
    assert "轮到您" in page
    assert "2026年3月5日" in page
    assert f"/cases/{number}/acts/intake.accept/" in page
    assert "<svg" in page
    assert "current" in page
    assert "本县设计，待通过" in page


def test_acts_with_something_against_them_are_told_with_the_reason(county: str, staff) -> None:
    number = made.filed()

    page = staff("officer").get(f"/cases/{number}/", headers={"accept-language": "en"}).text

    assert "Not possible yet" in page
    assert "the case has ended" in page


def test_screening_and_routing_are_for_the_organisation_alone(county: str, staff, party) -> None:
    number = made.filed()

    assert "审查提示" in staff("officer").get(f"/cases/{number}/").text
    assert "审查提示" not in party(number).get(f"/cases/{number}/").text
    assert "审查提示" not in staff("agent-BANK1").get(f"/cases/{number}/").text


@pytest.mark.parametrize(
    "username", ["officer2", "agent-BANK2", "agent-SEC_CO", "agent-SEC", "n2", "n3", "clerk"]
)
def test_file_does_not_exist_for_strangers(county: str, staff, username: str) -> None:
    number = mediating()
    expected = 200 if username == "officer2" else 404

    assert staff(username).get(f"/cases/{number}/").status_code == expected


def test_proposed_neutral_sees_names_and_class_alone(county: str, staff) -> None:
    number = joined(what_happened="只有双方知道的事", dispute_class="A01")
    for by in (made.party(number), made.agent("BANK1")):
        made.act(number, "appointment.choose", by=by, neutral="n1")

    page = staff("n1").get(f"/cases/{number}/").text

    assert "张三" in page
    assert "只有双方知道的事" not in page
    assert "13800000001" not in page


def test_confidences_and_private_notes_stay_where_they_belong(county: str, staff, party) -> None:
    number = mediating()
    made.act(number, "mediation.confide", by=made.party(number), note=SECRET, amount="3000.00")
    made.act(number, "mediation.private_note", by=made.mediator(), note=NOTE)

    own, other = (
        party(number).get(f"/cases/{number}/").text,
        staff("agent-BANK1").get(f"/cases/{number}/").text,
    )
    neutral, officer = (
        staff("n1").get(f"/cases/{number}/").text,
        staff("officer").get(f"/cases/{number}/").text,
    )

    assert [SECRET in page for page in (own, neutral, other, officer)] == [True, True, False, False]
    assert [NOTE in page for page in (own, neutral, other, officer)] == [False, True, False, False]
    assert "只告诉调解员的话" not in other


def test_suspicion_is_shown_to_nobody_but_its_officer(county: str, staff, party) -> None:
    number = mediating()
    made.act(number, "case.report_suspicion", by=made.officer(), kind="crime", facts="疑似集资线索")

    shown = {
        name: client.get(f"/cases/{number}/").text
        for name, client in {
            "officer": staff("officer"),
            "officer2": staff("officer2"),
            "neutral": staff("n1"),
            "bank": staff("agent-BANK1"),
            "party": party(number),
        }.items()
    }

    assert {name for name, page in shown.items() if "疑似集资线索" in page} == {"officer"}
    assert {name for name, page in shown.items() if "报告可疑情况" in page} <= {"officer", "officer2"}


def test_other_side_sees_no_contact(county: str, staff) -> None:
    number = mediating()

    page = staff("agent-BANK1").get(f"/cases/{number}/").text

    assert "张三" in page
    assert "13800000001" not in page


def test_synthetic_content_is_labelled(county: str, staff) -> None:
    number = made.filed(synthetic="amount,applicant_name")

    page = staff("officer").get(f"/cases/{number}/").text

    assert page.count(">虚构<") == 2


def test_page_without_the_key_shows_header_facts(county: str, staff, settings) -> None:
    number = made.filed()
    client = staff("officer")
    settings.RONGZHI_KEY_FILE.unlink()

    page = client.get(f"/cases/{number}/")

    assert page.status_code == 200
    assert "已收到申请" in page.text
    assert "办理贷款时" not in page.text


@pytest.mark.parametrize("make", [made.filed, mediating, agreed, signing, effective])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_case_page_answers_at_every_point_for_everybody_in_it(
    county: str, staff, party, make, language: str
) -> None:
    number = make()
    readers: list[Client] = [
        staff("officer"),
        staff("reviewer"),
        staff("agent-BANK1"),
        party(number),
        party(number, "p2"),
    ]

    for client in readers:
        assert client.get(f"/cases/{number}/", headers={"accept-language": language}).status_code == 200


def test_papers_open_for_who_may_see_them(county: str, staff, party) -> None:
    number = effective()

    for client in (staff("officer"), party(number)):
        page = client.get(f"/cases/{number}/").text
        forms = sorted({piece.split("/")[0] for piece in page.split(f"/cases/{number}/papers/")[1:]})
        assert {"F01", "F05", "F07", "F29", "F57"} <= set(forms)
        for form in forms:
            assert client.get(f"/cases/{number}/papers/{form}/").status_code == 200
    assert staff("agent-BANK2").get(f"/cases/{number}/papers/F29/").status_code == 404
    assert staff("officer").get(f"/cases/{number}/papers/F53/").status_code == 404


def test_agreement_prints_kinds_of_signature_and_payments(county: str, staff) -> None:
    number = effective()

    page = staff("officer").get(f"/cases/{number}/papers/F29/").text

    assert "手写签名" in page
    assert "公章" in page
    assert "2,000.00 元" in page
    assert "银行分两期退还4000元" in page


def test_refusal_for_a_restricted_reason_prints_the_neutral_text(county: str, staff, party) -> None:
    number = made.filed()
    restricted = {"ground": "NA7–9", "true_ground": "NA8", "lead_facts": "限阅根据"}
    made.act(number, "intake.refuse", by=made.officer(), facts="见正文", next_ways="可以起诉", **restricted)

    for client in (party(number), staff("agent-BANK1")):
        paper = client.get(f"/cases/{number}/papers/F08/").text
        page = client.get(f"/cases/{number}/").text
        assert "NA7–9" in paper
        assert not any(code in paper + page for code in ("NA8", "限阅根据"))


def test_packet_for_the_confirmation_prints_three_papers(county: str, staff, party) -> None:
    number = effective()

    packet = party(number).get(f"/cases/{number}/papers/confirmation-packet/")

    assert packet.status_code == 200
    assert packet.text.count("<article") == 3
    assert "司法确认申请书" in packet.text
    assert staff("agent-BANK2").get(f"/cases/{number}/papers/confirmation-packet/").status_code == 404
    assert party(number).get(f"/cases/{number}/papers/enforcement/").status_code == 404


def test_enforcement_draft_names_both_sides_and_what_is_open(county: str, party) -> None:
    number = effective(payer="p2")
    seen = sight(made.party(number), number)

    draft = paper_made(seen, "ENFORCE", seen.picture.seq).sheet()

    table = next(block for block in draft["blocks"] if block["kind"] == "table")
    said = {row["label"]: "".join(row["value"]) for row in table["rows"]}
    assert said["尚未履行的金额"] == "4,000.00 元"
    assert "示例银行W县支行" in said["被执行人"]
    assert "张三" in said["申请执行人"]
    lines = next(block for block in draft["blocks"] if block["kind"] == "list")
    assert len(lines["rows"]) == 2
