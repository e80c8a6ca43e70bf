"""Packages on their way to platforms of others: queued, sent, acknowledged with a number, or failed; each once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from rongzhi.casework.actions import Done, perform, saved
from rongzhi.casework.models import Proceeding
from rongzhi.casework.packages.making import make
from rongzhi.casework.packages.receiver import office_of, receiver
from rongzhi.core.package.cards import Card
from rongzhi.core.package.faults import PackageRefused
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.record.suites import SealBroken
from rongzhi.exchange import parcels_kept
from rongzhi.exchange.connectors.parcels import Acknowledged, NotTaken, Parcel, PlatformDown
from rongzhi.exchange.connectors.platforms import Platforms, platform_of
from rongzhi.exchange.models import Transfer

WAITS = (1, 5, 15, 60, 180, 360, 720)  # minutes before the next try; the last one repeats
MOST_TRIES = 20
LEASE = timedelta(minutes=15)  # a run that was cut off in the middle leaves the row alone for so long
STUCK = 3  # tries after which a transfer is shown as stuck
GONE = "移送包已不在本平台（可能由备份恢复）。请重新发出。 The package is no longer here, as after a restore: send it anew."
ANOTHER_WAY = "接收单位此前已经另行签收。 The receiver had signed for it another way before."
NO_PORT = "本平台没有接通接收单位的平台。 The receiver's platform is not connected."


@dataclass
class TransferReport:
    """What a run did, in packages."""

    acknowledged: int = 0
    waiting: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        return self.acknowledged + self.waiting + self.failed


def queue(
    number: str,
    to: str,
    *,
    by: Actor,
    now: datetime,
    proceeding: str = "",
    card: Card | None = None,
    phrase: str = "",
) -> Transfer:
    """Make the package of a hand-over and put it on its way; what is on its way already is given back, never doubled.

    Raises PackageRefused, KeyFault, NotSaved; nothing is then left.
    """
    found = receiver(number, to, proceeding=proceeding)
    run = found.line.proceeding if found.line else ""
    there = _active(number, to, run) or _revived(number, to, run)
    if there is not None:
        return there
    platform = platform_of(found.office.kind, restricted=found.restricted)
    if not platform:
        raise PackageRefused(
            "by_hand",
            f"{found.office.name_zh}不经平台接收，或者属于限阅移送：请导出移送包，当面或者以机要方式送达。",
            f"{found.office.name_en or found.office.name_zh} is not behind a platform, or the hand-over is "
            "restricted: take the package out and deliver it by hand.",
        )
    made, wrapped, size = parcels_kept.keep(
        lambda out: make(number, to, out, by=by, now=now, proceeding=proceeding, card=card, phrase=phrase)
    )
    try:
        with saved(), transaction.atomic():
            return Transfer.objects.create(
                digest=made.digest,
                county=found.picture.county,
                file=number,
                proceeding=run,
                to_body=to,
                platform=platform,
                status="queued",
                size=size,
                wrapped=wrapped,
                by=by.id,
                queued_at=now,
            )
    except IntegrityError:  # somebody else queued it meanwhile
        parcels_kept.forget(wrapped)
        again = _active(number, to, run)
        if again is None:
            raise
        return again
    except BaseException:
        parcels_kept.forget(wrapped)
        raise


def _active(number: str, to: str, run: str) -> Transfer | None:
    rows = Transfer.objects.filter(file=number, to_body=to, proceeding=run).exclude(status="failed")
    return rows.first()


def _revived(number: str, to: str, run: str) -> Transfer | None:
    """A transfer that was given up while its platform was down goes on with the very same package: the platform may
    have taken it, and would not know another one as the same.
    """
    rows = Transfer.objects.filter(file=number, to_body=to, proceeding=run, status="failed")
    row = rows.filter(wrapped__isnull=False).order_by("-queued_at").first()
    if row is None or not try_now(row.pk, county=row.county):
        return None
    row.refresh_from_db()
    return row


def run_transfers(ports: Platforms, *, now: datetime, limit: int | None = None) -> TransferReport:
    """Send what is due by `now`, oldest first. A platform found down is not asked again in this run.

    When the process is cut off between the platform and the row, the platform sees the same key again. What it
    answers becomes an act on the hand-over.
    """
    report, down = TransferReport(), dict[str, str]()
    for taken, row in enumerate(_due(now), 1):
        if limit is not None and taken > limit:
            break
        if not Transfer.objects.filter(_ready(now), pk=row.pk).update(next_try=now + LEASE):
            continue
        if row.platform in down:
            _later(row, down[row.platform], now, report)
            continue
        try:
            _send(row, ports, now, report)
        except PlatformDown as fault:
            down[row.platform] = str(fault)
            _later(row, str(fault), now, report)
        except NotTaken as fault:
            _fail(row, str(fault), now, report)
        except FileNotFoundError:
            _fail(row, GONE, now, report)
        except SealBroken:
            _fail(row, "移送包已损坏，请重新发出。 The package was damaged here: send it anew.", now, report)
    return report


def _ready(now: datetime) -> Q:
    return Q(status__in=("queued", "sent")) & (Q(next_try__isnull=True) | Q(next_try__lte=now))


def _due(now: datetime) -> Iterator[Transfer]:
    yield from list(Transfer.objects.filter(_ready(now)).order_by("queued_at", "pk"))


def _send(row: Transfer, ports: Platforms, now: datetime, report: TransferReport) -> None:
    port = ports.get(row.platform)
    if port is None:
        _later(row, NO_PORT, now, report)
        return
    wrapped = bytes(row.wrapped or b"")
    parcels_kept.opened(wrapped).close()
    office = office_of(row.county, row.to_body)
    parcel = Parcel(
        row.digest,
        row.file,
        row.to_body,
        office.kind if office else "",
        office.name_zh if office else row.to_body,
        row.size,
        lambda: parcels_kept.opened(wrapped),  # type: ignore[arg-type, return-value]
    )
    answer = port.send(parcel)
    if not answer.reference:
        _later(row, "", now, report, status="sent")
        return
    _acknowledge(row, answer, now)
    report.acknowledged += 1


def _acknowledge(row: Transfer, answer: Acknowledged, now: datetime) -> None:
    """Record the number: in the row, and as the receiver's act on the hand-over where that is still open."""
    why = _received(row, answer, now)
    Transfer.objects.filter(pk=row.pk).update(
        status="acknowledged",
        reference=answer.reference[:80],
        tries=row.tries + 1,
        next_try=None,
        last_error=why[:300],
        ended_at=now,
        wrapped=None,
    )
    parcels_kept.forget(bytes(row.wrapped or b""))


def _received(row: Transfer, answer: Acknowledged, now: datetime) -> str:
    """Sign for it on the receiver's behalf; what stands against it, for staff."""
    if not row.proceeding:
        return ""
    if not Proceeding.objects.filter(file=row.file, key=row.proceeding, stage="sent").exists():
        return ANOTHER_WAY
    office = office_of(row.county, row.to_body)
    by = Actor(
        id=f"platform/{row.platform}",
        bodies=frozenset({row.to_body}),
        codes=frozenset({office.kind} if office else ()),
        county=row.county,
    )
    day = min(answer.received_on, now.date(), key=date.toordinal)
    done = perform(
        row.file,
        "referral.receive",
        by=by,
        data={"received_on": day.isoformat(), "its_number": answer.reference[:80]},
        now=now,
        request=f"transfer/{row.digest}",
        proceeding=row.proceeding,
    )
    if isinstance(done, Done):
        return ""
    return f"未登记签收：{done.reasons[0].zh} Not signed for by itself: {done.reasons[0].en}"


def _later(row: Transfer, why: str, now: datetime, report: TransferReport, *, status: str = "queued") -> None:
    tries = row.tries + 1
    if tries >= MOST_TRIES:
        _fail(row, why, now, report, keep=True)
        return
    wait = timedelta(minutes=WAITS[min(tries, len(WAITS)) - 1])
    kept = "sent" if "sent" in (row.status, status) else "queued"
    Transfer.objects.filter(pk=row.pk).update(
        status=kept, tries=tries, next_try=now + wait, last_error=why[:300]
    )
    report.waiting += 1


def _fail(row: Transfer, why: str, now: datetime, report: TransferReport, *, keep: bool = False) -> None:
    """Give up; `keep` the package where the platform may have taken it though it never answered."""
    Transfer.objects.filter(pk=row.pk).update(
        status="failed",
        tries=row.tries + 1,
        next_try=None,
        last_error=why[:300],
        ended_at=now,
        wrapped=row.wrapped if keep else None,
    )
    if not keep:
        parcels_kept.forget(bytes(row.wrapped or b""))
    report.failed += 1


def try_now(pk: int, *, county: str) -> bool:
    """Let a transfer that waits, or was given up while the platform was down, be tried at the next run; False when
    there is none.
    """
    rows = Transfer.objects.filter(pk=pk, county=county, wrapped__isnull=False)
    waits = rows.filter(status__in=("queued", "sent")).update(next_try=None)
    try:
        with transaction.atomic():
            again = rows.filter(status="failed").update(
                status="queued", next_try=None, tries=0, ended_at=None, last_error=""
            )
    except IntegrityError:  # another one is on its way for the same hand-over
        return False
    return bool(waits or again)


def forget_transfers(file: str, part: str) -> None:
    """What was erased from a case goes from the packages that wait too: they are given up and their bytes removed."""
    for row in Transfer.objects.filter(file=file, wrapped__isnull=False):
        Transfer.objects.filter(pk=row.pk).update(
            status="failed",
            next_try=None,
            wrapped=None,
            last_error="案件中有内容被销毁，请重新发出。 Something of the case was erased: send it anew.",
        )
        transaction.on_commit(lambda wrapped=bytes(row.wrapped or b""): parcels_kept.forget(wrapped))
