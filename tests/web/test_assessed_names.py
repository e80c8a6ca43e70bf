"""Whose opinion is whose: for assessors, once opened, each reading logged, and nothing else of the case."""

import pytest
from django.test import Client

from rongzhi.casework.models import AccessLog
from rongzhi.directory.models import Account
from tests.factories import county as made
from tests.factories.consulting import MEMBERS, convened, departments, opinion
from tests.factories.county import CODE, act, agent
from tests.factories.main_line import mediating
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db
SECRET = "评查意见秘密七七"


@pytest.fixture
def case() -> str:
    made.county()
    departments()
    for name, body in (("assessor", "AUD"), ("assessor-NFRA", "NFRA")):
        Account.objects.create_user(
            name, "a password of the tests", county=CODE, name_zh=name, body=body, functions="assessor"
        )
    file = mediating()
    convened(file)
    return file


def address(file: str, run: str = "consultation-1") -> str:
    return f"/desk/consultations/{file}/{run}/names/"


def opened(file: str) -> None:
    for handle in MEMBERS:
        opinion(file, handle, reasons=SECRET if handle == "PBOC" else "保费未单独告知")


def test_assessor_reads_who_said_what_once_opened_and_the_reading_is_logged(case: str) -> None:
    opened(case)
    assessor = signed_in("assessor")

    desk = assessor.get("/desk/consultations/").text
    shown = assessor.get(address(case)).text

    assert address(case) in desk
    assert SECRET in shown
    assert "人民银行W市分行" in shown
    assert "张三" not in shown
    logged = set(AccessLog.objects.filter(reader="assessor", file=case).values_list("part", flat=True))
    assert logged == {f"opinion:seat-{n}" for n in range(1, len(MEMBERS) + 1)}


def test_before_the_opening_there_is_nothing_for_the_assessor(case: str) -> None:
    for handle in MEMBERS[:-1]:
        opinion(case, handle, reasons=SECRET)
    assessor = signed_in("assessor")

    assert assessor.get(address(case)).status_code == 404
    assert case not in assessor.get("/desk/consultations/").text
    assert not AccessLog.objects.filter(reader="assessor").exists()


def test_second_opinions_stay_shut_to_the_assessor_until_their_round_is_opened(case: str) -> None:
    opened(case)
    act(case, "consultation.feed_back", by=agent("SEC"))
    act(case, "consultation.ask_second", by=agent("SEC"))
    opinion(case, "NFRA", again=True, reasons="第二轮秘密八八")

    shown = signed_in("assessor").get(address(case)).text

    assert SECRET in shown
    assert "第二轮秘密八八" not in shown


def test_assessor_of_a_body_at_the_table_does_not_unmask_it(case: str) -> None:
    opened(case)
    assessor = signed_in("assessor-NFRA")

    assert assessor.get(address(case)).status_code == 404
    assert address(case) not in assessor.get("/desk/consultations/").text


@pytest.mark.parametrize("who", ["agent-SEC", "agent-NFRA", "officer", "reviewer", "agent-BANK1", "n1", ""])
def test_nobody_else_finds_the_page(case: str, who: str) -> None:
    opened(case)
    browser = signed_in(who) if who else Client()

    answer = browser.get(address(case))

    assert answer.status_code in (302, 404)
    assert SECRET not in answer.text


def test_nothing_else_of_the_case_becomes_readable(case: str) -> None:
    opened(case)
    assessor = signed_in("assessor")

    for path in (f"/cases/{case}/", f"/cases/{case}/consultation/", f"/cases/{case}/papers/F47/"):
        assert assessor.get(path).status_code == 404
    assert assessor.get(address(case, "mediation-1")).status_code == 404
    assert assessor.get(address("W-2026-999999")).status_code == 404
