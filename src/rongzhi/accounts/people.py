"""The people of a county: added, given offices by an act on the county's file, and kept from locking everybody out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from rongzhi.accounts.capacities import own_post
from rongzhi.accounts.notes import note
from rongzhi.casework.actions import SHANGHAI, Done, perform
from rongzhi.casework.models import Entry, File
from rongzhi.core.procedure.decide import Reason, Refusal
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account

FUNCTIONS = ("officer", "reviewer", "manager", "administrator", "assessor", "auditor", "court")


@dataclass(frozen=True, slots=True)
class Office:
    """An office that the county's file gives to an account."""

    file: str
    key: str
    function: str
    body: str
    neutral: str
    since: str
    until: str


def offices_of(account: Account, county: str) -> list[Office]:
    """The offices that the account holds by this county's file."""
    rows = Entry.objects.filter(
        kind="office", code=account.username, status="held", file=county_file(county)
    ).order_by("pk")
    found = []
    for file, key, on, text in rows.values_list("file", "key", "on", "facts"):
        facts = json.loads(text)
        since = str(facts.get("since") or on or "")
        named = [str(facts.get(name) or "") for name in ("function", "body", "neutral")]
        found.append(Office(file, key, *named, since, str(facts.get("until") or "")))
    return found


def county_file(county: str) -> str:
    """The number of the county's own file; empty when it has none."""
    number = File.objects.filter(county=county, kind="county").values_list("number", flat=True).first()
    return number or ""


def give_office(
    account: Account, *, by: Actor, at: datetime, data: Mapping[str, Any], request: str = ""
) -> Done | Refusal:
    """Give the account an office: the act county.appoint, with function, body, neutral, since, until and basis."""
    answer = _on_county(by, "county.appoint", {**data, "account": account.username}, at, request)
    if isinstance(answer, Done) and not answer.again:
        note(account, "office_given", by=by.id, detail=" ".join(_told(data)))
    return answer


def end_office(
    account: Account, office: str, *, by: Actor, at: datetime, basis: str, request: str = ""
) -> Done | Refusal:
    """End an office of the account: the act county.dismiss."""
    held = {one.key: one for one in offices_of(account, by.county)}
    if office not in held:
        return Refusal("county.dismiss", (NO_OFFICE,))
    answer = _on_county(by, "county.dismiss", {"office": office, "basis": basis}, at, request)
    if isinstance(answer, Done) and not answer.again:
        one = held[office]
        note(account, "office_ended", by=by.id, detail=f"{one.function} {one.body}".strip())
    return answer


def _on_county(by: Actor, act: str, data: Mapping[str, Any], at: datetime, request: str) -> Done | Refusal:
    given = {key: value for key, value in data.items() if value}
    return perform(
        county_file(by.county) or "-", act, by=by, data=given, now=at, request=request or str(uuid4())
    )


def _told(data: Mapping[str, Any]) -> list[str]:
    return [str(data[name]) for name in ("function", "body", "neutral", "since", "until") if data.get(name)]


def add_person(
    *,
    username: str,
    name_zh: str,
    name_en: str = "",
    body: str = "",
    functions: tuple[str, ...] = (),
    neutral: str = "",
    by: Actor,
    at: datetime,
) -> Account:
    """Add an account of the actor's county, without a password: a reset code lets the person set their own.

    Its offices are recorded on the county's file. The caller has checked names, body and functions.
    """
    with transaction.atomic():
        account = Account(
            username=username,
            name_zh=name_zh,
            name_en=name_en,
            county=by.county,
            body=body,
            functions=",".join(functions),
            neutral=neutral,
        )
        account.set_unusable_password()
        account.save()
        note(account, "made", by=by.id, detail=" ".join((body, *functions, neutral)).strip())
    for function in functions:
        give_office(account, by=by, at=at, data={"function": function, "body": body, "basis": BASIS})
    return account


def last_administrator(account: Account) -> bool:
    """Whether nobody else administers the account's county: then it stays."""
    if "administrator" not in own_post(account).actor.functions:
        return False
    others = Account.objects.filter(is_active=True, county=account.county).exclude(pk=account.pk)
    return not any("administrator" in own_post(one).actor.functions for one in others)


def today_of(at: datetime) -> date:
    """The county's day of a moment."""
    return at.astimezone(SHANGHAI).date()


BASIS = "人员登记 entered with the account"
BASIS_LEFT = "离任 has left"
NO_OFFICE = Reason(
    "no_office",
    "此人没有这项任职，或者任职已经结束，没有改动。",
    "They do not hold that office, or it is over; nothing was changed.",
)
