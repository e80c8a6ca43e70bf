"""The arithmetic of annual reports: shares by age and stage, what has to add up, Little's law, and what a mean can be.

Two published reports are reproduced with it (AFCA 2023–24, FIDReC 2023/24), so that a county's figures can be set beside
theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rongzhi.core.statistics.counts import Share

YEAR = 365


@dataclass(frozen=True, slots=True)
class Band:
    """How many cases took from `least` to `most` days; no upper end is None."""

    least: int
    most: int | None
    cases: int


def bands(told: Mapping[str, int]) -> list[Band]:
    """Bands as reports name them: `0-30`, `31-60`, `>365`. Raises ValueError for another name or a count below zero."""
    found = []
    for name, cases in told.items():
        low, _, high = name.partition("-")
        if cases < 0 or not low.removeprefix(">").isdigit() or (high and not high.isdigit()):
            raise ValueError(f"{name}: {cases} is no band.")
        if name.startswith(">"):
            found.append(Band(int(name[1:]) + 1, None, cases))
        elif high:
            found.append(Band(int(low), int(high), cases))
        else:
            raise ValueError(f"{name} has no end.")
    return found


def shares(parts: Sequence[int]) -> list[Share]:
    """Each part of the sum of all."""
    whole = sum(parts)
    return [Share(part, whole) for part in parts]


def missing(parts: Sequence[int], whole: int) -> int:
    """How many the parts fall short of the whole; below zero where they are more; 0 where they add up."""
    return whole - sum(parts)


def mean_between(found: Sequence[Band]) -> tuple[float, float]:
    """Between which the mean age of the cases lies, whatever their ages within the bands; without end for an open band
    that holds any. Raises ValueError where there is no case.
    """
    n = sum(band.cases for band in found)
    if not n:
        raise ValueError("There is no case to take the mean of.")
    low = sum(band.least * band.cases for band in found) / n
    if any(band.most is None and band.cases for band in found):
        return low, float("inf")
    return low, sum((band.most or 0) * band.cases for band in found) / n


def days_in_stock(open_cases: int, came: int, *, days: int = YEAR) -> float:
    """How long a case stays on average by Little's law, W = L/λ: those open over those that come a day (Little 1961,
    Operations Research 9:383); true where stock and arrivals are steady. Raises ValueError where nothing came.
    """
    if came <= 0 or days <= 0:
        raise ValueError("Nothing came, so nothing is said of how long it stays.")
    return open_cases / (came / days)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What a mediation and adjudication scheme reports: completed, resolved at mediation, offers accepted, adjudicated, and
    decided for the consumer.
    """

    completed: int
    mediated: int
    offers_accepted: int
    adjudicated: int
    for_consumer: int

    @property
    def mediation_rate(self) -> Share:
        """Resolved at mediation, of all completed."""
        return Share(self.mediated, self.completed)

    @property
    def acceptance_rate(self) -> Share:
        """Offers accepted, of those resolved at mediation."""
        return Share(self.offers_accepted, self.mediated)

    @property
    def consumer_rate(self) -> Share:
        """Decided for the consumer, of those adjudicated."""
        return Share(self.for_consumer, self.adjudicated)

    @property
    def adds_up(self) -> bool:
        """Whether mediated and adjudicated cases are all that were completed."""
        return self.mediated + self.adjudicated == self.completed
