"""Forms that come too late: a text or a meeting changed after the page was opened, and the answer says what changed."""

import pytest

from rongzhi.casework.actions import perform
from rongzhi.web.views import meetings
from tests.factories.county import act, agent, mediator, party
from tests.factories.main_line import mediating, picture, signing, text_hash
from tests.web.forms import carried
from tests.web.test_walls_pages import browser

MEETING = {"meeting_on": "2026-03-02", "hour": "14:00", "place": "调委会二楼", "mode": "site"}
LATER = MEETING | {"meeting_on": "2026-03-10", "hour": "09:30"}
MOVE = {"session": "session-1", "reasons": "调解员有会", **LATER}


def redrafted(file: str) -> None:
    """The neutral writes the agreement anew, and both sides read it."""
    draft = {
        "facts_and_issues": "保费争议",
        "terms": "银行一次退还3000元",
        "amount": "3000.00",
        "no_harm": "yes",
    }
    act(file, "agreement.draft", by=mediator(), **draft)
    for by in (party(file), agent("BANK1")):
        act(file, "agreement.confirm_reading", by=by, agrees="yes")


def test_signature_under_a_page_of_the_old_text_is_refused_and_the_new_text_shown(county: str) -> None:
    file = signing()
    client, address = browser("p1", file, ""), f"/cases/{file}/acts/agreement.sign/"
    old = carried(client.get(address).text)
    redrafted(file)

    answer = client.post(address, {**old, "signature_kind": "hand"})

    assert answer.status_code == 422
    assert "银行一次退还3000元" in answer.text
    assert "银行分两期退还4000元" not in answer.text
    assert "文本" in answer.text.partition('role="alert"')[2][:600]
    assert picture(file).list("signature", "valid") == []
    again = client.post(address, {**carried(answer.text), "signature_kind": "hand"})
    assert again.status_code == 302
    assert picture(file).latest("signature").facts["text_hash"] == text_hash(file)


def test_form_with_another_fault_is_not_bound_to_a_text_of_which_nothing_was_said(county: str) -> None:
    file = signing()
    client, address = browser("p1", file, ""), f"/cases/{file}/acts/agreement.sign/"
    old = carried(client.get(address).text)
    redrafted(file)
    paper = {"backdated_on": "2026-13-40"}

    answer = client.post(address, {**old, **paper})  # no kind of signature chosen

    assert answer.status_code == 422
    told = "文本" in answer.text.partition('role="alert"')[2][:600]
    assert told or carried(answer.text)["text_hash"] == old["text_hash"]
    assert picture(file).list("signature", "valid") == []


def with_meeting() -> str:
    file = mediating()
    act(file, "mediation.set_meeting", by=mediator(), **MEETING)
    return file


def test_party_who_joins_a_meeting_that_was_moved_is_told_the_new_day(county: str) -> None:
    file = with_meeting()
    client, address = browser("p1", file, ""), f"/cases/{file}/sessions/"
    form = carried(client.get(address).text)
    act(file, "meetings.move", by=mediator(), **MOVE)

    answer = client.post(address, {**form, "act": "meetings.join", "session": "session-1", "joins": "site"})

    assert answer.status_code == 422
    assert "2026-03-10 09:30" in answer.text.partition("变化")[2][:300]
    assert picture(file).list("attendance") == []


@pytest.mark.parametrize(
    "sent", [{"act": "meetings.answer", "coming": "site"}, {"act": "meetings.join", "joins": "site"}]
)
def test_meeting_moved_in_the_moment_of_the_answer_is_told_with_the_new_day(
    county: str, monkeypatch: pytest.MonkeyPatch, sent: dict[str, str]
) -> None:
    file = with_meeting()

    def moved_before(*args, **kwargs):
        act(file, "meetings.move", by=mediator(), **MOVE)
        return perform(*args, **kwargs)

    monkeypatch.setattr(meetings, "perform", moved_before)
    answer = browser("p1", file, "").post(f"/cases/{file}/sessions/", {**sent, "session": "session-1"})

    assert answer.status_code == 422
    assert "2026-03-10 09:30" in answer.text.partition("变化")[2][:300]
    assert picture(file).list("attendance") == []
