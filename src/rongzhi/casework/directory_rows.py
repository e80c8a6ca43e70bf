"""The header rows of counties, bodies and neutrals, made from their files like those of cases."""

from datetime import timedelta
from functools import lru_cache

from pypinyin import lazy_pinyin

from rongzhi.casework.book import When, Writes
from rongzhi.casework.projection import more, projector
from rongzhi.core.procedure.picture import Picture

SHARED = ("handle", "kind", "name_zh", "name_en", "status")
LOOK_BACK = timedelta(days=3 * 365)  # domain.md §9 (a), design
CONTACT = ("phone", "email", "address", "hours")


@projector("county")
def project_county(writes: Writes, after: Picture, when: When) -> None:
    """The county and the pack it has adopted; until one is adopted, the neutral pack is in force."""
    h = after.header
    row = (
        after.county,
        after.number,
        h.get("name_zh") or "",
        h.get("name_en") or "",
        h.get("pack") or "plain",
        h.get("pack_version") or "",
        h.get("demo") in (True, "yes"),
    )
    writes.put("county", after.county, row)


@projector("body")
def project_body(writes: Writes, after: Picture, when: When) -> None:
    """A body of the directory."""
    h = after.header
    contact = " · ".join(str(h[key]) for key in CONTACT if h.get(key))
    row = (
        after.number,
        after.county,
        h.get("handle") or "",
        h.get("kind") or "",
        h.get("name_zh") or "",
        h.get("name_en") or "",
        pinyin_key(str(h.get("name_zh") or ""), 300),
        contact[:300],
        h.get("status") or "active",
        more(h, *SHARED, *CONTACT),
    )
    writes.put("body", after.number, row)


@projector("assessment")
def project_assessment(writes: Writes, after: Picture, when: When) -> None:
    """The assessor's log has no row of its own: only its file and lines."""


@projector("ledger")
def project_ledger(writes: Writes, after: Picture, when: When) -> None:
    """A ledger has no row of its own: only its file and lines."""


@projector("group")
def project_group(writes: Writes, after: Picture, when: When) -> None:
    """A group has no row of its own: only its file and lines, which hold case numbers and no person."""


@projector("neutral")
def project_neutral(writes: Writes, after: Picture, when: When) -> None:
    """A neutral on the roster; ties are those that are open, or ended within the last three years."""
    h = after.header
    named = ("background", "specialisms", "employer", "payer", "host")
    since = when.at.date() - LOOK_BACK
    ties = sorted(
        {e.code for e in after.list("tie") if e.code and (e.status == "open" or (e.on and e.on >= since))}
    )
    row = (
        after.number,
        after.county,
        h.get("handle") or "",
        h.get("name_zh") or "",
        h.get("name_en") or "",
        pinyin_key(str(h.get("name_zh") or ""), 200),
        *(h.get(key) or "" for key in named),
        ",".join(ties)[:500],
        h.get("status") or "active",
        more(h, *SHARED, *named),
    )
    writes.put("neutral", after.number, row)


@lru_cache(maxsize=1024)
def pinyin_key(name: str, most: int) -> str:
    """By what a Chinese name is sorted: its pinyin, syllables apart."""
    return " ".join(lazy_pinyin(name))[:most]
