"""Routing: among all channels, by declared rules in their order; what fired is shown and kept (B1, B2)."""

from dataclasses import dataclass

from rongzhi.core.parameters import NoValue, Parameters
from rongzhi.core.routing import Candidate, Fired, rank
from rongzhi.rulebook.calculators.small_claims import SOURCE as SMALL_CLAIMS_SOURCE
from rongzhi.rulebook.calculators.small_claims import small_claims_limits
from rongzhi.rulebook.matter import Matter
from rongzhi.rulebook.routing_rules import ARBITRATION_5, CHANNEL_RULES, KINDS, LENDING_CAP, TRACK_RULES

__all__ = ["CHANNEL_RULES", "TRACK_RULES", "Route", "route"]


@dataclass(frozen=True, slots=True)
class Route:
    """What the rules say of a matter: ways in order, the track, and notes that concern every way."""

    candidates: tuple[Candidate, ...]
    track: str
    track_why: Fired
    notes: tuple[Fired, ...] = ()

    @property
    def best(self) -> Candidate:
        return self.candidates[0]


def route(matter: Matter, *, parameters: Parameters | None = None) -> Route:
    """The ways open to a matter in their order, each with the rules that fired; advice that a person may not follow.

    With `parameters`, the small-claims procedure is among them where the province's wage is set and the amount fits.
    """
    found = rank(CHANNEL_RULES, matter)
    only = any(
        rule.alone and rule.key == fired.key for rule in CHANNEL_RULES for each in found for fired in each.why
    )
    candidates = [Candidate(c.channel, c.mediation_kind or KINDS.get(c.channel, ""), c.why) for c in found]
    candidates = _joined(candidates)
    if parameters is not None and not only and _fits_small_claims(matter, parameters):
        small = Fired(
            "small_claims",
            "金额在小额诉讼标准以内，起诉时适用小额诉讼程序。",
            "The amount is within the small-claims limit.",
            SMALL_CLAIMS_SOURCE,
        )
        candidates.append(Candidate("small_claims", "", (small,)))
    track = next(rule for rule in TRACK_RULES if rule.test(matter))
    why = Fired(track.key, track.zh, track.en, track.source)
    return Route(tuple(candidates), track.track, why, _notes(matter))


def _joined(candidates: list[Candidate]) -> list[Candidate]:
    """A wish for a channel and a rule for the same one and kind are one candidate."""
    found: dict[tuple[str, str], Candidate] = {}
    for each in candidates:
        key = (each.channel, each.mediation_kind)
        before = found.get(key)
        found[key] = each if before is None else Candidate(*key, (*before.why, *each.why))
    return list(found.values())


def _fits_small_claims(matter: Matter, parameters: Parameters) -> bool:
    if matter.amount is None or matter.text("arbitration_clause") == "yes":
        return False
    try:
        return matter.amount <= small_claims_limits(matter.context.today, parameters=parameters).by_law
    except NoValue:
        return False


def _notes(matter: Matter) -> tuple[Fired, ...]:
    notes = []
    if matter.text("arbitration_clause") == "yes":
        notes.append(
            Fired(
                "arbitration_bars_court",
                "有效的仲裁条款排除法院管辖，但不妨碍调解。",
                "A valid arbitration clause bars the court, not mediation.",
                ARBITRATION_5,
            )
        )
    if matter.is_class("N"):
        notes.append(
            Fired(
                "lending_cap",
                "民间借贷利率上限按合同成立时的一年期贷款市场报价利率计算，不约束持牌机构。",
                "The cap on private-lending interest follows the LPR at the contract date and does not bind licensed lenders.",
                LENDING_CAP,
            )
        )
    return tuple(notes)
