"""The entrances: staff by account with lock-out, parties by number and code without a hint."""

import pytest
from django.test import Client

from rongzhi.casework.models import Case
from tests.factories import county as made
from tests.factories.sign_in import code_of, signed_in, with_app
from tests.web.forms import FILING, codes_shown, send

WRONG = "00000000000000000"  # its last sign fits


def filed_by_web() -> tuple[str, str]:
    number, code = codes_shown(send(Client(), "/file/", FILING, follow=True).text)
    return number, code


def test_party_enters_with_number_and_code_typed_anyhow(county: str, client: Client) -> None:
    number, code = filed_by_web()

    answer = client.post("/enter/", {"number": f" {number.lower()} ", "code": code.lower().replace("-", " ")})

    assert answer.headers["Location"] == f"/cases/{number}/"
    assert client.get(f"/cases/{number}/").status_code == 200


def test_wrong_code_and_unknown_case_say_the_same(county: str, client: Client) -> None:
    number, code = filed_by_web()
    other = made.filed()

    answers = [
        client.post("/enter/", {"number": tried, "code": typed})
        for tried, typed in (
            (number, WRONG),
            ("W-2026-999999", WRONG),
            ("W-2026-999999", code),
            (other, code),
        )
    ]

    told = {
        a.text.replace(n, "")
        for a, n in zip(answers, (number, "W-2026-999999", "W-2026-999999", other), strict=True)
    }
    assert {a.status_code for a in answers} == {401}
    assert len({text.split('class="summary"')[1].split("</div>")[0] for text in told}) == 1


def test_mistyped_code_is_told_without_looking_it_up(county: str, client: Client) -> None:
    answer = client.post("/enter/", {"number": "W-2026-1", "code": "ABC"}, headers={"accept-language": "en"})

    assert answer.status_code == 401
    assert "17 signs" in answer.text


def test_too_many_tries_for_a_case_are_slowed_even_from_elsewhere(county: str) -> None:
    number, code = filed_by_web()
    for n in range(8):
        Client(REMOTE_ADDR=f"10.0.0.{n}").post("/enter/", {"number": number, "code": WRONG})

    answer = Client(REMOTE_ADDR="10.1.0.1").post("/enter/", {"number": number, "code": code})

    assert answer.status_code == 429


def test_too_many_tries_from_an_address_are_slowed(county: str, client: Client) -> None:
    for n in range(30):
        client.post("/enter/", {"number": f"W-2026-{n:06d}", "code": WRONG})

    assert client.post("/enter/", {"number": "W-2026-777777", "code": WRONG}).status_code == 429


def test_party_sees_its_own_file_alone_and_no_desk(county: str, party) -> None:
    own, other = made.filed(), made.filed()
    client = party(own)

    assert client.get(f"/cases/{own}/").status_code == 200
    assert client.get(f"/cases/{other}/").status_code == 404
    assert client.get("/desk/").status_code == 404


def test_staff_sign_in_and_out(county: str, client: Client) -> None:
    signed_in("officer", client)
    inside = client.get("/desk/").status_code
    client.post("/sign-out/")

    assert inside == 200
    assert client.get("/desk/").status_code == 302


def test_wrong_password_is_told(county: str, client: Client) -> None:
    answer = client.post(
        "/sign-in/", {"username": "officer", "password": "no"}, headers={"accept-language": "en"}
    )

    assert answer.status_code == 401
    assert "User name or password is wrong" in answer.text


def test_sign_in_never_leads_away(county: str, client: Client) -> None:
    account = with_app("officer")
    form = {"username": "officer", "password": "a password of the tests", "next": "//elsewhere.example/"}
    client.post("/sign-in/", form)

    answer = client.post("/sign-in/code/", {"code": code_of(account)})

    assert answer.headers["Location"] == "/desk/"


def test_many_wrong_passwords_pause_the_account(county: str, client: Client, settings) -> None:
    settings.AXES_ENABLED = True
    for _ in range(5):
        last = client.post("/sign-in/", {"username": "officer", "password": "no"})

    right = client.post(
        "/sign-in/",
        {"username": "officer", "password": "a password of the tests"},
        headers={"accept-language": "en"},
    )

    assert (last.status_code, right.status_code) == (429, 429)
    assert "paused for 15 minutes" in right.text


@pytest.mark.parametrize("path", ["/sign-out/", "/language/"])
def test_changes_need_a_post(county: str, client: Client, path: str) -> None:
    assert client.get(path).status_code == 405
    assert Case.objects.count() == 0
