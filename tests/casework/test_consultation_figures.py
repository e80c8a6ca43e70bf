"""Figures over consultations: too few to say, in time or late, and later truth."""

from datetime import timedelta

import pytest

from rongzhi.casework.clocks import run_clocks
from rongzhi.casework.consultation_figures import figures
from tests.factories import county as made
from tests.factories.consulting import MEMBERS, convened, departments, opinion, refused
from tests.factories.county import CODE, NOW, act, agent
from tests.factories.main_line import mediating

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> str:
    made.county()
    departments()
    return mediating()


def test_nothing_is_said_of_no_consultation(case):
    found = figures(CODE, now=NOW)

    assert (found.held, found.open, found.bodies) == (0, 0, [])
    assert found.answered.value is None
    assert all(figure.value is None and figure.too_few for figure in found.agreement.values())


def test_one_consultation_is_too_few_for_agreement_but_tells_who_was_late(case):
    convened(case)
    for handle in MEMBERS[:3]:
        opinion(case, handle)
    run_clocks(now=NOW + timedelta(days=10))

    found = figures(CODE, now=NOW + timedelta(days=10))

    assert (found.held, found.open) == (1, 1)
    assert (found.answered.part, found.answered.whole) == (3, 5)
    assert all(figure.value is None for figure in found.agreement.values())
    assert found.dominance["lead"].p is None
    missing = {one.body: one.time.missing for one in found.bodies}
    assert missing == {"NFRA": 0, "PBOC": 0, "FIN": 0, "SAMR": 1, "JB": 1}


def test_later_truth_is_weighed_against_the_stated_confidence(case):
    convened(case)
    for handle in MEMBERS:
        opinion(case, handle, yes="no" if handle == "JB" else "yes")
    act(case, "consultation.conclude", by=agent("SEC"), ended_because="one_round")
    said = {"conclusion_1": "应退", "conclusion_2": "三千", "plan": "退三千"}
    act(case, "consultation.record_minutes", by=agent("SEC"), **said)
    truth = {"outcome": "yes", "known_by": "judgment"}
    assert refused(case, "consultation.record_truth", agent("SEC"), about="2", **truth) == {"about_yes_or_no"}

    act(case, "consultation.record_truth", by=agent("SEC"), about="1", **truth)

    assert refused(case, "consultation.record_truth", agent("SEC"), about="1", **truth) == {"not_known_yet"}
    found = {one.body: one.truth for one in figures(CODE, now=NOW).bodies}
    assert found["NFRA"].outcomes.whole == 1
    assert found["NFRA"].score.value is None
    assert found["NFRA"].score.too_few
