"""Draws the papers that acts have issued, after their commit: a copy for each party who may have it."""

from datetime import datetime

from rongzhi.casework.models import Due
from rongzhi.casework.papers.listing import listed
from rongzhi.casework.papers.making import NoPaper, made, pdf_of
from rongzhi.casework.rules import rules_of
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.definition import Actor

MOST = 40  # at one run; what is left is drawn at the next, or when somebody opens it
WAITING, MADE = "due", "made"


def draw_due(now: datetime, *, most: int = MOST) -> int:
    """Draw the copies of up to `most` issued papers; gives how many were drawn."""
    rows = Due.objects.filter(kind="paper", status=WAITING).order_by("id")[:most]
    count = 0
    for file, key, seq, form in list(rows.values_list("file", "key", "seq", "what")):
        count += _draw(file, form, seq, now)
        Due.objects.filter(file=file, key=key).update(status=MADE)
    return count


def draw_issue(file: str, seq: int, form: str, now: datetime) -> int:
    """Draw the copies of one paper at once, without waiting for the job; gives how many were drawn."""
    count = _draw(file, form, seq, now)
    Due.objects.filter(file=file, kind="paper", seq=seq, what=form, status=WAITING).update(status=MADE)
    return count


def _draw(file: str, form: str, seq: int, now: datetime) -> int:
    """The copies of one issue: none for a form without a text, or a file that is no dispute."""
    first = sight(Actor(id=f"{file}/p1", party="p1", file=file), file)
    if first is None or first.picture.kind != "case":
        return 0
    count = 0
    for party in first.picture.principals:
        by = Actor(id=f"{file}/{party.key}", party=party.key, file=file, county=first.picture.county)
        seen = sight(by, file)
        known = listed(seen, rules_of(seen.picture.county)) if seen else []
        if seen is None or not any(one.form == form and seq in one.seqs for one in known):
            continue
        try:
            pdf_of(made(seen, form, seq), now=now)
        except NoPaper:
            return 0
        count += 1
    return count
