"""The desk: what waits, filters in the address, and the same number of queries however many cases there are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import county as made
from tests.factories.main_line import accepted, appointed


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("username", sorted(made.ACCOUNTS))
@pytest.mark.parametrize(
    "path",
    ["/desk/", "/desk/roster/", "/desk/?waiting=all&status=ended", "/desk/?page=x&waiting=%00&number=%00"],
)
def test_desk_answers_every_role(county: str, staff, username: str, path: str) -> None:
    made.filed()

    assert staff(username).get(path).status_code == 200


def test_worklist_shows_stage_turn_and_lateness(county: str, staff) -> None:
    number = made.filed(now=made.NOW - timedelta(days=10))

    page = staff("officer").get("/desk/").text

    assert number in page
    assert "受理 · 已收到申请" in page
    assert "等我" in page
    assert "已超期" in page


def test_worklist_of_another_body_is_empty(county: str, staff) -> None:
    number = made.filed(respondent_body=None)

    assert number not in staff("agent-BANK2").get("/desk/?waiting=all").text


def test_worklist_narrows_by_whom_it_waits_for_and_by_number(county: str, staff) -> None:
    received, waiting = made.filed(), accepted()
    made.act(waiting, "invitation.send", by=made.officer(), party="p2", way="phone")
    officer = staff("officer")

    mine = officer.get("/desk/?waiting=organisation").text
    by_number = officer.get(f"/desk/?waiting=all&status=&number={waiting.lower()}").text

    assert (received in mine, waiting in mine) == (True, False)
    assert (received in by_number, waiting in by_number) == (False, True)


def test_neutral_finds_the_case_that_was_accepted(county: str, staff) -> None:
    number = appointed()

    assert number in staff("n1").get("/desk/").text
    assert number not in staff("n2").get("/desk/?waiting=all").text


def test_worklist_pages_through_many(county: str, staff) -> None:
    for n in range(27):
        made.filed(now=made.clock(minutes=n - 60))
    officer = staff("officer")

    first, second = officer.get("/desk/?waiting=all").text, officer.get("/desk/?waiting=all&page=2").text

    assert (first.count('class="number"'), second.count('class="number"')) == (25, 2)
    assert "page=2" in first


@pytest.mark.parametrize("username", ["officer", "agent-BANK1"])
def test_worklist_takes_as_many_queries_for_three_cases_as_for_one(county: str, staff, username: str) -> None:
    client = staff(username)
    made.filed()
    one = queries(client, "/desk/?waiting=all")
    made.filed()
    made.filed()

    assert queries(client, "/desk/?waiting=all") == one


def test_case_page_takes_as_many_queries_among_twenty_cases(county: str, staff) -> None:
    client = staff("officer")
    number = made.filed()
    alone = queries(client, f"/cases/{number}/")
    for n in range(19):
        made.filed(applicant_phone=f"138000001{n:02d}", what_happened=f"另一件事 {n}")

    assert queries(client, f"/cases/{number}/") == alone


def test_case_page_takes_as_many_queries_with_three_messages_as_with_one(county: str, staff) -> None:
    client = staff("officer")
    number = made.filed()
    made.act(number, "case.note", by=made.officer(), note="一")
    one = queries(client, f"/cases/{number}/")
    made.act(number, "case.note", by=made.officer(), note="二")
    made.act(number, "case.note", by=made.officer(), note="三")

    assert queries(client, f"/cases/{number}/") == one


def test_worklist_without_the_key_shows_header_facts(county: str, staff, settings) -> None:
    number = made.filed()
    client = staff("officer")
    settings.RONGZHI_KEY_FILE.unlink()

    page = client.get("/desk/?waiting=all", headers={"accept-language": "en"})

    assert page.status_code == 200
    assert number in page.text
    assert "Reading only" in page.text
    assert "张三" not in page.text
