"""What stands on the pages of the five faults beside the indicators: further tables, each with what it may not be taken for."""

from collections.abc import Callable, Mapping

from rongzhi.web.panels.bodies import appointments, dominance, standing, within_outcome
from rongzhi.web.panels.money import by_channel, money_outlook
from rongzhi.web.panels.panel import Asking, Panel
from rongzhi.web.panels.society import again, entries, exits, townships
from rongzhi.web.panels.thresholds import static_proof, way, way_by_group

PANELS: Mapping[str, tuple[Callable[[Asking], Panel], ...]] = {
    "independence": (appointments, standing, dominance),
    "society": (entries, exits),
    "professional": (within_outcome,),
    "thresholds": (way, way_by_group, static_proof),
    "lasting": (money_outlook, by_channel),
}


def panels(fault: str, asking: Asking) -> list[Panel]:
    """The panels of a page, in order."""
    return [make(asking) for make in PANELS.get(fault, ())]


def county_panels(asking: Asking) -> list[Panel]:
    """The panels of the county's page."""
    return [townships(asking), again(asking)]
