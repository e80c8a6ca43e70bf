"""Who speaks: a party for itself, or the counter on record for a party that it names."""

from collections.abc import Collection

from rongzhi.core.procedure.definition import From, Given, NewEntry, Of, Value, guard
from rongzhi.core.procedure.fields import Field, PartyRef
from rongzhi.rulebook.answers import DC2, HOW_TOLD
from rongzhi.rulebook.case import Case, party_key
from rongzhi.rulebook.sources import HOUSE

FOR_PARTY = Field(
    "party",
    PartyRef(),
    DC2,
    label="当事人（窗口或电话代办时填写）",
    en="Party (when the counter records it)",
)
# What the counter adds when it records a party's word: whose it is, and how it was said.
COUNTER = (FOR_PARTY, HOW_TOLD)


def speaker(case: Case, given: Given) -> str:
    """Key of the party whose word this is; empty when nobody is named."""
    if "organisation" in given.roles and given.data.get("party"):
        return str(given.data["party"])
    return party_key(case, given.by)


def not_among(case: Case, given: Given, said: Collection[str]) -> bool:
    """Whether the speaker is not among the parties who said it; before the counter names one, whether any is left."""
    key = speaker(case, given)
    if key or "organisation" not in given.roles:
        return key not in said
    return any(p.key not in said for p in case.principals)


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


def said(
    kind: str,
    status: str = "open",
    *,
    code: Value = None,
    amount: Value = None,
    facts: tuple[str, ...] = (),
) -> tuple[NewEntry, NewEntry]:
    """A party's word in the register: from itself, or recorded by the counter for the party named, with the way it came."""
    return (
        NewEntry(
            kind,
            status,
            party=From.ACTOR_PARTY,
            code=code,
            on=From.TODAY,
            amount=amount,
            facts=facts,
            when=speaks_itself,
        ),
        NewEntry(
            kind,
            status,
            party=Of("party"),
            code=code,
            on=From.TODAY,
            amount=amount,
            facts=(*facts, "how"),
            when=at_counter,
        ),
    )
