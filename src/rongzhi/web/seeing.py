"""Opens a file for a page as its reader may see it and logs the opening, or says that it is not there."""

from datetime import datetime, timedelta

from django.http import Http404, HttpRequest

from rongzhi.casework.access_log import opened_parts, record_opening
from rongzhi.casework.keys import key_fault
from rongzhi.casework.visibility import TOOK_PART, Sight, best, sight
from rongzhi.core.procedure.picture import Entry
from rongzhi.rulebook.access import DataClass, Part, Visible
from rongzhi.web.actors import actor_of
from rongzhi.web.moment import now

LEADS = frozenset({"lead", "lead_notice", "lead_decision", "suspicion", "interference"})
ONE_SIDE = frozenset({"caucus", "confidence"})
AGREED = frozenset({"agreement", "instalment", "payment", "enforcement"})
PROCESS = frozenset({"offer", "proposal", "answer", "plan"})  # for those who took part in the mediation
LONGEST_NUMBER = 40
OPENED = "opened"
SAME_OPENING = timedelta(minutes=5)


def open_file(request: HttpRequest, number: str) -> Sight:
    """The file as the reader may see it, with the opening in the access log.

    Raises Http404 when it is not there for them, NotSaved when the opening cannot be logged.
    """
    actor = actor_of(request)
    if actor is None or len(number) > LONGEST_NUMBER or not number.isprintable():
        raise Http404
    seen = sight(actor, number, open_sealed=key_fault() is None)
    if seen is None:
        raise Http404
    _log(request, seen, now())
    return seen


def _log(request: HttpRequest, seen: Sight, at: datetime) -> None:
    """Log what was opened. For five minutes from there, pages of the same file in the same session belong to the same
    opening; only a part that was not yet opened in it gets another row.
    """
    held: dict[str, list[str]] = {
        key: opening
        for key, opening in request.session.get(OPENED, {}).items()
        if timedelta(0) <= at - datetime.fromisoformat(opening[0]) < SAME_OPENING
    }
    key = f"{seen.by.id} {seen.picture.number}"
    began, *logged = held.get(key, [at.isoformat()])
    parts = {*logged, *opened_parts(seen)}
    if len(parts) > len(logged):
        record_opening(seen, now=at, besides=logged)
        request.session[OPENED] = {**held, key: [began, *sorted(parts)]}


def entry_shown(seen: Sight, entry: Entry) -> bool:
    """Whether a line of the register is for this reader."""
    if entry.kind in LEADS or entry.kind.startswith("lead"):
        return seen.leads is None or entry.proceeding in seen.leads
    if entry.kind in PROCESS and not any(viewer.role_column in TOOK_PART for viewer in seen.viewers):
        return False
    if entry.kind in ONE_SIDE:
        return (
            bool(entry.party)
            and best(seen.viewers, Part(f"side:{entry.party}", DataClass.DC4)) is not Visible.NO
        )
    kind = DataClass.DC6 if entry.kind in AGREED else DataClass.DC2
    if seen.picture.kind != "case":
        return True
    return best(seen.viewers, Part("header", kind, field=entry.kind)) is not Visible.NO
