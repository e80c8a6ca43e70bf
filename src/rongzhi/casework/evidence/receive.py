"""Receives files before any act: examined, sealed, on disk and in the list of what waits to be handed in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Count, Sum

from rongzhi.casework.actions import saved
from rongzhi.casework.evidence import store
from rongzhi.casework.evidence.blobs import Received, opened, part_of
from rongzhi.casework.evidence.examine import fit
from rongzhi.casework.evidence.faults import NotReceived
from rongzhi.casework.evidence.limits import limits, too_many_waiting
from rongzhi.casework.models import Blob, File, PartKey
from rongzhi.casework.sealing import SUITE, FileKeys, bound, context
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.record.canonical import canonical
from rongzhi.core.record.suites import wrap_key
from rongzhi.rulebook.capacity import roles_of


def receive(file: str, *, by: Actor, name: str, chunks: Iterable[bytes], now: datetime) -> Received:
    """Take one file of a case in; it is safely stored when this returns, and waits for an act of its uploader.

    Raises NotReceived (with a sentence for people) for what is not taken, a case that is not there for the actor, or
    too many that wait; KeyFault without the installation's key; NotSaved when the database refuses.
    """
    row = File.objects.filter(number=file).values_list("county", "picture").first()
    if row is None or not roles_of(by, load(row[1])):
        raise NotReceived(*NO_FILE)
    most = limits()
    waits = Blob.objects.filter(file=file, by=by.id, seq=None).aggregate(n=Count("id"), bytes=Sum("size"))
    if waits["n"] >= most.waiting_files or (waits["bytes"] or 0) >= most.waiting_bytes:
        raise too_many_waiting(most)
    found = fit(name, chunks, most)
    blob = uuid4().hex
    part = part_of(blob)
    keys = FileKeys.of(file, fresh=True)
    key = SUITE.new_key()
    stored = store.keep(found.chunks, key, context(file, part))
    received = Received(
        blob,
        found.name,
        found.kind.media,
        stored.size,
        stored.sha256,
        found.pages,
        found.kind.code,
        found.marks,
        found.cleaned,
        now,
    )
    nonce = SUITE.new_nonce()
    about = SUITE.seal(key, nonce, canonical(_about(received)), bound(file, 0, part))
    try:
        with saved(), transaction.atomic():
            PartKey.objects.create(
                file=file, name=part, wrapped=wrap_key(keys.installation.wrapping, key, context(file, part))
            )
            Blob.objects.create(
                id=blob,
                county=row[0],
                file=file,
                address=stored.address,
                size=stored.size,
                kind=found.kind.code,
                received_at=now,
                by=by.id,
                nonce=nonce,
                about=about,
            )
    except BaseException:
        store.remove(stored.address)
        raise
    return received


def _about(received: Received) -> dict[str, Any]:
    return {**received.described(), "marks": list(received.marks), "cleaned": received.cleaned}


def waiting(file: str, by: Actor) -> list[Received]:
    """The files of this case that this actor sent and has not handed in yet, oldest first."""
    rows = Blob.objects.filter(file=file, by=by.id, seq=None, about__isnull=False)
    return opened(file, rows.order_by("received_at", "id"))


def take_back(file: str, blob: str, *, by: Actor) -> bool:
    """Destroy a file that waits, on its uploader's word; False when there is none."""
    with saved(), transaction.atomic():
        row = Blob.objects.filter(pk=blob, file=file, by=by.id, seq=None).first()
        return row is not None and discard(row)


def discard(row: Blob) -> bool:
    """Destroy a file that no act refers to: its row and key now, its bytes with the commit."""
    count, _ = Blob.objects.filter(pk=row.pk, seq=None).delete()
    if not count:
        return False
    PartKey.objects.filter(file=row.file, name=part_of(row.pk)).delete()
    transaction.on_commit(lambda: store.remove(row.address))
    return True


NO_FILE = (
    "没有这一案卷，或者您无权向它提交文件。",
    "There is no such file, or it is not for you to add to.",
)
