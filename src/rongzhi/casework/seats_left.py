"""Seats of bodies that are no longer in the directory: each is released, so that no table waits for nobody."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef

from rongzhi.casework.actions import Done, perform
from rongzhi.casework.models import Case, Proceeding
from rongzhi.casework.models import Entry as EntryRow
from rongzhi.core.procedure.decide import SYSTEM
from rongzhi.directory.models import Body
from rongzhi.rulebook.guards.consultation import SEATED
from rongzhi.rulebook.procedures.consultation import MEMBER_GONE

LEFT = ("released", "recused")


def release_gone(*, now: datetime) -> int:
    """Release the seats that retired bodies still hold while opinions are asked for; gives how many were released.

    Two queries where there are none. Raises NotSaved or KeyFault; what was released before stays released.
    """
    gone: dict[str, set[str]] = {}
    for county, handle in Body.objects.filter(status="retired").values_list("county", "handle"):
        gone.setdefault(county, set()).add(handle)
    return sum(_release_in(county, handles, now) for county, handles in sorted(gone.items()))


def _release_in(county: str, handles: Collection[str], now: datetime) -> int:
    open_cases = Case.objects.filter(county=county, status="open").values("number")
    answering = Proceeding.objects.filter(
        procedure="consultation",
        stage__in=MEMBER_GONE.from_,
        file=OuterRef("file"),
        key=OuterRef("proceeding"),
    )
    held = EntryRow.objects.filter(kind="seat", status=SEATED, code__in=handles, file__in=open_cases)
    held = held.filter(Exists(answering))
    released = 0
    for file, seat, run in held.order_by("file", "seq").values_list("file", "key", "proceeding"):
        done = perform(
            file,
            MEMBER_GONE.key,
            by=SYSTEM,
            data={"seat": seat},
            proceeding=run,
            request=f"gone:{file}:{seat}",
            now=now,
        )
        released += isinstance(done, Done) and not done.again
    return released


def lost_a_seat(file: str, county: str, bodies: Collection[str]) -> bool:
    """Whether one of these bodies sat in a consultation of the file and does so no longer."""
    lines = EntryRow.objects.filter(file=file, kind="seat", status__in=LEFT, code__in=bodies)
    return lines.exists() and Case.objects.filter(number=file, county=county).exists()
