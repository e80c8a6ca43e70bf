"""The bridge out: an outcome becomes an event with its sealed parts, and the rows that follow from it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db import connection

from rongzhi.casework import projection
from rongzhi.casework.book import Book, When, Writes
from rongzhi.casework.matching import tokens
from rongzhi.casework.sealing import SUITE
from rongzhi.core.procedure.apply import Change, apply
from rongzhi.core.procedure.decide import Outcome
from rongzhi.core.record.canonical import canonical_exact
from rongzhi.core.record.chain import event_hash
from rongzhi.core.record.keys import digest_of_signs, new_code

SEALED_CODE = "code"


def flush(writes: Writes) -> None:
    """Write all rows, one statement a table."""
    with connection.cursor() as cursor:
        for table in projection.ORDER:
            rows = writes.rows.get(table)
            if rows:
                cursor.executemany(projection.statement(table), [stored(values) for values in rows.values()])
    writes.rows.clear()


def stored(values: Iterable[Any]) -> list[Any]:
    """Values as both databases take them in raw SQL."""
    return [v if (turn := _STORED.get(type(v))) is None else turn(v) for v in values]


@lru_cache(maxsize=512)  # one act or batch has few moments, and each stands in many rows
def _moment(value: datetime) -> str:
    text = value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return text if connection.vendor == "sqlite" else text + "+00:00"


_STORED = {datetime: _moment, date: date.isoformat, Decimal: str}


def write_event(
    book: Book,
    outcome: Outcome,
    writes: Writes,
    *,
    when: When,
    actor: str,
    request: str,
    edition: int,
    pack: str,
    random_bytes: Any,
    behalf: str = "",
    blobs: Mapping[str, str] = MappingProxyType({}),
    origin: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Append one event to the file in `book` and to `writes`; moves the book's picture and head on.

    `behalf` is the person for whom the actor acted as deputy; `blobs` are the files that the act takes, by id with
    their addresses, so that the chain holds what their sealed bytes are; `origin` names the event of another
    installation that this one repeats.
    """
    file, seq = book.picture.number, book.picture.seq + 1
    changes, codes = _with_codes(outcome.changes, book, random_bytes)
    facts: dict[str, Any] = {"data": outcome.facts, "changes": changes, "proceeding": outcome.proceeding}
    if seq == 1:
        facts["file"] = {
            "county": book.picture.county,
            "kind": book.picture.kind,
            "owner": book.picture.owner,
        }
    if when.backdated:
        facts["backdated"] = when.backdated
    if behalf:
        facts["behalf"] = behalf
    if blobs:
        facts["blobs"] = dict(blobs)
    if origin:
        facts["origin"] = dict(origin)
    sealed = [book.keys.seal(seq, name, content) for name, content in outcome.sealed.items()]
    header = canonical_exact(
        {
            "file": file,
            "seq": seq,
            "kind": "act",
            "version": outcome.act.version,
            "at": when.at,
            "recorded_at": when.recorded_at,
            "actor": actor,
            "act": outcome.act.key,
            "edition": edition,
            "pack": pack,
            "request": request,
            "suite": SUITE.number,
            "facts": facts,
        }
    )
    book.head = event_hash(SUITE, book.head, header, sealed)
    before, book.picture = book.picture, apply(book.picture, changes, seq)
    writes.put(
        "event",
        (file, seq),
        (
            file,
            seq,
            outcome.act.key,
            actor,
            when.at,
            when.recorded_at,
            SUITE.number,
            header.decode(),
            book.head,
        ),
    )
    for name, nonce, ciphertext in sealed:
        writes.put("sealedpart", (file, seq, name), (file, seq, name, nonce, ciphertext))
    for part, kind, token in tokens(book.keys.installation, outcome.sealed):
        writes.put("match", (file, part, kind), (file, part, kind, token))
    projection.project(writes, book, before, changes, when=when, codes=codes)
    for name, wrapped in book.keys.new:
        writes.put("partkey", (file, name), (file, name, wrapped, seq))
    book.keys.new.clear()
    writes.codes.update(codes)


def _with_codes(
    changes: Sequence[Change], book: Book, random_bytes: Any
) -> tuple[list[Change], dict[str, str]]:
    """The changes with the digest of each new access code; the codes themselves by party key."""
    if not any(table == "code" for table, _, _ in changes):
        return list(changes), {}
    codes: dict[str, str] = {}
    result: list[Change] = []
    for table, key, columns in changes:
        if table == "code" and key:
            codes[key] = new_code(random_bytes)
            digest = digest_of_signs(book.keys.installation, codes[key].replace("-", ""))
            columns = {**columns, "digest": digest.hex()}
        result.append((table, key, columns))
    return result, codes
