"""Agents of an institution act within their limit; above it somebody with the authority confirms the very text."""

import pytest

from rongzhi.casework.actions import perform
from rongzhi.casework.models import Entry
from rongzhi.casework.rules import forget
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.decide import Refusal
from tests.factories import county as made
from tests.factories.main_line import mediating, picture


@pytest.fixture
def bank(db: None, installation) -> str:
    """A bank in the directory with its own file, whose head names agents."""
    from rongzhi.directory.models import Body

    made.county()
    Body.objects.filter(handle="BANK1").delete()
    data = {"kind": "BANK", "handle": "BANK1", "name_zh": "示例银行W县支行", "name_en": "BANK1"}
    answer = perform(
        None,
        "body.register",
        by=made.administrator(),
        data=data,
        now=made.NOW,
        request=made.key(),
        county=made.CODE,
        owner="PMCF",
    )
    forget()
    return made.done(answer).file


def head():
    return made.other(made.agent("BANK1"), id="head-BANK1", functions=frozenset({"manager"}))


def named(
    file: str, account: str, *, limit: str | None, scope: str = "settle", until: str = "2026-12-31"
) -> None:
    data = {"authorised_person": "李代理", "scope": scope, "until": until, "account": account}
    if limit is not None:
        data["limit"] = limit
    made.act(file, "body.authority", by=head(), **data)
    forget()


def proposed(amount: str | None = "4000.00") -> str:
    case = mediating()
    data = {"terms": "银行退还"} | ({"amount": amount} if amount else {})
    made.act(case, "mediation.propose", by=made.mediator(), **data)
    return case


def accept(case: str, by=None):
    by = by or made.agent("BANK1")
    return perform(
        case, "mediation.accept_proposal", by=by, data={"agrees": "yes"}, now=made.NOW, request=made.key()
    )


def refused_for(answer) -> set[str]:
    return {reason.key for reason in answer.reasons} if isinstance(answer, Refusal) else set()


def test_nobody_named_means_no_limit(bank: str) -> None:
    assert accept(proposed()).ok


def test_agent_within_the_limit_accepts(bank: str) -> None:
    named(bank, "agent-BANK1", limit="5000.00")

    assert accept(proposed("5000.00")).ok


@pytest.mark.parametrize("amount", ["5000.01", None])
def test_agent_above_the_limit_or_without_an_amount_is_refused(bank: str, amount: str | None) -> None:
    named(bank, "agent-BANK1", limit="5000.00")

    assert refused_for(accept(proposed(amount))) == {"within_mandate"}


def test_authority_that_is_over_or_only_to_attend_binds_nobody(bank: str) -> None:
    named(bank, "agent-BANK1", limit=None, scope="attend")
    assert refused_for(accept(proposed())) == {"within_mandate"}


def test_colleague_who_is_not_named_is_refused_once_somebody_is(bank: str) -> None:
    named(bank, "head-BANK1", limit=None)

    assert refused_for(accept(proposed())) == {"within_mandate"}
    assert accept(proposed(), by=head()).ok


def test_confirmation_by_the_head_lets_the_agent_accept_this_text_alone(bank: str) -> None:
    named(bank, "agent-BANK1", limit="1000.00")
    named(bank, "head-BANK1", limit=None)
    case = proposed("4000.00")

    made.act(case, "case.confirm_mandate", by=head())
    assert accept(case).ok

    made.act(case, "mediation.decline_proposal", by=made.party(case))
    made.act(case, "mediation.propose", by=made.mediator(), amount="4000.00", terms="再提一次")
    assert refused_for(accept(case)) == {"within_mandate"}


def test_agent_cannot_confirm_for_itself(bank: str) -> None:
    named(bank, "agent-BANK1", limit="1000.00")
    case = proposed("4000.00")

    answer = perform(
        case, "case.confirm_mandate", by=made.agent("BANK1"), data={}, now=made.NOW, request=made.key()
    )

    assert "has_mandate" in refused_for(answer)


def test_offer_above_the_limit_is_refused_and_within_it_made(bank: str) -> None:
    named(bank, "agent-BANK1", limit="1000.00")
    case = mediating()

    def offer(amount: str):
        data = {"amount": amount, "terms": "退还"}
        by = made.agent("BANK1")
        return perform(case, "mediation.offer", by=by, data=data, now=made.NOW, request=made.key())

    assert refused_for(offer("1000.01")) == {"offer_within_mandate"}
    assert offer("1000.00").ok


def test_the_other_side_has_no_limit_and_learns_of_no_confirmation(bank: str) -> None:
    named(bank, "agent-BANK1", limit="1000.00")
    named(bank, "head-BANK1", limit=None)
    case = proposed("4000.00")
    made.act(case, "case.confirm_mandate", by=head())

    assert accept(case, by=made.party(case)).ok
    seen = sight(made.party(case), case)
    own = sight(made.agent("BANK1"), case)
    assert seen is not None
    assert own is not None
    assert not [line for line in seen.entries() if line.kind == "mandate_confirmed"]
    assert [line for line in own.entries() if line.kind == "mandate_confirmed"]
    assert Entry.objects.filter(file=case, kind="mandate_confirmed").count() == 1


def test_only_office_and_the_banks_own_head_name_agents(bank: str) -> None:
    data = {"authorised_person": "李代理", "scope": "settle", "until": "2026-12-31", "account": "x"}

    for by in (made.agent("BANK1"), made.agent("BANK2"), made.mediator()):
        answer = perform(bank, "body.authority", by=by, data=data, now=made.NOW, request=made.key())
        assert not answer.ok
    assert picture(bank).list("authority") == []


def test_ending_the_authority_ends_the_power(bank: str) -> None:
    named(bank, "agent-BANK1", limit=None)
    named(bank, "head-BANK1", limit=None)
    line = picture(bank).list("authority")[0]
    made.act(bank, "body.end_authority", by=head(), entry=line.key)
    forget()

    assert refused_for(accept(proposed())) == {"within_mandate"}
