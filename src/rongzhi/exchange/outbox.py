"""Delivers the messages that acts have left to be sent: each once, again later when a port is down."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from rongzhi.casework.models import Due, Event, File, SealedPart
from rongzhi.casework.projection import facts_of
from rongzhi.casework.sealing import SealBroken, open_parts
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.picture import Picture
from rongzhi.directory.models import County
from rongzhi.exchange.connectors.message.port import Message, PortDown, Ports, Receipt, Undeliverable
from rongzhi.exchange.digests import (
    BUNDLED,
    REQUIRED_ONLY,
    Wish,
    digest,
    digest_subject,
    leaves_at,
    wish_of,
)
from rongzhi.exchange.models import Delivered
from rongzhi.exchange.recipients import Place, Recipient, place, recipients
from rongzhi.exchange.room_news import ROOM, listeners
from rongzhi.exchange.texts import subject, written

WAITS = (1, 5, 15, 60, 180, 360)  # minutes before the next try; the last one repeats
MOST_TRIES = 12
LEASE = timedelta(minutes=5)  # a run that was cut off in the middle of a message leaves it alone for so long
PAGE = 200
NOT_WISHED = "none"  # how it went, where the recipient wishes to hear of nothing but what is required
NO_CONTACT = "没有可用的联系方式，请改用其他方式告知并登记。 No contact is known: tell them in another way, and record it."
NO_PORT = "本平台没有接通这种发送方式，请改用其他方式告知并登记。 This way of sending is not connected: tell them in another way, and record it."
DAMAGED = "密封材料无法打开，请运行 rongzhi verify。 A sealed part does not open: run rongzhi verify."


@dataclass
class DeliveryReport:
    """What a run did, in messages: sent, to be tried again, given up after many tries, without anybody to reach, held."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    nowhere: int = 0
    held: int = 0  # left for a digest that leaves later

    @property
    def total(self) -> int:
        return self.sent + self.waiting + self.failed + self.nowhere


def deliver(
    ports: Ports, *, now: datetime, limit: int | None = None, progress: Callable[[int], None] | None = None
) -> DeliveryReport:
    """Send every message that is due by `now`, oldest first; `progress` is told how many were taken up.

    A message is marked sent when every recipient was reached; those who were reached are never written to again.
    News that a recipient wishes bundled waits for its digest. When the process is cut off between port and mark, the port sees the same key again. Raises KeyFault without
    the installation key, BrokenPack when the county's texts cannot be read; nothing is lost by either.
    """
    run = _Run(ports, now, DeliveryReport())
    for taken, row in enumerate(_due(now), 1):
        if limit is not None and taken > limit:
            break
        if _claim(row, now):
            run.carry_out(row)
        if progress is not None:
            progress(taken)
    run.send_digests()
    return run.report


def try_again(file: str, key: str) -> bool:
    """Put a message that failed or had nowhere to go back into the outbox; False when there is no such one."""
    rows = Due.objects.filter(file=file, key=key, kind="message", status__in=("failed", "nowhere"))
    return bool(rows.update(status="due", tries=0, next_try=None, last_error=""))


def _ready(now: datetime) -> Q:
    return Q(kind="message", status="due") & (Q(next_try__isnull=True) | Q(next_try__lte=now))


def _due(now: datetime) -> Iterator[Due]:
    last = 0
    while page := list(Due.objects.filter(_ready(now), pk__gt=last).order_by("pk")[:PAGE]):
        yield from page
        last = page[-1].pk


def _claim(row: Due, now: datetime) -> bool:
    """Take the row for this run; False when another run has it."""
    return bool(Due.objects.filter(_ready(now), pk=row.pk).update(next_try=now + LEASE))


@dataclass
class _Open:
    """A message of which a part waits for a digest: who was lost on the way, and when the next digest leaves."""

    row: Due
    lost: list[str] = field(default_factory=list)
    held: list[datetime] = field(default_factory=list)
    fault: PortDown | None = None


class _Run:
    """One run over the outbox: its ports, its moment, the means that were found down, and the digests to be sent."""

    def __init__(self, ports: Ports, now: datetime, report: DeliveryReport) -> None:
        self.ports = ports
        self.now = now
        self.report = report
        self.down: set[str] = set()
        self.counties: dict[str, County] = {}
        self.digests: dict[tuple[str, str, str, datetime], list[tuple[_Open, Recipient]]] = {}

    def carry_out(self, row: Due) -> None:
        try:
            self._send(row)
        except PortDown as fault:
            self._later(row, str(fault))
        except Undeliverable as fault:
            self._end(row, "nowhere", str(fault))
            self.report.nowhere += 1
        except SealBroken:
            self._later(row, DAMAGED)

    def _send(self, row: Due) -> None:
        text = File.objects.values_list("picture", flat=True).get(number=row.file)
        picture = load(text)
        everyone = (
            listeners(picture, row.seq)
            if row.to == ROOM
            else recipients(picture, row.to, proceeding=_proceeding(row))
        )
        reached = set(
            Delivered.objects.filter(file=row.file, due=row.key).values_list("recipient", flat=True)
        )
        lost = [] if everyone or row.to == ROOM else [f"{row.to}: {NO_CONTACT}"]
        opened = _Open(row, lost)
        bundled = False
        down: PortDown | None = None
        for recipient in everyone:
            if recipient.key in reached:
                continue
            wish = wish_of(picture, recipient.key) if recipient.kind == "party" else Wish()
            leaves = leaves_at(wish.frequency, _left(row, self.now)) if row.what in BUNDLED else None
            if row.what in BUNDLED and wish.frequency == REQUIRED_ONLY:
                self._mark(row, recipient, NOT_WISHED, "")
                continue
            if leaves is not None and leaves > self.now:
                opened.held.append(leaves)
                continue
            where = place(picture, recipient, wished=wished_means(picture, row) or wish.means)
            if where is None or where.means not in self.ports:
                lost.append(f"{recipient.key}: {NO_CONTACT if where is None else NO_PORT}")
                continue
            if leaves is not None:
                bundle = (picture.county, where.means, where.address, leaves)
                self.digests.setdefault(bundle, []).append((opened, recipient))
                bundled = True
                continue
            try:
                self._hand_over(row, picture, recipient, where)
            except PortDown as fault:
                down = fault
        opened.fault = down
        if not bundled:
            self._close(opened)

    def send_digests(self) -> None:
        """Send the digests whose hour has come, one for each recipient, and close the messages that went with them."""
        opened = {one.row.pk: one for parts in self.digests.values() for one, _ in parts}
        for (county, means, address, leaves), parts in self.digests.items():
            try:
                self._send_digest(county, means, address, leaves, parts)
            except PortDown as fault:
                for one, _ in parts:
                    one.fault = fault
            except Undeliverable as fault:
                for one, _ in parts:
                    one.lost.append(str(fault))
        for one in opened.values():
            self._close(one)

    def _send_digest(
        self, county: str, means: str, address: str, leaves: datetime, parts: list[tuple[_Open, Recipient]]
    ) -> None:
        files = sorted({one.row.file for one, _ in parts})
        members = sorted(f"{one.row.file}/{one.row.key}/{recipient.key}" for one, recipient in parts)
        named = hashlib.sha256("\n".join(members).encode()).hexdigest()[:24]
        message = Message(
            key=f"digest/{leaves:%Y-%m-%d}/{named}",
            file=files[0],
            to=address,
            text=digest(self._county(county), files, short=means == "sms"),
            subject="" if means == "sms" else digest_subject(),
        )
        receipt = self._through(means, message)
        with transaction.atomic():
            for one, recipient in parts:
                self._mark(one.row, recipient, means, receipt.reference)

    def _close(self, opened: _Open) -> None:
        """Mark the message: to be tried again, waiting for a digest, without a way, or sent."""
        row = opened.row
        if opened.fault is not None:
            self._later(row, str(opened.fault))
        elif opened.held:
            Due.objects.filter(pk=row.pk).update(next_try=min(opened.held), last_error="")
            self.report.held += 1
        elif opened.lost:
            self._end(row, "nowhere", " ".join(opened.lost))
            self.report.nowhere += 1
        else:
            self._end(row, "sent", "")
            self.report.sent += 1

    def _hand_over(self, row: Due, picture: Picture, recipient: Recipient, where: Place) -> None:
        message = Message(
            key=f"{row.file}/{row.key}/{recipient.key}",
            file=row.file,
            to=where.address,
            text=written(
                self._county(picture.county),
                row.what,
                file=row.file,
                code=code_of(row) if recipient.key == row.to else "",
                short=where.means == "sms",
            ),
            subject="" if where.means == "sms" else subject(row.file),
            name=where.name if where.means == "letter" else "",
        )
        self._mark(row, recipient, where.means, self._through(where.means, message).reference)

    def _through(self, means: str, message: Message) -> Receipt:
        """Hand the message to its port; a port found down is not asked again in this run."""
        if means in self.down:
            raise PortDown(f"{means}: 通道不可用。 The port is down.")
        try:
            return self.ports[means].send(message)
        except PortDown:
            self.down.add(means)
            raise

    def _mark(self, row: Due, recipient: Recipient, means: str, reference: str) -> None:
        Delivered.objects.get_or_create(
            file=row.file,
            due=row.key,
            recipient=recipient.key,
            defaults={"means": means, "reference": reference[:120], "at": self.now},
        )

    def _county(self, code: str) -> County:
        if code not in self.counties:
            self.counties[code] = County.objects.get(code=code)
        return self.counties[code]

    def _later(self, row: Due, why: str) -> None:
        tries = row.tries + 1
        if tries >= MOST_TRIES:
            self._end(row, "failed", why, tries=tries)
            self.report.failed += 1
            return
        wait = timedelta(minutes=WAITS[min(tries, len(WAITS)) - 1])
        Due.objects.filter(pk=row.pk).update(tries=tries, next_try=self.now + wait, last_error=why[:300])
        self.report.waiting += 1

    def _end(self, row: Due, status: str, why: str, *, tries: int | None = None) -> None:
        Due.objects.filter(pk=row.pk, status="due").update(
            status=status,
            next_try=None,
            last_error=why[:300],
            tries=row.tries + 1 if tries is None else tries,
        )


def _left(row: Due, now: datetime) -> datetime:
    """When the act that left this message was recorded."""
    return (
        Event.objects.values_list("recorded_at", flat=True).filter(file=row.file, seq=row.seq).first() or now
    )


def _proceeding(row: Due) -> str:
    """The proceeding of the act that left this message; asked for only where it says who is meant."""
    if row.to not in ("receiving_body", "lead_body", "helper"):
        return ""
    header = Event.objects.values_list("header", flat=True).get(file=row.file, seq=row.seq)
    return str(facts_of(header)["facts"].get("proceeding", ""))


def wished_means(picture: Picture, row: Due) -> str:
    """The way of contact that the act of this message named, if it named one."""
    return next((e.code for e in picture.entries.values() if e.seq == row.seq and e.kind == "invitation"), "")


def code_of(row: Due) -> str:
    """The access code that a message carries; empty when it has none, or when it was erased."""
    if row.sealed is None or row.nonce is None:
        return ""
    part = SealedPart(file=row.file, seq=row.seq, name=f"person:{row.to}", nonce=row.nonce, sealed=row.sealed)
    content = open_parts([part])[0].content
    return str((content or {}).get("code", ""))
