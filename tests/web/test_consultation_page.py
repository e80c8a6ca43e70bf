"""The page of a consultation: what each reader finds there, and its forms asking in the question's own words."""

import pytest
from django.test import Client

from tests.factories import county as made
from tests.factories.consulting import MEMBERS, PACK, asked, convened, departments, opinion
from tests.factories.county import act, agent
from tests.factories.main_line import mediating
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db
_browsers: dict[str, Client] = {}
SECRET = "独立意见秘密九九"


@pytest.fixture
def case() -> str:
    _browsers.clear()
    made.county()
    departments()
    return mediating()


def desk(login: str) -> Client:
    """The browser of that login, signed in once."""
    if login not in _browsers:
        _browsers[login] = signed_in(login)
    return _browsers[login]


def page(file: str, login: str, more: str = "") -> str:
    answer = desk(login).get(f"/cases/{file}/consultation/{more}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_member_finds_questions_pack_and_the_way_to_its_opinion(case):
    convened(case)

    shown = page(case, "agent-NFRA")

    assert "机构是否应当退还保费？" in shown
    assert "贷款和保险同日办理" in shown
    assert f"/cases/{case}/acts/consultation.first_opinion/" in shown
    assert "张三" not in shown


def test_form_asks_in_the_words_of_the_question_and_nothing_else(case):
    convened(case)

    answer = signed_in("agent-NFRA").get(f"/cases/{case}/acts/consultation.first_opinion/")

    shown = answer.content.decode()
    assert "机构是否应当退还保费？" in shown
    assert 'name="answer_1" value="yes"' in shown
    assert 'name="low_2"' in shown
    assert 'name="low_1"' not in shown
    assert 'name="answer_3"' not in shown


def test_opinion_is_on_no_page_before_the_opening_and_without_name_after(case):
    convened(case)
    opinion(case, "NFRA", reasons=SECRET)
    for login in ("agent-SEC", "agent-PBOC", "officer", "n1"):
        assert SECRET not in page(case, login)
    assert desk("agent-BANK1").get(f"/cases/{case}/consultation/").status_code == 404

    for handle in MEMBERS[1:]:
        opinion(case, handle, yes="no")
    act(case, "consultation.feed_back", by=agent("SEC"))

    for login in ("agent-PBOC", "agent-SEC"):
        shown = page(case, login)
        assert SECRET in shown
        assert "4/5" in shown
    assert "办公室和评查人员可见" not in page(case, "agent-PBOC")
    assert SECRET not in page(case, "officer")


def test_screen_of_the_room_shows_no_reasons_and_no_names(case):
    convened(case)
    for handle in MEMBERS:
        opinion(case, handle, reasons=SECRET)

    shown = page(case, "agent-SEC", "?screen=1")

    assert SECRET not in shown
    assert "5/5" in shown


def test_options_are_counted_by_the_form(case):
    asked(case)
    act(case, "consultation.admit", by=agent("SEC"))
    seats = {f"member_{n}": handle for n, handle in enumerate(MEMBERS, 1)}
    put = {"question_1": "先做哪一项？", "kind_1": "choice", "options_1": "退款\n道歉\n更正"}
    client = signed_in("agent-SEC")

    answer = client.post(
        f"/cases/{case}/acts/consultation.convene/",
        {**seats, "chair": "SEC", **put, **PACK, "request_key": "k-1"},
    )

    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert "A" in page(case, "agent-NFRA")


def test_overview_says_too_few_and_is_for_the_secretariat_alone(case):
    convened(case)
    for handle in MEMBERS:
        opinion(case, handle)

    answer = desk("agent-SEC").get("/desk/consultations/")

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "少于20次" in shown
    assert "5 / 5" in shown
    assert case in shown
    for login in ("agent-NFRA", "officer", "agent-BANK1"):
        assert desk(login).get("/desk/consultations/").status_code == 404


def test_way_out_is_never_the_main_button(case):
    convened(case)
    for handle in MEMBERS:
        opinion(case, handle)
    act(case, "consultation.feed_back", by=agent("SEC"))

    shown = page(case, "agent-NFRA")

    recuse = shown[: shown.index("acts/consultation.recuse/")].rpartition("<a ")[2]
    assert 'class="button second"' in recuse


def test_box_of_a_suspicion_is_left_out_for_who_may_not_know_of_it(case):
    act(
        case,
        "consultation.ask",
        by=made.officer(),
        test_crime="yes",
        test_law="yes",
        why_complex="规定不明确",
        questions="是否应退",
    )

    told = {who: desk(who).get(f"/cases/{case}/papers/F44/").text for who in ("officer", "agent-SEC", "n1")}

    assert "■ 有涉嫌犯罪的迹象" in told["officer"]
    for who in ("agent-SEC", "n1"):
        assert "有涉嫌犯罪的迹象" not in told[who], who


def test_dominance_says_that_it_sees_no_reason(case):
    assert "看不出为什么" in desk("agent-SEC").get("/desk/consultations/").text
