"""Which installations are known: their cards in a folder of this one, each accepted by an administrator."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from rongzhi.casework.keys import installation_keys
from rongzhi.core.package.cards import Card, card_of
from rongzhi.core.package.faults import PackageRefused
from rongzhi.directory.models import County

MOST = 100_000


@dataclass(frozen=True, slots=True)
class Known:
    """A card that was accepted: when, and by whom."""

    card: Card
    accepted_at: str
    by: str


def folder() -> Path:
    """Where the cards lie."""
    return Path(settings.RONGZHI_HOME) / "trust"


def own_card(county: str) -> Card:
    """The card that this installation shows for one of its counties. Raises KeyFault."""
    row = County.objects.get(code=county)
    return card_of(installation_keys(), county=row.code, name_zh=row.name_zh, name_en=row.name_en)


def read_card(text: str) -> Card:
    """The card in a text. Raises PackageRefused."""
    try:
        return Card.read(json.loads(text[:MOST]))
    except (ValueError, TypeError, AttributeError):
        raise PackageRefused(
            "no_card",
            "这个文件不是平台名片（rongzhi package card 的输出）。",
            "This file is no card of an installation (what `rongzhi package card` writes).",
        ) from None


def accept(card: Card, *, by: str, now: datetime) -> Path:
    """Write the card to the list of known installations; the same card again changes nothing."""
    path = folder() / f"{card.fingerprint}.json"
    if path.exists():
        return path
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    text = {"card": card.as_json(), "accepted_at": now.isoformat(timespec="seconds"), "by": by}
    part = path.with_suffix(".part")
    with open(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(text, file, ensure_ascii=False, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return path


def known() -> list[Known]:
    """Every accepted card, by county; a file that is no card is passed over."""
    found = []
    for path in sorted(folder().glob("*.json")) if folder().is_dir() else ():
        try:
            text = json.loads(path.read_text(encoding="utf-8"))
            found.append(Known(Card.read(text["card"]), str(text["accepted_at"]), str(text["by"])))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return sorted(found, key=lambda one: (one.card.county, one.card.fingerprint))


def is_known(card: Card) -> bool:
    """Whether packages of this installation are taken in: its keys were accepted, or they are our own."""
    if any(one.card.fingerprint == card.fingerprint for one in known()):
        return True
    own = card_of(installation_keys(), county="", name_zh="", name_en="")
    return own.signing == card.signing


def card_named(fingerprint: str) -> Card:
    """The accepted card of that fingerprint. Raises PackageRefused."""
    for one in known():
        if one.card.fingerprint == fingerprint.strip().lower():
            return one.card
    raise PackageRefused(
        "unknown_card",
        f"没有指纹为 {fingerprint} 的已认可平台。请先由管理员认可它的名片。",
        f"No installation with the fingerprint {fingerprint} was accepted. An administrator accepts its card first.",
    )
