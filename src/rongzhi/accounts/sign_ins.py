"""Where accounts are signed in: begun, seen, and ended by leaving, by somebody else, or by time."""

import ipaddress
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from rongzhi.directory.models import Account, SignIn

SEEN_EVERY = timedelta(minutes=1)
KEPT = timedelta(days=30)
BROWSERS = (
    ("MicroMessenger", "微信 WeChat"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("HuaweiBrowser", "华为浏览器 Huawei"),
    ("QQBrowser", "QQ浏览器 QQ"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """From where somebody comes, as much of it as is kept."""

    browser: str
    address: str

    @classmethod
    def of(cls, agent: str, address: str) -> "Place":
        """Shortened to kind of browser and network; neither tells one machine from another."""
        kind = next((name for mark, name in BROWSERS if mark in agent), "")
        system = next((name for mark, name in SYSTEMS if mark in agent), "")
        return cls(" · ".join(filter(None, (kind, system)))[:60] or "?", short_address(address))


def short_address(address: str) -> str:
    """The network of an address: "10.1.*.*", "2001:db8:1:*"; "?" for anything else."""
    try:
        found = ipaddress.ip_address(re.sub(r"%.*", "", address))
    except ValueError:
        return "?"
    parts = found.exploded.split("." if found.version == 4 else ":")
    if found.version == 4:
        return ".".join(parts[:2]) + ".*.*"
    return ":".join(part.lstrip("0") or "0" for part in parts[:3]) + ":*"


def begin(account: Account, place: Place, *, at: datetime) -> int:
    """Note a new sign-in; gives its number, which the session keeps."""
    row = SignIn.objects.create(
        account=account, browser=place.browser, address=place.address, begun=at, seen=at
    )
    return row.pk


def ended_because(number: int, account: Account, *, at: datetime) -> str:
    """Why this sign-in is over: forced, idle, old …; empty while it goes on, which is noted each minute."""
    row = SignIn.objects.filter(pk=number, account=account).first()
    if row is None:
        return "forced"
    why = row.why or "out" if row.ended is not None else _too_long(row, at)
    if why:
        SignIn.objects.filter(pk=number, ended=None).update(ended=at, why=why)
        return why
    if at - row.seen >= SEEN_EVERY:
        SignIn.objects.filter(pk=number, ended=None).update(seen=at)
    return ""


def _too_long(row: SignIn, at: datetime) -> str:
    if at - row.begun >= timedelta(hours=settings.RONGZHI_SESSION_HOURS):
        return "old"
    return "idle" if at - row.seen >= timedelta(minutes=settings.RONGZHI_IDLE_MINUTES) else ""


def current(account: Account, *, at: datetime) -> list[SignIn]:
    """The sign-ins that go on, the one seen last first."""
    rows = SignIn.objects.filter(account=account, ended=None).order_by("-seen", "-pk")
    return [row for row in rows if not _too_long(row, at)]


def end_one(account: Account, number: int, *, why: str, at: datetime) -> bool:
    """End one sign-in of this account; False when it is not theirs or is over."""
    return bool(SignIn.objects.filter(pk=number, account=account, ended=None).update(ended=at, why=why))


def end_all(account: Account, *, why: str, at: datetime, but: int | None = None) -> int:
    """End every sign-in of this account, except the one numbered `but`; gives how many."""
    return SignIn.objects.filter(account=account, ended=None).exclude(pk=but).update(ended=at, why=why)


def prune(*, at: datetime) -> int:
    """Delete what ended, or was last seen, more than a month ago; gives how many."""
    return SignIn.objects.filter(seen__lt=at - KEPT).delete()[0]
