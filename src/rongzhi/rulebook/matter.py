"""What is known of a dispute when it is routed and screened: the filing's answers and the case, read together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from rongzhi.rulebook.case import Case

BUSINESS = frozenset({"institution", "small_business"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the house knows besides the filing: the day, the county, its bodies, and other cases."""

    today: date
    county: str = ""
    body_handles: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    commitment_cap: Decimal | None = None  # of the institution's own commitment in force for this product
    duplicates: tuple[str, ...] = ()  # numbers of cases with the same parties and matter
    parallel: tuple[str, ...] = ()  # numbers of cases of others about the same conduct


@dataclass(frozen=True, slots=True)
class Matter:
    """A dispute as routing and screening see it; what was not stated is empty or None."""

    case: Case
    values: Mapping[str, Any]
    context: Context

    def stated(self, name: str) -> Any:
        """The answer of that name, from the filing or from the case's header."""
        value = self.values.get(name)
        return self.case.header.get(name) if value is None else value

    def text(self, name: str) -> str:
        return str(self.stated(name) or "")

    @property
    def dispute_class(self) -> str:
        return self.text("dispute_class")

    @property
    def group(self) -> str:
        """The letter of the class."""
        return self.dispute_class[:1]

    @property
    def reason(self) -> str:
        return self.text("reason")

    @property
    def amount(self) -> Decimal | None:
        amount = self.stated("amount")
        return amount if isinstance(amount, Decimal) else None

    def kinds(self, side: str) -> frozenset[str]:
        """The kinds of party on a side: consumer, small_business, institution or other."""
        found = {party.kind for party in self.case.side(side) if party.kind}
        stated = self.values.get(f"{side}_kind")
        return frozenset(found | ({str(stated)} if stated else set()))

    @property
    def all_kinds(self) -> frozenset[str]:
        return self.kinds("applicant") | self.kinds("respondent")

    @property
    def consumer_matter(self) -> bool:
        """A natural person as consumer on one side, an institution on the other."""
        return {"consumer", "institution"} <= self.all_kinds

    @property
    def between_businesses(self) -> bool:
        """A business on both sides."""
        applicant, respondent = self.kinds("applicant"), self.kinds("respondent")
        return bool(applicant and respondent) and applicant | respondent <= BUSINESS

    @property
    def respondent_bodies(self) -> tuple[str, ...]:
        """The handles of the respondents that are bodies of the county."""
        stated = self.values.get("respondent_body")
        named = [party.body for party in self.case.side("respondent") if party.body]
        return tuple(dict.fromkeys([*named, *([str(stated)] if stated else [])]))

    def is_class(self, *codes: str) -> bool:
        """Whether the class is one of these codes, or its group is one of these letters."""
        return self.dispute_class in codes or (bool(self.group) and self.group in codes)
