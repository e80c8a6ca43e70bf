"""Real complaint texts as batch rows of W county: the text unchanged, all the rest made up and named as such."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any

from rongzhi.demo import synthesis
from rongzhi.demo.plan import DUPLICATE, INSTITUTION, Slot, chances, kinds, slots
from rongzhi.demo.tables import (
    Body,
    bodies,
    claims,
    class_and_reason,
    classes,
    complaints,
    people,
    read,
    respondent_body,
    schemes,
)

FIELDS = (
    "applicant_kind",
    "applicant_name",
    "applicant_phone",
    "applicant_email",
    "applicant_address",
    "applicant_id_number",
    "applicant_credit_code",
    "applicant_township",
    "applicant_age_band",
    "applicant_needs_help",
    "respondent_kind",
    "respondent_name",
    "respondent_body",
    "respondent_phone",
    "respondent_email",
    "respondent_address",
    "respondent_credit_code",
    "what_happened",
    "claim",
    "amount",
    "dispute_class",
    "reason",
    "product_account",
    "happened_on",
    "known_on",
    "complaint_made",
    "suit_pending",
    "arbitration_clause",
    "in_force_decision",
    "channel_wished",
    "representative_name",
    "representative_authority",
    "e_service_consent",
    "privacy_notice",
    "legal_basis",
    "external_ref",
    "through",
    "synthetic",
)
"""The columns of a batch file, in order."""

REAL = ("what_happened", "external_ref", "synthetic")
"""Columns whose values are not made up: the text, and the number that the source gave it (`-2` for a second filing)."""

FIRST_DAY = date(2025, 9, 1)

Row = dict[str, str]


@dataclass(frozen=True)
class Design:
    """What a row was made for: its kind, the ground that it may meet, and the row that it repeats."""

    ref: str
    kind: str
    ground: str
    repeats: str


def filings(
    seed: int, count: int | None = None, *, filed_at: Sequence[datetime] | None = None
) -> Iterator[Row]:
    """Gives the batch rows of the demo; the first `count`, or all.

    The same seed gives the same rows, and fewer rows are the beginning of more. `filed_at` gives the moment of each
    filing, so that days of happening lie before it; without it they lie before the first day of the demo year.
    Raises ValueError when more rows are wanted than there are, or more than there are moments.
    """
    most = len(_designed(seed))
    wanted = most if count is None else count
    if not 0 <= wanted <= most:
        raise ValueError(f"The demo holds {most} filings; {wanted} were asked for. Ask for 0 to {most}.")
    if filed_at is not None and len(filed_at) < wanted:
        raise ValueError(f"{wanted} filings need as many moments of filing; {len(filed_at)} were given.")
    return _rows(seed, wanted, filed_at)


def designs(seed: int, count: int | None = None) -> tuple[Design, ...]:
    """What each row of `filings(seed, count)` was made for, in the same order."""
    return tuple(
        Design(slot.ref, slot.kind.key, slot.kind.ground, slot.repeats) for slot in _designed(seed)[:count]
    )


@cache
def _designed(seed: int) -> tuple[Slot, ...]:
    return tuple(slots(seed))


def _rows(seed: int, wanted: int, filed_at: Sequence[datetime] | None) -> Iterator[Row]:
    table = people()
    own = synthesis.phones(table.phone_applicant, seed, len(complaints()))
    other = synthesis.phones(table.phone_respondent, seed, len(complaints()))
    for number, slot in enumerate(islice(_designed(seed), wanted)):
        filed_on = FIRST_DAY if filed_at is None else filed_at[number].date()
        source = random.Random(f"{seed}/{slot.complaint.id}")
        row = dict.fromkeys(FIELDS, "")
        row["what_happened"] = slot.complaint.narrative
        row["external_ref"] = slot.ref
        row["privacy_notice"] = "yes"
        if slot.kind.key == INSTITUTION:
            _by_institution(row, slot, source, debtor_phone=other[slot.serial])
        else:
            _by_person(row, slot, source, own_phone=own[slot.serial], other_phone=other[slot.serial])
        _dates(row, source, filed_on=filed_on, oldest=slot.kind.oldest)
        _questions(row, source)
        if slot.kind.key == DUPLICATE:
            _second_time(row, source)
        row.update(slot.kind.values)
        row["synthetic"] = ",".join(key for key in FIELDS if row[key] and key not in REAL)
        yield row


def _chance(key: str, source: random.Random) -> bool:
    return source.randrange(1000) < chances()[key]


def _money(value: Decimal) -> str:
    return f"{value:.2f}"


def _by_person(row: Row, slot: Slot, source: random.Random, *, own_phone: str, other_phone: str) -> None:
    """A consumer or small business against an institution, a person or an undertaking."""
    dispute_class, reason = class_and_reason(slot.complaint, source)
    dispute_class, reason = slot.kind.dispute_class or dispute_class, slot.kind.reason or reason
    _applicant(row, slot, source, phone=own_phone)
    _respondent(row, slot, dispute_class, source, phone=other_phone)
    _matter(row, dispute_class, reason, source)
    if slot.kind.dispute_class:
        row["dispute_class"], row["reason"] = dispute_class, reason
    row["claim"] = slot.kind.claim or row["claim"]
    if slot.kind.key in ("commissioned", "entrusted"):
        row["channel_wished"] = slot.kind.key
    elif _chance("channel_wished", source):
        table = read_channels()
        row["channel_wished"] = source.choices(list(table), weights=list(table.values()))[0]


@cache
def read_channels() -> dict[str, int]:
    """Weights of the channels that people wish for."""
    return dict(read("plan.toml")["channels"])


def _applicant(row: Row, slot: Slot, source: random.Random, *, phone: str) -> None:
    place = synthesis.township(source)
    name = synthesis.person_name(source)
    business = _chance("small_business", source) or slot.kind.small_business
    address = synthesis.address(place, source)
    row["applicant_kind"] = "small_business" if business else "consumer"
    row["applicant_name"] = synthesis.shop_name(place, source) if business else name
    row["applicant_phone"] = "" if _chance("no_phone", source) else phone
    row["applicant_email"] = f"w{phone[-4:]}@{people().email_host}" if _chance("email", source) else ""
    wants_address = _chance("address", source) or not (row["applicant_phone"] or row["applicant_email"])
    row["applicant_address"] = address if wants_address else ""
    row["applicant_township"] = "" if _chance("no_township", source) else place.name
    row["through"] = _helper(place.code, row["applicant_phone"])
    old = _chance("age_60plus", source) and not business
    if not business and not _chance("no_age_band", source):
        row["applicant_age_band"] = "60plus" if old else "under60"
    if old and _chance("needs_help", source):
        row["applicant_needs_help"] = source.choice(people().help_wanted)
    row["e_service_consent"] = "yes" if _chance("e_service", source) else "no"
    if business or slot.kind.key == "weak_authority" or _chance("representative", source):
        row["representative_name"] = name if business else synthesis.person_name(source)
        row["representative_authority"] = "special" if source.randrange(3) else "general"


HELPED, ELSEWHERE = 0.35, (("CCA", 0.05), ("UNION", 0.02))


def _helper(township: str, phone: str) -> str:
    """The station of the township, or a body of the county town, that helped to file; empty for most.

    Drawn apart from everything else, so that the rest of the filing stays as it was.
    """
    chance = random.Random(f"{township} {phone}").random()
    stations = sorted(code for code, body in bodies().items() if body.township == township)
    if stations:
        return stations[int(chance * 1_000) % len(stations)] if chance < HELPED else ""
    for code, share in ELSEWHERE:
        if chance < share:
            return code
        chance -= share
    return ""


def _respondent(row: Row, slot: Slot, dispute_class: str, source: random.Random, *, phone: str) -> None:
    if slot.kind.respondent:
        row["respondent_kind"], row["respondent_name"] = "other", slot.kind.respondent
        return
    against = classes()[dispute_class].against
    if "person" in against or "scheme" in against:
        row["respondent_kind"] = "other"
        invented = source.choice(schemes())
        row["respondent_name"] = invented if "scheme" in against else synthesis.person_name(source)
        row["respondent_address"] = synthesis.address(synthesis.township(source), source)
        if slot.kind.ground != "NA6":
            row["respondent_phone"] = phone
        return
    body = respondent_body(dispute_class, source)
    row["respondent_kind"], row["respondent_name"], row["respondent_body"] = (
        "institution",
        body.name,
        body.code,
    )
    if _chance("respondent_contact", source):
        row["respondent_phone"], row["respondent_address"] = body.phone, body.address


def _matter(row: Row, dispute_class: str, reason: str, source: random.Random) -> None:
    """Class, reason, claim, amount and product; some are left out, as people leave them out."""
    table = classes()[dispute_class]
    value = synthesis.amount(source, middle=table.middle, steps=table.steps)
    number = f"（尾号{source.randrange(10_000):04d}）" if table.numbered else ""
    no_class = _chance("no_class", source)
    row["claim"] = "" if _chance("no_claim", source) else claims().get(reason, claims()["R99"])
    row["amount"] = "" if _chance("no_amount", source) else _money(value)
    row["dispute_class"] = "" if no_class else dispute_class
    row["reason"] = "" if no_class or _chance("no_reason", source) else reason
    row["product_account"] = "" if _chance("no_product", source) else table.product + number


def _by_institution(row: Row, slot: Slot, source: random.Random, *, debtor_phone: str) -> None:
    """An institution against a debtor, a private person; the batch states its legal basis."""
    table: dict[str, Any] = read_institution()
    dispute_class = table["classes"].get(slot.complaint.product, "P02")
    body: Body = respondent_body(dispute_class, source)
    place = synthesis.township(source)
    _matter(row, dispute_class, source.choice(table["reasons"]), source)
    amount = synthesis.amount(
        source, middle=classes()[dispute_class].middle, steps=classes()[dispute_class].steps
    )
    row.update(
        applicant_kind="institution",
        applicant_name=body.name,
        applicant_phone=body.phone,
        applicant_email=body.email,
        applicant_address=body.address,
        respondent_kind="consumer",
        respondent_name=synthesis.person_name(source),
        respondent_phone=debtor_phone,
        respondent_address=synthesis.address(place, source),
        claim=table["claim"],
        amount=_money(amount),
        dispute_class=dispute_class,
        representative_name=synthesis.person_name(source),
        representative_authority="special" if source.randrange(4) else "general",
        e_service_consent="yes",
        legal_basis=table["legal_basis"],
    )


@cache
def read_institution() -> dict[str, Any]:
    """What an institution's filings are made of."""
    return dict(read("plan.toml")["institution"])


def _dates(row: Row, source: random.Random, *, filed_on: date, oldest: bool) -> None:
    happened = synthesis.happened_on(source, filed_on=filed_on, oldest=oldest)
    known = synthesis.known_on(source, happened=happened, filed_on=filed_on)
    if oldest or not _chance("no_happened_on", source):
        row["happened_on"] = happened.isoformat()
    if oldest or not _chance("no_known_on", source):
        row["known_on"] = known.isoformat()


def _questions(row: Row, source: random.Random) -> None:
    """The four questions; "unknown" and no answer occur as well."""
    row["complaint_made"] = source.choice(("yes", "yes", "yes", "no", "no", "unknown", ""))
    row["suit_pending"] = source.choice(("no",) * 8 + ("unknown", ""))
    row["arbitration_clause"] = source.choice(("no",) * 5 + ("unknown",) * 3 + ("", ""))
    row["in_force_decision"] = source.choice(("no",) * 8 + ("unknown", ""))


def _second_time(row: Row, source: random.Random) -> None:
    """The same person files the same text again: other ways of contact, an amount not quite the same."""
    row["applicant_email"] = "" if row["applicant_phone"] else row["applicant_email"]
    row["product_account"] = ""
    row["known_on"] = ""
    if row["amount"] and source.getrandbits(1):
        row["amount"] = _money(Decimal(row["amount"]).quantize(Decimal(1)))


def grounds_by_design() -> tuple[str, ...]:
    """The grounds of refusal that rows by design may meet; NA5 arises only from an answer to an invitation."""
    return tuple(sorted({kind.ground for kind in kinds().values() if kind.ground}))
