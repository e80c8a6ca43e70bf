"""The ledger: booked, taken back, kept from others; and what the page shows of it."""

from decimal import Decimal

import pytest
from django.test import Client

from rongzhi.casework.actions import perform
from rongzhi.casework.models import File
from rongzhi.casework.snapshot import load
from rongzhi.casework.verify import verify
from rongzhi.core.procedure.decide import Refusal
from rongzhi.directory.models import Account
from tests.factories import county as there
from tests.factories.county import CODE, NOW, act, agent, key, officer
from tests.web.secret_files import people

pytestmark = pytest.mark.django_db
INCOME = {
    "source": "government",
    "amount": "50000.00",
    "on_day": "2026-02-01",
    "payer": "BANK1",
    "restricted": "no",
    "paper": "财字1号",
}


@pytest.fixture
def ledger(db: None) -> str:
    there.county()
    people()
    done = perform(
        None,
        "ledger.open",
        by=officer(),
        data={"name": "调委会台账", "on_day": "2026-01-01"},
        now=NOW,
        request=key(),
        county=CODE,
        owner=min(officer().bodies),
    )
    assert not isinstance(done, Refusal), done
    return done.file


def refused(file: str, name: str, by, **data) -> set[str]:
    answer = perform(file, name, by=by, data=data, now=NOW, request=key())
    assert isinstance(answer, Refusal)
    return {reason.key for reason in answer.reasons}


def page(name: str) -> str:
    client = Client()
    client.force_login(
        Account.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend"
    )
    answer = client.get("/desk/ledger/")
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_lines_are_booked_and_summed_free_and_restricted_apart(ledger):
    act(ledger, "ledger.income", by=officer(), **INCOME)
    act(ledger, "ledger.income", by=officer(), **{**INCOME, "restricted": "yes", "amount": "20000.00"})
    act(
        ledger,
        "ledger.cost",
        by=officer(),
        purpose="mediators",
        amount="1234.56",
        on_day="2026-02-10",
        restricted="no",
        paper="票据2号",
    )

    text = page("officer")

    assert "48,765.44" in text
    assert "20,000.00" in text
    assert [fault for fault in verify().faults if fault.file == ledger] == []


def test_line_is_taken_back_once_and_stays_on_the_page(ledger):
    act(ledger, "ledger.income", by=officer(), **INCOME)
    act(ledger, "ledger.income_back", by=officer(), line="money_in-1", reasons="重复登记")

    assert load(File.objects.get(number=ledger).picture).entries["money_in-1"].status == "reversed"
    assert "已冲销" in page("officer")
    assert refused(ledger, "ledger.income_back", officer(), line="money_in-1", reasons="再次") == {
        "line_booked"
    }


def test_sums_below_zero_and_payers_named_twice_or_not_at_all_are_refused(ledger):
    assert "amount_positive" in refused(ledger, "ledger.income", officer(), **{**INCOME, "amount": "0.00"})
    assert refused(ledger, "ledger.income", officer(), **{**INCOME, "payer_name": "某人"}) == {"payer_named"}
    none = {name: value for name, value in INCOME.items() if name != "payer"}
    assert refused(ledger, "ledger.income", officer(), **none) == {"payer_named"}


def test_only_those_of_the_organisation_keep_and_read_it(ledger):
    for by in (agent("SEC"), agent("BANK1")):
        assert refused(ledger, "ledger.income", by, **INCOME) & {"not_found", "not_yours"}
    assert page("agent-BANK1") == page("n1") == "404"
    assert "调委会台账" in page("manager")


def test_amounts_are_exact(ledger):
    for _ in range(3):
        act(
            ledger,
            "ledger.cost",
            by=officer(),
            purpose="staff",
            amount="0.10",
            on_day="2026-02-10",
            restricted="no",
            paper="票",
        )

    lines = load(File.objects.get(number=ledger).picture).list("money_out")
    assert sum(line.amount for line in lines) == Decimal("0.30")


def test_line_is_booked_and_taken_back_on_the_pages(ledger):
    client = Client()
    client.force_login(
        Account.objects.get(username="officer"), backend="django.contrib.auth.backends.ModelBackend"
    )
    form = client.get(f"/cases/{ledger}/acts/ledger.income/")
    token = form.content.decode().partition('name="request_key" value="')[2].partition('"')[0]

    sent = client.post(f"/cases/{ledger}/acts/ledger.income/", {**INCOME, "request_key": token}, follow=True)
    assert "50,000.00" in sent.content.decode()
    assert sent.redirect_chain[-1][0] == "/desk/ledger/"

    back = client.get(f"/cases/{ledger}/acts/ledger.income_back/?line=money_in-1").content.decode()
    assert 'value="money_in-1" selected' in back or 'value="money_in-1"' in back
