"""The administrator's pages of people, reset codes, capacities and deputies, and the list of what is to be taken over."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from rongzhi.casework.models import Case, Event
from rongzhi.casework.projection import facts_of
from rongzhi.directory.models import Account, AccountNote, SignIn
from tests.factories import county as made
from tests.factories import main_line
from tests.factories.county import NOW
from tests.factories.offices import county_with_file
from tests.factories.sign_in import PASSWORD, with_app

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
NEW = "quiet-mountain-48213"
BY_DAY = (NOW.date() + timedelta(days=3)).isoformat()


@pytest.fixture
def founded(db: None, installation):
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield county_with_file()


def browser(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username), backend=BACKEND)
    return client


def code_in(answer) -> str:
    return re.search(r'<p class="code">([0-9A-Z-]+)</p>', answer.text)[1]


OTHERS = ("officer", "reviewer", "clerk", "n1", "agent-BANK1")
PAGES = ("/desk/people/", "/desk/people/add/", "/desk/people/officer/")
DEEDS = ("code", "sign-out", "remove-app", "address", "give", "end", "leave")


@pytest.mark.parametrize("username", OTHERS)
def test_pages_of_people_are_not_there_for_others(founded: str, username: str) -> None:
    client = browser(username)

    assert {client.get(address).status_code for address in PAGES} == {404}
    for deed in DEEDS:
        assert client.post(f"/desk/people/officer/{deed}/", {"by_day": BY_DAY}).status_code == 404
    assert Account.objects.get(username="officer").is_active
    assert not AccountNote.objects.exists()


def test_administrator_of_another_county_finds_nobody(founded: str) -> None:
    Account.objects.create_user("far", PASSWORD, county="X", functions="administrator", name_zh="far")

    assert browser("far").get("/desk/people/officer/").status_code == 404
    assert "officer" not in browser("far").get("/desk/people/").text


def test_person_is_added_and_comes_in_by_the_code_shown(founded: str) -> None:
    client = browser("administrator")
    form = {"username": "new", "name_zh": "何新", "body": "PMCF", "functions": ["officer", "reviewer"]}

    code = code_in(client.post("/desk/people/add/", form))
    own = Client()
    answer = own.post("/sign-in/reset/", {"username": "new", "code": code, "password": NEW, "again": NEW})

    assert answer.headers["Location"] == "/sign-in/"
    assert (
        own.post("/sign-in/", {"username": "new", "password": NEW}).headers["Location"] == "/sign-in/enrol/"
    )
    assert Event.objects.filter(file=founded, act="county.appoint").count() == 2
    assert code not in client.get("/desk/people/new/").text


@pytest.mark.parametrize(
    "wrong",
    [{"username": "of ficer"}, {"username": "officer"}, {"name_zh": ""}, {"body": "NONE"}, {"neutral": "n9"}],
)
def test_person_that_fits_nothing_is_not_added(founded: str, wrong: dict[str, str]) -> None:
    count = Account.objects.count()

    answer = browser("administrator").post(
        "/desk/people/add/", {"username": "new", "name_zh": "何新", **wrong}
    )

    assert answer.status_code == 422
    assert Account.objects.count() == count


def test_reset_code_is_used_once(founded: str) -> None:
    code = code_in(browser("administrator").post("/desk/people/officer/code/"))
    form = {"username": "officer", "code": code, "password": NEW, "again": NEW}

    assert Client().post("/sign-in/reset/", form).status_code == 302
    assert (
        Client().post("/sign-in/reset/", {**form, "password": PASSWORD, "again": PASSWORD}).status_code == 401
    )
    assert Account.objects.get(username="officer").check_password(NEW)


def test_weak_password_does_not_use_the_code_up(founded: str) -> None:
    code = code_in(browser("administrator").post("/desk/people/officer/code/"))
    form = {"username": "officer", "code": code}

    assert Client().post("/sign-in/reset/", {**form, "password": "1", "again": "1"}).status_code == 422
    assert Client().post("/sign-in/reset/", {**form, "password": NEW, "again": NEW}).status_code == 302


def test_reset_does_not_go_round_the_app(founded: str) -> None:
    with_app("officer")
    code = code_in(browser("administrator").post("/desk/people/officer/code/"))
    client = Client()
    client.post("/sign-in/reset/", {"username": "officer", "code": code, "password": NEW, "again": NEW})

    client.post("/sign-in/", {"username": "officer", "password": NEW})

    assert client.get("/desk/").headers["Location"].startswith("/sign-in/")


def test_guessing_reset_codes_is_slowed_for_names_that_exist_or_not(founded: str) -> None:
    form = {"code": "0000-0000-0000-0000-0", "password": NEW, "again": NEW}
    told = []
    for name in ("officer", "nobody"):
        answers = [
            Client(REMOTE_ADDR=f"10.0.{len(name)}.{n}").post("/sign-in/reset/", {"username": name, **form})
            for n in range(9)
        ]
        told.append([(a.status_code, re.sub(r'(value="[^"]*"|officer|nobody)', "", a.text)) for a in answers])

    assert told[0] == told[1]
    assert [status for status, _ in told[0]] == [401] * 8 + [429]


def test_asking_for_a_code_tells_nothing(founded: str) -> None:
    Account.objects.filter(username="officer").update(means="sms")
    told = {
        re.sub(
            r'name="csrfmiddlewaretoken" value="[^"]*"',
            "",
            Client().post("/sign-in/forgot/", {"username": name}).text,
        )
        for name in ("nobody", "reviewer", "clerk")
    }

    assert len(told) == 1


def test_forced_sign_out_ends_every_session(founded: str) -> None:
    theirs = browser("officer")
    theirs.get("/desk/")

    browser("administrator").post("/desk/people/officer/sign-out/")

    assert theirs.get("/desk/").status_code == 302
    assert SignIn.objects.get(account__username="officer").why == "forced"


def test_removed_app_is_asked_for_again(founded: str) -> None:
    with_app("officer")
    browser("administrator").post("/desk/people/officer/remove-app/")

    answer = Client().post("/sign-in/", {"username": "officer", "password": PASSWORD})

    assert answer.headers["Location"] == "/sign-in/enrol/"


def test_recorded_address_is_masked(founded: str) -> None:
    client = browser("administrator")
    client.post("/desk/people/officer/address/", {"means": "sms", "address": "13812345678"})

    page = client.get("/desk/people/officer/").text

    assert "13812345678" not in page
    assert "5678" in page or "138" in page


# ── Offices and capacities ──
GIVEN = {"function": "officer", "body": "PMCF", "basis": "决定〔2026〕1号"}


def test_office_is_given_chosen_used_and_ended(founded: str) -> None:
    number = made.filed()
    administrator, clerk = browser("administrator"), browser("clerk")
    before = clerk.get(f"/cases/{number}/").status_code
    administrator.post("/desk/people/clerk/give/", GIVEN)
    page = clerk.get("/account/").text
    key = re.search(r'value="(o[^"]+)"', page)[1]

    clerk.post("/account/capacity/", {"capacity": key})
    during = clerk.get(f"/cases/{number}/")
    office = re.search(r'name="office" value="([^"]+)"', administrator.get("/desk/people/clerk/").text)[1]
    administrator.post("/desk/people/clerk/end/", {"office": office, "basis": "决定〔2026〕2号"})
    after = clerk.get(f"/cases/{number}/").status_code

    assert (before, during.status_code, after) == (404, 200, 404)
    assert "承办人员" in during.text
    assert "已经结束" in clerk.get("/account/").text


def test_office_without_basis_is_refused_with_the_reason(founded: str) -> None:
    answer = browser("administrator").post("/desk/people/clerk/give/", {**GIVEN, "basis": ""})

    assert answer.status_code == 422
    assert "依据" in answer.text


@pytest.mark.parametrize("key", ["oW-C2026-0001/office-1", "d1", "x", "o"])
def test_capacity_that_is_not_ones_own_cannot_be_chosen(founded: str, key: str) -> None:
    client = browser("clerk")

    assert client.post("/account/capacity/", {"capacity": key}).status_code == 404


def test_deputy_is_named_acts_for_the_other_and_is_shown_so(founded: str) -> None:
    number = made.filed()
    days = {"since": NOW.date().isoformat(), "until": BY_DAY}
    browser("officer").post("/account/deputy/", {"deputy": "reviewer", **days})
    deputy = browser("reviewer")
    key = re.search(r'value="(d\d+)"', deputy.get("/account/").text)[1]
    deputy.post("/account/capacity/", {"capacity": key})

    form = deputy.get(f"/cases/{number}/acts/case.note/").text
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    sent = deputy.post(f"/cases/{number}/acts/case.note/", {**hidden, "note": "代为登记"})

    assert sent.status_code == 302
    event = Event.objects.get(file=number, act="case.note")
    assert (event.actor, facts_of(event.header)["facts"]["behalf"]) == ("reviewer", "officer")
    assert "reviewer（代 officer）" in deputy.get(f"/cases/{number}/").text
    with time_machine.travel(NOW + timedelta(days=4), tick=False):
        again = browser("reviewer")
        assert again.post("/account/capacity/", {"capacity": key}).status_code == 404


def test_deputy_names_no_deputy(founded: str) -> None:
    days = {"since": NOW.date().isoformat(), "until": BY_DAY}
    browser("officer").post("/account/deputy/", {"deputy": "reviewer", **days})
    deputy = browser("reviewer")
    deputy.post(
        "/account/capacity/", {"capacity": re.search(r'value="(d\d+)"', deputy.get("/account/").text)[1]}
    )

    assert deputy.post("/account/deputy/", {"deputy": "officer2", **days}).status_code == 404


def test_deputy_of_somebody_else_cannot_be_ended(founded: str) -> None:
    days = {"since": NOW.date().isoformat(), "until": BY_DAY}
    browser("officer").post("/account/deputy/", {"deputy": "reviewer", **days})

    assert browser("officer2").post("/account/deputy/", {"end": "1"}).status_code == 404


# ── Leaving ──
def test_administrator_sees_numbers_and_no_cases_of_a_leaver(founded: str) -> None:
    number = main_line.accepted()

    page = browser("administrator").get("/desk/people/officer/").text

    assert number not in page
    assert "承办 1" in page


def test_leavers_case_is_listed_and_taken_over(founded: str) -> None:
    number = main_line.accepted()
    theirs = browser("officer")
    theirs.get("/desk/")
    browser("administrator").post("/desk/people/officer/leave/", {"by_day": BY_DAY, "successor": ""})
    other = browser("officer2")

    assert theirs.get("/desk/").status_code == 302
    assert number in other.get("/desk/handover/").text
    assert "待接办" in other.get("/desk/").text
    other.post("/desk/handover/", {"file": number, "officer": "officer2"})
    assert Case.objects.get(number=number).officer == "officer2"
    assert f"/cases/{number}/" not in other.get("/desk/handover/").text


def test_handover_is_late_after_its_day(founded: str) -> None:
    main_line.accepted()
    browser("administrator").post("/desk/people/officer/leave/", {"by_day": BY_DAY})

    with time_machine.travel(NOW + timedelta(days=4), tick=False):
        assert "已超期" in browser("officer2").get("/desk/handover/").text


def test_only_mediator_left_is_told_to_the_organisation(founded: str) -> None:
    from rongzhi.directory.models import Neutral

    number = main_line.mediating()
    Neutral.objects.exclude(handle="n1").update(status="left")
    administrator = browser("administrator")
    assert "没有其他在册调解员" in administrator.get("/desk/people/n1/").text

    administrator.post("/desk/people/n1/leave/", {"by_day": BY_DAY})
    Neutral.objects.update(status="left")

    page = browser("officer").get("/desk/handover/").text
    assert number in page
    assert "名册上没有其他在册调解员" in page
    assert "更换调解员" in browser("officer").get(f"/cases/{number}/").text


@pytest.mark.parametrize("username", ["n1", "clerk", "agent-BANK1", "administrator", "reviewer"])
def test_handover_is_for_the_organisation_alone(founded: str, username: str) -> None:
    assert browser(username).get("/desk/handover/").status_code == 404


def test_case_of_another_body_cannot_be_taken_over(founded: str) -> None:
    number = main_line.accepted()
    browser("administrator").post("/desk/people/officer/leave/", {"by_day": BY_DAY})
    Account.objects.create_user("far", PASSWORD, county="W", body="COURT", functions="officer", name_zh="far")

    assert browser("far").post("/desk/handover/", {"file": number, "officer": "far"}).status_code == 404
    assert Case.objects.get(number=number).officer == ""


def test_last_administrator_cannot_leave(founded: str) -> None:
    answer = browser("administrator").post("/desk/people/administrator/leave/", {"by_day": BY_DAY})

    assert answer.status_code == 422
    assert Account.objects.get(username="administrator").is_active


@pytest.mark.parametrize("day", ["", "2026-02-30", "2026-03-01"])
def test_leaving_needs_a_day_to_come(founded: str, day: str) -> None:
    answer = browser("administrator").post("/desk/people/officer/leave/", {"by_day": day})

    assert answer.status_code == 422
    assert Account.objects.get(username="officer").is_active
