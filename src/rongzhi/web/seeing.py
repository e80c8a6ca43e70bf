"""Opens a file for a page as its reader may see it, or says that it is not there."""

from django.http import Http404, HttpRequest

from rongzhi.casework.keys import key_fault
from rongzhi.casework.visibility import Sight, best, sight
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.access import DataClass, Part, Visible
from rongzhi.web.actors import actor_of

LEADS = frozenset({"lead", "lead_notice", "lead_decision", "suspicion", "interference"})
ONE_SIDE = frozenset({"caucus", "confidence"})
AGREED = frozenset({"agreement", "instalment", "payment", "enforcement"})
SHUT = "X11"
LONGEST_NUMBER = 40


def open_file(request: HttpRequest, number: str) -> Sight:
    """The file as the reader may see it. Raises Http404 when it is not there for them."""
    actor = actor_of(request)
    if actor is None or len(number) > LONGEST_NUMBER or not number.isprintable():
        raise Http404
    seen = sight(actor, number, open_sealed=key_fault() is None)
    if seen is None:
        raise Http404
    return seen


def sees_leads(seen: Sight) -> bool:
    """Whether suspicions of this file are for this reader (DC9)."""
    return best(seen.viewers, Part("lead", DataClass.DC9, sender=seen.picture.owner)) is not Visible.NO


def entry_shown(seen: Sight, entry: Entry) -> bool:
    """Whether a line of the register is for this reader."""
    if entry.kind in LEADS or entry.kind.startswith("lead"):
        return sees_leads(seen)
    if entry.kind in ONE_SIDE:
        return (
            bool(entry.party)
            and best(seen.viewers, Part(f"side:{entry.party}", DataClass.DC4)) is not Visible.NO
        )
    kind = DataClass.DC6 if entry.kind in AGREED else DataClass.DC2
    if seen.picture.kind != "case":
        return True
    return best(seen.viewers, Part("header", kind, field=entry.kind)) is not Visible.NO
