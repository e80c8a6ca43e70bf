"""A representative does what the authority says: general for attending, special for settling, and neither after its end."""

from datetime import timedelta

import pytest

from rongzhi.casework.actions import perform
from rongzhi.core.procedure.decide import Refusal
from tests.factories.county import NOW, act, county, key, mediator, officer, party
from tests.factories.main_line import mediating

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _county(installation):
    county()


def represented(authority: str, *, days: int = 30):
    """A case in mediation whose applicant has a representative, and that representative."""
    file = mediating()
    until = (NOW + timedelta(days=days)).date().isoformat()
    agent = {"agent_name": "钱律师", "matters": "参加调解", "authority": authority, "until": until}
    act(file, "case.add_agent", by=party(file), party="p1", **agent)
    return file, party(file, "p3")


def ask(file, name, *, by, data, now=NOW):
    return perform(file, name, by=by, data=data, now=now, request=key())


def reasons(answer) -> list[str]:
    return [reason.key for reason in answer.reasons] if isinstance(answer, Refusal) else []


def proposed(file: str) -> None:
    act(file, "mediation.propose", by=mediator(), amount="4000.00", terms="分期支付")


def test_general_authority_attends_and_does_not_settle():
    file, agent = represented("general")
    proposed(file)

    assert reasons(ask(file, "mediation.accept_proposal", by=agent, data={"agrees": "yes"})) == [
        "within_mandate"
    ]
    assert reasons(ask(file, "withdrawal.ask", by=agent, data={"reasons": "不再主张"})) == ["may_dispose"]
    act(file, "mediation.decline_proposal", by=agent)


def test_special_authority_settles():
    file, agent = represented("special")
    proposed(file)

    act(file, "mediation.accept_proposal", by=agent, agrees="yes")


def test_special_authority_ends_with_its_last_day():
    file, agent = represented("special", days=2)
    proposed(file)
    late = NOW + timedelta(days=3)

    refused = ask(file, "mediation.accept_proposal", by=agent, data={"agrees": "yes"}, now=late)

    assert reasons(refused) == ["within_mandate"]


def test_party_itself_needs_no_authority():
    file, _ = represented("general")
    proposed(file)

    act(file, "mediation.accept_proposal", by=party(file), agrees="yes")
    act(file, "withdrawal.ask", by=party(file), reasons="不再主张", how="online")


def test_officer_at_the_counter_is_no_representative():
    file, _ = represented("general")

    act(file, "withdrawal.ask", by=officer(), party="p1", how="counter", reasons="来窗口表示")
