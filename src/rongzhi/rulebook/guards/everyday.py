"""Conditions that many procedures share, and those of everyday acts."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case, party_key
from rongzhi.rulebook.sources import HOUSE, PIPL, SPM_15


@guard("case_open", requires="案件仍在办理", en="the case is still open", source=HOUSE)
def case_open(case: Case, given: Given) -> bool:
    return case.header.get("status") == "open"


@guard("case_ended", requires="案件已经结束", en="the case has ended", source=HOUSE)
def case_ended(case: Case, given: Given) -> bool:
    return case.header.get("status") == "ended"


@guard(
    "has_consent",
    requires="当事人已同意向该接收方提供材料，或者有法定职责",
    en="consent to share with that recipient, or a named legal duty",
    source=PIPL,
    on_data=True,
    demands=("F03",),
)
def may_disclose(case: Case, given: Given) -> bool:
    if given.data.get("legal_duty"):
        return True
    to = str(given.data.get("to_body") or given.data.get("recipient") or "other_side")
    return any(e.code in (to, "all") for e in case.list("consent", "given"))


@guard(
    "not_the_same_person",
    requires="由没有参与原决定的其他人员办理",
    en="somebody else than who decided before",
    source=SPM_15,
)
def somebody_else(case: Case, given: Given) -> bool:
    decided = [
        e
        for e in case.entries.values()
        if e.kind in ("refusal", "challenge") and e.status in ("open", "review")
    ]
    return all(
        not given.by.persons & {e.code, e.actor, *map(e.facts.get, ("decided_by", "behalf"))} for e in decided
    )


@guard("party_of_case", requires="您是本案当事人", en="you are a party of this case", source=HOUSE)
def is_party(case: Case, given: Given) -> bool:
    return bool(party_key(case, given.by))


@guard(
    "another_party_left",
    requires="每一方仍有当事人",
    en="each side keeps a party",
    source=HOUSE,
    on_data=True,
)
def side_not_empty(case: Case, given: Given) -> bool:
    party = case.parties.get(str(given.data.get("party")))
    if party is None or party.side not in ("applicant", "respondent"):
        return True
    return any(p.key != party.key for p in case.side(party.side))
