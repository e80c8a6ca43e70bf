"""Which rows follow from an event: one small function for each table, the same at writing and at rebuilding."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import connection

from rongzhi.casework.book import Book, When, Writes
from rongzhi.casework.snapshot import store
from rongzhi.core.money import amount_band
from rongzhi.core.procedure.apply import Change
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.record.canonical import canonical
from rongzhi.rulebook.charge import CHARGED, charged, next_due, next_due_of, responsible

# Tables in the order they are written: columns, and the columns that name a row when it is written again.
TABLES: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "event": ("casework", ("file", "seq", "act", "actor", "at", "recorded_at", "suite", "header", "hash"), ()),
    "sealedpart": ("casework", ("file", "seq", "name", "nonce", "sealed"), ()),
    "partkey": ("casework", ("file", "name", "wrapped", "since"), ("file", "name")),
    "file": (
        "casework",
        ("number", "county", "kind", "owner", "seq", "head", "picture", "changed_at"),
        ("number",),
    ),
    "case": (
        "casework",
        (
            "number", "county", "owner", "status", "door", "channel", "mediation_kind", "track", "dispute_class",
            "reason", "amount", "amount_band", "officer", "neutral", "neutral_proposed", "evaluator", "court",
            "commissioned_by", "filed_on", "ended_on", "waiting_for", "next_due", "responsible",
        ),
        ("number",),
    ),
    "party": (
        "casework",
        ("file", "key", "side", "kind", "body", "represents", "status", "joined", "named"),
        ("file", "key"),
    ),
    "proceeding": (
        "casework",
        (
            "file", "key", "procedure", "stage", "open", "version", "end", "edition", "since", "opened", "actor",
            "responsible", "next_due",
        ),
        ("file", "key"),
    ),
    "clock": (
        "casework",
        (
            "file", "key", "name", "proceeding", "parameter", "started", "due", "due_at", "status", "on_expiry",
            "pauses", "extended", "provisional", "waiting_for",
        ),
        ("file", "key"),
    ),
    "entry": (
        "casework",
        ("file", "key", "kind", "status", "party", "actor", "proceeding", "code", "on", "amount", "facts", "seq"),
        ("file", "key"),
    ),
    "due": (
        "casework",
        ("file", "key", "seq", "kind", "what", "to", "status", "tries", "next_try", "last_error", "nonce", "sealed"),
        ("file", "key"),
    ),
    "match": ("casework", ("file", "part", "kind", "token"), ("file", "part", "kind")),
    "accesscode": ("casework", ("digest", "file", "party", "seq", "status"), ()),
    "requestkey": ("casework", ("county", "actor", "key", "digest", "file", "seq"), ()),
    "county": (
        "directory",
        ("code", "number", "name_zh", "name_en", "pack", "pack_version", "demo"),
        ("code",),
    ),
    "body": (
        "directory",
        ("number", "county", "handle", "kind", "name_zh", "name_en", "pinyin", "contact", "status", "more"),
        ("number",),
    ),
    "neutral": (
        "directory",
        (
            "number", "county", "handle", "name_zh", "name_en", "pinyin", "background", "specialisms", "employer",
            "payer", "host", "ties", "status", "more",
        ),
        ("number",),
    ),
}  # fmt: skip
ORDER = tuple(TABLES)
PROJECTED = (
    "file",
    "case",
    "party",
    "proceeding",
    "clock",
    "entry",
    "due",
    "accesscode",
    "county",
    "body",
    "neutral",
)
ROLE_ORDER = ","
_statements: dict[tuple[str, str], str] = {}


def statement(table: str) -> str:
    """The INSERT of a table; rows that are written again replace themselves."""
    place = (connection.vendor, table)
    if place not in _statements:
        app, columns, keys = TABLES[table]
        quote = connection.ops.quote_name
        name = quote(apps.get_model(app, table)._meta.db_table)
        sql = f"INSERT INTO {name} ({', '.join(map(quote, columns))}) VALUES ({', '.join(['%s'] * len(columns))})"
        if keys:
            rest = ", ".join(f"{quote(c)} = excluded.{quote(c)}" for c in columns if c not in keys)
            sql += f" ON CONFLICT ({', '.join(map(quote, keys))}) DO UPDATE SET {rest}"
        _statements[place] = sql
    return _statements[place]


Projector = Callable[[Writes, Picture, When], None]
PROJECTORS: dict[str, Projector] = {}


def projector(kind: str) -> Callable[[Projector], Projector]:
    """Register the function that writes the header row of a kind of file; apps above add theirs when ready."""

    def add(function: Projector) -> Projector:
        PROJECTORS[kind] = function
        return function

    return add


def project(
    writes: Writes,
    book: Book,
    before: Picture,
    changes: Sequence[Change],
    *,
    when: When,
    codes: Mapping[str, str],
) -> None:
    """The rows that changed with this event."""
    after = book.picture
    file = after.number
    header_touched = before.seq == 0
    for table, key, columns in changes:
        if table in PER_ROW:
            PER_ROW[table](writes, after, key)
            header_touched = header_touched or table in ("proceeding", "clock")
        elif table == "case":
            header_touched = True
        elif table == "paper":
            row = (
                file,
                key,
                after.seq,
                "paper",
                columns["form"],
                "",
                columns["status"],
                0,
                None,
                "",
                None,
                None,
            )
            writes.put("due", (file, key), row)
        elif table == "message":
            nonce, sealed = _sealed_code(book, codes, str(columns["to"]))
            row = (
                file,
                key,
                after.seq,
                "message",
                columns["text"],
                str(columns["to"]),
                columns["status"],
                0,
                None,
                "",
                nonce,
                sealed,
            )
            writes.put("due", (file, key), row)
        elif table == "code" and key:
            writes.put(
                "accesscode",
                (file, key, after.seq),
                (bytes.fromhex(columns["digest"]), file, key, after.seq, "valid"),
            )
    if after.kind == "case":
        for key, run in after.proceedings.items():
            if run.procedure in CHARGED and _charge_touched(changes, key):
                _proceeding(writes, after, key)
    if header_touched:
        PROJECTORS[after.kind](writes, after, when)
    writes.put(
        "file",
        file,
        (file, after.county, after.kind, after.owner, after.seq, book.head, store(after), when.recorded_at),
    )


def _sealed_code(book: Book, codes: Mapping[str, str], to: str) -> tuple[bytes | None, bytes | None]:
    """An access code that a message carries, sealed under the part of whom it goes to."""
    if to not in codes:
        return None, None
    _, nonce, sealed = book.keys.seal(book.picture.seq, f"person:{to}", {"code": codes[to]})
    return nonce, sealed


def _party(writes: Writes, after: Picture, key: str) -> None:
    p = after.parties[key]
    writes.put(
        "party",
        (after.number, key),
        (after.number, key, p.side, p.kind, p.body, p.represents, p.status, p.joined, p.named),
    )


def _proceeding(writes: Writes, after: Picture, key: str) -> None:
    p = after.proceedings[key]
    writes.put(
        "proceeding",
        (after.number, key),
        (
            after.number,
            key,
            p.procedure,
            p.stage,
            p.open,
            p.version,
            p.end,
            p.edition,
            p.since,
            p.opened,
            p.actor,
            charged(after, key),
            next_due_of(after, key),
        ),
    )


def _charge_touched(changes: Sequence[Change], proceeding: str) -> bool:
    """Whether who answers for a task, or its next date, may have changed with these changes."""
    return any(
        table in ("clock", "entry")
        and (columns.get("proceeding") == proceeding or "proceeding" not in columns)
        for table, _, columns in changes
    )


def _clock(writes: Writes, after: Picture, key: str) -> None:
    c = after.clocks[key]
    pauses = canonical(c.pauses).decode() if c.pauses else "[]"
    row = (
        after.number, key, c.name, c.proceeding, c.parameter, c.started, c.due, c.due_at, c.status, c.on_expiry, pauses,
        c.extended, c.provisional, c.waiting_for,
    )  # fmt: skip
    writes.put("clock", (after.number, key), row)


def _entry(writes: Writes, after: Picture, key: str) -> None:
    e = after.entries[key]
    facts = canonical(e.facts).decode() if e.facts else "{}"
    row = (
        after.number, key, e.kind, e.status, e.party, e.actor, e.proceeding, e.code, e.on, e.amount, facts, e.seq,
    )  # fmt: skip
    writes.put("entry", (after.number, key), row)


PER_ROW = {"party": _party, "proceeding": _proceeding, "clock": _clock, "entry": _entry}


def waiting_roles(picture: Picture) -> set[str]:
    """The roles that the open proceedings wait for, by the declared stages."""
    from rongzhi.casework.rules import run_waits  # app ready

    return {role for p in picture.proceedings.values() if p.open for role in run_waits(picture, p)}


@projector("case")
def project_case(writes: Writes, after: Picture, when: When) -> None:
    """The header row of a dispute."""
    h = after.header
    amount = h.get("amount")
    waiting = ",".join(sorted(waiting_roles(after)))
    row = (
        after.number, after.county, after.owner, h.get("status") or "open", h.get("door") or "",
        h.get("channel") or "", h.get("mediation_kind") or "", h.get("track") or "", h.get("dispute_class") or "",
        h.get("reason") or "", amount, amount_band(amount).code if amount is not None else "", h.get("officer") or "",
        h.get("neutral") or "", h.get("neutral_proposed") or "", h.get("evaluator") or "", h.get("court") or "",
        h.get("commissioned_by") or "", h["filed_on"], h.get("ended_on"), f",{waiting}," if waiting else "",
        next_due(after), responsible(after),
    )  # fmt: skip
    writes.put("case", after.number, row)


def more(header: Mapping[str, Any], *taken: str) -> str:
    """The header columns that have no column of their own, as JSON."""
    return canonical({k: v for k, v in header.items() if k not in taken and v not in (None, "")}).decode()


def facts_of(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(text)
    return loaded
