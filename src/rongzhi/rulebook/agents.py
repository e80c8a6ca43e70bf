"""Who may act for an institution up to what amount: the lines of its own file, and what they allow in a case."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

SETTLES = frozenset({"settle", "sign"})


@dataclass(frozen=True, slots=True)
class Mandate:
    """One authority on record: whose it is, its scope, the most that it covers (None: no limit), its last day."""

    account: str
    scope: str
    limit: Decimal | None
    until: date | None

    def covers(self, amount: Decimal | None, today: date, scopes: Iterable[str]) -> bool:
        """Whether it covers this amount today; an unknown amount needs an authority without limit."""
        if self.scope not in scopes or (self.until is not None and today > self.until):
            return False
        return self.limit is None or (amount is not None and amount <= self.limit)


def facts_of_line(text: str) -> Mapping[str, Any]:
    """The facts kept with a line of a register."""
    facts: Mapping[str, Any] = json.loads(text or "{}")
    return facts


def may_settle(
    mandates: Iterable[Mandate],
    account: str,
    amount: Decimal | None,
    today: date,
    *,
    scopes: Iterable[str] = SETTLES,
) -> bool:
    """Whether this person may bind the institution to this amount.

    An institution that has named nobody by account has set no limit: whoever works for it acts for it, as before.
    """
    named = [one for one in mandates if one.account]
    if not named:
        return True
    return any(one.account == account and one.covers(amount, today, frozenset(scopes)) for one in named)
