"""The paper that somebody is about to sign: drawn and kept before, so that what was signed can be shown (record.md §5)."""

from datetime import datetime

import typst

from rongzhi.casework.actions import Done
from rongzhi.casework.models import Paper
from rongzhi.casework.papers import keeping
from rongzhi.casework.papers.job import draw_issue
from rongzhi.casework.papers.making import Made, NoPaper, made, pdf_of
from rongzhi.casework.seen import Sight

AGREEMENT = "F29"
DRAFTED = frozenset({"agreement.draft"})
SIGNING = frozenset(
    {"agreement.sign", "agreement.signed_on_paper", "agreement.mediator_sign", "agreement.seal"}
)


def draw_drafted(done: Done, *, now: datetime) -> int:
    """Keep the copies of a text that was drafted just now; to be called after the commit. Gives how many.

    The act stands whatever happens here: what could not be drawn is left to the job, and to the page of signing.
    """
    if done.act not in DRAFTED or done.again:
        return 0
    try:
        return draw_issue(done.file, done.seq, AGREEMENT, now)
    except (typst.TypstError, RuntimeError):
        return 0


def copy_to_sign(seen: Sight) -> Paper | None:
    """The kept paper that this reader is about to sign; None when it was not drawn yet, or there is no text to sign."""
    found = _drafted(seen)
    if found is None:
        return None
    return keeping.kept(found.view, found.language, keeping.audience_of(found.view))


def keep_copy_to_sign(seen: Sight, *, now: datetime) -> Paper | None:
    """The same, drawn now when there is none. Raises KeyFault without the installation's key."""
    found = _drafted(seen)
    return pdf_of(found, now=now)[0] if found is not None else None


def _drafted(seen: Sight) -> Made | None:
    draft = seen.picture.latest("agreement", "draft")
    if draft is None:
        return None
    try:
        return made(seen, AGREEMENT, draft.seq)
    except NoPaper:
        return None
