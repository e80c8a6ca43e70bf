"""In which capacities an account may act: its own post, offices held by the county's file, and as a deputy."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rongzhi.casework.models import Entry
from rongzhi.core.procedure.definition import Actor
from rongzhi.directory.models import Account, Body, County, Deputy

OWN = ""
CAPACITY = "capacity"  # where a session keeps the key of the one in use
WITHOUT_OFFICE = frozenset({"member", "neutral"})  # say what the account is, and are no function


@dataclass(frozen=True, slots=True)
class Capacity:
    """One capacity: its key in a session, the actor that it makes, and until when it lasts."""

    key: str
    actor: Actor
    body: str = ""
    until: date | None = None
    since: date | None = None

    @property
    def behalf(self) -> str:
        return self.actor.behalf


def own_post(account: Account) -> Capacity:
    """The account's own post, without the offices that the county's file has ended."""
    return _own_post(account, list(_offices(account)))


def capacities(account: Account, *, today: date) -> list[Capacity]:
    """Every capacity in which the account may act today, its own post first."""
    if not account.is_active:
        return []
    offices = list(_offices(account))
    own = _own_post(account, offices)
    return [own, *_further(account, own, offices, today), *_as_deputy(account, today)]


def capacity_of(account: Account, key: str, *, today: date) -> Capacity | None:
    """The capacity of that key, None when it is not, or no longer, there."""
    if not account.is_active:
        return None
    offices = list(_offices(account))
    own = _own_post(account, offices)
    if key == OWN:
        return own
    found = _as_deputy(account, today) if key.startswith("d") else _further(account, own, offices, today)
    return next((one for one in found if one.key == key), None)


def actor_of_account(account: Account) -> Actor:
    """Who an account is in its own post: for tokens and commands, which choose no capacity."""
    return own_post(account).actor


@dataclass(frozen=True, slots=True)
class _Office:
    key: str
    county: str
    held: bool
    facts: dict[str, Any]


def _offices(account: Account) -> Iterator[_Office]:
    counties = dict(County.objects.values_list("number", "code"))
    rows = Entry.objects.filter(kind="office", code=account.username, file__in=counties).order_by("pk")
    for file, key, status, facts in rows.values_list("file", "key", "status", "facts"):
        yield _Office(f"o{file}/{key}", counties[file], status == "held", json.loads(facts))


def _own_post(account: Account, offices: Iterable[_Office]) -> Capacity:
    actor = account.actor()
    own = [
        one
        for one in offices
        if one.county == account.county and one.facts.get("body", "") in ("", account.body)
    ]
    held = {one.facts.get("function") for one in own if one.held}
    ended = {str(one.facts.get("function")) for one in own if not one.held} - held
    return Capacity(OWN, replace(actor, functions=actor.functions - ended), account.body)


def _further(account: Account, own: Capacity, offices: Iterable[_Office], today: date) -> Iterator[Capacity]:
    """The offices that say more than the own post; those of days to come or gone are left out."""
    for office in offices:
        facts = office.facts
        function, body = str(facts.get("function", "")), str(facts.get("body") or "")
        neutral = str(facts.get("neutral") or "")
        body = body or (account.body if office.county == account.county and function != "neutral" else "")
        functions = frozenset({function} - WITHOUT_OFFICE - {""})
        same = office.county == account.county and body == account.body and not neutral
        since, until = _day(facts.get("since")), _day(facts.get("until"))
        early, late = since is not None and today < since, until is not None and today > until
        if not office.held or early or late or (same and functions <= own.actor.functions):
            continue
        kinds = Body.objects.filter(county=office.county, handle=body).values_list("kind", flat=True)
        actor = Actor(
            id=account.username,
            bodies=frozenset({body} - {""}),
            codes=frozenset(kinds),
            functions=functions,
            neutral=neutral,
            county=office.county,
        )
        yield Capacity(office.key, actor, body, until, since)


def _as_deputy(account: Account, today: date) -> Iterator[Capacity]:
    rows = Deputy.objects.filter(
        deputy=account, ended=None, since__lte=today, until__gte=today, account__is_active=True
    )
    for row in rows.select_related("account").order_by("pk"):
        post = own_post(row.account)
        actor = replace(post.actor, id=account.username, behalf=row.account.username, neutral="")
        yield Capacity(f"d{row.pk}", actor, post.body, row.until, row.since)


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
