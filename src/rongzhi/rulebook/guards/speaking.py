"""Who speaks: a party for itself, or the counter on record for a party that it names."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.core.procedure.fields import Field, PartyRef
from rongzhi.rulebook.answers import DC2
from rongzhi.rulebook.case import Case, party_key
from rongzhi.rulebook.sources import HOUSE

FOR_PARTY = Field(
    "party",
    PartyRef(),
    DC2,
    label="当事人（窗口或电话代办时填写）",
    en="Party (when the counter records it)",
)


def speaker(case: Case, given: Given) -> str:
    """Key of the party whose word this is; empty when nobody is named."""
    if "organisation" in given.roles and given.data.get("party"):
        return str(given.data["party"])
    return party_key(case, given.by)


@guard(
    "at_counter",
    requires="由窗口或电话代为登记",
    en="recorded at the counter or by telephone",
    source=HOUSE,
    on_data=True,
)
def at_counter(case: Case, given: Given) -> bool:
    return "organisation" in given.roles and bool(given.data.get("party"))


@guard(
    "speaks_itself",
    requires="由当事人本人或者代理人作出",
    en="said by the party or its agent",
    source=HOUSE,
    on_data=True,
)
def speaks_itself(case: Case, given: Given) -> bool:
    return not at_counter(case, given) and bool(party_key(case, given.by))


@guard(
    "speaks_for_party",
    requires="当事人只能为自己办理；窗口代办须写明是哪一位当事人",
    en="a party acts for itself; the counter names the party for whom it records",
    source=HOUSE,
    on_data=True,
)
def speaks_for_party(case: Case, given: Given) -> bool:
    named = given.data.get("party")
    own = party_key(case, given.by)
    if named and named != own and "organisation" not in given.roles:
        return False
    party = case.parties.get(speaker(case, given))
    return party is not None and party.status == "active"


@guard(
    "speaks_for_principal",
    requires="由申请人或者被申请人（含其代理人）作出，窗口代办须写明当事人",
    en="said by an applicant or respondent or for one, whom the counter names",
    source=HOUSE,
    on_data=True,
)
def speaks_for_principal(case: Case, given: Given) -> bool:
    key = speaker(case, given)
    return speaks_for_party(case, given) and any(p.key == key for p in case.principals)
