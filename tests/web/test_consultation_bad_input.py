"""Spreads that tell little are told as they are: a tie, a single opinion, all the same."""

import pytest
from django.test import Client

from rongzhi.casework.clocks import run_clocks
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
