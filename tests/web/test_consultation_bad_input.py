"""Spreads that tell little are told as they are: a tie, a single opinion, all the same."""

import pytest
from django.test import Client

from rongzhi.casework.clocks import run_clocks
from rongzhi.casework.models import Event
from rongzhi.directory.models import Account
from tests.factories import county as made
from tests.factories.consulting import MEMBERS, convened, departments, opinion
from tests.factories.county import NOW, act, agent
from tests.factories.main_line import mediating

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> str:
    made.county()
    departments()
    file = mediating()
    convened(file)
    return file


def page(file: str) -> str:
    client = Client()
    client.force_login(
        Account.objects.get(username="agent-SEC"), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client.get(f"/cases/{file}/consultation/").content.decode()


def test_tie_names_no_answer_as_the_most_frequent(case):
    act(case, "consultation.release_member", by=agent("SEC"), seat="seat-5", why="left")
    for n, handle in enumerate(MEMBERS[:4]):
        opinion(case, handle, yes="yes" if n % 2 else "no")

    assert "最多的答案并列" in page(case)


def test_one_opinion_alone_is_called_no_agreement(case):
    opinion(case, MEMBERS[0])
    run_clocks(now=NOW.replace(month=NOW.month + 1))

    assert "只有一份意见" in page(case)


def test_all_the_same_is_told_as_a_count_over_all(case):
    for handle in MEMBERS:
        opinion(case, handle)

    assert "最多的答案是“是”：5/5" in page(case)


def test_who_was_released_while_writing_gets_the_text_back(case):
    act(case, "consultation.release_member", by=agent("SEC"), seat="seat-1", why="competence")
    told = {"reasons_1": "写了半天的理由", "answer_1": "yes"}

    answer = of_body(MEMBERS[0]).post(f"/cases/{case}/acts/consultation.first_opinion/", told)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "没有提交" in text
    assert "写了半天的理由" in text
    assert Event.objects.filter(file=case, act="consultation.first_opinion").count() == 0


def test_who_never_sat_is_told_nothing(case):
    Account.objects.create_user("agent-CSRC", county="W", name_zh="外单位", body="CSRC")

    answer = of_body("CSRC").post(f"/cases/{case}/acts/consultation.first_opinion/", {"reasons_1": "理由"})

    assert answer.status_code == 404


def of_body(handle: str) -> Client:
    client = Client()
    found, _ = Account.objects.get_or_create(
        username=f"agent-{handle}", defaults={"county": "W", "name_zh": handle, "body": handle}
    )
    client.force_login(found, backend="django.contrib.auth.backends.ModelBackend")
    return client
