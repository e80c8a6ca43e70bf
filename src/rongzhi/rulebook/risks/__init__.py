"""The published factors of risk grading, with their points, their source and how sure it is."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from rongzhi.core.procedure.definition import Confidence

# From how many points on a case stands on which level, the highest first. [design]
LEVELS = (("high", 6), ("raised", 3), ("low", 0))


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor: what it says, how many points it gives, and where it comes from."""

    key: str
    sign: str
    points: int
    zh: str
    en: str
    source: str
    confidence: Confidence
    amount: Decimal | None = None  # yuan, where the sign compares with an amount

    @property
    def name_zh(self) -> str:
        return self.zh

    @property
    def name_en(self) -> str:
        return self.en


@cache
def factors() -> Mapping[str, Factor]:
    """The factors in their order, by key. Raises TypeError for an unknown column."""
    text = resources.files(__package__).joinpath("factors.toml").read_text("utf-8")
    found = {}
    for key, row in tomllib.loads(text).items():
        amount = row.pop("amount", None)
        confidence = Confidence(row.pop("confidence"))
        found[key] = Factor(
            key, **row, confidence=confidence, amount=Decimal(amount) if amount is not None else None
        )
    return found
