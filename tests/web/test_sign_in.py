"""Staff come in by password and app: every step that is left out leads nowhere."""

import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from rongzhi.accounts.second_factor import enrolled, new_recovery_codes
from rongzhi.core.one_time_codes import counter_at, hotp
from rongzhi.directory.models import Account, SignIn
from tests.factories.county import NOW, clock
from tests.factories.sign_in import PASSWORD, code_of, signed_in, with_app

pytestmark = pytest.mark.django_db
FORM = {"username": "officer", "password": PASSWORD}
INSIDE = (
    "/desk/",
    "/desk/people/",
    "/account/",
    "/account/password/",
    "/desk/handover/",
    "/api/v1/files/W-2026-000001",
)


def inside(client: Client) -> set[int]:
    return {client.get(address).status_code for address in INSIDE}


@pytest.mark.parametrize("has_app", [False, True])
def test_password_alone_opens_no_page(county: str, client: Client, has_app: bool) -> None:
    if has_app:
        with_app("officer")

    answer = client.post("/sign-in/", FORM)

    assert answer.headers["Location"] == ("/sign-in/code/" if has_app else "/sign-in/enrol/")
    assert inside(client) <= {302, 401, 404}
    assert client.get("/desk/").headers["Location"].startswith("/sign-in/")


def test_app_is_enrolled_at_the_first_sign_in_and_recovery_codes_are_shown_once(
    county: str, client: Client
) -> None:
    client.post("/sign-in/", {**FORM, "next": "/calendar/"})
    page = client.get("/sign-in/enrol/").text
    secret = re.search(r'<p class="code">([A-Z2-7 ]+)</p>', page)[1].replace(" ", "")
    assert "data:image/svg+xml" in page

    shown = client.post("/sign-in/enrol/", {"code": hotp(secret, counter_at(timezone.now()))})

    codes = re.findall(r'<li class="code">([0-9A-Z]{5}-[0-9A-Z]{5})</li>', shown.text)
    assert len(codes) == 10
    assert client.get("/desk/").status_code == 200
    assert not any(code in client.get("/account/").text for code in codes)
    assert shown.headers["Cache-Control"].count("no-store") == 1


def test_wrong_code_enrols_nothing(county: str, client: Client) -> None:
    client.post("/sign-in/", FORM)

    answer = client.post("/sign-in/enrol/", {"code": "12345"})

    assert answer.status_code == 401
    assert not enrolled(Account.objects.get(username="officer"))
    assert client.get("/desk/").status_code == 302


def test_who_has_an_app_cannot_enrol_another_by_password_alone(county: str, client: Client) -> None:
    account = with_app("officer")
    client.post("/sign-in/", FORM)

    assert client.get("/sign-in/enrol/").headers["Location"] == "/sign-in/"
    assert client.post("/sign-in/enrol/", {"code": code_of(account)}).headers["Location"] == "/sign-in/"
    assert client.get("/desk/").status_code == 302


def test_second_step_without_the_first_leads_back(county: str, client: Client) -> None:
    account = with_app("officer")

    for address in ("/sign-in/code/", "/sign-in/enrol/"):
        assert client.post(address, {"code": code_of(account)}).headers["Location"] == "/sign-in/"
    assert client.get("/desk/").status_code == 302


def test_second_step_ends_ten_minutes_after_the_first(county: str, client: Client) -> None:
    account = with_app("officer")
    client.post("/sign-in/", FORM)

    with time_machine.travel(clock(minutes=11), tick=False):
        assert client.post("/sign-in/code/", {"code": code_of(account)}).headers["Location"] == "/sign-in/"


def test_second_step_ends_when_the_password_changes(county: str, client: Client) -> None:
    account = with_app("officer")
    client.post("/sign-in/", FORM)
    account.set_password("another of the tests")
    account.save()

    assert client.post("/sign-in/code/", {"code": code_of(account)}).headers["Location"] == "/sign-in/"


def test_code_that_was_seen_is_not_taken_again(county: str) -> None:
    account = with_app("officer")
    code = code_of(account)
    mine, theirs = Client(), Client()
    for browser in (mine, theirs):
        browser.post("/sign-in/", FORM)

    assert mine.post("/sign-in/code/", {"code": code}).status_code == 302
    assert theirs.post("/sign-in/code/", {"code": code}).status_code == 401
    assert theirs.get("/desk/").status_code == 302


def test_recovery_code_lets_in_once(county: str) -> None:
    code = new_recovery_codes(with_app("officer"))[0]
    first, second = Client(), Client()
    for browser in (first, second):
        browser.post("/sign-in/", FORM)

    assert first.post("/sign-in/code/", {"code": code}).status_code == 302
    assert "还剩 9 个" in first.get("/desk/").text
    assert second.post("/sign-in/code/", {"code": code}).status_code == 401


def test_wrong_codes_pause_the_account_from_every_address(county: str) -> None:
    account = with_app("officer")
    for n in range(5):
        browser = Client(REMOTE_ADDR=f"10.0.0.{n}")
        browser.post("/sign-in/", FORM)
        last = browser.post("/sign-in/code/", {"code": "no"})
    browser = Client(REMOTE_ADDR="10.0.1.1")
    browser.post("/sign-in/", FORM)

    right = browser.post("/sign-in/code/", {"code": code_of(account)}, headers={"accept-language": "en"})

    assert (last.status_code, right.status_code) == (429, 429)
    assert "paused for 15 minutes" in right.text


def test_optional_second_factor_lets_in_who_has_none_and_nobody_who_has_one(
    county: str, client: Client, settings
) -> None:
    settings.RONGZHI_SECOND_FACTOR = "optional"

    assert client.post("/sign-in/", FORM).headers["Location"] == "/desk/"
    with_app("reviewer")
    other = Client()
    other.post("/sign-in/", {**FORM, "username": "reviewer"})
    assert other.get("/desk/").status_code == 302


def test_session_key_changes_at_both_steps(county: str, client: Client) -> None:
    account = with_app("officer")
    client.get("/sign-in/")
    keys = [client.session.session_key]
    client.post("/sign-in/", FORM)
    keys.append(client.session.session_key)
    client.post("/sign-in/code/", {"code": code_of(account)})
    keys.append(client.session.session_key)

    assert len(set(keys)) == 3


def test_code_and_secret_stand_in_no_log(county: str, client: Client, caplog) -> None:
    caplog.set_level("DEBUG")
    account = with_app("officer")
    client.post("/sign-in/", {**FORM, "password": "wrong-word-here"})
    client.post("/sign-in/", FORM)
    code = code_of(account)
    client.post("/sign-in/code/", {"code": code})

    assert client.get("/desk/").status_code == 200
    for word in (PASSWORD, "wrong-word-here", code):
        assert word not in caplog.text


# ── Where somebody is signed in ──
def test_sign_ins_are_listed_with_shortened_places(county: str) -> None:
    first = signed_in(
        "officer", REMOTE_ADDR="10.1.2.3", HTTP_USER_AGENT="Mozilla (Linux; Android 14) Chrome/126"
    )

    page = first.get("/account/").text

    assert "10.1.*.*" in page
    assert "Chrome · Android" in page
    assert "10.1.2.3" not in page


def test_other_sign_in_is_ended_and_the_own_goes_on(county: str) -> None:
    first, second = signed_in("officer"), signed_in("officer")
    other = SignIn.objects.order_by("pk")[0]

    second.post("/account/sign-ins/", {"which": str(other.pk)})

    assert first.get("/desk/").status_code == 302
    assert second.get("/desk/").status_code == 200


def test_all_others_are_ended_at_once(county: str, staff) -> None:
    browsers = [staff("officer") for _ in range(3)]
    for browser in browsers:
        browser.get("/desk/")

    browsers[0].post("/account/sign-ins/", {"which": "others"})

    assert [browser.get("/desk/").status_code for browser in browsers] == [200, 302, 302]


def test_sign_in_of_somebody_else_cannot_be_ended(county: str, staff) -> None:
    theirs, mine = staff("reviewer"), staff("officer")
    theirs.get("/desk/")
    row = SignIn.objects.get()

    assert mine.post("/account/sign-ins/", {"which": str(row.pk)}).status_code == 404
    assert theirs.get("/desk/").status_code == 200


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 302)])
def test_idle_session_ends(county: str, staff, minutes: int, status: int) -> None:
    browser = staff("officer")
    browser.get("/desk/")

    with time_machine.travel(clock(minutes=minutes), tick=False):
        assert browser.get("/desk/").status_code == status


def test_used_session_ends_after_twelve_hours_all_the_same(county: str, staff, settings) -> None:
    settings.SESSION_COOKIE_AGE = 10**6  # the sign-in itself ends, not the cookie
    browser = staff("officer")
    found = []
    for half_hours in range(26):
        with time_machine.travel(clock(minutes=30 * half_hours), tick=False):
            found.append(browser.get("/desk/").status_code)

    assert found == [200] * 24 + [302] * 2


def test_session_that_was_ended_does_not_come_back_by_its_cookie(county: str) -> None:
    browser = signed_in("officer")
    cookie = browser.cookies["sessionid"].value
    browser.post("/sign-out/")
    browser.cookies["sessionid"] = cookie

    assert browser.get("/desk/").status_code == 302


# ── Passwords ──
NEW = "quiet-mountain-48213"


def test_password_change_ends_every_other_session(county: str) -> None:
    first, second = signed_in("officer"), signed_in("officer")
    form = {"old": PASSWORD, "password": NEW, "again": NEW}

    assert first.post("/account/password/", form).status_code == 302
    assert first.get("/desk/").status_code == 200
    assert second.get("/desk/").status_code == 302
    assert Account.objects.get(username="officer").check_password(NEW)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"old": "no"}, 401),
        ({"again": "other-word-here"}, 422),
        ({"password": "1234567890", "again": "1234567890"}, 422),
    ],
)
def test_password_is_not_changed(county: str, staff, changed: dict[str, str], status: int) -> None:
    form = {"old": PASSWORD, "password": NEW, "again": NEW, **changed}

    assert staff("officer").post("/account/password/", form).status_code == status
    assert Account.objects.get(username="officer").check_password(PASSWORD)


def test_guessing_the_present_password_is_slowed(county: str, staff) -> None:
    browser = staff("officer")
    for _ in range(8):
        browser.post("/account/password/", {"old": "no", "password": NEW, "again": NEW})

    right = browser.post("/account/password/", {"old": PASSWORD, "password": NEW, "again": NEW})

    assert right.status_code == 429


# ── App and recovery codes ──
def test_new_recovery_codes_need_a_code_of_the_app(county: str) -> None:
    browser = signed_in("officer")
    account = Account.objects.get(username="officer")
    old = new_recovery_codes(account)[0]

    assert browser.post("/account/recovery/", {"code": "no"}).status_code == 401
    assert browser.post("/account/recovery/", {"code": old}).status_code == 401
    with time_machine.travel(clock(minutes=1), tick=False):
        shown = browser.post("/account/recovery/", {"code": code_of(account)})
    assert len(re.findall(r'<li class="code">', shown.text)) == 10


def test_another_app_needs_a_code_of_the_first(county: str) -> None:
    browser = signed_in("officer")
    secret = re.search(r'<p class="code">([A-Z2-7 ]+)</p>', browser.get("/account/app/").text)[1].replace(
        " ", ""
    )
    code = hotp(secret, counter_at(NOW))

    without = browser.post("/account/app/", {"current": "", "code": code})
    with time_machine.travel(clock(minutes=1), tick=False):
        current = code_of(Account.objects.get(username="officer"))
        fresh = hotp(secret, counter_at(clock(minutes=1)))
        done = browser.post("/account/app/", {"current": current, "code": fresh})

    assert (without.status_code, done.status_code) == (401, 200)
    assert browser.get("/desk/").status_code == 200


def test_pages_say_what_browsers_may_do(client: Client, county: str) -> None:
    headers = client.get("/sign-in/").headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
