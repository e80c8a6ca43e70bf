"""Destroying files: with their own part, with the part that they were filed in, and when nobody handed them in."""

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from rongzhi.casework.evidence import store
from rongzhi.casework.evidence.blobs import part_of
from rongzhi.casework.evidence.receive import discard
from rongzhi.casework.models import Blob, PartKey

WAITS = timedelta(days=1)  # how long a file that no act refers to is kept
AT_ONCE = 500


def forget_files(file: str, part: str) -> None:
    """Destroy the files of an erased part: their keys and descriptions now, their bytes with the commit.

    `part` is a file's own (`blob:<id>`) or one in which files were filed.
    """
    own = Q(pk=part.removeprefix("blob:")) if part.startswith("blob:") else Q(part=part, seq__isnull=False)
    rows = Blob.objects.filter(own, file=file)
    found = list(rows.values_list("id", "address"))
    if not found:
        return
    PartKey.objects.filter(file=file, name__in=[part_of(blob) for blob, _ in found]).delete()
    rows.update(nonce=None, about=None)
    for _, address in found:
        transaction.on_commit(lambda address=address: store.remove(address))


def sweep(now: datetime) -> int:
    """Destroy what was received and never handed in within a day, what was erased and is still on disk after a crash,
    and what broken uploads left; gives the count. `now` is the county's time.
    """
    count = store.clear_incoming(time.time() - WAITS.total_seconds())
    late = Blob.objects.filter(seq=None, about__isnull=False, received_at__lt=now - WAITS)
    for row in late.order_by("received_at")[:AT_ONCE]:
        with transaction.atomic():
            count += discard(row)
    for address in Blob.objects.filter(about=None).values_list("address", flat=True).iterator():
        if store.is_there(address):
            store.remove(address)
            count += 1
    return count
