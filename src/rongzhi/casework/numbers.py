"""Numbers of files: unique for each county and year, and consecutive."""

from django.db import connection

from rongzhi.casework.models import Counter

LETTERS = {
    "case": "",
    "group": "G",
    "body": "B",
    "neutral": "N",
    "county": "C",
    "finding": "F",
    "assessment": "A",
    "ledger": "L",
}


def next_numbers(county: str, kind: str, year: int, count: int) -> list[str]:
    """The next `count` numbers, taken inside the caller's transaction: W-2026-000001, W-N2026-0001 …"""
    quote = connection.ops.quote_name
    table = quote(Counter._meta.db_table)
    last = quote("last")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (county, kind, year, {last}) VALUES (%s, %s, %s, %s) "
            f"ON CONFLICT (county, kind, year) DO UPDATE SET {last} = {table}.{last} + excluded.{last} "
            f"RETURNING {last}",
            [county, kind, year, count],
        )
        end = int(cursor.fetchone()[0])
    width = 6 if kind == "case" else 4
    return [f"{county}-{LETTERS[kind]}{year}-{n:0{width}d}" for n in range(end - count + 1, end + 1)]
