"""Performance: reported, checked, rescheduled with everybody's consent, broken, and what a confirmed agreement adds."""

from datetime import date
from decimal import Decimal

import pytest

from rongzhi.rulebook.procedures.follow_up import FOLLOW_UP
from rongzhi.rulebook.procedures.performance import PERFORMANCE
from tests.rulebook.cases import (
    BANK,
    CONSUMER,
    OFFICER,
    SYSTEM,
    Office,
    a_case,
    due,
    office,
    papers,
    table_stages,
    with_entry,
    with_instalments,
    with_stage,
)

FIRST, SECOND = date(2026, 3, 31), date(2026, 4, 30)


def running(*, confirmed: bool = False) -> Office:
    """Give an agreement with two payments of the bank: 600 in March, 400 in April."""
    case = with_instalments(a_case(), (FIRST, "600.00"), (SECOND, "400.00"))
    if confirmed:
        case = with_entry(case, "ruling", "confirmed")
    case = with_stage(case, "performance", "running")
    return office(case, PERFORMANCE, FOLLOW_UP, today=date(2026, 3, 20))


def pay(work: Office, instalment: str, amount: str) -> None:
    """Let the bank report a payment and the consumer confirm it."""
    work.act("performance.pay", BANK, instalment=instalment, amount=amount, paid_on=work.today)
    last = work.case.latest("payment")
    assert last is not None
    work.act("performance.prove", CONSUMER, payment=last.key)


def test_pay_waits_for_the_check() -> None:
    work = running()
    work.act("performance.pay", BANK, instalment="instalment-1", amount="600", paid_on=work.today)
    assert work.stage("performance") == "checking"
    payment = work.case.latest("payment", "reported", party="p2")
    assert payment is not None
    assert (payment.code, payment.amount) == ("instalment-1", Decimal("600.00"))


def test_pay_by_who_owes_nothing_is_refused() -> None:
    assert "not_yours" in running().refused(
        "performance.pay", CONSUMER, instalment="instalment-1", amount="600", paid_on=date(2026, 3, 20)
    )


@pytest.mark.parametrize("amount", ["0", "600.01"])
def test_pay_of_an_impossible_amount_is_refused(amount: str) -> None:
    work = running()
    assert work.refused(
        "performance.pay", BANK, instalment="instalment-1", amount=amount, paid_on=work.today
    ) == {"fits_the_sum"}


def test_pay_at_the_counter_needs_the_payer() -> None:
    work = running()
    data = {"instalment": "instalment-1", "amount": "600", "paid_on": work.today}
    assert work.refused("performance.pay", OFFICER, **data) == {"speaks_for_party"}
    work.act("performance.pay", OFFICER, **data, party="p2")
    assert work.case.list("payment", "reported", party="p2")


def test_prove_by_the_payer_is_refused() -> None:
    work = running()
    work.act("performance.pay", BANK, instalment="instalment-1", amount="600", paid_on=work.today)
    assert work.refused("performance.prove", BANK, payment="payment-1") == {"not_own_report"}


def test_prove_of_one_instalment_is_part_performance() -> None:
    work = running()
    pay(work, "instalment-1", "600")
    assert work.stage("performance") == "part_performed"
    assert work.refused(
        "performance.pay", BANK, instalment="instalment-1", amount="1", paid_on=work.today
    ) == {"still_due", "fits_the_sum"}


def test_doubt_leaves_the_state_unknown_until_it_is_cleared() -> None:
    work = running()
    work.act("performance.pay", BANK, instalment="instalment-1", amount="600", paid_on=work.today)
    work.act("performance.doubt", CONSUMER, payment="payment-1", reasons="没有到账")
    assert work.stage("performance") == "unknown"
    work.act("performance.prove", OFFICER, payment="payment-1")
    assert work.stage("performance") == "part_performed"


def test_complete_when_every_instalment_is_paid() -> None:
    work = running()
    pay(work, "instalment-1", "600")
    pay(work, "instalment-2", "150")
    assert work.stage("performance") == "part_performed"
    pay(work, "instalment-2", "250")
    assert (work.stage("performance"), work.end("performance")) == ("performed", "performed")
    assert {e.status for e in work.case.list("instalment")} == {"paid"}
    assert work.stage("follow_up") == "scheduled"
    assert due(work.case, "follow_up_due") == date(2026, 6, 1)  # 30 days after 30 April is a Saturday
    assert work.case.header["status"] == "open"


def test_complete_after_the_last_day_counts_the_visit_from_performing() -> None:
    work = running()
    work.today = date(2026, 5, 11)
    pay(work, "instalment-1", "600")
    pay(work, "instalment-2", "400")
    assert due(work.case, "follow_up_due") == date(2026, 6, 10)


def test_breach_on_the_due_day_is_too_early() -> None:
    work = running()
    work.today = FIRST
    assert work.refused("performance.note_breach", OFFICER, instalment="instalment-1") == {"past_due"}


def test_breach_of_an_unconfirmed_agreement_counts_no_enforcement() -> None:
    work = running()
    work.today = date(2026, 4, 1)
    outcome = work.act("performance.note_breach", CONSUMER, instalment="instalment-1")
    assert (work.stage("performance"), work.end("performance")) == ("breached", "breached")
    assert papers(outcome) == {"F40"}
    assert work.case.clock("enforce_apply") is None
    assert work.refused("performance.draft_enforcement", CONSUMER) == {"enforceable"}
    assert work.stage("follow_up") == "scheduled"


def test_breach_of_a_confirmed_agreement_counts_two_years_from_the_last_instalment() -> None:
    work = running(confirmed=True)
    work.today = date(2026, 4, 1)
    work.act("performance.note_breach", OFFICER, instalment="instalment-1")
    assert due(work.case, "enforce_apply") == date(
        2028, 5, 1
    )  # 30 April is a Sunday; 2028 is not published yet
    assert work.case.clock("enforce_apply").provisional  # type: ignore[union-attr]
    work.act("performance.draft_enforcement", CONSUMER)
    assert work.case.list("enforcement", "drafted", party="p1")
    assert len([c for c in work.case.clocks.values() if c.name == "enforce_apply"]) == 1


def test_breach_by_the_one_who_owes_is_refused() -> None:
    work = running()
    work.today = date(2026, 4, 1)
    assert work.refused("performance.note_breach", BANK, instalment="instalment-1") == {"not_own_breach"}


def test_breach_with_a_reported_payment_waits_for_the_check() -> None:
    work = running()
    work.today = date(2026, 4, 1)
    work.act("performance.pay", BANK, instalment="instalment-1", amount="600", paid_on=work.today)
    work.act("performance.mark_unknown", OFFICER, reasons="流水尚未提供")
    assert work.refused("performance.note_breach", OFFICER, instalment="instalment-1") == {"reports_checked"}
    work.act("performance.doubt", OFFICER, payment="payment-1", reasons="没有到账")
    work.act("performance.note_breach", OFFICER, instalment="instalment-1")
    assert work.stage("performance") == "breached"


def test_payment_after_the_breach_settles_but_stays_a_breach() -> None:
    work = running(confirmed=True)
    work.today = date(2026, 5, 6)
    work.act("performance.note_breach", OFFICER, instalment="instalment-1")
    for number, amount in ((1, "600"), (2, "400")):
        data = {"instalment": f"instalment-{number}", "amount": amount, "paid_on": work.today, "party": "p2"}
        work.act("performance.late_payment", OFFICER, **data)
    assert (work.stage("performance"), work.end("performance")) == ("breached", "breached")
    assert {e.status for e in work.case.list("instalment")} == {"paid"}
    clock = work.case.clock("enforce_apply")
    assert clock is not None
    assert clock.status == "stopped"


def test_new_dates_need_the_consent_of_every_principal() -> None:
    work = running()
    pay(work, "instalment-1", "200")
    plan = "2026-05-31 500.00\n2026-06-30 300.00"
    assert work.refused("performance.ask_new_dates", BANK, schedule="2026-05-31 500.00") == {"same_sum"}
    assert work.refused("performance.ask_new_dates", BANK, schedule="2026-01-31 800.00") == {"days_ahead"}
    work.act("performance.ask_new_dates", BANK, schedule=plan)
    assert work.stage("performance") == "rescheduling"
    assert work.refused("performance.agree_new_dates", BANK, agrees=True) == {"new_dates_not_answered"}
    work.act("performance.agree_new_dates", CONSUMER, agrees=True)
    assert work.stage("performance") == "part_performed"
    standing = [(e.on, e.amount, e.party) for e in work.case.list("instalment", "open")]
    assert standing == [
        (date(2026, 5, 31), Decimal("500.00"), "p2"),
        (date(2026, 6, 30), Decimal("300.00"), "p2"),
    ]


def test_new_dates_refused_leave_the_old_ones() -> None:
    work = running()
    work.act("performance.ask_new_dates", BANK, schedule="2026-06-30 1000.00")
    work.act("performance.refuse_new_dates", CONSUMER)
    assert work.stage("performance") == "running"
    assert [e.on for e in work.case.list("instalment", "open")] == [FIRST, SECOND]


def test_new_dates_asked_again_need_new_answers() -> None:
    work = running()
    work.act("performance.ask_new_dates", BANK, schedule="2026-06-30 1000.00")
    work.act("performance.drop_new_dates", OFFICER, reasons="未能一致")
    work.act("performance.ask_new_dates", CONSUMER, schedule="2026-05-31 1000.00")
    assert work.stage("performance") == "rescheduling"
    work.act("performance.agree_new_dates", BANK, agrees=True)
    assert [e.on for e in work.case.list("instalment", "open")] == [date(2026, 5, 31)]


def test_reminder_changes_no_stage_and_no_version() -> None:
    work = running()
    before = work.case.proceeding("performance")
    work.act("performance.remind", OFFICER, party="p2", way="sms")
    assert work.case.proceeding("performance") == before


def test_enforcement_period_expires_into_a_record() -> None:
    work = running(confirmed=True)
    work.today = date(2026, 4, 1)
    work.act("performance.note_breach", OFFICER, instalment="instalment-1")
    work.today = date(2028, 5, 8)
    work.act("performance.enforcement_over", SYSTEM)
    assert work.case.list("enforcement_period", "over")


def test_enforcement_period_ignores_new_dates_that_were_refused() -> None:
    work = running(confirmed=True)
    work.act("performance.ask_new_dates", BANK, schedule="2027-06-30 1000.00")
    work.act("performance.refuse_new_dates", CONSUMER)
    work.today = date(2026, 4, 1)
    work.act("performance.note_breach", OFFICER, instalment="instalment-1")
    assert due(work.case, "enforce_apply") == date(2028, 5, 1)


def test_enforcement_period_follows_new_dates_that_were_agreed() -> None:
    work = running(confirmed=True)
    work.act("performance.ask_new_dates", BANK, schedule="2026-04-15 500.00\n2026-06-30 500.00")
    work.act("performance.agree_new_dates", CONSUMER, agrees=True)
    work.today = date(2026, 4, 16)
    work.act("performance.note_breach", OFFICER, instalment="instalment-3")
    assert due(work.case, "enforce_apply") == date(2028, 6, 30)


def test_visit_after_refused_new_dates_counts_from_the_old_last_day() -> None:
    work = running()
    work.act("performance.ask_new_dates", BANK, schedule="2026-09-30 1000.00")
    work.act("performance.refuse_new_dates", CONSUMER)
    pay(work, "instalment-1", "600")
    pay(work, "instalment-2", "400")
    assert due(work.case, "follow_up_due") == date(2026, 6, 1)


def test_stages_are_those_of_the_table() -> None:
    assert PERFORMANCE.stages == table_stages("performance")
