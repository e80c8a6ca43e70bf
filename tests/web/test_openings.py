"""Opening a file on the pages: logged before it is shown, once in five minutes, refused when it cannot be logged."""

from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError, connection

from rongzhi.casework.models import AccessLog
from tests.factories import county as made
from tests.factories.main_line import effective, mediating

HEADING = "谁看过我的案卷"


def rows(number: str, **only) -> list[tuple[str, str]]:
    return sorted(AccessLog.objects.filter(file=number, **only).values_list("reader", "part"))


def readers(text: str) -> str:
    """What the page says under its heading about who opened the file."""
    return text.partition(HEADING)[2]


@pytest.mark.parametrize("path", ["", "papers/F05/", "papers/confirmation-packet/", "acts/case.note/"])
def test_every_page_of_a_file_is_an_opening(county: str, staff, path: str) -> None:
    number = effective()

    assert staff("officer").get(f"/cases/{number}/{path}").status_code == 200

    assert ("officer", "header") in rows(number)
    assert ("officer", "file") in rows(number)
    assert len(rows(number)) == len(set(rows(number)))


def test_pages_of_one_visit_within_five_minutes_are_one_opening(county: str, staff) -> None:
    number, client = effective(), staff("officer")

    for minutes in (0, 2, 4.9):
        with time_machine.travel(made.NOW + timedelta(minutes=minutes), tick=False):
            client.get(f"/cases/{number}/")
            client.get(f"/cases/{number}/papers/F05/")
    once = rows(number)
    with time_machine.travel(made.NOW + timedelta(minutes=5), tick=False):
        client.get(f"/cases/{number}/")

    assert len(once) == len(set(once))
    assert rows(number) == sorted(once * 2)


def test_another_visit_another_file_and_another_reader_are_openings_of_their_own(
    county: str, staff, party
) -> None:
    first, second, client = made.filed(), made.filed(), staff("officer")

    client.get(f"/cases/{first}/")
    client.get(f"/cases/{second}/")
    staff("officer").get(f"/cases/{first}/")
    party(first).get(f"/cases/{first}/")

    assert rows(first, part="header") == [
        (f"{first}/p1", "header"),
        ("officer", "header"),
        ("officer", "header"),
    ]
    assert rows(second, part="header") == [("officer", "header")]


def test_part_that_came_since_is_logged_within_the_same_opening(county: str, staff) -> None:
    number, client = mediating(), staff("n1")
    client.get(f"/cases/{number}/")
    made.act(number, "mediation.confide", by=made.party(number), note="底线三千")

    client.get(f"/cases/{number}/")
    client.get(f"/cases/{number}/")

    assert rows(number, part="side:p1") == [("n1", "side:p1")]
    assert rows(number, part="file") == [("n1", "file")]


def test_page_that_cannot_be_logged_is_refused_in_plain_words(
    transactional_db, county: str, staff, party
) -> None:
    number = made.filed()

    def refuse(execute, sql, parameters, many, context):
        if sql.startswith("INSERT") and "casework_accesslog" in sql:
            raise OperationalError("database or disk is full")
        return execute(sql, parameters, many, context)

    for client in (staff("officer"), party(number)):
        with connection.execute_wrapper(refuse):
            answers = [
                client.get(f"/cases/{number}/{path}") for path in ("", "papers/F05/", "acts/case.note/")
            ]
        for answer in answers:
            assert answer.status_code == 503
            assert "磁盘空间不足" in answer.text
            assert "张三" not in answer.text
        assert not AccessLog.objects.exists()
    for client in (staff("officer"), party(number)):
        assert client.get(f"/cases/{number}/").status_code == 200


def test_parties_see_who_opened_their_file_and_staff_are_not_shown(county: str, staff, party) -> None:
    number = mediating()
    staff("officer").get(f"/cases/{number}/")
    staff("n1").get(f"/cases/{number}/")

    own = readers(party(number).get(f"/cases/{number}/").text)
    bank = readers(staff("agent-BANK1").get(f"/cases/{number}/", headers={"accept-language": "zh"}).text)

    for shown in (own, bank):
        assert ">officer<" in shown
        assert ">n1<" in shown
        assert "W县金融纠纷人民调解委员会" in shown
        assert "案情与材料" in shown
    for username in ("officer", "n1", "reviewer"):
        assert HEADING not in staff(username).get(f"/cases/{number}/").text


def test_section_speaks_english_too(county: str, party) -> None:
    number = made.filed()

    page = party(number).get(f"/cases/{number}/", headers={"accept-language": "en"}).text

    assert "Who opened this file" in page
    assert "facts and documents" in page
    assert "details of a party (applicant)" in page


def test_reading_of_a_suspicion_is_apart_and_on_no_partys_page(county: str, staff, party) -> None:
    number = mediating()
    made.act(number, "mediation.confide", by=made.agent("BANK1"), note="底线五千")
    made.act(number, "case.report_suspicion", by=made.officer(), kind="crime", facts="疑似集资线索")
    for username in ("officer", "n1"):
        staff(username).get(f"/cases/{number}/")

    assert rows(number, apart=True) == [("officer", "lead")]
    own = readers(party(number).get(f"/cases/{number}/").text)
    assert "lead" not in own
    assert "线索" not in own
    assert "只告诉调解员的话" not in own
    assert "只告诉调解员的话" in readers(staff("agent-BANK1").get(f"/cases/{number}/").text)


def test_file_that_is_not_there_for_the_reader_is_not_logged(county: str, staff) -> None:
    number = made.filed()

    assert staff("agent-BANK2").get(f"/cases/{number}/").status_code == 404
    assert not AccessLog.objects.exists()
