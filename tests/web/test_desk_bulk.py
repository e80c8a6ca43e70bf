"""Acts on several cases: the preview says what will happen, the result is that, and nothing is done twice."""

import re

from rongzhi.casework.models import Event
from tests.factories import county as made
from tests.factories.main_line import accepted, picture


def invited() -> str:
    number = accepted()
    made.act(number, "invitation.send", by=made.officer(), party="p2", way="phone")
    return number


def plan_of(text: str) -> str:
    found = re.search(r'name="plan" value="([^"]+)"', text)
    assert found is not None
    return found[1]


def counted(files: list[str]) -> int:
    return Event.objects.filter(file__in=files).count()


def preview(client, act: str, files: list[str], **answers: str) -> str:
    data = {"case": files, "act": act, "step": "preview", "request_key": made.key() + "-bulk-key", **answers}
    answer = client.post("/desk/bulk/", data)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_choice_offers_what_is_possible_with_its_number(county: str, staff) -> None:
    files = [invited(), invited(), made.filed()]

    page = staff("agent-BANK1").post("/desk/bulk/", {"case": files}).text

    assert 'value="invitation.agree"' in page
    assert "2 / 3" in page
    assert 'value="intake.accept"' not in page


def test_preview_writes_nothing_and_the_result_is_what_it_said(county: str, staff) -> None:
    good, other = invited(), made.filed()
    client = staff("agent-BANK1")
    before = counted([good, other])

    page = preview(client, "invitation.agree", [good, other])

    assert counted([good, other]) == before
    assert "可以办理" in page
    assert "不能办理" in page
    assert "确定调解员" in page  # the appointment that would begin
    result = client.post("/desk/bulk/", {"plan": plan_of(page)}).text
    assert picture(good).at("invitation", "agreed")
    assert picture(good).at("appointment", "selection")
    assert "已办理" in result
    assert not picture(other).at("invitation", "agreed")


def test_repeating_the_confirmation_does_nothing_twice(county: str, staff) -> None:
    files = [invited(), invited()]
    client = staff("agent-BANK1")
    plan = plan_of(preview(client, "invitation.agree", files))

    client.post("/desk/bulk/", {"plan": plan})
    after = counted(files)
    again = client.post("/desk/bulk/", {"plan": plan}).text

    assert counted(files) == after
    assert again.count("此前已办") >= 2


def test_case_that_moved_after_the_preview_is_left_alone(county: str, staff) -> None:
    first, second = invited(), invited()
    client = staff("agent-BANK1")
    plan = plan_of(preview(client, "invitation.agree", [first, second]))
    made.act(first, "invitation.decline", by=made.agent("BANK1"), refusal_reason="不属于本行业务")

    result = client.post("/desk/bulk/", {"plan": plan}).text

    assert picture(first).at("invitation", "refused")
    assert picture(second).at("invitation", "agreed")
    assert "没有办理" in result


def test_plan_of_somebody_else_or_changed_is_refused(county: str, staff) -> None:
    number = invited()
    plan = plan_of(preview(staff("agent-BANK1"), "invitation.agree", [number]))
    before = counted([number])

    for client, text in ((staff("officer"), plan), (staff("agent-BANK1"), plan[:-4] + "AAAA")):
        assert client.post("/desk/bulk/", {"plan": text}).status_code == 409

    assert counted([number]) == before


def test_officer_accepts_several_each_by_its_own_advice(county: str, staff) -> None:
    files = [made.filed(), made.filed(applicant_phone="13800000002", what_happened="另一件事，另一个人。")]
    client = staff("officer")

    page = preview(client, "intake.accept", files)
    client.post("/desk/bulk/", {"plan": plan_of(page)})

    for number in files:
        case = picture(number)
        assert case.at("intake", "accepted")
        assert case.header["channel"] == case.latest("route").facts["channel_recommended"]


def test_officer_gives_several_to_another(county: str, staff) -> None:
    files = [accepted(), accepted(applicant_phone="13800000003", what_happened="第三件事")]
    client = staff("officer")

    form = client.post("/desk/bulk/", {"case": files, "act": "case.reassign_officer"}).text
    page = preview(client, "case.reassign_officer", files, officer="officer2", reasons="轮岗")
    client.post("/desk/bulk/", {"plan": plan_of(page)})

    assert '<option value="officer2"' in form
    assert {picture(number).header["officer"] for number in files} == {"officer2"}


def test_missing_answer_is_asked_before_the_preview(county: str, staff) -> None:
    number = accepted()
    data = {"case": [number], "act": "case.reassign_officer", "step": "preview"}

    answer = staff("officer").post("/desk/bulk/", data)

    assert answer.status_code == 422
    assert 'name="plan"' not in answer.text


def test_cases_of_others_and_acts_of_weight_are_not_there(county: str, staff) -> None:
    number = invited()
    stranger = staff("agent-BANK2")

    assert number not in stranger.post("/desk/bulk/", {"case": [number], "act": "invitation.agree"}).text
    page = staff("officer").post("/desk/bulk/", {"case": [made.filed()], "act": "intake.refuse"}).text
    assert "不予受理" not in page.split("<main", 1)[1].split("</main", 1)[0]


def test_assessor_and_administrator_have_no_bulk_acts(county: str, staff) -> None:
    assert staff("administrator").post("/desk/bulk/", {"case": ["W-2026-000001"]}).status_code in (200, 404)
