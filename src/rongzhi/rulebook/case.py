"""The questions that rules ask about a case: small readings of its picture, named in the words of the field."""

from decimal import Decimal

from rongzhi.core.procedure.compile import party_of
from rongzhi.core.procedure.definition import Actor, Given
from rongzhi.core.procedure.picture import Entry, Party, Picture

Case = Picture

INSTITUTION_KINDS = frozenset({"BANK", "INS", "PAY", "SEC_CO", "LFO"})
SPECIALLY_INVITED = frozenset({"commissioned", "entrusted"})
# A hand-over in these states has not left the house: the body named in it does not know of the case.
KEPT_HERE = frozenset({"prepared", "replaced", "consent_refused"})


def channel(case: Case) -> str:
    return str(case.header.get("channel", "") or "")


def track(case: Case) -> str:
    """simple, ordinary or complex; empty before acceptance."""
    return str(case.header.get("track", "") or "")


def specially_invited(case: Case) -> bool:
    return channel(case) in SPECIALLY_INVITED


def consumer_matter(case: Case) -> bool:
    """One side is a natural person who deals with an institution as a consumer."""
    kinds = {p.kind for p in case.principals}
    return "consumer" in kinds and "institution" in kinds


def acting_party(case: Case, given: Given) -> Party | None:
    """The active party whom the actor is or stands for in this case."""
    return case.parties.get(party_key(case, given.by))


def party_key(case: Case, by: Actor) -> str:
    """Key of the party the actor is or stands for; empty when none."""
    return party_of(case, by)


def answered_by_all(case: Case, kind: str, *, status: str = "yes", since: int = 0) -> bool:
    """Whether every active principal has an entry of this kind and status made after event `since`."""
    given = {e.party for e in case.list(kind, status) if e.seq > since}
    return bool(case.principals) and all(p.key in given for p in case.principals)


def tries(case: Case) -> list[Entry]:
    """The recorded tries to reach the other side."""
    return case.list("invitation")


def instalments(case: Case) -> list[Entry]:
    return case.list("instalment", "open", "part", "paid", "breached")


def outstanding(case: Case) -> Decimal:
    """Yuan still to be paid under the agreement."""
    total = Decimal("0.00")
    for entry in case.list("instalment", "open", "part", "breached"):
        paid = sum(
            (p.amount or Decimal(0) for p in case.list("payment", "proved") if p.code == entry.key),
            Decimal(0),
        )
        total += (entry.amount or Decimal(0)) - paid
    return total


def handed_to(case: Case, handles: frozenset[str]) -> list[Entry]:
    """The hand-overs that were sent to one of these bodies."""
    return [e for e in case.list("referral") if e.code in handles and e.status not in KEPT_HERE]


def seated(case: Case, handles: frozenset[str]) -> list[Entry]:
    """The seats in consultations that these bodies hold, and the chairs; a seat that was given up is none."""
    held = (*case.list("seat", "seated"), *case.list("chair"))
    return [e for e in held if e.code in handles]
