"""The amounts of the small-claims procedure, which follow the provincial wage and so change every year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rongzhi.core.money import CENT
from rongzhi.core.parameters import Parameters
from rongzhi.core.procedure.definition import Source

SOURCE = Source("《民事诉讼法》(2023)", "第一百六十五条")


@dataclass(frozen=True, slots=True)
class SmallClaimsLimits:
    """Up to `by_law` the procedure applies by itself; above it, up to `by_consent`, when both parties agree.

    `old_wage`: the wage was set for an earlier year, so the limits must be checked.
    """

    by_law: Decimal
    by_consent: Decimal
    old_wage: bool
    source: Source = SOURCE


def small_claims_limits(filed_on: date, *, parameters: Parameters) -> SmallClaimsLimits:
    """The limits for a case filed on that day. Raises NoValue while the county has not set the wage of the year."""
    value = parameters.on("provincial_average_wage", filed_on)
    wage = Decimal(value.amount)
    share = parameters.on("small_claims_share", filed_on).amount
    times = parameters.on("small_claims_consent_multiple", filed_on).amount
    old = value.from_ is None or value.from_.year < filed_on.year
    return SmallClaimsLimits((wage * share / 100).quantize(CENT), (wage * times).quantize(CENT), old)
