"""The lists of the desks that can be taken out as workbooks, by their keys."""

from collections.abc import Mapping

from rongzhi.core.procedure.definition import Actor
from rongzhi.web.desks.case_lists import CASE_LISTS
from rongzhi.web.desks.listed import TakenOut
from rongzhi.web.desks.other_lists import OTHER_LISTS

LISTS: Mapping[str, TakenOut] = {**CASE_LISTS, **OTHER_LISTS}


def taken_out(key: str, by: Actor) -> TakenOut | None:
    """The list of that key; None when there is none, or it is not this reader's."""
    found = LISTS.get(key)
    return found if found is not None and found.has(by) else None
