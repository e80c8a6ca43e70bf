"""Times of the machine as the county's clock shows them: the same, except in a demo."""

from collections.abc import Sequence
from typing import TypeVar

from django.utils import timezone

from rongzhi.directory.models import AccountNote, SignIn
from rongzhi.web.moment import now

Row = TypeVar("Row", SignIn, AccountNote)


def in_county_time(rows: Sequence[Row]) -> list[Row]:
    """The rows, to be shown and never saved, with their moments by the county's clock."""
    apart = now() - timezone.now()
    for row in rows:
        for name in ("begun", "seen", "at"):
            if hasattr(row, name):
                setattr(row, name, getattr(row, name) + apart)
    return list(rows)
