"""Files for the tests of the record: short disputes written through write_event(), with every kind of row."""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from rongzhi.casework.book import Book, When, Writes, open_book
from rongzhi.casework.keys_file import create
from rongzhi.casework.models import Event, File
from rongzhi.casework.numbers import next_numbers
from rongzhi.casework.record import flush, write_event
from rongzhi.casework.sealing import FileKeys
from rongzhi.casework.snapshot import load
from rongzhi.core.procedure.apply import Change
from rongzhi.core.procedure.decide import SYSTEM, Outcome
from rongzhi.core.procedure.definition import Act, Given, Source
from tests.append_only import lifted

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)
COUNTY = "W"


def make_key(installation) -> None:
    """Put an installation's key into the test's folder."""
    create(installation / "installation.key")


def filed(text: str = "The bank charged a fee twice.") -> tuple[list[Change], dict[str, dict[str, Any]]]:
    """What a filing changes and seals."""
    changes: list[Change] = [
        ("proceeding", "intake-1", {"procedure": "intake", "stage": "received", "since": TODAY, "opened": TODAY}),
        ("party", "p1", {"side": "applicant", "kind": "consumer", "named": 1}),
        ("party", "p2", {"side": "respondent", "kind": "institution", "body": "bank-a", "named": 1}),
        ("case", "", {"filed_on": TODAY, "amount": Decimal("1200.50"), "door": "web", "status": "open"}),
        ("clock", "accept-1", {
            "name": "accept", "proceeding": "intake-1", "parameter": "pm_accept", "started": TODAY,
            "due": TODAY + timedelta(days=5), "due_at": NOW + timedelta(days=5),
        }),
        ("entry", "notice-1", {"kind": "notice", "party": "p1", "code": "F03", "on": TODAY}),
        ("paper", "F05-1", {"form": "F05", "proceeding": "intake-1", "status": "due"}),
        ("code", "p1", {"purpose": "intake.file"}),
        ("message", "1-1", {"text": "receipt", "to": "p1", "status": "due"}),
    ]  # fmt: skip
    sealed = {
        "file": {"what_happened": text},
        "person:p1": {"applicant_name": "张三", "applicant_phone": "13800000000"},
        "person:p2": {"respondent_name": "W县第一银行"},
    }
    return changes, sealed


def noted(number: int) -> tuple[list[Change], dict[str, dict[str, Any]]]:
    """What a note changes and seals."""
    changes: list[Change] = [
        (
            "entry",
            f"note-{number}",
            {"kind": "note", "on": TODAY, "amount": Decimal(number), "facts": {"n": number}},
        ),
        ("proceeding", "intake-1", {"version": number + 1}),
    ]
    return changes, {
        "file": {"note": f"note {number}"},
        "person:p1": {"applicant_phone": f"1390000{number:04d}"},
    }


def write(book: Book, act: str, changes: Iterable[Change], sealed: Any, at: datetime = NOW) -> None:
    """One event of a file, in a transaction of its own."""
    declared = Act(act, label="", en="", who=(), source=Source("", ""))
    outcome = Outcome(
        declared, "intake-1", {"n": 1}, sealed, tuple(changes), Given({}, SYSTEM, at, at.date())
    )
    writes = Writes()
    with transaction.atomic():
        write_event(
            book, outcome, writes, when=When(at, at), actor="clerk", request="", edition=1, pack="plain",
            random_bytes=os.urandom,
        )  # fmt: skip
        flush(writes)


def file_case(events: int = 3, *, county: str = COUNTY) -> str:
    """A file with so many events; gives its number."""
    with transaction.atomic():
        number = next_numbers(county, "case", 2026, 1)[0]
        book = open_book(number, county, "case", "pmc")
        write(book, "intake.file", *filed())
    for n in range(1, events):
        write(book, "everyday.note", *noted(n), at=NOW + timedelta(minutes=n))
    return number


def book_of(number: str) -> Book:
    """The book of a file that is there."""
    row = File.objects.get(number=number)
    return Book(load(row.picture), bytes(row.head), FileKeys.of(number))


def go_on(number: str) -> int:
    """One more note in a file; gives its event's number."""
    book = book_of(number)
    seq = book.picture.seq
    write(book, "everyday.note", *noted(seq), at=NOW + timedelta(minutes=seq))
    return seq + 1


def tamper(sql: str, arguments: Iterable[Any] = ()) -> int:
    """Change the database as somebody would who has taken the triggers away and put them back."""
    with lifted(), connection.cursor() as cursor:
        cursor.execute(sql, list(arguments))
        return cursor.rowcount


def tamper_event(number: str, seq: int, column: str, change: Callable[[Any], Any]) -> None:
    """Change one column of one event."""
    value = Event.objects.values_list(column, flat=True).get(file=number, seq=seq)
    new = change(bytes(value) if isinstance(value, memoryview) else value)
    assert (
        tamper(f"UPDATE casework_event SET {column} = %s WHERE file = %s AND seq = %s", [new, number, seq])
        == 1
    )


def flip(content: bytes, at: int) -> bytes:
    """The bytes with one bit of one of them changed."""
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
