"""Conditions of those who act for an institution: their limit, and what goes beyond it and was confirmed."""

from datetime import date
from decimal import Decimal

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.agents import may_settle
from rongzhi.rulebook.case import Case, acting_party, party_key
from rongzhi.rulebook.sources import FINANCE_14, HOUSE

CONFIRMED = "mandate_confirmed"


def on_the_table(case: Case) -> Entry | None:
    """The text that is to be accepted or signed: the draft of the agreement, else the neutral's open proposal."""
    return case.latest("agreement", "draft") or case.latest("proposal", "open")


def amount_at_stake(case: Case, given: Given) -> Decimal | None:
    """What the party would be bound to, in yuan; None when the text names no amount."""
    offered = given.data.get("amount")
    if isinstance(offered, Decimal):
        return offered
    text = on_the_table(case)
    if text is not None and text.kind == "proposal":
        return text.amount
    agreed = case.header.get("agreed_amount")
    return agreed if isinstance(agreed, Decimal) else None


def specially_authorised(case: Case, agent: str, today: date) -> bool:
    """Whether a representative may settle, admit or withdraw: special authority that lasts (F04)."""
    lines = case.list("authority", "open", party=agent)
    return any(line.code == "special" and (line.on is None or line.on >= today) for line in lines)


def binds(case: Case, given: Given) -> bool:
    """Whether the actor's own authority covers what is at stake. A party itself, or the counter, has no limit here."""
    itself = case.parties.get(given.by.party) if given.by.file == case.number else None
    if itself is not None and itself.side == "agent":
        return specially_authorised(case, itself.key, given.today)
    party = acting_party(case, given)
    if party is None or not party.body or party.body not in given.by.bodies or "organisation" in given.roles:
        return True
    row = given.tables.get("body_handles", {}).get(party.body, {})
    amount = amount_at_stake(case, given)
    return any(
        may_settle(row.get("mandates", ()), person, amount, given.today) for person in given.by.persons
    )


def confirmed(case: Case, given: Given) -> bool:
    """Whether somebody with the authority confirmed this very text for the actor's side."""
    text, party = on_the_table(case), party_key(case, given.by)
    return text is not None and any(
        line.seq > text.seq for line in case.list(CONFIRMED, "confirmed", party=party)
    )


@guard(
    "within_mandate",
    requires="金额在您的代理权限之内，或者本单位有权人员已经确认（「确认代理人权限以外的承诺」）",
    en="within your authority, or confirmed by somebody of your body who has it (“Confirm what goes beyond an agent's authority”)",
    source=FINANCE_14,
)
def within_mandate(case: Case, given: Given) -> bool:
    return binds(case, given) or confirmed(case, given)


@guard(
    "offer_within_mandate",
    requires="方案金额在您的代理权限之内；超出的由本单位有权人员提出",
    en="the amount offered is within your authority; above it, somebody of your body who has it makes the offer",
    source=FINANCE_14,
    on_data=True,
)
def offer_within_mandate(case: Case, given: Given) -> bool:
    return given.data.get("amount") is None or binds(case, given)


@guard(
    "has_mandate",
    requires="您本人的权限足以作出这一承诺",
    en="your own authority covers it",
    source=FINANCE_14,
)
def has_mandate(case: Case, given: Given) -> bool:
    return binds(case, given)


@guard(
    "may_dispose",
    requires="由当事人本人，或者有特别授权（和解、承认、放弃、变更）的代理人作出",
    en="done by the party itself, or by a representative with special authority (to settle, admit, waive or change)",
    source=HOUSE,
)
def may_dispose(case: Case, given: Given) -> bool:
    itself = case.parties.get(given.by.party) if given.by.file == case.number else None
    if itself is None or itself.side != "agent":
        return True
    return specially_authorised(case, itself.key, given.today)


@guard(
    "text_to_confirm",
    requires="有待答复的方案或者待签署的协议文本，且尚未确认",
    en="a proposal is open or an agreement is to be signed, and it is not confirmed yet",
    source=FINANCE_14,
)
def text_to_confirm(case: Case, given: Given) -> bool:
    return on_the_table(case) is not None and not confirmed(case, given)
