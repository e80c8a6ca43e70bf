"""Tells staff who wish it, by their recorded means, that there is news on their desk: case numbers and nothing else."""

from datetime import datetime

from django.db.models import Max

from rongzhi.accounts.notes import note
from rongzhi.accounts.resets import address_of
from rongzhi.casework.models import Due
from rongzhi.casework.visibility import cases_for
from rongzhi.directory.models import Account, County
from rongzhi.exchange.connectors.message.port import Message, PortDown, Ports, Undeliverable
from rongzhi.exchange.digests import BUNDLED, FREQUENCIES, digest, digest_subject, leaves_at
from rongzhi.exchange.models import Delivered, StaffNotice


def frequency_of(account: Account) -> str:
    """How often the account is told; empty when it finds news on its desk alone."""
    return StaffNotice.objects.filter(account=account).values_list("frequency", flat=True).first() or ""


def choose_frequency(account: Account, frequency: str, *, at: datetime) -> bool:
    """Set it, from now on; anything that is no frequency ends it. False when no means is recorded to tell them by."""
    if frequency not in FREQUENCIES:
        StaffNotice.objects.filter(account=account).delete()
    elif not account.means:
        return False
    else:
        last = Delivered.objects.aggregate(last=Max("pk"))["last"] or 0
        leaves = leaves_at(frequency, at)
        row, _ = StaffNotice.objects.get_or_create(
            account=account, defaults={"frequency": frequency, "told": last, "leaves": leaves}
        )
        StaffNotice.objects.filter(pk=row.pk).update(frequency=frequency, leaves=leaves)
    note(account, "news", by=account.username)
    return True


def send_news(ports: Ports, *, at: datetime) -> int:
    """Tell everybody whose time has come, or on whose desk something required has arrived; how many were told.

    Who has left, has no means on record or may not see the case is not told of it. What a port cannot take now is
    told in a later run; the port sees the same key again.
    """
    told = 0
    wishes = StaffNotice.objects.filter(account__is_active=True).exclude(account__means="")
    for wish in wishes.select_related("account").order_by("pk"):
        if wish.account.means in ports:
            told += _tell(wish, ports, at)
    return told


def _tell(wish: StaffNotice, ports: Ports, at: datetime) -> bool:
    account = wish.account
    posts = {account.body, account.neutral} - {""}
    rows = list(
        Delivered.objects.filter(means="desk", recipient__in=posts, pk__gt=wish.told)
        .order_by("pk")
        .values_list("pk", "file", "due")
    )
    if not rows:
        return False
    seen = set(
        cases_for(account.actor())
        .filter(number__in={file for _, file, _ in rows})
        .values_list("number", flat=True)
    )
    news = [(file, due) for _, file, due in rows if file in seen]
    if news and wish.leaves is not None and wish.leaves > at and not _required(news):
        return False
    last = rows[-1][0]
    address = address_of(account) if news else ""
    if address and not _sent(account, address, sorted({file for file, _ in news}), last, ports):
        return False
    StaffNotice.objects.filter(pk=wish.pk, told=wish.told).update(
        told=last, leaves=leaves_at(wish.frequency, at)
    )
    return bool(address)


def _required(news: list[tuple[str, str]]) -> bool:
    """Whether something among it may not wait for a digest."""
    rows = Due.objects.filter(file__in={file for file, _ in news}, kind="message").exclude(what__in=BUNDLED)
    return bool(set(rows.values_list("file", "key")) & set(news))


def _sent(account: Account, address: str, files: list[str], last: int, ports: Ports) -> bool:
    county = County.objects.filter(code=account.county).first()
    if county is None:
        return False
    message = Message(
        key=f"staff/{account.pk}/{last}",
        file=files[0],
        to=address,
        text=digest(county, files, short=account.means == "sms"),
        subject="" if account.means == "sms" else digest_subject(),
    )
    try:
        ports[account.means].send(message)
    except PortDown:
        return False
    except Undeliverable:
        note(account, "news_lost", by="")
    return True
