"""Conditions of performance: what is due and paid, who reports and who checks, new dates with everybody's consent."""

from decimal import Decimal

from rongzhi.core.procedure.definition import Given, Source, guard
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.case import Case, answered_by_all, outstanding, party_key
from rongzhi.rulebook.guards.confirmation import enforceable
from rongzhi.rulebook.guards.speaking import speaker
from rongzhi.rulebook.sources import COUNTY, HOUSE, PML_31

CPL_250 = Source("《民事诉讼法》(2023)", "第二百五十条")
UNSETTLED = ("open", "part", "breached")
NOTHING = Decimal("0.00")


def unpaid(case: Case, entry: Entry) -> Decimal:
    """Yuan still to be paid on one instalment, by payments that were checked."""
    proved = (p.amount or NOTHING for p in case.list("payment", "proved") if p.code == entry.key)
    return (entry.amount or NOTHING) - sum(proved, NOTHING)


def covered(case: Case, entry: Entry) -> bool:
    """Whether checked payments cover the instalment; a duty without a sum needs one proof."""
    if entry.amount:
        return unpaid(case, entry) <= 0
    return any(p.code == entry.key for p in case.list("payment", "proved"))


def _instalment(case: Case, given: Given) -> Entry | None:
    """The instalment that the answers name, directly or through a reported payment."""
    payment = case.entries.get(str(given.data.get("payment")))
    entry = case.entries.get(payment.code if payment else str(given.data.get("instalment")))
    return entry if entry is not None and entry.kind == "instalment" else None


@guard(
    "still_due",
    requires="该期次有效，且尚未付清",
    en="that instalment stands and is not fully paid yet",
    source=PML_31,
    on_data=True,
)
def still_due(case: Case, given: Given) -> bool:
    entry = _instalment(case, given)
    return entry is not None and entry.status in UNSETTLED and not covered(case, entry)


@guard(
    "own_duty",
    requires="该期次由这位当事人履行",
    en="that instalment is this party's to perform",
    source=PML_31,
    on_data=True,
)
def own_duty(case: Case, given: Given) -> bool:
    entry, party = _instalment(case, given), speaker(case, given)
    return entry is not None and (not party or entry.party in ("", party))


@guard(
    "fits_the_sum",
    requires="金额大于零，且不超过该期尚未付清的部分；多付的部分请记入下一期",
    en="the amount is above zero and no more than what is left of that instalment; enter a surplus under the next one",
    source=HOUSE,
    on_data=True,
    demands=("F40",),
)
def fits_the_sum(case: Case, given: Given) -> bool:
    entry = _instalment(case, given)
    payment = case.entries.get(str(given.data.get("payment")))
    amount = payment.amount if payment else given.data.get("amount")
    if entry is None:
        return False
    if not entry.amount:
        return True
    return amount is not None and 0 < amount <= unpaid(case, entry)


@guard(
    "payment_unchecked",
    requires="该笔付款尚待核实",
    en="that payment still has to be checked",
    source=PML_31,
    on_data=True,
)
def payment_unchecked(case: Case, given: Given) -> bool:
    payment = case.entries.get(str(given.data.get("payment")))
    return payment is not None and payment.status in ("reported", "doubted")


@guard(
    "not_own_report",
    requires="付款由承办组织或者收款一方核实，报告付款的一方不能自己核实",
    en="the organisation or the side that receives the money checks it, not the side that reported it",
    source=PML_31,
    on_data=True,
)
def not_own_report(case: Case, given: Given) -> bool:
    if "organisation" in given.roles:
        return True
    payment = case.entries.get(str(given.data.get("payment")))
    own = case.parties.get(party_key(case, given.by))
    paid_by = case.parties.get(payment.party) if payment else None
    return own is not None and payment is not None and (paid_by is None or paid_by.side != own.side)


@guard("payments_made", requires="已有核实的付款", en="a checked payment is on record", source=PML_31)
def something_paid(case: Case, given: Given) -> bool:
    return bool(case.list("payment", "proved", proceeding=given.proceeding))


@guard("all_performed", requires="各期均已核实付清", en="every instalment is paid and checked", source=PML_31)
def all_performed(case: Case, given: Given) -> bool:
    left = case.list("instalment", *UNSETTLED)
    return bool(left) and all(covered(case, e) for e in left)


@guard(
    "performed_late",
    requires="最后一期到期之后才履行完毕",
    en="performed after the last date of the agreement",
    source=COUNTY,
)
def performed_late(case: Case, given: Given) -> bool:
    return all(e.on is None or e.on < given.today for e in case.list("instalment", *UNSETTLED))


@guard(
    "past_due",
    requires="该期已过履行日（到期次日起），且没有付清",
    en="the day of that instalment has passed and it is not fully paid",
    source=PML_31,
    on_data=True,
    demands=("F40",),
)
def past_due(case: Case, given: Given) -> bool:
    entry = _instalment(case, given)
    return still_due(case, given) and entry is not None and entry.on is not None and entry.on < given.today


@guard(
    "reports_checked",
    requires="该期已报告的付款须先核实或者提出疑问",
    en="payments reported for that instalment are checked or doubted first",
    source=PML_31,
    on_data=True,
)
def reports_checked(case: Case, given: Given) -> bool:
    return all(p.code != given.data.get("instalment") for p in case.list("payment", "reported"))


@guard(
    "not_own_breach",
    requires="由承办组织或者对方当事人登记",
    en="recorded by the organisation or by the other side",
    source=PML_31,
    on_data=True,
)
def not_own_breach(case: Case, given: Given) -> bool:
    entry = _instalment(case, given)
    return "organisation" in given.roles or (entry is not None and entry.party != party_key(case, given.by))


@guard(
    "same_sum",
    requires="新计划的各期金额合计等于尚未付清的总额；要减免的，须另行达成协议",
    en="the new instalments add up to what is still unpaid; a reduction needs a new agreement",
    source=COUNTY,
    on_data=True,
    demands=("F40",),
)
def sums_to_outstanding(case: Case, given: Given) -> bool:
    rows = given.data.get("schedule") or []
    return bool(rows) and sum((amount for _, amount in rows), NOTHING) == outstanding(case)


@guard(
    "days_ahead",
    requires="新的付款日不早于今天",
    en="the new days are not before today",
    source=COUNTY,
    on_data=True,
)
def days_ahead(case: Case, given: Given) -> bool:
    return all(day >= given.today for day, _ in given.data.get("schedule") or [])


def _asked(case: Case) -> int:
    """Just before the event that asked for new dates: who asks has answered by asking."""
    asked = case.latest("reschedule")
    return asked.seq - 1 if asked else 0


@guard(
    "new_dates_not_answered",
    requires="这一方还没有答复新的付款计划",
    en="this party has not answered the new dates yet",
    source=COUNTY,
    on_data=True,
)
def new_dates_not_answered(case: Case, given: Given) -> bool:
    return all(e.seq <= _asked(case) for e in case.list("reschedule_answer", party=speaker(case, given)))


@guard(
    "last_day_kept",
    requires="提议新计划时已记下原计划的最后履行日",
    en="the last day that stands was noted when new dates were proposed",
    source=COUNTY,
)
def last_day_noted(case: Case, given: Given) -> bool:
    noted, agreement = case.latest("last_day"), case.latest("agreement", "effective")
    return noted is not None and (agreement is None or noted.seq > agreement.seq)


@guard("last_day_not_kept", requires="尚未提议过新计划", en="no new dates were proposed yet", source=COUNTY)
def last_day_not_noted(case: Case, given: Given) -> bool:
    return not last_day_noted(case, given)


@guard(
    "all_agree_new_dates",
    requires="各方当事人均同意新的付款计划",
    en="every party agrees to the new dates",
    source=COUNTY,
    demands=("F40",),
)
def all_agree_new_dates(case: Case, given: Given) -> bool:
    return answered_by_all(case, "reschedule_answer", since=_asked(case))


@guard(
    "enforcement_not_counted",
    requires="申请执行期间尚未起算，且协议可以强制执行",
    en="the agreement can be enforced and the period for it is not counted yet",
    source=CPL_250,
)
def enforcement_not_counted(case: Case, given: Given) -> bool:
    clock = case.clock("enforce_apply", given.proceeding)
    return enforceable(case, given) and (clock is None or clock.status == "stopped")


@guard(
    "something_breached",
    requires="有登记为未履行且仍未付清的期次",
    en="an instalment is recorded as broken and still unpaid",
    source=PML_31,
)
def something_breached(case: Case, given: Given) -> bool:
    return any(not covered(case, e) for e in case.list("instalment", "breached"))
